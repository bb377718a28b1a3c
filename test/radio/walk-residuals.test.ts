import { readFileSync } from 'node:fs';
import {
  acceptWalk,
  createPlainSolver,
  createSimdKernel,
  type Plan,
  parsePlan,
  predictPlan,
} from '@diku/engine';

import { tracePointSignals } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { createNormalSource, createRandom } from '../../packages/engine/src/core/index.ts';
import { planProfile, type WalkResiduals } from '../../packages/engine/src/plan/index.ts';
import {
  applyPortPowers,
  type CarrierMap,
  cellKind,
  correctSignal,
  prepareService,
  residualBasis,
  serviceSignal,
  signalAt,
  signalLength,
} from '../../packages/engine/src/radio/index.ts';
import { fixturePlan } from '../support/run-cli.ts';

const solver = createPlainSolver(createSimdKernel());
const predict = (plan: Plan) => predictPlan(plan, { solver, resolutionM: 1 });

/** The fixture's garage by a calibrated model without anything left over; for speed, one carrier only. */
const bare: Plan = (() => {
  const document = JSON.parse(readFileSync(fixturePlan, 'utf8'));
  const calibration = { basis: 'multi-wall', exponent: 2.4, offsetDb: {}, otherOffsetDb: 3 };
  return parsePlan({
    ...document,
    carriers: document.carriers.slice(0, 1),
    propagation: { model: 'calibrated', calibration },
  });
})();
const carrierId = bare.carriers[0].id;

const covariance = { shadowingSigmaDb: 5, decorrelationM: 8, noiseSigmaDb: 1, seriesCorrelation: 0.5 };

/** The plan with local means of both levels: 25 dB less than fitted about (46, 31) of B1, as fitted elsewhere. */
function withResiduals(plan: Plan, changed: Partial<WalkResiduals> = {}): Plan {
  const powered = applyPortPowers(plan);
  const aisle = Array.from({ length: 15 }, (_, index) => 2 + 4 * index);
  const means = (isWeak: boolean): [number, number, number, number][] =>
    [6, 20, 31].flatMap((y) =>
      aisle.map((x): [number, number, number, number] => [
        x,
        y,
        isWeak && Math.hypot(x - 46, y - 31) < 10 ? -25 : 0,
        1,
      ]),
    );
  const residuals: WalkResiduals = {
    ...covariance,
    levels: plan.levels.map((level) => ({ level: level.id, basis: residualBasis(powered, level) })),
    series: plan.levels.map(({ id: level }) => ({ level, carrier: carrierId, means: means(level === 'B1') })),
    ...changed,
  };
  const calibration = { ...plan.propagation?.calibration, residuals };
  return parsePlan(
    JSON.parse(JSON.stringify({ ...plan, propagation: { model: 'calibrated', calibration } })),
  );
}

const cellNear = ({ grid }: CarrierMap, x: number, y: number) =>
  Math.round((1000 * y - grid.originYMm) / grid.cellMm) * grid.columns +
  Math.round((1000 * x - grid.originXMm) / grid.cellMm);

const bytesOf = ({ rsrpDbm, sinrDb, marginDb, sigmaDb, limiting, servedProbability }: CarrierMap) =>
  [rsrpDbm, sinrDb, marginDb, sigmaDb, limiting, servedProbability].map((values) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
  );

describe('residuals of a walk in a prediction', () => {
  it('move the level by what is left over, spread it less near the walk, and leave what is far as it is', async () => {
    const [without, corrected] = await Promise.all([predict(bare), predict(withResiduals(bare))]);
    const [before, after] = [without.maps[0], corrected.maps[0]];
    const at = (map: CarrierMap, key: 'rsrpDbm', x: number, y: number) => map[key][cellNear(map, x, y)];
    // A mean with 1 dB of its own among others that agree.
    expect(at(after, 'rsrpDbm', 46, 31) - at(before, 'rsrpDbm', 46, 31)).toBeLessThan(-22);
    expect(at(after, 'rsrpDbm', 46, 31) - at(before, 'rsrpDbm', 46, 31)).toBeGreaterThan(-25);
    expect(Math.abs(at(after, 'rsrpDbm', 10, 6) - at(before, 'rsrpDbm', 10, 6))).toBeLessThan(0.3);
    // Of 25 + 1 dB² there remain the 1 dB² of each location and of the field less than its mean's noise.
    const [spread, narrowed] = [bare, withResiduals(bare)].map(
      (plan) =>
        tracePointSignals(plan, [{ x: 18, y: 31, z: 1.5, level: 'B1' }], { carrierId })[0].levelSigmaDb,
    );
    const ratio = (narrowed / spread) ** 2;
    expect(ratio).toBeGreaterThan(1 / 26);
    expect(ratio).toBeLessThan(2 / 26);
    for (let cell = 0; cell < after.cells.length; cell += 1) {
      if (after.cells[cell] === cellKind.none) continue;
      expect(after.sigmaDb[cell]).toBeLessThanOrEqual(before.sigmaDb[cell]);
      expect(after.rsrpDbm[cell]).toBeLessThan(before.rsrpDbm[cell] + 1.5);
    }
    expect(corrected.notes.map(({ code }) => code)).not.toContain('residuals-dropped');
  });

  it('make the weak places and the chance to pass those of the corrected field', async () => {
    const [without, corrected] = await Promise.all([predict(bare), predict(withResiduals(bare))]);
    const [before, after] = [without, corrected].map(({ assessment }) => assessment.operators[0]);
    expect(after.passProbability).toBeLessThan(before.passProbability);
    const [first] = corrected.assessment.target.limiting.places;
    expect(first.level).toBe('B1');
    expect(Math.hypot(first.position[0] - 46, first.position[1] - 31)).toBeLessThan(8);
  });

  it('are the same in maps, points, traces and the comparison with a later walk', async () => {
    const plan = withResiduals(bare);
    const { maps } = await predict(plan);
    const [map] = maps;
    const cells = [...map.cells.keys()].filter(
      (cell) => map.cells[cell] === cellKind.onFoot && cell % 97 === 0,
    );
    expect(cells.length).toBeGreaterThan(5);
    const z = planProfile(plan).phoneHeightM;
    const points = cells.map((cell) => ({
      x: (map.grid.originXMm + (cell % map.grid.columns) * map.grid.cellMm) / 1000,
      y: (map.grid.originYMm + Math.floor(cell / map.grid.columns) * map.grid.cellMm) / 1000,
      z,
      level: 'B1',
    }));
    tracePointSignals(plan, points, { carrierId }).forEach((signal, index) => {
      expect(signal.rsrpDbm).toBeCloseTo(map.rsrpDbm[cells[index]], 2);
      expect(signal.sinrDb).toBeCloseTo(map.sinrDb[cells[index]], 2);
      expect(signal.sigmaDb).toBeCloseTo(map.sigmaDb[cells[index]], 2);
    });
    // A walk that receives just what the corrected map shows.
    const rows = points.map(({ x, y, level }, index) =>
      [level, carrierId, x, y, map.rsrpDbm[cells[index]]].join(','),
    );
    const bytes = new TextEncoder().encode(['level,carrier,x,y,RSRP', ...rows].join('\n'));
    const compared = (each: Plan) => acceptWalk(each, [{ name: 'w.csv', bytes }], {}).comparison[0];
    expect(Math.hypot(compared(plan).sigmaDb)).toBeLessThan(0.6 * compared(bare).sigmaDb);
  });

  it('are left out on a level where an antenna moved, a power or a wall changed, and a note says so', async () => {
    const plan = withResiduals(bare);
    const antenna = plan.antennas.find(({ level }) => level === 'B1') as Plan['antennas'][number];
    const edits: Record<string, Plan> = {
      moved: {
        ...plan,
        antennas: plan.antennas.map((each) =>
          each === antenna ? { ...each, position: [each.position[0] + 0.5, each.position[1]] } : each,
        ),
      },
      added: {
        ...plan,
        antennas: [...plan.antennas, { ...antenna, id: 'new', position: [46, 31] }],
      },
      wall: {
        ...plan,
        levels: plan.levels.map((level) =>
          level.id === 'B1' ? { ...level, walls: level.walls?.slice(1) } : level,
        ),
      },
    };
    for (const [name, edited] of Object.entries(edits)) {
      const plain = { ...edited, propagation: bare.propagation };
      const [found, expected] = await Promise.all([predict(edited), predict(plain)]);
      expect(bytesOf(found.maps[0]), name).toEqual(bytesOf(expected.maps[0]));
      expect(
        found.notes.find(({ code }) => code === 'residuals-dropped'),
        name,
      ).toMatchObject({ levels: ['B1'] });
      // The other level is as it was measured.
      expect(bytesOf(found.maps[1]), name).not.toEqual(bytesOf(expected.maps[1]));
    }
    const louder = { ...plan, carriers: plan.carriers.map((each) => ({ ...each, portPowerDbm: 15 })) };
    expect((await predict(louder)).notes.find(({ code }) => code === 'residuals-dropped')).toMatchObject({
      levels: ['B1', 'B2'],
    });
  });

  it('count by the correlation between carriers where another was measured', async () => {
    const measured = await predict(withResiduals(bare));
    const series = withResiduals(bare).propagation?.calibration?.residuals?.series ?? [];
    const ofAnother = series.map((each) => ({ ...each, carrier: 'another' }));
    const other = await predict(withResiduals(bare, { series: ofAnother }));
    const without = await predict(bare);
    const shift = ({ maps: [map] }: typeof measured) => {
      const cell = cellNear(map, 46, 31);
      return map.rsrpDbm[cell] - without.maps[0].rsrpDbm[cell];
    };
    expect(shift(other) / shift(measured)).toBeCloseTo(covariance.seriesCorrelation, 3);
  });

  it('has a parser that refuses too many means and those that are none', () => {
    const many = Array.from({ length: 3001 }, () => [1, 1, 0, 1] as [number, number, number, number]);
    const [first] = withResiduals(bare).propagation?.calibration?.residuals?.series ?? [];
    const halves = [many.slice(1500), many.slice(1500, 3000)].map((means) => ({ ...first, means }));
    expect(() => withResiduals(bare, { series: halves })).toThrow(/residuals.*3,000/);
    const silent = [{ ...first, means: [[1, 1, 0, 0] as [number, number, number, number]] }];
    expect(() => withResiduals(bare, { series: silent })).toThrow(/means/);
  });
});

describe('the correction of a signal', () => {
  it('moves and narrows SINR by as much of the level as interference does not share, seed 1', () => {
    const profile = { ...planProfile(bare), shadowingSigmaDb: 6, shadowingCorrelationRatio: 0.5 };
    const service = prepareService(bare.carriers[0], 'voice', 'open', profile);
    const [bestMw, sumMw] = [1e-7, 1.5e-7];
    const [plain, known] = [new Float64Array(signalLength), new Float64Array(signalLength)];
    for (const into of [plain, known]) serviceSignal(service, bestMw, bestMw ** 2, sumMw, bestMw, into);
    correctSignal(service, bestMw, sumMw, Float64Array.of(-4, 0.25), known);
    expect(known[signalAt.rsrpDbm] - plain[signalAt.rsrpDbm]).toBeCloseTo(-4, 9);
    expect(known[signalAt.levelSigmaDb]).toBeCloseTo(plain[signalAt.levelSigmaDb] / 2, 9);
    // Draws: a common part, one of the serving cell and one of the other; interference drowns noise here.
    const normal = createNormalSource(createRandom(1));
    let [levels2, product, sinrs2] = [0, 0, 0];
    const draws = 100_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const common = 6 * Math.SQRT1_2 * normal();
      const levelDb = common + 6 * Math.SQRT1_2 * normal();
      const sinrDb = levelDb - (common + 6 * Math.SQRT1_2 * normal());
      levels2 += levelDb ** 2 / draws;
      product += (levelDb * sinrDb) / draws;
      sinrs2 += sinrDb ** 2 / draws;
    }
    const slope = product / levels2;
    const left = sinrs2 - 0.75 * slope * product;
    expect((known[signalAt.sinrDb] - plain[signalAt.sinrDb]) / -4).toBeCloseTo(slope, 1);
    expect(known[signalAt.sinrSigmaDb] / Math.sqrt(left)).toBeCloseTo(1, 1);
    expect(plain[signalAt.sinrSigmaDb] / Math.sqrt(sinrs2)).toBeCloseTo(1, 1);
  });
});
