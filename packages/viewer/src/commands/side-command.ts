import type { Side } from '../app/app.ts';
import { type Command, isPlanning } from './command.ts';

/** Puts something at the side, or what is selected again. */
export function sideCommand(side: Side): Pick<Command, 'id' | 'isEnabled' | 'isOn' | 'run'> {
  return {
    id: side,
    isEnabled: isPlanning,
    isOn: ({ page }) => page.value.side === side,
    run({ page }) {
      const isShown = page.value.side === side;
      page.patch(isShown ? { side: 'inspector' } : { side, isPanelOpen: true });
    },
  };
}
