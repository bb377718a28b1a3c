import type { Phrase } from '../../core/index.ts';
import type { Operator, Technology } from '../../plan/index.ts';
import type { CarrierWords } from './match-carrier.ts';
import type { SetAsideReason, WalkColumn } from './walk.ts';

/** A file's rows by column, before anything is known of units and frame. [row] each */
export interface WalkRows {
  lines: number[];
  first: NumberColumn;
  second: NumberColumn;
  kind: 'plane' | 'degrees';
  levels: string[];
  operators: string[];
  /** Words that tell which SIM a row is of; blank where no column does. */
  sims: string[];
  /** Words of events, messages and states. */
  events: string[];
  marks: boolean[];
  /** Positions in the words of events, by row. */
  eventMarks: Map<number, [number, number]>;
  eventColumns: WalkColumn[];
  /** True where the times state their zone, and are in UTC. */
  hasZone: boolean;
  /** Why a row is no measurement of the serving cell, before its values are looked at. */
  kinds: (RowKind | undefined)[];
  /** True where columns that are not used have content and none of a signal has. */
  elsewhere: boolean[];
  /** Numbers of the columns about the picture of the floor plan, in their order; undefined where there are none. */
  imageSizes: (readonly number[] | undefined)[];
  timesS: (number | undefined)[];
  /** Accuracy of each position that the file states, NaN where it states none. */
  accuraciesM: number[];
  points: number[];
  required: boolean[];
  groups: ReadingGroup[];
  assumptions: Phrase[];
}

/** A row that is set aside whatever its values are. */
export interface RowKind {
  reason: SetAsideReason;
  found?: string;
}

/** Numbers of one column: NaN blank, −Infinity "no service", +Infinity what is no number (`bad` has its text). */
export interface NumberColumn {
  column?: WalkColumn;
  values: number[];
  bad: Map<number, string>;
}

/** One operator's columns, or those of all; of one serving carrier where several stand side by side. */
export interface ReadingGroup {
  operator?: Operator;
  slot?: string;
  /** Slot without the number of the beam: beams of one cell. */
  cellSlot?: string;
  /** False in all but the first group of an operator: results and lost service are of a row, not of each carrier. */
  isFirst: boolean;
  /** True where the operator has no other. */
  isAlone: boolean;
  technology?: Technology;
  rsrp: NumberColumn;
  sinr: NumberColumn;
  rsrq: NumberColumn;
  pci: NumberColumn;
  beam: NumberColumn;
  carriers: CarrierWords[];
  served: (boolean | undefined)[];
  noService: boolean[];
  cells: string[];
  /** Set where cells hold several values: of which the one named as serving was taken, or the strongest. */
  listed?: { name?: boolean; strength?: boolean };
}

/** Highest physical cell identity: TS 38.211 section 7.4.2.1; LTE has fewer. */
export const highestPci = 1007;

/** A cell that stands for nothing. */
export const blankCell = /^(-+|n\/a)?$/i;

/** Reads a cell of a row by its column, without spaces around it. */
export type Cell = (index: number | undefined) => string;
