import type { Plan } from '@diku/engine';
import type { Acceptance, CalibrationResult, WalkOptions } from '@diku/engine/measurement';
import type { LocalizedLine } from '../texts/localized-line.ts';
import { differenceColors } from './difference-heatmap.ts';
import { classOf } from './field-scale.ts';
import { classColors } from './scale-colors.ts';
import type { ViewState } from './view-state.ts';
import type { WorkFailure } from './work-failure.ts';

/** Local mean of one carrier at one location, with what the model says there. */
export interface WalkPoint {
  level: string;
  /** Metres. */
  x: number;
  y: number;
  /** Absent where the file does not tell carriers apart. */
  carrierId?: string;
  operator: string;
  measuredDbm: number;
  /** The level is below `measuredDbm`. */
  isCensored: boolean;
  /** Measured less predicted, dB: negative where the garage is worse than it was predicted. */
  errorDb: number;
}

/** A column of the file: its role where it is used. */
export interface WalkColumnUse {
  index: number;
  name: string;
  role?: string;
}

/** Choices in reading a walk test: what the file does not say, and columns that are taken for something else. */
export interface WalkChoices
  extends Pick<WalkOptions, 'levelId' | 'operator' | 'datum' | 'floorDbm' | 'pixelsPerM'> {
  /** Index of a column → the role that it is given; blank for none. */
  roles: Readonly<Record<number, string>>;
  isInCar: boolean;
  skipsPoints: boolean;
}

/** A walk test held against a plan. */
export interface WalkResult {
  fileName: string;
  /** The plan that it was held against; of another one the figures are of an earlier state. */
  basis: Plan;
  columns: readonly WalkColumnUse[];
  rows: number;
  readings: number;
  assumptions: readonly LocalizedLine[];
  /** Rows that are not used, by reason. */
  setAside: readonly { reason: string; count: number }[];
  points: readonly WalkPoint[];
  acceptance: Acceptance;
  /** The calibrated plan's parts that differ, and the report; absent where the walk cannot be fitted. */
  calibration:
    | (Pick<Plan, 'propagation' | 'materials' | 'requirements'> & Pick<CalibrationResult, 'report'>)
    | undefined;
  calibrationFailure: WorkFailure | undefined;
}

/** The walk test beside the plan. */
export interface WalkState {
  file: File | undefined;
  choices: WalkChoices;
  /** Fraction done, 0–1, while it is read. */
  readingRatio: number | undefined;
  result: WalkResult | undefined;
  failure: WorkFailure | undefined;
  shows: 'level' | 'error';
  /** Points of all carriers where none is chosen. */
  carrierId: string | undefined;
}

export const usualWalkChoices: WalkChoices = { roles: {}, isInCar: false, skipsPoints: false };

export const noWalk: WalkState = {
  file: undefined,
  choices: usualWalkChoices,
  readingRatio: undefined,
  result: undefined,
  failure: undefined,
  shows: 'error',
  carrierId: undefined,
};

/** Points that are on screen: of the carrier that is chosen, on the level or levels shown. */
export function shownPoints({ result, carrierId }: WalkState, view: ViewState): readonly WalkPoint[] {
  return (result?.points ?? []).filter(
    (point) =>
      (carrierId === undefined || point.carrierId === carrierId) &&
      (view.stacked || point.level === view.levelId),
  );
}

/** Limits of the classes of measured levels, dBm, and of errors, dB, the highest first. */
export const walkLimits = { level: [-85, -95, -105, -115], error: [10, 6, 2, -2, -6, -10] } as const;

/** Class of a point: 0 is the strongest level, or the largest error upwards. */
export function walkClass(point: WalkPoint, shows: WalkState['shows']): number {
  return classOf(shows === 'level' ? point.measuredDbm : point.errorDb, walkLimits[shows]);
}

/** Colours of the classes, the highest first. */
export function walkColors(shows: WalkState['shows'], theme: ViewState['theme']): readonly string[] {
  return shows === 'level' ? classColors[theme] : differenceColors[theme];
}

export function walkColor(point: WalkPoint, shows: WalkState['shows'], theme: ViewState['theme']): string {
  return walkColors(shows, theme)[walkClass(point, shows)];
}
