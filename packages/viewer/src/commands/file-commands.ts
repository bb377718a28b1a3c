import { type Command, hasPlan } from './command.ts';

export const fileCommands: readonly Command[] = [
  {
    id: 'open',
    group: 'file',
    name: 'cmdOpen',
    keys: ['Ctrl+O'],
    isForPending: true,
    run: ({ actions }) => actions.chooseFile(),
  },
  {
    id: 'save',
    group: 'file',
    name: 'cmdSave',
    keys: ['Ctrl+S'],
    isEnabled: hasPlan,
    run: ({ actions }) => actions.save(),
  },
  { id: 'example', group: 'file', name: 'cmdExample', run: ({ actions }) => actions.openExample() },
];
