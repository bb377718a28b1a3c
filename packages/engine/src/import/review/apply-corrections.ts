import type { Level } from '../../plan/index.ts';
import type { ImportWarning } from '../drawing/level-drawing.ts';
import { changeObject, type ObjectTable, objectTable } from './correct-object.ts';
import type { Corrections, ObjectChange } from './corrections.ts';
import { type Evidence, settled, type Topic, withConfidence } from './evidence.ts';
import { findReferred, type ReferredLevel } from './references.ts';

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
  return {
    code: 'correction-unmatched',
    message: `a correction matches nothing in this drawing: ${key}`,
    at: `corrections.${list}.${key}`,
  };
}

function unusable(key: string, list: string): ImportWarning {
  return {
    code: 'correction-unusable',
    message: `a correction does not fit what it names: ${key}`,
    at: `corrections.${list}.${key}`,
  };
}
