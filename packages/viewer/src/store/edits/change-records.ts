import type { Level, Plan } from '@diku/engine';
import type { PlanChange, RecordChange } from '../plan-change.ts';
import {
  findList,
  isLevelKind,
  type PlanRecord,
  type RecordKind,
  type RecordRef,
  type RecordTypes,
  refKey,
} from '../plan-records.ts';

/** Name of an undo step; the texts have a sentence for each. */
export type StepName = 'move' | 'change' | 'add' | 'remove' | 'copy' | 'lock';

/** Records that were found, each with its index in its list. */
interface FoundRecord {
  ref: RecordRef;
  record: PlanRecord;
  index: number;
}

/** The records of references, each once, in the order of their lists. Those that are not there are left out. */
export function findRecords(plan: Plan, refs: readonly RecordRef[]): FoundRecord[] {
  const wanted = new Set(refs.map(refKey));
  const found: FoundRecord[] = [];
  const seen = new Set<string>();
  for (const { kind, level } of refs) {
    const key = refKey({ kind, level, id: '' });
    if (seen.has(key)) continue;
    seen.add(key);
    for (const [index, record] of (findList(plan, kind, level) ?? []).entries()) {
      const ref = { kind, level, id: record.id };
      if (wanted.has(refKey(ref))) found.push({ ref, record, index });
    }
  }
  return found;
}

/** Replaces records by what `edit` makes of them; undefined where none becomes another. */
export function changeRecords(
  plan: Plan,
  refs: readonly RecordRef[],
  name: StepName,
  edit: (record: PlanRecord, ref: RecordRef) => PlanRecord | undefined,
): PlanChange | undefined {
  const records: RecordChange[] = [];
  for (const { ref, record, index } of findRecords(plan, refs)) {
    const after = edit(record, ref);
    if (after === undefined || after === record) continue;
    records.push({ ...address(ref), id: record.id, index, before: record, after });
  }
  return records.length > 0 ? { name, records } : undefined;
}

/** Replaces one record by another of the same id. */
export function changeRecord<Kind extends RecordKind>(
  plan: Plan,
  ref: RecordRef<Kind>,
  after: RecordTypes[Kind],
  name: StepName = 'change',
): PlanChange | undefined {
  return changeRecords(plan, [ref], name, () => after);
}

/** A new record at the end of its list. */
export function addRecords(
  plan: Plan,
  added: readonly { ref: RecordRef; record: PlanRecord }[],
  name: StepName = 'add',
): PlanChange | undefined {
  const lengths = new Map<string, number>();
  const records = added.map(({ ref, record }): RecordChange => {
    const key = refKey({ ...ref, id: '' });
    const list = findList(plan, ref.kind, ref.level);
    const makesList = !list && !lengths.has(key);
    const index = lengths.get(key) ?? list?.length ?? 0;
    lengths.set(key, index + 1);
    const change = { ...address(ref), id: record.id, index, after: record };
    return makesList ? { ...change, makesList } : change;
  });
  return records.length > 0 ? { name, records } : undefined;
}

/** Other values for some properties of a level; undefined takes a property away. */
export function changeLevel(plan: Plan, id: string, values: Partial<Level>): PlanChange | undefined {
  const level = plan.levels.find((each) => each.id === id);
  if (!level) return undefined;
  const keys = (Object.keys(values) as (keyof Level & string)[]).filter((key) => values[key] !== level[key]);
  if (keys.length === 0) return undefined;
  const beforeKeys = Object.keys(level);
  const retained = beforeKeys.filter((key) => !keys.includes(key) || values[key] !== undefined);
  const made = keys.filter((key) => !beforeKeys.includes(key) && values[key] !== undefined);
  const part = (of: Partial<Level>) => Object.fromEntries(keys.map((key) => [key, of[key]]));
  const change = { before: part(level), after: part(values), beforeKeys, afterKeys: [...retained, ...made] };
  return { name: 'change', records: [{ kind: 'level', id, ...change }] };
}

function address({ kind, level }: RecordRef): { kind: RecordKind; level?: string } {
  return isLevelKind(kind) ? { kind, level } : { kind };
}
