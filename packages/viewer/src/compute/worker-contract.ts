import type { Antenna, CarrierMap, Plan, Problem, Progress } from '@diku/engine';
import type { ExactResult, PlacementSummary } from '../store/result-state.ts';

/** What went wrong in the worker, with places in the file where there are any. */
export interface WorkFailure {
  name: string;
  message: string;
  problems: readonly Problem[];
}

/** Errors lose their members on the way between threads, so they travel as data. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; failure: WorkFailure };

export interface OpenedFile {
  plan: Plan;
  /** True for a drawing: its plan has no antennas yet. */
  isDrawing: boolean;
  warnings: { at?: string; zh: string; en: string }[];
}

/** One link: power and gain less the losses is the median RSRP. */
export interface Link {
  rsrpDbm: number;
  powerDbm: number;
  gainDbi: number;
  /** Path, body and vehicle. */
  losses: { name: string; lossDb: number }[];
}

export type OnProgress = (progress: Progress) => void;

/** What a worker of the planner does. The plan is set once; later calls send only what moves. */
export interface PlannerWorker {
  setPlan(plan: Plan): void;
  /** Every carrier and level, and the verdict. A later `predict` or `cancel` ends an earlier one. */
  predict(antennas: Antenna[], resolutionM: number, onProgress: OnProgress): Promise<Outcome<ExactResult>>;
  cancel(): void;
  /** One carrier on one level, coarse enough to follow a drag. */
  antennaField(
    antennas: Antenna[],
    carrierId: string,
    levelId: string,
    resolutionM: number,
  ): Promise<Outcome<CarrierMap[]>>;
  traceLink(antennas: Antenna[], from: string, to: string, carrierId: string): Promise<Outcome<Link>>;
  /** `dwgExpected` is the answer to a DWG, in the reader's language. */
  openFile(
    bytes: Uint8Array,
    fileName: string,
    dwgExpected: string,
    onProgress: OnProgress,
  ): Promise<Outcome<OpenedFile>>;
  placeAntennas(
    plan: Plan,
    onProgress: OnProgress,
  ): Promise<Outcome<{ plan: Plan; placement: PlacementSummary }>>;
}
