import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { builtMain, commandProcess, createWorkFolder, quickStart } from '../support/run-cli.ts';
import { besides, type Door, doors, jsonMutators, tableMutators } from './doors.ts';
import { byteMutators, createRandom, type Mutator, textMutators } from './mutators.ts';

/** Cases in all; `DIKU_FUZZ_DOORS=20000` for the long run. */
const caseCount = Number(process.env.DIKU_FUZZ_DOORS ?? (isLong ? 20_000 : 60));
const firstSeed = Number(process.env.DIKU_FUZZ_SEED ?? 1);
const longestS = 60;
const largestMemoryMb = 2048;
/** Statuses of commands that were given something: done, not met, wrong usage, bad input, not found, not written. */
const statuses = [0, 1, 64, 65, 66, 74];

const work = createWorkFolder();
const folder = join(work.folder, 'run');
let child: ChildProcess | undefined;

afterAll(() => {
  child?.kill('SIGKILL');
  work.remove();
});

interface Answer {
  status: number | null;
  stderr: string;
}

/** Runs a command in a process that stays, in a minute at most. */
function run(args: readonly string[]): Promise<Answer> {
  if (!child?.connected) {
    child = fork(commandProcess, [builtMain], {
      env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8', TMPDIR: work.folder },
      execArgv: [...quickStart, `--max-old-space-size=${largestMemoryMb}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
  }
  const used = child;
  return new Promise((resolve) => {
    let stderr = '';
    const gather = (bytes: Buffer) => {
      stderr = (stderr + bytes.toString()).slice(-3000);
    };
    used.stderr?.on('data', gather);
    const timer = setTimeout(() => used.kill('SIGKILL'), longestS * 1000);
    const end = (answer: Answer) => {
      clearTimeout(timer);
      used.removeAllListeners();
      used.stderr?.off('data', gather);
      resolve(answer);
    };
    used.once('close', (status, signal) => {
      child = undefined;
      end({ status, stderr: `${signal ?? ''} ${stderr}` });
    });
    used.once('message', end);
    used.send({ folder, args });
  });
}

/** Largest memory that the process has had, MB; 0 where the system does not say. */
function memoryMb(): number {
  try {
    const status = readFileSync(`/proc/${child?.pid}/status`, 'utf8');
    return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Samples that commands make, by the name that doors have for them. */
const made = new Map<string, Uint8Array>();

beforeAll(async () => {
  mkdirSync(folder);
  for (const [name, content] of Object.entries(besides)) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, 'existing.csv'), doors.find(({ name }) => name === 'existing tree')!.samples[0]);
  const commands: Record<string, [file: string, args: string[]]> = {
    communities: ['communities.json', ['programme', 'import', 'status.csv', '-o', 'communities.json']],
    columns: ['columns.json', ['programme', 'import', 'status.csv', '--save-columns', 'columns.json']],
    store: ['store.db', ['programme', 'import', 'status.csv', '--into', 'store.db']],
    progress: ['progress.csv', ['programme', 'export', 'store.db', '-o', 'progress.csv']],
    tree: [
      'tree.json',
      [
        'network',
        'plan.json',
        '-o',
        'out.json',
        '--existing',
        'existing.csv',
        '--save-columns',
        'tree.json',
        '--resolution',
        '5',
      ],
    ],
    preset: ['preset.json', ['import', 'drawing.dxf', '-o', 'out.json', '--save-preset', 'preset.json']],
  };
  for (const [name, [file, args]] of Object.entries(commands)) {
    const { status, stderr } = await run(args);
    expect({ name, status, stderr }).toMatchObject({ status: 0 });
    made.set(name, readFileSync(join(folder, file)));
  }
}, 120_000);

const samplesOf = ({ samples }: Door) =>
  samples.map((sample) =>
    typeof sample === 'string' ? (made.get(sample) ?? new Uint8Array(Buffer.from(sample))) : sample,
  );

const mutatorsOf: Record<Door['kind'], readonly Mutator[]> = {
  json: [...jsonMutators, ...jsonMutators, ...byteMutators, ...textMutators],
  table: [...tableMutators, ...tableMutators, ...byteMutators, ...textMutators],
  text: [...byteMutators, ...textMutators],
  bytes: byteMutators,
};

/** One to three mutations of a sample; the same seed gives the same bytes. */
function mutated(door: Door, seed: number): { name: string; bytes: Uint8Array } {
  const random = createRandom(seed);
  const samples = samplesOf(door);
  let bytes = samples[random(samples.length)];
  const mutators = mutatorsOf[door.kind];
  const steps: string[] = [];
  for (let k = 1 + random(3); k > 0; k--) {
    const mutator = mutators[random(mutators.length)];
    bytes = mutator.mutate(bytes, random, samples);
    steps.push(mutator.name);
  }
  return { name: `${door.name}, seed ${seed}: ${steps.join(', ')}`, bytes };
}

/** Gives a content to the door. */
function give(door: Door, bytes: Uint8Array): Promise<Answer> {
  const file = `damaged.${door.kind === 'table' ? 'csv' : door.kind === 'json' ? 'json' : 'bin'}`;
  for (const each of [file, `${file}-journal`, 'set', 'built'])
    rmSync(join(folder, each), { recursive: true, force: true });
  writeFileSync(join(folder, file), bytes);
  // An argument has no zero in it.
  const content = Buffer.from(bytes).toString().replaceAll('\0', ' ');
  return run(door.command(file, content));
}

const ratioSum = doors.reduce((sum, { ratio = 1 }) => sum + ratio, 0);

describe('what others give ends in a result or in a refusal, at each door', () => {
  // Those that take seconds a content wait for the long run.
  for (const door of doors.filter(({ ratio = 1 }) => isLong || ratio >= 0.5)) {
    const count = Math.ceil((caseCount * (door.ratio ?? 1)) / ratioSum);
    it(`${door.name}: ${count} contents (seeds from ${firstSeed})`, {
      timeout: 3_600_000,
      tags: (door.ratio ?? 1) < 2 ? ['thorough'] : [],
    }, async () => {
      const wrong: string[] = [];
      for (const sample of samplesOf(door)) {
        const { status, stderr } = await give(door, sample);
        expect({ sample: Buffer.from(sample.slice(0, 200)).toString(), status, stderr }).toMatchObject({
          status: door.whole ?? expect.toBeOneOf([0, 1]),
        });
      }
      for (let seed = firstSeed; seed < firstSeed + count; seed++) {
        const { name, bytes } = mutated(door, seed);
        const { status, stderr } = await give(door, bytes);
        const usedMb = memoryMb();
        if (!statuses.includes(status ?? -1)) {
          wrong.push(`${name}: ${status} ${stderr.slice(0, 1500)}`);
          log(wrong.at(-1)!);
        }
        if (usedMb > largestMemoryMb) wrong.push(`${name}: ${usedMb.toFixed(0)} MB`);
        if (usedMb > largestMemoryMb) child?.kill('SIGKILL');
      }
      log(`${door.name}: ${count}, ${wrong.length} wrong`);
      expect(wrong).toEqual([]);
    });
  }
});

/** The long run says how far it is, where a file is named for that. */
function log(line: string): void {
  if (process.env.DIKU_FAULTS_LOG) appendFileSync(process.env.DIKU_FAULTS_LOG, `${line}\n`);
}
