import { existsSync, readFileSync } from 'node:fs';
import {
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  findCarrierProfile,
  type Plan,
  planGarage,
  predictPlan,
} from '@diku/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { buildAntenna, buildLevel, buildPlan } from './build-garage.ts';
import { bruteForceWalk } from './verdict-support/brute-force-walk.ts';
import { walkSamples } from './verdict-support/walk-samples.ts';

/** Walks played out per garage; the long run plays more, adds a garage of two levels, and prints every difference. */
const walks = Number(process.env.DIKU_PLAYED_WALKS ?? 2000);
const isLong = process.env.DIKU_PLAYED_WALKS !== undefined;
const solver = createPlainSolver(createSimdKernel());
const garage = new URL('../../shared/data/garages/g03_typ_two_level.dxf', import.meta.url);

/** Ten thousand walks of the largest garage take minutes, on a busy machine several times as many. */
const timeoutMs = isLong ? 3_600_000 : 120_000;
/** Printed at the end of the long run. */
let largest = '';
let largestPoints = 0;

/** Points of a hundred that the chance to pass may be off, over what the walks played out are themselves unsure of. */
const allowedPoints = 2;

interface Case {
  name: string;
  plan: Plan;
  /** Added to the port powers: as many situations from hopeless to safe, dB. */
  offsetsDb: number[];
  longOnly?: true;
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
  { name: 'small, two antennas', plan: buildPlan({ antennas: two, carriers }), offsetsDb: [-20, -14, -7] },
  {
    name: 'half strong, half weak',
    plan: buildPlan({
      antennas: [buildAntenna('A1', 4.25, 12.25)],
      carriers,
      levels: [buildLevel({ openings: [] })],
    }),
    offsetsDb: [-7, 2, 11],
  },
  {
    name: 'bays only',
    plan: buildPlan({ antennas: two, levels: [buildLevel({ bays })], carriers }),
    offsetsDb: [-9, -3, 5],
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
    offsetsDb: [-18, -12, -7],
  },
];

/** Product and brute force at every offset: per operator and for all together. */
async function compare({ name, plan, offsetsDb }: Case, count = walks) {
  const fields = new FieldStack(solver);
  const base = await predictPlan(plan, { solver, fields });
  const { profile } = base;
  const played = bruteForceWalk(walkSamples(base), {
    coverageRatio: plan.requirements.coverageRatio,
    decorrelationM: profile.decorrelationM,
    readingSigmaDb: profile.phoneReadingSigmaDb,
    modelSigmaDb: profile.modelBiasSigmaDb,
    phoneSigmaDb: profile.phoneBiasSigmaDb,
    carrierCorrelationRatio: profile.carrierCorrelationRatio,
    combine: plan.requirements.everyCarrier ? 'worst' : 'best',
    offsetsDb,
    walks: count,
    seed: 1 + name.length,
  });
  const rows: { offsetDb: number; who: string; found: number; played: number }[] = [];
  for (const [index, offsetDb] of offsetsDb.entries()) {
    const carriers = plan.carriers.map((carrier) => ({
      ...carrier,
      portPowerDbm: carrier.portPowerDbm + offsetDb,
    }));
    const { assessment } = await predictPlan({ ...plan, carriers }, { solver, fields });
    assessment.operators.forEach(({ operator, passProbability }, order) => {
      rows.push({ offsetDb, who: operator, found: passProbability, played: played[index].passed[order] });
    });
    rows.push({
      offsetDb,
      who: 'all',
      found: assessment.target.jointPassProbability,
      played: played[index].allPassed,
    });
  }
  return rows;
}

function expectAgreement(rows: Awaited<ReturnType<typeof compare>>, count = walks): void {
  for (const { offsetDb, who, found, played } of rows) {
    const unsurePoints = 100 * 2.6 * Math.sqrt((played * (1 - played)) / count);
    expect(
      Math.abs(100 * (found - played)),
      `${who} at ${offsetDb} dB: ${found}, played ${played}`,
    ).toBeLessThan(allowedPoints + unsurePoints);
  }
}

function printRows(name: string, rows: Awaited<ReturnType<typeof compare>>): void {
  if (!isLong) return;
  for (const { offsetDb, who, found, played } of rows) {
    const cells = [name, offsetDb, who, 100 * played, 100 * found, 100 * (found - played)].map((cell) =>
      typeof cell === 'number' && cell !== offsetDb ? cell.toFixed(1) : String(cell),
    );
    console.log(`| ${cells.join(' | ')} |`);
    const points = 100 * Math.abs(found - played);
    if (points > largestPoints) {
      largestPoints = points;
      largest = `${points.toFixed(2)} points, ${name} at ${offsetDb} dB, ${who}`;
    }
  }
}

describe(`chance to pass against ${walks} walks played out`, () => {
  it.each(cases.filter(({ longOnly }) => isLong || !longOnly))(
    '$name',
    async (situation) => {
      const rows = await compare(situation);
      printRows(situation.name, rows);
      expectAgreement(rows);
      const all = rows.map(({ played }) => played);
      expect(Math.min(...all), 'a hopeless situation is among them').toBeLessThan(0.5);
      expect(Math.max(...all), 'and a safe one').toBeGreaterThan(0.8);
    },
    timeoutMs,
  );

  it.skipIf(!isLong || !existsSync(garage))(
    'g03, two levels, from the drawing (skipped in the short run, and where the drawing is absent)',
    async () => {
      const { plan } = await planGarage({ drawing: readFileSync(garage) }, { solver, effort: 'low' });
      // 2,600 samples: a walk takes as long as a hundred of the others.
      const count = Math.ceil(walks / 4);
      const offsetsDb = [-12, -8, -4, 0, 3];
      const rows = await compare({ name: 'g03', plan, offsetsDb }, count);
      printRows('g03', rows);
      expectAgreement(rows, count);
    },
    timeoutMs,
  );

  afterAll(() => {
    if (isLong) console.log(`largest difference: ${largest}`);
  });
});
