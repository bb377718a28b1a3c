import type { NetworkReport, PlacingChoices, Plan, Progress } from '@diku/engine';
import type { PlacingProgress } from '@diku/engine/core';
import type { CandidateRow, NetworkChange } from '@diku/engine/design';
import * as comlink from 'comlink';
import type { DesignState, NetworkFigures, NetworkProposal, StatePrices } from '../store/design-state.ts';
import type { PlanDocumentFile } from '../store/document-kinds.ts';
import type { Observable } from '../store/observable.ts';
import { isListed } from '../store/plan-change.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { PlacementProposal, PlacingState } from '../store/proposal.ts';
import type { ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
import type { DocumentRequest } from './make-document.ts';
import { PlannerClient } from './planner-client.ts';
import {
  type FedAntennas,
  figuresOf,
  followingRecords,
  type PlacedAntennas,
  placedSoFar,
  proposeNetwork,
  proposePlacement,
  type RedesignedNetwork,
} from './propose.ts';
import type { FileBytes } from './read-request.ts';
import type { AntennaTypeFile } from './read-setting-file.ts';
import type { OnProgress, Outcome } from './worker-contract.ts';

/** A placement under way. */
interface Placing {
  plan: Plan;
  /** Shared with the worker, where pages have such memory. */
  flag: Int32Array | undefined;
  state: PlacingState;
  /** Ends it with the best set heard of, where the worker cannot be told. */
  stop(placed: PlacedAntennas | undefined): void;
}

/**
 * Placements and networks as proposals, and documents, each in a worker of its own. What is under way and what came of
 * it is in the design state; the plan changes only when somebody takes a proposal.
 */
export class DesignRunner {
  readonly #design: Observable<DesignState>;
  readonly #results: Observable<ResultState>;
  readonly #placements = new PlannerClient();
  readonly #feeds = new PlannerClient();
  readonly #reports = new PlannerClient();
  readonly #documents = new PlannerClient();
  #placing: Placing | undefined;

  constructor(design: Observable<DesignState>, results: Observable<ResultState>) {
    this.#design = design;
    this.#results = results;
  }

  /** A proposal of antennas for the plan; a later one ends an earlier one. */
  async place(
    plan: Plan,
    choices: PlacingChoices,
    onProgress?: OnProgress,
  ): Promise<Outcome<PlacementProposal>> {
    this.stopPlacing();
    const { exact, status } = this.#results.value;
    const before = status === 'fresh' ? exact?.assessment : undefined;
    const flag = self.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
    const stopped = new Promise<Outcome<PlacedAntennas>>((resolve) => {
      const state: PlacingState = {
        ...{ stage: 'fields', doneRatio: 0, antennas: [], lowerBound: undefined, isEnding: false },
      };
      const stop: Placing['stop'] = (placed) =>
        resolve(placed ? { ok: true, value: placed } : { ok: false, failure: cancelledFailure });
      this.#placing = { plan, flag, state, stop };
    });
    const placing = this.#placing;
    this.#design.patch({ placing: placing?.state, placement: undefined });
    const report = comlink.proxy((progress: Progress) => {
      onProgress?.(progress);
      if (!placing || placing !== this.#placing) return;
      placing.state = stateAfter(placing.state, progress);
      this.#design.patch({ placing: placing.state });
    });
    const request = { plan, choices, cancelled: flag };
    const client = this.#placements;
    const outcome = await Promise.race([
      client.settle(client.remote().placeAntennas(request, report)),
      stopped,
    ]);
    if (placing === this.#placing) {
      this.#placing = undefined;
      this.#design.patch({ placing: undefined });
    }
    if (!outcome.ok) return outcome;
    const placement = proposePlacement(plan, outcome.value, before);
    this.#design.patch({ placement });
    return { ok: true, value: placement };
  }

  /** Ends the placement under way with the best set so far, as a proposal. True if there was one. */
  cancelPlacing(): boolean {
    const placing = this.#placing;
    if (!placing) return false;
    if (placing.flag) {
      Atomics.store(placing.flag, 0, 1);
      placing.state = { ...placing.state, isEnding: true };
      this.#design.patch({ placing: placing.state });
      return true;
    }
    const { antennas, lowerBound } = placing.state;
    placing.stop(antennas.length > 0 ? placedSoFar([...antennas], lowerBound) : undefined);
    this.#placements.terminate();
    return true;
  }

  /** Ends the placement under way without a proposal. */
  stopPlacing(): void {
    const placing = this.#placing;
    if (!placing) return;
    this.#placing = undefined;
    this.#design.patch({ placing: undefined });
    placing.stop(undefined);
    this.#placements.terminate();
  }

  /** The plan's feeder network, designed anew, as a proposal. */
  async feed(plan: Plan): Promise<Outcome<NetworkProposal>> {
    this.stopFeeding();
    this.#design.patch({ feeding: { stage: 'network', doneRatio: 0 }, network: undefined });
    const report = comlink.proxy(({ stage, doneRatio, detail }: Progress) =>
      this.#design.patch({ feeding: { stage, doneRatio, detail } }),
    );
    const client = this.#feeds;
    const outcome: Outcome<FedAntennas> = await client.settle(client.remote().feed(plan, report));
    this.#design.patch({ feeding: undefined });
    if (!outcome.ok) return outcome;
    const network = proposeNetwork(plan, outcome.value);
    this.#design.patch({ network });
    return { ok: true, value: network };
  }

  /** Antennas that the plan takes to pass in each of its states; stopped as documents are. */
  async priceStates(plan: Plan, onProgress: OnProgress): Promise<Outcome<StatePrices>> {
    const client = this.#documents;
    const outcome = await client.settle(client.remote().priceStates(plan, comlink.proxy(onProgress)));
    if (!outcome.ok) return outcome;
    const prices = { ...outcome.value, basis: plan };
    this.#design.patch({ prices });
    return { ok: true, value: prices };
  }

  /** Pattern files of one antenna as a type. */
  readPatterns(files: readonly FileBytes[]): Promise<Outcome<AntennaTypeFile>> {
    const client = this.#reports;
    return client.settle(client.remote().readPatterns(files));
  }

  /** A table of the planner's own candidates for a plan. */
  readCandidates(file: FileBytes, plan: Plan): Promise<Outcome<CandidateRow[]>> {
    const client = this.#reports;
    return client.settle(client.remote().readCandidates(file, plan));
  }

  /** Report on the network that the plan has. */
  reportNetwork(plan: Plan): Promise<Outcome<NetworkReport | undefined>> {
    const client = this.#reports;
    return client.settle(client.remote().reportNetwork(plan));
  }

  /** True if there was one to stop. */
  stopFeeding(): boolean {
    if (this.#design.value.feeding === undefined) return false;
    this.#feeds.terminate();
    return true;
  }

  /** A document of the plan. */
  makeDocument(
    plan: Plan,
    wish: DocumentRequest,
    onProgress: OnProgress,
  ): Promise<Outcome<PlanDocumentFile>> {
    const client = this.#documents;
    return client.settle(client.remote().makeDocument(plan, wish, comlink.proxy(onProgress)));
  }

  stopDocuments(): void {
    this.#documents.terminate();
  }
}

const cancelledFailure = { name: 'CancelledError', message: 'cancelled', problems: [] };

/** State after a report: steps that say nothing of antennas leave the best ones as they were. */
function stateAfter(before: PlacingState, { doneRatio, placing, stage }: Progress): PlacingState {
  if (!placing) return stage === 'fields' ? { ...before, doneRatio } : before;
  const { step, antennas, lowerBound } = placing as PlacingProgress<Plan['antennas'][number]>;
  return { ...before, stage: step, doneRatio, antennas, lowerBound: lowerBound ?? before.lowerBound };
}

interface Followed {
  store: PlanStore;
  view: Observable<ViewState>;
  design: Observable<DesignState>;
  results: Observable<ResultState>;
  /** Returns whether the network is looked at. */
  isWanted(): boolean;
}

/**
 * Keeps the figures of a network up with the plan while it is looked at. Of an antenna that is moved the feeder follows, as
 * part of the same step; once its verdict is there the network is designed anew around it, as part of that step too.
 */
export class NetworkFollower {
  readonly #parts: Followed;
  readonly #figures = new PlannerClient();
  readonly #designs = new PlannerClient();
  #isBusy = false;
  #asked: Plan | undefined;
  /** A plan whose network is to be designed anew. */
  #awaiting: Plan | undefined;
  /** The last plan that was made while nobody looked at its network: nothing of it follows. */
  #unseen: Plan | undefined;

  constructor(parts: Followed) {
    this.#parts = parts;
    parts.results.subscribe(() => this.#redesignIfRested());
  }

  /** Brings the figures up to the plan and to what is looked at. */
  follow(): void {
    const { store, design, isWanted } = this.#parts;
    if (!isWanted()) this.#unseen = store.committed;
    if (this.#awaiting && store.committed !== this.#awaiting) this.#stopRedesign();
    if (!store.plan?.network && design.value.figures)
      design.patch({ figures: undefined, figuresFailure: undefined });
    if (!this.#isBusy) void this.#followOn();
  }

  /** Designs the network anew around what a person set in the plan, as part of that step. */
  async redesign(plan: Plan): Promise<void> {
    const { store, design } = this.#parts;
    this.#stopRedesign();
    this.#awaiting = plan;
    design.patch({ redesign: 'running' });
    const client = this.#designs;
    const outcome = await client.settle(client.remote().redesignNetwork(plan));
    if (this.#awaiting !== plan) return;
    this.#awaiting = undefined;
    design.patch({ redesign: outcome.ok ? undefined : outcome.failure });
    if (outcome.ok) store.amend(plan, followingRecords(plan, outcome.value));
  }

  /** The network of a plan as a person sets it. */
  change(plan: Plan, changes: NetworkChange[]): Promise<Outcome<Pick<Plan, 'network' | 'derived'>>> {
    const client = this.#figures;
    return client.settle(client.remote().changeNetwork(plan, changes));
  }

  async #followOn(): Promise<void> {
    const { store, design, isWanted } = this.#parts;
    this.#isBusy = true;
    for (;;) {
      const { plan } = store;
      if (!plan?.network || plan === this.#asked || !isWanted()) break;
      this.#asked = plan;
      if (plan === this.#unseen) {
        await this.#report(plan);
        continue;
      }
      const { figures: last } = design.value;
      if (last && last.asked !== this.#unseen && isFedAlike(last.asked, plan)) {
        // What is dropped lies where it was dragged to last.
        const followed = last.plan === last.asked ? plan : { ...plan, ...networkOf(last.plan) };
        this.#show({ ...last, asked: plan, plan: followed });
        continue;
      }
      const client = this.#figures;
      const outcome = await client.settle(client.withPlan(plan, 'planned').followNetwork(plan.antennas));
      if (!outcome.ok || !outcome.value) {
        design.patch({ figures: undefined, figuresFailure: outcome.ok ? 'unfit' : outcome.failure });
        continue;
      }
      this.#show(figuresOf(plan, outcome.value));
    }
    this.#isBusy = false;
  }

  /** Figures of a plan as it is. */
  async #report(plan: Plan): Promise<void> {
    const client = this.#figures;
    const outcome = await client.settle(client.withPlan(plan, 'planned').reportNetwork(plan));
    const report = outcome.ok ? outcome.value : undefined;
    const figures = report && { asked: plan, plan, report, led: [] };
    const failure = outcome.ok ? ('unfit' as const) : outcome.failure;
    this.#parts.design.patch({ figures, figuresFailure: figures ? undefined : failure });
  }

  #show(figures: NetworkFigures): void {
    this.#parts.design.patch({ figures, figuresFailure: undefined });
    this.#takeFollowing(figures);
  }

  /** A feeder that followed an antenna which a person has just moved belongs to that step. */
  #takeFollowing({ asked, plan, report, led }: NetworkFigures): void {
    const { store, design, view } = this.#parts;
    const isMove = store.undoStep?.records.some((record) => isListed(record) && record.kind === 'antenna');
    if (led.length === 0 || !isMove || asked !== store.committed || store.previewing) return;
    if (!store.amend(asked, followingRecords(asked, networkOf(plan))) || !store.committed) return;
    this.#asked = store.committed;
    design.patch({ figures: { asked: this.#asked, plan: this.#asked, report, led } });
    if (view.value.redesigns) this.#awaiting = this.#asked;
  }

  /** Design and prediction take the processor one after the other. */
  #redesignIfRested(): void {
    const { store, design, results } = this.#parts;
    const plan = this.#awaiting;
    const isRested = results.value.status === 'fresh' || results.value.status === 'failed';
    if (!plan || plan !== store.committed || !isRested || design.value.redesign === 'running') return;
    void this.redesign(plan);
  }

  #stopRedesign(): void {
    if (this.#parts.design.value.redesign === 'running') this.#designs.terminate();
    this.#awaiting = undefined;
    this.#parts.design.patch({ redesign: undefined });
  }
}

/** Returns whether two plans have the same network, and antennas that are alike. */
function isFedAlike(a: Plan, b: Plan): boolean {
  if (a.levels !== b.levels || a.carriers !== b.carriers || a.requirements !== b.requirements) return false;
  if (a.network !== b.network || a.derived !== b.derived || a.antennas.length !== b.antennas.length)
    return false;
  return a.antennas.every(
    (antenna, index) =>
      antenna === b.antennas[index] || JSON.stringify(antenna) === JSON.stringify(b.antennas[index]),
  );
}

function networkOf({ antennas, network, derived }: Plan): RedesignedNetwork {
  return { antennas, network, derived };
}
