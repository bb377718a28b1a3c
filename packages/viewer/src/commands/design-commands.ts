import { type Command, hasPlan, hasProposal, isPlanning } from './command.ts';
import { sideCommand } from './side-command.ts';

/** Placing, feeding, checking; proposals are taken or discarded. */
export const designCommands: readonly Command[] = [
  {
    id: 'place',
    group: 'design',
    name: 'cmdPlaceAll',
    keys: ['Ctrl+Enter'],
    isEnabled: hasPlan,
    run: ({ actions }) => actions.placeAntennas(),
  },
  {
    id: 'feed',
    group: 'design',
    name: 'cmdFeed',
    isEnabled: (app) => isPlanning(app) && (app.store.plan?.antennas.length ?? 0) > 0,
    run({ actions, page }) {
      page.patch({ side: 'network' });
      return actions.feedAntennas();
    },
  },
  { ...sideCommand('network'), group: 'design', name: 'cmdNetwork', keys: ['N'] },
  {
    id: 'take',
    group: 'design',
    name: 'cmdTake',
    keys: ['Ctrl+Shift+Enter'],
    isEnabled: hasProposal,
    run({ actions, design, page }) {
      if (design.value.placement) actions.takePlacement();
      else actions.takeNetwork();
      page.patch({ notice: undefined });
    },
  },
  {
    id: 'discard',
    group: 'design',
    name: 'cmdDiscard',
    isEnabled: hasProposal,
    run({ design, page }) {
      design.patch({ placement: undefined, network: undefined });
      page.patch({ notice: undefined });
    },
  },
  {
    id: 'rays',
    group: 'design',
    name: 'cmdRays',
    keys: ['R'],
    isEnabled: isPlanning,
    run: ({ actions }) => actions.checkRays(),
  },
];
