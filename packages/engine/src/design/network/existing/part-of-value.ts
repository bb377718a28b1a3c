import type { CatalogPart } from '../../../plan/index.ts';
import type { ReadKind } from './tree-cells.ts';

/** Parts of a kind with the value that a table states: a splitter by its ways, a coupler or attenuator by its decibels. */
export function partsOfValue(
  parts: readonly CatalogPart[],
  { kind, ways, valueDb }: Pick<ReadKind, 'kind' | 'ways' | 'valueDb'>,
): CatalogPart[] {
  return parts.filter((part) => {
    if (part.kind !== kind) return false;
    if (kind === 'splitter') return part.ways === ways;
    if (kind === 'coupler') return part.couplingDb === valueDb;
    if (kind === 'attenuator') return Object.values(part.lossDb ?? {}).every((lossDb) => lossDb === valueDb);
    return true;
  });
}
