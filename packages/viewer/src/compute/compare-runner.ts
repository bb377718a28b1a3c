import type { Plan, ScenarioId } from '@diku/engine';
import * as comlink from 'comlink';
import { type CompareState, comparedVariant } from '../store/compare-state.ts';
import type { Observable } from '../store/observable.ts';
import type { ViewState } from '../store/view-state.ts';
import { PlannerClient } from './planner-client.ts';
import { exactResolutionM } from './worker-contract.ts';

/** Predicts the variant that is compared, in a worker of its own that ends with the comparison. */
export class CompareRunner {
  readonly #compare: Observable<CompareState>;
  readonly #view: Observable<ViewState>;
  readonly #client = new PlannerClient();
  #plan: Plan | undefined;
  #scenarioId: ScenarioId = 'planned';
  #run = 0;

  constructor(compare: Observable<CompareState>, view: Observable<ViewState>) {
    this.#compare = compare;
    this.#view = view;
    compare.subscribe(() => void this.#follow());
    view.subscribe(() => void this.#follow());
  }

  async #follow(): Promise<void> {
    const plan = comparedVariant(this.#compare.value)?.plan;
    const { scenarioId } = this.#view.value;
    if (plan === this.#plan && (!plan || scenarioId === this.#scenarioId)) return;
    [this.#plan, this.#scenarioId] = [plan, scenarioId];
    const run = ++this.#run;
    this.#compare.patch({ exact: undefined, doneRatio: 0, failure: undefined });
    if (!plan) {
      this.#client.terminate();
      return;
    }
    const onProgress = comlink.proxy(({ doneRatio }: { doneRatio: number }) => {
      if (run === this.#run) this.#compare.patch({ doneRatio });
    });
    const remote = this.#client.withPlan(plan, scenarioId);
    const outcome = await this.#client.settle(remote.predict(plan.antennas, exactResolutionM, onProgress));
    if (run !== this.#run) return;
    this.#compare.patch(outcome.ok ? { exact: outcome.value } : { failure: outcome.failure });
  }
}
