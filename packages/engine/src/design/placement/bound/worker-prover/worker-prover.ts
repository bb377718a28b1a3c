import { proxy, wrap } from 'comlink/dist/esm/comlink.mjs';
import { requireFunction } from '../../../../core/index.ts';
import type { Remote, SpawnedWorker } from '../../../../radio/index.ts';
import { type OpenProver, type ProofHooks, type ProofOrder, type Prover, resultFor } from '../proof.ts';
import type { ProofResult, ProofState } from '../proof-state.ts';
import { type ProofListener, type ProverApi, toWire } from './prover-api.ts';

/**
 * Proves on a thread of its own while the caller goes on searching. The thread says every state it gets to; where the result for
 * a number of antennas ends is decided here, by what was counted.
 */
export function workerProver(spawn: () => SpawnedWorker): OpenProver {
  requireFunction('spawn', spawn);
  return (): Prover => {
    const spawned = spawn();
    return {
      start: (order, hooks) => new WorkerProof(spawned, order, hooks),
      dispose: () => spawned.terminate(),
    };
  };
}

class WorkerProof {
  readonly #spawned: SpawnedWorker;
  readonly #remote: Remote<ProverApi>;
  readonly #expired: () => boolean;
  readonly #listener: ProofListener;
  readonly #states: ProofState[] = [];
  #result: ProofResult | undefined;
  /** It died, or was stopped in the middle. */
  #isLost = false;
  #wake: () => void = () => {};

  constructor(spawned: SpawnedWorker, order: ProofOrder, { passes, expired }: ProofHooks) {
    this.#spawned = spawned;
    this.#remote = wrap(spawned.endpoint) as Remote<ProverApi>;
    this.#expired = expired;
    const lose = () => {
      this.#isLost = true;
      this.#wake();
    };
    spawned.onFailure?.(lose);
    this.#listener = proxy({
      state: (state: ProofState) => {
        this.#states.push(state);
        this.#wake();
      },
      passes,
      beat: () => this.#wake(),
    });
    void this.#remote.prove(toWire(order), this.#listener as never).then((result) => {
      this.#result = result;
      this.#wake();
    }, lose);
  }

  until(knownCount: number, report: (state: ProofState) => void): Promise<ProofResult> {
    let read = 0;
    return this.#waitFor(() => {
      for (; read < this.#states.length; read += 1) {
        const state = this.#states[read];
        if (state.lowerBound >= knownCount) {
          void this.#remote.end();
          return resultFor({ ...state, stopped: 'proven' }, knownCount);
        }
        report(state);
      }
      if (this.#result) return resultFor(this.#result, knownCount);
      const last = this.#states.at(-1) ?? nothingYet;
      if (this.#isLost) return { ...last, stopped: 'unsolved' };
      return this.#stopsNow() ? { ...last, stopped: 'expired' } : undefined;
    });
  }

  async levelBounds(knownCount: number, levelCount: number): Promise<number[]> {
    let bounds: number[] | undefined;
    const nothing = Array.from({ length: levelCount }, () => 0);
    if (this.#isLost) return nothing;
    const asked = this.#remote.levelBounds(knownCount, levelCount, this.#listener as never);
    void asked.then(
      (found) => {
        bounds = found;
        this.#wake();
      },
      () => {
        bounds = nothing;
        this.#wake();
      },
    );
    return this.#waitFor(() => bounds ?? (this.#isLost || this.#stopsNow() ? nothing : undefined));
  }

  /** Ends the thread where the time is over or it was cancelled. */
  #stopsNow(): boolean {
    if (!this.#expired()) return false;
    this.#isLost = true;
    this.#spawned.terminate();
    return true;
  }

  /** Result of `look`, once it has one: it is called whenever the thread sends a message. */
  #waitFor<Found>(look: () => Found | undefined): Promise<Found> {
    return new Promise((resolve) => {
      this.#wake = () => {
        const found = look();
        if (found === undefined) return;
        this.#wake = () => {};
        resolve(found);
      };
      this.#wake();
    });
  }
}

const nothingYet: ProofState = {
  ...{ lowerBound: 0, rootBound: 0, nodes: 0, linearPrograms: 0, iterations: 0, cuts: 0, work: 0 },
};
