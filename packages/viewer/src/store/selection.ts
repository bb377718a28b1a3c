import type { Plan } from '@diku/engine';
import { findList, type RecordRef, refKey } from './plan-records.ts';

/** The part of the view that a selection is: what is selected, and its antenna if it is one alone. */
export interface Selection {
  selection: readonly RecordRef[];
  selectedId: string | undefined;
}

const nothing: Selection = { selection: [], selectedId: undefined };

/** Selects these and nothing else. */
export function select(refs: readonly RecordRef[]): Selection {
  const [only] = refs;
  if (!only) return nothing;
  return { selection: refs, selectedId: refs.length === 1 && only.kind === 'antenna' ? only.id : undefined };
}

export function selectAntenna(id: string | undefined): Selection {
  return select(id === undefined ? [] : [{ kind: 'antenna', id }]);
}

/** Selection after these were added to it, or removed where all of them were in it. */
export function toggle(selection: readonly RecordRef[], refs: readonly RecordRef[]): readonly RecordRef[] {
  const keys = new Set(selection.map(refKey));
  const fresh = refs.filter((ref) => !keys.has(refKey(ref)));
  if (fresh.length > 0) return [...selection, ...fresh];
  const gone = new Set(refs.map(refKey));
  return selection.filter((ref) => !gone.has(refKey(ref)));
}

export function isSelected(selection: readonly RecordRef[], ref: RecordRef): boolean {
  const key = refKey(ref);
  return selection.some((each) => refKey(each) === key);
}

export function selectedAntennas({ selection }: Pick<Selection, 'selection'>): Set<string> {
  return new Set(selection.flatMap(({ kind, id }) => (kind === 'antenna' ? [id] : [])));
}

/** Part of a selection that is still in the plan; the same list where all of it is. */
export function existingRecords(plan: Plan, selection: readonly RecordRef[]): readonly RecordRef[] {
  const ids = new Map<string, Set<string>>();
  const exists = ({ kind, level, id }: RecordRef) => {
    const key = refKey({ kind, level, id: '' });
    let known = ids.get(key);
    if (!known) {
      known = new Set((findList(plan, kind, level) ?? []).map((record) => record.id));
      ids.set(key, known);
    }
    return known.has(id);
  };
  return selection.every(exists) ? selection : selection.filter(exists);
}
