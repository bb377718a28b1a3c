import type { Antenna, Level, Plan, Position } from '@diku/engine';
import type { PlanChange } from '../plan-change.ts';
import {
  findList,
  isLevelKind,
  type PlanRecord,
  type RecordKind,
  type RecordRef,
  refKey,
} from '../plan-records.ts';
import { addRecords } from './change-records.ts';
import { areWithinPlan, mapPlaces, recordPlaces, shiftPlace } from './shift-record.ts';

/** Under a ceiling that is lower than the one copied from, metres. */
const underCeilingM = 0.1;

/** A record with the kind that it is of, apart from any plan: what a copy is made from. */
export interface CopiedRecord {
  kind: RecordKind;
  record: PlanRecord;
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
 * Copies onto a level, moved by metres, as one step. Each gets an id of its own that says where it comes from; antennas
 * stay under a lower ceiling. Undefined where nothing can be copied or something would leave the plan.
 * @returns the step and what the copies are called
 */
export function copyRecords(
  plan: Plan,
  copied: readonly CopiedRecord[],
  to: string,
  by: Position,
): { change: PlanChange; refs: RecordRef[] } | undefined {
  const level = plan.levels.find(({ id }) => id === to);
  if (!level) return undefined;
  const taken = new Map<string, Set<string>>();
  const added = copied.flatMap(({ kind, record }) => {
    if (!canCopy(kind)) return [];
    const key = refKey({ kind, level: to, id: '' });
    let ids = taken.get(key);
    if (!ids) {
      ids = takenIds(plan, kind, to);
      taken.set(key, ids);
    }
    const id = freeId(record.id, ids);
    ids.add(id);
    const moved = mapPlaces(kind, record, (place) => shiftPlace(place, by));
    return [{ ref: { kind, level: to, id }, record: onLevel({ ...moved, id }, kind, level) }];
  });
  if (!added.every(({ record }) => areWithinPlan(recordPlaces(record)))) return undefined;
  const change = addRecords(plan, added, 'copy');
  return change && { change, refs: added.map(({ ref }) => ref) };
}

function onLevel(record: PlanRecord, kind: RecordKind, level: Level): PlanRecord {
  if (kind !== 'antenna') return record;
  const antenna = record as Antenna;
  const { heightM } = antenna;
  const mostM = Math.round((level.clearHeightM - underCeilingM) * 1000) / 1000;
  return { ...antenna, level: level.id, heightM: heightM > level.clearHeightM ? mostM : heightM };
}

/** Ids that a new record of a kind must not have. Antennas share theirs with the nodes of the network. */
export function takenIds(plan: Plan, kind: RecordKind, level: string): Set<string> {
  const lists: RecordKind[] = kind === 'antenna' ? ['antenna', 'source', 'device'] : [kind];
  return new Set(lists.flatMap((each) => (findList(plan, each, level) ?? []).map(({ id }) => id)));
}

/** `W12` where that is free, else the next free number behind the same letters. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const [, stem, digits] = /^(.*?)(\d{0,9})$/.exec(wanted.slice(0, 180)) as RegExpExecArray;
  const start = digits === '' ? `${stem}-` : stem;
  let number = digits === '' ? 2 : Number(digits) + 1;
  while (taken.has(`${start}${number}`)) number++;
  return `${start}${number}`;
}

/** What of a selection can be copied, from the plan as it is now. */
export function takeCopies(plan: Plan, refs: readonly RecordRef[]): CopiedRecord[] {
  return refs.flatMap((ref) => {
    const record = findList(plan, ref.kind, isLevelKind(ref.kind) ? ref.level : undefined)?.find(
      ({ id }) => id === ref.id,
    );
    return record && canCopy(ref.kind) ? [{ kind: ref.kind, record }] : [];
  });
}
