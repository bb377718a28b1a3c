/**
 * The registry of floor kinds: zones of a level, and the kinds of floor that a demand may name. A row decides all that the
 * program does differently for a kind; the name of a zone is a message `name-zone-<id>`.
 */

/** The demand on a kind of floor in the profile of the Shanghai programme. */
interface UsualDemand {
  /** Rank among the kinds in lists of demands. */
  order: number;
  /** Ratio of the kind's floor that must be served; 0 demands nothing. */
  requiredRatio: number;
}

export interface ZoneKindRow {
  id: string;
  /** It is a room with a demand of its own. */
  demand?: UsualDemand;
  /** The public does not enter: it is left out of the acceptance test's floor and walk, and no antenna hangs there. */
  isClosed?: true;
  /** It is floor that a person took out of the count, whatever else lies there. */
  isExcluded?: true;
  /** Cars drive to another level or out there: it is left out of the acceptance test's floor. */
  isRamp?: true;
  /** It may lead out of the outline: floor of it outside is looked at too. */
  isExit?: true;
  /** It is a lift lobby: of the acceptance test's floor a stratum of its own. */
  isLobby?: true;
  /** It is a part of the floor that cars use, without a name on plans. */
  isOpenFloor?: true;
  /** It is a room that no car enters: a building with many of them is no garage. */
  isRoom?: true;
  /** It is of a core of stairs and lifts. */
  isCore?: true;
  /** Ways of cables through its walls and over its doors are sealed against fire (practice; the codes were not read). */
  isSealed?: true;
  /** It is a way of escape: no cable goes through. */
  isStair?: true;
  /** It is the shaft of a lift, whose car is around a phone: no cable goes through but that of its own antenna. */
  isLiftShaft?: true;
  /** Its rank among the zones in which cables go from level to level where no shaft is. */
  riserOrder?: number;
  /** Its rank among the zones in which radio units stand where no equipment room is. */
  sourceOrder?: number;
  /** The name of the highest weight names a room of several names. */
  nameWeight: number;
  /** Names in capitals that make this of a room that was recognised as another kind; of those that match, the lowest order. */
  refines?: { order: number; kind: string; pattern: RegExp };
  /** A text that stands for it where an office writes another. */
  mark?: string;
}

/**
 * Names of stairs in capitals: words, and the numbers that offices give them (LT-1, 1#LT, E1-ST-01, JT-A). Shafts and
 * plant that serve a stair, corridors and doors of escape are none.
 */
export const stairNames =
  /^(?!.*(风井|风机|加压|送风|正压|机房|管井|水井|电井|扶梯|爬梯)).*(楼梯|楼[、/ ]?电梯|(?<!电)梯间|安全梯|疏散梯|剪刀梯|防烟梯|封闭梯|疏散(?!走|通|门|宽|距|指|照|出|口|方|路)|STAIR|TREPPE|ESCALIER|ESCALERA|계단)|^([A-Z]?\d{1,2}[-#])?([A-Z]{1,2}\d?-)?(LT|ST|JT)[-_ ]?([A-Z]?\d{1,3}|[A-Z])[#号]?(?![A-Z\d])|^[A-Z]?\d{1,2}[#号]?LT(?![A-Z])/;

const zoneRows = [
  { id: 'parking', isOpenFloor: true, nameWeight: 0 },
  { id: 'lane', isOpenFloor: true, nameWeight: 0 },
  {
    id: 'lobby',
    demand: { order: 1, requiredRatio: 0.9 },
    isLobby: true,
    isRoom: true,
    nameWeight: 5,
    mark: 'VESTIBULE',
  },
  { id: 'plant', isClosed: true, isRoom: true, isSealed: true, sourceOrder: 2, nameWeight: 4, mark: 'PLANT' },
  {
    id: 'core',
    isClosed: true,
    isRoom: true,
    isCore: true,
    isSealed: true,
    riserOrder: 1,
    sourceOrder: 3,
    nameWeight: 3,
    mark: 'STAIR',
  },
  {
    id: 'ramp',
    demand: { order: 3, requiredRatio: 0.9 },
    isRamp: true,
    isExit: true,
    riserOrder: 4,
    sourceOrder: 5,
    nameWeight: 6,
  },
  { id: 'excluded', isClosed: true, isExcluded: true, nameWeight: 0 },
  {
    id: 'lift-car',
    isSealed: true,
    demand: { order: 2, requiredRatio: 0 },
    isClosed: true,
    isRoom: true,
    isCore: true,
    isLiftShaft: true,
    nameWeight: 3,
    refines: { order: 2, kind: 'core', pattern: /电梯(?!机房|井道?检修)|升降机|\bLIFTS?\b|ELEVATOR/ },
  },
  { id: 'entrance', demand: { order: 4, requiredRatio: 0.9 }, isExit: true, nameWeight: 5 },
  {
    id: 'stair',
    isSealed: true,
    demand: { order: 5, requiredRatio: 0 },
    isClosed: true,
    isRoom: true,
    isCore: true,
    isStair: true,
    nameWeight: 3,
    refines: { order: 1, kind: 'core', pattern: stairNames },
  },
  {
    id: 'guard-room',
    demand: { order: 6, requiredRatio: 0.9 },
    isClosed: true,
    isRoom: true,
    nameWeight: 4,
    refines: {
      order: 3,
      kind: 'plant',
      pattern:
        /值班|门卫|保安|岗亭|监控|安防|消防控制|消控|物业|物管|管理(室|用房)|办公|GUARD|SECURITY|CONTROL ROOM|OFFICE/,
    },
  },
  {
    id: 'equipment-room',
    isSealed: true,
    demand: { order: 7, requiredRatio: 0 },
    isClosed: true,
    isRoom: true,
    sourceOrder: 1,
    nameWeight: 4,
    refines: {
      order: 4,
      kind: 'plant',
      pattern:
        /弱电机房|通信机房|电信机房|电信室|移动机房|运营商机房|网络机房|电话机房|MDF|TELECOM ROOM|COMMS? ROOM|SERVER/,
    },
  },
] as const satisfies readonly ZoneKindRow[];

type ZoneRow = (typeof zoneRows)[number];

/** A kind of zone that a plan may name. */
export type ZoneKind = ZoneRow['id'];
/** A kind of zone that a text may be said to mean. */
export type MarkedZoneKind = Extract<ZoneRow, { mark: string }>['id'];

/** The kinds of zone, in the order of lists. */
export const zoneKindRows: readonly (ZoneKindRow & { id: ZoneKind })[] = zoneRows;

/** Kinds of zone that a plan may name. */
export const zoneKinds: readonly [ZoneKind, ...ZoneKind[]] = [
  zoneRows[0].id,
  ...zoneRows.slice(1).map(({ id }) => id),
];

const zoneRowById = new Map(zoneKindRows.map((row) => [row.id, row]));

/** The row of a kind of zone. */
export function zoneKindRow(id: ZoneKind): ZoneKindRow & { id: ZoneKind } {
  return zoneRowById.get(id)!;
}

/** Kinds that recognition gives a ramp, a stair, a room without a name, and a room that a lift's door opens into. */
export const rampKind = 'ramp' satisfies ZoneKind;
export const namelessRoomKind = 'core' satisfies ZoneKind;
export const stairKind = 'stair' satisfies ZoneKind;
export const liftShaftKind = 'lift-car' satisfies ZoneKind;

/** A kind of floor that is no zone: lanes and bays, level by level. */
interface OpenFloorRow {
  id: string;
  /** Position of the profile's phone, and whether a parked car is around it. */
  place: 'open' | 'bay';
  inVehicle: boolean;
  requiredRatio: number;
}

const openFloorRows = [
  { id: 'lane', place: 'open', inVehicle: false, requiredRatio: 0.9 },
  { id: 'bay', place: 'bay', inVehicle: false, requiredRatio: 0.9 },
  { id: 'bay-in-car', place: 'bay', inVehicle: true, requiredRatio: 0.7 },
] as const satisfies readonly OpenFloorRow[];

/** A kind of floor that a demand may name. */
export type DemandedKind =
  | (typeof openFloorRows)[number]['id']
  | Extract<ZoneRow, { demand: UsualDemand }>['id'];

/** Lanes, bays with the phone in a hand, and bays with the phone in the parked car. */
export const openFloorKinds: readonly (OpenFloorRow & { id: DemandedKind })[] = openFloorRows;

const demandedZones = zoneRows
  .filter((row): row is Extract<ZoneRow, { demand: UsualDemand }> => 'demand' in row)
  .sort((a, b) => a.demand.order - b.demand.order);

/** Kinds of floor that a demand may name: open floor first, then rooms. */
export const demandedKinds: readonly [DemandedKind, ...DemandedKind[]] = [
  openFloorRows[0].id,
  ...openFloorRows.slice(1).map(({ id }) => id),
  ...demandedZones.map(({ id }) => id),
];

/** The ratio that must be served of each kind of floor, as the profile of the Shanghai programme has it. */
export const usualRequiredRatios = Object.fromEntries([
  ...openFloorRows.map(({ id, requiredRatio }) => [id, requiredRatio]),
  ...demandedZones.map(({ id, demand }) => [id, demand.requiredRatio]),
]) as Record<DemandedKind, number>;
