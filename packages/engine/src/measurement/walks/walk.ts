import type { Datum, Phrase } from '../../core/index.ts';
import type { Operator } from '../../plan/index.ts';

/** One reading of a walk test, in the plan's frame. */
export interface WalkReading {
  /** Line of the file, the first being 1. Several readings of one line are of several operators. */
  row: number;
  /** Metres. */
  x: number;
  y: number;
  /** Id of the plan's level. */
  level: string;
  operator?: Operator;
  /** The plan's carrier, where the file names it or its channel. */
  carrierId?: string;
  /** Downlink centre, MHz. */
  frequencyMhz?: number;
  /** RSRP (GSM: RxLev), dBm; of a censored reading the floor it is below. */
  rsrpDbm?: number;
  /** True where the phone received nothing or its lowest value: the level is below `rsrpDbm`. */
  censored?: boolean;
  sinrDb?: number;
  rsrqDb?: number;
  /** True when a call or a service worked, where the file says. */
  served?: boolean;
  /** Seconds since 1970 as the clock of the file shows them, or since midnight where it has no date. */
  timeS?: number;
  /** The serving cell as the file writes it. */
  cell?: string;
  /** Number of the survey's point that the row was measured at. */
  point?: number;
  /** True where the survey's point is a required one: it is no random location. */
  required?: boolean;
}

/** Why a row, or one operator's reading of it, cannot be used. */
export type SetAsideReason =
  /** No position, or the 0, 0 of a receiver without a fix. */
  | 'no-fix'
  /** Outside every outline of the level, or in a hole. */
  | 'outside'
  | 'unknown-level'
  | 'unknown-operator'
  /** A position or a level of signal that is no number, or none that a phone can measure. */
  | 'bad-number'
  /** A position, but neither a signal nor a result. */
  | 'no-reading';

export interface SetAsideRow {
  row: number;
  reason: SetAsideReason;
  /** Content of the field. */
  found?: string;
  /** Location of the measurement, for rows without a usable reading but with a usable location. */
  at?: { x: number; y: number; level: string; operator?: Operator };
}

export const walkRoles = [
  ...(['x', 'y', 'lon', 'lat', 'level', 'time', 'date', 'operator', 'carrier', 'frequency'] as const),
  ...([
    'channel',
    'band',
    'technology',
    'rsrp',
    'sinr',
    'rsrq',
    'cell',
    'result',
    'state',
    'point',
    'required',
  ] as const),
] as const;
export type WalkRole = (typeof walkRoles)[number];

/** A column that is used, and for what. */
export interface WalkColumn {
  name: string;
  index: number;
  role: WalkRole;
  /** Operator of a file with columns per operator. */
  operator?: Operator;
  /** Unit as its name says. */
  unit?: string;
}

/** A walk test as read. */
export interface Walk {
  fileName?: string;
  encoding: string;
  separator: string;
  /** Line of the header. */
  headerRow: number;
  columns: WalkColumn[];
  /** Names of columns that are not used. */
  ignored: string[];
  /** Rows below the header that are not blank. */
  rowCount: number;
  readings: WalkReading[];
  setAside: SetAsideRow[];
  /** Assumptions about what the file does not say. */
  assumptions: Phrase[];
}

export interface WalkOptions {
  /** Its name may tell the operator or the level where no column does. */
  fileName?: string;
  /** Level of all rows where no column tells it. */
  levelId?: string;
  /** Operator of all rows where no column tells it. */
  operator?: Operator;
  /** Datum of longitude and latitude; default: as the header says, else tried. */
  datum?: Datum;
  /** Readings at or below it are below what the phone can hear, dBm; default: the lowest that the standard reports. */
  floorDbm?: number;
}
