import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plan, parsePlan } from '@diku/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { readWorkbook } from '../documents/construction-support/read-workbook.ts';
import { dxfBytes, smallGarage } from '../import/drawing-support.ts';
import { buildAntenna, buildLanePlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import {
  createWorkFolder,
  examples,
  finished,
  fixturePlan,
  runCli,
  startCli,
  writePlan,
} from '../support/run-cli.ts';

const work = createWorkFolder();
const { folder } = work;
afterAll(() => work.remove());

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

/** The document on stdout without its timing. */
function documentOf(stdout: string): Record<string, unknown> {
  const { timing, ...document } = JSON.parse(stdout) as Record<string, unknown>;
  expect(timing).toMatchObject({ totalS: expect.any(Number) });
  return document;
}

/** Two lanes, one above the other, with two carriers, a shutter, and what a network needs: small, so that it is quickly planned. */
function twoLanes(): Plan {
  const { levels, carriers, ...plan } = buildLanePlan({
    walls: [{ id: 'w1', start: [20, 0], end: [20, 6], thicknessM: 0.3, material: 'reinforced-concrete' }],
    openings: [{ id: 's1', start: [20, 1], end: [20, 5], kind: 'fire-shutter', state: 'open' }],
    points: [{ id: 'ev-1', kind: 'charger', position: [3, 1.5], heightM: 1.2 }],
    facilities: [
      { id: 'er', kind: 'equipment-room', position: [3, 3] },
      { id: 'sh', kind: 'shaft', position: [5, 3] },
    ],
  });
  const [upper] = levels;
  const lower = {
    ...{ ...upper, id: 'B2', elevationM: upper.elevationM - 3.6, points: [], openings: [] },
    facilities: upper.facilities?.filter(({ id }) => id === 'sh'),
  };
  return {
    ...plan,
    levels: [upper, lower],
    carriers: fixtureCarriers.slice(0, 2),
    antennas: [
      buildAntenna('A1', 10, 3),
      buildAntenna('A2', 30, 3),
      buildAntenna('A3', 10, 3, { level: 'B2' }),
    ],
  };
}
const { carriers: fixtureCarriers } = JSON.parse(readFileSync(fixturePlan, 'utf8')) as Plan;
const small = 'small.json';
const resolution = isLong ? '1' : '2';
writeFileSync(join(folder, small), JSON.stringify(twoLanes()));
const words = (out: string, workers: number) => [
  ...['plan', small, '-o', out, '--resolution', resolution, '--effort', 'low', '--json'],
  ...['--workers', String(workers)],
];

describe('diku plan', () => {
  let first: { status: number | null; stdout: string; stderr: string };
  beforeAll(async () => {
    first = await runCli(folder, words('one', 1));
  });

  it('writes the plan, the verdict, the report and a map in two forms per level and carrier', () => {
    const plan = JSON.parse(readFileSync(join(folder, small), 'utf8')) as Plan;
    const maps = plan.levels.flatMap((level) =>
      plan.carriers.flatMap((carrier) => [`${level.id}-${carrier.id}.png`, `${level.id}-${carrier.id}.tif`]),
    );
    const documents = ['bill.csv', 'bill.xlsx', 'diagram.dxf', 'diagram.svg', 'plan.pdf', 'ports.csv'];
    const floors = plan.levels.map((level) => `floor-${level.id}.dxf`);
    expect(readdirSync(join(folder, 'one')).sort()).toEqual(
      [
        'files.json',
        'plan.diku.json',
        'report.html',
        'verdict.json',
        ...documents,
        ...floors,
        ...maps,
      ].sort(),
    );
  });

  it('prints one JSON document and nothing else, the one it writes', () => {
    const document = documentOf(first.stdout);
    expect(document).toEqual(JSON.parse(readFileSync(join(folder, 'one/verdict.json'), 'utf8')));
    expect(document).toMatchObject({
      target: { coverageRatio: 0.9, confidence: 0.95, limiting: { reason: expect.any(String) } },
      placement: { lowerBound: expect.any(Number), candidates: expect.any(Number) },
    });
    const { met } = document.target as { met: boolean };
    expect(first.status).toBe(met ? 0 : 1);
  });

  it('writes a plan that opens again and that check judges the same', async () => {
    const planned = join('one', 'plan.diku.json');
    expect(() => parsePlan(JSON.parse(readFileSync(join(folder, planned), 'utf8')))).not.toThrow();
    const checked = await runCli(folder, [
      'check',
      planned,
      '--resolution',
      resolution,
      '--json',
      '--workers',
      '1',
    ]);
    const { placement, handover, networkAttempts, networkNotes, ...verdict } = documentOf(first.stdout);
    expect(placement).toBeDefined();
    expect(handover).toMatchObject({ handovers: expect.any(Array), leakage: expect.any(Array) });
    expect(networkAttempts).toMatchObject([{ way: 'as-placed', reserveDb: 0 }]);
    expect(networkNotes).toBeDefined();
    expect(documentOf(checked.stdout)).toEqual(verdict);
    expect(checked.status).toBe(first.status);
  });

  it('writes the workbook that `report` makes of its plan: the same cells of floor, sheets and list of what is open', {
    tags: ['thorough'],
  }, async () => {
    const planned = join('one', 'plan.diku.json');
    const made = await runCli(folder, ['report', planned, '-o', 'again.xlsx', '--workers', '1']);
    expect(made.status, made.stderr).toBe(0);
    const [written, again] = [join('one', 'bill.xlsx'), 'again.xlsx'].map((name) =>
      readWorkbook(readFileSync(join(folder, name))),
    );
    expect([...written.keys()]).toEqual([...again.keys()]);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(again));
    const verdict = [...written.values()][0];
    const said = [...verdict.values()].map(({ value }) => String(value)).join('\n');
    expect([...written.keys()].join()).toMatch(/budget/i);
    expect(said).not.toContain('were not evaluated');
    const finer = await runCli(folder, [
      ...['report', planned, '-o', 'finer.xlsx', '--resolution', '4', '--workers', '1'],
    ]);
    expect(finer.status, finer.stderr).toBe(0);
    const other = [...[...readWorkbook(readFileSync(join(folder, 'finer.xlsx'))).values()][0].values()];
    expect(other.map(({ value }) => value).join()).toContain(
      `the plan's verdict is of cells of ${resolution} m`,
    );
  });

  it.runIf(isLong)('two workers and a second run give the same bytes', async () => {
    const second = await runCli(folder, words('two', 2));
    expect(documentOf(second.stdout)).toEqual(documentOf(first.stdout));
    for (const name of readdirSync(join(folder, 'one'))) {
      const same = readFileSync(join(folder, 'one', name)).equals(readFileSync(join(folder, 'two', name)));
      expect({ name, same }).toEqual({ name, same: true });
    }
  });

  it('ends soon with the plan so far when interrupted before anything passes', {
    tags: ['thorough'],
    timeout: 120_000,
  }, async () => {
    const plan = writePlan(folder, 'large.json', (changed) => {
      changed.levels.splice(1);
      changed.levels[0].outline = [
        [0, 0],
        [200, 0],
        [200, 200],
        [0, 200],
      ];
      changed.antennas = [];
    });
    const before = work.list();
    for (const signal of isLong ? (['SIGINT', 'SIGTERM'] as const) : (['SIGINT'] as const)) {
      const child = startCli(folder, ['plan', plan, '-o', signal, '--effort', 'high', '--json']);
      const ended = finished(child);
      // The folder that its results are gathered in comes with the job.
      while (work.list().length === before.length && child.exitCode === null) await pause(10);
      await pause(500);
      const askedMs = performance.now();
      child.kill(signal);
      const { status, stdout } = await ended;
      expect(status).toBe(130);
      // Two seconds, on a machine with other things to do.
      expect(performance.now() - askedMs).toBeLessThan(20_000);
      expect(documentOf(stdout)).toMatchObject({ ended: 'cancelled', target: { met: false } });
      expect(readdirSync(join(folder, signal)).sort()).toEqual([
        'files.json',
        'plan.diku.json',
        'verdict.json',
      ]);
      const written = JSON.parse(readFileSync(join(folder, signal, 'plan.diku.json'), 'utf8')) as Plan;
      expect(written.levels).toHaveLength(1);
      rmSync(join(folder, signal), { recursive: true });
      expect(work.list()).toEqual(before);
    }
  });
});

describe.skipIf(!existsSync(join(examples, 'garage-one-level.dxf')))('diku plan of a drawing', () => {
  it('goes from the drawing to a verdict: 1 when the target is not met, with all its files', {
    tags: ['thorough'],
  }, async () => {
    // The bundled example in the long suite.
    const [drawing, id] = isLong ? [join(examples, 'garage-one-level.dxf'), 'B1'] : ['small.dxf', 'B2'];
    writeFileSync(join(folder, 'small.dxf'), dxfBytes(smallGarage()));
    writeFileSync(join(folder, 'weak.json'), JSON.stringify([{ ...fixtureCarriers[0], portPowerDbm: -40 }]));
    const result = await runCli(folder, [
      ...['plan', drawing, '-o', 'drawn', '--carriers', 'weak.json', '--no-network'],
      ...['--effort', 'low', '--scenarios', 'none', '--resolution', isLong ? '2' : '5', '--json'],
    ]);
    expect(documentOf(result.stdout)).toMatchObject({
      levels: [{ id }],
      import: { warnings: expect.any(Array) },
      target: { met: false },
      placement: { status: 'infeasible' },
    });
    expect(result.status).toBe(1);
    expect(existsSync(join(folder, 'drawn/report.html'))).toBe(true);
    expect(existsSync(join(folder, `drawn/review-${id}.png`))).toBe(true);
  });

  it('import --json describes what was recognised', async () => {
    const drawing = join(examples, 'garage-two-levels.dxf');
    // The images of a review take longest; the drawing above has one.
    const review = isLong ? ['--review'] : [];
    const result = await runCli(folder, ['import', drawing, '-o', 'two-levels.json', '--json', ...review]);
    const document = JSON.parse(result.stdout);
    expect(result.status).toBe(0);
    expect(document.levels.map((level: { id: string }) => level.id)).toEqual(['B1', 'B2']);
    for (const level of document.levels) {
      expect(level).toMatchObject({ areaM2: expect.any(Number), transform: { metresPerUnit: 0.001 } });
    }
    const images = work.list().filter((name) => /^two-levels-review-B[12]\.png$/.test(name));
    expect(images).toHaveLength(isLong ? 2 : 0);
    expect((await runCli(folder, ['validate', 'two-levels.json'])).status).toBe(0);
  });
});

describe('diku predict and link', () => {
  const random = createRandom(11);
  const plan = JSON.parse(readFileSync(fixturePlan, 'utf8')) as Plan;
  const points = Array.from({ length: 12 }, () => {
    const level = plan.levels[Math.floor(random() * plan.levels.length)];
    const [x, y] = [1 + random() * 20, 1 + random() * 15].map((value) => Math.round(value * 1000) / 1000);
    return { x, y, z: 1.5, level: level.id };
  });

  it('predict --points gives what link gives, seed 11', async () => {
    const rows = points.map(({ x, y, z, level }) => `${level},${x},${y},${z}`);
    writeFileSync(join(folder, 'points.csv'), `\ufefflevel,x,y,z\r\n${rows.join('\r\n')}\r\n`);
    const result = await runCli(folder, ['predict', fixturePlan, '--points', 'points.csv', '--json']);
    const document = JSON.parse(result.stdout) as {
      points: { x: number; links: { antenna: string; pathLossDb: number }[] }[];
    };
    expect(document.points.map(({ x }) => x)).toEqual(points.map(({ x }) => x));
    for (const index of [0, 5, 11]) {
      const { x, y, z, level } = points[index];
      const link = document.points[index].links[index % plan.antennas.length];
      const to = `${x},${y},${z},${level}`;
      const traced = await runCli(folder, [
        'link',
        fixturePlan,
        '--from',
        link.antenna,
        '--to',
        to,
        '--json',
      ]);
      const { pathLossDb, terms } = JSON.parse(traced.stdout) as {
        pathLossDb: number;
        terms: { lossDb: number }[];
      };
      expect(link.pathLossDb).toBe(pathLossDb);
      expect(terms.reduce((sum, term) => sum + term.lossDb, 0)).toBeCloseTo(pathLossDb, 9);
    }
  });

  it('predict ends with 0 and the document of check, whatever the verdict', {
    tags: ['thorough'],
  }, async () => {
    const words = [small, '--resolution', resolution, '--json', '--workers', '1'];
    const predicted = await runCli(folder, ['predict', ...words]);
    const checked = await runCli(folder, ['check', ...words, '--scenarios', 'none']);
    expect(predicted.status).toBe(0);
    expect(documentOf(predicted.stdout)).toEqual(documentOf(checked.stdout));
  });

  it('file names stay inside the folder, whatever the ids', { tags: ['thorough'] }, async () => {
    writePlan(folder, 'names.json', (changed) => {
      changed.carriers = changed.carriers.map((carrier, index) => ({
        ...carrier,
        id: `../../c:${'?*'[index % 2]}`,
      }));
      changed.carriers.splice(2);
      changed.levels.splice(1);
      changed.antennas = [];
    });
    const before = work.list();
    const result = await runCli(folder, ['predict', 'names.json', '--resolution', '5', '-o', 'names']);
    const added = work.list().filter((name) => !before.includes(name) && name !== 'names');
    expect(result.status).toBe(0);
    expect(added).toHaveLength(5);
    expect(added.every((name) => /^names\/[\w.-]+$/.test(name))).toBe(true);
  });
});

describe('diku place', () => {
  it('writes a plan with antennas and prints the bound', { tags: ['thorough'] }, async () => {
    // With this much power one antenna does, which is quickly found.
    const source = writePlan(folder, 'strong.json', (plan) => {
      plan.levels.splice(1);
      plan.carriers = plan.carriers.slice(0, 1).map((carrier) => ({ ...carrier, portPowerDbm: 25 }));
      plan.antennas = [];
    });
    const result = await runCli(folder, ['place', source, '-o', 'placed.json', '--json', '--effort', 'low']);
    const { placement, antennas } = documentOf(result.stdout) as {
      placement: { antennas: number; lowerBound: number; gapRatio: number; status: string };
      antennas: number;
    };
    const placed = parsePlan(JSON.parse(readFileSync(join(folder, 'placed.json'), 'utf8')));
    expect(placed.antennas).toHaveLength(antennas);
    expect(placement.antennas).toBe(antennas);
    expect(placement.lowerBound).toBeGreaterThan(0);
    expect(placement.lowerBound).toBeLessThanOrEqual(antennas);
    expect(result.status).toBe(placement.status === 'infeasible' ? 1 : 0);
  });
});

describe('diku model', () => {
  it('takes inputs by their own names or in kebab case', async () => {
    const result = await runCli(folder, [
      'model',
      'free-space',
      '--frequencyMhz',
      '3500',
      '--distanceM',
      '10',
      '--json',
    ]);
    const kebab = await runCli(folder, [
      'model',
      'free-space',
      '--frequency-mhz=3500',
      '--distance-m',
      '10',
      '--json',
    ]);
    const { lossDb } = JSON.parse(result.stdout) as { lossDb: number };
    // ITU-R P.525: 20 log10(4πdf/c)
    expect(lossDb).toBeCloseTo(20 * Math.log10((4 * Math.PI * 10 * 3500e6) / 299_792_458), 9);
    expect(kebab.stdout).toBe(result.stdout);
  });

  it('a batch keeps the order, with an error in the place of a bad item', async () => {
    const items = [
      { model: 'free-space', inputs: { frequencyMhz: 700, distanceM: 5 } },
      { model: 'nonsense', inputs: {} },
      { model: 'custom', inputs: { expression: '20*log10(distanceM)', distanceM: 100 } },
    ];
    writeFileSync(join(folder, 'batch.json'), JSON.stringify(items));
    const result = await runCli(folder, ['model', '--batch', 'batch.json', '--json']);
    const results = JSON.parse(result.stdout) as { lossDb?: number; error?: string }[];
    expect(result.status).toBe(0);
    expect(results[0].lossDb).toBeGreaterThan(40);
    expect(results[1].error).toContain('nonsense');
    expect(results[2].lossDb).toBeCloseTo(40, 9);
  });
});

describe('output for people', () => {
  it('speaks the language of the locale, Chinese where that is neither, without escape codes when piped', {
    tags: ['thorough'],
  }, async () => {
    const lane = buildLanePlan();
    writeFileSync(
      join(folder, 'lane.json'),
      JSON.stringify({ ...lane, carriers: lane.carriers.slice(0, 1) }),
    );
    const check = ['check', 'lane.json', '--resolution', '5', '--scenarios', 'none', '--workers', '1'];
    const english = await runCli(folder, check);
    const chinese = await runCli(folder, check, { LANG: 'de_DE.UTF-8' });
    const asked = await runCli(folder, [...check, '--lang', 'en'], { LANG: 'C' });
    expect(english.stdout).toContain('China Telecom');
    expect(chinese.stdout).toContain('中国电信');
    expect(asked.stdout).toBe(english.stdout);
    expect(english.stdout + english.stderr).not.toContain('\u001b');
  });
});
