import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CommandError, exitStatus } from '../exit-status.ts';
import type { JobEnd, JobOrder, JobRunner, SpentTime } from './job-order.ts';
import { guardDescriptor, type WorkerAnswer } from './worker-messages.ts';

const program = fileURLToPath(new URL('./batch-worker.js', import.meta.url));
/** A job whose process ends is given to another one: the first may have been the wrong one to be ended. */
const maxAttempts = 2;

/** Runs jobs in worker processes of this machine, each job in one, each process for many. */
export class ProcessRunner implements JobRunner {
  readonly slots: number;
  /** Told of each job that is done, where its time went. */
  onSpent?: (communityId: string, spent: SpentTime) => void;
  readonly #limits: JobLimits;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  #isClosed = false;

  constructor(slots: number, limits: JobLimits) {
    this.slots = slots;
    this.#limits = limits;
  }

  async run(order: JobOrder): Promise<JobEnd> {
    for (let attempt = 1; ; attempt += 1) {
      const child = this.#idle.pop() ?? this.#spawn();
      const end = await this.#runOn(child, order);
      const isCrash = end !== 'done' && end.kind === 'crash';
      if (!isCrash || attempt === maxAttempts || this.#isClosed) return end;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const ended = [...this.#all].map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of this.#all) child.kill('SIGKILL');
    await Promise.all(ended);
  }

  #spawn(): ChildProcess {
    const { memoryMb } = this.#limits;
    const child = fork(program, {
      // What Node was told of the batch holds for its garages.
      execArgv: [
        ...process.execArgv,
        ...thrifty(memoryMb),
        `--max-old-space-size=${Math.max(64, Math.floor(memoryMb))}`,
      ],
      env: { ...process.env, DIKU_JOB_MEMORY_MB: String(memoryMb) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
      serialization: 'advanced',
    });
    this.#all.add(child);
    child.once('exit', () => this.#all.delete(child));
    // One that cannot be started or written to ends, and that is what is told.
    child.on('error', () => child.kill('SIGKILL'));
    return child;
  }

  #runOn(child: ChildProcess, order: JobOrder): Promise<JobEnd> {
    const { timeS } = this.#limits;
    let message = '';
    let isLate = false;
    const listen = (chunk: Buffer) => {
      message = (message + chunk.toString()).slice(-4000);
    };
    const streams = [child.stderr, child.stdio[guardDescriptor]];
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, timeS * 1000);
    return new Promise<JobEnd>((resolve, reject) => {
      for (const stream of streams) stream?.on('data', listen);
      // After its pipes are read out.
      child.once('close', (code, signal) => {
        if (isLate) resolve({ kind: 'time', detail: String(timeS) });
        else if (/^memory$|heap out of memory/m.test(message))
          resolve({ kind: 'memory', detail: String(this.#limits.memoryMb) });
        else resolve({ kind: 'crash', detail: signal ?? String(code) });
      });
      child.once('message', (answer: WorkerAnswer) => {
        if ('notWritten' in answer) {
          const { notWritten } = answer;
          reject(new CommandError(exitStatus.cannotWrite, notWritten.en, (language) => notWritten[language]));
        } else resolve('done' in answer ? 'done' : answer.failed);
        if ('done' in answer) this.onSpent?.(order.community.id, answer.spent);
        if ('done' in answer && !answer.isLarge && !this.#isClosed) this.#idle.push(child);
        else child.kill('SIGKILL');
      });
      child.send(order);
    }).finally(() => {
      clearTimeout(timer);
      child.removeAllListeners('message').removeAllListeners('close');
      for (const stream of streams) stream?.removeListener('data', listen);
    });
  }
}

/**
 * Flags of V8 for a process beside others that keep all cores busy, where work on threads beside the main one is not for nothing:
 * garbage is collected on the main thread; functions are optimised after four times as many calls; and the whole heap is collected
 * later, since with each collection short-lived functions lose their optimised code.
 */
function thrifty(memoryMb: number): string[] {
  return [
    '--single-threaded-gc',
    '--interrupt-budget=270336',
    `--initial-old-space-size=${Math.floor(memoryMb / 4)}`,
  ];
}

export interface JobLimits {
  timeS: number;
  memoryMb: number;
}
