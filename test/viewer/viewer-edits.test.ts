import { type Plan, type Point, parsePlan } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idleEdit } from '../../packages/viewer/src/store/edit-state.ts';
import { changeLevel, changeRecord } from '../../packages/viewer/src/store/edits/change-records.ts';
import { copyRecords, takeCopies } from '../../packages/viewer/src/store/edits/copy-selection.ts';
import { moveSelection } from '../../packages/viewer/src/store/edits/move-selection.ts';
import { removeSelection } from '../../packages/viewer/src/store/edits/remove-selection.ts';
import { findFootprint } from '../../packages/viewer/src/store/footprint.ts';
import { pickRecord } from '../../packages/viewer/src/store/pick-record.ts';
import { applyChange } from '../../packages/viewer/src/store/plan-change.ts';
import { levelsDifference } from '../../packages/viewer/src/store/plan-difference.ts';
import {
  findList,
  findRecord,
  type RecordKind,
  type RecordRef,
} from '../../packages/viewer/src/store/plan-records.ts';
import { PlanStore } from '../../packages/viewer/src/store/plan-store.ts';
import { drawnThings, drawThing } from '../../packages/viewer/src/tools/drawn-things.ts';
import {
  moveHandle,
  outlineHandles,
  recordHandles,
  removeCorner,
} from '../../packages/viewer/src/tools/handles.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

/** Two levels with a thing of every kind, a fed antenna and a refused one. */
function richPlan(): Plan {
  const second = buildLevel({ id: 'B2', name: '地下二层', elevationM: -7.8, clearHeightM: 2.2 });
  delete second.points;
  return buildPlan({
    levels: [
      buildLevel({
        zones: [{ id: 'z1', kind: 'parking', polygon: rectangle(1, 1, 12, 7) }],
        beams: [{ id: 'b1', start: [0, 8], end: [20, 8], bottomM: 2.1, material: 'concrete' }],
        slabOpenings: [{ id: 'h1', polygon: rectangle(30, 2, 36, 6) }],
        facilities: [
          { id: 'f1', kind: 'equipment-room', position: [38, 22], name: '机房' },
          {
            id: 't1',
            kind: 'tray',
            path: [
              [38, 22],
              [38, 12],
              [4, 12],
            ],
          },
        ],
      }),
      second,
    ],
    antennas: [
      buildAntenna('A1', 8, 12),
      buildAntenna('A2', 30, 12, { type: 'directional', azimuthDeg: 90 }),
      buildAntenna('L1', 4, 20, {
        type: 'radiating-cable',
        path: [
          [4, 20],
          [16, 20],
          [16, 22],
        ],
      }),
    ],
    placement: { refused: ['A1'] },
    network: {
      parts: [
        { id: 'rru', kind: 'radio-unit', name: 'RRU', priceCny: 1, source: 'test' },
        { id: 'c', kind: 'cable', name: '1/2', priceCny: 1, source: 'test', lossDbPer100M: { '900': 7 } },
        {
          id: 'sp',
          kind: 'splitter',
          name: 'SP',
          priceCny: 1,
          source: 'test',
          ways: 2,
          lossDb: { '900': 3.3 },
        },
      ],
      sources: [
        {
          id: 'S1',
          level: 'B1',
          position: [37, 20],
          facility: 'f1',
          cell: 'S1',
          units: [{ id: 'u1', part: 'rru', outputPowerDbm: {} }],
        },
      ],
      devices: [{ id: 'D1', part: 'sp', level: 'B1', position: [20, 12] }],
      cables: [
        cable('k1', ['S1', 'out1'], ['D1', 'in']),
        cable('k2', ['D1', 'out1'], ['A1', 'in']),
        cable('k3', ['D1', 'out2'], ['A2', 'in']),
      ],
    },
  } as Partial<Plan>);
}

function cable(id: string, [from, fromPort]: string[], [to, toPort]: string[]) {
  return {
    id,
    part: 'c',
    lengthM: 5,
    from: { node: from, port: fromPort },
    to: { node: to, port: toPort },
    course: [
      {
        level: 'B1',
        path: [
          [1, 1],
          [2, 2],
        ],
      },
    ],
  };
}

function rectangle(x: number, y: number, right: number, top: number): Point[] {
  return [
    [x, y],
    [right, y],
    [right, top],
    [x, top],
  ];
}

const kinds: RecordKind[] = [
  'wall',
  'column',
  'opening',
  'beam',
  'zone',
  'bay',
  'point',
  'facility',
  'slab-opening',
  'antenna',
  'source',
  'device',
];

function everything(plan: Plan): RecordRef[] {
  return plan.levels.flatMap(({ id: level }) =>
    kinds.flatMap((kind) =>
      (findList(plan, kind, level) ?? [])
        .filter((record) => !('level' in record) || record.level === level)
        .map(({ id }) => ({ kind, id, level })),
    ),
  );
}

const coordinate = fc.integer({ min: -400, max: 6000 }).map((value) => value / 100);
const position = fc.tuple(coordinate, coordinate) as fc.Arbitrary<Point>;
const toolName = fc.constantFrom(...(Object.keys(drawnThings) as (keyof typeof drawnThings)[]));
const action = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      which: fc.array(fc.nat(99), { minLength: 1, maxLength: 6 }),
      to: position,
    }),
  },
  fc.record({
    do: fc.constant('remove' as const),
    which: fc.array(fc.nat(99), { minLength: 1, maxLength: 3 }),
    to: position,
  }),
  fc.record({
    do: fc.constantFrom('copy' as const, 'copy-down' as const),
    which: fc.array(fc.nat(99), { minLength: 1, maxLength: 5 }),
    to: position,
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('handle' as const, 'corner' as const, 'outline' as const),
      which: fc.tuple(fc.nat(99), fc.nat(30)),
      to: position,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('draw' as const),
      tool: toolName,
      places: fc.array(position, { minLength: 1, maxLength: 5 }),
    }),
  },
  fc.record({
    do: fc.constantFrom('state' as const, 'name' as const, 'unname' as const, 'thickness' as const),
    which: fc.tuple(fc.nat(99)),
    to: position,
  }),
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

function changeOf(plan: Plan, given: Action) {
  const all = everything(plan);
  const chosen = 'which' in given ? given.which.map((index) => all[index % all.length]).filter(Boolean) : [];
  const refs = [...new Map(chosen.map((ref) => [JSON.stringify(ref), ref])).values()];
  const [ref] = refs;
  switch (given.do) {
    case 'move':
      return moveSelection(plan, refs, given.to);
    case 'remove':
      return removeSelection(plan, refs);
    case 'copy':
    case 'copy-down':
      return copyRecords(plan, takeCopies(plan, refs), given.do === 'copy' ? 'B1' : 'B2', given.to)?.change;
    case 'handle':
    case 'corner': {
      const handles = ref ? recordHandles(plan, ref) : [];
      const handle = handles[given.which[1] % Math.max(1, handles.length)];
      if (!handle) return undefined;
      return given.do === 'handle' ? moveHandle(plan, handle, given.to) : removeCorner(plan, handle);
    }
    case 'outline': {
      const handles = outlineHandles(plan.levels[0]);
      return moveHandle(plan, handles[given.which[1] % handles.length], given.to);
    }
    case 'draw': {
      const { places: points } = given;
      const thing = drawnThings[given.tool]!;
      const count = thing.points === 'many' ? points.length : thing.points;
      const context = {
        plan,
        level: plan.levels[0],
        points: points.slice(0, count),
        defaults: idleEdit.defaults,
      };
      return drawThing(thing, context)?.change;
    }
    case 'state': {
      const opening = plan.levels[0].openings?.[0];
      return (
        opening &&
        changeRecord(plan, { kind: 'opening', level: 'B1', id: opening.id }, { ...opening, state: 'closed' })
      );
    }
    case 'name':
    case 'unname':
      return changeLevel(plan, 'B2', { name: given.do === 'name' ? '夹层' : undefined, slabThicknessM: 0.4 });
    case 'thickness': {
      const wall = plan.levels[0].walls?.[0];
      return (
        wall && changeRecord(plan, { kind: 'wall', level: 'B1', id: wall.id }, { ...wall, thicknessM: 0.37 })
      );
    }
  }
}

/** Order of keys included. */
const written = (plan: Plan | undefined) => JSON.stringify(plan);

describe('edits of every kind', () => {
  test('stay readable, and undone and redone give the same document to the letter (seed 31)', () => {
    const done = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 12 }), (actions) => {
        const store = new PlanStore();
        store.openPlan('open', richPlan(), undefined);
        const seen = [written(store.plan)];
        for (const given of actions) {
          const change = changeOf(store.committed!, given);
          const before = store.committed;
          store.preview(change);
          store.cancelPreview();
          expect(store.plan).toBe(before);
          if (!store.apply(change)) continue;
          done.set(given.do, (done.get(given.do) ?? 0) + 1);
          seen.push(written(store.plan));
          // What a worker is told of it makes the same levels there.
          const records = levelsDifference(before!, store.plan!);
          if (records) {
            const there = applyChange(before, { name: 'change', records });
            expect({ ...there!, antennas: [] }).toEqual({ ...store.plan!, antennas: [] });
          } else expect(store.plan!.network).not.toBe(before!.network);
        }
        // Read by the plan's own reader, nothing is added and nothing lost.
        expect(parsePlan(structuredClone(store.plan))).toEqual(store.plan);
        for (const expected of [...seen].reverse().slice(1)) {
          expect(store.undo()).toBeDefined();
          expect(written(store.plan)).toBe(expected);
        }
        expect(store.undo()).toBeUndefined();
        for (const expected of seen.slice(1)) {
          store.redo();
          expect(written(store.plan)).toBe(expected);
        }
      }),
      { seed: 31, numRuns: isLong ? 600 : 60 },
    );
    // Every kind of edit was really made.
    expect([...done.keys()].sort()).toEqual([
      'copy',
      'copy-down',
      'corner',
      'draw',
      'handle',
      'move',
      'name',
      'outline',
      'remove',
      'state',
      'thickness',
      'unname',
    ]);
  });

  test('a removed antenna takes its cables and its refusal along, a removed room its name at the source', () => {
    const plan = richPlan();
    const change = removeSelection(plan, [
      { kind: 'antenna', id: 'A1' },
      { kind: 'facility', id: 'f1', level: 'B1' },
    ])!;
    const after = applyChange(plan, change)!;
    expect(after.network!.cables!.map(({ id }) => id)).toEqual(['k1', 'k3']);
    expect(after.network!.sources![0]).not.toHaveProperty('facility');
    expect(after.placement!.refused).toEqual([]);
    parsePlan(JSON.parse(JSON.stringify(after)));
  });

  test('what an edit does not touch stays the same object', () => {
    const plan = richPlan();
    const after = applyChange(plan, moveSelection(plan, [{ kind: 'wall', level: 'B1', id: 'w1' }], [1, 0])!)!;
    expect(after.levels[1]).toBe(plan.levels[1]);
    expect(after.levels[0].columns).toBe(plan.levels[0].columns);
    expect(after.levels[0].walls![1]).toBe(plan.levels[0].walls![1]);
    expect(after.antennas).toBe(plan.antennas);
  });

  test('an outline is never dragged across itself, nor a plan out of its bounds', () => {
    const plan = richPlan();
    const [corner] = outlineHandles(plan.levels[0]);
    expect(moveHandle(plan, corner, [50, 10])).toBeUndefined();
    expect(moveHandle(plan, corner, [-3, -3])).toBeDefined();
    expect(moveSelection(plan, [{ kind: 'wall', level: 'B1', id: 'w1' }], [3000, 0])).toBeUndefined();
  });
});

describe('picking', () => {
  const plan = richPlan();
  const [level] = plan.levels;
  const at = (x: number, y: number, ceiling: Point = [x, y]) =>
    pickRecord(plan, level, { floor: [x, y], ceiling, reachM: 0.1 });

  /** Picked by their marks, where they are drawn. */
  const notHere = ['antenna', 'beam', 'source', 'device'];

  test('finds every record of a level at its own location from above', () => {
    const missed = everything(plan).filter((ref) => {
      if (ref.level !== 'B1' || notHere.includes(ref.kind)) return false;
      const { points, form } = findFootprint(plan, ref)!.footprint;
      // A corner of an area may lie under something else: its edges are walked along.
      return !points.some((from, index) => {
        const to = points[(index + 1) % points.length];
        return [0.03, 0.31, 0.5, 0.77].some((ratio) => {
          const point: Point =
            form === 'spot'
              ? from
              : [from[0] + ratio * (to[0] - from[0]), from[1] + ratio * (to[1] - from[1])];
          return at(...point)?.id === ref.id;
        });
      });
    });
    expect(missed).toEqual([]);
  });

  test('from aside takes the wall that stands before the floor, and the shutter in it', () => {
    expect(at(24, 4)).toBeUndefined();
    // The sight comes in over the wall at x = 20 and meets the floor behind it.
    expect(at(24, 4, [16, 4])?.id).toBe('w1');
    expect(at(24, 10, [16, 10])?.id).toBe('d1');
    expect(at(16, 4, [14, 4])).toBeUndefined();
    expect(findRecord(plan, at(24, 4, [16, 4])!)).toBe(level.walls![0]);
  });
});
