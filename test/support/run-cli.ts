import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { thriftyNode } from '../../scripts/lib/thrifty-node.mjs';
import { isLong } from './is-long.ts';

export const program = fileURLToPath(new URL('../../packages/cli/bin/diku.js', import.meta.url));
export const builtMain = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
export const commandProcess = fileURLToPath(new URL('cli-process.mjs', import.meta.url));
export const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
export const fixturePlan = fileURLToPath(new URL('../fixtures/small-garage.diku.json', import.meta.url));

export interface CliResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A folder of its own for one test file; `remove` deletes it. */
export function createWorkFolder(): { folder: string; list(): string[]; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'diku-cli-'));
  return {
    folder,
    list: () => (readdirSync(folder, { recursive: true }) as string[]).sort(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Garages of tests are done before WebAssembly that V8 has optimised pays, above all the renderer's of images; with each
 * collection of the whole heap functions lose their optimised code, so the first comes late.
 */
export const quickStart = [...thriftyNode, '--liftoff-only', '--initial-old-space-size=128'];

/** Starts the built command line in a folder, in English. */
export function startCli(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): ChildProcess {
  return spawn(process.execPath, [...quickStart, program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the built command line to its end, in a process of its own. */
export function runProgram(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<CliResult> {
  return finished(startCli(folder, args, environment));
}

/**
 * Runs a command to its end. `npm test` runs one after the other in a process that stays, which has loaded and optimised what
 * they are made of; the long suite starts a process for each.
 */
export function runCli(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<CliResult> {
  const isPlain = Object.keys(environment).every((name) => name === 'LANG');
  return isLong || !isPlain ? runProgram(folder, args, environment) : runInTurn(folder, args, environment);
}

interface CommandProcess {
  child: ChildProcess;
  /** Settles once it is free. */
  free: Promise<unknown>;
  /** Commands that it has been asked for and has not answered. */
  asked: number;
  idle?: NodeJS.Timeout;
}
/** A process that is not asked for so long ends: few tests need each. */
const idleMs = 5000;
/** Processes that run commands, by what a process reads when it starts: its environment, the language of its help. */
const processes = new Map<string, CommandProcess>();

function runInTurn(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<CliResult> {
  const at = args.findIndex((each) => each.startsWith('--lang'));
  const key = JSON.stringify([environment, at < 0 ? '' : args.slice(at, at + 2)]);
  let running = processes.get(key);
  if (running?.child.connected !== true) {
    const child = fork(commandProcess, [builtMain], {
      env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8', ...environment },
      execArgv: quickStart,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running = { child, free: Promise.resolve(), asked: 0 };
    processes.set(key, running);
  }
  const { child } = running;
  const used = running;
  clearTimeout(used.idle);
  used.asked += 1;
  const answer = running.free.then(() => ask(child, folder, args));
  used.free = answer
    .catch(() => {})
    .then(() => {
      used.asked -= 1;
      if (used.asked > 0 || !child.connected) return;
      used.idle = setTimeout(() => {
        if (processes.get(key) === used) processes.delete(key);
        child.disconnect();
      }, idleMs);
      used.idle.unref();
    });
  return answer;
}

export function finished(child: ChildProcess): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

/** The answer of a process to one command; an error where it ends instead. */
function ask(child: ChildProcess, folder: string, args: readonly string[]): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const ended = (status: number | null) => reject(new Error(`diku ${args.join(' ')} ended with ${status}`));
    child.once('exit', ended);
    child.once('message', (result: CliResult) => {
      child.off('exit', ended);
      resolve(result);
    });
    child.send({ folder, args });
  });
}

/** The fixture plan with changes, written into the folder; returns its name. */
export function writePlan(folder: string, name: string, change: (plan: PlanJson) => void): string {
  const plan = JSON.parse(readFileSync(fixturePlan, 'utf8')) as PlanJson;
  change(plan);
  writeFileSync(join(folder, name), JSON.stringify(plan));
  return name;
}

/** The part of the document that the tests change. */
export interface PlanJson {
  levels: {
    id: string;
    outline: unknown;
    walls: { id: string; material: string; thicknessM: unknown }[];
  }[];
  carriers: { id: string }[];
  antennas: { id: string; level: string; position: unknown }[];
  requirements: { coverageRatio: number; confidence: number };
  [key: string]: unknown;
}
