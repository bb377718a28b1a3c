/** @module-tag thorough */
import {
  acceptWalk,
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  findCarrierProfile,
  type Plan,
  predictPlan,
} from '@diku/engine';
import { surveyPrediction } from '@diku/engine/measurement';
import { describe, expect, it } from 'vitest';
import {
  drawTest,
  polarNormal,
  prepareDeviating,
  prepareTests,
  readingsCsv,
} from '../../benchmarks/lib/simulate-acceptance.mjs';
import { evaluateTest } from '../../packages/engine/src/measurement/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';

/** Tests played out per case; the long run plays more, in more cases. Of garages see `benchmarks/measure-acceptance.mjs`. */
const tests = isLong ? 10_000 : 160;
const solver = createPlainSolver(createSimdKernel());
const timeoutMs = isLong ? 3_600_000 : 120_000;

/** Points of a hundred that a chance may be off, over what the tests played out are themselves unsure of. */
const allowedPoints = 3;

/** Tests at the same locations of the same garage, and how many such there are of garages that deviate. */
const perSurvey = Math.max(40, Math.ceil(tests / 25));
const perDeviating = 4;

type ReadySurvey = Extract<ReturnType<typeof surveyPrediction>, { status: 'ready' }>;

interface Case {
  name: string;
  plan: Plan;
  /** Added to the port powers: as many situations from hopeless to safe, dB. */
  offsetsDb: number[];
  longOnly?: true;
  /** Garages differ from the plan by what the profile says; else they are as the plan says. */
  deviates?: true;
}

const asPlanned = {
  exponentSigma: 0,
  obstacleSigmaRatio: 0,
  antennaSigmaDb: 0,
  vehicleBiasSigmaDb: 0,
  shadowingSigmaRatio: 0,
};

function demanding(acceptance: Plan['requirements']['acceptance']): Plan['requirements'] {
  return { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023', acceptance };
}

const bays = [0, 1, 2, 3].flatMap((row) =>
  Array.from({ length: 15 }, (_, index) => ({
    id: `p${row}-${index}`,
    polygon: [
      [2 + 2.4 * index, 1 + 6 * row],
      [4.4 + 2.4 * index, 1 + 6 * row],
      [4.4 + 2.4 * index, 6.3 + 6 * row],
      [2 + 2.4 * index, 6.3 + 6 * row],
    ] as [number, number][],
  })),
);
/** One carrier for calls of each of two operators. */
const carriers = findCarrierProfile('lte').filter(({ id }) => id === 'ctcc-lte1800' || id === 'cucc-lte1800');
const two = [buildAntenna('A1', 10.25, 16.25), buildAntenna('A2', 30.25, 16.25)];

const cases: Case[] = [
  {
    name: 'small, two antennas',
    plan: buildPlan({ antennas: two, carriers }),
    offsetsDb: [-20, -14, -7],
    longOnly: true,
  },
  {
    name: 'half strong, half weak',
    longOnly: true,
    plan: buildPlan({
      antennas: [buildAntenna('A1', 4.25, 12.25)],
      carriers,
      levels: [buildLevel({ openings: [] })],
    }),
    offsetsDb: [-7, 2, 11],
  },
  {
    name: 'bays only, the phone in a car',
    plan: buildPlan({
      antennas: two,
      levels: [buildLevel({ bays })],
      carriers,
      requirements: demanding({ phone: 'in-car' }),
    }),
    offsetsDb: [-9, -3, 5],
    longOnly: true,
  },
  {
    name: 'the ratio proved',
    plan: buildPlan({
      antennas: two,
      carriers,
      // So small a floor proves no more.
      requirements: { ...demanding({ rule: 'confidence' }), confidence: 0.8 },
    }),
    offsetsDb: [-18, -10, -3],
    longOnly: true,
  },
  {
    name: 'every carrier',
    plan: buildPlan({
      antennas: two,
      requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023', everyCarrier: true },
    }),
    offsetsDb: [-17, -10, -3],
    longOnly: true,
  },
  {
    name: 'no common error',
    longOnly: true,
    plan: buildPlan({
      antennas: two,
      carriers,
      requirements: {
        coverageRatio: 0.9,
        confidence: 0.95,
        profile: 'shanghai-2023',
        profileOverrides: { modelBiasSigmaDb: 0, phoneBiasSigmaDb: 0 },
      },
    }),
    offsetsDb: [-18, -15, -12],
  },
  {
    name: 'garages that deviate',
    deviates: true,
    plan: buildPlan({ antennas: two, carriers, levels: [buildLevel({ points: [] })] }),
    offsetsDb: [-20, -12, -4],
  },
  {
    name: 'two levels, 16 m × 12 m',
    plan: buildPlan({
      carriers,
      antennas: [buildAntenna('A1', 4.25, 6.25), buildAntenna('A2', 4.25, 6.25, { level: 'B2' })],
      levels: ['B1', 'B2'].map((id, index) =>
        buildLevel({
          id,
          elevationM: -4.2 - 3.6 * index,
          outline: [
            [0, 0],
            [16, 0],
            [16, 12],
            [0, 12],
          ],
          walls: [],
          columns: [],
          openings: [],
          points: [],
        }),
      ),
    }),
    offsetsDb: [-24, -14, -8],
  },
];

function withOverrides(plan: Plan, overrides: Record<string, number>): Plan {
  const { requirements } = plan;
  const profileOverrides = { ...requirements.profileOverrides, ...overrides };
  return { ...plan, requirements: { ...requirements, profileOverrides } };
}

/** Printed chances and fractions of tests passed at every offset: per operator, all, and all with every point. */
async function compare({ plan, offsetsDb, deviates }: Case) {
  const fields = new FieldStack(solver);
  const given = deviates ? plan : withOverrides(plan, asPlanned);
  const each = deviates ? perDeviating : perSurvey;
  // Other locations every so many tests: the chance is that before they are drawn. Powers do not move them.
  const seeds = Math.ceil(tests / each);
  let surveys: ReadySurvey[] = [];
  const rows: { offsetDb: number; who: string; printed: number; played: number }[] = [];
  for (const offsetDb of offsetsDb) {
    const carriers = given.carriers.map((carrier) => ({
      ...carrier,
      portPowerDbm: carrier.portPowerDbm + offsetDb,
    }));
    const prediction = await predictPlan({ ...given, carriers }, { solver, fields });
    const { plan, assessment } = prediction;
    const orderSurvey = (seed: number) => {
      const survey = surveyPrediction(prediction, { seed });
      if (survey.status !== 'ready') throw new Error(survey.status);
      return survey;
    };
    if (surveys.length === 0) surveys = Array.from({ length: seeds }, (_, index) => orderSurvey(index + 1));
    else expect(orderSurvey(1).points).toEqual(surveys[0].points);
    const count = new Map<string, number>();
    const add = (who: string, passes: boolean) => count.set(who, (count.get(who) ?? 0) + Number(passes));
    let operators: string[] = [];
    for (let seed = 1; seed <= seeds; seed += 1) {
      const survey = surveys[seed - 1];
      const prepared = deviates
        ? prepareDeviating(plan, survey, polarNormal(seed))
        : prepareTests(plan, survey);
      operators = prepared.operators;
      for (let test = 0; test < each; test += 1) {
        const readings = drawTest(prepared, polarNormal(1000 * seed + test));
        const evaluation = evaluateTest(plan, readings, prepared.operators, {
          ...{ profile: prepared.profile, evaluatePoints: true },
          rule: plan.requirements.acceptance?.rule ?? 'share',
        });
        if (seed === 1 && test === 0) expectSame(plan, readings, evaluation);
        for (const { operator, status } of evaluation.operators) add(operator, status === 'passed');
        add(
          'all',
          evaluation.operators.every(({ status }) => status === 'passed'),
        );
        add('all and points', evaluation.passed);
      }
    }
    const { jointPassProbability, withPointsPassProbability } = assessment.target;
    const row = (who: string, printed: number) =>
      rows.push({ offsetDb, who, printed, played: (count.get(who) ?? 0) / (each * seeds) });
    for (const [index, who] of operators.entries()) row(who, assessment.operators[index].passProbability);
    row('all', jointPassProbability);
    row('all and points', withPointsPassProbability);
  }
  return rows;
}

/** Read from a file as `diku accept` does it, a test comes to the same. */
function expectSame(
  plan: Plan,
  readings: Parameters<typeof readingsCsv>[0],
  evaluation: ReturnType<typeof evaluateTest>,
): void {
  const bytes = new TextEncoder().encode(readingsCsv(readings));
  const accepted = acceptWalk(plan, [{ name: 'walk.csv', bytes }]);
  const counts = (operators: (typeof evaluation)['operators']) =>
    operators.map(({ operator, served, locations, status }) => ({ operator, served, locations, status }));
  expect(counts(accepted.operators)).toEqual(counts(evaluation.operators));
  expect(accepted.passed).toBe(evaluation.passed);
}

describe(`the chance that is printed against ${tests} acceptance tests evaluated by the code of accept`, () => {
  it.each(cases.filter(({ longOnly }) => isLong || !longOnly))(
    '$name',
    async (situation) => {
      const rows = await compare(situation);
      for (const { offsetDb, who, printed, played } of rows) {
        const text = `${who} at ${offsetDb} dB: printed ${printed}, played ${played}`;
        if (isLong) console.log(`${situation.name}: ${text}`);
        const unsurePoints = 100 * 2.6 * Math.sqrt((played * (1 - played)) / tests);
        expect(Math.abs(100 * (printed - played)), text).toBeLessThan(allowedPoints + unsurePoints);
      }
      const all = rows.map(({ played }) => played);
      expect(Math.min(...all), 'a hopeless situation is among them').toBeLessThan(0.5);
      expect(Math.max(...all), 'and a safe one').toBeGreaterThan(0.8);
    },
    timeoutMs,
  );
});
