import { createPlainSolver, createSimdKernel, InputError, type Plan, placePlan } from '@diku/engine';
import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { farthestLocation } from '../../packages/engine/src/design/index.ts';
import { listDemandLocations } from '../../packages/engine/src/design/placement/demand-walk.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const base = { solver, resolutionM: 2, effort: 'low', loadHighs } as const;

/** A hall in which one antenna serves everything, so that the distance alone asks for more. */
function hall(serviceDistanceM?: number): Plan {
  const carriers = buildPlan()
    .carriers.slice(0, 1)
    .map((carrier) => ({ ...carrier, portPowerDbm: 15 }));
  const level = buildLevel({ walls: [], openings: [], points: [] });
  const placement = serviceDistanceM === undefined ? {} : { placement: { serviceDistanceM } };
  return buildPlan({ levels: [level], carriers, ...placement });
}

const custom = [5, 12, 20, 28, 35].flatMap((x) => [5, 19].map((y) => buildAntenna(`own-${x}-${y}`, x, y)));

/** Distance of each location of the test to the nearest of some antennas, the largest, metres. */
function largestM(plan: Plan, antennas: readonly { position: readonly [number, number] }[]): number {
  const { eastM, northM } = listDemandLocations(plan);
  return Math.max(
    ...Array.from(eastM, (x, index) =>
      Math.min(...antennas.map(({ position }) => Math.hypot(position[0] - x, position[1] - northM[index]))),
    ),
  );
}

/** Antennas of the smallest set of candidates with all locations near, by trying all sets. */
function fewest(plan: Plan, distanceM: number): number {
  let min = Number.POSITIVE_INFINITY;
  for (let set = 1; set < 2 ** custom.length; set += 1) {
    const chosen = custom.filter((_, index) => (set >> index) & 1);
    if (chosen.length < min && largestM(plan, chosen) <= distanceM) min = chosen.length;
  }
  return min;
}

describe('a largest distance to the nearest antenna', () => {
  it.each([12, 15, 20])(
    'of %s m takes as few antennas as all sets of candidates say, with that bound',
    async (distanceM) => {
      const plan = hall();
      const expected = fewest(plan, distanceM);
      const { plan: placed, placement } = await placePlan(plan, {
        ...base,
        ...{ candidates: { custom }, serviceDistanceM: distanceM },
      });
      expect(expected).toBeGreaterThan(1);
      expect(placement.status).toBe('optimal');
      expect([placement.antennas, placement.lowerBound]).toEqual([expected, expected]);
      const foundM = largestM(plan, placed.antennas);
      expect(foundM).toBeLessThanOrEqual(distanceM);
      expect(placement.farthest!.distanceM).toBeCloseTo(foundM, 4);
      expect(farthestLocation(placed)!.distanceM).toBeCloseTo(foundM, 4);
      expect(placed.placement?.serviceDistanceM).toBe(distanceM);
    },
  );

  it('is asked of a plan too, of nobody where no candidate is near, and without it one antenna does', async () => {
    const free = await placePlan(hall(), { ...base, candidates: { custom } });
    expect(free.placement.antennas).toBe(1);
    const asked = await placePlan(hall(15), { ...base, candidates: { custom } });
    expect(asked.placement.antennas).toBe(fewest(hall(), 15));
    const east = custom.filter(({ position: [x] }) => x > 30);
    const far = await placePlan(hall(15), { ...base, candidates: { custom: east } });
    expect(far.placement.status).not.toBe('infeasible');
    expect(far.placement.farthest!.distanceM).toBeGreaterThan(15);
    await expect(placePlan(hall(), { ...base, serviceDistanceM: 1 })).rejects.toThrow(InputError);
  });
});
