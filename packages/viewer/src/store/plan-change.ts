import type { Antenna, Plan } from '@diku/engine';
import type { ImportedDrawing } from './imported.ts';

/**
 * One record before and after; a missing side means that the record did not or does not exist. `index` is where a
 * removed one stood: powers add in the order of the list, so a list restored otherwise is another field.
 */
export type RecordChange =
  | { kind: 'antenna'; id: string; before?: Antenna; after?: Antenna; index?: number }
  | { kind: 'plan'; before?: Plan; after?: Plan }
  | { kind: 'import'; before?: ImportedDrawing; after?: ImportedDrawing };

/** One undo step: what it is called and which records it touches. */
export interface PlanChange {
  name: string;
  records: RecordChange[];
}

/** The same step backwards. */
export function reverseChange(change: PlanChange): PlanChange {
  const records = change.records.map((record) => ({ ...record, before: record.after, after: record.before }));
  return { name: change.name, records: records.reverse() as RecordChange[] };
}

/** The plan after a step; records that the step does not touch stay the same objects. */
export function applyChange(plan: Plan | undefined, change: PlanChange): Plan | undefined {
  let result = plan;
  for (const record of change.records) {
    if (record.kind === 'plan') result = record.after;
    else if (record.kind === 'antenna' && result) {
      result = { ...result, antennas: changeAntennas(result.antennas, record) };
    }
  }
  return result;
}

/** The drawing behind the plan after a step. */
export function applyToImport(
  imported: ImportedDrawing | undefined,
  change: PlanChange,
): ImportedDrawing | undefined {
  const record = change.records.find(({ kind }) => kind === 'import');
  return record?.kind === 'import' ? record.after : imported;
}

function changeAntennas(antennas: readonly Antenna[], change: RecordChange & { kind: 'antenna' }): Antenna[] {
  const { id, after, index } = change;
  if (after && !antennas.some((antenna) => antenna.id === id)) {
    const at = index ?? antennas.length;
    return [...antennas.slice(0, at), after, ...antennas.slice(at)];
  }
  return antennas.flatMap((antenna) => (antenna.id === id ? (after ? [after] : []) : [antenna]));
}

/** Two steps in a row on the same records as one: the older befores with the newer afters. */
export function joinChanges(older: PlanChange, newer: PlanChange): PlanChange | undefined {
  if (older.records.length !== newer.records.length) return undefined;
  const records: RecordChange[] = [];
  for (const [index, first] of older.records.entries()) {
    const second = newer.records[index];
    if (first.kind !== 'antenna' || second.kind !== 'antenna' || first.id !== second.id) return undefined;
    records.push({ kind: 'antenna', id: first.id, before: first.before, after: second.after });
  }
  return { name: newer.name, records };
}
