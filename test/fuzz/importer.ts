import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ImageOptions } from '@diku/engine/import';
import { thriftyNode } from '../../scripts/lib/thrifty-node.mjs';

export const largestMemoryMb = 1024;
/** Limit by the clock, and generous: the machine may do other things too. */
const longestSeconds = 60;

export interface Outcome {
  kind: 'plan' | 'refused' | 'broken' | 'silent';
  message?: string;
  /** Codes of the warnings that a plan came with. */
  warnings?: string[];
  /** Hash of the levels of the plan. */
  plan?: string;
  /** Processor time of all its threads. */
  seconds: number;
  /** Largest of the process so far. */
  memoryMb: number;
}

/** Imports in a child process, which is ended when it does not answer in time and started anew. */
export class Importer {
  private child: ChildProcess | undefined;

  /** Takes bytes, or the name of a file: large ones are read in the child. */
  import(source: Uint8Array | string, options: { image?: ImageOptions } = {}): Promise<Outcome> {
    this.child ??= fork(fileURLToPath(new URL('fuzz-child.mjs', import.meta.url)), {
      serialization: 'advanced',
      execArgv: [...thriftyNode, `--max-old-space-size=${largestMemoryMb}`],
    });
    const { child } = this;
    return new Promise((resolve) => {
      const answer = (outcome: Outcome) => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (outcome.kind === 'silent') this.close();
        resolve(outcome);
      };
      const silence = (message: string) => () =>
        answer({ kind: 'silent', message, seconds: longestSeconds, memoryMb: 0 });
      const timer = setTimeout(silence(`no answer within ${longestSeconds} s`), longestSeconds * 1000);
      child.once('message', answer);
      child.once('exit', silence('the process died'));
      child.send({ ...(typeof source === 'string' ? { file: source } : { bytes: source }), options });
    });
  }

  close(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}
