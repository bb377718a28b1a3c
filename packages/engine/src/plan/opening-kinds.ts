/**
 * The registry of opening kinds: doors, shutters and passages. A row decides all that the program does differently for a
 * kind; its name is a message `name-opening-<id>`.
 */
import { type CatalogueEntry, planningDefault, tr38901Materials, type WrittenMaterial } from './materials.ts';
import type { Passing } from './wall-kinds.ts';

/** Openings that recognition finds without a word that names their kind. */
export type UnnamedOpening =
  /** A door of which nothing more is known. */
  | 'plain-door'
  /** A door that a drawing or a map shows as one: in a garage it is of steel. */
  | 'drawn-door'
  /** A door that is rated for fire. */
  | 'rated-door'
  /** Two leaves that are drawn standing open. */
  | 'open-leaves'
  /** A line across a wide opening, and across one as narrow as a lift's. */
  | 'wide-bar'
  | 'narrow-bar'
  /** An opening that nothing closes. */
  | 'gap';

export interface OpeningKindRow extends CatalogueEntry {
  /** Material of its leaf, and whether views show bare metal; undefined where nothing ever closes it. */
  leaf?: { p2040: 'wood' | 'metal'; isBareMetal?: true };
  /** How it stands in daily use. */
  usualState: 'open' | 'closed';
  /** It rolls down in a fire alone: scenarios move it, plans show it dashed, and the walls in line with it carry. */
  isShutter?: true;
  /** Shut, it ends the walk of an acceptance test: people do not open it. */
  isBarredWhenClosed?: true;
  /** A lift's shaft is behind it: no walk, no cable and no car goes through, and the room that it opens into is the lift's. */
  isShaftDoor?: true;
  /** Walls that carry it are of civil defence. */
  isCivilDefence?: true;
  /** Seal that a cable's way over it takes, where it is in no wall of civil defence. */
  passing?: Passing;
  /** It is as wide as a lane. Marks tell the layers of such kinds, and one of each may share an opening. */
  isWide?: true;
  /** Class of the layers that hold this kind alone. */
  layerClass?: string;
  /** It is taken for this where nothing names it. Each of `UnnamedOpening` stands in one row. */
  isTakenFor?: readonly UnnamedOpening[];
  /** How it is named: by marks on drawings, with a text that stands for them; in building models; in tags of maps. */
  written?: { mark?: WrittenMaterial & { text: string }; model?: WrittenMaterial; tag?: WrittenMaterial };
  /** How building models say that it opens. */
  operation?: string;
  /** Its name in a model says less than a rating for fire. */
  yieldsToRating?: true;
}

const rows = [
  {
    id: 'fire-shutter',
    rows: [{ lossDb: [20, 20, 22, 22, 24, 25, 26] }],
    priorSdDb: 6,
    basis: 'assumption',
    source: `steel rolling shutter, closed; ${planningDefault}`,
    leaf: { p2040: 'metal', isBareMetal: true },
    usualState: 'open',
    passing: 'fire-seal',
    isShutter: true,
    isBarredWhenClosed: true,
    isWide: true,
    layerClass: 'shutter',
    isTakenFor: ['wide-bar'],
    written: {
      mark: { order: 1, pattern: /^(T?FJL|JLM|FJM)/, text: 'FJL' },
      model: {
        order: 2,
        pattern:
          /卷帘|shutter|roll(ing|er|up)?[ -_]?(up|door|gate|grille)|rolltor|roldeur|overhead|sectional/i,
      },
      tag: { order: 1, pattern: /SHUTTER|ROLLER|OVERHEAD|卷帘/ },
    },
    operation: 'ROLLINGUP',
  },
  {
    id: 'fire-door',
    rows: [{ lossDb: [10, 10, 14, 14, 16, 18, 20] }],
    priorSdDb: 5,
    basis: 'assumption',
    source: `steel fire door with its gaps, closed; ${planningDefault}`,
    leaf: { p2040: 'metal' },
    usualState: 'closed',
    passing: 'fire-seal',
    layerClass: 'fire-door',
    isTakenFor: ['rated-door'],
    written: {
      // A class of resistance makes a fire door of any: steel (GFM甲), wooden (MFM乙), outer ones (WFM乙).
      mark: { order: 3, pattern: /^FM|^[A-Z]{1,3}FM[甲乙丙]/, text: 'FM' },
      model: {
        order: 4,
        pattern:
          /防火门|fire|brand(schutz)?[-_ ]?(tür|deur|werend)|(^|[^a-z])FM[甲乙丙]?\d|\b(ei|t)[-_ ]?(30|60|90)\b/i,
      },
      tag: { order: 3, pattern: /FIRE|防火门/ },
    },
  },
  {
    id: 'steel-door',
    rows: [{ lossDb: [10, 10, 14, 14, 16, 18, 20] }],
    priorSdDb: 5,
    basis: 'assumption',
    source: `steel leaf with its gaps, closed; ${planningDefault}`,
    leaf: { p2040: 'metal', isBareMetal: true },
    usualState: 'closed',
    layerClass: 'door',
    isTakenFor: ['drawn-door'],
    written: {
      model: { order: 5, pattern: /钢质?门|金属门|steel|metal|stahl|staal/i },
    },
    yieldsToRating: true,
  },
  {
    id: 'blast-door',
    rows: [{ lossDb: [30, 30, 34, 34, 38, 42, 50] }],
    priorSdDb: 8,
    basis: 'assumption',
    source: `civil-defence blast door, closed, 30–50 dB or more; ${planningDefault}`,
    leaf: { p2040: 'metal', isBareMetal: true },
    usualState: 'open',
    isBarredWhenClosed: true,
    isCivilDefence: true,
    isWide: true,
    layerClass: 'blast-door',
    isTakenFor: ['open-leaves'],
    written: {
      mark: {
        order: 2,
        pattern: /^(?![A-Z]{1,3}FM[甲乙丙])([BGHSM]{0,3}HFM|[BGH]{1,2}FM|[BG]SFM|FHM|[BGH]{1,2}M\d)/,
        text: 'HFM',
      },
      model: {
        order: 1,
        pattern: /人防|民防|防护密闭|密闭门|blast|civil.?defen[cs]e|shelter door|schutzraum/i,
      },
      tag: { order: 2, pattern: /BLAST|CIVIL|人防门|密闭门/ },
    },
  },
  {
    id: 'lift-door',
    rows: [{ lossDb: [25, 25, 28, 28, 30, 30, 32] }],
    priorSdDb: 6,
    basis: 'assumption',
    source: `lift shaft or metal door set; ${planningDefault}`,
    leaf: { p2040: 'metal' },
    usualState: 'closed',
    isShaftDoor: true,
    isTakenFor: ['narrow-bar'],
    written: {
      model: { order: 3, pattern: /电梯|lift|elevator|aufzug/i },
      tag: { order: 4, pattern: /LIFT|ELEVATOR|电梯门/ },
    },
  },
  {
    id: 'door',
    rows: [{ lossDb: [4.934, 4.958, 5.066, 5.102, 5.162, 5.27, 5.438] }],
    priorSdDb: 3,
    basis: 'transcribed',
    source: 'as wood: 3GPP TR 38.901, 4.85 + 0.12 f GHz, via public code',
    formula: tr38901Materials,
    leaf: { p2040: 'wood' },
    usualState: 'closed',
    isTakenFor: ['plain-door'],
  },
  {
    id: 'passage',
    rows: [{ lossDb: [0, 0, 0, 0, 0, 0, 0] }],
    priorSdDb: 0,
    basis: 'assumption',
    source: 'a passage has no leaf',
    usualState: 'open',
    isTakenFor: ['gap'],
    written: {
      tag: { order: 5, pattern: /PASSAGE|^OPENING$|NO DOOR|门洞/ },
    },
  },
] as const satisfies readonly OpeningKindRow[];

/** A kind of opening that a plan may name. */
export type OpeningKind = (typeof rows)[number]['id'];

/** A kind of opening that a mark on a drawing may be said to mean. */
export type MarkedOpeningKind = Extract<(typeof rows)[number], { written: { mark: unknown } }>['id'];

/** The kinds of opening, in the order of lists. */
export const openingKindRows: readonly (OpeningKindRow & { id: OpeningKind })[] = rows;

/** Kinds of opening that a plan may name. */
export const openingKinds: readonly [OpeningKind, ...OpeningKind[]] = [
  rows[0].id,
  ...rows.slice(1).map(({ id }) => id),
];

const rowById = new Map(openingKindRows.map((row) => [row.id, row]));

/** The row of a kind of opening. */
export function openingKindRow(id: OpeningKind): OpeningKindRow & { id: OpeningKind } {
  return rowById.get(id)!;
}

/** The kind that an opening is taken for where nothing names it. */
export function openingKindFor(found: UnnamedOpening): OpeningKind {
  return openingKindRows.find(({ isTakenFor }) => isTakenFor?.includes(found))!.id;
}

/** Kinds of opening as drawings, models or maps name them, in the order in which they are tried. */
export function writtenOpeningKinds(where: 'mark' | 'model' | 'tag'): readonly [RegExp, OpeningKind][] {
  const found = openingKindRows.flatMap(({ id, written }) => {
    const writtenState = written?.[where];
    return writtenState ? [{ id, ...writtenState }] : [];
  });
  return found.sort((a, b) => a.order - b.order).map(({ id, pattern }) => [pattern, id]);
}

/**
 * Obstacle that a cable's route along a ceiling meets at an opening: none, a leaf in a wall, or a lift's
 * shaft.
 */
export function courseMeets(kind: OpeningKind): 'passage' | 'door' | 'lift-door' | 'blast-door' {
  const { leaf, isShaftDoor, isCivilDefence } = openingKindRow(kind);
  if (isShaftDoor) return 'lift-door';
  if (isCivilDefence) return 'blast-door';
  return leaf ? 'door' : 'passage';
}
