import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultRequirements, findCarrierProfile, importDrawing, type Plan, predictPlan } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { evaluateHandover } from '../../packages/engine/src/design/index.ts';
import {
  createPlainSolver,
  createSimdKernel,
  driveLanes,
  locationsOutdoors,
  outdoorPortals,
  rampCourses,
} from '../../packages/engine/src/radio/index.ts';
import type { GarageTruth } from '../import/garage-truth.ts';
import { truthToPlan } from '../import/score-import.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

const defaults = { carriers: findCarrierProfile('lte'), requirements: defaultRequirements };
const folder = fileURLToPath(new URL('../../../shared/data/garages/', import.meta.url));
const names = existsSync(folder)
  ? readdirSync(folder)
      .flatMap((name) => (name.endsWith('.truth.json') ? [name.slice(0, -11)] : []))
      // The largest waits for the long run.
      .filter((name) => isLong || !name.startsWith('g10'))
  : [];

type Level = Plan['levels'][number];
type Location = [number, number];
/** Even-odd rule, by crossings of a ray upwards. */
function isInside(ring: readonly (readonly number[])[], [x, y]: readonly number[]): boolean {
  let crossings = 0;
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(index + 1) % ring.length];
    if (ax > x !== bx > x && ay + ((x - ax) / (bx - ax)) * (by - ay) > y) crossings += 1;
  }
  return crossings % 2 === 1;
}

/** Distance to a ring, of points every centimetre on its edges. */
function ringDistanceM(ring: readonly (readonly number[])[], [x, y]: readonly number[]): number {
  let nearestM = Number.POSITIVE_INFINITY;
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(index + 1) % ring.length];
    const steps = Math.ceil(100 * Math.hypot(bx - ax, by - ay));
    for (let step = 0; step <= steps; step += 1) {
      const part = step / steps;
      nearestM = Math.min(nearestM, Math.hypot(ax + part * (bx - ax) - x, ay + part * (by - ay) - y));
    }
  }
  return nearestM;
}

const rectangle = (x0: number, y0: number, x1: number, y1: number): Location[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];

const ramp = (polygon: Location[], id = 'r1') => ({
  id,
  kind: 'ramp' as const,
  direction: 'up' as const,
  polygon,
});

function hall(change: Partial<Level>): Level {
  return buildLevel({ walls: [], columns: [], openings: [], bays: [], points: [], ...change });
}

const wall = (start: Location, end: Location) => ({
  ...{ id: `w${start}-${end}`, start, end, thicknessM: 0.3, material: 'reinforced-concrete' },
});

const gate = (start: Location, end: Location) => ({
  ...{ id: `d${start}`, start, end, kind: 'fire-shutter' as const, state: 'open' as const },
});

describe('entrances', () => {
  it.skipIf(names.length === 0)(
    'of the garages are where ramps come up, as the answers have them, and leakage is looked at outdoors',
    { tags: ['thorough'], timeout: 240_000 },
    async () => {
      let [entrances, points] = [0, 0];
      for (const name of names) {
        const { plan, levels } = await importDrawing(readFileSync(`${folder}${name}.dxf`), { defaults });
        const truth = JSON.parse(readFileSync(`${folder}${name}.truth.json`, 'utf8')) as GarageTruth;
        const of = <Item>(found: (level: GarageTruth['levels'][number]) => Item[]) =>
          truth.levels.flatMap((level) => {
            const imported = levels.find(({ id }) => id === level.name)!;
            const toPlan = truthToPlan(truth, level.name, imported);
            return found(level).map((item) => ({ item, toPlan }));
          });
        const ramps = of((level) => level.ramps.filter(({ type }) => type === 'to_ground'));
        const tops = ramps.map(({ item, toPlan }) => toPlan(item.centreline[item.centreline.length - 1]));
        const rings = [
          ...of((level) => level.outline.map(({ exterior }) => exterior)),
          ...of((level) => (level.corridors ?? []).map(({ polygon }) => polygon)),
          ...of((level) => level.ramps.map(({ polygon }) => polygon)),
        ].map(({ item, toPlan }) => item.map((corner) => toPlan(corner)));
        const lanes = driveLanes(plan.levels, []).filter(({ kind }) => kind === 'outdoors');
        const ends = lanes.map((lane) => {
          const outdoors = locationsOutdoors(lane, plan.levels, 10);
          expect([name, lane.id, outdoors !== undefined]).toEqual([name, lane.id, true]);
          for (const location of outdoors!.locations) {
            points += 1;
            expect([name, lane.id, location, rings.some((ring) => isInside(ring, location))]).toEqual([
              ...[name, lane.id, location, false],
            ]);
            // Nor in a wall around them: answers have the middle of walls.
            const wallM = Math.min(...rings.map((ring) => ringDistanceM(ring, location)));
            expect([name, lane.id, location, wallM > 0.6]).toEqual([name, lane.id, location, true]);
          }
          return outdoors!.outerEnd.position;
        });
        entrances += ends.length;
        // Courses are as long as the centre lines of the answers, and lie where the answers have them.
        const courses = rampCourses(plan.levels);
        for (const { item, toPlan } of of((level) => level.ramps)) {
          const line = item.centreline.map((point) => toPlan(point));
          const lengthM = line
            .slice(1)
            .reduce((sum, [x, y], index) => sum + Math.hypot(x - line[index][0], y - line[index][1]), 0);
          const [mx, my] = toPlan(item.centreline[Math.floor(item.centreline.length / 2)]);
          const near = courses.filter(({ polygon }) =>
            isInside(polygon, [(line[0][0] + mx) / 2, (line[0][1] + my) / 2]),
          );
          expect([name, near.length]).toEqual([name, 1]);
          expect([name, Math.abs(near[0].lengthM - lengthM) < 0.5]).toEqual([name, true]);
        }
        // Every ramp to ground is one entrance, and no other opening is.
        expect([name, ends.length]).toEqual([name, tops.length]);
        for (const [x, y] of tops) {
          const nearM = Math.min(...ends.map(([ex, ey]) => Math.hypot(ex - x, ey - y)));
          expect([name, nearM < 0.6]).toEqual([name, true]);
        }
      }
      const known = isLong ? 26 : 22;
      expect(entrances).toBe(known);
      expect(points).toBeGreaterThan(known * 6);
    },
  );

  it('are not the ends of a passage, whether its walls lie in the outline or outside it', () => {
    // Two halls, joined by a neck with a shutter at each of its ends: one outline.
    const outline: Location[] = [
      ...([
        [0, 0],
        [20, 0],
        [20, 10],
        [26, 10],
        [26, 0],
        [46, 0],
        [46, 30],
        [26, 30],
        [26, 16],
        [20, 16],
        [20, 30],
        [0, 30],
      ] as Location[]),
    ];
    const openings = [gate([20, 10], [20, 16]), gate([26, 10], [26, 16])];
    expect(outdoorPortals([hall({ outline, openings })])).toEqual([]);
    // Two necks to nowhere of a U, joined by walls that the outline leaves out.
    const apart: Location[] = [
      ...([
        [0, 0],
        [46, 0],
        [46, 30],
        [26, 30],
        [26, 8],
        [20, 8],
        [20, 30],
        [0, 30],
      ] as Location[]),
    ];
    const walls = [wall([20, 12], [26, 12]), wall([20, 18], [26, 18])];
    const facing = [gate([20, 12], [20, 18]), gate([26, 12], [26, 18])];
    expect(outdoorPortals([hall({ outline: apart, openings: facing, walls })])).toEqual([]);
    // Without the walls they face a yard, and nothing says how cars get up from it.
    const open = outdoorPortals([hall({ outline: apart, openings: facing })]);
    expect(open.map(({ doubt }) => doubt)).toEqual(['no-way-up', 'no-way-up']);
  });

  it('below ground without a ramp are doubted, and neither handover nor leakage is evaluated there', async () => {
    const plan = buildPlan({
      levels: [hall({ openings: [gate([0, 9], [0, 15])] })],
      antennas: [buildAntenna('A1', 20, 12)],
    });
    const solver = createPlainSolver(createSimdKernel());
    const evaluate = async (given: Plan) =>
      evaluateHandover(await predictPlan(given, { solver, resolutionM: 2, locations: 20 }));
    const { lanes, handovers, leakage, advice } = await evaluate(plan);
    expect(lanes.map(({ id, doubts }) => [id, doubts])).toEqual([['E1', ['no-way-up']]]);
    expect([handovers, leakage, advice]).toEqual([[], [], []]);
    // The same at grade is an entrance without a doubt.
    const [level] = plan.levels;
    const atGrade = await evaluate({ ...plan, levels: [{ ...level, elevationM: 0 }] });
    expect(atGrade.lanes[0].doubts).toEqual([]);
    expect(atGrade.leakage.length).toBe(plan.carriers.length);
  });

  it('turn past a ramp that lies ahead, and say so; without three points outdoors no leakage is evaluated', async () => {
    const outline = rectangle(0, 0, 40, 24);
    const across = ramp(rectangle(-31, -20, -26, 40), 'r2');
    const [free] = driveLanes([hall({ outline, zones: [ramp(rectangle(-20, 8, 0.2, 14))] })], []);
    expect(free.doubts).toEqual([]);
    // The other ramp begins at no outline: it is beside the garage.
    const level = hall({ outline, zones: [ramp(rectangle(-20, 8, 0.2, 14)), across] });
    const [lane] = driveLanes([level], []);
    expect(lane.doubts).toContain('course-bent');
    for (const { position, outdoorRatio } of lane.points) {
      if (outdoorRatio >= 1) expect(isInside(across.polygon, position)).toBe(false);
    }
    const { locations } = locationsOutdoors(lane, [level], 10)!;
    expect(locations.length).toBeGreaterThanOrEqual(3);
    for (const [x, y] of locations) {
      expect(isInside(across.polygon, [x, y])).toBe(false);
      // Nor beyond it.
      expect(x).toBeGreaterThan(-26);
      expect(Math.hypot(x + 20, y - 11)).toBeCloseTo(10, 6);
    }
    const around = [rectangle(-26, 0, -22, 22), rectangle(-22, 16, -2, 22), rectangle(-22, 0, -2, 6)];
    const closed = hall({
      outline,
      zones: [ramp(rectangle(-20, 8, 0.2, 14)), ...around.map((each, index) => ramp(each, `r${index + 2}`))],
    });
    const [shut] = driveLanes([closed], []);
    expect(shut.doubts).toContain('course-short');
    expect(locationsOutdoors(shut, [closed], 10)).toBeUndefined();
  });
});
