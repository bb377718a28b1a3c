import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCarrierProfile } from '@diku/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../fuzz/mutators.ts';
import { buildLanePlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import {
  type CliResult,
  createWorkFolder,
  examples,
  finished,
  program,
  runCli,
  runProgram,
} from '../support/run-cli.ts';
import { hallPlan, quickOptions, tooLittleDbm } from './batch-support/garages.ts';
import {
  deathKinds,
  errorKinds,
  type Fault,
  type FaultKind,
  FaultRunner,
  snapshot,
} from './fault-support/faults.ts';

const SEED = 28;
/** Faults of each command and kind in a run that is not the long one. */
const sampleSize = Number(process.env.DIKU_FAULTS ?? (isLong ? 1e9 : 1));

/** A command that writes, with the same one on another input, whose results are there before it. */
interface Writing {
  name: string;
  command(input: 'older' | 'newer'): readonly string[];
  /** Where nothing is there before it. */
  isFirst?: boolean;
  /** Folders whose files are one result, complete where they have a list. */
  folders?: readonly string[];
  /** Its folders, and the files beside them, are results of their own. */
  isMany?: boolean;
  /** Takes long: a sample in the long run, too, and none but that. */
  long?: number;
  /** Databases, which repair themselves; a second run adds to them. */
  store?: string;
  roles?: readonly Fault['role'][];
  /** Takes a second or two in all. */
  isQuick?: boolean;
}

const garage = (input: string) => `${input}.json`;
const coarse = ['--resolution', '5', '--workers', '1'];

const writings: readonly Writing[] = [
  {
    name: 'pattern -o FILE',
    isQuick: true,
    command: (input) => ['pattern', `${input}.msi`, '--plan', garage(input), '-o', 'out.json'],
  },
  {
    name: 'pattern -o FILE, the first time',
    isFirst: true,
    command: (input) => ['pattern', `${input}.msi`, '--plan', garage(input), '-o', 'out.json'],
  },
  {
    name: 'import --review --save-preset',
    long: 8,
    command: (input) => [
      'import',
      `${input}.dxf`,
      '-o',
      'out.json',
      '--review',
      '--save-preset',
      'preset.json',
    ],
  },
  {
    name: 'import --dump',
    folders: ['stages'],
    command: (input) => ['import', `${input}.dxf`, '-o', 'out.json', '--dump', 'stages'],
    long: 40,
  },
  {
    name: 'programme import',
    store: 'store.db',
    command: (input) => [
      ...['programme', 'import', `${input}.csv`, '-o', 'out.json', '--issues', 'issues.csv'],
      ...['--save-columns', 'columns.json', '--into', 'store.db', '--date', '2026-11-02'],
    ],
  },
  {
    name: 'programme export',
    command: (input) => ['programme', 'export', `${input}.db`, '-o', 'out.csv'],
  },
  {
    name: 'report',
    command: (input) => ['report', garage(input), '-o', 'out.html', ...coarse.slice(0, 2)],
    long: 40,
  },
  {
    name: 'survey -o FOLDER',
    folders: ['out'],
    command: (input) => ['survey', garage(input), '-o', 'out', '--resolution', '5'],
  },
  {
    name: 'survey -o FOLDER, the first time',
    isFirst: true,
    folders: ['out'],
    command: (input) => ['survey', garage(input), '-o', 'out', '--resolution', '5'],
    long: 40,
  },
  {
    name: 'predict -o FOLDER',
    folders: ['out'],
    command: (input) => ['predict', garage(input), '-o', 'out', ...coarse],
    long: 40,
  },
  {
    name: 'plan -o FOLDER',
    folders: ['out'],
    command: (input) => ['plan', garage(input), '-o', 'out', ...coarse, '--no-network', '--effort', 'low'],
    long: 10,
  },
  {
    name: 'batch -o FOLDER',
    isMany: true,
    folders: ['out/communities/a', 'out/communities/b'],
    roles: ['main', 'worker'],
    command: (input) => ['batch', `${input}-halls`, '-o', 'out', '--workers', '1', ...quickOptions],
    long: 20,
  },
];

const work = createWorkFolder();
const runner = new FaultRunner(work.folder);
const template = join(work.folder, 'template');
afterAll(() => {
  runner.close();
  work.remove();
});

beforeAll(async () => {
  mkdirSync(template);
  const write = (name: string, content: string) => writeFileSync(join(template, name), content);
  const requirements = { coverageRatio: 0.5, confidence: 0.6, profile: 'shanghai-2023' as const };
  const carriers = findCarrierProfile('lte');
  for (const [input, id, count, gain] of [
    ['older', 'B1', 2, 5],
    ['newer', 'B2', 1, 7],
  ] as const) {
    write(
      garage(input),
      JSON.stringify(buildLanePlan({ id }, { carriers: carriers.slice(0, count), requirements })),
    );
    write(`${input}.msi`, antennaFile(gain));
    mkdirSync(join(template, `${input}-halls`));
    for (const [index, name] of ['a', 'b'].entries()) {
      const plan = hallPlan(20 + index + count, tooLittleDbm);
      write(`${input}-halls/${name}.diku.json`, JSON.stringify(plan));
    }
  }
  cpSync(join(examples, 'garage-one-level.dxf'), join(template, 'newer.dxf'));
  cpSync(join(examples, 'garage-two-levels.dxf'), join(template, 'older.dxf'));
  const [head, ...rows] = readFileSync(join(examples, 'status-table.csv'), 'utf8').split('\n');
  write('older.csv', [head, ...rows.slice(0, 30)].join('\n'));
  write('newer.csv', [head, ...rows.slice(20, 60)].join('\n'));
  for (const input of ['older', 'newer']) {
    await runCli(template, ['programme', 'import', `${input}.csv`, '--into', `${input}.db`]);
  }
});

function antennaFile(gainDbi: number): string {
  const cut = Array.from(
    { length: 360 },
    (_, degrees) => `${degrees} ${Math.min(degrees, 360 - degrees) / 10}`,
  );
  const cuts = ['HORIZONTAL', 'VERTICAL'].flatMap((name) => [`${name} 360`, ...cut]);
  return ['NAME outsider', 'FREQUENCY 1800', `GAIN ${gainDbi} dBi`, ...cuts].join('\n');
}

type Files = Record<string, string>;

/** What a command leaves, and what was there before it. */
interface Known {
  status: number;
  older: Files;
  newer: Files;
}

/** Prepares `start` as what is there before a command, and returns that and what is there after it. */
async function learn({ command, isFirst }: Writing): Promise<Known> {
  const start = join(work.folder, 'start');
  rmSync(start, { recursive: true, force: true });
  runner.restore(template);
  if (!isFirst) expect((await runner.start(command('older'))).status).toBeLessThan(2);
  cpSync(runner.run, start, { recursive: true });
  const older = snapshot(runner.run);
  const { status, stderr } = await runner.start(command('newer'));
  expect({ status, stderr }).toMatchObject({ status: expect.any(Number) });
  const newer = snapshot(runner.run);
  expect(status, stderr).toBeLessThan(2);
  expect(newer).not.toEqual(older);
  return { status: status!, older, newer };
}

/** What is wrong with what a fault left; nothing where all is well. */
function faultsOf(
  known: Known,
  { folders = [], store, isMany }: Writing,
  fault: Fault,
  ended: CliResult,
  call: string,
): string[] {
  const { status, stderr } = ended;
  const isDeath = (deathKinds as readonly FaultKind[]).includes(fault.kind) && fault.role !== 'worker';
  const left = snapshot(runner.run);
  const [isOlder, isNewer] = [known.older, known.newer].map((files) => sameVisible(left, files, store));
  const found: string[] = [];
  if (isDeath && status !== null) found.push(`it ended with ${status}`);
  if (!isDeath && ![known.status, 74, 66].includes(status ?? -1))
    found.push(`status ${status}: ${stderr.slice(0, 600)}`);
  if (!isDeath && status === known.status && !isNewer)
    found.push(`status ${status}, and not all is there: ${differences(left, known.newer)}`);
  for (const unit of isMany ? [...folders, ''] : []) {
    const isOf = (path: string) =>
      unit === '' ? !folders.some((each) => path.startsWith(`${each}/`)) : path.startsWith(`${unit}/`);
    const isUnit = [known.older, known.newer].some((files) =>
      sameVisible(only(left, isOf), only(files, isOf), store),
    );
    if (!isDeath && !isUnit)
      found.push(`neither old nor new, ${unit}: ${differences(only(left, isOf), only(known.newer, isOf))}`);
  }
  if (!isMany && !isDeath && !isOlder && !isNewer)
    found.push(`neither old nor new: ${differences(left, known.newer)}`);
  const isSwept = !isDeath && !fault.isLasting && !/^unlink/.test(call);
  const leftovers = hiddenOf(left).filter((path) => !(path in known.older) && !(path in known.newer));
  if (isSwept && leftovers.length > 0) found.push(`left behind: ${leftovers.join(', ')}`);
  for (const path of visibleOf(left)) {
    const isWhole =
      left[path] === known.older[path] || left[path] === known.newer[path] || isOfStore(path, store);
    if (!isWhole) found.push(`${path} is of neither`);
  }
  for (const folder of folders) {
    const inside = (files: Files) =>
      Object.entries(files).filter(
        ([path]) => path.startsWith(`${folder}/`) && !isHidden(path.slice(folder.length + 1)),
      );
    const isListed = `${folder}/files.json` in left;
    const same = (files: Files) => JSON.stringify(inside(left)) === JSON.stringify(inside(files));
    if (isListed && !same(known.older) && !same(known.newer)) found.push(`${folder} is mixed`);
  }
  return found;
}

function only(files: Files, isOf: (path: string) => boolean): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => isOf(path)));
}

/** A database and its journal, by which it repairs itself. */
const isOfStore = (path: string, store: string | undefined) => store !== undefined && path.startsWith(store);
const isHidden = (path: string) => path.split('/').some((name) => name.startsWith('.'));
const visibleOf = (files: Files) =>
  Object.keys(files).filter((path) => !isHidden(path) && files[path] !== '');
const hiddenOf = (files: Files) => Object.keys(files).filter(isHidden);

function sameVisible(left: Files, files: Files, store: string | undefined): boolean {
  const paths = new Set([...visibleOf(left), ...visibleOf(files)]);
  return [...paths].every((path) => isOfStore(path, store) || left[path] === files[path]);
}

function differences(left: Files, files: Files): string {
  const paths = [...new Set([...Object.keys(left), ...Object.keys(files)])];
  return paths.filter((path) => left[path] !== files[path]).join(', ');
}

/** Runs the command once more, which finds what the fault left. */
async function faultsOfNext(known: Known, { command, store }: Writing): Promise<string[]> {
  runner.close();
  const { status, stderr } = await runner.start(command('newer'));
  const left = snapshot(runner.run);
  const more = Object.keys(left).filter((path) => !(path in known.newer));
  return [
    ...(status === known.status ? [] : [`the next run ended with ${status}: ${stderr.slice(0, 600)}`]),
    ...(store !== undefined || sameVisible(left, known.newer, store)
      ? []
      : [`the next run left ${differences(left, known.newer)}`]),
    ...(more.length > 0 ? [`the next run left ${more.join(', ')} behind`] : []),
  ];
}

/** Every manner in which a command may be stopped. */
function mannersOf({ roles = ['main'] }: Writing): Fault[] {
  return [...errorKinds, ...deathKinds].flatMap((kind) =>
    // Without power all processes end.
    roles
      .filter((role) => kind !== 'power' || role === 'main')
      .flatMap((role) => [
        { kind, at: 0, role },
        // A disk that is full stays full, and one that takes nothing more goes on so.
        ...(kind === 'ENOSPC' || kind === 'EROFS' ? [{ kind, at: 0, role, isLasting: true }] : []),
      ]),
  );
}

/** Lets one call go wrong, and returns what is wrong with what that left. */
async function tryFault(known: Known, writing: Writing, fault: Fault, call: string, isFollowed: boolean) {
  runner.restore(join(work.folder, 'start'));
  const ended = await runner.start(writing.command('newer'), fault);
  const found = faultsOf(known, writing, fault, ended, call);
  const isLeft = Object.keys(snapshot(runner.run)).some(
    (path) => !(path in known.older) && !(path in known.newer),
  );
  if (ended.status === null || isLeft || isFollowed) found.push(...(await faultsOfNext(known, writing)));
  const { kind, at, role, isLasting } = fault;
  const name = `${kind}${isLasting ? ' from there on' : ''}, ${role} call ${at}, ${call}`;
  return found.map((each) => `${name}: ${each}`);
}

/** Each of the quick ones, a folder and a single file: the others wait for the long run. */
const tried = writings.filter(
  ({ name, isQuick }) => isLong || isQuick || ['plan -o FOLDER', 'report'].includes(name),
);

describe.each(tried)('$name', (writing) => {
  it(`is old or new as a whole, whatever call of the system fails or is the last (seed ${SEED})`, {
    timeout: 3_600_000,
    tags: writing.isQuick ? [] : ['thorough'],
  }, async () => {
    const random = createRandom(SEED);
    const known = await learn(writing);
    const wrong: string[] = [];
    let tried = 0;
    const all = mannersOf(writing);
    // Outside the long run each command meets a part of them, the next command the next ones: all are met by some.
    const parts = writing.isQuick ? 4 : 8;
    const first = writings.indexOf(writing) % parts;
    const manners = process.env.DIKU_FAULTS || isLong ? all : all.filter((_, k) => k % parts === first);
    for (const manner of manners) {
      runner.restore(join(work.folder, 'start'));
      await runner.start(writing.command('newer'), manner);
      const calls = runner.calls();
      const wanted = Math.min(sampleSize, writing.long ?? sampleSize);
      for (const at of chosen(calls.length, wanted, random)) {
        const fault = { ...manner, at, seed: SEED + at };
        const found = await tryFault(known, writing, fault, calls[at - 1], tried % 10 === 0);
        tried += 1;
        wrong.push(...found);
        for (const each of found) log(each);
      }
    }
    log(`${writing.name}: ${tried} faults, ${wrong.length} wrong`);
    expect(tried).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a machine', () => {
  const descriptors = isLong ? [20, 24, 28, 32, 38, 44, 50, 56, 62, 70, 80, 90, 100, 120] : [24, 90];
  it.each(
    writings.filter(({ name }) =>
      /^(pattern -o FILE|import --dump|programme import|predict|batch)/.test(name),
    ),
  )(
    `that has ${descriptors.join(', ')} descriptors runs $name, or ends it with 74 and one line`,
    {
      timeout: 1_200_000,
      tags: ['thorough'],
    },
    async (writing) => {
      const known = await learn(writing);
      for (const count of descriptors) {
        runner.restore(join(work.folder, 'start'));
        const line = `ulimit -n ${count}; exec "$0" "$@"`;
        const child = spawn('sh', ['-c', line, process.execPath, program, ...writing.command('newer')], {
          cwd: runner.run,
          env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8' },
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        const { status, stderr } = await finished(child);
        expect({ count, status, stderr }).toMatchObject({ status: expect.toBeOneOf([known.status, 74]) });
        const lines = stderr.split('\n').filter((each) => each.startsWith('    at '));
        expect(lines).toEqual([]);
        const files = status === 74 ? known.older : known.newer;
        expect({ count, differences: differences(snapshot(runner.run), files) }).toEqual({
          count,
          differences: '',
        });
      }
    },
  );

  it.runIf(isLong)(
    'that has much to do says the same of the same, 60 times',
    { timeout: 600_000 },
    async () => {
      runner.restore(template);
      const bad = ['predict', 'newer.json', '--formula', '20*log10(d)+nonsense((', ...coarse];
      const results = new Map<string, number>();
      const waiting = Array.from({ length: 60 }, (_, index) => index).values();
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          for (const _ of waiting) {
            const { status, stderr } = await runProgram(runner.run, bad);
            const key = `${status} ${stderr}`;
            results.set(key, (results.get(key) ?? 0) + 1);
          }
        }),
      );
      expect([...results.values()]).toEqual([60]);
      expect([...results.keys()][0]).toMatch(/^65 /);
    },
  );
});

/** The long run says how far it is, where a file is named for that. */
function log(line: string): void {
  if (process.env.DIKU_FAULTS_LOG) appendFileSync(process.env.DIKU_FAULTS_LOG, `${line}\n`);
}

/** Some of the numbers from 1 to `count`, all where that many are asked for. */
function chosen(count: number, wanted: number, random: (below: number) => number): number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  while (all.length > wanted) all.splice(random(all.length), 1);
  return all;
}
