import { withPin } from '../store/pin.ts';
import { type Command, isPlanning } from './command.ts';

/** Values read by keys, and values that stay at their places. */
export const pinCommands: readonly Command[] = [
  {
    id: 'crosshair',
    group: 'view',
    name: 'cmdCrosshair',
    keys: ['X'],
    isEnabled: isPlanning,
    isOn: ({ page }) => page.value.isCrosshair,
    run: ({ actions }) => actions.toggleCrosshair(),
  },
  {
    id: 'pin',
    group: 'view',
    name: 'cmdPin',
    keys: ['Q'],
    isEnabled: (app) => isPlanning(app) && app.page.value.pointer !== undefined,
    run({ view, page }) {
      const { pointer } = page.value;
      if (pointer) view.patch({ pins: withPin(view.value.pins, pointer) });
    },
  },
  {
    id: 'unpin-all',
    group: 'view',
    name: 'cmdUnpinAll',
    isEnabled: (app) => isPlanning(app) && app.view.value.pins.length > 0,
    run: ({ view }) => view.patch({ pins: [] }),
  },
];
