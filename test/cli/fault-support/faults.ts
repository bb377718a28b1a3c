import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtMain, type CliResult, commandProcess, quickStart } from '../../support/run-cli.ts';

const preload = fileURLToPath(new URL('break-files.mjs', import.meta.url));

export const errorKinds = ['ENOSPC', 'EIO', 'EMFILE', 'EROFS'] as const;
export const deathKinds = ['kill', 'power'] as const;
export type FaultKind = (typeof errorKinds)[number] | (typeof deathKinds)[number];

/** A fault that a process is to have. */
export interface Fault {
  kind: FaultKind;
  /** Number of the call, of those that may go wrong in this manner, from 1; 0: none, they are counted. */
  at: number;
  /** Every later one goes wrong too: a disk that is full stays full. */
  isLasting?: boolean;
  /** Process of a batch that it happens to; default: the one that was started. */
  role?: 'main' | 'worker';
  seed?: number;
}

/** Runs commands with faults, one after the other, in a process that stays until it is killed. */
export class FaultRunner {
  readonly #folder: string;
  #child: ChildProcess | undefined;

  /** `folder` has a folder `run` for commands to run in, and others beside it. */
  constructor(folder: string) {
    this.#folder = folder;
    for (const name of ['run', 'grave', 'tmp']) mkdirSync(join(folder, name), { recursive: true });
  }

  /** The folder that commands run in. */
  get run(): string {
    return join(this.#folder, 'run');
  }

  /** What is there before a command, anew. */
  restore(from: string): void {
    for (const name of ['run', 'grave', 'tmp']) {
      rmSync(join(this.#folder, name), { recursive: true, force: true });
      mkdirSync(join(this.#folder, name));
    }
    cpSync(from, this.run, { recursive: true });
  }

  /** Runs a command to its end, with a fault or without. Its status is null where it was killed. */
  start(args: readonly string[], fault?: Fault): Promise<CliResult> {
    const log = join(this.#folder, 'calls.log');
    rmSync(log, { force: true });
    const order = fault && {
      ...fault,
      ...{ roots: [this.run, join(this.#folder, 'tmp')], grave: join(this.#folder, 'grave'), log },
      once: join(this.#folder, 'grave', 'once'),
    };
    const child = this.#running();
    return new Promise((resolve) => {
      let stderr = '';
      const gather = (bytes: Buffer) => {
        stderr += bytes.toString();
      };
      child.stderr?.on('data', gather);
      const end = (result: CliResult) => {
        child.removeAllListeners();
        child.stderr?.off('data', gather);
        resolve(result);
      };
      child.once('close', (status) => {
        this.#child = undefined;
        end({ status, stdout: '', stderr });
      });
      child.once('message', end);
      child.send({ folder: this.run, args, environment: { DIKU_FAULT: order ? JSON.stringify(order) : '' } });
    });
  }

  /** Calls of the last command that may go wrong as its fault does, in their order. */
  calls(): string[] {
    try {
      return readFileSync(join(this.#folder, 'calls.log'), 'utf8').trimEnd().split('\n').filter(Boolean);
    } catch {
      return [];
    }
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    this.#child = fork(commandProcess, [builtMain], {
      env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8', TMPDIR: join(this.#folder, 'tmp') },
      execArgv: [...quickStart, '--import', preload],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    return this.#child;
  }
}

/** Every file below a folder with its bytes, hidden ones too, and folders that are empty. */
export function snapshot(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const found = entries.map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length + 1), entry.isFile() ? readFileSync(path).toString('latin1') : ''];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
