import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultRequirements, findCarrierProfile, importDrawing, type Plan, parsePlan } from '@diku/engine';
import { customCandidates } from '@diku/engine/design';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlanError } from '../../packages/engine/src/core/index.ts';
import { findCandidates } from '../../packages/engine/src/design/index.ts';
import { selfPowersFor } from '../../packages/engine/src/workflow/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

type Level = Plan['levels'][number];
type Location = readonly [number, number];

const everyKind = ['omni', 'directional', 'cable', 'small-cell'] as const;
const garages = fileURLToPath(new URL('../../../shared/data/garages', import.meta.url));
const defaults = { carriers: findCarrierProfile('lte'), requirements: defaultRequirements };

/** Angles under which a location sees the ring's edges add up to a full turn inside and to nothing outside. */
function isInside(ring: readonly Location[], [x, y]: Location): boolean {
  let turn = 0;
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length];
    const cross = (ax - x) * (by - y) - (ay - y) * (bx - x);
    turn += Math.atan2(cross, (ax - x) * (bx - x) + (ay - y) * (by - y));
  });
  return Math.abs(turn) > Math.PI;
}

/** Finds the distance by ternary search along the segment: no projection, as the engine has it. */
function distanceM([x, y]: Location, [ax, ay]: Location, [bx, by]: Location): number {
  const at = (t: number) => Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y);
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (at(a) < at(b)) high = b;
    else low = a;
  }
  return at(low);
}

function ringDistanceM(ring: readonly Location[], point: Location): number {
  return Math.min(...ring.map((corner, index) => distanceM(point, corner, ring[(index + 1) % ring.length])));
}

/** Returns what is wrong with candidates on a level; nothing, if the finder keeps its word. */
function faults(
  plan: Plan,
  level: Level,
  kinds: readonly (typeof everyKind)[number][] = everyKind,
): string[] {
  const rooms = (level.zones ?? []).filter(({ kind }) => ['plant', 'core', 'excluded'].includes(kind));
  const ramps = (level.zones ?? []).filter(({ kind }) => kind === 'ramp');
  const pathsOut = (level.zones ?? []).filter(({ kind }) => kind === 'ramp' || kind === 'entrance');
  const isNear = (corners: readonly Location[], [x, y]: Location) => {
    const [xs, ys] = [corners.map((corner) => corner[0]), corners.map((corner) => corner[1])];
    const reachM = 3;
    return (
      x > Math.min(...xs) - reachM &&
      x < Math.max(...xs) + reachM &&
      y > Math.min(...ys) - reachM &&
      y < Math.max(...ys) + reachM
    );
  };
  return findCandidates(plan, level, { kinds, selfPowers: selfPowersFor(plan, { kinds }) }).flatMap(
    ({ kind, antenna }) => {
      const at = antenna.position;
      const wrong = (what: string) => `${kind} at ${at}: ${what}`;
      const found: string[] = [];
      if (!isInside(level.outline, at) && !pathsOut.some(({ polygon }) => isInside(polygon, at)))
        found.push(wrong('outside'));
      if (level.holes?.some((hole) => isInside(hole, at))) found.push(wrong('in a hole'));
      for (const room of rooms) if (isInside(room.polygon, at)) found.push(wrong(`in ${room.kind}`));
      const onRamp = ramps.some(({ polygon }) => isInside(polygon, at));
      for (const bay of onRamp ? [] : (level.bays ?? [])) {
        if (!isNear(bay.polygon, at)) continue;
        if (isInside(bay.polygon, at) || ringDistanceM(bay.polygon, at) < 0.999)
          found.push(wrong(`at bay ${bay.id}`));
      }
      for (const wall of level.walls ?? []) {
        if (!isNear([wall.start, wall.end], at)) continue;
        if (distanceM(at, wall.start, wall.end) < 0.499 + wall.thicknessM / 2)
          found.push(wrong(`at wall ${wall.id}`));
      }
      for (const { id, center, sizeM, radiusM } of level.columns ?? []) {
        const minM = radiusM ?? Math.min(...(sizeM as Location)) / 2;
        if (Math.hypot(at[0] - center[0], at[1] - center[1]) < minM + 0.49)
          found.push(wrong(`at column ${id}`));
      }
      for (const { level: levelId, polygon, position, radiusM } of plan.placement?.forbidden ?? []) {
        if (levelId !== level.id) continue;
        if (polygon && isInside(polygon, at)) found.push(wrong('in a forbidden area'));
        if (position && Math.hypot(at[0] - position[0], at[1] - position[1]) < (radiusM ?? 0)) {
          found.push(wrong('near a forbidden place'));
        }
      }
      if (antenna.heightM > level.clearHeightM || antenna.heightM < 2.2)
        found.push(wrong(`${antenna.heightM} m high`));
      return found;
    },
  );
}

const square = (x: number, y: number, sizeM: number): [number, number][] => [
  [x, y],
  [x + sizeM, y],
  [x + sizeM, y + sizeM],
  [x, y + sizeM],
];

describe('candidates of imported garages', () => {
  it.each(['examples/garage-one-level.dxf', 'examples/garage-two-levels.dxf'].slice(0, isLong ? 2 : 1))(
    '%s: none in rooms, bays, walls or columns',
    async (file) => {
      const { plan } = await importDrawing(readFileSync(file), { defaults });
      for (const level of plan.levels) {
        expect(findCandidates(plan, level).length).toBeGreaterThan(20);
        expect(faults(plan, level)).toEqual([]);
      }
    },
  );

  it.skipIf(!isLong || !existsSync(garages))(
    'a huge public garage: bounded in number, on every level',
    async () => {
      const { plan } = await importDrawing(readFileSync(`${garages}/g10_huge_two_level.dxf`), { defaults });
      for (const level of plan.levels) {
        const kinds = everyKind;
        const found = findCandidates(plan, level, { kinds, selfPowers: selfPowersFor(plan, { kinds }) });
        expect(found.length).toBeGreaterThan(500);
        expect(found.length).toBeLessThan(2000);
        expect(faults(plan, level)).toEqual([]);
      }
    },
    30_000,
  );
});

describe('candidates of random garages', () => {
  const point = fc.tuple(
    fc.double({ min: 1, max: 39, noNaN: true }),
    fc.double({ min: 1, max: 23, noNaN: true }),
  );
  const level = fc
    .record({
      rooms: fc.array(
        fc.record({
          at: point,
          sizeM: fc.integer({ min: 2, max: 9 }),
          kind: fc.constantFrom('plant', 'core', 'excluded', 'ramp'),
        }),
        { maxLength: 4 },
      ),
      walls: fc.array(fc.tuple(point, point), { maxLength: 5 }),
      columns: fc.array(point, { maxLength: 5 }),
      bays: fc.array(point, { maxLength: 6 }),
      forbidden: fc.array(
        fc.record({ at: point, sizeM: fc.integer({ min: 1, max: 10 }), round: fc.boolean() }),
        { maxLength: 3 },
      ),
      clearHeightM: fc.constantFrom(2.25, 2.5, 3.6),
    })
    .map(({ rooms, walls, columns, bays, forbidden, clearHeightM }) =>
      buildPlan({
        levels: [
          buildLevel({
            clearHeightM,
            openings: [],
            zones: rooms.map(({ at, sizeM, kind }, index) => ({
              id: `z${index}`,
              kind: kind as 'plant',
              polygon: square(...at, sizeM),
            })),
            walls: walls.map(([start, end], index) => ({
              id: `w${index}`,
              start,
              end,
              thicknessM: 0.2,
              material: 'concrete-block',
            })),
            columns: columns.map((center, index) => ({ id: `c${index}`, center, radiusM: 0.4 })),
            bays: bays.map((at, index) => ({ id: `p${index}`, polygon: square(...at, 4) })),
          }),
        ],
        placement: {
          forbidden: forbidden.map(({ at, sizeM, round }) =>
            round
              ? { level: 'B1', position: at, radiusM: sizeM }
              : { level: 'B1', polygon: square(...at, sizeM) },
          ),
        },
      }),
    );

  it('none in a room, a bay, a wall, a column or where it is forbidden, whatever its kind (seed 7)', () => {
    fc.assert(
      fc.property(level, (plan) => {
        expect(faults(plan, plan.levels[0])).toEqual([]);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('never nearer to each other, or to a fixed one, than the plan allows (seed 8)', () => {
    fc.assert(
      fc.property(level, fc.integer({ min: 1, max: 12 }), (plan, minDistanceM) => {
        const fixed = [buildAntenna('OLD', 20, 12, { fixed: true })];
        const rules = { ...plan, placement: { ...plan.placement, leastDistanceM: minDistanceM } };
        const selfPowers = selfPowersFor(rules, { kinds: everyKind });
        const found = findCandidates(rules, plan.levels[0], { kinds: everyKind, fixed, selfPowers });
        const antennas = [...fixed, ...found.map(({ antenna }) => antenna)];
        for (const [index, { position: a, ...first }] of antennas.entries()) {
          for (const { position: b, ...second } of antennas.slice(index + 1)) {
            // Small cells of different carriers hang side by side.
            const areSmall = first.feed === 'small-cell' && second.feed === 'small-cell';
            if (areSmall && !first.carriers.some((id) => second.carriers.includes(id))) continue;
            expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThanOrEqual(minDistanceM);
          }
        }
      }),
      { seed: 8, numRuns: 15 },
    );
  });
});

describe('rooms, beams, ramps and lanes', () => {
  const room = (more: Partial<Level>) =>
    buildLevel({
      columns: [],
      bays: [],
      walls: square(10, 8, 6).map((start, index, ring) => ({
        id: `r${index}`,
        start,
        end: ring[(index + 1) % 4],
        thicknessM: 0.2,
        material: 'concrete-block',
      })),
      openings: [],
      ...more,
    });
  const inRoom = (level: Level) => {
    const found = findCandidates(buildPlan({ levels: [level] }), level, { kinds: ['omni'] });
    expect(found.length).toBeGreaterThan(40);
    return found.filter(({ antenna }) => isInside(square(10, 8, 6), antenna.position)).length;
  };
  const door = {
    id: 'd',
    start: [12, 8] as [number, number],
    end: [13, 8] as [number, number],
    kind: 'door' as const,
    state: 'closed' as const,
  };

  it('mounts in a room that has a door, not in one without, nor where equipment or power is', () => {
    expect(inRoom(room({ openings: [door] }))).toBeGreaterThan(0);
    expect(inRoom(room({}))).toBe(0);
    for (const kind of ['equipment-room', 'power'] as const) {
      expect(inRoom(room({ openings: [door], facilities: [{ id: 'er', kind, position: [12, 11] }] }))).toBe(
        0,
      );
    }
  });

  it('takes a room whose door stands in a gap of its walls as it takes one with the door in a wall', () => {
    const closed = room({}).walls!;
    const front = { ...closed[0], id: 'f', start: door.end };
    const walls = [{ ...closed[0], end: door.start }, front, ...closed.slice(1)];
    const facilities = [{ id: 'er', kind: 'power' as const, position: [12, 11] as [number, number] }];
    expect(inRoom(room({ walls, openings: [door] }))).toBe(inRoom(room({ openings: [door] })));
    expect(inRoom(room({ walls, openings: [door], facilities }))).toBe(0);
    // Beside its whole wall a door opens nothing.
    const adjacentDoor = {
      ...door,
      start: [12, 8.6] as [number, number],
      end: [13, 8.6] as [number, number],
    };
    expect(inRoom(room({ openings: [adjacentDoor] }))).toBe(0);
  });

  it('hangs under a beam that leaves room for vehicles, beside one that does not', () => {
    const beam = (bottomM: number) => ({
      id: 'b',
      start: [0, 12] as [number, number],
      end: [40, 12] as [number, number],
      bottomM,
      widthM: 5,
      material: 'concrete',
    });
    const heights = (bottomM: number) => {
      const level = buildLevel({
        clearHeightM: 2.8,
        walls: [],
        openings: [],
        columns: [],
        bays: [],
        beams: [beam(bottomM)],
      });
      const found = findCandidates(buildPlan({ levels: [level] }), level, { kinds: ['omni'] });
      const under = found.filter(({ antenna }) => Math.abs(antenna.position[1] - 12) < 2.7);
      const offRow = found.filter(({ antenna }) => Math.abs(antenna.position[1] - 12) > 2.9);
      expect(new Set(offRow.map(({ antenna }) => antenna.heightM))).toEqual(new Set([2.7]));
      return new Set(under.map(({ antenna }) => antenna.heightM));
    };
    expect(heights(2.4)).toEqual(new Set([2.3]));
    expect(heights(2.2)).toEqual(new Set());
  });

  it('puts a panel and a cable at the foot of a ramp, along it, and panels at the ends of a long lane', () => {
    const level = buildLevel({
      walls: [],
      openings: [],
      columns: [],
      bays: [],
      zones: [
        {
          id: 'ramp',
          kind: 'ramp',
          polygon: [
            [20, 9],
            [39.4, 9],
            [39.4, 15],
            [20, 15],
          ],
        },
      ],
    });
    const plan = buildPlan({ levels: [level] });
    const kinds = ['directional', 'cable'] as const;
    const found = findCandidates(plan, level, { kinds, selfPowers: selfPowersFor(plan, { kinds }) });
    const foot = found.filter(({ antenna }) => antenna.position[0] === 21 && antenna.position[1] === 12);
    expect(foot.map(({ kind, antenna }) => [kind, antenna.azimuthDeg])).toEqual([
      ['cable', undefined],
      ['directional', 0],
      ['directional', -180],
    ]);
    const [cable] = foot;
    expect(cable.antenna.path?.[1][1]).toBe(12);
    expect(cable.antenna.path?.[1][0]).toBeGreaterThan(35);
    // The lane beside the ramp is 40 m long: somebody looks along it from either end.
    const along = found.filter(
      ({ kind, antenna }) => kind === 'directional' && Math.abs(antenna.position[1] - 12) > 3,
    );
    expect(new Set(along.map(({ antenna }) => antenna.azimuthDeg))).toEqual(new Set([0, -180]));
    // A metre of cable costs.
    expect(cable.costCny).toBeGreaterThan(foot[1].costCny);
  });

  it('prefers what is near to a tray, at the same number of candidates', () => {
    const bare = buildLevel({ walls: [], openings: [], columns: [], bays: [] });
    const tray = {
      id: 't',
      kind: 'tray' as const,
      path: [
        [0, 22.5],
        [40, 22.5],
      ] as [number, number][],
    };
    const mean = (level: Level) => {
      const plan = buildPlan({ levels: [level], placement: { spacingM: 4 } });
      const found = findCandidates(plan, level, { kinds: ['omni'] });
      return {
        count: found.length,
        northM: found.reduce((sum, { antenna }) => sum + antenna.position[1], 0) / found.length,
      };
    };
    const without = mean(bare);
    const withTray = mean({ ...bare, facilities: [tray] });
    expect(withTray.count).toBe(without.count);
    expect(withTray.northM).toBeGreaterThan(without.northM);
  });
});

describe('what a planner says himself', () => {
  const plan = buildPlan();
  const row = { line: 2, x: '5', y: '10', level: 'B1' };

  it('locations of a table become candidates, with the height of the ceiling and the power of their kind', () => {
    const candidates = customCandidates(plan, [
      row,
      { ...row, line: 3, x: '30', type: 'directional', azimuth: '90', height: '2.3' },
      { ...row, line: 4, x: '31', type: 'small-cell' },
    ]);
    expect(candidates.map(({ position, heightM, type, feed }) => [position, heightM, type, feed])).toEqual([
      [[5, 10], 2.5, 'ceiling-omni', undefined],
      [[30, 10], 2.3, 'directional', undefined],
      [[31, 10], 2.5, 'ceiling-omni', 'small-cell'],
    ]);
    const found = findCandidates(plan, plan.levels[0], {
      custom: candidates,
      selfPowers: selfPowersFor(plan, { custom: candidates }),
    });
    const [, , small, ...rest] = found;
    expect(found.slice(0, 3).map(({ kind }) => kind)).toEqual(['omni', 'directional', 'small-cell']);
    expect(small.antenna.portPowerDbm?.[plan.carriers[0].id]).toBeGreaterThan(plan.carriers[0].portPowerDbm);
    // As many as it takes to send every carrier once, a metre from each other and no farther than that takes.
    const [first, ...others] = [small, ...rest].map(({ antenna }) => antenna);
    expect([String(first.position), others.length]).toEqual(['31,10', 1]);
    for (const { position } of others)
      expect(Math.hypot(position[0] - 31, position[1] - 10)).toBeCloseTo(1, 6);
    const sent = [small, ...rest].flatMap(({ antenna: { carriers } }) =>
      carriers.includes('*') ? plan.carriers.map(({ id }) => id) : carriers,
    );
    expect(sent.sort()).toEqual(plan.carriers.map(({ id }) => id).sort());
  });

  it.each([
    [{ x: 'west' }, /^line 2, column x: found "west"; expected a number in metres/],
    [{ level: 'B7' }, /^line 2, column level: found "B7"; expected one of B1/],
    [{ x: '99' }, /^line 2, column x: found \(99, 10\), outside level B1/],
    [
      { type: 'yagi' },
      /^line 2, column type: found "yagi"; expected one of ceiling-omni, directional, small-cell/,
    ],
    [
      { type: 'directional' },
      /^line 2, column azimuth: found ""; expected where a directional antenna looks/,
    ],
    [{ height: '5' }, /^line 2, column height: found "5"; expected 0.5 to 2.6 metres/],
  ])('%j is refused with line and column', (change, message) => {
    expect(() => customCandidates(plan, [{ ...row, ...change }])).toThrow(message);
  });

  it('one location listed twice is refused', () => {
    expect(() => customCandidates(plan, [row, { ...row, line: 9 }])).toThrow(
      'line 9: found the same as in line 2; expected each position once',
    );
  });

  it.each([
    [
      { forbidden: [{ level: 'B7', position: [1, 1], radiusM: 2 }] },
      'placement.forbidden[0].level: found "B7"',
    ],
    [{ forbidden: [{ level: 'B1' }] }, 'a location with polygon, or with position and radiusM'],
    [
      {
        forbidden: [
          {
            level: 'B1',
            polygon: [
              [0, 0],
              [9, 9],
              [9, 0],
              [0, 9],
            ],
          },
        ],
      },
      'an outline that crosses itself',
    ],
    [{ refused: ['ANT9-B1'] }, 'placement.refused[0]: found "ANT9-B1"; expected one of ANT1-B1'],
    [{ spacingM: 0 }, 'placement.spacingM: found 0'],
  ])('%j in a plan is refused with its path', (placement, message) => {
    const document = { ...plan, antennas: [buildAntenna('ANT1-B1', 5, 10)], placement };
    expect(() => parsePlan(document)).toThrow(PlanError);
    expect(() => parsePlan(document)).toThrow(message);
  });
});
