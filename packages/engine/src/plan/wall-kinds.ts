/**
 * The registry of wall kinds: what a wall is of a garage, whatever it is made of. A row decides all that the program does
 * differently for a kind; its name is a message `name-wall-<id>`.
 */

/** Sleeve and seal that a cable's way through a wall or slab takes; its name is a message `name-passing-<id>`. */
export const passings = ['plain', 'fire-seal', 'waterproof-sleeve', 'pressure-sleeve'] as const;
export type Passing = (typeof passings)[number];

interface WallKindRow {
  id: string;
  /**
   * Penetrations of compartments are sealed against fire, of the outer wall against water; walls of civil defence are
   * passed in sleeves that were cast in, one cable in each (practice; the codes themselves were not read).
   */
  passing: Passing;
  /** Nobody drills it, and no course passes over its doors. */
  isCivilDefence?: true;
}

const rows = [
  { id: 'retaining', passing: 'waterproof-sleeve' },
  { id: 'shear', passing: 'fire-seal' },
  { id: 'civil-defence', passing: 'pressure-sleeve', isCivilDefence: true },
  { id: 'fire', passing: 'fire-seal' },
  { id: 'partition', passing: 'plain' },
  { id: 'ramp', passing: 'plain' },
] as const satisfies readonly WallKindRow[];

/** A kind of wall that a plan may name. */
export type WallKind = (typeof rows)[number]['id'];

const wallKindRows: readonly (WallKindRow & { id: WallKind })[] = rows;

/** Kinds of wall that a plan may name. */
export const wallKinds: readonly [WallKind, ...WallKind[]] = [
  rows[0].id,
  ...rows.slice(1).map(({ id }) => id),
];

const rowById = new Map(wallKindRows.map((row) => [row.id, row]));

/** The row of a kind of wall; a wall of no kind is a partition. */
export function wallKindRow(id: WallKind = 'partition'): WallKindRow & { id: WallKind } {
  return rowById.get(id)!;
}
