import type { Plan } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Observable } from '../../packages/viewer/src/store/observable.ts';
import { PlanStore } from '../../packages/viewer/src/store/plan-store.ts';
import type { ViewState } from '../../packages/viewer/src/store/view-state.ts';
import { Clipboard } from '../../packages/viewer/src/tools/clipboard.ts';
import { drawnThings, drawThing } from '../../packages/viewer/src/tools/drawn-things.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const levelIds = ['B1', 'B2', 'B1M', '地下三层', '4'];

/** Two antennas on each of the first two levels, named as placements name them, and one with a name of its own. */
function namedPlan(): Plan {
  const onLevel = (level: string, numbers: readonly number[]) =>
    numbers.map((number) => ({ ...buildAntenna(`ANT${number}-${level}`, 5 * number, 12), level }));
  return buildPlan({
    levels: levelIds.map((id, index) => buildLevel({ id, name: id, elevationM: -4 - 4 * index })),
    antennas: [...onLevel('B1', [1, 2]), ...onLevel('B2', [1, 2]), buildAntenna('gate', 30, 12)],
  });
}

function openClipboard(plan: Plan) {
  const store = new PlanStore();
  store.openPlan('open', plan, undefined);
  const view = new Observable<ViewState>({ levelId: 'B1', selection: [] } as unknown as ViewState);
  const clipboard = new Clipboard(store, view);
  const select = (...ids: string[]) =>
    view.patch({ selection: ids.map((id) => ({ kind: 'antenna' as const, id })) });
  const antennas = () => store.committed!.antennas.map(({ id, level }) => ({ id, level }));
  return { store, view, clipboard, select, antennas };
}

describe('names of copied antennas', () => {
  test('name the level that the copy is on', () => {
    const { view, clipboard, select, antennas } = openClipboard(namedPlan());
    select('ANT1-B1', 'ANT2-B1');
    clipboard.copy();
    view.patch({ levelId: 'B2' });
    clipboard.paste();
    expect(antennas().slice(5)).toEqual([
      { id: 'ANT3-B2', level: 'B2' },
      { id: 'ANT4-B2', level: 'B2' },
    ]);
    view.patch({ levelId: '地下三层' });
    clipboard.paste();
    expect(antennas().slice(7)).toEqual([
      { id: 'ANT1-地下三层', level: '地下三层' },
      { id: 'ANT2-地下三层', level: '地下三层' },
    ]);
  });

  test('beside the original the number goes on, not the level', () => {
    const { clipboard, select, antennas } = openClipboard(namedPlan());
    select('ANT1-B1');
    clipboard.duplicate();
    expect(antennas()[5]).toEqual({ id: 'ANT3-B1', level: 'B1' });
  });

  test('of an antenna that is cut and pasted name the new level, where its own name is free again', () => {
    const { view, clipboard, select, antennas } = openClipboard(namedPlan());
    select('ANT2-B1');
    clipboard.cut();
    view.patch({ levelId: 'B1M' });
    clipboard.paste();
    expect(antennas()[4]).toEqual({ id: 'ANT2-B1M', level: 'B1M' });
  });

  test('of whatever is copied, cut and drawn on whatever level are unique and name their level (seed 20)', () => {
    const steps = fc.array(
      fc.record({
        do: fc.constantFrom('copy' as const, 'cut' as const, 'duplicate' as const, 'draw' as const),
        which: fc.nat(99),
        levelId: fc.constantFrom(...levelIds),
      }),
      { minLength: 1, maxLength: 12 },
    );
    let made = 0;
    fc.assert(
      fc.property(steps, (given) => {
        const { store, view, clipboard, select, antennas } = openClipboard(namedPlan());
        for (const { do: what, which, levelId } of given) {
          const all = antennas();
          if (what === 'draw') {
            const plan = store.committed!;
            const level = plan.levels.find(({ id }) => id === levelId)!;
            const context = { plan, level, points: [[9, 9]] as [number, number][], defaults: {} as never };
            store.apply(drawThing(drawnThings.place!, context)?.change);
          } else if (all.length > 0) {
            select(all[which % all.length].id);
            if (what === 'duplicate') made += clipboard.duplicate();
            else clipboard[what]();
            view.patch({ levelId });
            if (what !== 'duplicate') made += clipboard.paste();
          }
          const ids = antennas().map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const { id, level } of antennas()) {
            const named = /^ANT\d+-(.*)$/.exec(id);
            if (named) expect(named[1]).toBe(level);
            else expect(id).toMatch(/^gate(-\d+)?$/);
          }
        }
      }),
      { seed: 20, numRuns: 120 },
    );
    expect(made).toBeGreaterThan(200);
  });
});
