import type { Level, Plan } from '@diku/engine';
import { changeLevel } from './edits/change-records.ts';
import type { ListedChange, RecordChange } from './plan-change.ts';
import { findList, levelKinds, levelListKeys, type PlanRecord } from './plan-records.ts';

/**
 * Changes that turn one plan's levels, network and derived parts into another's, by the identity of their records: an edit shares all
 * that it leaves alone. Antennas do not count; undefined where more than these and levels of the same ids differs.
 */
export function levelsDifference(before: Plan, after: Plan): RecordChange[] | undefined {
  const records: RecordChange[] = [];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Plan)[]);
  for (const key of keys) {
    if (key === 'levels' || key === 'antennas' || before[key] === after[key]) continue;
    if (key !== 'network' && key !== 'derived') return undefined;
    records.push({ kind: 'part', part: key, before: undefined, after: after[key] });
  }
  if (before.levels.length !== after.levels.length) return undefined;
  for (const [index, level] of after.levels.entries()) {
    const old = before.levels[index];
    if (old === level) continue;
    if (old.id !== level.id) return undefined;
    records.push(...levelDifference(before, after, old, level));
  }
  return records;
}

function levelDifference(before: Plan, after: Plan, old: Level, level: Level): RecordChange[] {
  const lists = new Set<string>(levelListKeys);
  const names = [...new Set([...Object.keys(old), ...Object.keys(level)])] as (keyof Level & string)[];
  const values = Object.fromEntries(
    names.filter((key) => !lists.has(key) && old[key] !== level[key]).map((key) => [key, level[key]]),
  );
  const properties = changeLevel(before, old.id, values as Partial<Level>)?.records ?? [];
  const listed = levelKinds.flatMap((kind) => {
    const [was, is] = [findList(before, kind, level.id), findList(after, kind, level.id)];
    return was === is ? [] : listDifference(was ?? [], is ?? [], { kind, level: level.id, isNew: !was });
  });
  return [...properties, ...listed];
}

/**
 * Changes between the ends that are the same: pair by pair where there are as many, else one list for the
 * other.
 */
function listDifference(
  was: readonly PlanRecord[],
  is: readonly PlanRecord[],
  { kind, level, isNew }: { kind: ListedChange['kind']; level: string; isNew: boolean },
): ListedChange[] {
  let first = 0;
  while (first < was.length && first < is.length && was[first] === is[first]) first++;
  let same = 0;
  const max = Math.min(was.length, is.length) - first;
  while (same < max && was[was.length - 1 - same] === is[is.length - 1 - same]) same++;
  const [gone, come] = [was.slice(first, was.length - same), is.slice(first, is.length - same)];
  const at = (offset: number, record: PlanRecord) => ({ kind, level, id: record.id, index: first + offset });
  if (gone.length === come.length && gone.every(({ id }, offset) => id === come[offset].id)) {
    return gone.flatMap((before, offset) =>
      before === come[offset] ? [] : [{ ...at(offset, before), before, after: come[offset] }],
    );
  }
  const removed = gone.map((before, offset): ListedChange => ({ ...at(offset, before), before })).reverse();
  const added = come.map((after, offset): ListedChange => {
    const change = { ...at(offset, after), after };
    return isNew && first + offset === 0 ? { ...change, makesList: true } : change;
  });
  return [...removed, ...added];
}
