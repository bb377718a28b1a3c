import type { Antenna, Plan } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDifference, differenceOf } from '../../packages/viewer/src/store/difference.ts';
import { recordHistory, replayHistory } from '../../packages/viewer/src/store/history-record.ts';
import { PlanStore } from '../../packages/viewer/src/store/plan-store.ts';
import type { StoreContent } from '../../packages/viewer/src/store/store-content.ts';
import { buildAntenna, buildPlan } from '../support/build-garage.ts';

const thing = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(1, 'text', null, undefined, -0, true),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'list'), tie('value'), { noNullPrototype: true }),
    fc.uniqueArray(
      fc.record({ id: fc.constantFrom('P', 'Q', 'R'), more: tie('value') }, { noNullPrototype: true }),
      { selector: ({ id }) => id },
    ),
  ),
})).value;

describe('differences', () => {
  test('what was told from one value makes the other of it, and equal values have none (seed 31)', () => {
    fc.assert(
      fc.property(thing, thing, (before, after) => {
        expect(applyDifference(before, differenceOf(before, after))).toStrictEqual(after);
        expect(differenceOf(after, structuredClone(after))).toBeUndefined();
      }),
      { seed: 31, numRuns: 400 },
    );
  });

  test('what did not change stays the same object, and costs nothing', () => {
    const walls = Array.from({ length: 2000 }, (_, index) => ({ id: `W${index}`, from: [index, 0] }));
    const after = [...walls.slice(0, 900), { ...walls[900], from: [1, 2] }, ...walls.slice(902)];
    const difference = differenceOf({ walls }, { walls: after });
    expect(JSON.stringify(difference).length).toBeLessThan(200);
    const made = applyDifference({ walls }, difference) as { walls: unknown[] };
    expect(made).toEqual({ walls: after });
    expect(made.walls[1500]).toBe(after[1500]);
  });
});

/** Moves, removals, placements and whole other plans: everything that a step may be. */
function edited(steps: readonly number[]): PlanStore {
  const store = new PlanStore();
  store.openPlan('open', buildPlan({ antennas: [0, 1, 2].map((at) => antenna(`A${at}`, at)) }), undefined, {
    id: 'one',
    name: 'one.dxf',
  });
  let count = 3;
  for (const step of steps) {
    const plan = store.plan!;
    const id = plan.antennas[step % Math.max(1, plan.antennas.length)]?.id;
    if (step % 7 === 0) store.undo();
    else if (step % 7 === 1) store.redo();
    else if (step % 7 === 2) store.addAntenna(antenna(`A${count++}`, step));
    else if (step % 7 === 3 && id) store.removeAntenna(id);
    else if (step % 7 === 4) store.replacePlan('place', { ...plan, antennas: [antenna(`B${count++}`, 1)] });
    else if (step % 7 === 5) store.openPlan('open', buildPlan(), undefined, { id: `${step}`, name: 'other' });
    else if (id) store.moveAntenna(id, [step, 1], step % 2 ? 'burst' : undefined);
  }
  return store;
}

const antenna = (id: string, x: number): Antenna => buildAntenna(id, x, 1);

/** Every plan and document that undo and redo reach. */
function everything(store: PlanStore): string[] {
  const seen = () => JSON.stringify([store.plan, store.opened, store.undoName, store.redoName]);
  const all = [seen()];
  while (store.undo()) all.push(seen());
  while (store.redo()) all.push(seen());
  return all;
}

function restored(content: StoreContent, record = recordHistory(content)): PlanStore {
  const store = new PlanStore();
  const { plan, imported, document } = structuredClone({ ...content, undo: [], redo: [] });
  const now = { plan, imported, document };
  store.restore({ ...now, ...replayHistory(now, structuredClone(record)) });
  return store;
}

describe('history that is kept', () => {
  test('undo and redo reach the same plans and documents after it as before (seed 32)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 30 }), (steps) => {
        const store = edited(steps);
        const back = restored(store.content!);
        expect(everything(back)).toEqual(everything(store));
      }),
      { seed: 32, numRuns: 100 },
    );
  });

  test('a step that changes one wall of a large plan takes bytes, not the plan', () => {
    const store = new PlanStore();
    const [level] = buildPlan().levels;
    const walls = Array.from({ length: 3000 }, (_, at) => ({ ...level.walls![0], id: `W${at}` }));
    const plan = { ...buildPlan(), levels: [{ ...level, walls }] } as Plan;
    store.openPlan('open', plan, undefined);
    const changed = walls.map((wall, at) => (at === 7 ? { ...wall, thicknessM: 0.37 } : wall));
    store.replacePlan('correct', { ...plan, levels: [{ ...level, walls: changed }] });
    const record = recordHistory(store.content!);
    expect(JSON.stringify(record).length).toBeLessThan(400);
    expect(everything(restored(store.content!))).toEqual(everything(store));
  });

  test('the nearest steps are kept where there is no room for all, and the rest of them still fits', () => {
    const store = edited([2, 9, 16, 23, 30, 37]);
    const record = recordHistory(store.content!, 700);
    expect(record.undo.length).toBeGreaterThan(0);
    expect(record.undo.length).toBeLessThan(6);
    const back = restored(store.content!, record);
    for (const _ of record.undo) {
      expect(back.undo()).toBeDefined();
      store.undo();
      expect(back.plan).toEqual(store.plan);
    }
    expect(back.undo()).toBeUndefined();
  });

  test('a damaged history ends where it is damaged', () => {
    const store = edited([2, 4, 9]);
    const record = structuredClone(recordHistory(store.content!));
    const persisted = record.undo as unknown as { records: { far: unknown }[] }[];
    persisted[1].records[0].far = { members: [['antennas', { list: [[0, 9999]] }]], gone: [] };
    const back = restored(store.content!, record);
    expect(back.undo()).toBeDefined();
    expect(back.undo()).toBeUndefined();
  });
});
