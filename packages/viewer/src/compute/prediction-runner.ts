import type { Antenna, Plan } from '@diku/engine';
import * as comlink from 'comlink';
import type { Observable } from '../store/observable.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { PlannerClient } from './planner-client.ts';

/** Rest after an edit before the exact prediction starts. */
const restMs = 300;
const exactResolutionM = 0.5;
const coarseResolutionM = 2;

/**
 * Keeps results up with the plan: while an antenna is dragged a coarse field of the carrier and level on
 * screen, always of the newest position; on rest everything exactly. Old figures are marked stale at once.
 */
export class PredictionRunner {
  readonly #store: PlanStore;
  readonly #view: Observable<ViewState>;
  readonly #results: Observable<ResultState>;
  readonly #exact = new PlannerClient();
  readonly #live = new PlannerClient();
  #seen: Plan | undefined;
  #timer = 0;
  #run = 0;
  #liveBusy = false;

  constructor(store: PlanStore, view: Observable<ViewState>, results: Observable<ResultState>) {
    this.#store = store;
    this.#view = view;
    this.#results = results;
    store.subscribe(() => this.#planChanged());
  }

  /** The worker that answers quick questions. */
  get live(): PlannerClient {
    return this.#live;
  }

  #planChanged(): void {
    const plan = this.#store.plan;
    if (plan === this.#seen) return;
    const opened = plan?.levels !== this.#seen?.levels;
    this.#seen = plan;
    this.#run++;
    clearTimeout(this.#timer);
    if (opened) {
      this.#results.patch({ exact: undefined, previous: undefined, coarse: undefined, placement: undefined });
    }
    if (this.#results.value.status === 'computing') void this.#exact.remote().cancel();
    if (!plan || plan.antennas.length === 0) {
      this.#results.patch({ status: 'none', exact: undefined, previous: undefined, coarse: undefined });
      return;
    }
    this.#results.patch({ status: this.#results.value.exact ? 'stale' : 'computing', doneRatio: 0 });
    void this.#followLive();
    if (!this.#store.previewing) {
      this.#timer = window.setTimeout(() => void this.#predict(plan), opened ? 0 : restMs);
    }
  }

  async #predict(plan: Plan): Promise<void> {
    const run = ++this.#run;
    this.#results.patch({ status: 'computing', doneRatio: 0 });
    const onProgress = comlink.proxy(({ doneRatio }: { doneRatio: number }) => {
      if (run === this.#run) this.#results.patch({ doneRatio });
    });
    const client = this.#exact;
    const outcome = await client.settle(
      client.withPlan(plan).predict(plan.antennas, exactResolutionM, onProgress),
    );
    if (run !== this.#run) return;
    if (outcome.ok) {
      const previous = this.#results.value.exact;
      this.#results.patch({ status: 'fresh', exact: outcome.value, previous, coarse: undefined, error: '' });
    } else {
      this.#results.patch({ status: 'failed', coarse: undefined, error: outcome.failure.message });
    }
  }

  #isFresh(): boolean {
    return this.#results.value.status === 'fresh';
  }

  /** Computes the coarse field again and again until it is of the newest antennas. */
  async #followLive(): Promise<void> {
    if (this.#liveBusy) return;
    this.#liveBusy = true;
    let done: Antenna[] | undefined;
    for (;;) {
      const plan = this.#store.plan;
      const { carrierId, levelId } = this.#view.value;
      if (!plan || plan.antennas === done || this.#isFresh()) break;
      done = plan.antennas;
      const client = this.#live;
      const outcome = await client.settle(
        client.withPlan(plan).antennaField(plan.antennas, carrierId, levelId, coarseResolutionM),
      );
      if (!outcome.ok) break;
      if (!this.#isFresh() && this.#store.plan?.levels === plan.levels) {
        this.#results.patch({ coarse: { maps: outcome.value, resolutionM: coarseResolutionM } });
      }
    }
    this.#liveBusy = false;
  }
}
