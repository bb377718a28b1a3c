import { CancelledError } from '@diku/engine';
import fc from 'fast-check';
import loadHighs, { type Highs } from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type BoundProblem,
  boundLevels,
  createPointFractions,
  gainStep,
  gainSteps,
  impliedCoverage,
  majorantsOf,
  proveBound,
  servedBy,
  type TreeHooks,
} from '../../packages/engine/src/design/index.ts';
import {
  createAcceptanceWalk,
  passProbability,
  runAcceptanceTests,
} from '../../packages/engine/src/radio/index.ts';
import { isLong } from '../support/is-long.ts';
import {
  neededAtPoint,
  profile,
  type SmallGarage,
  shapeOf,
  smallestSet,
  smallGarages,
} from './bound-support/small-garages.ts';

const enough = {
  linearPrograms: 3000,
  work: 1e9,
  rootRounds: 30,
  nodeRounds: 3,
  rootBranchings: 40,
  nodeBranchings: 8,
};
let highs: Highs;

beforeAll(async () => {
  highs = await loadHighs();
});

function hooks(passes: TreeHooks['passes'], more: Partial<TreeHooks> = {}): TreeHooks {
  return { passes, expired: () => false, ...more };
}

describe('majorants of service', () => {
  const powers = fc.array(fc.double({ min: -30, max: 29, noNaN: true }), { minLength: 1, maxLength: 12 });
  const alike = fc
    .tuple(fc.double({ min: -20, max: 29, noNaN: true }), fc.integer({ min: 1, max: 40 }))
    .map(([powerDb, count]) => Array.from({ length: count }, () => powerDb));

  it.each([1, 26])(
    'are nowhere below it for any set of antennas (seed 11, %i dB² besides)',
    { tags: ['thorough'] },
    (moreDb2) => {
      const served = servedBy({ profile, otherVarianceDb2: 18 + moreDb2, isOneCell: true });
      const both = [majorantsOf(served), majorantsOf(served, highs)];
      fc.assert(
        fc.property(fc.oneof(powers, alike), (powersDb) => {
          const set = powersDb.map((powerDb) => 10 ** (powerDb / 10));
          const { sum, concentration, strongestRatio } = shapeOf(set);
          const value = served(sum, concentration, strongestRatio);
          for (const { bases, gains } of both) {
            bases.forEach((base, index) => {
              const paid = set.reduce(
                (total, power) => total + gains[index * gainSteps + gainStep(power)],
                base,
              );
              if (paid < value - 1e-9) expect(paid).toBeGreaterThanOrEqual(value - 1e-9);
            });
          }
        }),
        { seed: 11, numRuns: isLong ? 20_000 : 60 },
      );
    },
  );

  it('are close to it: the lowest for one antenna exceeds it by at most 3 points', () => {
    const served = servedBy({ profile, otherVarianceDb2: 19, isOneCell: true });
    const { bases, gains } = majorantsOf(served);
    for (let powerDb = -10; powerDb <= 25; powerDb += 0.5) {
      const power = 10 ** (powerDb / 10);
      const lowest = Math.min(
        ...bases.map((base, index) => base + gains[index * gainSteps + gainStep(power)]),
      );
      expect(lowest - served(power, 1, 1)).toBeLessThan(0.03);
    }
  });

  it('count a point as one antenna alone does, and never less than 1 where a set serves it (seed 12)', () => {
    const fraction = createPointFractions(neededAtPoint);
    expect(fraction(neededAtPoint(1, 1))).toBeGreaterThan(0.99);
    expect(fraction(0)).toBe(0);
    fc.assert(
      fc.property(fc.oneof(powers, alike), (powersDb) => {
        const raw = powersDb.map((powerDb) => 10 ** (powerDb / 10));
        const { sum, concentration, strongestRatio } = shapeOf(raw);
        // Scaled so that the set just serves the point.
        const set = raw.map((power) => (power * neededAtPoint(concentration, strongestRatio)) / sum);
        expect(set.reduce((total, power) => total + fraction(power), 0)).toBeGreaterThanOrEqual(1 - 1e-9);
      }),
      { seed: 12, numRuns: isLong ? 20_000 : 800 },
    );
  });
});

describe('what a chance to pass implies', () => {
  const grids = fc.record({
    columns: fc.integer({ min: 12, max: 70 }),
    rows: fc.integer({ min: 8, max: 40 }),
    antennas: fc.array(fc.tuple(fc.double({ min: 0, max: 1 }), fc.double({ min: 0, max: 1 })), {
      minLength: 1,
      maxLength: 6,
    }),
    wall: fc.double({ min: 0, max: 1 }),
    wallDb: fc.constantFrom(0, 10, 30),
    coverageRatio: fc.constantFrom(0.8, 0.9, 0.95),
    confidence: fc.constantFrom(0.8, 0.9, 0.95, 0.99),
    decorrelationM: fc.double({ min: 2, max: 10 }),
    modelBiasSigmaDb: fc.double({ min: 0, max: 4 }),
    spotM: fc.option(fc.double({ min: 1, max: 8 })),
  });

  it('holds for plans that just pass, even where one spot decides (seed 21)', () => {
    fc.assert(
      fc.property(grids, (spec) => {
        const { columns, rows, confidence, coverageRatio } = spec;
        const settings = { ...profile, ...spec };
        const cells = Uint8Array.from({ length: columns * rows }, (_, cell) => (cell % 5 === 0 ? 2 : 1));
        const grid = { originXMm: 0, originYMm: 0, cellMm: 1000, columns, rows };
        const walk = createAcceptanceWalk([{ grid, cells }], {
          ...{ rule: 'share', coverageRatio, confidence, locationSpacingM: 4 },
          decorrelationM: spec.decorrelationM,
        });
        const points = [...walk.levelCells[0]].map((cell): [number, number] => [
          cell % columns,
          Math.floor(cell / columns),
        ]);
        fc.pre(points.length >= 20);
        const { locationCount, draws } = walk;
        const neededRatio = draws[0].needed / locationCount;
        const implied = impliedCoverage([points], { locationCount, neededRatio }, confidence, settings);
        expect(implied).toBeDefined();
        if (!implied) return;
        const base = marginsOf(points, spec);
        const samples = {
          number: 0,
          sigmaDb: new Float32Array(points.length).fill(5.5),
          vehicleSigmaDb: Float32Array.from(walk.levelCells[0], (cell) => (cells[cell] === 2 ? 5 : 0)),
        };
        const chanceAt = (powerDb: number) => {
          const marginDb = Float32Array.from(base, (margin) => margin + powerDb);
          const carriers = [{ ...samples, marginDb }];
          const spreads = { carrierCorrelationRatio: 0.8, readingSigmaDb: settings.phoneReadingSigmaDb };
          const [found] = runAcceptanceTests(walk, [{ carriers, combine: 'best' }], spreads);
          const { modelBiasSigmaDb: modelSigmaDb, phoneBiasSigmaDb: phoneSigmaDb } = settings;
          return passProbability(found.criticalBiasDb, { modelSigmaDb, phoneSigmaDb, sharedRatio: 0.8 });
        };
        // The least power that passes: there the implication is tightest.
        let [low, high] = [-60, 60];
        fc.pre(chanceAt(high) >= confidence);
        for (let step = 0; step < 11; step += 1) {
          const middle = (low + high) / 2;
          if (chanceAt(middle) >= confidence) high = middle;
          else low = middle;
        }
        let mean = 0;
        points.forEach((_, point) => {
          const sigmaDb = Math.hypot(5.5, samples.vehicleSigmaDb[point], settings.phoneReadingSigmaDb);
          mean += normalFraction((base[point] + high - implied.biasDb) / sigmaDb) / points.length;
        });
        expect(mean).toBeGreaterThanOrEqual(implied.neededRatio);
      }),
      { seed: 21, numRuns: isLong ? 400 : 1 },
    );
  });

  function marginsOf(
    points: readonly [number, number][],
    spec: {
      columns: number;
      rows: number;
      antennas: [number, number][];
      wall: number;
      wallDb: number;
      coverageRatio: number;
      spotM: number | null;
    },
  ): number[] {
    const { columns, rows, antennas, spotM } = spec;
    const [spotX, spotY] = [antennas[0][0] * columns, antennas[0][1] * rows];
    if (spotM !== null) {
      // As many locations as may are hopeless and the others sure, but for one spot.
      let hopeless = points.length - Math.ceil(spec.coverageRatio * points.length - 1e-9);
      return points.map(([x, y]) => {
        if (Math.hypot(x - spotX, y - spotY) < spotM) return 0;
        hopeless -= 1;
        return hopeless >= 0 ? -300 : 60;
      });
    }
    return points.map(([x, y]) => {
      const sum = antennas.reduce((total, [east, north]) => {
        const lossDb = 30 * Math.log10(Math.hypot(x - east * columns, y - north * rows, 1));
        return (
          total + 10 ** (-(lossDb + (east < spec.wall !== x < spec.wall * columns ? spec.wallDb : 0)) / 10)
        );
      }, 0);
      return 10 * Math.log10(sum) + 40;
    });
  }

  it('is nothing where the confidence is low', () => {
    const test = { locationCount: 1, neededRatio: 0.9 };
    expect(impliedCoverage([[[0, 0]]], test, 0.5, profile)).toBeUndefined();
    expect(impliedCoverage([[]], test, 0.95, profile)).toBeUndefined();
  });
});

describe('the lower bound', () => {
  it('is the smallest set there is, found by trying all (seed 31)', { tags: ['thorough'] }, () => {
    let optimal = 0;
    let tested = 0;
    fc.assert(
      fc.property(smallGarages(isLong ? 40 : 14), (garage) => {
        const min = smallestSet(garage, isLong && garage.candidateCount > 18 ? 4 : 6);
        fc.pre(min !== undefined);
        // Two more than needed are known, so that a wrong cut would show as a bound above the optimum.
        const problem = { ...garage.problem, knownCount: Math.min(garage.candidateCount, (min ?? 0) + 2) };
        const result = proveBound(highs, problem, enough, hooks(garage.meets));
        expect(result.lowerBound).toBeLessThanOrEqual(min ?? 0);
        expect(result.rootBound).toBeLessThanOrEqual((min ?? 0) + 1e-6);
        if (result.better) expect(garage.meets(result.better)).toBe(true);
        tested += 1;
        if (result.stopped === 'proven') {
          expect(result.lowerBound).toBe(min);
          optimal += 1;
        }
      }),
      { seed: 31, numRuns: isLong ? 400 : 4 },
    );
    expect(optimal).toBe(tested);
  });

  it('of a level is nowhere above what the level has in a set that meets the problem (seed 34)', () => {
    let proved = 0;
    fc.assert(
      fc.property(smallGarages(9), (garage) => {
        const { problem, candidateCount } = garage;
        const min = smallestSet(garage, 5);
        fc.pre(min !== undefined && problem.levels[1] === 1);
        const knownCount = Math.min(candidateCount, (min ?? 0) + 1);
        const bounds = boundLevels(highs, { ...problem, knownCount }, 2, () => false);
        const fewest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
        for (let bits = 0; bits < 1 << candidateCount; bits += 1) {
          const set = [...problem.positions.keys()].filter((candidate) => (bits >> candidate) % 2 === 1);
          if (set.length > knownCount || !garage.meets(set)) continue;
          const upper = set.filter((candidate) => problem.levels[candidate] === 0).length;
          fewest[0] = Math.min(fewest[0], upper);
          fewest[1] = Math.min(fewest[1], set.length - upper);
        }
        bounds.forEach((bound, level) => {
          expect(bound).toBeLessThanOrEqual(fewest[level]);
          proved += bound;
        });
      }),
      { seed: 34, numRuns: isLong ? 300 : 4 },
    );
    expect(proved).toBeGreaterThan(isLong ? 10 : 1);
  });

  it('is the same whenever it is computed, and says what it counted (seed 32)', () => {
    const [garage] = fc.sample(smallGarages(14), { seed: 32, numRuns: 1 });
    const run = () => proveBound(highs, garage.problem, enough, hooks(garage.meets));
    const first = run();
    expect(run()).toEqual(first);
    expect(first.linearPrograms).toBeGreaterThan(0);
  });

  it('stops at its budget, at the emergency stop and when cancelled, with what it has by then (seed 33)', {
    tags: ['thorough'],
  }, () => {
    const runs = fc
      .sample(smallGarages(14), { seed: 33, numRuns: isLong ? 15 : 6 })
      .map((garage) => ({ garage, whole: proveBound(highs, garage.problem, enough, hooks(garage.meets)) }));
    const [{ garage: hard, whole }] = runs.sort((a, b) => b.whole.linearPrograms - a.whole.linearPrograms);
    expect(whole.linearPrograms).toBeGreaterThan(20);
    const little = proveBound(highs, hard.problem, { ...enough, linearPrograms: 2 }, hooks(hard.meets));
    expect(little.stopped).toBe('budget');
    expect(little.lowerBound).toBeLessThanOrEqual(whole.lowerBound);
    const struck = proveBound(highs, hard.problem, enough, hooks(hard.meets, { expired: () => true }));
    expect(struck.stopped).toBe('expired');
    const goesOn = () => {
      throw new CancelledError();
    };
    expect(() => proveBound(highs, hard.problem, enough, hooks(hard.meets, { goesOn }))).toThrow(
      CancelledError,
    );
  });

  it('takes what is strange: no candidates, no locations, candidates twice', () => {
    const empty: BoundProblem = {
      positions: [],
      levels: [],
      fixed: [],
      layers: [],
      points: [],
      knownCount: 0,
    };
    expect(
      proveBound(
        highs,
        empty,
        enough,
        hooks(() => true),
      ).lowerBound,
    ).toBe(0);
    const garages = fc.sample(smallGarages(8), { seed: 34, numRuns: 30 });
    const { problem, meets } = garages.find(({ candidateCount, meets }) =>
      meets(Array.from({ length: candidateCount }, (_, index) => index)),
    ) as SmallGarage;
    const noLocations = { ...problem, layers: [{ ...problem.layers[0], floors: [] }], points: [] };
    expect(
      proveBound(
        highs,
        noLocations,
        enough,
        hooks(() => true),
      ).lowerBound,
    ).toBe(problem.fixed.length);
    const count = problem.positions.length;
    const twice: BoundProblem = {
      ...problem,
      positions: [...problem.positions, ...problem.positions],
      levels: [...Array.from(problem.levels), ...Array.from(problem.levels)],
      layers: problem.layers.map((layer) => ({
        ...layer,
        floors: layer.floors.map((floor) => ({
          ...floor,
          candidates: Int32Array.from({ length: 2 * count }, (_, candidate) => candidate),
          carriers: floor.carriers.map(({ ratios }) => ({ ratios: [...ratios, ...ratios] })),
        })),
      })),
      points: [],
    };
    const once = proveBound(highs, { ...problem, points: [] }, enough, hooks(meets));
    const both = proveBound(
      highs,
      twice,
      enough,
      hooks(() => false, { expired: () => true }),
    );
    expect(Number.isNaN(both.rootBound)).toBe(false);
    expect(both.rootBound).toBeLessThanOrEqual(once.lowerBound + 1e-6);
  });
});

/** Standard normal distribution by Simpson's rule. */
function normalFraction(z: number): number {
  const steps = 400;
  const reach = Math.min(8, Math.max(-8, z));
  let sum = 0;
  for (let step = 0; step <= steps; step += 1) {
    const t = (reach * step) / steps;
    sum += (step === 0 || step === steps ? 1 : step % 2 === 0 ? 2 : 4) * Math.exp((-t * t) / 2);
  }
  return 0.5 + (sum * reach) / steps / 3 / Math.sqrt(2 * Math.PI);
}
