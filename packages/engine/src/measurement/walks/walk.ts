import type { Datum, Phrase } from '../../core/index.ts';
import type { Operator, Technology } from '../../plan/index.ts';

/** One reading of a walk test, in the plan's frame. */
export interface WalkReading {
  /** Line of the file, the first being 1. Several readings of one line are of several operators or carriers. */
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
  /** The serving cell as the file writes it; where its PCI is one of the plan's, the plan's cell. */
  cell?: string;
  /** Physical cell identity of the serving cell. */
  pci?: number;
  /** True where its carrier and `pci` are of no cell of the plan: the network outside, or a garage nearby. */
  isOtherCell?: true;
  /** Index of the synchronisation block (SSB) that it was received on. */
  beam?: number;
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
  | 'no-reading'
  /** An event, a message or another table's value: nothing was measured in it. */
  | 'event'
  /** A cell that the phone was not served by. */
  | 'neighbour'
  /** Weaker than another cell or beam of the same carrier at the same time. */
  | 'weaker'
  /** The same line once more, with the same time. */
  | 'duplicate'
  /** The row has no position and lies before the first mark, behind the last or between two levels. */
  | 'outside-marks'
  /** A line of another table of the file, or its header again. */
  | 'other-table';

export interface SetAsideRow {
  row: number;
  reason: SetAsideReason;
  /** Content of the field. */
  found?: string;
  /** Location of the measurement, for rows without a usable reading but with a usable location. */
  at?: { x: number; y: number; level: string; operator?: Operator };
}

export const walkRoles = [
  ...([
    'x',
    'y',
    'lon',
    'lat',
    'image',
    'level',
    'time',
    'date',
    'mark',
    'accuracy',
    'point',
    'required',
  ] as const),
  ...(['operator', 'mcc', 'mnc', 'sim', 'serving', 'result', 'state', 'event'] as const),
  ...(['carrier', 'frequency', 'channel', 'band', 'technology'] as const),
  ...(['rsrp', 'sinr', 'rsrq', 'cell', 'pci', 'beam', 'beamKind'] as const),
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
  /** Which of several serving carriers side by side it is of: `lte`, `lte s1`, `nr`; absent where there is one. */
  slot?: string;
  /** Technology of a level of signal, where its name says so. */
  technology?: Technology;
}

/** A cell that was received and is not the plan's. */
export interface OtherCell {
  carrierId: string;
  pci: number;
  readings: number;
  /** The strongest reading; absent where all are below the floor. */
  strongest?: { rsrpDbm: number; row: number; level: string; x: number; y: number };
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
  /** Cells that are not the plan's, by PCI; absent where there are none or the plan gives no PCI. */
  otherCells?: OtherCell[];
  setAside: SetAsideRow[];
  /** Assumptions about what the file does not say. */
  assumptions: Phrase[];
}

/** Options of reading a walk test: what its file does not say. */
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
  /** Scale of positions that are pixels of a floor plan's picture, where the file does not state it. */
  pixelsPerM?: number;
}
