import type { Progress } from '@diku/engine';
import * as comlink from 'comlink';
import type { Observable } from '../store/observable.ts';
import type { PlanStore } from '../store/plan-store.ts';
import {
  noReference,
  type RayReference,
  type ReferenceState,
  type ReferenceSubject,
  withReference,
} from '../store/reference-state.ts';
import { PlannerClient } from './planner-client.ts';

/**
 * Traces energy rays of the level and carrier on screen, in workers that end with the work. References belong to a
 * document: another one begins without.
 */
export class ReferenceRunner {
  readonly #store: PlanStore;
  readonly #reference: Observable<ReferenceState>;
  readonly #client = new PlannerClient();
  #document: string | undefined;
  #run = 0;

  constructor(store: PlanStore, reference: Observable<ReferenceState>) {
    this.#store = store;
    this.#reference = reference;
    store.subscribe(() => {
      if (store.opened?.id === this.#document) return;
      this.#document = store.opened?.id;
      this.stop();
      const { rays } = reference.value;
      reference.patch({ ...noReference, rays });
    });
  }

  /** The reference once it is there; undefined where it failed, which the state says, or was stopped. */
  async trace(subject: ReferenceSubject): Promise<RayReference | undefined> {
    this.stop();
    const plan = this.#store.committed;
    if (!plan) return undefined;
    const run = ++this.#run;
    const { levelId, carrierId, scenarioId } = subject;
    const { rays } = this.#reference.value;
    const tracing = { levelId, carrierId, scenarioId, doneRatio: 0, antenna: undefined };
    this.#reference.patch({ tracing, failure: undefined });
    const onProgress = comlink.proxy(({ stage, doneRatio, detail }: Progress) => {
      if (run !== this.#run || stage !== 'rays') return;
      this.#reference.patch({ tracing: { ...tracing, doneRatio, antenna: detail } });
    });
    const remote = this.#client.withPlan(plan, scenarioId);
    const request = { antennas: plan.antennas, levelId, carrierId, rays };
    const outcome = await this.#client.settle(remote.traceReference(request, onProgress));
    if (run !== this.#run) return undefined;
    this.#client.terminate();
    if (!outcome.ok) {
      this.#reference.patch({
        tracing: undefined,
        failure: { levelId, carrierId, scenarioId, reason: outcome.failure },
      });
      return undefined;
    }
    const found = { levelId, carrierId, scenarioId, ...outcome.value };
    const all = withReference(this.#reference.value.found, found);
    this.#reference.patch({ tracing: undefined, found: all });
    return found;
  }

  /** Ends what is being traced. True if there was something. */
  stop(): boolean {
    if (!this.#reference.value.tracing) return false;
    this.#run++;
    this.#client.terminate();
    this.#reference.patch({ tracing: undefined });
    return true;
  }
}
