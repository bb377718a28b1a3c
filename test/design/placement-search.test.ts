import { readFileSync } from 'node:fs';
import {
  type Antenna,
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  type Plan,
  parsePlan,
  placePlan,
  predictPlan,
} from '@diku/engine';
import { findRequirementProfile } from '@diku/engine/plan';
import { planModel } from '@diku/engine/radio';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { buildGarageDemand, GarageEvaluator, PassEvaluator } from '../../packages/engine/src/design/index.ts';
import { roomFractions } from '../../packages/engine/src/design/placement/pass-evaluator.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

const solver = createPlainSolver(createSimdKernel());
const fixture = new URL('../fixtures/small-garage.diku.json', import.meta.url);
const resolutionM = 0.5;
/** The long run places in more garages. */
const profile = findRequirementProfile('shanghai-2023');
/** Placed plans have to pass on this grid too. */
const fineM = 0.25;

/** Two small levels with a hole in the floor between them, thick walls, chargers on both. */
function twoLevels(seed: number, overrides: Partial<Plan> = {}): Plan {
  const walls = (of: number) =>
    randomWalls(of, 6).map((wall) => ({ ...wall, material: 'reinforced-concrete', thicknessM: 0.3 }));
  const hole = {
    id: 'hole',
    polygon: [
      [8, 8],
      [14, 8],
      [14, 13],
      [8, 13],
    ] as [number, number][],
  };
  const upper = buildLevel({ walls: walls(seed), openings: [], slabOpenings: [hole] });
  const lower = buildLevel({ id: 'B2', elevationM: -8, walls: walls(seed + 50), openings: [] });
  const carriers = buildPlan().carriers.map((carrier) => ({ ...carrier, portPowerDbm: -5 }));
  return buildPlan({
    levels: [upper, { ...lower, points: [{ id: 'ev-2', kind: 'charger', position: [30, 20] }] }],
    carriers,
    ...overrides,
  });
}

/** A carrier of each of two operators, where it is not the number that matters. */
const twoOperators = {
  carriers: [0, 2].map((index) => ({ ...buildPlan().carriers[index], portPowerDbm: -5 })),
};

/** One small level that needs a few antennas. */
function oneLevel(seed: number): Plan {
  const plan = twoLevels(seed);
  const [level] = plan.levels;
  return { ...plan, levels: [{ ...level, slabOpenings: undefined }], carriers: plan.carriers.slice(0, 2) };
}

/** @param cellOf the cell of each candidate, by its number */
async function demandOf(plan: Plan, cellOf: (candidate: number) => string = () => 'S1') {
  const fields = new FieldStack(solver);
  const model = planModel(plan);
  const built = await buildGarageDemand(plan, { solver, fields, model, fixed: [] });
  const evaluator = new GarageEvaluator(built.demand, profile, 5.67);
  const { confidence } = plan.requirements;
  const cellsOf = (set: readonly number[]) => set.map(cellOf);
  const context = { demand: built.demand, cellsOf, walk: built.locations.walk, profile };
  return {
    ...{ ...built, evaluator, context },
    passEvaluator: new PassEvaluator({
      context,
      reachable: evaluator.points.reachable,
      layers: [],
      confidence,
    }),
  };
}

/** Returns antennas as they would stand in the plan. */
function placed(plan: Plan, antennas: readonly Antenna[]): Plan {
  return { ...plan, antennas: antennas.map((antenna, index) => ({ ...antenna, id: `C${index}` })) };
}

function lowestChance({ assessment }: Awaited<ReturnType<typeof predictPlan>>): number {
  return Math.min(...assessment.operators.map(({ passProbability }) => passProbability));
}

describe('a search for fewer antennas', () => {
  it.runIf(isLong)(
    'does not go round between sets that only look better: it did, thirty times over',
    async () => {
      const plan = {
        ...parsePlan(JSON.parse(readFileSync(fixture, 'utf8'))),
        antennas: [],
        network: undefined,
      };
      const { placement } = await placePlan(plan, { solver, resolutionM });
      const { evaluations = Number.POSITIVE_INFINITY, candidates = 0 } = placement ?? {};
      expect(evaluations).toBeGreaterThan(candidates);
      expect(evaluations).toBeLessThan(2000 * candidates);
    },
  );
});

describe('the demand of a placement', () => {
  it('has what the prediction finds, antenna by antenna, on both levels (seed 3)', {
    tags: ['thorough'],
  }, async () => {
    const plan = twoLevels(3, twoOperators);
    const { demand } = await demandOf(plan);
    const random = createRandom(3);
    const [layer] = demand.layers;
    let receivedElsewhere = 0;
    for (let trial = 0; trial < (isLong ? 4 : 1); trial += 1) {
      const candidate = Math.floor(random() * demand.candidates.length);
      const { maps } = await predictPlan(placed(plan, [demand.candidates[candidate]]), {
        solver,
        resolutionM,
      });
      for (let point = 0; point < demand.locationCount; point += 7) {
        const level = demand.levels.find(
          ({ firstLocation, locationCount }) => point < firstLocation + locationCount,
        );
        const map = maps.find(
          ({ levelId, carrierId }) => levelId === level?.levelId && carrierId === layer.carrierId,
        );
        if (!map || !level) throw new Error('no map');
        const { grid } = map;
        const column = Math.round((1000 * demand.eastM[point] - grid.originXMm) / grid.cellMm);
        const row = Math.round((1000 * demand.northM[point] - grid.originYMm) / grid.cellMm);
        const rsrpDbm = map.rsrpDbm[row * grid.columns + column];
        const ratio = layer.ratios[candidate][point];
        if (level.levelId !== demand.candidates[candidate].level && ratio > 0.003) receivedElsewhere += 1;
        // Two grids, of which the quick kernel's law errs by up to 0.001 dB each.
        if (ratio > 1e-9) expect(10 * Math.log10(ratio * layer.neededMw)).toBeCloseTo(rsrpDbm, 2);
      }
    }
    expect(receivedElsewhere).toBeGreaterThan(0);
  });

  it('finds the chance to pass and the served points of the prediction (seed 4)', {
    tags: ['thorough'],
  }, async () => {
    const plan = twoLevels(4, twoOperators);
    const { demand, passEvaluator } = await demandOf(plan);
    const random = createRandom(4);
    for (const size of isLong ? [2, 4, 6] : [5]) {
      const set = Array.from({ length: size }, () => Math.floor(random() * demand.candidates.length));
      const antennas = set.map((candidate) => demand.candidates[candidate]);
      const { chance, missingPoints } = passEvaluator.evaluate([...new Set(set)]);
      for (const cellM of isLong ? [resolutionM, fineM] : [resolutionM]) {
        const predicted = await predictPlan(placed(plan, [...new Set(antennas)]), {
          solver,
          resolutionM: cellM,
        });
        // On the walk's own cells it is the same number; on finer ones the same locations are read off cells nearby.
        const off = Math.abs(chance - lowestChance(predicted));
        expect(off).toBeLessThan(cellM === resolutionM ? 0.001 : 0.03);
        const missing = predicted.assessment.points.filter(({ served, required }) => required && !served);
        expect(missingPoints).toBe(missing.length);
      }
    }
  });

  it('passes over no candidate that would be better than what is asked for (seed 5)', async () => {
    const { demand, evaluator } = await demandOf(twoLevels(5, twoOperators));
    const random = createRandom(5);
    const draw = () => Math.floor(random() * demand.candidates.length);
    let found = 0;
    for (let trial = 0; trial < 300; trial += 1) {
      const base = evaluator.stateOf([...new Set(Array.from({ length: 1 + (trial % 9) }, draw))]);
      const aimRatio = 0.9 + 0.1 * random();
      const [added, other] = [draw(), draw()];
      const score = evaluator.scoreWith(base, added, aimRatio);
      // As the search asks: better than another candidate, and at the value itself.
      for (const floor of [
        evaluator.scoreWith(base, other, aimRatio).value,
        score.value,
        score.value - 1e-9,
      ]) {
        const above = evaluator.scoreAbove(base, added, aimRatio, floor);
        expect(above).toEqual(score.value > floor ? score : undefined);
        if (above) found += 1;
      }
    }
    expect(found).toBeGreaterThan(300);
  });

  it('finds the same of antennas in several cells, which disturb each other, and in a lobby (seed 4)', {
    tags: ['thorough'],
  }, async () => {
    const lobby = {
      id: 'z1',
      kind: 'lobby' as const,
      polygon: [
        [20, 2],
        [32, 2],
        [32, 8],
        [20, 8],
      ],
    };
    const base = twoLevels(4, twoOperators);
    const zones = [lobby] as NonNullable<Plan['levels'][number]['zones']>;
    const plan = {
      ...base,
      levels: base.levels.map((level, index) => (index === 0 ? { ...level, zones } : level)),
    };
    const cellOf = (candidate: number) => `S${1 + (candidate % 3)}`;
    const { demand, passEvaluator, context } = await demandOf(plan, cellOf);
    const random = createRandom(4);
    for (const size of isLong ? [3, 6, 9] : [6]) {
      const drawn = Array.from({ length: size }, () => Math.floor(random() * demand.candidates.length));
      const set = [...new Set(drawn)];
      const antennas = set.map((each) => ({ ...demand.candidates[each], cell: cellOf(each) }));
      const { chance, missingPoints } = passEvaluator.evaluate(set);
      const predicted = await predictPlan(placed(plan, antennas), { solver, resolutionM });
      expect(Math.abs(chance - lowestChance(predicted))).toBeLessThan(0.001);
      const missing = predicted.assessment.points.filter(({ served, required }) => required && !served);
      expect(missingPoints).toBe(missing.length);
      const found = predicted.assessment.kinds.find(({ kind }) => kind === 'lobby');
      const [shown] = roomFractions(context, set);
      expect(Math.abs(shown - (found?.expectedCoverageRatio ?? -1))).toBeLessThan(0.05);
      // As if nothing disturbed: the chance would be another one.
      const undisturbed = new PassEvaluator({
        context: { ...context, cellsOf: (antennas) => antennas.map(() => 'S1') },
        ...{ reachable: [], layers: [], confidence: 0.95 },
      });
      expect(undisturbed.evaluate(set).chance).toBeGreaterThanOrEqual(chance);
    }
  });

  it('counts a set the same however it came about, and as plain double precision does (seed 5)', async () => {
    const { demand, evaluator } = await demandOf(twoLevels(5, twoOperators));
    const random = createRandom(5);
    const pick = () => Math.floor(random() * demand.candidates.length);
    for (let trial = 0; trial < 20; trial += 1) {
      const set = [...new Set([pick(), pick(), pick()])];
      const added = pick();
      if (set.includes(added)) continue;
      const base = evaluator.stateOf(set);
      const whole = evaluator.stateOf([...set, added]);
      expect(evaluator.stateWith(base, added)).toEqual(whole);
      const quick = evaluator.scoreWith(base, added, 0.9);
      const slow = evaluator.score(whole, 0.9);
      expect(quick.pointsServed).toBe(slow.pointsServed);
      expect(Math.abs(quick.value - slow.value)).toBeLessThan(0.002);
      expect(Math.abs(quick.coverageRatio - slow.coverageRatio)).toBeLessThan(0.002);
      demand.layers.forEach(({ ratios }, layer) => {
        for (let point = 0; point < demand.locationCount; point += 11) {
          const sum = [...set, added].reduce((total, candidate) => total + ratios[candidate][point], 0);
          expect(whole.sums[layer][point] / sum).toBeCloseTo(1, 5);
        }
      });
    }
  });

  it('leaves out a carrier only where another asks more everywhere (seed 6)', {
    tags: ['thorough'],
  }, async () => {
    const plan = twoLevels(6);
    const { demand } = await demandOf(plan);
    expect(demand.layers.map(({ carrierId }) => carrierId)).toEqual(['ctcc-lte1800']);
    const antennas = [2, 60, 130].map((candidate) => demand.candidates[candidate]);
    const { maps } = await predictPlan(placed(plan, antennas), { solver, resolutionM: 1 });
    const carrierMaps = maps.filter(({ carrierId }) => carrierId === 'ctcc-lte1800');
    for (const map of maps.filter(({ carrierId }) => carrierId.endsWith('1800'))) {
      const low = carrierMaps.find(({ levelId }) => levelId === map.levelId);
      expect(
        map.marginDb.every(
          (marginDb, cell) => Number.isNaN(marginDb) || marginDb >= (low?.marginDb[cell] ?? 0) - 1e-3,
        ),
      ).toBe(true);
    }
  });
});

describe('the search of a placement', () => {
  it.runIf(isLong)(
    'needs no more antennas with more effort, repeats itself, and passes from any seed',
    async () => {
      const plan = oneLevel(7);
      const [low, again, other] = await Promise.all([
        placePlan(plan, { solver, resolutionM, effort: 'low' }),
        placePlan(plan, { solver, resolutionM, effort: 'low' }),
        placePlan(plan, { solver, resolutionM, effort: 'low', seed: 99 }),
      ]);
      // Most of the time that this takes is the search with more effort.
      const normal = isLong ? await placePlan(plan, { solver, resolutionM }) : low;
      expect(normal.placement.antennas).toBeLessThanOrEqual(low.placement.antennas);
      expect(again).toEqual(low);
      for (const { plan: result } of [normal, other]) {
        for (const cellM of [resolutionM, fineM]) {
          const { assessment } = await predictPlan(result, { solver, resolutionM: cellM });
          expect(assessment.target.met).toBe(true);
        }
      }
    },
    240_000,
  );

  it.each(isLong ? [11, 12, 13, 14, 15, 16] : [11])(
    'finds the least number among few candidates (seed %i)',
    { tags: ['thorough'] },
    async (seed) => {
      const random = createRandom(seed);
      const candidates = Array.from({ length: 6 }, (_, index) =>
        buildAntenna(`own-${index}`, 2 + Math.round(36 * random()), 2 + Math.round(20 * random())),
      );
      const walls = randomWalls(seed, 5).map((wall) => ({
        ...wall,
        material: 'reinforced-concrete',
        thicknessM: 0.3,
      }));
      const plan = buildPlan({
        levels: [buildLevel({ walls, openings: [], columns: [], bays: [], points: [] })],
        carriers: buildPlan()
          .carriers.slice(0, 1)
          .map((carrier) => ({ ...carrier, portPowerDbm: -4 })),
      });
      const { placement } = await placePlan(plan, {
        solver,
        resolutionM,
        candidates: { custom: candidates },
      });
      const chances = new Map<number, number>();
      const fields = new FieldStack(solver);
      for (let bits = 1; bits < 1 << candidates.length; bits += 1) {
        const antennas = candidates.filter((_, index) => (bits >> index) % 2 === 1);
        if (antennas.length >= Math.min(3, placement.antennas)) continue;
        let chance = 1;
        for (const cellM of isLong ? [resolutionM, fineM] : [resolutionM]) {
          if (chance < plan.requirements.confidence) break;
          chance = Math.min(
            chance,
            lowestChance(await predictPlan({ ...plan, antennas }, { solver, fields, resolutionM: cellM })),
          );
        }
        chances.set(antennas.length, Math.max(chance, chances.get(antennas.length) ?? 0));
      }
      if (placement.status === 'infeasible') return;
      for (const [count, chance] of chances) {
        // The search keeps a reserve of 0.1 %.
        if (count < placement.antennas) expect(chance).toBeLessThan(plan.requirements.confidence + 0.005);
      }
    },
  );

  it('keeps the best plan so far when it is cancelled', async () => {
    let reports = 0;
    const monitor = {
      report: ({ stage }: { stage: string }) => {
        if (stage === 'place') reports += 1;
      },
      cancelled: () => reports > 0,
    };
    const { plan, placement } = await placePlan(oneLevel(8), { solver, resolutionM, monitor });
    expect(placement.ended).toBe('cancelled');
    expect(placement.status).not.toBe('infeasible');
    // On its own grid: whether it passes on a finer one is checked by a search that ends by itself.
    expect((await predictPlan(plan, { solver, resolutionM })).assessment.target.met).toBe(true);
  });

  it('meets a required state that the plan as it stands would not', { tags: ['thorough'] }, async () => {
    const level = buildLevel({
      walls: [{ id: 'w1', start: [20, 0], end: [20, 24], thicknessM: 0.4, material: 'reinforced-concrete' }],
      openings: [{ id: 's1', start: [20, 2], end: [20, 22], kind: 'fire-shutter', state: 'open' }],
    });
    const carriers = buildPlan()
      .carriers.slice(0, 1)
      .map((carrier) => ({ ...carrier, portPowerDbm: 10 }));
    const plan = buildPlan({ levels: [level], carriers });
    const requirements = { ...plan.requirements, requiredScenarios: ['shutters-closed' as const] };
    // In few locations, so that all pairs of them are quickly tried.
    const candidates = [3, 11, 17, 23, 29, 37].flatMap((x) =>
      [6, 18].map((y) => buildAntenna(`own-${x}-${y}`, x, y)),
    );
    const options = { solver, resolutionM, effort: 'low' as const, candidates: { custom: candidates } };
    const open = await placePlan(plan, options);
    const closed = await placePlan({ ...plan, requirements }, options);
    const evaluated = async (antennas: Plan['antennas']) =>
      (await predictPlan({ ...plan, requirements, antennas }, { solver, resolutionM })).assessment.target.met;
    expect(await evaluated(closed.plan.antennas)).toBe(true);
    expect(closed.placement.antennas).toBeGreaterThan(open.placement.antennas);
    expect(await evaluated(open.plan.antennas)).toBe(false);
  });

  it('says what is missing where nothing passes, and with that much power it does', {
    tags: ['thorough'],
  }, async () => {
    const plan = oneLevel(10);
    const weak = { ...plan, carriers: plan.carriers.map((carrier) => ({ ...carrier, portPowerDbm: -45 })) };
    const { plan: result, placement } = await placePlan(weak, { solver, resolutionM, effort: 'low' });
    expect(placement.status).toBe('infeasible');
    const moreDb = placement.shortDb ?? 0;
    expect(moreDb).toBeGreaterThan(1);
    const withPower = (addedDb: number) =>
      result.carriers.map((carrier) => ({ ...carrier, portPowerDbm: carrier.portPowerDbm + addedDb }));
    const chance = async (addedDb: number) => {
      const stronger = { ...result, carriers: withPower(addedDb) };
      const fine = await predictPlan(stronger, { solver, resolutionM: fineM });
      const found = lowestChance(fine);
      return isLong
        ? Math.min(found, lowestChance(await predictPlan(stronger, { solver, resolutionM })))
        : found;
    };
    // What is found on the coarser walk is read off locations nearby.
    expect(await chance(moreDb + 1)).toBeGreaterThanOrEqual(0.95);
    expect(await chance(moreDb - 1.5)).toBeLessThan(0.95);
    for (const { shortDb, isServedFromAbove } of placement.unserved) {
      expect(shortDb).toBeGreaterThan(0);
      expect(isServedFromAbove).toBe(false);
    }
  });

  it('meets two operators of which each is the harder one somewhere', { tags: ['thorough'] }, async () => {
    const [first, , second] = buildPlan().carriers;
    const carriers = [
      // Low and strong through walls, with little power; high with more.
      { ...first, frequencyMhz: 880, portPowerDbm: -12 },
      { ...second, frequencyMhz: 3450, portPowerDbm: 4 },
    ];
    const plan = { ...oneLevel(9), carriers };
    const { demand } = await demandOf(plan);
    expect(demand.layers).toHaveLength(2);
    const { plan: result, placement } = await placePlan(plan, { solver, resolutionM });
    expect(placement.status).not.toBe('infeasible');
    const { assessment } = await predictPlan(result, { solver, resolutionM });
    for (const { passProbability } of assessment.operators)
      expect(passProbability).toBeGreaterThanOrEqual(0.95);
  });
});
