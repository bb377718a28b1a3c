import type { Antenna, Plan, ScenarioId } from '@diku/engine';
import * as comlink from 'comlink';
import { type FieldScale, findScale, isSameScale } from '../store/field-scale.ts';
import type { HeatmapRaster } from '../store/heatmap-raster.ts';
import type { Observable } from '../store/observable.ts';
import { isLevelKind } from '../store/plan-records.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { PlannerClient } from './planner-client.ts';
import { exactResolutionM, heatmapBuffers, type TrackRequest } from './worker-contract.ts';

/** Rest of a pointer in the middle of a drag. */
const restMs = 200;

/** State frozen in the worker: all antennas but one, for one carrier on one level. */
interface Tracked {
  plan: Plan;
  antennaId: string;
  carrierId: string;
  levelId: string;
  scenarioId: ScenarioId;
  /** True for a plan that is only previewed. */
  isPassing: boolean;
}

/** Field that should be on screen. */
interface Wanted {
  plan: Plan;
  document: number;
  carrierId: string;
  levelId: string;
  scenarioId: ScenarioId;
  scale: FieldScale;
}

/**
 * Keeps the field on screen up with the plan until the exact prediction is there: the shown carrier and level only, of
 * the newest antennas, never queued. Frames of one moving antenna reuse what the others give, and two sets of arrays
 * that travel between the threads.
 */
export class LiveField {
  readonly client = new PlannerClient();
  readonly #store: PlanStore;
  readonly #view: Observable<ViewState>;
  readonly #results: Observable<ResultState>;
  #tracked: Tracked | undefined;
  #movingId = '';
  /** Walls are dragged. */
  #isPassing = false;
  /** Set from the press on an antenna until its first frame: the others are frozen before it moves. */
  #grabbed = false;
  #busy = false;
  /** Input of the last preparation of the walls. */
  #prepared: readonly unknown[] = [];
  /**
   * The document of which the garage is on screen: its first field is for later, that both processors draw and
   * evaluate it.
   */
  #drawn: number | undefined;
  /** Subject of the heatmap on screen. */
  #shown: Tracked | undefined;
  /** Timer until what rests is shown on finer cells. */
  #restTimer = 0;
  #isRefining = false;
  /** A heatmap that is no longer on screen: of the tracked antenna, or while walls are dragged of anything. */
  #spare: HeatmapRaster | undefined;

  constructor(store: PlanStore, view: Observable<ViewState>, results: Observable<ResultState>) {
    this.#store = store;
    this.#view = view;
    this.#results = results;
    view.subscribe(() => {
      this.#prepareWalls();
      void this.#follow();
    });
  }

  /** The antenna is about to move. */
  grab(antennaId: string): void {
    this.#movingId = antennaId;
    this.#grabbed = true;
    void this.#follow();
  }

  planChanged(before: Plan | undefined, after: Plan): void {
    this.#movingId = changedAntenna(before?.antennas ?? [], after.antennas) ?? this.#movingId;
    // What a passing plan was tracked for is not the plan that stays.
    this.#isPassing = this.#store.previewing && after.levels !== this.#store.committed?.levels;
    if (!this.#isPassing && this.#tracked?.isPassing) this.#tracked = undefined;
    void this.#follow();
  }

  /** Prepares the walls at rest around the selection, which may be dragged next. */
  #prepareWalls(): void {
    const plan = this.#store.committed;
    const { selection, carrierId, levelId, scenarioId } = this.#view.value;
    if (!plan || !this.#isFresh() || this.#store.previewing) return;
    if (!selection.some(({ kind, level }) => isLevelKind(kind) && level === levelId)) return;
    if (!plan.carriers.some(({ id }) => id === carrierId)) return;
    const wanted = [plan, carrierId, levelId, scenarioId];
    if (wanted.every((value, index) => value === this.#prepared[index])) return;
    this.#prepared = wanted;
    const { antennas } = plan;
    const remote = this.client.withPlan(plan, scenarioId);
    void this.client.settle(remote.prepareWalls({ antennas, carrierId, levelId }));
  }

  async #follow(): Promise<void> {
    clearTimeout(this.#restTimer);
    if (this.#busy) return;
    this.#busy = true;
    let done: Wanted | undefined;
    for (;;) {
      const wanted = this.#wanted();
      if (!wanted || (done && isSame(wanted, done))) break;
      if (wanted.document !== this.#drawn) {
        this.#drawn = wanted.document;
        await drawnOnce();
        continue;
      }
      done = wanted;
      if (!(await (this.#isFresh() ? this.#freeze(wanted) : this.#show(wanted)))) break;
    }
    this.#grabbed = false;
    this.#busy = false;
    this.#restTimer = window.setTimeout(() => void this.#refine(), restMs);
  }

  /** A drag that rests on coarse cells is shown on those of the exact prediction, unless it goes on meanwhile. */
  async #refine(): Promise<void> {
    const wanted = this.#store.previewing ? this.#wanted() : undefined;
    const tracked = this.#tracked;
    const antenna = wanted?.plan.antennas.find(({ id }) => id === tracked?.antennaId);
    const isFine = (this.#results.value.live?.resolutionM ?? 0) <= exactResolutionM;
    if (!wanted || !antenna || isFine || tracked?.isPassing || this.#busy || this.#isRefining) return;
    this.#isRefining = true;
    const outcome = await this.client.settle(this.client.remote().heatmapAtRest(antenna, wanted.scale));
    this.#isRefining = false;
    const now = this.#wanted();
    if (!now || !isSame(now, wanted) || this.#tracked !== tracked || this.#busy) {
      if (!this.#busy) this.#restTimer = window.setTimeout(() => void this.#refine(), restMs);
      return;
    }
    if (!outcome.ok || !outcome.value) return;
    this.#results.patch({ live: { ...outcome.value, scale: wanted.scale, isPassing: false } });
    this.#shown = tracked;
  }

  #wanted(): Wanted | undefined {
    const plan = this.#store.plan;
    if (!plan || plan.antennas.length === 0 || (this.#isFresh() && !this.#grabbed)) return undefined;
    const { carrierId, levelId, scenarioId, quantity } = this.#view.value;
    // What several carriers come to is known exactly or not at all.
    if (!plan.carriers.some(({ id }) => id === carrierId)) return undefined;
    const scale = findScale(quantity, this.#results.value.exact?.classLimits[carrierId]);
    return { plan, document: this.#store.document, carrierId, levelId, scenarioId, scale };
  }

  #isFresh(): boolean {
    return this.#results.value.status === 'fresh';
  }

  /** Makes the worker track the antenna that is about to move, unless it does. */
  async #freeze(wanted: Wanted): Promise<boolean> {
    const request = this.#request(wanted);
    if (!request) return true;
    const outcome = await this.client.settle(this.client.remote().track(request));
    if (!outcome.ok) this.#tracked = undefined;
    return outcome.ok;
  }

  /** Request to the worker for a new state to track; undefined where it tracks it already. */
  #request({ plan, carrierId, levelId, scenarioId }: Wanted): TrackRequest | undefined {
    const antennaId = this.#movingId;
    const tracked = this.#tracked;
    const fits =
      tracked?.carrierId === carrierId &&
      tracked.levelId === levelId &&
      tracked.scenarioId === scenarioId &&
      tracked.antennaId === antennaId &&
      isSameBut(tracked.plan, plan, antennaId);
    if (fits) return undefined;
    const isPassing = this.#isPassing;
    this.client.withPlan(plan, scenarioId);
    this.#tracked = { plan, antennaId, carrierId, levelId, scenarioId, isPassing };
    return { antennas: plan.antennas, antennaId, carrierId, levelId, isPassing };
  }

  /** Asks for tracking and its heatmap in one request: each answer may wait for a frame to be drawn. */
  async #show(wanted: Wanted): Promise<boolean> {
    const { plan, scale, document } = wanted;
    const request = this.#request(wanted);
    const tracked = this.#tracked;
    const antenna = plan.antennas.find(({ id }) => id === tracked?.antennaId);
    const spare = request && !request.isPassing ? undefined : this.#spare;
    this.#spare = undefined;
    const used = spare && comlink.transfer(spare, heatmapBuffers(spare));
    const outcome = await this.client.settle(
      this.client.remote().trackedHeatmap(antenna, scale, used, request),
    );
    if (!outcome.ok) {
      this.#tracked = undefined;
      return false;
    }
    // Another plan may have been opened meanwhile, or its exact field may be there.
    if (this.#isFresh() || this.#store.document !== document) return true;
    const shown = this.#results.value.live;
    const isPassing = tracked?.isPassing === true;
    this.#results.patch({ live: { ...outcome.value, scale, isPassing } });
    if (this.#shown === tracked || isPassing) this.#spare = shown?.raster;
    this.#shown = tracked;
    return true;
  }
}

/** Resolves after the frame that is to come. */
function drawnOnce(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

function isSame(a: Wanted, b: Wanted): boolean {
  const sameView = a.carrierId === b.carrierId && a.levelId === b.levelId && isSameScale(a.scale, b.scale);
  return sameView && a.plan === b.plan && a.scenarioId === b.scenarioId;
}

/** Returns whether two plans differ at most in one antenna's location or powers. */
function isSameBut(a: Plan, b: Plan, antennaId: string): boolean {
  if (a.levels !== b.levels || a.carriers !== b.carriers || a.requirements !== b.requirements) return false;
  if (a.antennas.length !== b.antennas.length) return false;
  return a.antennas.every((antenna, index) => {
    const other = b.antennas[index];
    return antenna === other || (antenna.id === antennaId && other.id === antennaId);
  });
}

/** The id of the one antenna that changed at its index in the list. */
function changedAntenna(before: readonly Antenna[], after: readonly Antenna[]): string | undefined {
  if (before.length !== after.length) return undefined;
  const changed = after.filter((antenna, index) => antenna !== before[index]);
  return changed.length === 1 ? changed[0].id : undefined;
}
