import type { Antenna, Plan } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutWalls } from '../packages/viewer/src/scene/cut-wall.ts';
import { isInsideLevel } from '../packages/viewer/src/scene/level-placement.ts';
import { PlanStore } from '../packages/viewer/src/store/plan-store.ts';

const antenna = (id: string, x = 0, y = 0): Antenna => ({
  id,
  level: 'B1',
  position: [x, y],
  heightM: 2.4,
  type: 'ceiling-omni',
  cell: 'S1',
  carriers: ['*'],
});

const plan = (antennas: Antenna[]) => ({ levels: [], antennas, note: 'kept' }) as unknown as Plan;

const step = fc.oneof(
  fc.record({
    do: fc.constant('move' as const),
    which: fc.nat(4),
    x: fc.integer({ min: -50, max: 50 }),
    y: fc.nat(50),
  }),
  fc.record({ do: fc.constant('remove' as const), which: fc.nat(4) }),
  fc.record({ do: fc.constantFrom('add' as const, 'undo' as const, 'redo' as const, 'drag' as const) }),
);

describe('plan store', () => {
  test('undo and redo walk through the same plans as whole copies kept beside (seed 7)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const store = new PlanStore();
        store.replacePlan('open', plan([0, 1, 2].map((index) => antenna(`A${index}`, index, 0))));
        let past = [structuredClone(store.plan)];
        let at = 0;
        let count = 10;
        for (const action of steps) {
          const ids = store.plan!.antennas.map(({ id }) => id);
          const id = 'which' in action ? ids[action.which % Math.max(1, ids.length)] : ids[0];
          const before = JSON.stringify(store.plan);
          if (action.do === 'undo' || action.do === 'redo') {
            store[action.do]();
            at = Math.min(past.length - 1, Math.max(0, at + (action.do === 'undo' ? -1 : 1)));
          } else if (action.do === 'drag') {
            if (id) store.previewMove(id, [99, 99]);
            store.cancelPreview();
          } else {
            if (action.do === 'add') store.addAntenna(antenna(`A${count++}`));
            if (action.do === 'move' && id) store.moveAntenna(id, [action.x, action.y]);
            if (action.do === 'remove' && id) store.removeAntenna(id);
            if (JSON.stringify(store.plan) !== before) {
              past = [...past.slice(0, at + 1), structuredClone(store.plan)];
              at++;
            }
          }
          expect(sorted(store.plan!)).toEqual(sorted(past[at]!));
          expect(store.undoName === undefined).toBe(at === 0);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test('a burst is one step, a drag is none until it is dropped', () => {
    const store = new PlanStore();
    store.replacePlan('open', plan([antenna('A', 1, 1)]));
    store.moveAntenna('A', [2, 1], 'burst 1');
    store.moveAntenna('A', [3, 1], 'burst 1');
    store.moveAntenna('A', [4, 1], 'burst 2');
    store.previewMove('A', [9, 9]);
    expect(store.plan!.antennas[0].position).toEqual([9, 9]);
    store.cancelPreview();
    const positions = [store.plan!.antennas[0].position];
    while (store.undo()) positions.push(store.plan!.antennas[0].position);
    expect(positions).toEqual([
      [4, 1],
      [3, 1],
      [1, 1],
    ]);
  });
});

test('wall pieces and openings share the wall without gap or overlap (seed 3)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 2, max: 30 })), { maxLength: 6 }),
      fc.integer({ min: 0, max: 359 }),
      (gaps, angleDeg) => {
        const [dx, dy] = [Math.cos((angleDeg * Math.PI) / 180), Math.sin((angleDeg * Math.PI) / 180)];
        const at = (m: number): [number, number] => [7 + dx * m, -3 + dy * m];
        const wall = { id: 'w', start: at(0), end: at(20), thicknessM: 0.2, material: 'concrete' };
        const openings = gaps.map(([from, length], index) => ({
          id: `o${index}`,
          start: at(from / 10),
          end: at((from + length) / 10),
          kind: 'door' as const,
          state: 'open' as const,
        }));
        const pieces = cutWalls([wall], openings);
        const along = ([x, y]: readonly [number, number]) => (x - 7) * dx + (y + 3) * dy;
        for (let cm = 5; cm < 2000; cm += 10) {
          const m = cm / 100;
          const open = gaps.some(([from, length]) => m > from / 10 && m < (from + length) / 10);
          const near = gaps.some(([from, length]) =>
            [from / 10, (from + length) / 10].some((end) => Math.abs(m - end) < 0.03),
          );
          const solid = pieces.filter((piece) => along(piece.start) < m && m < along(piece.end)).length;
          if (!near) expect(solid).toBe(open ? 0 : 1);
        }
      },
    ),
    { seed: 3, numRuns: 100 },
  );
});

test('inside a level means inside the outline and outside its holes', () => {
  const ring = (a: number, b: number): [number, number][] => [
    [a, a],
    [b, a],
    [b, b],
    [a, b],
  ];
  const level = { outline: ring(0, 10), holes: [ring(4, 6)] } as unknown as Plan['levels'][number];
  for (let x = -0.5; x < 11; x += 1)
    for (let y = -0.5; y < 11; y += 1) {
      const within = (a: number, b: number) => x > a && x < b && y > a && y < b;
      expect(isInsideLevel(level, x, y)).toBe(within(0, 10) && !within(4, 6));
    }
});

function sorted(value: Plan): Plan {
  return { ...value, antennas: [...value.antennas].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
