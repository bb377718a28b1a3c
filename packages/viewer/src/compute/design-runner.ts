import type { NetworkReport, PlacingChoices, Plan, Progress } from '@diku/engine';
import type { PlacingProgress } from '@diku/engine/core';
import * as comlink from 'comlink';
import type { DesignState, NetworkProposal } from '../store/design-state.ts';
import type { PlanDocumentFile } from '../store/document-kinds.ts';
import type { Observable } from '../store/observable.ts';
import type { PlacementProposal, PlacingState } from '../store/proposal.ts';
import type { ResultState } from '../store/result-state.ts';
import type { DocumentRequest } from './make-document.ts';
import { PlannerClient } from './planner-client.ts';
import {
  type FedAntennas,
  type PlacedAntennas,
  placedSoFar,
  proposeNetwork,
  proposePlacement,
} from './propose.ts';
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
