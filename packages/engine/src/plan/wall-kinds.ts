/**
 * The registries of wall kinds and of compartments: what a wall is of a garage, whatever it is made of, and what areas walls
 * part. A row decides all that the program does differently for a kind; its name is a message `name-wall-<id>` or
 * `name-compartment-<id>`.
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
  /** It holds soil, the building or a blast: of what masons and carpenters build, or thinner, it is a mistake (assumption), m. */
  castThinnestM?: number;
  /** Soil is on its other side. */
  isToSoil?: true;
}

const rows = [
  { id: 'retaining', passing: 'waterproof-sleeve', castThinnestM: 0.15, isToSoil: true },
  { id: 'shear', passing: 'fire-seal', castThinnestM: 0.05 },
  { id: 'civil-defence', passing: 'pressure-sleeve', isCivilDefence: true, castThinnestM: 0.18 },
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

/** An area of a level that lies over its kinds of floor, and between which and the next of its kind a cable's way is sealed. */
interface CompartmentRow {
  id: string;
  idPrefix: string;
  /** Sleeve and seal of a way from one to the next, at least; what the codes ask is not quoted. */
  passing: Passing;
  /** No way goes from one to the next but through sleeves in the wall between them. */
  isCivilDefence?: true;
  /** Names of layers, and texts that name one, in capitals. */
  layers: RegExp;
  names: RegExp;
}

const compartmentRows = [
  {
    id: 'fire',
    idPrefix: 'fc',
    passing: 'fire-seal',
    layers: /防火分区|FANGHUOFENQU|(^|[-_])FHFQ|FIRE.?(ZONE|COMP)|(?<!SMOKE.{0,2})COMPARTMENT/,
    names: /防火分区|防火单元|FIRE (COMPARTMENT|ZONE)/,
  },
  {
    id: 'civil-defence',
    idPrefix: 'cu',
    passing: 'pressure-sleeve',
    isCivilDefence: true,
    layers: /(人防|防护).?(分区|单元)|RENFANGFENQU|CIVIL.?DEFEN[CS]E.?UNIT/,
    names: /(防护|人防)(单元|分区)|CIVIL.DEFEN[CS]E UNIT/,
  },
] as const satisfies readonly CompartmentRow[];

/** A kind of compartment that a plan may name. */
export type CompartmentKind = (typeof compartmentRows)[number]['id'];

/** The kinds of compartment, in the order of lists. */
export const compartmentKindRows: readonly (CompartmentRow & { id: CompartmentKind })[] = compartmentRows;

/** Kinds of compartment that a plan may name. */
export const compartmentKinds: readonly [CompartmentKind, ...CompartmentKind[]] = [
  compartmentRows[0].id,
  ...compartmentRows.slice(1).map(({ id }) => id),
];

/** The row of a kind of compartment. */
export function compartmentKindRow(id: CompartmentKind): CompartmentRow & { id: CompartmentKind } {
  return compartmentKindRows.find((row) => row.id === id)!;
}

/**
 * True of a unit of civil defence, and of a fire compartment that is named as one (人防防火分区2): what comes through its roof is sealed
 * against pressure.
 */
export function isInCivilDefence({ kind, name = '' }: { kind: CompartmentKind; name?: string }): boolean {
  if (compartmentKindRow(kind).isCivilDefence) return true;
  return (
    !/非人防|普通地下室/.test(name) &&
    /人防.{0,6}(分区|单元|区)|(防护|抗爆|人防)单元|CIVIL DEFEN[CS]E/i.test(name)
  );
}
