import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptWalk, type Plan, parsePlan, parseWalk, planProfile } from '@diku/engine';
import { acceptanceHtml, acceptanceTable } from '@diku/engine/documents';
import type { Acceptance } from '@diku/engine/measurement';
import { tracePoints } from '@diku/engine/workflow';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom, normalCdf, normalQuantile } from '../../packages/engine/src/core/index.ts';
import { measureCorrelation } from '../../packages/engine/src/measurement/index.ts';
import { correlatedField } from '../../scripts/lib/correlated-field.mjs';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, fixturePlan, runCli } from '../support/run-cli.ts';

/** The long run plays many more tests. */
const carrier = {
  id: 'c',
  operator: 'telecom',
  technology: 'lte',
  frequencyMhz: 1870,
  bandwidthMhz: 20,
  portPowerDbm: 10,
  services: ['voice', 'data'],
} as const;

function hallPlan(widthM: number, depthM: number, changes: Partial<Plan> = {}): Plan {
  return buildPlan({
    levels: [
      buildLevel({
        outline: [
          [0, 0],
          [widthM, 0],
          [widthM, depthM],
          [0, depthM],
        ],
        walls: [],
        columns: [],
        openings: [],
        bays: [],
        points: [],
      }),
    ],
    carriers: [{ ...carrier, services: ['voice', 'data'] }],
    antennas: [buildAntenna('A1', widthM / 3, depthM / 2), buildAntenna('A2', (2 * widthM) / 3, depthM / 2)],
    ...changes,
  });
}

type Row = [x: number, y: number, rsrp: number | string, result?: string];

function evaluate(
  plan: Plan,
  rows: readonly Row[],
  options: Parameters<typeof acceptWalk>[2] = {},
): Acceptance {
  const text = ['x,y,rsrpDbm,result', ...rows.map((row) => row.join(','))].join('\n');
  return acceptWalk(plan, [{ name: 'walk.csv', bytes: new TextEncoder().encode(text) }], options);
}

/** A reading in the middle of each square of 2 m. */
function everySquare(
  widthM: number,
  depthM: number,
  rsrpOf: (x: number, y: number) => number | string,
): Row[] {
  const rows: Row[] = [];
  for (let x = 1; x < widthM; x += 2) for (let y = 1; y < depthM; y += 2) rows.push([x, y, rsrpOf(x, y)]);
  return rows;
}

describe('judging a walk', () => {
  const hall = hallPlan(60, 40);

  it('counts each square of floor once, however often it was measured', () => {
    const rows = everySquare(60, 40, (x) => (x < 6 ? -115 : -80));
    const still: Row[] = Array.from({ length: 500 }, (_, index) => [1 + (index % 7) / 10, 1, -115]);
    const [once] = evaluate(hall, rows).operators;
    const [often] = evaluate(hall, [...rows, ...still]).operators;
    expect(once).toMatchObject({ locations: 600, served: 540, coverageRatio: 0.9 });
    expect(often).toMatchObject({ locations: 600, served: 540 });
    expect(often.places.reduce((sum, { samples }) => sum + samples, 0)).toBe(1100);
  });

  it('expects of two equal antennas what draws of their sum do, and more than of one with the spread of one (seed 21)', () => {
    // In the middle between both: the same median and each its own shadowing, in part shared.
    const powers = [-13.5, -12].map((portPowerDbm) =>
      hallPlan(60, 40, { carriers: [{ ...carrier, portPowerDbm, services: ['voice', 'data'] }] }),
    );
    for (const plan of powers) {
      const [{ predictedRatio = 0, places: points }] = evaluate(plan, [
        [31, 21, -90],
        [29, 19, -90],
      ]).operators;
      const { shadowingSigmaDb: sigmaDb, shadowingCorrelationRatio: shared, voice } = planProfile(plan);
      const medianDbm = points.reduce(
        (sum, { predictedRsrpDbm = 0 }) => sum + predictedRsrpDbm / points.length,
        0,
      );
      const random = createRandom(21);
      const normal = () => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random())));
      const sumsDb = Array.from({ length: 12_000 }, () => {
        const common = Math.sqrt(shared) * normal();
        const one = () => 10 ** ((sigmaDb * (common + Math.sqrt(1 - shared) * normal())) / 10);
        return 10 * Math.log10(one() + one());
      });
      const middleDb = [...sumsDb].sort((a, b) => a - b)[sumsDb.length / 2];
      const marginDb = medianDbm - voice.lte.rsrpDbm;
      const drawn = sumsDb.filter((sumDb) => sumDb - middleDb >= -marginDb).length / sumsDb.length;
      expect(drawn).toBeGreaterThan(0.6);
      expect(Math.abs(predictedRatio - drawn)).toBeLessThan(0.012);
      expect(Math.abs(normalCdf(marginDb / sigmaDb) - drawn)).toBeGreaterThan(0.02);
    }
  });

  it('passes the share that was found, or only what is shown with the confidence, as the plan has it', () => {
    const good = everySquare(60, 40, () => -80);
    const bad = everySquare(60, 40, (x) => (x < 20 ? -115 : -80));
    expect(evaluate(hall, good).operators[0]).toMatchObject({
      status: 'passed',
      visitedRatio: 1,
      lowerBoundRatio: 1,
    });
    expect(evaluate(hall, good).passed).toBe(true);
    // Every sixteenth square, one of them not served: 96 % of 24 locations show no 90 %.
    const sparse = everySquare(60, 40, (x, y) => (x < 4 && y < 4 ? -115 : -80)).filter(
      ([x, y]) => x % 8 === 1 && y % 8 === 1,
    );
    const proof = { rule: 'confidence' } as const;
    const [close] = evaluate(hall, sparse, proof).operators;
    expect(close).toMatchObject({ status: 'not-shown', locations: sparse.length, served: sparse.length - 1 });
    expect(close.visitedRatio).toBeCloseTo(sparse.length / 600, 2);
    expect(evaluate(hall, sparse, proof).passed).toBe(false);
    expect(evaluate(hall, sparse).passed).toBe(true);
    const proving = { ...hall, requirements: { ...hall.requirements, acceptance: proof } };
    expect(evaluate(proving, sparse), 'the plan chooses the rule').toMatchObject({
      passed: false,
      test: proof,
    });
    expect(evaluate(hall, bad).operators[0].status).toBe('failed');
    // The threshold of LTE calls is −105 dBm, itself enough.
    expect(
      evaluate(
        hall,
        everySquare(60, 40, () => -105),
      ).passed,
    ).toBe(true);
    expect(
      evaluate(
        hall,
        everySquare(60, 40, () => -105.1),
      ).passed,
    ).toBe(false);
  });

  it('results go before levels, and a phone without service is not served', () => {
    const rows: Row[] = [
      [1, 1, -80, '失败'],
      [11, 1, -120, '成功'],
      [21, 1, '无服务'],
      [31, 1, -80, ''],
      [41, 1, -80, '接通'],
      [41.2, 1, -80, '未接通'],
    ];
    expect(evaluate(hall, rows).operators[0].places.map(({ served }) => served)).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it('neighbours are worth less than as many apart, and the smaller of model and measurement counts', () => {
    const random = createRandom(3);
    const field = correlatedField(random, 6, 12);
    const [result] = evaluate(
      hall,
      everySquare(60, 40, (x, y) => -75 + Math.round(10 * field(x, y)) / 10),
    ).operators;
    const { used, byModel, byMeasurement = Number.NaN } = result.effectiveLocations;
    expect(used).toBe(Math.min(byModel, byMeasurement));
    expect(byMeasurement).toBeLessThan(byModel);
    expect(byModel).toBeLessThan(100);
    // The same everywhere is no shadowing: the model's correlation is left.
    const flat = evaluate(
      hall,
      everySquare(60, 40, () => -80),
    ).operators[0].effectiveLocations;
    expect(flat).toEqual({ used: byModel, byModel });
    const apart = everySquare(60, 40, () => -80).filter(([x, y]) => x % 20 === 1 && y % 20 === 1);
    expect(evaluate(hall, apart).operators[0].effectiveLocations.used).toBeCloseTo(apart.length, 0);
  });

  it('every operator of the plan must pass; one that was not measured did not', () => {
    const both = {
      ...hall,
      carriers: [...hall.carriers, { ...hall.carriers[0], id: 'm', operator: 'mobile' as const }],
    };
    const rows = everySquare(60, 40, () => -80);
    const text = ['x,y,operator,rsrp', ...rows.map(([x, y, level]) => `${x},${y},电信,${level}`)].join('\n');
    const files = [{ name: 'walk.csv', bytes: new TextEncoder().encode(text) }];
    const all = acceptWalk(both, files);
    expect(all.operators.map(({ operator, status }) => [operator, status])).toEqual([
      ['telecom', 'passed'],
      ['mobile', 'unmeasured'],
    ]);
    expect(all.passed).toBe(false);
    expect(acceptWalk(both, files, { operator: 'telecom' }).passed).toBe(true);
    // One file per operator, told apart by the column.
    const second = { name: 'b.csv', bytes: new TextEncoder().encode(text.replaceAll('电信', '移动')) };
    expect(acceptWalk(both, [...files, second]).passed).toBe(true);
    expect(() => evaluate(both, rows)).toThrow(/walk\.csv, line 2: found no operator/);
  });

  it('chargers, gates and payment points are evaluated by the readings within 3 m, for data', () => {
    const points: NonNullable<Plan['levels'][number]['points']> = [
      { id: 'ev-1', kind: 'charger', position: [10, 10] },
      { id: 'ev-2', kind: 'charger', position: [30, 10] },
      { id: 'gate', kind: 'gate', position: [50, 38] },
      { id: 'lift', kind: 'lift-lobby', position: [5, 5] },
    ];
    const plan = hallPlan(60, 40, {});
    plan.levels[0].points = points;
    const rows = everySquare(60, 40, (x, y) => (Math.hypot(x - 30, y - 10) < 3.5 ? -107 : -80)).filter(
      ([, y]) => y < 33,
    );
    const result = evaluate(plan, rows);
    expect(result.points.map(({ id, served, operators: [{ status }] }) => [id, served, status])).toEqual([
      ['ev-1', true, 'served'],
      ['ev-2', false, 'failed'],
      ['gate', false, 'unmeasured'],
    ]);
    expect(result.operators[0].status).toBe('passed');
    expect(result.passed).toBe(false);
    expect(evaluate(plan, rows, { evaluatePoints: false }).passed).toBe(true);
    expect(acceptanceTable(result, plan, 'en')).toMatch(/^Not accepted/);
    // What was not measured has not failed.
    const open = evaluate({ ...plan, levels: [{ ...plan.levels[0], points: [points[2]] }] }, rows);
    expect(open.passed).toBe(false);
    expect(acceptanceTable(open, plan, 'en')).toMatch(/^Not finished: 1 point not measured/);
    expect(acceptanceHtml(open, plan, 'zh')).toContain('验收未完成：1 个点位未测');
  });

  it('says how much of the floor was walked by, and names the rest', () => {
    const [{ walkedRatio, walked }] = evaluate(
      hall,
      everySquare(60, 40, () => -80).filter(([x]) => x < 30),
    ).operators;
    // Squares to x = 29 reach 4 m further: 33 of 60 m.
    expect(walkedRatio).toBeCloseTo(33 / 60, 1);
    expect(walked[0].unvisited).toHaveLength(1);
    expect(walked[0].unvisited[0].areaM2).toBeGreaterThan(1050);
    expect(walked[0].unvisited[0].x).toBeCloseTo(46.5, 0);
  });

  it('rows with a location but no reading are counted, and the bound without them is given', () => {
    const rows = everySquare(60, 40, (x) => (x > 50 ? '' : -80));
    const [{ unread, lowerBoundRatio, locations }] = evaluate(hall, rows).operators;
    expect(locations).toBe(500);
    expect(unread.locations).toBe(100);
    expect(lowerBoundRatio).toBeGreaterThan(0.95);
    expect(unread.lowerBoundRatio).toBeLessThan(5 / 6);
  });

  it('predicted less measured is what was put in, by carrier, distance and walls', () => {
    const fixture = parsePlan(JSON.parse(readFileSync(fixturePlan, 'utf8')));
    // One antenna: walls are on many ways.
    const plan = { ...fixture, antennas: fixture.antennas.filter(({ level }) => level === 'B1').slice(0, 1) };
    const voiceCarrier = plan.carriers.find(({ services }) => services.includes('voice')) ?? plan.carriers[0];
    const random = createRandom(8);
    const squares = everySquare(60, 40, () => 0).filter(
      ([x, y]) => random() < 0.12 && !(x > 22 && x < 34 && y > 15 && y < 25),
    );
    const points = squares.map(([x, y]) => ({ x, y, z: 1.5, level: 'B1' }));
    const handLossDb = planProfile(plan).bodyLossDb;
    const links = tracePoints(plan, points, { carrierId: voiceCarrier.id });
    const rows = points.map(({ x, y, level }, index) => {
      const milliwatts = links[index].map(
        ({ rsrpDbm, budget }) =>
          10 ** ((rsrpDbm + budget.bodyLossDb + budget.vehicleLossDb - handLossDb) / 10),
      );
      const cells = new Map<string, number>();
      for (const [at, { cell }] of plan.antennas.entries())
        cells.set(cell, (cells.get(cell) ?? 0) + milliwatts[at]);
      const rsrpDbm = 10 * Math.log10(Math.max(...cells.values())) + (index % 2 === 0 ? 5 : 1);
      return `${x},${y},${level},${voiceCarrier.id},${rsrpDbm}`;
    });
    const text = ['x,y,level,carrier,rsrp', ...rows].join('\n');
    const result = acceptWalk(plan, [{ name: 'w.csv', bytes: new TextEncoder().encode(text) }], {
      evaluatePoints: false,
    });
    expect(result.comparison).toHaveLength(1);
    const [{ samples: count, meanDb, sigmaDb, rmseDb, byDistance, byWalls, correlation, carrier: id }] =
      result.comparison;
    expect(id).toBe(voiceCarrier.id);
    expect(count).toBeGreaterThan(40);
    // Five and one in turn, but for squares in columns, which are left out.
    expect(Math.abs(meanDb + 3)).toBeLessThan(0.3);
    expect(Math.abs(sigmaDb - 2)).toBeLessThan(0.1);
    expect(rmseDb ** 2).toBeCloseTo(meanDb ** 2 + (sigmaDb ** 2 * (count - 1)) / count, 9);
    expect(correlation).toBeGreaterThan(0.9);
    for (const parts of [byDistance, byWalls]) {
      expect(parts.reduce((sum, part) => sum + part.samples, 0)).toBe(count);
      expect(parts.reduce((sum, part) => sum + part.samples * part.meanDb, 0) / count).toBeCloseTo(meanDb, 9);
    }
    expect(byWalls.length).toBeGreaterThan(1);
  });

  it('the measured correlation is that of the field drawn (seeds 1 to 4), and none of white noise', () => {
    const points = everySquare(60, 40, () => 0).map(([x, y]) => ({ x, y, level: 'B1' }));
    const found = [1, 2, 3, 4].map((seed) => {
      const field = correlatedField(createRandom(seed), 6, 5);
      return measureCorrelation(points.map((point) => ({ ...point, valueDb: field(point.x, point.y) })));
    });
    const meanM = found.reduce((sum, each) => sum + (each?.decorrelationM ?? 0), 0) / found.length;
    expect(meanM).toBeGreaterThan(3);
    expect(meanM).toBeLessThan(8);
    const random = createRandom(9);
    const white = measureCorrelation(points.map((point) => ({ ...point, valueDb: 12 * random() })));
    expect((white?.correlatedRatio ?? 1) * (white?.decorrelationM ?? 99)).toBeLessThan(1);
    expect(
      measureCorrelation(points.slice(0, 20).map((point) => ({ ...point, valueDb: 1 }))),
    ).toBeUndefined();
  });

  it('page and table say it in both languages, without scripts or addresses', () => {
    const result = evaluate(
      hall,
      everySquare(60, 40, (x) => (x < 8 ? -115 : -80)),
    );
    expect(acceptanceTable(result, hall, 'zh')).toMatch(/验收不通过[\s\S]*中国电信/);
    expect(acceptanceTable(result, hall, 'en')).toMatch(/Not accepted[\s\S]*China Telecom/);
    const page = acceptanceHtml(result, { ...hall, community: { id: 'x', name: '<i>&' } }, 'en');
    expect(page).not.toMatch(/<script|https?:|<i>/);
    expect(page).toContain('measured against predicted');
  });
});

describe('played tests with a known truth', () => {
  /** Truth of a law of its own: what the plan predicts is not it. */
  const widthM = 60;
  const depthM = 40;
  const sigmaDb = 6;
  const hall = hallPlan(widthM, depthM);
  const medianDbm = (x: number, y: number, biasDb: number) => {
    const near = Math.min(
      ...hall.antennas.map(({ position }) => Math.hypot(x - position[0], y - position[1], 1)),
    );
    return -82 - 9 * Math.log10(near) + biasDb;
  };
  const squares = everySquare(widthM, depthM, () => 0);
  const expectedRatio = (biasDb: number) =>
    squares.reduce((sum, [x, y]) => sum + normalCdf((medianDbm(x, y, biasDb) + 105) / sigmaDb), 0) /
    squares.length;

  /** One garage drawn, one walk through it, and the fraction of all its squares that is served. */
  function play(seed: number, biasDb: number): { truth: number; result: Acceptance['operators'][number] } {
    const field = correlatedField(createRandom(seed), sigmaDb, 6, 150);
    const levelAt = (x: number, y: number) => Math.round(10 * (medianDbm(x, y, biasDb) + field(x, y))) / 10;
    const truth = squares.filter(([x, y]) => levelAt(x, y) >= -105).length / squares.length;
    const rows: Row[] = [];
    // Passes 8 m apart along the hall, a reading each 2 m.
    for (let y = 3; y < depthM; y += 8) for (let x = 1; x < widthM; x += 2) rows.push([x, y, levelAt(x, y)]);
    return { truth, result: evaluate(hall, rows).operators[0] };
  }

  it('the interval holds the true share in 95 % of the tests and more (seeded)', () => {
    const plays = isLong ? 1000 : 24;
    let holds = 0;
    for (let seed = 1; seed <= plays; seed += 1) {
      // Biases of −7 to +3 dB: expected fractions of about 0.67 to 0.98.
      const biasDb = -7 + ((seed * 37) % 11);
      const { truth, result } = play(seed, biasDb);
      if (result.interval.low <= truth && truth <= result.interval.high) holds += 1;
    }
    expect(holds / plays).toBeGreaterThanOrEqual(isLong ? 0.95 : 22 / 24);
  }, 600_000);

  it('garages about the target that fall short of it pass in 5 % of the tests or less (seeded)', () => {
    let [low, high] = [-20, 20];
    for (let step = 0; step < 40; step += 1) {
      const middle = (low + high) / 2;
      if (expectedRatio(middle) < 0.9) low = middle;
      else high = middle;
    }
    const plays = isLong ? 1000 : 16;
    let wrong = 0;
    for (let seed = 1; seed <= plays; seed += 1) {
      const { truth, result } = play(5000 + seed, low);
      if (truth < 0.9 && result.status === 'passed') wrong += 1;
    }
    expect(wrong / plays).toBeLessThanOrEqual(isLong ? 0.05 : 1 / 16);
  }, 600_000);
});

describe('diku accept', () => {
  const work = createWorkFolder();
  const { folder } = work;
  afterAll(() => work.remove());
  const hall = hallPlan(40, 30);
  writeFileSync(join(folder, 'hall.json'), JSON.stringify(hall));
  const write = (name: string, rows: readonly Row[]) =>
    writeFileSync(
      join(folder, name),
      ['x,y,rsrpDbm,result', ...rows.map((row) => row.join(','))].join('\r\n'),
    );
  write(
    'good.csv',
    everySquare(40, 30, () => -80),
  );
  write(
    'bad.csv',
    everySquare(40, 30, (x) => (x < 20 ? -115 : -80)),
  );
  writeFileSync(join(folder, 'none.csv'), 'a,b\n1,2\n');

  it('ends with 0 where it passed and 1 where not, and writes the page', async () => {
    const good = await runCli(folder, ['accept', 'hall.json', 'good.csv', '--json', '-o', 'page.html']);
    expect(good.status).toBe(0);
    const { acceptance } = JSON.parse(good.stdout) as { acceptance: Acceptance };
    expect(acceptance).toEqual(
      JSON.parse(
        JSON.stringify(
          acceptWalk(hall, [{ name: 'good.csv', bytes: readFileSync(join(folder, 'good.csv')) }]),
        ),
      ),
    );
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toBe(acceptanceHtml(acceptance, hall, 'en'));
    const bad = await runCli(folder, ['accept', 'hall.json', 'bad.csv']);
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/^Not accepted/);
  }, 60_000);

  it('refuses what is no walk with 65, the file, the line, what was found and expected', async () => {
    const refused = await runCli(folder, ['accept', 'hall.json', 'good.csv', 'none.csv', '--lang', 'zh']);
    expect(refused.status).toBe(65);
    expect(refused.stderr).toMatch(/none\.csv，第 1 行：读到 "a,b"，应为表头中有位置列/);
  }, 60_000);
});

const carPark = new URL('../../../shared/data/real/carpark_wifi/dataset_CarPark.csv', import.meta.url);

describe('a measured car park', () => {
  it.skipIf(!existsSync(carPark))(
    'every row of the public Wi-Fi walk is read or listed (skipped where the data is absent)',
    () => {
      const plan = hallPlan(60, 40);
      plan.levels[0].outline = [
        [-40, -20],
        [80, -20],
        [80, 40],
        [-40, 40],
      ];
      const walk = parseWalk(readFileSync(carPark), plan, { floorDbm: -95 });
      expect(walk.columns.map(({ name, role }) => [name, role])).toEqual(
        expect.arrayContaining([
          ['RSS', 'rsrp'],
          ['true_x', 'x'],
          ['true_y', 'y'],
        ]),
      );
      expect(walk.rowCount).toBe(20_439);
      expect(walk.readings.length + walk.setAside.length).toBe(20_439);
      expect(walk.setAside.length).toBeLessThan(200);
    },
  );
});
