import { type Antenna, type Plan, type Point, parsePlan, planWarnings } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallSolids } from '../../packages/viewer/src/layers/level-parts.ts';
import { isInsideLevel } from '../../packages/viewer/src/scene/level-placement.ts';
import { themeColors } from '../../packages/viewer/src/scene/theme-colors.ts';
import { PlanStore } from '../../packages/viewer/src/store/plan-store.ts';
import { antennaFields } from '../../packages/viewer/src/store/record-fields.ts';
import { staysInLevel } from '../../packages/viewer/src/tools/stay-in-level.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

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
          expect(store.plan).toEqual(past[at]);
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

/** Locations inside the small garage, finer than a move is written. */
const point = fc.tuple(
  fc.double({ min: 1, max: 39, noNaN: true }),
  fc.double({ min: 1, max: 23, noNaN: true }),
);
const wholeCm = fc.integer({ min: -700, max: 700 }).map((valueCm) => valueCm / 100);

describe('a radiating cable', () => {
  const cable = (path: Point[], overrides: Partial<Antenna> = {}) =>
    buildAntenna('LCX1', 0, 0, { type: 'radiating-cable', path, position: path[0], ...overrides });
  const open = (path: Point[], overrides: Partial<Antenna> = {}) => {
    const store = new PlanStore();
    store.replacePlan('open', buildPlan({ antennas: [buildAntenna('A', 5, 5), cable(path, overrides)] }));
    return store;
  };

  test('moves as a whole, undo and redo give the same bits (seed 21)', { tags: ['thorough'] }, () => {
    const path = fc.array(point, { minLength: 2, maxLength: 8 }).filter((points) => lengthM(points) > 1);
    const moves = fc.array(fc.tuple(wholeCm, wholeCm), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(path, moves, (path, moves) => {
        const store = open(path);
        const seen = [JSON.stringify(store.plan)];
        for (const [eastM, northM] of moves) {
          const [x, y] = store.findAntenna('LCX1')!.position;
          store.previewMove('LCX1', [x - 1, y - 1]);
          store.moveAntenna('LCX1', [x + eastM, y + northM]);
          const moved = JSON.stringify(store.plan);
          if (moved !== seen.at(-1)) seen.push(moved);
        }
        const { position, path: moved } = store.findAntenna('LCX1')!;
        expect(moved![0]).toEqual(position);
        for (const [index, [x, y]] of path.entries()) {
          expect(moved![index][0] - position[0]).toBeCloseTo(x - path[0][0], 4);
          expect(moved![index][1] - position[1]).toBeCloseTo(y - path[0][1], 4);
        }
        expect(planWarnings(parsePlan(store.plan)).filter(({ at }) => at.endsWith('position'))).toEqual([]);
        for (const before of seen.slice(0, -1).reverse()) {
          store.undo();
          expect(JSON.stringify(store.plan)).toBe(before);
        }
        for (const after of seen.slice(1)) {
          store.redo();
          expect(JSON.stringify(store.plan)).toBe(after);
        }
      }),
      { seed: 21, numRuns: 200 },
    );
  });

  test('moved there and back is written as before', () => {
    const path: Point[] = [
      [6.1, 3.3],
      [17.7, 3.3],
      [17.7, 20.123],
    ];
    const store = open(path);
    for (let step = 1; step <= 10; step += 1) store.moveAntenna('LCX1', [(61 + step) / 10, 3.3]);
    expect(store.findAntenna('LCX1')!.path).toEqual([
      [7.1, 3.3],
      [18.7, 3.3],
      [18.7, 20.123],
    ]);
    store.moveAntenna('LCX1', [6.1, 3.3]);
    expect(store.findAntenna('LCX1')!.path).toEqual(path);
  });

  test('is fed where its path begins, whatever its position said', () => {
    const store = open(
      [
        [6, 4],
        [16, 4],
      ],
      { position: [30, 20] },
    );
    store.moveAntenna('LCX1', [7, 5]);
    expect(store.findAntenna('LCX1')).toMatchObject({
      position: [7, 5],
      path: [
        [7, 5],
        [17, 5],
      ],
    });
    store.undo();
    expect(store.findAntenna('LCX1')!.position).toEqual([30, 20]);
  });

  test('leaves its level with none of its locations', () => {
    const plan = buildPlan({
      antennas: [
        cable([
          [4, 4],
          [20, 4],
          [20, 14],
        ]),
      ],
    });
    const may = (x: number, y: number) => staysInLevel(plan, plan.antennas[0], [x, y]);
    expect(may(23.9, 4)).toBe(true);
    expect(may(24.1, 4)).toBe(false);
    expect(may(4, 13.9)).toBe(true);
    expect(may(4, 14.1)).toBe(false);
    expect(may(-1, 4)).toBe(false);
    const outside = cable([
      [4, 4],
      [44, 4],
    ]);
    expect(staysInLevel(plan, outside, [6, 6])).toBe(true);
    expect(staysInLevel(plan, outside, [-6, 6])).toBe(false);
  });
});

test('what a form lets in a plan may hold, and one more it may not', () => {
  const antennas = [
    buildAntenna('A', 5, 5),
    buildAntenna('I', 5, 5, { type: 'isotropic' }),
    buildAntenna('D', 5, 5, { type: 'directional', azimuthDeg: 10 }),
    buildAntenna('L', 5, 5, {
      type: 'radiating-cable',
      path: [
        [5, 5],
        [1, 20],
        [30, 7],
      ],
    }),
  ];
  for (const one of antennas) {
    const fields = antennaFields(one);
    expect(fields.map(({ id }) => id)).toEqual(
      expect.arrayContaining(one.type === 'directional' ? ['azimuthDeg', 'downtiltDeg'] : ['heightM']),
    );
    for (const { id, min, max, value, change } of fields) {
      const withValue = (changed: number) => () => buildPlan({ antennas: [change(changed)] });
      expect(change(value)).toMatchObject({ id: one.id, type: one.type });
      for (const end of [min, max]) expect(withValue(end), `${one.type} ${id} ${end}`).not.toThrow();
      for (const beyond of [min - 1, max + 1]) {
        expect(withValue(beyond), `${one.type} ${id} ${beyond}`).toThrow('antennas[0].');
      }
    }
  }
});

test('a changed antenna is one step, and no other antenna is touched', () => {
  const store = new PlanStore();
  const panel = buildAntenna('D', 5, 5, { type: 'directional', azimuthDeg: 10, pattern: { own: 1 } });
  store.replacePlan('open', buildPlan({ antennas: [buildAntenna('A', 9, 9), panel] }));
  const before = store.plan!;
  const gain = antennaFields(panel).find(({ id }) => id === 'gainDbi')!;
  expect(gain).toMatchObject({ value: 7, assumed: true });
  store.changeAntenna(gain.stepName, gain.change(9));
  expect(store.findAntenna('D')).toEqual({ ...panel, pattern: { own: 1, gainDbi: 9 } });
  expect(store.plan!.antennas[0]).toBe(before.antennas[0]);
  expect(store.undoName).toBe('change');
  store.undo();
  expect(store.plan).toEqual(before);
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
        const parts = wallSolids({ ...buildLevel(), walls: [wall], openings }, themeColors.light);
        const along = ({ x, y }: { x: number; y: number }) => (x - 7) * dx + (y + 3) * dy;
        for (let cm = 5; cm < 2000; cm += 10) {
          const m = cm / 100;
          const open = gaps.some(([from, length]) => m > from / 10 && m < (from + length) / 10);
          const near = gaps.some(([from, length]) =>
            [from / 10, (from + length) / 10].some((end) => Math.abs(m - end) < 0.03),
          );
          const solid = parts.filter((part) => Math.abs(along(part) - m) < part.lengthM / 2).length;
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

function lengthM(path: readonly Point[]): number {
  return path
    .slice(1)
    .reduce((sum, [x, y], index) => sum + Math.hypot(x - path[index][0], y - path[index][1]), 0);
}
