import type { Plan, ScenarioId } from '@diku/engine';
import * as comlink from 'comlink';
import type { Observable } from '../store/observable.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { LiveField } from './live-field.ts';
import { PlannerClient } from './planner-client.ts';
import { exactResolutionM } from './worker-contract.ts';

/** Rest after an edit before the exact prediction starts. */
const restMs = 120;

/**
 * Keeps results up with the plan: at once the field of the carrier and level on screen, on rest everything.
 * Old figures are marked stale at once.
 */
export class PredictionRunner {
  readonly #store: PlanStore;
  readonly #results: Observable<ResultState>;
  readonly #view: Observable<ViewState>;
  readonly #exact = new PlannerClient();
  /** The field on screen while the exact one is not there; its worker also answers quick questions. */
  readonly live: LiveField;
  #seen: Plan | undefined;
  #document = 0;
  #scenarioId: ScenarioId = 'planned';
  #timer = 0;
  #run = 0;

  constructor(store: PlanStore, view: Observable<ViewState>, results: Observable<ResultState>) {
    this.#store = store;
    this.#results = results;
    this.#view = view;
    this.live = new LiveField(store, view, results);
    store.subscribe(() => this.#planChanged());
    view.subscribe(() => this.#scenarioChanged());
  }

  start(): void {
    this.#exact.start();
    this.live.client.start();
  }

  #planChanged(): void {
    const plan = this.#store.plan;
    if (plan === this.#seen) return;
    const before = this.#seen;
    if (isPredictedAlike(before, plan)) {
      this.#seen = plan;
      this.#document = this.#store.document;
      return;
    }
    const opened = this.#store.document !== this.#document;
    this.#document = this.#store.document;
    this.#seen = plan;
    this.#run++;
    clearTimeout(this.#timer);
    if (opened) {
      this.#scenarioId = 'planned';
      this.#view.patch({ scenarioId: 'planned' });
      this.#results.patch({ exact: undefined, previous: undefined, live: undefined, placement: undefined });
    }
    if (this.#results.value.status === 'computing') void this.#exact.remote().cancel();
    if (!plan || plan.antennas.length === 0) {
      this.#results.patch({ status: 'none', exact: undefined, previous: undefined, live: undefined });
      return;
    }
    this.#results.patch({ status: this.#results.value.exact ? 'stale' : 'computing', doneRatio: 0 });
    this.live.planChanged(before, plan);
    if (this.#store.previewing) return;
    const isFirst = opened || !before || before.antennas.length === 0;
    if (isFirst) void this.#predictNext(plan);
    else this.#timer = window.setTimeout(() => void this.#predict(plan), restMs);
  }

  /** Another state of shutters and cars: the figures on screen are of the one before. */
  #scenarioChanged(): void {
    const { scenarioId } = this.#view.value;
    if (scenarioId === this.#scenarioId) return;
    this.#scenarioId = scenarioId;
    const plan = this.#seen;
    if (!plan || plan.antennas.length === 0) return;
    this.#run++;
    clearTimeout(this.#timer);
    if (this.#results.value.status === 'computing') void this.#exact.remote().cancel();
    this.#results.patch({ status: this.#results.value.exact ? 'stale' : 'computing', doneRatio: 0 });
    this.#timer = window.setTimeout(() => void this.#predict(plan), 0);
  }

  /**
   * Predicts after all that is being done to the plan, but before the page is drawn, which takes its time with a new
   * garage.
   */
  async #predictNext(plan: Plan): Promise<void> {
    const run = this.#run;
    await undefined;
    if (run === this.#run) await this.#predict(plan);
  }

  async #predict(plan: Plan): Promise<void> {
    const run = ++this.#run;
    this.#results.patch({ status: 'computing', doneRatio: 0 });
    const onProgress = comlink.proxy(({ doneRatio }: { doneRatio: number }) => {
      if (run === this.#run) this.#results.patch({ doneRatio });
    });
    const client = this.#exact;
    const outcome = await client.settle(
      client.withPlan(plan, this.#scenarioId).predict(plan.antennas, exactResolutionM, onProgress),
    );
    if (run !== this.#run) return;
    if (outcome.ok) {
      const previous = this.#results.value.exact;
      this.#results.patch({
        status: 'fresh',
        exact: outcome.value,
        previous,
        live: undefined,
        failure: undefined,
      });
    } else {
      this.#results.patch({ status: 'failed', live: undefined, failure: outcome.failure });
    }
  }
}

/** Returns whether plans differ in a stored verdict or in records of rays at most, which no prediction reads. */
function isPredictedAlike(before: Plan | undefined, after: Plan | undefined): boolean {
  if (!before || !after) return false;
  const { derived: was = {}, ...old } = before;
  const { derived: is = {}, ...now } = after;
  const { verdict: _was, rays: _then, ...oldParts } = was;
  const { verdict: _is, rays: _now, ...nowParts } = is;
  return isShallowlySame(old, now) && isShallowlySame(oldParts, nowParts);
}

function isShallowlySame(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.is(Reflect.get(a, key), Reflect.get(b, key)))
  );
}
