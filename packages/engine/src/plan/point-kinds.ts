/**
 * The registry of point kinds: locations where service is looked at by itself. A row decides all that the program does
 * differently for a kind; its name is a message `name-point-<id>`.
 */

/** How drawings say in words that a point is there. */
interface WrittenPoint {
  /** The one of the lowest order is meant of those that match. */
  order: number;
  /** Tried on the text in capitals, in simplified characters. */
  pattern: RegExp;
  /** A longer text is a note. */
  maxLength?: number;
  /** Two of the kind are not nearer, metres. */
  reachM: number;
  /** The text is the point's name. */
  isName?: true;
  /** It may be about a point that is drawn: in the same bay, or within this where it is in none, metres. */
  aboutDrawnM?: number;
}

export interface PointKindRow {
  id: string;
  /** A code must scan there for the acceptance test to pass. */
  isRequired?: true;
  /** It stands at a bay: hardly more of them than bays are built. */
  isAtBay?: true;
  /** Cars come in there: a drawing with it is of a garage, and the walk of an acceptance test starts there. */
  isEntrance?: true;
  /** A device with a modem stands there and nobody scans: what is asked for is the modem's service alone. */
  isDeviceAlone?: true;
  /** It stands for a lift lobby: named as the room is, people there are in the lobby, and storeys lie over each other there. */
  isLobby?: true;
  /** Height at which a phone is held or a code is scanned there, metres. */
  heightM: number;
  /** Prefix of the ids that import gives such points. */
  idPrefix: string;
  /** Its symbol's path in a box of ±1. */
  glyph: string;
  /** Class of the layers whose symbols are such points, and how near two of them are not, metres. */
  drawn?: { layerClass: string; reachM: number };
  written?: WrittenPoint;
  /** A text that stands for it where an office writes another. */
  mark?: string;
}

const rows = [
  {
    id: 'charger',
    isRequired: true,
    isAtBay: true,
    heightM: 1.2,
    idPrefix: 'ev-',
    glyph: 'M0.25 -0.85L-0.5 0.1L-0.05 0.1L-0.25 0.85L0.5 -0.15L0.05 -0.15Z',
    drawn: { layerClass: 'charger', reachM: 0.3 },
    // What is written at a bay with a charger that is not drawn; one word of a bay is enough.
    written: {
      order: 2,
      pattern:
        /^((交流|直流|快速?|慢速?|新能源|电动汽?车)?充电(桩|站|位|车位|设备|设施)?|快充|慢充|EV|EVSE|(EV ?|CAR ?)?CHARG(ER|ING (POINT|STATION))|(E-?)?LADE(S(Ä|AE)ULE|STATION|PUNKT|PLATZ)|WALLBOX|(전기차 ?)?(급속|완속)? ?충전(기|소)|充電器|BORNE( DE RECHARGE)?)[\d\s#-]*$/,
      reachM: 0.5,
      isName: true,
      aboutDrawnM: 3,
    },
  },
  {
    id: 'gate',
    isRequired: true,
    isEntrance: true,
    heightM: 1.3,
    idPrefix: 'gate-',
    glyph: 'M-0.75 -0.15L0.8 -0.15L0.8 0.1L-0.35 0.1L-0.35 0.75L-0.75 0.75Z',
    drawn: { layerClass: 'gate', reachM: 1.5 },
    written: { order: 3, pattern: /道闸|闸机|BARRIER GATE|GATE ARM/, maxLength: 11, reachM: 4 },
    mark: 'GATE ARM',
  },
  {
    id: 'payment',
    isRequired: true,
    heightM: 1.3,
    idPrefix: 'pay-',
    glyph:
      'M-0.62 -0.8L-0.3 -0.8L0 -0.25L0.3 -0.8L0.62 -0.8L0.24 -0.12L0.5 -0.12L0.5 0.1L0.14 0.1L0.14 0.25L0.5 0.25L0.5 0.47L0.14 0.47L0.14 0.8L-0.14 0.8L-0.14 0.47L-0.5 0.47L-0.5 0.25L-0.14 0.25L-0.14 0.1L-0.5 0.1L-0.5 -0.12L-0.24 -0.12Z',
    drawn: { layerClass: 'payment', reachM: 1.5 },
    written: {
      order: 1,
      pattern: /收费|岗亭|缴费|PAYMENT|PAY STATION|TOLL BOOTH|CASHIER/,
      maxLength: 19,
      reachM: 3,
      isName: true,
    },
    mark: 'CASHIER',
  },
  {
    id: 'meter',
    isDeviceAlone: true,
    heightM: 1.0,
    idPrefix: 'meter-',
    glyph:
      'M-0.7 -0.55L0.7 -0.55L0.7 0.55L-0.7 0.55ZM-0.45 -0.3L-0.45 0.05L0.45 0.05L0.45 -0.3ZM-0.1 0.2L-0.1 0.4L0.1 0.4L0.1 0.2Z',
  },
  {
    id: 'lift-lobby',
    isLobby: true,
    heightM: 1.5,
    idPrefix: 'lobby-',
    glyph: 'M0 -0.8L0.55 -0.12L-0.55 -0.12ZM0 0.8L0.55 0.12L-0.55 0.12Z',
    mark: 'LIFT LOBBY',
  },
  {
    id: 'other',
    heightM: 1.5,
    idPrefix: 'poi-',
    glyph: 'M0 -0.5L0.5 0L0 0.5L-0.5 0Z',
  },
] as const satisfies readonly PointKindRow[];

type Row = (typeof rows)[number];

/** A kind of point that a plan may name. */
export type PointKind = Row['id'];
/** A kind of point where a code must scan. */
export type RequiredPointKind = Extract<Row, { isRequired: true }>['id'];
/** A kind of point where a modem may be asked for: where codes scan, and devices alone. */
export type DevicePointKind = Extract<Row, { isRequired: true } | { isDeviceAlone: true }>['id'];
/** A kind of point that a text may be said to mean. */
export type MarkedPointKind = Extract<Row, { mark: string }>['id'];

/** The kinds of point, in the order of lists. */
export const pointKindRows: readonly (PointKindRow & { id: PointKind })[] = rows;

/** Kinds of point that a plan may name. */
export const pointKinds: readonly [PointKind, ...PointKind[]] = [
  rows[0].id,
  ...rows.slice(1).map(({ id }) => id),
];

/** Kinds of point where a code must scan. */
export const requiredPointKinds: readonly RequiredPointKind[] = rows
  .filter((row): row is Extract<Row, { isRequired: true }> => 'isRequired' in row)
  .map(({ id }): RequiredPointKind => id);

/** Kinds of point where a modem may be asked for. */
export const devicePointKinds: readonly DevicePointKind[] = rows
  .filter(
    (row): row is Extract<Row, { isRequired: true } | { isDeviceAlone: true }> =>
      'isRequired' in row || 'isDeviceAlone' in row,
  )
  .map(({ id }): DevicePointKind => id);

/** The kind of a point that is nothing in particular. */
export const plainPointKind = 'other' satisfies PointKind;

const rowById = new Map(pointKindRows.map((row) => [row.id, row]));

/** The row of a kind of point. */
export function pointKindRow(id: PointKind): PointKindRow & { id: PointKind } {
  return rowById.get(id)!;
}
