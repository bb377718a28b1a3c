import type { Plan, ScenarioId } from '@diku/engine';
import * as comlink from 'comlink';
import { levelsDifference } from '../store/plan-difference.ts';
import type { Outcome, PlannerWorker } from './worker-contract.ts';

/** One worker with the planner's engine in it. It keeps the plan, so that calls send only the antennas. */
export class PlannerClient {
  #worker: Worker | undefined;
  #remote: comlink.Remote<PlannerWorker> | undefined;
  #sent: Plan | undefined;
  #scenarioId: ScenarioId = 'planned';
  /** Ends the calls that wait for an answer. A race with one promise of a crash would keep something of every call for good. */
  readonly #failing = new Set<(error: Error) => void>();

  /** The worker, holding the plan's levels, carriers and requirements, in a state of shutters and cars. */
  withPlan(plan: Plan, scenarioId: ScenarioId): comlink.Remote<PlannerWorker> {
    const remote = this.remote();
    const sent = this.#sent;
    const records = sent && levelsDifference(sent, plan);
    if (records && records.length > 0) void remote.changePlan(records);
    else if (!records) void remote.setPlan(plan);
    this.#sent = plan;
    if (this.#scenarioId !== scenarioId) {
      this.#scenarioId = scenarioId;
      void remote.setScenario(scenarioId);
    }
    return remote;
  }

  /** The worker loads and compiles now, so that the first call does not wait for it. */
  start(): void {
    this.remote();
  }

  remote(): comlink.Remote<PlannerWorker> {
    if (!this.#remote) {
      this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      const worker = this.#worker;
      worker.addEventListener('error', (event) => {
        if (this.#worker !== worker) return;
        this.#failAll(new Error(event.message || 'the worker stopped'));
        this.terminate();
      });
      this.#remote = comlink.wrap<PlannerWorker>(this.#worker);
    }
    return this.#remote;
  }

  /** The outcome of a call, or a failure when the worker dies over it or is stopped (`CancelledError`). */
  async settle<Value>(work: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
    try {
      return await this.#unlessItDies(work);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { ok: false, failure: { name, message, problems: [] } };
    }
  }

  /** Stops whatever the worker is doing; the next call starts a new one. */
  terminate(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#failAll(Object.assign(new Error('stopped'), { name: 'CancelledError' }));
    this.#remote = undefined;
    this.#sent = undefined;
    this.#scenarioId = 'planned';
  }

  #unlessItDies<Value>(work: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#failing.add(reject);
      void work.then(resolve, reject).finally(() => this.#failing.delete(reject));
    });
  }

  #failAll(error: Error): void {
    for (const fail of this.#failing) fail(error);
    this.#failing.clear();
  }
}
