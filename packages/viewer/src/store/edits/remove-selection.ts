import type { Plan } from '@diku/engine';
import type { NetworkCable, NetworkSource } from '@diku/engine/plan';
import type { PlanChange, RecordChange } from '../plan-change.ts';
import { isLevelKind, type RecordRef, refKey } from '../plan-records.ts';
import { findRecords } from './change-records.ts';

/**
 * Takes records away as one step, and what would name them without their being there: cables of the network that end
 * at them, refusals of an antenna, the room that a source says it stands in.
 */
export function removeSelection(plan: Plan, refs: readonly RecordRef[]): PlanChange | undefined {
  const removable = refs.filter(({ kind }) => kind !== 'carrier');
  const gone = findRecords(plan, removable);
  if (gone.length === 0) return undefined;
  const nodes = new Set(
    gone.flatMap(({ ref }) => (['antenna', 'source', 'device'].includes(ref.kind) ? [ref.id] : [])),
  );
  const cables = findRecords(plan, danglingCables(plan, nodes, new Set(removable.map(refKey))));
  const records = [...gone, ...cables]
    // The last of each list goes first, so that the indices of the others stay valid.
    .sort((a, b) => b.index - a.index)
    .map(
      ({ ref, record, index }): RecordChange => ({
        kind: ref.kind,
        ...(isLevelKind(ref.kind) ? { level: ref.level } : {}),
        id: ref.id,
        index,
        before: record,
      }),
    );
  return {
    name: 'remove',
    records: [
      ...homelessSources(
        plan,
        gone.map(({ ref }) => ref),
      ),
      ...forgottenRefusals(plan, nodes),
      ...records,
    ],
  };
}

function danglingCables(plan: Plan, nodes: ReadonlySet<string>, known: ReadonlySet<string>): RecordRef[] {
  const cables: readonly NetworkCable[] = plan.network?.cables ?? [];
  return cables
    .filter(({ from, to }) => nodes.has(from.node) || nodes.has(to.node))
    .map(({ id }) => ({ kind: 'cable' as const, id }))
    .filter((ref) => !known.has(refKey(ref)));
}

/** Sources that name a room which goes, without its name. */
function homelessSources(plan: Plan, gone: readonly RecordRef[]): RecordChange[] {
  const rooms = new Set(gone.filter(({ kind }) => kind === 'facility').map(refKey));
  const leaving = new Set(gone.filter(({ kind }) => kind === 'source').map(({ id }) => id));
  const sources: readonly NetworkSource[] = plan.network?.sources ?? [];
  return sources.flatMap((source, index): RecordChange[] => {
    const { facility, ...after } = source;
    if (facility === undefined || leaving.has(source.id)) return [];
    if (!rooms.has(refKey({ kind: 'facility', level: source.level, id: facility }))) return [];
    return [{ kind: 'source', id: source.id, index, before: source, after: after as NetworkSource }];
  });
}

function forgottenRefusals(plan: Plan, nodes: ReadonlySet<string>): RecordChange[] {
  const { placement } = plan;
  const refused = placement?.refused?.filter((point) => typeof point !== 'string' || !nodes.has(point));
  if (!placement?.refused || refused?.length === placement.refused.length) return [];
  return [{ kind: 'part', part: 'placement', before: placement, after: { ...placement, refused } }];
}
