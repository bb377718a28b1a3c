import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSimdKernel } from '@diku/engine';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createHugeGarageJobs, hashLossUnits } from '../../benchmarks/lib/field-jobs.mjs';
import { fitExponent } from '../../benchmarks/lib/fit-exponent.mjs';
import {
  appendRecord,
  type BenchmarkHistory,
  checkHistory,
  cpuSlug,
  createRecord,
  historyFile,
  readHistory,
} from '../../benchmarks/lib/history.mjs';
import { createPerCellReference } from '../../benchmarks/lib/per-cell-reference.mjs';
import { perCellVariants } from '../../benchmarks/lib/per-cell-variants.mjs';
import { compareTimes, race, summarise } from '../../benchmarks/lib/race.mjs';
import { readOptions, UsageError } from '../../benchmarks/lib/read-options.mjs';
import { createSkippingReference } from '../../benchmarks/lib/skipping-reference.mjs';
import { replaceBetweenMarks } from '../../benchmarks/lib/write-docs.mjs';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { referenceKernel } from '../../packages/engine/src/radio/index.ts';
import {
  halfSnappedShape,
  jobArbitrary,
  looseShape,
  snappedShape,
  vastShape,
} from '../radio/kernel-support/random-job.ts';
import { isLong } from '../support/is-long.ts';

const SEED = 2411;
const anyJob = fc.oneof(
  jobArbitrary(snappedShape),
  jobArbitrary(halfSnappedShape),
  jobArbitrary(looseShape),
  jobArbitrary(vastShape),
);
const program = fileURLToPath(new URL('../../benchmarks/run.mjs', import.meta.url));
const resultsFolder = new URL('../../benchmarks/results/', import.meta.url);

describe('other loops over cells and walls', () => {
  test.each(Object.entries(perCellVariants))(`“%s” counts the same (seed ${SEED})`, (_, count) => {
    check(anyJob, 400, (job) => {
      expect(count(job)).toEqual(referenceKernel.obstacleLossUnits(job));
    });
  });
});

describe.each([
  ['per-cell', createPerCellReference],
  ['skipping', createSkippingReference],
])('the %s reference', (_name, createReference) => {
  test(`counts what the readable kernel counts, ties and all (seed ${SEED})`, () => {
    // One for all jobs: nothing of a job may be left for the next.
    const reference = createReference();
    check(anyJob, 600, (job) => {
      expect(reference.obstacleLossUnits(job)).toEqual(referenceKernel.obstacleLossUnits(job));
    });
  });

  test(`gives the readable kernel's path loss to 0.0001 dB, into a buffer at hand too (seed ${SEED})`, {
    tags: ['thorough'],
  }, () => {
    const reference = createReference();
    check(anyJob, 250, (job) => {
      const expectedDb = referenceKernel.pathLossDb(job);
      const buffer = new Float32Array(expectedDb.length).fill(Number.NaN);
      expect(reference.pathLossDb(job, buffer)).toBe(buffer);
      expect(reference.pathLossDb(job)).toEqual(buffer);
      buffer.forEach((lossDb, cell) => {
        expect(Math.abs(lossDb - expectedDb[cell])).toBeLessThan(1e-4);
      });
    });
  });

  test.runIf(isLong)('counts what the SIMD kernel counts on both levels of the huge garage', () => {
    for (const { jobs } of createHugeGarageJobs()) {
      const some = jobs.slice(0, 1);
      expect(some[0].obstacles.lossUnits.length).toBeGreaterThan(2000);
      expect(hashLossUnits(createReference(), some)).toBe(hashLossUnits(createSimdKernel(), some));
    }
  });

  test('refuses what it does not know: slabs', () => {
    const [job] = createHugeGarageJobs()[0].jobs;
    const slabs = [{ elevationMm: 0, lossUnits: 1, openingsMm: [] }];
    const withSlabs = { ...job, obstacles: { ...job.obstacles, slabs } };
    expect(() => createReference().obstacleLossUnits(withSlabs)).toThrow(/slabs/);
  });
});

describe('the exponent fitted to times', () => {
  test('is the power of a power law, without error', () => {
    const sizes = [10, 30, 100, 300, 1000];
    const { exponent, standardError } = fitExponent(
      sizes,
      sizes.map((size) => 0.25 * size ** 1.7),
    );
    expect(exponent).toBeCloseTo(1.7, 10);
    expect(standardError).toBeLessThan(1e-10);
  });

  test('has the slope and the error of a small regression done by hand', () => {
    // ln sizes 0, 1, 2, 3; ln times 0, 1, 1, 2: slope 3/5, residuals −0.1, 0.3, −0.3, 0.1, error √(0.1/5).
    const { exponent, standardError } = fitExponent([0, 1, 2, 3].map(Math.exp), [0, 1, 1, 2].map(Math.exp));
    expect(exponent).toBeCloseTo(0.6, 12);
    expect(standardError).toBeCloseTo(Math.sqrt(0.02), 12);
  });

  test(`lies within three errors of the power of noisy times in most fits (seed ${SEED})`, () => {
    const random = createRandom(SEED);
    const sizes = [1, 2, 4, 8, 16, 32, 64, 128];
    let within = 0;
    for (let fit = 0; fit < 200; fit++) {
      const times = sizes.map((size) => size ** 0.8 * Math.exp(0.2 * (random() - 0.5)));
      const { exponent, standardError } = fitExponent(sizes, times);
      if (Math.abs(exponent - 0.8) < 3 * standardError) within++;
    }
    expect(within).toBeGreaterThan(180);
    expect(within).toBeLessThanOrEqual(200);
  });

  test('is refused for too few sizes, sizes of 0 and lists of unequal length', () => {
    expect(() => fitExponent([1, 2, 2], [1, 2, 3])).toThrow(RangeError);
    expect(() => fitExponent([0, 1, 2], [1, 2, 3])).toThrow(RangeError);
    expect(() => fitExponent([1, 2, 3], [1, 2])).toThrow(RangeError);
  });
});

describe('races', () => {
  test('run every contender once per round and repeat, back and forth, and wait for promises', async () => {
    const order: string[] = [];
    const contenders = [
      { run: () => order.push('a') },
      {
        repeats: 2,
        run: async () => {
          await Promise.resolve();
          order.push('b');
        },
      },
    ];
    const timesMs = await race(contenders, { rounds: 2, warmups: 1 });
    expect(order.join('')).toBe('bbaabbbba');
    expect(timesMs.map((times) => times.length)).toEqual([2, 2]);
  });

  test('are summarised by median, minimum and quartiles', () => {
    expect(summarise([5, 1, 4, 2, 3])).toEqual({ medianMs: 3, minMs: 1, spread: 0.6667, rounds: 5 });
    expect(summarise([0.123456])).toEqual({ medianMs: 0.1235, minMs: 0.1235, spread: 0, rounds: 1 });
  });

  test('compare medians, and each round with its own', () => {
    const compared = compareTimes([10, 12, 40, 10, 10], [1, 2, 4, 1, 2]);
    expect(compared).toEqual({ ratio: 5, ratioQuartiles: [6, 10], minRatio: 10 });
  });
});

describe('the history', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  const file = () => {
    folders.push(mkdtempSync(join(tmpdir(), 'diku-history-')));
    return join(folders[folders.length - 1], 'results', 'cpu.json');
  };
  const cpu = 'Some(R) CPU @ 2.60GHz';
  const machine = { cpu, threads: 2, memoryGb: 4, load: 0.3, platform: 'linux-x64', node: 'v20.19.0' };
  const field = {
    name: 'field',
    medianMs: 2,
    minMs: 1,
    spread: 0.1,
    checksum: '0123456789abcdef',
    ratio: 10,
    reference: { name: 'per-cell reference', medianMs: 20, minMs: 19, spread: 0 },
    cells: 12,
  };
  const run = {
    machine,
    tasks: [field, { ...field, name: 'alone', ratio: undefined, reference: undefined }],
  };
  const firstDate = '2026-01-02T03:04:05.678Z';

  test('keeps what it was given, and grows record by record', () => {
    const path = file();
    const first = createRecord(run, { date: firstDate, revision: 'abc' });
    appendRecord(path, readHistory(path, cpu), first);
    appendRecord(path, readHistory(path, cpu), { ...first, revision: 'def' });
    const history = readHistory(path, cpu);
    expect(history.records.map(({ revision }) => revision)).toEqual(['abc', 'def']);
    expect(history.records[0].tasks).toEqual([
      {
        name: 'field',
        medianMs: 2,
        minMs: 1,
        spread: 0.1,
        checksum: '0123456789abcdef',
        ratio: 10,
        reference: { name: 'per-cell reference', medianMs: 20 },
      },
      { name: 'alone', medianMs: 2, minMs: 1, spread: 0.1, checksum: '0123456789abcdef' },
    ]);
    expect(readdirSync(join(path, '..'))).toEqual(['cpu.json']);
  });

  test('is refused with file, location and what was found', () => {
    const path = file();
    appendRecord(path, readHistory(path, cpu), createRecord(run, { date: firstDate, revision: 'abc' }));
    const good = readFileSync(path, 'utf8');
    const refuse = (text: string, message: RegExp) => {
      writeFileSync(path, text);
      expect(() => readHistory(path, cpu)).toThrow(message);
    };
    refuse(good.slice(0, -20), /cpu\.json: /);
    refuse(
      good.replace('"0123456789abcdef"', '"xyz"'),
      /cpu\.json: records\[0\]\.tasks\[0\]\.checksum: found "xyz"/,
    );
    refuse(good.replace('"medianMs": 2', '"medianMs": -2'), /tasks\[0\]\.medianMs: found -2/);
    refuse(good.replace(firstDate, 'yesterday'), /records\[0\]\.date: found "yesterday"/);
    refuse(good.replace('"alone"', '"field"'), /records\[0\]\.tasks: found "1 names"/);
    refuse(good.replace(cpu, 'Other'), /cpu: found Other/);
    refuse('[]', /format: found undefined/);
  });

  test('has records in the order of their dates', () => {
    const record = createRecord(run, { date: firstDate, revision: 'abc' });
    const history: BenchmarkHistory = { format: 'diku-benchmarks', version: 1, cpu, records: [record] };
    expect(() => checkHistory(history)).not.toThrow();
    const earlier = { ...record, date: '2025-12-31T00:00:00.000Z' };
    expect(() => checkHistory({ ...history, records: [record, earlier] })).toThrow(/records\[1\]\.date/);
  });

  test('has one file per CPU model', () => {
    expect(cpuSlug('Intel(R) Xeon(R) CPU @ 2.60GHz')).toBe('intel-r-xeon-r-cpu-2-60ghz');
    expect(cpuSlug('!')).toBe('unknown');
    expect(historyFile(cpu)).toMatch(/benchmarks[\\/]results[\\/]some-r-cpu-2-60ghz\.json$/);
  });

  test('in this repository is well formed', () => {
    // Frame times are single runs of another make, see `bench:frames`.
    const names = readdirSync(resultsFolder).filter((name) => /^(?!frames-).*\.json$/.test(name));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const history: BenchmarkHistory = JSON.parse(readFileSync(new URL(name, resultsFolder), 'utf8'));
      expect(() => checkHistory(history)).not.toThrow();
      expect(`${cpuSlug(history.cpu)}.json`).toBe(name);
    }
  });
});

describe('options', () => {
  const tasks = ['field-one', 'growth', 'main-job'];

  test('choose tasks by the beginning of a name, theirs or a result’s', () => {
    const chosenBy = (...argv: string[]) => {
      const { isChosenTask } = readOptions(argv, tasks);
      return tasks.filter((task) => isChosenTask(task));
    };
    expect(chosenBy()).toEqual(tasks);
    expect(chosenBy('--only', 'field')).toEqual(['field-one']);
    expect(chosenBy('--only', 'growth-cells', '--only', 'main-job')).toEqual(['growth', 'main-job']);
    expect(chosenBy('--without', 'field')).toEqual(['growth', 'main-job']);
    expect(readOptions(['--without', 'batch', '--write-docs'], [...tasks, 'batch']).isWhole).toBe(true);
    expect(readOptions(['--only', 'growth-cells'], tasks).isChosenResult('growth-walls')).toBe(false);
  });

  test.each([
    [['--fast']],
    [['extra']],
    [['--only']],
    [['--only', 'nothing']],
    [['--only', '']],
    [['--without', 'nothing']],
    [['--record', '--without', 'growth']],
    [['--record', '--quick']],
    [['--write-docs', '--only', 'growth']],
    [['--record', '--compare', 'HEAD']],
    [['--compare', '']],
  ])('%j are refused in one line', (argv) => {
    let message = '';
    try {
      readOptions(argv, tasks);
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      message = (error as Error).message;
    }
    expect(message).toMatch(/^[^\n]+$/);
  });
});

describe('npm run bench', () => {
  const bench = (...argv: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { encoding: 'utf8' });
    return {
      status,
      stdout,
      lines: stderr
        .trim()
        .split('\n')
        .filter((line) => !line.includes('busy')),
    };
  };

  test.runIf(isLong)('prints one JSON document: machine, tasks, checksum, reference and ratio', () => {
    const { status, stdout } = bench('--json', '--quick', '--only', 'field-fine-grid');
    expect(status).toBe(0);
    const { machine, tasks } = JSON.parse(stdout);
    expect(machine.threads).toBeGreaterThan(0);
    expect(tasks).toHaveLength(1);
    const [task] = tasks;
    expect(task.name).toBe('field-fine-grid');
    expect(task.checksum).toMatch(/^[0-9a-f]{16}$/);
    expect(task.reference.name).toBe('per-cell reference');
    expect(task.ratio).toBeCloseTo(task.reference.medianMs / task.medianMs, 0);
    expect(task.largestDifferenceDb).toBeLessThan(1e-3);
  });

  test.each([
    [64, ['--fast']],
    [65, ['--compare', 'no-such-revision']],
  ])('ends with %i and one line for %j', (expected, argv) => {
    const { status, stdout, lines } = bench(...argv);
    expect(status).toBe(expected);
    expect(stdout).toBe('');
    expect(lines).toHaveLength(1);
  });
});

test('pages get their tables between their marks, and only there', () => {
  const page = readFileSync(new URL('../../benchmarks/README.md', import.meta.url), 'utf8');
  const written = replaceBetweenMarks(page, 'TABLE', 'page');
  expect(written).toContain('-->\n\nTABLE\n\n<!--');
  expect(replaceBetweenMarks(written, 'TABLE', 'page')).toBe(written);
  expect(written.split('TABLE')[0]).toBe(`${page.split('-->')[0]}-->\n\n`);
  expect(() => replaceBetweenMarks('no marks', 'TABLE', 'page')).toThrow(/page: expected one/);
});

function check<T>(arbitrary: fc.Arbitrary<T>, numRuns: number, property: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, property), { seed: SEED, numRuns });
}
