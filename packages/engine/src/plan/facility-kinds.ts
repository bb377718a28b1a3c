/**
 * The registry of facility kinds: what a feeder network needs of a building. A row decides all that the program does
 * differently for a kind; its name is a message `name-facility-<id>`.
 */
export interface FacilityKindRow {
  id: string;
  /** Radio units stand there. */
  isSourceSite?: true;
  /** Small cells get their power there. */
  hasPower?: true;
  /** It is there for power alone: no cable of the network goes there. */
  isPowerOnly?: true;
  /** The room around it is locked. */
  isLocked?: true;
  /** Cables go from level to level in it. */
  isShaft?: true;
  /** Cables lie in it along its path. */
  isTray?: true;
  /** It was cast into a wall of civil defence for cables to pass. */
  isSleeve?: true;
  /** It may be drawn as a path. */
  isPath?: true;
  /** Prefix of the ids that import gives such facilities. */
  idPrefix: string;
  /** Colour in which the building views show it; that of lines where undefined. */
  shade?: 'concrete' | 'metal';
  /** A text that stands for it where an office writes another. */
  mark?: string;
}

const rows = [
  { id: 'equipment-room', isSourceSite: true, isLocked: true, idPrefix: 'er', mark: 'MDF' },
  {
    id: 'power',
    hasPower: true,
    isPowerOnly: true,
    isLocked: true,
    idPrefix: 'pw',
    shade: 'metal',
    mark: 'SUBSTATION',
  },
  { id: 'tray', isTray: true, isPath: true, idPrefix: 'tray' },
  {
    id: 'shaft',
    hasPower: true,
    isShaft: true,
    isPath: true,
    idPrefix: 'sh',
    shade: 'concrete',
    mark: 'RISER',
  },
  { id: 'sleeve', isSleeve: true, shade: 'metal', idPrefix: 'slv' },
] as const satisfies readonly FacilityKindRow[];

/** A kind of facility that a plan may name. */
export type FacilityKind = (typeof rows)[number]['id'];
/** A kind of facility that a text may be said to mean. */
export type MarkedFacilityKind = Extract<(typeof rows)[number], { mark: string }>['id'];

/** The kinds of facility, in the order of lists. */
export const facilityKindRows: readonly (FacilityKindRow & { id: FacilityKind })[] = rows;

/** Kinds of facility that a plan may name. */
export const facilityKinds: readonly [FacilityKind, ...FacilityKind[]] = [
  rows[0].id,
  ...rows.slice(1).map(({ id }) => id),
];

/** The kinds that recognition gives a large equipment room, what it finds along paths, and sleeves. */
export const equipmentRoomKind = 'equipment-room' satisfies FacilityKind;
export const trayKind = 'tray' satisfies FacilityKind;
export const sleeveKind = 'sleeve' satisfies FacilityKind;

const rowById = new Map(facilityKindRows.map((row) => [row.id, row]));

/** The row of a kind of facility. */
export function facilityKindRow(id: FacilityKind): FacilityKindRow & { id: FacilityKind } {
  return rowById.get(id)!;
}
