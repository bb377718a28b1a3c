import { programmeOperators } from '../../plan/index.ts';

/** Columns of numbers, whole ones but the area. */
export const countFields = [
  'builtYear',
  'households',
  'levels',
  'garageAreaM2',
  'bays',
  'chargers',
  'gates',
  'complaints',
] as const;

export type CountField = (typeof countFields)[number];

/**
 * Contents that a column of a status table may have. `serial` counts rows; `place` has longitude and latitude
 * in one; `covered` names the operators that cover, or speaks of all; `personal` is of persons and is not
 * read.
 */
export const columnFields = [
  ...(['serial', 'district', 'street', 'name', 'address', 'lonDeg', 'latDeg', 'place'] as const),
  ...countFields,
  ...(['owners', 'property', 'note', 'covered', 'personal'] as const),
  ...programmeOperators.map((operator) => `covered.${operator}` as const),
  ...programmeOperators.map((operator) => `garageRsrpDbm.${operator}` as const),
  ...programmeOperators.map((operator) => `groundRsrpDbm.${operator}` as const),
] as const;

/** A content that a column can have. */
export type ColumnField = (typeof columnFields)[number];

export interface TableColumn {
  /** Index, counted from 0. */
  index: number;
  /** Name as the table has it; of a header of several rows all of them, the operator first: `电信车库RSRP(dBm)`. */
  name: string;
  field: ColumnField;
  /** Multiplier of its numbers: 10,000 for a column in 万㎡; default 1. */
  factor?: number;
  /**
   * Somebody's statement of what its yes means, where the header leaves it open or is taken for the contrary.
   */
  asks?: Asks;
  /** Other columns that would be the same, the surest first; they are not read. */
  others?: readonly { index: number; name: string }[];
  /** The others are of other levels or generations of the same garage: only what all of them say is of it. */
  isOfParts?: boolean;
  /** How large its numbers are cannot be told by its unit. */
  isUnitOpen?: boolean;
}

/** Somebody's decision on a column whose header leaves it open. */
export type Asks = 'plain' | 'opposite';
