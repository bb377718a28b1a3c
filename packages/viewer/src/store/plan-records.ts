import type {
  Antenna,
  Bay,
  Carrier,
  Facility,
  Level,
  Opening,
  Plan,
  PlanPoint,
  Wall,
  Zone,
} from '@diku/engine';
import type { Beam, Column, NetworkCable, NetworkDevice, NetworkSource } from '@diku/engine/plan';

type NetworkBaseband = NonNullable<NonNullable<Plan['network']>['basebands']>[number];
type SlabOpening = NonNullable<Level['slabOpenings']>[number];

/** Every kind of record in a plan's lists that can be edited, and its type. */
export interface RecordTypes {
  wall: Wall;
  column: Column;
  opening: Opening;
  beam: Beam;
  zone: Zone;
  bay: Bay;
  point: PlanPoint;
  facility: Facility;
  'slab-opening': SlabOpening;
  antenna: Antenna;
  carrier: Carrier;
  source: NetworkSource;
  baseband: NetworkBaseband;
  device: NetworkDevice;
  cable: NetworkCable;
}

export type RecordKind = keyof RecordTypes;
export type PlanRecord = RecordTypes[RecordKind];

/** List of a level that holds a kind. */
const levelLists = {
  wall: 'walls',
  column: 'columns',
  opening: 'openings',
  beam: 'beams',
  zone: 'zones',
  bay: 'bays',
  point: 'points',
  facility: 'facilities',
  'slab-opening': 'slabOpenings',
} as const;
const planLists = { antenna: 'antennas', carrier: 'carriers' } as const;
const networkLists = {
  source: 'sources',
  baseband: 'basebands',
  device: 'devices',
  cable: 'cables',
} as const;

export type LevelKind = keyof typeof levelLists;
export const levelKinds = Object.keys(levelLists) as LevelKind[];
/** Keys of a level that hold lists of records. */
export const levelListKeys: readonly string[] = Object.values(levelLists);

/** A record by name. `level` is that of the list it stands in, or that an antenna or source hangs on. */
export interface RecordRef<Kind extends RecordKind = RecordKind> {
  kind: Kind;
  id: string;
  level?: string;
}

export function isLevelKind(kind: RecordKind): kind is LevelKind {
  return kind in levelLists;
}

/** Same for references to the same record. */
export function refKey({ kind, id, level }: RecordRef): string {
  return `${kind} ${isLevelKind(kind) ? level : ''} ${id}`;
}

/** Address of a list: its holder and key. */
export interface ListAddress {
  kind: RecordKind;
  level?: string;
}

/** The list of a kind as the plan has it; undefined where the plan has none. */
export function findList<Kind extends RecordKind>(
  plan: Plan,
  kind: Kind,
  level: string | undefined,
): readonly RecordTypes[Kind][] | undefined {
  type List = readonly RecordTypes[Kind][] | undefined;
  if (isLevelKind(kind)) return plan.levels.find(({ id }) => id === level)?.[levelLists[kind]] as List;
  if (kind in planLists) return plan[planLists[kind as keyof typeof planLists]] as unknown as List;
  return plan.network?.[networkLists[kind as keyof typeof networkLists]] as unknown as List;
}

/** The plan with another list of that kind; undefined takes the list's key away. Unknown levels change nothing. */
export function withList(
  plan: Plan,
  { kind, level }: ListAddress,
  list: readonly PlanRecord[] | undefined,
): Plan {
  if (isLevelKind(kind)) {
    const levels = plan.levels.map((each) =>
      each.id === level ? withKey(each, levelLists[kind], list) : each,
    );
    return { ...plan, levels };
  }
  if (kind in planLists) return withKey(plan, planLists[kind as keyof typeof planLists], list);
  if (!plan.network) return plan;
  const key = networkLists[kind as keyof typeof networkLists];
  return { ...plan, network: withKey(plan.network, key, list) };
}

function withKey<Holder extends object>(holder: Holder, key: keyof Holder & string, value: unknown): Holder {
  if (value !== undefined) return { ...holder, [key]: value };
  const { [key]: _gone, ...rest } = holder;
  return rest as Holder;
}

/** The record of a reference; undefined where there is none. */
export function findRecord<Kind extends RecordKind>(
  plan: Plan,
  { kind, id, level }: RecordRef<Kind>,
): RecordTypes[Kind] | undefined {
  return findList(plan, kind, level)?.find((record) => record.id === id);
}

/** The record that a path of the plan's document is in, such as `levels[0].walls[3].thicknessM`; undefined where none is. */
export function recordAtPath(plan: Plan, path: string): RecordRef | undefined {
  const [, levelIndex, key, index] = /^(?:levels\[(\d+)\]\.|network\.)?(\w+)\[(\d+)\]/.exec(path) ?? [];
  const level = levelIndex === undefined ? undefined : plan.levels[Number(levelIndex)]?.id;
  const lists = level === undefined ? { ...planLists, ...networkLists } : levelLists;
  const kind = (Object.keys(lists) as RecordKind[]).find((each) => lists[each as keyof typeof lists] === key);
  const record = kind && findList(plan, kind, level)?.[Number(index)];
  return kind && record && { kind, id: record.id, ...(level === undefined ? {} : { level }) };
}

/** Level that a record belongs to. */
export function levelOf(ref: RecordRef, record: PlanRecord): string | undefined {
  return isLevelKind(ref.kind) ? ref.level : 'level' in record ? (record.level as string) : undefined;
}
