import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const program = fileURLToPath(new URL('../../packages/cli/bin/diku.js', import.meta.url));
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

/** Garages of tests are done before WebAssembly that V8 has optimised pays, above all the renderer's of images. */
const quickStart = ['--liftoff-only'];

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

/** Runs the built command line to its end. */
export function runCli(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<CliResult> {
  return finished(startCli(folder, args, environment));
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
