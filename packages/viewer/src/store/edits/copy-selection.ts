import type { Antenna, Level, Plan, Point } from '@diku/engine';
import type { PlanChange } from '../plan-change.ts';
import {
  findList,
  isLevelKind,
  levelOf,
  type PlanRecord,
  type RecordKind,
  type RecordRef,
  refKey,
} from '../plan-records.ts';
import { addRecords } from './change-records.ts';
import { areWithinPlan, mapLocations, recordLocations, shiftLocation } from './shift-record.ts';

/** Clearance under a ceiling that is lower than the one copied from, metres. */
const underCeilingM = 0.1;

/** A record with the kind that it is of, apart from any plan: what a copy is made from. */
export interface CopiedRecord {
  kind: RecordKind;
  record: PlanRecord;
  /** It was taken from there. */
  level?: string;
}

/** Parts of the feeder network are wired and carriers are shared: neither is copied. */
const copiedKinds = new Set<RecordKind>([
  ...(['wall', 'column', 'opening', 'beam', 'zone', 'bay'] as const),
  ...(['point', 'facility', 'slab-opening', 'antenna'] as const),
]);

export function canCopy(kind: RecordKind): boolean {
  return copiedKinds.has(kind);
}

/**
 * Copies onto a level, moved by metres, as one step. Each gets an id of its own that says where it comes from; where the original's
 * names its level (`ANT1-B1`), the copy's names the level that it is on. Antennas stay under a lower ceiling. Undefined where nothing can be copied or something would leave the plan.
 * @returns the step and what the copies are called
 */
export function copyRecords(
  plan: Plan,
  copied: readonly CopiedRecord[],
  to: string,
  by: Point,
): { change: PlanChange; refs: RecordRef[] } | undefined {
  const level = plan.levels.find(({ id }) => id === to);
  if (!level) return undefined;
  const taken = new Map<string, Set<string>>();
  const added = copied.flatMap(({ kind, record, level: from }) => {
    if (!canCopy(kind)) return [];
    const key = refKey({ kind, level: to, id: '' });
    let ids = taken.get(key);
    if (!ids) {
      ids = takenIds(plan, kind, to);
      taken.set(key, ids);
    }
    const id = freeId(record.id, ids, from, to);
    ids.add(id);
    const moved = mapLocations(kind, record, (point) => shiftLocation(point, by));
    return [{ ref: { kind, level: to, id }, record: onLevel({ ...moved, id }, kind, level) }];
  });
  if (!added.every(({ record }) => areWithinPlan(recordLocations(record)))) return undefined;
  const change = addRecords(plan, added, 'copy');
  return change && { change, refs: added.map(({ ref }) => ref) };
}

function onLevel(record: PlanRecord, kind: RecordKind, level: Level): PlanRecord {
  if (kind !== 'antenna') return record;
  const antenna = record as Antenna;
  const { heightM } = antenna;
  const maxM = Math.round((level.clearHeightM - underCeilingM) * 1000) / 1000;
  return { ...antenna, level: level.id, heightM: heightM > level.clearHeightM ? maxM : heightM };
}

/** Ids that a new record of a kind must not have. Antennas share theirs with the nodes of the network. */
export function takenIds(plan: Plan, kind: RecordKind, level: string): Set<string> {
  const lists: RecordKind[] = kind === 'antenna' ? ['antenna', 'source', 'device'] : [kind];
  return new Set(lists.flatMap((each) => (findList(plan, each, level) ?? []).map(({ id }) => id)));
}

/**
 * `W12` where that is free, else the next free number behind the same letters. The digits of a level's name in an id (`ANT1-B1`) are no
 * number, and the level that the new record is on takes its place.
 * @param from the level of the record whose id is wanted, where there is one
 */
export function freeId(wanted: string, taken: ReadonlySet<string>, from?: string, to = from): string {
  const { counted, end } = splitAtLevel(wanted.slice(0, 180), from, to);
  if (!taken.has(counted + end)) return counted + end;
  const [, stem, digits] = /^(.*?)(\d{0,9})$/.exec(counted) as RegExpExecArray;
  const hasNumber = digits !== '' && counted !== to;
  const start = hasNumber ? stem : `${counted}-`;
  let number = hasNumber ? Number(digits) + 1 : 2;
  while (taken.has(`${start}${number}${end}`)) number++;
  return `${start}${number}${end}`;
}

/** An id with one level's name in another's place: what is counted in it, and the level where it stands behind that. */
function splitAtLevel(id: string, from?: string, to = ''): { counted: string; end: string } {
  if (!from) return { counted: id, end: '' };
  const name = from.replace(/[^\p{L}\p{N}]/gu, '\\$&');
  const tail = new RegExp(`[^\\p{L}\\p{N}]+${name}$`, 'u').exec(id);
  if (tail && tail.index > 0) {
    return { counted: id.slice(0, tail.index), end: tail[0].slice(0, -from.length) + to };
  }
  const inside = new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'u');
  return { counted: id.replace(inside, () => to), end: '' };
}

/** Copies of the parts of a selection that can be copied, from the plan as it is now. */
export function takeCopies(plan: Plan, refs: readonly RecordRef[]): CopiedRecord[] {
  return refs.flatMap((ref) => {
    const record = findList(plan, ref.kind, isLevelKind(ref.kind) ? ref.level : undefined)?.find(
      ({ id }) => id === ref.id,
    );
    return record && canCopy(ref.kind) ? [{ kind: ref.kind, record, level: levelOf(ref, record) }] : [];
  });
}
