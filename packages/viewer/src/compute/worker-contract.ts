import type { Antenna, NetworkReport, PlacingChoices, Plan, Progress, ScenarioId } from '@diku/engine';
import type { CandidateRow, NetworkChange } from '@diku/engine/design';
import type { Corrections, DrawingInspection, ImportPreset } from '@diku/engine/import';
import type { Acceptance } from '@diku/engine/measurement';
import type { Quotas } from '@diku/engine/programme';
import type { RayReport } from '@diku/engine/radio';
import type { RayComparison } from '@diku/engine/workflow';
import type { StatePrices } from '../store/design-state.ts';
import type { PlanDocumentFile } from '../store/document-kinds.ts';
import type { FieldScale } from '../store/field-scale.ts';
import type { HeatmapRaster } from '../store/heatmap-raster.ts';
import type { LevelDrawingLines, RememberedPreset } from '../store/imported.ts';
import type { RecordChange } from '../store/plan-change.ts';
import type { ProgrammeContent } from '../store/programme/programme-state.ts';
import type { RayRecord } from '../store/reference-state.ts';
import type { ExactResult } from '../store/result-state.ts';
import type { SettingsDocument } from '../store/settings/change-settings.ts';
import type { WalkChoices } from '../store/walk-state.ts';
import type { WorkFailure } from '../store/work-failure.ts';
import type { Recognised, SessionRequest, SourceDescription } from './import-session.ts';
import type { DocumentRequest } from './make-document.ts';
import type { FedAntennas, FollowedNetwork, PlacedAntennas, RedesignedNetwork } from './propose.ts';
import type { FileBytes, ReadRequest } from './read-request.ts';
import type { AntennaTypeFile } from './read-setting-file.ts';
import type { ReadWalk } from './read-walk.ts';

/** Cells of the exact prediction. */
export const exactResolutionM = 0.5;

/** Errors lose their members on the way between threads, so they travel as data. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; failure: WorkFailure };

/** A file by what it turned out to be. */
export type OpenedFile =
  | { kind: 'plan'; plan: Plan }
  | { kind: 'drawing'; recognised: Recognised }
  /** It needs a scale to be read; of a PDF with the image that its page is. */
  | { kind: 'picture'; scan: Blob | undefined }
  /** Read, but no garage was recognised in it. */
  | ({ kind: 'refused'; failure: WorkFailure } & SourceDescription)
  | { kind: 'corrections'; corrections: Corrections }
  | { kind: 'preset'; preset: ImportPreset }
  | { kind: 'programme'; content: ProgrammeContent }
  | { kind: 'quotas'; quotas: Quotas }
  | { kind: 'settings'; document: SettingsDocument }
  | { kind: 'antenna-type'; type: AntennaTypeFile };

export interface OpenRequest extends ReadRequest {
  /** One of these is used where it fits the drawing. */
  remembered: readonly RememberedPreset[];
}

/** Request for placing antennas. */
export interface LocationRequest {
  plan: Plan;
  choices: PlacingChoices;
  /** [0] becomes 1 once it should end with what it has; none where pages have no shared memory. */
  cancelled: Int32Array | undefined;
}

/** One link: power and gain less the losses is the median RSRP, of a radiating cable that of its strongest part. */
export interface Link {
  rsrpDbm: number;
  /** The strongest part of a radiating cable: where it is, from the feed, and what it gives alone. */
  strongestPart?: { alongM: number; rsrpDbm: number };
  powerDbm: number;
  gainDbi: number;
  /** Path, body and vehicle. */
  losses: { name: string; lossDb: number }[];
  /** Strongest path, metres in the plan's frame: its ends, and between them the corners at which it bends. */
  points: [x: number, y: number][];
}

/** A link by rays: local mean, what the plan's model has, and the strongest paths as seen from above, metres. */
export interface RayCheck {
  pathLossDb: number;
  model: string;
  modelLossDb: number;
  paths: Pick<RayReport, 'kind' | 'lossDb' | 'points'>[];
}

/** The buffers of a heatmap that change hands; the grid's cells belong to the worker and are copied. */
export function heatmapBuffers({ map, classes, contourM }: HeatmapRaster): ArrayBufferLike[] {
  const { rsrpDbm, sinrDb, marginDb, sigmaDb, limiting, bestAntenna, servedProbability } = map;
  const arrays = [rsrpDbm, sinrDb, marginDb, sigmaDb, limiting, bestAntenna, servedProbability];
  return [...arrays, classes, contourM].map(({ buffer }) => buffer);
}

/** Request for following one antenna while it moves. */
export interface TrackRequest {
  antennas: Antenna[];
  antennaId: string;
  carrierId: string;
  levelId: string;
  /** Walls are dragged: no map of this plan is shown for long. */
  isPassing: boolean;
}

export interface TrackedHeatmap {
  raster: HeatmapRaster;
  /** Resolution of its cells. */
  resolutionM: number;
}

/** Request for holding the fast model against energy rays. */
export interface ReferenceRequest {
  antennas: Antenna[];
  levelId: string;
  carrierId: string;
  /** Number of rays of each antenna. */
  rays: number;
}

/** The fast model against energy rays, and what a plan keeps of it. */
export interface TracedReference {
  comparison: RayComparison;
  record: RayRecord;
}

export type OnProgress = (progress: Progress) => void;

/** Interface of a worker of the planner. The plan is set once; later calls send only what moves. */
export interface PlannerWorker {
  setPlan(plan: Plan): void;
  /** Changes the plan's levels; what is not named stays as it is, with all that was computed of it. */
  changePlan(records: RecordChange[]): void;
  /** The state of shutters and cars that everything later is of. */
  setScenario(id: ScenarioId): void;
  /** Every carrier and level, and the verdict. A later `predict` or `cancel` ends an earlier one. */
  predict(antennas: Antenna[], resolutionM: number, onProgress: OnProgress): Promise<Outcome<ExactResult>>;
  cancel(): void;
  /**
   * Freezes what all antennas but one give to a carrier on a level, on the exact prediction's grid if this machine
   * follows a drag on it, else on a coarser one.
   */
  track(request: TrackRequest): Promise<Outcome<void>>;
  /** Walls of this plan may be dragged next: finds what is taken as known then. */
  prepareWalls(request: Pick<TrackRequest, 'antennas' | 'carrierId' | 'levelId'>): Promise<Outcome<void>>;
  /**
   * The heatmap with the tracked antenna as given; undefined where there is none of them.
   * @param used an earlier heatmap whose arrays are used again, where they fit
   * @param request what is to be tracked from now on, unless it is already
   */
  trackedHeatmap(
    antenna: Antenna | undefined,
    scale: FieldScale,
    used: HeatmapRaster | undefined,
    request: TrackRequest | undefined,
  ): Promise<Outcome<TrackedHeatmap>>;
  /**
   * The same while the antenna rests, on the exact prediction's grid, however long that takes; other calls are answered
   * meanwhile. Undefined where walls are dragged, and where the grid would take too much memory.
   */
  heatmapAtRest(antenna: Antenna, scale: FieldScale): Promise<Outcome<TrackedHeatmap | undefined>>;
  traceLink(antennas: Antenna[], from: string, to: string, carrierId: string): Promise<Outcome<Link>>;
  checkRays(antennas: Antenna[], from: string, to: string, carrierId: string): Promise<Outcome<RayCheck>>;
  /** The fast model against energy rays on one level. It is cancelled by ending the worker. */
  traceReference(request: ReferenceRequest, onProgress: OnProgress): Promise<Outcome<TracedReference>>;
  openFile(request: OpenRequest, onProgress: OnProgress): Promise<Outcome<OpenedFile>>;
  /** Reads a drawing again, for a worker that has lost it. */
  readAgain(request: ReadRequest, onProgress: OnProgress): Promise<Outcome<void>>;
  /** The drawing read before, recognised with more decisions; undefined where this worker has not read it. */
  recognise(request: SessionRequest, onProgress: OnProgress): Promise<Outcome<Recognised | undefined>>;
  /** Inspects the drawing read before, though it is refused; undefined where this worker has not read it. */
  inspect(request: SessionRequest): Promise<Outcome<DrawingInspection | undefined>>;
  /** The lines of the drawing read before, in its own units; undefined where this worker has not read it. */
  sourceLines(sourceId: number): Promise<Outcome<LevelDrawingLines | undefined>>;
  /**
   * Settings of an import and the shapes in it, as a preset for other drawings of the office; undefined where this worker has
   * not read the drawing.
   */
  presetOf(request: SessionRequest, name: string): Promise<Outcome<ImportPreset | undefined>>;
  /** A preset that comes with the program. */
  builtInPreset(name: string): Promise<Outcome<ImportPreset>>;
  /** Antenna positions with their bound. What is cancelled is the best set so far; `CancelledError` before there is one. */
  placeAntennas(request: LocationRequest, onProgress: OnProgress): Promise<Outcome<PlacedAntennas>>;
  /** The feeder network of the antennas that the plan has, designed anew. */
  feed(plan: Plan, onProgress: OnProgress): Promise<Outcome<FedAntennas>>;
  /** Antennas that the plan takes to pass in each of its states. */
  priceStates(plan: Plan, onProgress: OnProgress): Promise<Outcome<Omit<StatePrices, 'basis'>>>;
  /** A walk test held against a plan, and the plan fitted to it. */
  readWalk(
    plan: Plan,
    file: FileBytes,
    choices: WalkChoices,
    onProgress: OnProgress,
  ): Promise<Outcome<ReadWalk>>;
  /** The sheet of an acceptance test, HTML. */
  walkSheet(plan: Plan, acceptance: Acceptance, language: 'zh' | 'en'): Promise<Outcome<string>>;
  /** Pattern files of one antenna as a type. */
  readPatterns(files: readonly FileBytes[]): Promise<Outcome<AntennaTypeFile>>;
  /** A table of the planner's own candidates for a plan. */
  readCandidates(file: FileBytes, plan: Plan): Promise<Outcome<CandidateRow[]>>;
  /** Report on the network that the plan has; undefined where it has none that fits. */
  reportNetwork(plan: Plan): Promise<Outcome<NetworkReport | undefined>>;
  /** The same with its feeders led to where these antennas hang; undefined where it has none that fits. */
  followNetwork(antennas: Antenna[]): Promise<Outcome<FollowedNetwork | undefined>>;
  /** The network designed anew around what is locked, with the reserve of its ports that it has; nothing is predicted. */
  redesignNetwork(plan: Plan): Promise<Outcome<RedesignedNetwork>>;
  /** The plan's network as a person sets it. */
  changeNetwork(plan: Plan, changes: NetworkChange[]): Promise<Outcome<Pick<Plan, 'network' | 'derived'>>>;
  /** A document of the plan, with the bytes that `diku report` and `diku exposure` write. */
  makeDocument(plan: Plan, wish: DocumentRequest, onProgress: OnProgress): Promise<Outcome<PlanDocumentFile>>;
}
