import { isFeedStale } from '../store/derived-states.ts';
import { isOfNetwork, paperKinds } from '../store/paper.ts';
import { text } from '../texts/language.ts';
import { type Command, hasPlan, isPlanning } from './command.ts';

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
  {
    id: 'save-as',
    group: 'file',
    name: 'cmdSaveAs',
    keys: ['Ctrl+Shift+S'],
    isEnabled: hasPlan,
    run: ({ actions }) => actions.saveAs(),
  },
  {
    id: 'export',
    group: 'file',
    name: 'cmdExport',
    keys: ['Ctrl+Shift+E'],
    isEnabled: isPlanning,
    run: ({ page }) => page.patch({ sheet: page.value.sheet === 'export' ? undefined : 'export' }),
  },
  {
    id: 'print',
    group: 'file',
    name: 'cmdPrint',
    keys: ['Ctrl+P'],
    isEnabled: isPlanning,
    run: ({ actions }) => actions.print(),
  },
  {
    id: 'take-over',
    group: 'file',
    name: 'cmdTakeOver',
    isEnabled: ({ store }) => store.isReadOnly,
    run: ({ actions }) => actions.takeOver(),
  },
  ...paperKinds.map(
    (kind): Command => ({
      id: `paper-${kind}`,
      group: 'file',
      name: 'cmdPaper',
      values: { name: () => text(`paper_${kind}`) },
      isEnabled: (app) =>
        isPlanning(app) &&
        (app.store.plan?.antennas.length ?? 0) > 0 &&
        (!isOfNetwork(kind) || app.store.plan?.network !== undefined) &&
        (app.page.value.allowsStalePapers || !isFeedStale(app.store.committed)),
      run({ actions, page }) {
        page.patch({ sheet: undefined });
        return actions.makePaper(kind);
      },
    }),
  ),
  { id: 'example', group: 'file', name: 'cmdExample', run: ({ actions }) => actions.openExample() },
];
