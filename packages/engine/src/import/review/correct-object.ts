import {
  type Facility,
  type Level,
  type Opening,
  openingKinds,
  type PlanPoint,
  pointKinds,
  type Wall,
  type Zone,
  zoneKinds,
} from '../../plan/index.ts';
import { stateOf } from '../recognition/build-level.ts';
import type { ObjectChange } from './corrections.ts';
import type { EvidenceKind, Topic } from './evidence.ts';

const wallKinds: ReadonlySet<string> = new Set([
  'retaining',
  'shear',
  'civil-defence',
  'fire',
  'partition',
  'ramp',
]);
const facilityKinds: ReadonlySet<string> = new Set(['equipment-room', 'power', 'tray', 'shaft']);

/** A level's objects by kind and id, to change in place. */
export interface ObjectTable {
  find(kind: EvidenceKind, id: string): object | undefined;
}

export function objectTable(level: Level): ObjectTable {
  const lists: Partial<Record<EvidenceKind, { id: string }[]>> = {
    wall: level.walls,
    column: level.columns,
    opening: level.openings,
    bay: level.bays,
    point: level.points,
    zone: level.zones,
    facility: level.facilities,
  };
  const tables = new Map<EvidenceKind, Map<string, object>>();
  for (const [kind, list] of Object.entries(lists)) {
    tables.set(kind as EvidenceKind, new Map((list ?? []).map((each) => [each.id, each])));
  }
  return { find: (kind, id) => tables.get(kind)?.get(id) };
}

/** Changes an object of the plan; returns the topics that are settled by it, none where the change does not fit. */
export function changeObject(kind: EvidenceKind, target: object, change: ObjectChange): Topic[] {
  switch (kind) {
    case 'wall':
      return changeWall(target as Wall, change);
    case 'opening':
      return changeOpening(target as Opening, change);
    case 'zone':
      return changeKind(target as Zone, change, zoneKinds, 'zone');
    case 'point':
      return changeKind(target as PlanPoint, change, pointKinds, 'point');
    case 'facility':
      return changeKind(target as Facility, change, [...facilityKinds], 'facility');
    default:
      return [];
  }
}

function changeWall(wall: Wall, { material, thicknessM, kind }: ObjectChange): Topic[] {
  const topics: Topic[] = [];
  if (kind !== undefined && wallKinds.has(kind)) {
    wall.kind = kind;
    wall.material = kind === 'fire' || kind === 'partition' ? 'concrete-block' : 'reinforced-concrete';
    topics.push('wall-material');
  }
  if (material !== undefined) {
    wall.material = material;
    topics.push('wall-material');
  }
  if (thicknessM !== undefined) {
    wall.thicknessM = thicknessM;
    topics.push('wall-thickness');
  }
  return topics;
}

function changeOpening(opening: Opening, { kind, state }: ObjectChange): Topic[] {
  const named = openingKinds.find((each) => each === kind);
  if (named) {
    opening.kind = named;
    opening.state = stateOf(named);
  }
  if (state) opening.state = state;
  return named || state ? ['opening-kind'] : [];
}

function changeKind(
  target: Zone | PlanPoint | Facility,
  { kind, name }: ObjectChange,
  kinds: readonly string[],
  topic: Topic,
): Topic[] {
  const fits = kind !== undefined && kinds.includes(kind);
  if (fits) (target as { kind: string }).kind = kind;
  if (name !== undefined) target.name = name;
  return fits || name !== undefined ? [topic] : [];
}
