import type { Level, Plan } from '@diku/engine';
import type { ImportedDrawing } from './imported.ts';
import type { PlanDocument } from './plan-document.ts';
import {
  findList,
  isLevelKind,
  type ListAddress,
  type PlanRecord,
  type RecordKind,
  withList,
} from './plan-records.ts';

/**
 * One record of a list before and after; a missing side means that it did not or does not exist. `index` is where it
 * stands in its list when the change is made: powers add in the order of the list, so a list restored otherwise is
 * another field.
 */
export interface ListedChange {
  kind: RecordKind;
  level?: string;
  id: string;
  index: number;
  before?: PlanRecord;
  after?: PlanRecord;
  /** The list itself comes into being with this record. */
  makesList?: true;
  /** It followed from what a person changed in the same step. */
  follows?: true;
}

/** Properties of a level, other than its lists of records. Keys are kept in order, so that the document is too. */
export interface LevelChange {
  kind: 'level';
  id: string;
  before: Partial<Level>;
  after: Partial<Level>;
  beforeKeys: readonly string[];
  afterKeys: readonly string[];
}

/** A part of the document that is one value. */
export interface PartChange {
  kind: 'part';
  part: Exclude<keyof Plan & string, 'levels' | 'format' | 'version'>;
  before: unknown;
  after: unknown;
}

export type RecordChange =
  | ListedChange
  | LevelChange
  | PartChange
  | { kind: 'plan'; before?: Plan; after?: Plan }
  | { kind: 'import'; before?: ImportedDrawing; after?: ImportedDrawing }
  | { kind: 'document'; before?: PlanDocument; after?: PlanDocument };

/** One undo step: what it is called and which records it touches. */
export interface PlanChange {
  name: string;
  records: RecordChange[];
}

export function isListed(record: RecordChange): record is ListedChange {
  return !['level', 'part', 'plan', 'import', 'document'].includes(record.kind);
}

/** The same step backwards. */
export function reverseChange(change: PlanChange): PlanChange {
  const records = change.records.map((record): RecordChange => {
    const turned = { ...record, before: record.after, after: record.before } as RecordChange;
    if (turned.kind !== 'level' || record.kind !== 'level') return turned;
    return { ...turned, beforeKeys: record.afterKeys, afterKeys: record.beforeKeys };
  });
  return { name: change.name, records: records.reverse() };
}

/** The plan after a step; records that the step does not touch stay the same objects. */
export function applyChange(plan: Plan | undefined, change: PlanChange): Plan | undefined {
  let result = plan;
  let lists = new Map<string, ChangedList>();
  const settle = () => {
    for (const { address, list } of lists.values()) result = result && withList(result, address, list);
    lists = new Map();
  };
  for (const record of change.records) {
    if (record.kind === 'import' || record.kind === 'document') continue;
    if (record.kind === 'plan') {
      lists = new Map();
      result = record.after;
    } else if (!result) continue;
    else if (isListed(record)) changeList(result, lists, record);
    else {
      settle();
      result = record.kind === 'level' ? changeLevel(result, record) : changePart(result, record);
    }
  }
  settle();
  return result;
}

interface ChangedList {
  address: ListAddress;
  list: PlanRecord[] | undefined;
}

/** Writes into a copy of the list that further records of the same step change too. */
function changeList(plan: Plan, lists: Map<string, ChangedList>, record: ListedChange): void {
  const { kind, level, before, after, index } = record;
  const key = isLevelKind(kind) ? `${kind} ${level}` : kind;
  let changed = lists.get(key);
  if (!changed) {
    const known = findList(plan, kind, level);
    changed = { address: { kind, level }, list: known && [...known] };
    lists.set(key, changed);
  }
  if (record.makesList && after) changed.list ??= [];
  const { list } = changed;
  if (!list) return;
  const at = list[index]?.id === record.id ? index : list.findIndex(({ id }) => id === record.id);
  if (before && after && at >= 0) list[at] = after;
  else if (after && !before) list.splice(index, 0, after);
  else if (before && !after && at >= 0) list.splice(at, 1);
  if (record.makesList && !after && list.length === 0) changed.list = undefined;
}

function changeLevel(plan: Plan, { id, after, afterKeys }: LevelChange): Plan {
  const change = (level: Level): Level => {
    const values: Record<string, unknown> = { ...level, ...after };
    return Object.fromEntries(afterKeys.map((key) => [key, values[key]])) as Level;
  };
  return { ...plan, levels: plan.levels.map((level) => (level.id === id ? change(level) : level)) };
}

function changePart(plan: Plan, { part, after }: PartChange): Plan {
  if (after !== undefined) return { ...plan, [part]: after };
  const { [part]: _gone, ...rest } = plan;
  return rest as Plan;
}

/** The drawing behind the plan after a step. */
export function applyToImport(
  imported: ImportedDrawing | undefined,
  change: PlanChange,
): ImportedDrawing | undefined {
  const record = change.records.find(({ kind }) => kind === 'import');
  return record?.kind === 'import' ? record.after : imported;
}

/** Document after a step. */
export function applyToDocument(
  document: PlanDocument | undefined,
  change: PlanChange,
): PlanDocument | undefined {
  const record = change.records.find(({ kind }) => kind === 'document');
  return record?.kind === 'document' ? record.after : document;
}

/** Two steps in a row on the same records as one: the older befores with the newer afters. */
export function joinChanges(older: PlanChange, newer: PlanChange): PlanChange | undefined {
  if (older.records.length !== newer.records.length) return undefined;
  const records: RecordChange[] = [];
  for (const [index, first] of older.records.entries()) {
    const second = newer.records[index];
    const joined = isListed(first) && isListed(second) ? joinListed(first, second) : joinLevel(first, second);
    if (!joined) return undefined;
    records.push(joined);
  }
  return { name: newer.name, records };
}

function joinListed(first: ListedChange, second: ListedChange): ListedChange | undefined {
  const isSame = first.kind === second.kind && first.id === second.id && first.level === second.level;
  if (!isSame || !second.before || !second.after || !first.after) return undefined;
  return { ...first, after: second.after };
}

function joinLevel(first: RecordChange, second: RecordChange): LevelChange | undefined {
  if (first.kind !== 'level' || second.kind !== 'level' || first.id !== second.id) return undefined;
  return {
    ...second,
    before: { ...second.before, ...first.before },
    after: { ...first.after, ...second.after },
    beforeKeys: first.beforeKeys,
  };
}
