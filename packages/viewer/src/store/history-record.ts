import type { Plan } from '@diku/engine';
import { applyDifference, type Difference, differenceOf } from './difference.ts';
import type { ImportedDrawing } from './imported.ts';
import {
  applyChange,
  applyToDocument,
  applyToImport,
  type PlanChange,
  type RecordChange,
  reverseChange,
} from './plan-change.ts';
import type { StoreContent } from './store-content.ts';

/** A whole plan or drawing on both sides of a step is kept as what turns the near side into the far one. */
type PersistedRecordChange = { kind: 'plan' | 'import'; far: Difference | undefined } | SmallChange;
type SmallChange = Exclude<RecordChange, { kind: 'plan' | 'import' }>;

interface PersistedStep {
  name: string;
  records: readonly PersistedRecordChange[];
}

/** The steps of a plan as differences from the plan itself, nearest first. */
export interface HistoryRecord {
  undo: readonly PersistedStep[];
  redo: readonly PersistedStep[];
}

/** Bytes of all persisted steps together; the farthest are left out. */
export const maxHistoryBytes = 4 * 1024 * 1024;

const known = { undo: new WeakMap<PlanChange, Sized>(), redo: new WeakMap<PlanChange, Sized>() };

interface Sized {
  /** Undefined where a step cannot be kept: another file came or went. */
  step: PersistedStep | undefined;
  bytes: number;
}

/** The steps to be persisted beside the plan, as many of the nearest as there is room for: undo first. */
export function recordHistory({ undo, redo }: StoreContent, maxBytes = maxHistoryBytes): HistoryRecord {
  let roomBytes = maxBytes;
  const persist = (direction: 'undo' | 'redo', steps: readonly PlanChange[]) => {
    const retained: PersistedStep[] = [];
    for (const change of [...steps].reverse()) {
      const { step, bytes } = recordStep(direction, change);
      if (!step || bytes > roomBytes) break;
      roomBytes -= bytes;
      retained.push(step);
    }
    return retained;
  };
  return { undo: persist('undo', undo), redo: persist('redo', redo) };
}

/** A step never changes once it is done: it is looked at once. */
function recordStep(direction: 'undo' | 'redo', change: PlanChange): Sized {
  const before = known[direction].get(change);
  if (before) return before;
  let sized: Sized = { step: undefined, bytes: 0 };
  try {
    const records = change.records.map((record): PersistedRecordChange => {
      if (record.kind !== 'plan' && record.kind !== 'import') return record;
      const [near, far] =
        direction === 'undo' ? [record.after, record.before] : [record.before, record.after];
      if (record.kind === 'import') refuseOtherFiles(near, far);
      return { kind: record.kind, far: differenceOf(near, far) };
    });
    sized = { step: { name: change.name, records }, bytes: bytesOf(records) };
  } catch {
    // The history ends here.
  }
  known[direction].set(change, sized);
  return sized;
}

/** The files of a drawing are kept once, and its reading is numbered anew on the next page. */
function refuseOtherFiles(near: unknown, far: unknown): void {
  const [one, other] = [near, far] as (ImportedDrawing | undefined)[];
  if (!one || !other || one.sourceId !== other.sourceId) throw new Error('another reading');
}

/** Estimates as much as a step takes in a database. */
function bytesOf(value: unknown): number {
  let viewBytes = 0;
  const text = JSON.stringify(value, (_name, member) => {
    if (!ArrayBuffer.isView(member)) return member;
    viewBytes += member.byteLength;
    return undefined;
  });
  return text.length + viewBytes;
}

/**
 * The steps again, as far as they fit the plan and the drawing that they are told from: a history that is damaged, or
 * of a drawing that is gone, ends early.
 */
export function replayHistory(
  now: Pick<StoreContent, 'plan' | 'imported' | 'document'>,
  record: HistoryRecord,
): Pick<StoreContent, 'undo' | 'redo'> {
  return { undo: replay(now, record.undo, true), redo: replay(now, record.redo, false) };
}

type State = { [Part in 'plan' | 'imported' | 'document']: StoreContent[Part] | undefined };

function replay(now: State, steps: readonly PersistedStep[], isUndo: boolean): PlanChange[] {
  const changes: PlanChange[] = [];
  let state = now;
  try {
    for (const { name, records } of steps) {
      const done: RecordChange[] = [];
      for (const record of isUndo ? [...records].reverse() : records) {
        const change = restoreRecord(state, record, isUndo);
        const single = { name, records: [change] };
        const direction = isUndo ? reverseChange(single) : single;
        state = {
          plan: applyChange(state.plan, direction),
          imported: applyToImport(state.imported, direction),
          document: applyToDocument(state.document, direction),
        };
        done.push(change);
      }
      changes.push({ name, records: isUndo ? done.reverse() : done });
    }
  } catch {
    // What is nearer stands.
  }
  return changes.reverse();
}

function restoreRecord(state: State, record: PersistedRecordChange, isUndo: boolean): RecordChange {
  if (!('far' in record)) return record as SmallChange;
  const near = record.kind === 'plan' ? state.plan : state.imported;
  if (!near) throw new Error('nothing to tell the step from');
  const far = applyDifference(near, record.far);
  const [before, after] = isUndo ? [far, near] : [near, far];
  return record.kind === 'plan'
    ? { kind: 'plan', before: before as Plan, after: after as Plan }
    : { kind: 'import', before: before as ImportedDrawing, after: after as ImportedDrawing };
}
