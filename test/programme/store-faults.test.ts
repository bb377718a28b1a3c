/** @module-tag thorough */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../fuzz/mutators.ts';
import { isLong } from '../support/is-long.ts';
import { type CliResult, createWorkFolder, examples, finished, program, runCli } from '../support/run-cli.ts';

const SEED = 31;
/** Faults of each kind of call and each manner; all of them in the long run. */
const sampleSize = Number(process.env.DIKU_FAULTS ?? (isLong ? 1e9 : 1));
/** The library writes past Node: its calls are failed where the system takes them. */
const hasTracer = spawnSync('strace', ['-V']).status === 0;

const work = createWorkFolder();
const { folder } = work;
const path = (name: string) => join(folder, name);
const calls = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'openat'] as const;
type Call = (typeof calls)[number];
const manners = ['error=ENOSPC', 'error=EIO', 'signal=SIGKILL'] as const;
const command = ['programme', 'import', 'newer.csv', '--into', 'store.db', '--date', '2026-11-02'];

let older: string;
let newer: string;

beforeAll(async () => {
  const [head, ...rows] = readFileSync(join(examples, 'status-table.csv'), 'utf8').split('\n');
  writeFileSync(path('older.csv'), [head, ...rows.slice(0, 40)].join('\n'));
  writeFileSync(path('newer.csv'), [head, ...rows.slice(20, 70)].join('\n'));
  const date = ['--date', '2026-11-01'];
  await runCli(folder, ['programme', 'import', 'older.csv', '--into', 'start.db', ...date]);
  older = await exported('start.db');
  cpSync(path('start.db'), path('store.db'));
  expect((await runCli(folder, command)).status).toBe(0);
  newer = await exported('store.db');
  expect(newer).not.toBe(older);
}, 60_000);
afterAll(() => work.remove());

/** The communities of a store, as the program reads them. */
async function exported(store: string): Promise<string> {
  const { status, stderr } = await runCli(folder, ['programme', 'export', store, '-o', 'out.csv']);
  return status === 0 ? readFileSync(path('out.csv'), 'utf8') : `${status}: ${stderr}`;
}

/** Runs the command under the tracer, which sees the calls to the store and its journal and lets one of them go wrong. */
function traced(fault?: string): Promise<CliResult & { seen: string[] }> {
  const log = path('calls');
  const child = spawn(
    'strace',
    [
      ...['-f', '--seccomp-bpf', '-qq', '-o', log, '-P', path('store.db'), '-P', path('store.db-journal')],
      ...['-e', `trace=${calls.join(',')}`, ...(fault === undefined ? [] : ['-e', `inject=${fault}`])],
      ...[process.execPath, program, ...command, '--lang', 'en'],
    ],
    { cwd: folder, env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return finished(child).then((result) => ({ ...result, seen: readFileSync(log, 'utf8').split('\n') }));
}

function restore(): void {
  for (const name of readdirSync(folder)) if (/store\.db/.test(name)) rmSync(path(name));
  cpSync(path('start.db'), path('store.db'));
}

/** Some of the numbers from 1 to `count`, all where that many are asked for. */
function chosen(count: number, random: (below: number) => number): number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  while (all.length > sampleSize) all.splice(random(all.length), 1);
  return all;
}

describe.skipIf(!hasTracer)('the programme’s file', () => {
  it(`is old or new as a whole, whatever call to it fails or is the last (seed ${SEED})`, {
    timeout: 3_600_000,
  }, async () => {
    const random = createRandom(SEED);
    restore();
    const { seen, status } = await traced();
    expect(status).toBe(0);
    const wrong: string[] = [];
    let tried = 0;
    for (const call of calls)
      for (const manner of manners) {
        for (const at of chosen(countOf(seen, call), random)) {
          const fault = `${call}:${manner}:when=${at}`;
          wrong.push(...(await faultsOf(fault)).map((each) => `${fault}: ${each}`));
          tried += 1;
        }
      }
    expect(tried).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });
});

const countOf = (seen: readonly string[], call: Call) =>
  seen.filter((line) => line.includes(` ${call}(`)).length;

/** What is wrong with what a fault leaves, and with what the next run makes of it. */
async function faultsOf(fault: string): Promise<string[]> {
  restore();
  const { status, stderr } = await traced(fault);
  const found: string[] = [];
  const isKilled = fault.includes('signal');
  if (!isKilled && status !== 0 && status !== 74) found.push(`status ${status}: ${stderr}`);
  const state = await exported('store.db');
  if (state !== older && state !== newer) found.push(`neither old nor new: ${state.slice(0, 300)}`);
  if (status === 0 && state !== newer) found.push('status 0, and it is not there');
  const again = await runCli(folder, command);
  if (again.status !== 0) found.push(`the next run: ${again.status} ${again.stderr}`);
  else if ((await exported('store.db')) !== newer) found.push('the next run is not what it should be');
  if (existsSync(path('store.db-journal'))) found.push('a journal is left');
  return found;
}
