import {
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  type Plan,
  placePlan,
  predictPlan,
} from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { placeAntennas } from '../../packages/engine/src/design/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

const solver = createPlainSolver(createSimdKernel());
const fields = new FieldStack(solver);
/** The long run places in more garages. */
/** Coarse: what is claimed holds on any grid. */
const resolutionM = 1;

/** One, where it is not the carriers that matter. */
const oneCarrier = buildPlan().carriers.slice(0, 1);

/** A level large and walled enough that one antenna is not enough. */
function walledPlan(seed: number, overrides: Partial<Plan['levels'][number]> = {}): Plan {
  const outline: [number, number][] = [
    [0, 0],
    [40, 0],
    [40, 24],
    [0, 24],
  ];
  const walls = randomWalls(seed, 9).map((wall) => ({
    ...wall,
    material: 'reinforced-concrete',
    thicknessM: 0.4,
  }));
  return buildPlan({
    levels: [buildLevel({ outline, walls, openings: [], columns: [], bays: [], ...overrides })],
    carriers: oneCarrier.map((carrier) => ({ ...carrier, portPowerDbm: -3 })),
  });
}

async function lowestChance(plan: Plan): Promise<number> {
  const { assessment } = await predictPlan(plan, { solver, resolutionM, fields });
  return Math.min(...assessment.operators.map((operator) => operator.passProbability));
}

describe('placement', () => {
  it.each(isLong ? [1, 2, 3, 4, 5, 6, 7, 8] : [1])(
    'passes the acceptance on the prediction own grid (seed %i)',
    { tags: ['thorough'] },
    async (seed) => {
      const walled = walledPlan(seed);
      // Once with every carrier.
      const carriers = buildPlan().carriers.map((carrier) => ({ ...carrier, portPowerDbm: -3 }));
      const source = isLong && seed === 1 ? { ...walled, carriers } : walled;
      const { plan, placement } = await placePlan(source, {
        solver,
        resolutionM,
        effort: isLong ? 'normal' : 'low',
      });
      const { assessment } = await predictPlan(plan, { solver, resolutionM });
      expect(placement.status).not.toBe('infeasible');
      expect(assessment.target.met).toBe(true);
      expect(placement.antennas).toBe(plan.antennas.length);
      expect(placement.lowerBound).toBeLessThanOrEqual(placement.antennas);
      expect(placement.gapRatio).toBeCloseTo(
        (placement.antennas - placement.lowerBound) / placement.antennas,
        12,
      );
    },
  );

  // By hundreds of predictions; smaller garages are enumerated in placement-bound and placement-search.
  it.each(isLong ? [5] : [])(
    'bounds from below what enumeration needs, and comes close (seed %i)',
    async (seed) => {
      const source = walledPlan(seed, {
        outline: [
          [0, 0],
          [22, 0],
          [22, 12],
          [0, 12],
        ],
        points: [],
        walls: [
          { id: 'a', start: [7, 0], end: [7, 12], thicknessM: 0.4, material: 'reinforced-concrete' },
          { id: 'b', start: [15, 0], end: [15, 12], thicknessM: 0.4, material: 'reinforced-concrete' },
        ],
      });
      const quiet = {
        ...source,
        carriers: source.carriers.map((carrier) => ({ ...carrier, portPowerDbm: 0 })),
      };
      const { plan, placement } = await placePlan(quiet, { solver, effort: 'low', resolutionM });
      // Enumerates every set of candidates of a coarser grid, smallest first, by full prediction.
      const positions: [number, number][] = [];
      for (let x = 3.5; x < 22; x += 7.5) for (let y = 1.5; y < 12; y += 3.5) positions.push([x, y]);
      const enough = async (set: number[]) => {
        const antennas = set.map((index) => buildAntenna(`E${index}`, ...positions[index]));
        return (await lowestChance({ ...quiet, antennas })) >= 0.95;
      };
      let min = 0;
      for (let size = 1; size <= 3 && min === 0; size += 1) {
        for (const set of subsets(positions.length, size)) {
          if (await enough(set)) {
            min = size;
            break;
          }
        }
      }
      expect(min).toBeGreaterThan(1);
      expect(placement.lowerBound).toBeLessThanOrEqual(min);
      expect(plan.antennas.length).toBeLessThanOrEqual(min + 1);
    },
  );

  it('mounts on open floor, clear of walls, and never twice at one location; the same each time', async () => {
    const { plan, placement } = await placeAntennas(walledPlan(7), { solver, effort: 'low' });
    expect(await placeAntennas(walledPlan(7), { solver, effort: 'low' })).toEqual({ plan, placement });
    const points = plan.antennas.map((antenna) => antenna.position.join());
    expect(new Set(points).size).toBe(points.length);
    for (const antenna of plan.antennas) {
      for (const wall of plan.levels[0].walls ?? []) {
        expect(distanceM(antenna.position, wall.start, wall.end)).toBeGreaterThan(0.5);
      }
      expect(antenna.heightM).toBeCloseTo(2.5, 9);
    }
  });

  it('keeps antennas that are fixed', async () => {
    const fixed = buildAntenna('OLD', 1.3, 22.7, { fixed: true });
    const { plan } = await placeAntennas(
      { ...walledPlan(8), antennas: [fixed, buildAntenna('GO', 5, 5)] },
      { solver, effort: 'low' },
    );
    expect(plan.antennas[0]).toEqual(fixed);
    expect(plan.antennas.some((antenna) => antenna.id === 'GO')).toBe(false);
    expect(plan.antennas.length).toBeGreaterThan(1);
  });

  it('names the charger that no candidate reaches', async () => {
    const source = walledPlan(9, {
      outline: [
        [0, 0],
        [20, 0],
        [20, 12],
        [0, 12],
      ],
      walls: [],
      points: [{ id: 'ev-far', kind: 'charger', position: [400, 400], heightM: 1.2 }],
    });
    const { placement } = await placeAntennas(source, { solver, effort: 'low' });
    expect(placement.status).toBe('infeasible');
    expect(placement.unserved.map((point) => point.pointId)).toEqual(['ev-far']);
  });

  it('ends, and says infeasible, where the power can never suffice', async () => {
    const source = walledPlan(10);
    const silent = {
      ...source,
      carriers: source.carriers.map((carrier) => ({ ...carrier, portPowerDbm: -40 })),
    };
    const { placement } = await placeAntennas(silent, { solver, effort: 'low' });
    expect(placement.status).toBe('infeasible');
  });
});

function* subsets(count: number, size: number, first = 0): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = first; index <= count - size; index += 1) {
    for (const rest of subsets(count, size - 1, index + 1)) yield [index, ...rest];
  }
}

function distanceM(point: [number, number], start: [number, number], end: [number, number]): number {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / (dx * dx + dy * dy || 1);
  const clamped = Math.max(0, Math.min(1, along));
  return Math.hypot(point[0] - start[0] - clamped * dx, point[1] - start[1] - clamped * dy);
}

describe('placement against a time limit', () => {
  it('stops improving, says so, and still passes', { tags: ['thorough'] }, async () => {
    const { plan, placement } = await placePlan(walledPlan(2), {
      ...{ solver, resolutionM },
      monitor: { expired: () => true },
    });
    expect(placement.timeLimitStruck).toBe(true);
    expect((await predictPlan(plan, { solver, resolutionM })).assessment.target.met).toBe(true);
    const { placement: unhurried } = await placePlan(walledPlan(2), {
      ...{ solver, resolutionM },
      monitor: { expired: () => false },
    });
    expect(unhurried.timeLimitStruck).toBeUndefined();
    expect(unhurried.antennas).toBeLessThanOrEqual(placement.antennas);
  });

  it('ends with the plan as it was where it is cancelled before anything is searched', async () => {
    const before = walledPlan(2);
    const { plan, placement } = await placeAntennas(before, { solver, monitor: { cancelled: () => true } });
    expect(plan).toEqual(before);
    expect(placement).toMatchObject({ ended: 'cancelled', status: 'unknown', candidates: 0 });
  });
});
