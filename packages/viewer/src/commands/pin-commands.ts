import { withPin } from '../store/pin.ts';
import { type Command, isPlanning } from './command.ts';

/** Values that stay at their places. */
export const pinCommands: readonly Command[] = [
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
