import {
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  findCarrierProfile,
  predictPlan,
} from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createAcceptanceWalk,
  createMarginSlopes,
  type GarageSpreads,
  passProbability,
  runAcceptanceTests,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong, partsOf } from '../support/is-long.ts';
import { type BruteForceSample, bruteForceWalk } from './verdict-support/brute-force-walk.ts';

const solver = createPlainSolver(createSimdKernel());
const fields = new FieldStack(solver);
const errors = { modelSigmaDb: 3, phoneSigmaDb: 1.7, sharedRatio: 0.8 };
const [columns, rows] = [10, 6];
const grid = { originXMm: 0, originYMm: 0, cellMm: 6000, columns, rows };
const walk = createAcceptanceWalk([{ grid, cells: new Uint8Array(columns * rows).fill(1) }], {
  rule: 'share',
  coverageRatio: 0.9,
  confidence: 0.95,
  locationSpacingM: 6,
  decorrelationM: 6,
  locations: columns * rows,
});
const spreads = { carrierCorrelationRatio: 0.8, readingSigmaDb: 1 };
const noGarage: GarageSpreads = {
  exponentSigma: 0,
  obstacleSigmaRatio: 0,
  vehicleBiasSigmaDb: 0,
  antennaSigmaDb: 0,
  shadowingSigmaRatio: 0,
  antennaKeys: [11, 22, 33],
};

/** A hall with an antenna near each end and one in the middle: margins fall with the distance, and walls stand to the east. */
function samplesOf(marginDb: number) {
  const slopes = createMarginSlopes(walk.sampleCount);
  const antennasM = [
    [6, 15],
    [30, 15],
    [54, 15],
  ];
  const margins = new Float32Array(walk.sampleCount);
  const brute: BruteForceSample[] = [];
  for (let square = 0; square < walk.sampleCount; square += 1) {
    const cell = walk.levelCells[0][square];
    const [x, y] = [6 * (cell % columns), 6 * Math.floor(cell / columns)];
    const near = antennasM
      .map(([east, north], antenna) => ({ antenna, farM: Math.max(1, Math.hypot(x - east, y - north)) }))
      .sort((a, b) => a.farM - b.farM);
    const obstaclesDb = x > 40 ? 12 : 2;
    const nearRatio = near[1].farM ** 2 / (near[0].farM ** 2 + near[1].farM ** 2);
    slopes.distanceDb[square] = 10 * Math.log10(near[0].farM / 10);
    slopes.obstaclesDb[square] = obstaclesDb;
    slopes.antennas.set([near[0].antenna, near[1].antenna], 2 * square);
    slopes.antennaRatios.set([nearRatio, 1 - nearRatio], 2 * square);
    margins[square] = marginDb - 20 * Math.log10(near[0].farM / 10) - obstaclesDb / 2;
    brute.push({
      x,
      y,
      carriers: [
        [
          {
            marginDb: margins[square],
            sigmaDb: 6,
            vehicleSigmaDb: 0,
            slopes: {
              distanceDb: slopes.distanceDb[square],
              obstaclesDb,
              antennas: [
                [near[0].antenna, nearRatio],
                [near[1].antenna, 1 - nearRatio],
              ],
            },
          },
        ],
      ],
    });
  }
  const count = walk.sampleCount;
  const carrier = {
    number: 0,
    marginDb: margins,
    sigmaDb: new Float32Array(count).fill(6),
    vehicleSigmaDb: new Float32Array(count),
    slopes,
  };
  return { operator: { carriers: [carrier], combine: 'best' as const }, brute };
}

function chanceOf(marginDb: number, garage: Partial<GarageSpreads>): number {
  const { operator } = samplesOf(marginDb);
  const [{ criticalBiasDb }] = runAcceptanceTests(walk, [operator], {
    ...spreads,
    garage: { ...noGarage, ...garage },
  });
  return passProbability(criticalBiasDb, errors);
}

describe('the chance to pass over garages', () => {
  for (const { cases, tags } of partsOf<[string, object]>(
    [
      ['exponents that differ', { exponentSigma: 0.8 }],
      ['losses that differ', { obstacleSigmaRatio: 0.6 }],
      ['antennas that differ', { antennaSigmaDb: 5 }],
      ['shadowing that differs', { shadowingSigmaRatio: 0.5 }],
      [
        'all of it',
        { exponentSigma: 0.5, obstacleSigmaRatio: 0.4, antennaSigmaDb: 3, shadowingSigmaRatio: 0.3 },
      ],
    ],
    (index) => index === 4,
  ))
    it.each(cases)('%s: that of walks by brute force (seed 31)', { tags }, (_, garage) => {
      const tests = isLong ? 20_000 : 2500;
      for (const marginDb of [10, 14, 18]) {
        const [{ passed }] = bruteForceWalk([samplesOf(marginDb).brute], {
          ...{ coverageRatio: 0.9, decorrelationM: 6, readingSigmaDb: 1, carrierCorrelationRatio: 0.8 },
          ...{ modelSigmaDb: 3, phoneSigmaDb: 1.7, combine: 'best', offsetsDb: [0] },
          garages: { ...noGarage, ...garage },
          walks: tests,
          seed: 31,
        });
        const chance = chanceOf(marginDb, garage);
        const unsure = 2.6 * Math.sqrt((passed[0] * (1 - passed[0])) / tests);
        expect(Math.abs(chance - passed[0]), `${marginDb} dB`).toBeLessThan(0.02 + unsure);
      }
    });

  it('is no better than where every garage is as planned, where that is likely to pass', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 15, max: 24, noNaN: true }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        (marginDb, exponentSigma, obstacleSigmaRatio, antennaSigmaDb, shadowingSigmaRatio) => {
          const asPlanned = chanceOf(marginDb, {});
          fc.pre(asPlanned > 0.8);
          const chance = chanceOf(marginDb, {
            ...{ exponentSigma, obstacleSigmaRatio, antennaSigmaDb, shadowingSigmaRatio },
          });
          expect(chance).toBeLessThanOrEqual(asPlanned + 0.005);
        },
      ),
      { numRuns: isLong ? 200 : 12, seed: 4 },
    );
  });

  it('names what it rests on: nothing that has no spread, and what decides most first', {
    tags: ['thorough'],
  }, async () => {
    const carriers = findCarrierProfile('lte').filter(({ id }) => id === 'ctcc-lte1800');
    const plan = buildPlan({
      carriers,
      antennas: [buildAntenna('A1', 10.25, 16.25), buildAntenna('A2', 30.25, 16.25)],
      levels: [buildLevel()],
    });
    const withOverrides = (profileOverrides: Record<string, number>) => ({
      ...plan,
      requirements: { ...plan.requirements, profileOverrides },
    });
    const { assessment } = await predictPlan(plan, { solver, fields });
    expect(assessment.assumptions.map(({ key }) => key).sort()).toEqual([
      'antennaSigmaDb',
      'bodySigmaDb',
      'exponentSigma',
      'modelBiasSigmaDb',
      'obstacleSigmaRatio',
      'phoneBiasSigmaDb',
      'shadowingSigmaRatio',
    ]);
    // What a row says is what a plan with that spread at 0 has.
    for (const { key, knownPassProbability } of assessment.assumptions) {
      const known = await predictPlan(withOverrides({ [key]: 0 }), { solver, fields });
      expect(known.assessment.operators[0].passProbability, key).toBeCloseTo(knownPassProbability, 6);
      expect(known.assessment.assumptions.some((row) => row.key === key)).toBe(false);
    }
    const [{ passProbability: asAssumed }] = assessment.operators;
    const weights = assessment.assumptions.map(({ knownPassProbability }) =>
      Math.abs(knownPassProbability - asAssumed),
    );
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
  });
});
