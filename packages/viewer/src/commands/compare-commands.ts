import type { App } from '../app/app.ts';
import { type CompareState, comparedVariant } from '../store/compare-state.ts';
import { type Command, hasPlan, isPlanning } from './command.ts';
import { sideCommand } from './side-command.ts';

/** Variants of a plan, and one of them laid beside it. */
export const compareCommands: readonly Command[] = [
  { ...sideCommand('variants'), group: 'design', name: 'cmdVariants', keys: ['L'] },
  {
    id: 'keep-variant',
    group: 'design',
    name: 'cmdKeepVariant',
    isEnabled: (app) => isPlanning(app) && (app.store.committed?.antennas.length ?? 0) > 0,
    run({ actions, page }) {
      actions.keepVariant();
      page.patch({ side: 'variants', isPanelOpen: true });
    },
  },
  modeCommand('swipe', 'cmdCompareSwipe'),
  modeCommand('difference', 'cmdCompareDifference'),
  {
    id: 'end-comparing',
    group: 'view',
    name: 'cmdEndComparing',
    isEnabled: isComparing,
    run: ({ compare }) => compare.patch({ comparedId: undefined }),
  },
];

/** One to compare with each variant. */
export function variantCommands({ compare }: App): Command[] {
  return compare.value.variants.map(({ id, name }) => ({
    id: `compare-${id}`,
    group: 'view',
    name: 'cmdCompare',
    values: { name },
    isEnabled: isPlanning,
    isOn: (app) => app.compare.value.comparedId === id,
    run(app) {
      const isOn = app.compare.value.comparedId === id;
      app.view.patch({ isolatedClass: undefined });
      app.compare.patch({ comparedId: isOn ? undefined : id });
    },
  }));
}

function isComparing(app: App): boolean {
  return hasPlan(app) && comparedVariant(app.compare.value) !== undefined;
}

function modeCommand(mode: CompareState['mode'], name: Command['name']): Command {
  return {
    id: `compare-${mode}`,
    group: 'view',
    name,
    isEnabled: isComparing,
    isOn: ({ compare }) => compare.value.mode === mode,
    run({ compare, view }) {
      view.patch({ isolatedClass: undefined });
      compare.patch({ mode });
    },
  };
}
