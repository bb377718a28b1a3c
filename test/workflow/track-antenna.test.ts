import {
  type Antenna,
  type CarrierMap,
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  type Plan,
  predictPlan,
} from '@diku/engine';
import { trackAntenna } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

/** The long run tracks in more garages. */
const seeds = isLong ? 48 : 3;
const solver = createPlainSolver(createSimdKernel());
const arrays = [
  ...(['rsrpDbm', 'sinrDb', 'marginDb', 'sigmaDb'] as const),
  ...(['limiting', 'bestAntenna', 'servedProbability'] as const),
] as const;

function bytesOf(map: CarrierMap, name: (typeof arrays)[number]): Buffer {
  const { buffer, byteOffset, byteLength } = map[name];
  return Buffer.from(buffer, byteOffset, byteLength);
}

function drawPlan(seed: number): {
  plan: Plan;
  place: () => [number, number];
  draw: (limit: number) => number;
} {
  const random = createRandom(seed);
  const draw = (limit: number) => Math.floor(random() * limit);
  const point = (): [number, number] => [draw(160) / 4, draw(96) / 4];
  const carriers = buildPlan().carriers.slice(0, 2);
  const antennas = Array.from({ length: 2 + draw(7) }, (_, index) =>
    buildAntenna(`A${index}`, ...point(), {
      cell: `S${draw(3)}`,
      carriers: draw(4) ? ['*'] : [carriers[draw(2)].id],
      type: draw(2) ? 'ceiling-omni' : 'isotropic',
      level: draw(3) ? 'B1' : 'B2',
    }),
  );
  const walls = randomWalls(seed, 10);
  const levels = [
    buildLevel({ walls, openings: [] }),
    buildLevel({ id: 'B2', elevationM: -8.4, walls: walls.slice(5), openings: [] }),
  ];
  // A walk of a few samples: the verdict is not looked at.
  const requirements = { ...buildPlan().requirements, profileOverrides: { walkSpacingM: 1000 } };
  return { plan: buildPlan({ levels, carriers, antennas, requirements }), place: point, draw };
}

describe('a tracked antenna', () => {
  it(`gives the bits of a whole prediction wherever it goes (seeds 1–${seeds})`, {
    tags: ['thorough'],
  }, async () => {
    const fields = new FieldStack(solver);
    let mattered = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { plan, place: point, draw } = drawPlan(seed);
      const moving = draw(plan.antennas.length);
      const level = plan.levels[draw(2)];
      const carrier = plan.carriers[draw(2)];
      const tracked = await trackAntenna(plan, plan.antennas[moving].id, {
        ...{ solver, fields, resolutionM: 1 },
        levelId: level.id,
        carrierId: carrier.id,
      });
      mattered += tracked.matters ? 1 : 0;
      let into: CarrierMap | undefined;
      for (let step = 0; step < 4; step += 1) {
        const others = plan.antennas.filter((_, index) => index !== moving);
        // Upon another one too: a tie for the strongest.
        const position = step === 2 ? others[draw(others.length)].position : point();
        const antenna: Antenna = { ...plan.antennas[moving], position };
        const antennas = plan.antennas.map((other, index) => (index === moving ? antenna : other));
        const whole = await predictPlan({ ...plan, antennas }, { solver, resolutionM: 1 });
        const expected = whole.maps.find((map) => map.carrierId === carrier.id && map.levelId === level.id)!;
        const map = await tracked.mapWith(antenna, into);
        for (const name of arrays) {
          expect(
            bytesOf(map, name).equals(bytesOf(expected, name)),
            `seed ${seed}, step ${step}: ${name}`,
          ).toBe(true);
        }
        expect(map.cells).toEqual(expected.cells);
        if (into) expect(map).toBe(into);
        into = map;
      }
    }
    expect(mattered).toBeGreaterThan(seeds / 2);
  });

  it('costs one field per position, and keeps none of them', async () => {
    const { plan } = drawPlan(3);
    let solved = 0;
    const counting = {
      solve(jobs: Parameters<typeof solver.solve>[0]) {
        solved += jobs.length;
        return solver.solve(jobs);
      },
    };
    const fields = new FieldStack(counting);
    const antennas = plan.antennas.map((antenna) => ({ ...antenna, level: 'B1', carriers: ['*'] }));
    const tracked = await trackAntenna({ ...plan, antennas }, 'A1', {
      ...{ solver: counting, fields, levelId: 'B1' },
      carrierId: plan.carriers[0].id,
    });
    expect(solved).toBe(antennas.length - 1);
    solved = 0;
    for (let step = 0; step < 5; step += 1)
      await tracked.mapWith({ ...antennas[1], position: [3 + step, 4] });
    expect(solved).toBe(5);
    await tracked.mapWith({ ...antennas[1], position: [3, 4] });
    expect(solved).toBe(6);
  });
});
