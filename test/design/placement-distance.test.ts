import { createPlainSolver, createSimdKernel, InputError, type Plan, placePlan } from '@diku/engine';
import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { farthestLocation } from '../../packages/engine/src/design/index.ts';
import { listDemandLocations } from '../../packages/engine/src/design/placement/demand-walk.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

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
  const { eastM, northM } = listDemandLocations(plan);
  // Bit k of a location tells whether candidate k is near; locations with the same bits ask for the same.
  const near = new Set(
    Array.from(eastM, (x, index) =>
      custom.reduce((bits, { position }, candidate) => {
        const apartM = Math.hypot(position[0] - x, position[1] - northM[index]);
        return apartM <= distanceM ? bits | (1 << candidate) : bits;
      }, 0),
    ),
  );
  let min = Number.POSITIVE_INFINITY;
  for (let set = 1; set < 2 ** custom.length; set += 1) {
    const antennas = custom.filter((_, index) => (set >> index) & 1).length;
    if (antennas < min && [...near].every((bits) => bits & set)) min = antennas;
  }
  return min;
}

/** Places the hall among the candidates with a largest distance, and holds it against all sets. */
async function expectFewest(distanceM: number): Promise<void> {
  const expected = fewest(hall(), distanceM);
  const { plan: placed, placement } = await placePlan(hall(), {
    ...base,
    ...{ candidates: { custom }, serviceDistanceM: distanceM },
  });
  expect(expected).toBeGreaterThan(1);
  expect(placement.status).toBe('optimal');
  expect([placement.antennas, placement.lowerBound]).toEqual([expected, expected]);
  const foundM = largestM(placed, placed.antennas);
  expect(foundM).toBeLessThanOrEqual(distanceM);
  expect(placement.farthest!.distanceM).toBeCloseTo(foundM, 4);
  expect(farthestLocation(placed)!.distanceM).toBeCloseTo(foundM, 4);
  expect(placed.placement?.serviceDistanceM).toBe(distanceM);
}

describe('a largest distance to the nearest antenna', () => {
  it(
    'of 20 m takes as few antennas as all sets of candidates say, with that bound',
    { tags: ['thorough'] },
    () => expectFewest(20),
  );

  // The same of more antennas takes minutes.
  it.runIf(isLong).each([12, 15])('of %s m does too', { tags: ['thorough'], timeout: 600_000 }, expectFewest);

  it.runIf(isLong)('is asked of a plan too', { tags: ['thorough'] }, async () => {
    const asked = await placePlan(hall(15), { ...base, candidates: { custom } });
    expect(asked.placement.antennas).toBe(fewest(hall(), 15));
  });

  it('is asked of nobody where no candidate is near', { tags: ['thorough'] }, async () => {
    const east = custom.filter(({ position: [x] }) => x > 30);
    const far = await placePlan(hall(15), { ...base, candidates: { custom: east } });
    expect(far.placement.status).not.toBe('infeasible');
    expect(far.placement.farthest!.distanceM).toBeGreaterThan(15);
  });

  it('is a distance that people can ask for, and without it one antenna does', {
    tags: ['thorough'],
  }, async () => {
    const free = await placePlan(hall(), { ...base, candidates: { custom } });
    expect(free.placement.antennas).toBe(1);
    await expect(placePlan(hall(), { ...base, serviceDistanceM: 1 })).rejects.toThrow(InputError);
  });
});

describe('an antenna of each operator in every lift lobby', () => {
  const zone: [number, number][] = [
    [0, 18],
    [6, 18],
    [6, 24],
    [0, 24],
  ];
  /** One operator to a carrier; the lobby is served from the hall as it is. */
  function lobbied(): Plan {
    const carriers = (['telecom', 'mobile'] as const).map((operator) => ({
      ...{ ...buildPlan().carriers[0], id: operator, operator, portPowerDbm: 15 },
    }));
    const zones = [{ id: 'lobby', kind: 'lobby' as const, polygon: zone }];
    return buildPlan({ levels: [buildLevel({ walls: [], openings: [], points: [], zones })], carriers });
  }
  const inLobby = ({ position: [x, y] }: { position: readonly [number, number] }) => x < 6 && y > 18;
  const hallOnly = custom.filter((each) => !inLobby(each));

  it('is placed where it is asked for, with its bound, and nowhere else', {
    tags: ['thorough'],
  }, async () => {
    const candidates = { custom: [...hallOnly, buildAntenna('own-lobby', 3, 21)] };
    const free = await placePlan(lobbied(), { ...base, candidates });
    expect(free.placement.antennas).toBe(1);
    expect(free.plan.antennas.filter(inLobby)).toEqual([]);
    const asked = await placePlan(lobbied(), { ...base, candidates, lobbies: 'with-antenna' });
    expect(asked.plan.antennas.filter(inLobby)).toHaveLength(1);
    expect(asked.plan.placement?.lobbies).toBe('with-antenna');
    expect(asked.placement.status).toBe('optimal');
  });

  it('counts by operators: antennas of one do not do for another', { tags: ['thorough'] }, async () => {
    const of = (id: string, x: number) => buildAntenna(`${id}-lobby`, x, 21, { carriers: [id] });
    const candidates = { custom: [...hallOnly, of('telecom', 2), of('mobile', 4)] };
    const asked = await placePlan(lobbied(), { ...base, candidates, lobbies: 'with-antenna' });
    const found = asked.plan.antennas.filter(inLobby).flatMap(({ carriers }) => carriers);
    expect([...found].sort()).toEqual(['mobile', 'telecom']);
    expect(asked.placement.antennas).toBe(asked.placement.lowerBound);
  });

  it('has places of its own where candidates are looked for', { tags: ['thorough'] }, async () => {
    const asked = await placePlan(lobbied(), { ...base, lobbies: 'with-antenna' });
    expect(asked.plan.antennas.some(inLobby)).toBe(true);
  });
});
