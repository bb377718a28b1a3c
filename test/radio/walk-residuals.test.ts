import { readFileSync } from 'node:fs';
import {
  acceptWalk,
  createPlainSolver,
  createSimdKernel,
  type Plan,
  parsePlan,
  predictPlan,
  traceLink,
} from '@diku/engine';

import { noteText } from '@diku/engine/documents';
import { tracePointSignals, tracePoints, traceRayLink, trackAntenna } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { createNormalSource, createRandom } from '../../packages/engine/src/core/index.ts';
import {
  type Calibration,
  openingKindRow,
  planProfile,
  type WalkResiduals,
} from '../../packages/engine/src/plan/index.ts';
import {
  applyPortPowers,
  type CarrierMap,
  cellKind,
  correctSignal,
  measuredLevel,
  prepareService,
  residualBasis,
  serviceSignal,
  signalAt,
  signalLength,
} from '../../packages/engine/src/radio/index.ts';
import { onceOf } from '../support/once.ts';
import { fixturePlan } from '../support/run-cli.ts';

const solver = createPlainSolver(createSimdKernel());
const predict = onceOf((plan: Plan) => predictPlan(plan, { solver, resolutionM: 1 }));

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

const centreOf = ({ grid }: CarrierMap, cell: number) => ({
  x: (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000,
  y: (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000,
});

const bytesOf = ({ rsrpDbm, sinrDb, marginDb, sigmaDb, limiting, servedProbability }: CarrierMap) =>
  [rsrpDbm, sinrDb, marginDb, sigmaDb, limiting, servedProbability].map((values) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
  );

describe('residuals of a walk in a prediction', () => {
  it('move the level by what is left over, spread it less near the walk, and leave what is far as it is', {
    tags: ['thorough'],
  }, async () => {
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

  it('are left out on a level where an antenna moved, a power or a wall changed, and a note says so', {
    tags: ['thorough'],
  }, async () => {
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

type Means = [number, number, number, number][];

/** A calibrated plan that knows which antennas each local mean of B1 is of: three quarters the nearest one, the rest the next. */
function withAntennas(plan: Plan, residualDb: (x: number, y: number) => number, cell?: string): Plan {
  const powered = applyPortPowers(plan);
  const onB1 = plan.antennas.filter(({ level }) => level === 'B1');
  const means: Means = Array.from({ length: 15 * 4 }, (_, index) => {
    const [x, y] = [2 + 4 * (index % 15), 4 + 9 * Math.floor(index / 15)];
    return [x, y, residualDb(x, y), 1];
  });
  const antennaRatios = means.map(([x, y]): [number, number][] => {
    const ranked = onB1
      .map(({ position }, index) => ({ index, apartM: Math.hypot(position[0] - x, position[1] - y) }))
      .sort((a, b) => a.apartM - b.apartM);
    return [
      [ranked[0].index, 0.75],
      [ranked[1].index, 0.25],
    ];
  });
  const ofB1 = { level: 'B1', carrier: carrierId, ...(cell ? { cell } : {}), means, antennaRatios };
  const level = plan.levels.find(({ id }) => id === 'B1') as Plan['levels'][number];
  return withResiduals(plan, { levels: [measuredLevel(powered, level, [carrierId])], series: [ofB1] });
}

const edited = (plan: Plan, id: string, change: Partial<Plan['antennas'][number]>): Plan => ({
  ...plan,
  antennas: plan.antennas.map((each) => (each.id === id ? { ...each, ...change } : each)),
});
const plainOf = (plan: Plan): Plan => ({ ...plan, propagation: bare.propagation });

const residualsOf = ({ propagation }: Plan) =>
  (propagation as { calibration: Calibration }).calibration.residuals as WalkResiduals;

/** Level of one part of the field from all means at once: independent of neighbourhoods and factors. */
function denseEstimate(plan: Plan, gone: readonly string[], part: number, x: number, y: number) {
  const { series, levels } = residualsOf(plan);
  const [{ means, antennaRatios = [] }] = series;
  const numbers = gone.map((id) => levels[0].antennas?.findIndex((each) => each.id === id));
  const partsAt = means.map((_, index) => {
    const ofGone = numbers.map(
      (number) => antennaRatios[index].find(([antenna]) => antenna === number)?.[1] ?? 0,
    );
    return [1 - ofGone.reduce((sum, ratio) => sum + ratio, 0), ...ofGone];
  });
  const { shadowingSigmaDb, decorrelationM } = covariance;
  const near = (a: readonly number[], b: readonly number[]) =>
    shadowingSigmaDb ** 2 * Math.exp(-Math.hypot(a[0] - b[0], a[1] - b[1]) / decorrelationM);
  const matrix = means.map((a, row) =>
    means.map((b, column) => {
      const shared = partsAt[row].reduce((sum, weight, index) => sum + weight * partsAt[column][index], 0);
      return shared * near(a, b) + (row === column ? a[3] ** 2 : 0);
    }),
  );
  const towards = means.map((mean, index) => partsAt[index][part] * near(mean, [x, y]));
  const weights = solveDense(matrix, towards);
  return weights.reduce((sum, weight, index) => sum + weight * means[index][2], 0);
}

function solveDense(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]]);
  rows.forEach((pivot, column) => {
    rows.forEach((row, at) => {
      if (at === column) return;
      const factor = row[column] / pivot[column];
      for (let k = column; k < row.length; k += 1) row[k] -= factor * pivot[k];
    });
  });
  return rows.map((row, index) => row[row.length - 1] / row[index]);
}

describe('residuals of a walk after antennas changed', () => {
  const wavy = (x: number, y: number) => 8 * Math.sin(x / 7) + 5 * Math.cos(y / 9);
  const measured = withAntennas(bare, wavy);

  it('are the same to the bit as long as every antenna hangs as measured, whatever its name and power', {
    tags: ['thorough'],
  }, async () => {
    const { levels } = residualsOf(measured);
    const [{ level, basis }] = levels;
    const residuals = { ...measured.propagation?.calibration?.residuals, levels: [{ level, basis }] };
    const calibration = { ...measured.propagation?.calibration, residuals } as never;
    const whole: Plan = { ...measured, propagation: { ...measured.propagation, calibration } };
    const [found, expected] = await Promise.all([predict(measured), predict(whole)]);
    expect(bytesOf(found.maps[0])).toEqual(bytesOf(expected.maps[0]));
    const renamed = await predict(edited(measured, 'ANT3-B1', { id: 'other' }));
    expect(bytesOf(renamed.maps[0])).toEqual(bytesOf(expected.maps[0]));
    // A correction is of the paths: with another power they carry that.
    const louder = edited(measured, 'ANT1-B1', { portPowerDbm: { [carrierId]: 21 } });
    const [corrected, plain, before] = await Promise.all([
      predict(louder),
      predict(plainOf(louder)),
      predict(plainOf(measured)),
    ]);
    for (const [x, y] of [
      [12, 12],
      [28, 12],
      [48, 20],
    ]) {
      const cell = cellNear(expected.maps[0], x, y);
      const shiftDb = expected.maps[0].rsrpDbm[cell] - before.maps[0].rsrpDbm[cell];
      expect(corrected.maps[0].rsrpDbm[cell] - plain.maps[0].rsrpDbm[cell]).toBeCloseTo(shiftDb, 3);
    }
    expect(corrected.notes.map(({ code }) => code)).not.toContain('residuals-partial');
  });

  it('move what the antennas give that stayed, by the field that brute force finds, and nothing else', async () => {
    // So far that nothing of the old place is left.
    const moved = edited(measured, 'ANT2-B1', { position: [40, 26] });
    const [{ maps, notes }, plain] = await Promise.all([predict(moved), predict(plainOf(moved))]);
    const [map] = maps;
    const z = planProfile(moved).phoneHeightM;
    let largestDb = 0;
    for (const cell of map.cells.keys()) {
      if (map.cells[cell] !== cellKind.onFoot || cell % 89 !== 0) continue;
      const x = (map.grid.originXMm + (cell % map.grid.columns) * map.grid.cellMm) / 1000;
      const y = (map.grid.originYMm + Math.floor(cell / map.grid.columns) * map.grid.cellMm) / 1000;
      const [links] = tracePoints(plainOf(moved), [{ x, y, z, level: 'B1' }], { carrierId });
      const serving = moved.antennas[plain.maps[0].bestAntenna[cell]].cell;
      const ofCell = moved.antennas.flatMap((antenna, index) =>
        antenna.cell === serving ? [{ antenna, powerMw: 10 ** (links[index].rsrpDbm / 10) }] : [],
      );
      const levelDb = denseEstimate(measured, ['ANT2-B1'], 0, x, y);
      const sum = (ratioOf: (id: string) => number) =>
        ofCell.reduce((total, { antenna, powerMw }) => total + powerMw * ratioOf(antenna.id), 0);
      const correctedMw = sum((id) => (id === 'ANT2-B1' ? 1 : 10 ** (levelDb / 10)));
      const expectedDb = 10 * Math.log10(correctedMw / sum(() => 1));
      // The nearest 32 means say nearly all.
      expect(map.rsrpDbm[cell] - plain.maps[0].rsrpDbm[cell]).toBeCloseTo(expectedDb, 0);
      expect(map.sigmaDb[cell]).toBeLessThanOrEqual(plain.maps[0].sigmaDb[cell] + 1e-4);
      largestDb = Math.max(largestDb, Math.abs(expectedDb));
    }
    expect(largestDb).toBeGreaterThan(5);
    const note = notes.find(({ code }) => code === 'residuals-partial');
    expect(note).toMatchObject({ levels: ['B1'], antennas: ['ANT2-B1'], removed: [] });
    expect(notes.map(({ code }) => code)).not.toContain('residuals-dropped');
  });

  it('fade with the distance that an antenna is moved, from all to nothing', () => {
    const at = { x: 31, y: 14, z: 1.5, level: 'B1' };
    const ids = bare.antennas.filter(({ level }) => level === 'B1').map(({ id }) => id);
    const shiftOf = (apartM: number) => {
      // Alone, so that all of the level is its.
      const moved = edited(measured, 'ANT2-B1', { position: [30, 10 + apartM] });
      const alone = { ...moved, antennas: moved.antennas.filter(({ id }) => id === 'ANT2-B1') };
      const [corrected, plain] = [alone, plainOf(alone)].map(
        (plan) => tracePointSignals(plan, [at], { carrierId })[0],
      );
      const ratio = corrected.levelSigmaDb / plain.levelSigmaDb;
      return { levelDb: corrected.rsrpDbm - plain.rsrpDbm, ratio };
    };
    const ofOldDb = denseEstimate(measured, ids, 1 + ids.indexOf('ANT2-B1'), at.x, at.y);
    expect(Math.abs(ofOldDb)).toBeGreaterThan(1);
    for (const apartM of [0.01, 2, 4])
      expect(shiftOf(apartM).levelDb).toBeCloseTo(ofOldDb * Math.exp(-apartM / 3), 1);
    expect(shiftOf(15)).toEqual({ levelDb: 0, ratio: 1 });
    expect(shiftOf(0.01).ratio).toBeLessThan(shiftOf(2).ratio);
    expect(shiftOf(2).ratio).toBeLessThan(1);
  });

  it('let a new antenna mend a place that the walk found weak', { tags: ['thorough'] }, async () => {
    const weak = withAntennas(bare, (x, y) => (Math.hypot(x - 46, y - 31) < 10 ? -25 : 0));
    const [antenna] = weak.antennas;
    const mended = {
      ...weak,
      antennas: [...weak.antennas, { ...antenna, id: 'new', position: [44, 29] }],
    } as Plan;
    const [before, { maps, notes }] = await Promise.all([predict(weak), predict(mended)]);
    const cell = cellNear(maps[0], 46, 31);
    const [[alone]] = tracePoints(
      { ...plainOf(mended), antennas: mended.antennas.slice(-1) },
      [{ ...centreOf(maps[0], cell), z: planProfile(mended).phoneHeightM, level: 'B1' }],
      { carrierId },
    );
    expect(maps[0].rsrpDbm[cell]).toBeGreaterThan(alone.rsrpDbm - 0.01);
    expect(maps[0].rsrpDbm[cell]).toBeGreaterThan(before.maps[0].rsrpDbm[cell] + 15);
    expect(notes.find(({ code }) => code === 'residuals-partial')).toMatchObject({ antennas: ['new'] });
    // Where the new one is not, the weak place is as weak as it was.
    const far = cellNear(maps[0], 10, 6);
    expect(maps[0].rsrpDbm[far]).toBeCloseTo(before.maps[0].rsrpDbm[far], 0);
    const removed = { ...weak, antennas: weak.antennas.filter(({ id }) => id !== 'ANT4-B1') };
    const without = (await predict(removed)).notes.find(({ code }) => code === 'residuals-partial');
    expect(without).toMatchObject({ antennas: [], removed: ['ANT4-B1'] });
  });

  it('follow an antenna that is dragged, with the bits of the prediction', {
    tags: ['thorough'],
  }, async () => {
    const tracked = await trackAntenna(measured, 'ANT2-B1', {
      ...{ solver, levelId: 'B1', carrierId, resolutionM: 1 },
    });
    const [antenna] = measured.antennas.filter(({ id }) => id === 'ANT2-B1');
    let map: CarrierMap | undefined;
    for (const position of [
      [30, 10],
      [30, 11],
      [40, 26],
      [30, 10],
    ] as [number, number][]) {
      map = await tracked.mapWith({ ...antenna, position }, map);
      const { maps } = await predict(edited(measured, 'ANT2-B1', { position }));
      expect(bytesOf(map), String(position)).toEqual(bytesOf(maps[0]));
    }
    const { maps } = await predict({
      ...measured,
      antennas: measured.antennas.filter(({ id }) => id !== 'ANT2-B1'),
    });
    expect([...(await tracked.mapWith(undefined)).rsrpDbm]).toEqual([...maps[0].rsrpDbm]);
  });

  it('are a term of each link, with the error that is left, as the corrected map has it', async () => {
    // One antenna, so that the level is of one link.
    const only = { ...measured, antennas: measured.antennas.filter(({ id }) => id === 'ANT3-B1') };
    const { maps } = await predict(only);
    const [map] = maps;
    const z = planProfile(only).phoneHeightM;
    const cells = [...map.cells.keys()].filter((at) => map.cells[at] === cellKind.onFoot && at % 151 === 0);
    expect(cells.length).toBeGreaterThan(5);
    for (const cell of cells) {
      const { x, y } = centreOf(map, cell);
      const link = traceLink(only, 'ANT3-B1', `${x},${y},${z},B1`, { carrierId });
      const [[listed]] = tracePoints(only, [{ x, y, z, level: 'B1' }], { carrierId });
      expect(listed.rsrpDbm).toBe(link.rsrpDbm);
      expect(link.rsrpDbm).toBeCloseTo(map.rsrpDbm[cell], 2);
      const plain = traceLink(plainOf(only), 'ANT3-B1', `${x},${y},${z},B1`, { carrierId });
      // With all that was measured there, it is the whole field.
      const whole = traceLink(measured, 'ANT3-B1', `${x},${y},${z},B1`, { carrierId });
      expect(whole.rsrpDbm - plain.rsrpDbm).toBeCloseTo(denseEstimate(measured, [], 0, x, y), 1);
      expect(link.terms.find(({ name }) => name === 'walk-test')?.lossDb).toBeCloseTo(
        plain.rsrpDbm - link.rsrpDbm,
        9,
      );
      expect(link.terms.reduce((sum, term) => sum + term.lossDb, 0)).toBeCloseTo(link.pathLossDb, 9);
      expect(link.budgets.downlink.rsrpDbm).toBeCloseTo(link.rsrpDbm, 9);
      const { sigmaDb = 0, uncorrectedSigmaDb = 0 } = link.walkTest ?? {};
      expect(uncorrectedSigmaDb).toBeCloseTo(Math.hypot(5, 1), 9);
      expect(sigmaDb).toBeLessThan(uncorrectedSigmaDb);
      expect(plain.walkTest).toBeUndefined();
    }
  });

  it('are said to be left out of a link from elsewhere, by another model and by rays', () => {
    const codes = (link: { notes: { code: string }[] }) => link.notes.map(({ code }) => code);
    const to = '20,20,1.5,B1';
    expect(codes(traceLink(measured, 'ANT3-B1', to, { carrierId }))).not.toContain('residuals-partial');
    const elsewhere = traceLink(measured, '22,22,2.6,B1', to, { carrierId });
    expect(elsewhere.terms.map(({ name }) => name)).not.toContain('walk-test');
    // Where nobody moved anything, a place without an antenna is one that was not measured.
    expect(codes(elsewhere)).toContain('residuals-partial');
    expect(codes(traceLink(measured, 'ANT3-B1', to, { carrierId, modelId: 'multi-wall' }))).toContain(
      'residuals-other-model',
    );
    expect(codes(traceRayLink(measured, 'ANT3-B1', to, { carrierId }))).toContain('residuals-other-model');
    for (const lang of ['zh', 'en'] as const) {
      const [note] = elsewhere.notes.filter(({ code }) => code === 'residuals-partial');
      expect(noteText(note, lang)).toContain('B1');
    }
    expect(noteText(elsewhere.notes.filter(({ code }) => code === 'residuals-partial')[0], 'zh')).toMatch(
      /路测残差/,
    );
  });

  it('hold in every state of the shutters', async () => {
    const shutters = measured.levels.flatMap(({ openings = [] }) =>
      openings.filter(({ kind }) => openingKindRow(kind).isShutter),
    );
    expect(shutters.length).toBeGreaterThan(0);
    const shut: Plan = {
      ...measured,
      levels: measured.levels.map((level) => ({
        ...level,
        openings: level.openings?.map((opening) =>
          openingKindRow(opening.kind).isShutter
            ? { ...opening, state: opening.state === 'open' ? 'closed' : 'open' }
            : opening,
        ),
      })),
    };
    expect((await predict(shut)).notes.map(({ code }) => code)).not.toContain('residuals-dropped');
  });

  it('are the same in maps, points and traces, in any memory', async () => {
    const moved = edited(measured, 'ANT2-B1', { position: [31, 12] });
    const { maps } = await predict(moved);
    const [map] = maps;
    const small = await predictPlan(moved, { solver, resolutionM: 1, memoryBytes: 200_000 });
    expect(bytesOf(small.maps[0])).toEqual(bytesOf(map));
    const cells = [...map.cells.keys()].filter((at) => map.cells[at] === cellKind.onFoot && at % 101 === 0);
    const points = cells.map((at) => ({
      x: (map.grid.originXMm + (at % map.grid.columns) * map.grid.cellMm) / 1000,
      y: (map.grid.originYMm + Math.floor(at / map.grid.columns) * map.grid.cellMm) / 1000,
      z: planProfile(moved).phoneHeightM,
      level: 'B1',
    }));
    expect(cells.length).toBeGreaterThan(5);
    tracePointSignals(moved, points, { carrierId }).forEach((signal, index) => {
      expect(signal.rsrpDbm).toBeCloseTo(map.rsrpDbm[cells[index]], 2);
      expect(signal.sigmaDb).toBeCloseTo(map.sigmaDb[cells[index]], 2);
    });
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
