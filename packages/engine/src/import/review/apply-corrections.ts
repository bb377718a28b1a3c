import { say } from '../../core/index.ts';
import {
  type Facility,
  facilityKinds,
  type Level,
  type Opening,
  openingKindRow,
  openingKinds,
  type PlanPoint,
  pointKinds,
  type Wall,
  type WallKind,
  wallKinds,
  type Zone,
  zoneKinds,
} from '../../plan/index.ts';
import { type ImportWarning, importWarning } from '../drawing/level-drawing.ts';
import type { Corrections, ObjectChange } from './corrections.ts';
import { type Evidence, type EvidenceKind, settled, type Topic, withConfidence } from './evidence.ts';
import { findReferred, type ReferredLevel } from './references.ts';

/** A level's objects by kind and id, to change in place. */
interface ObjectTable {
  find(kind: EvidenceKind, id: string): object | undefined;
}

/** A level and what speaks for everything on it. */
export interface ReviewedLevel extends ReferredLevel {
  level: Level;
  evidence: Evidence[];
}

const listNames = { wall: 'walls', column: 'columns', opening: 'openings', bay: 'bays' } as const;
const moreListNames = { point: 'points', zone: 'zones', facility: 'facilities' } as const;
const lists = { ...listNames, ...moreListNames };

/**
 * Carries out what was accepted, rejected and set, in place: `levels` get the planner's values and lose what was
 * rejected, evidence becomes certain. `drawing` is the evidence that belongs to no level. Returns a warning for each
 * correction that matches nothing or does not fit.
 */
export function applyCorrections(
  levels: readonly ReviewedLevel[],
  drawing: Evidence[],
  { set = {}, accept = [], reject = [] }: Corrections,
): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  const targets = createTargets(levels, drawing);
  const tables = new Map(levels.map(({ level }) => [level.id, objectTable(level)]));
  for (const [key, change] of Object.entries(set)) {
    const found = targets.find(key);
    if (found.length === 0) warnings.push(unmatched(key, 'set'));
    else if (!changeAll(found, change, tables)) warnings.push(unusable(key, 'set'));
  }
  for (const key of accept) {
    const found = targets.find(key);
    if (found.length === 0) warnings.push(unmatched(key, 'accept'));
    for (const { evidence, topic } of found) settle(evidence, topic ? [topic] : undefined);
  }
  const rejected = new Set<Evidence>();
  for (const key of reject) {
    const found = targets.find(key);
    if (found.length === 0) warnings.push(unmatched(key, 'reject'));
    else if (found.some(({ evidence }) => !(evidence.kind in lists))) warnings.push(unusable(key, 'reject'));
    else for (const { evidence } of found) rejected.add(evidence);
  }
  for (const reviewed of levels) removeAll(reviewed, rejected);
  return warnings;
}

interface Target {
  evidence: Evidence;
  /** The topic of the group that was named; absent where the whole object was. */
  topic?: Topic;
}

/** Finds what a key means: a group of conclusions, or one object by its reference. */
function createTargets(
  levels: readonly ReviewedLevel[],
  drawing: readonly Evidence[],
): { find(key: string): readonly Target[] } {
  const groups = new Map<string, Target[]>();
  for (const evidence of [...drawing, ...levels.flatMap((level) => level.evidence)]) {
    for (const { group, topic } of evidence.facets) {
      const members = groups.get(group);
      if (members) members.push({ evidence, topic });
      else groups.set(group, [{ evidence, topic }]);
    }
  }
  return {
    find(key) {
      const group = groups.get(key);
      if (group) return group;
      const evidence = findReferred(key, levels);
      return evidence ? [{ evidence }] : [];
    },
  };
}

function changeAll(
  targets: readonly Target[],
  change: ObjectChange,
  tables: ReadonlyMap<string, ObjectTable>,
): boolean {
  let fits = false;
  for (const { evidence, topic } of targets) {
    const object = tables.get(evidence.level)?.find(evidence.kind, evidence.id);
    const topics = object ? changeObject(evidence.kind, object, change) : [];
    if (topics.length === 0) continue;
    fits = true;
    if (change.thicknessM !== undefined) evidence.thicknessM = change.thicknessM;
    settle(evidence, topic ? [...topics, topic] : topics);
  }
  return fits;
}

/** Makes facets certain: those of some topics, or all. */
function settle(evidence: Evidence, topics?: readonly Topic[]): void {
  evidence.facets = evidence.facets.map((each) =>
    topics === undefined || topics.includes(each.topic) ? settled(each) : each,
  );
  evidence.confidence = withConfidence(evidence).confidence;
}

function removeAll(reviewed: ReviewedLevel, rejected: ReadonlySet<Evidence>): void {
  const gone = reviewed.evidence.filter((each) => rejected.has(each));
  if (gone.length === 0) return;
  reviewed.evidence = reviewed.evidence.filter((each) => !rejected.has(each));
  const { level } = reviewed;
  for (const [kind, list] of Object.entries(lists)) {
    const ids = new Set(gone.filter((each) => each.kind === kind).map(({ id }) => id));
    if (ids.size === 0) continue;
    Object.assign(level, { [list]: (level[list] ?? []).filter(({ id }) => !ids.has(id)) });
  }
}

function unmatched(key: string, list: string): ImportWarning {
  return importWarning(
    'correction-unmatched',
    `corrections.${list}.${key}`,
    say('warning-correction-unmatched', { name: key }),
  );
}

function unusable(key: string, list: string): ImportWarning {
  return importWarning(
    'correction-unusable',
    `corrections.${list}.${key}`,
    say('warning-correction-unusable', { name: key }),
  );
}

function objectTable(level: Level): ObjectTable {
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
function changeObject(kind: EvidenceKind, target: object, change: ObjectChange): Topic[] {
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
      return changeKind(target as Facility, change, facilityKinds, 'facility');
    default:
      return [];
  }
}

function isWallKind(kind: string): kind is WallKind {
  return (wallKinds as readonly string[]).includes(kind);
}

function changeWall(wall: Wall, { material, thicknessM, kind }: ObjectChange): Topic[] {
  const topics: Topic[] = [];
  if (kind !== undefined && isWallKind(kind)) {
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
    opening.state = openingKindRow(named).usualState;
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
