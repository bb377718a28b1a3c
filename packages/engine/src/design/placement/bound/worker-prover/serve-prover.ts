import { expose } from 'comlink/dist/esm/comlink.mjs';
import type { LoadHighs } from '../../../../core/index.ts';
import type { WorkerEndpoint } from '../../../../radio/index.ts';
import { boundLevels } from '../bound-levels.ts';
import type { BoundProblem } from '../bound-problem.ts';
import { proofSteps } from '../prove-bound.ts';
import { fromWire, type ProverApi, type RemoteListener } from './prover-api.ts';

export interface ServeProverOptions {
  loadHighs: LoadHighs;
  /** Awaited after each state, so that the thread hears that it should end. */
  pause: () => Promise<void>;
}

/** Simplex iterations between two signs of life: some tens of milliseconds. */
const iterationsPerBeat = 256;

/** A thread's whole program: proves for a `workerProver` at the other end of `endpoint` until terminated. */
export function serveProver(endpoint: WorkerEndpoint, { loadHighs, pause }: ServeProverOptions): void {
  // While the garage is still being looked at.
  const loading = loadHighs();
  let problem: BoundProblem | undefined;
  let isEnded = false;
  const api: ProverApi = {
    async prove(order, listener) {
      problem = fromWire(order);
      isEnded = false;
      const steps = proofSteps(await loading, problem, order.budget, beating(listener));
      for (let answer = true; ; ) {
        const { done, value } = steps.next(answer);
        if (done) return value;
        if ('question' in value) answer = await listener.passes(value.question);
        else {
          void listener.state(value.state);
          await pause();
          answer = !isEnded;
        }
      }
    },
    end() {
      isEnded = true;
    },
    async levelBounds(knownCount, levelCount, listener) {
      if (!problem) throw new Error('prover: no problem was ever sent');
      return boundLevels(await loading, { ...problem, knownCount }, levelCount, beating(listener));
    },
  };
  expose(api, endpoint);
}

/** Asked at every iteration whether to stop; never does, but lets the other end hear that it could. */
function beating(listener: RemoteListener): () => boolean {
  let iterations = 0;
  return () => {
    iterations += 1;
    if (iterations % iterationsPerBeat === 0) void listener.beat();
    return false;
  };
}
