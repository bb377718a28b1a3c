import {
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  type Plan,
  predictPlan,
  resultDocument,
  traceLink,
} from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceKernel } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan as buildWhole, randomWalls } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const antennas = [buildAntenna('A1', 10.25, 16.25), buildAntenna('A2', 30.25, 16.25)];

/** With a carrier of each of two operators. */
const carriers = [0, 2].map((index) => buildWhole().carriers[index]);
const buildPlan = (overrides: Partial<Plan> = {}) => buildWhole({ carriers, ...overrides });

/** A plan turned by 90° about the origin and moved by whole millimetres. */
function turnPlan(plan: Plan): Plan {
  const turn = ([x, y]: [number, number]): [number, number] => [-y + 31.25, x - 4.5];
  return {
    ...plan,
    levels: plan.levels.map((level) => ({
      ...level,
      outline: level.outline.map(turn),
      walls: level.walls?.map((wall) => ({ ...wall, start: turn(wall.start), end: turn(wall.end) })),
      columns: level.columns?.map((column) => ({ ...column, center: turn(column.center) })),
      openings: level.openings?.map((door) => ({ ...door, start: turn(door.start), end: turn(door.end) })),
      bays: level.bays?.map((bay) => ({ ...bay, polygon: bay.polygon.map(turn) })),
      points: level.points?.map((point) => ({ ...point, position: turn(point.position) })),
    })),
    antennas: plan.antennas.map((antenna) => ({ ...antenna, position: turn(antenna.position) })),
  };
}

describe('prediction', () => {
  it('gives the same verdict for the turned and moved garage', { tags: ['thorough'] }, async () => {
    const plan = buildPlan({ antennas });
    const one = (await predictPlan(plan, { solver })).assessment;
    const turned = (await predictPlan(turnPlan(plan), { solver })).assessment;
    one.carriers.forEach((carrier, index) => {
      const other = turned.carriers[index];
      expect(other.expectedCoverageRatio).toBeCloseTo(carrier.expectedCoverageRatio, 3);
      expect(other.rsrpDbm.p50).toBeCloseTo(carrier.rsrpDbm.p50, 1);
    });
    expect(turned.points[0].probability).toBeCloseTo(one.points[0].probability, 3);
  });

  it('serves a point by its operators, down and up: the phone’s power lost is lost on the way up alone', {
    tags: ['thorough'],
  }, async () => {
    const weak = { uplink: { phonePowerDbm: { lte: -25, nr: -25 } } };
    const plan = buildPlan({ antennas });
    const requirements = { ...plan.requirements, profileOverrides: weak };
    const [strong, quiet] = await Promise.all(
      [plan, { ...plan, requirements }].map((each) => predictPlan(each, { solver, resolutionM: 1 })),
    );
    const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
    strong.assessment.points.forEach((point, index) => {
      const other = quiet.assessment.points[index];
      expect(point.operators.map(({ operator }) => operator)).toEqual(operators);
      expect(point.probability).toBe(Math.min(...point.operators.map(({ probability }) => probability)));
      for (const [
        order,
        { downlinkProbability, uplinkProbability, probability },
      ] of point.operators.entries()) {
        expect(probability).toBeCloseTo(Math.min(downlinkProbability, uplinkProbability), 9);
        const after = other.operators[order];
        expect(after.uplinkProbability).toBeLessThan(uplinkProbability);
        expect(after.leastLikely).toBe('uplink');
        expect(after.downlinkProbability).toBe(downlinkProbability);
      }
    });
    expect(strong.assessment.points.length).toBeGreaterThan(0);
  });

  it('agrees with the per-cell reference kernel', async () => {
    const plan = buildPlan({
      antennas,
      levels: [buildLevel({ walls: randomWalls(11, 40), openings: [] })],
    });
    // For diffracted paths the reference tries every sequence: on a coarse grid.
    const resolutionM = 2;
    const fast = await predictPlan(plan, { solver, resolutionM });
    const slow = await predictPlan(plan, { solver: createPlainSolver(referenceKernel), resolutionM });
    fast.maps.forEach((map, index) => {
      map.rsrpDbm.forEach((rsrpDbm, cell) => {
        const other = slow.maps[index].rsrpDbm[cell];
        if (Number.isNaN(rsrpDbm)) expect(other).toBeNaN();
        else expect(Math.abs(rsrpDbm - other)).toBeLessThan(0.002);
      });
    });
  });

  it('agrees with the link at every cell of one antenna', async () => {
    const plan = buildPlan({ antennas: [antennas[0]] });
    const { maps } = await predictPlan(plan, { solver });
    const { grid, rsrpDbm, carrierId } = maps[0];
    for (let cell = 0; cell < rsrpDbm.length; cell += 97) {
      if (Number.isNaN(rsrpDbm[cell])) continue;
      const x = (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000;
      const y = (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000;
      const link = traceLink(plan, 'A1', `${x},${y},1.5,B1`, { carrierId });
      expect(link.rsrpDbm).toBeCloseTo(rsrpDbm[cell], 2);
      expect(link.terms.reduce((sum, term) => sum + term.lossDb, 0)).toBeCloseTo(link.pathLossDb, 9);
    }
  });

  it('never receives more than was radiated, gain included', async () => {
    const plan = buildPlan({ antennas });
    const { maps } = await predictPlan(plan, { solver });
    for (const map of maps) {
      const carrier = plan.carriers.find((candidate) => candidate.id === map.carrierId);
      for (const rsrpDbm of map.rsrpDbm) {
        if (!Number.isNaN(rsrpDbm)) expect(rsrpDbm).toBeLessThan((carrier?.portPowerDbm ?? 0) + 2);
      }
    }
  });

  it('is unmoved by the order of walls and antennas', async () => {
    const level = buildLevel({ walls: randomWalls(3, 20), openings: [] });
    const plan = buildPlan({ antennas, levels: [level] });
    const reversed = buildPlan({
      antennas: [...antennas].reverse(),
      levels: [{ ...level, walls: [...(level.walls ?? [])].reverse() }],
    });
    const one = await predictPlan(plan, { solver });
    const two = await predictPlan(reversed, { solver });
    // They are two plans all the same.
    const { planFingerprint: _, ...result } = resultDocument(one);
    expect(resultDocument(two)).toMatchObject(result);
  });

  it('has no service and says so where no antenna radiates', async () => {
    const { assessment } = await predictPlan(buildPlan(), { solver });
    expect(assessment.target.met).toBe(false);
    expect(assessment.target.limiting.code).toBe('no-antennas');
    expect(assessment.operators.every((operator) => operator.passProbability < 1e-6)).toBe(true);
    expect(JSON.stringify(resultDocument({ ...(await predictPlan(buildPlan(), { solver })) }))).not.toContain(
      'NaN',
    );
  });

  it('keeps fields: a changed port power solves none, a moved antenna one per band', {
    tags: ['thorough'],
  }, async () => {
    let solved = 0;
    const counting = {
      solve: (jobs: Parameters<typeof solver.solve>[0]) => {
        solved += jobs.length;
        return solver.solve(jobs);
      },
    };
    const fields = new FieldStack(counting);
    const plan = buildPlan({ antennas });
    await predictPlan(plan, { solver: counting, fields });
    expect(solved).toBe(2 * plan.carriers.length);
    solved = 0;
    const louder = { ...antennas[0], portPowerDbm: { 'ctcc-lte1800': 15 } };
    await predictPlan({ ...plan, antennas: [louder, antennas[1]] }, { solver: counting, fields });
    expect(solved).toBe(0);
    const moved = { ...antennas[0], position: [11, 16] as [number, number] };
    const retained = await predictPlan(
      { ...plan, antennas: [moved, antennas[1]] },
      { solver: counting, fields },
    );
    expect(solved).toBe(plan.carriers.length);
    const whole = await predictPlan({ ...plan, antennas: [moved, antennas[1]] }, { solver });
    expect(retained.maps[0].rsrpDbm).toEqual(whole.maps[0].rsrpDbm);
  });
});

describe('requirement profile', () => {
  it('is what the plan says, overrides included', async () => {
    const plan = buildPlan({ antennas });
    const stricter = {
      ...plan,
      requirements: { ...plan.requirements, profileOverrides: { modelBiasSigmaDb: 5, bodyLossDb: 8 } },
    };
    const usual = await predictPlan(plan, { solver });
    const strict = await predictPlan(stricter, { solver });
    expect(strict.profile).toMatchObject({ id: 'custom', modelBiasSigmaDb: 5, bodyLossDb: 8 });
    expect(strict.maps[0].rsrpDbm[1000]).toBeCloseTo(usual.maps[0].rsrpDbm[1000] - 5, 3);
    expect(traceLink(stricter, 'A1', '3,12,1.5,B1').budget.bodyLossDb).toBe(8);
  });

  it('is refused with the path of what is wrong', () => {
    const withOverrides = (profileOverrides: Record<string, unknown>) => () =>
      buildPlan({
        requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023', profileOverrides },
      });
    expect(withOverrides({ shadowSigma: 3 })).toThrow('requirements.profileOverrides.shadowSigma');
    expect(withOverrides({ bodyLossDb: -3 })).toThrow('requirements.profileOverrides.bodyLossDb');
  });
});

describe('link', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 24_000 }));

  it('has the same path loss both ways (seed 20)', () => {
    const plan = buildPlan({ levels: [buildLevel({ walls: randomWalls(5, 60), openings: [] })] });
    fc.assert(
      fc.property(point, point, ([x1, y1], [x2, y2]) => {
        const one = `${x1 / 1000},${y1 / 1000},2.4,B1`;
        const two = `${x2 / 1000},${y2 / 1000},1.5,B1`;
        expect(traceLink(plan, one, two).pathLossDb).toBeCloseTo(traceLink(plan, two, one).pathLossDb, 9);
      }),
      { seed: 20, numRuns: 60 },
    );
  });

  it('never loses less with a wall more (seed 21)', () => {
    const walls = randomWalls(9, 30);
    const fewer = buildPlan({ levels: [buildLevel({ walls: walls.slice(0, 20), openings: [] })] });
    const more = buildPlan({ levels: [buildLevel({ walls, openings: [] })] });
    fc.assert(
      fc.property(point, point, ([x1, y1], [x2, y2]) => {
        const one = `${x1 / 1000},${y1 / 1000},2.4,B1`;
        const two = `${x2 / 1000},${y2 / 1000},1.5,B1`;
        const lossDb = traceLink(fewer, one, two).pathLossDb;
        expect(traceLink(more, one, two).pathLossDb).toBeGreaterThanOrEqual(lossDb - 1e-9);
      }),
      { seed: 21, numRuns: 60 },
    );
  });

  it('pays each slab between levels, and on each level the walls it crosses there', () => {
    const plan = buildPlan({
      levels: [
        buildLevel(),
        buildLevel({ id: 'B2', elevationM: -8, slabThicknessM: 0.25, walls: [], openings: [], columns: [] }),
        buildLevel({ id: 'B3', elevationM: -12, slabThicknessM: 0.2, walls: [], openings: [], columns: [] }),
      ],
    });
    const down = traceLink(plan, '5,20,2.4,B1', '35,20,1.5,B3');
    expect(down.terms.filter((term) => term.name === 'slab').map((term) => term.id)).toEqual(['B1', 'B2']);
    const slabPlan = { ...plan, materials: { slab: { lossDb: { '1800': 33 } } } };
    const slabTerms = traceLink(slabPlan, '5,20,2.4,B1', '35,20,1.5,B3').terms.filter(
      ({ name }) => name === 'slab',
    );
    expect(slabTerms.map(({ lossDb }) => lossDb)).toEqual([33, 33]);
    const up = traceLink(plan, '35,20,1.5,B3', '5,20,2.4,B1');
    expect(up.pathLossDb).toBeCloseTo(down.pathLossDb, 6);
    expect(down.distanceM).toBeCloseTo(Math.hypot(30, 2.4 - 1.5 + 7.8), 9);
  });

  it('adds body loss everywhere and the car in a bay where the test has the phone in one', () => {
    const adjacentPlan = buildPlan({ antennas });
    const requirements = { ...adjacentPlan.requirements, acceptance: { phone: 'in-car' as const } };
    const plan = { ...adjacentPlan, requirements };
    expect(traceLink(adjacentPlan, 'A1', '3,3,1.5,B1').budget.vehicleLossDb).toBe(0);
    expect(traceLink(plan, 'A1', '3,3,1.5,B1').budget.vehicleLossDb).toBe(9);
    expect(traceLink(plan, 'A1', '3,12,1.5,B1').budget.vehicleLossDb).toBe(0);
  });

  it.each([
    ['5,5,1,B7', 'level "B7"'],
    ['5,5,B1', '"5,5,B1"'],
    ['a,5,1,B1', '"a,5,1,B1"'],
  ])('refuses %s', (text, found) => {
    expect(() => traceLink(buildPlan(), '1,1,1,B1', text)).toThrow(found);
  });
});
