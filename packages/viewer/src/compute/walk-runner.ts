import type { Plan, Progress } from '@diku/engine';
import * as comlink from 'comlink';
import type { Observable } from '../store/observable.ts';
import type { PlanStore } from '../store/plan-store.ts';
import {
  noWalk,
  usualWalkChoices,
  type WalkChoices,
  type WalkResult,
  type WalkState,
} from '../store/walk-state.ts';
import { PlannerClient } from './planner-client.ts';
import { readAllBytes } from './read-bytes.ts';
import type { Outcome } from './worker-contract.ts';

/** Actions on the walk test beside the plan. */
export interface WalkActions {
  /** Holds a walk test against the plan; what is none leaves the one before. */
  open(file: File): Promise<Outcome<WalkResult>>;
  /** Reads it again, with other choices or against the plan as it is now. */
  reread(choices?: Partial<WalkChoices>): Promise<void>;
  /** Takes the calibration that is proposed over into the plan, as one step, and holds the walk against that. */
  takeCalibration(): Promise<void>;
  /** The sheet of the acceptance test, HTML. */
  sheet(language: 'zh' | 'en'): Promise<Outcome<string>>;
  close(): void;
}

/**
 * Walk tests beside the plan: read, held against it and fitted in a worker of their own, again whenever a choice asks for it. They
 * belong to a document: another one begins without.
 */
export class WalkRunner implements WalkActions {
  readonly #store: PlanStore;
  readonly #walk: Observable<WalkState>;
  readonly #client = new PlannerClient();
  #document: string | undefined;
  #run = 0;

  constructor(store: PlanStore, walk: Observable<WalkState>) {
    this.#store = store;
    this.#walk = walk;
    store.subscribe(() => {
      if (store.opened?.id === this.#document) return;
      this.#document = store.opened?.id;
      this.close();
    });
  }

  async open(file: File): Promise<Outcome<WalkResult>> {
    const before = this.#walk.value;
    const outcome = await this.#read(file, usualWalkChoices);
    // What is no walk leaves the one before.
    if (!outcome.ok) this.#walk.patch({ ...before, readingRatio: undefined });
    return outcome;
  }

  async reread(choices: Partial<WalkChoices> = {}): Promise<void> {
    const { file, choices: before } = this.#walk.value;
    if (!file) return;
    const outcome = await this.#read(file, { ...before, ...choices });
    if (!outcome.ok && outcome.failure.name !== 'CancelledError')
      this.#walk.patch({ failure: outcome.failure, readingRatio: undefined });
  }

  async takeCalibration(): Promise<void> {
    const { result } = this.#walk.value;
    const plan = this.#store.committed;
    if (!plan || !result?.calibration || plan !== result.basis) return;
    const { report: _, materials, ...parts } = result.calibration;
    const next: Plan = { ...plan, ...parts, ...(materials ? { materials } : {}) };
    const { settingsChange } = await import('../store/settings/change-settings.ts');
    const change = settingsChange(plan, next);
    if (change && this.#store.committed === plan && this.#store.apply({ ...change, name: 'calibrate' }))
      void this.reread();
  }

  async sheet(language: 'zh' | 'en'): Promise<Outcome<string>> {
    const { result } = this.#walk.value;
    if (!result) throw new Error('no walk test is open');
    const { basis, acceptance } = result;
    return this.#client.settle(this.#client.remote().walkSheet(basis, acceptance, language));
  }

  close(): void {
    this.#run++;
    const { shows } = this.#walk.value;
    if (this.#walk.value.readingRatio !== undefined) this.#client.terminate();
    this.#walk.patch({ ...noWalk, shows });
  }

  async #read(file: File, choices: WalkChoices): Promise<Outcome<WalkResult>> {
    const plan = this.#store.committed;
    if (!plan) throw new Error('no plan is open');
    const run = ++this.#run;
    this.#walk.patch({ readingRatio: 0, failure: undefined });
    const [bytes] = await readAllBytes([file]);
    const report = comlink.proxy(({ doneRatio }: Progress) => {
      if (run === this.#run) this.#walk.patch({ readingRatio: doneRatio });
    });
    const outcome = await this.#client.settle(this.#client.remote().readWalk(plan, bytes, choices, report));
    if (run !== this.#run)
      return { ok: false, failure: { name: 'CancelledError', message: '', problems: [] } };
    if (!outcome.ok) return outcome;
    const result = { ...outcome.value, basis: plan };
    this.#walk.patch({ file, choices, result, readingRatio: undefined, failure: undefined });
    return { ok: true, value: result };
  }
}
