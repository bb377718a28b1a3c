import { type ProgrammeOperator, programmeOperators } from '../../plan/index.ts';
import type { Community } from '../community.ts';

/** Fields in which two rows of one community may differ. */
export const comparedFields = [
  ...(['district', 'street', 'name', 'address', 'note', 'lonDeg', 'latDeg', 'builtYear'] as const),
  ...(['households', 'levels', 'garageAreaM2', 'bays', 'chargers', 'gates', 'covered'] as const),
  ...(['garageRsrpDbm', 'groundRsrpDbm', 'complaints', 'owners', 'property'] as const),
];

type OfOperators = Record<ProgrammeOperator, unknown>;

/** Fills what an earlier row of a community left open with what a later one says, but for fields that are contested; the fields that it filled. */
export function fillGaps(community: Community, later: Community, contested: ReadonlySet<string>): string[] {
  const filled: string[] = [];
  const target = community as Record<string, unknown>;
  for (const field of comparedFields) {
    const [old, next] = [community[field], later[field]];
    if (contested.has(field)) continue;
    if (old === null && next !== null) {
      target[field] = next;
      filled.push(field);
    } else if (old !== null && next !== null && typeof old === 'object' && typeof next === 'object') {
      const values = old as OfOperators;
      for (const operator of programmeOperators) {
        if (values[operator] !== null || next[operator] === null || contested.has(`${field}.${operator}`))
          continue;
        values[operator] = next[operator];
        filled.push(`${field}.${operator}`);
      }
    }
  }
  return filled;
}

/** Flags and consent that two rows of one community answer differently are made unknown in the first; the fields. */
export function contradictedFields(community: Community, later: Community): string[] {
  const found: string[] = [];
  for (const operator of programmeOperators) {
    const [old, next] = [community.covered[operator], later.covered[operator]];
    if (old === null || next === null || old === next) continue;
    community.covered[operator] = null;
    found.push(`covered.${operator}`);
  }
  for (const field of ['owners', 'property'] as const) {
    const [old, next] = [community[field], later[field]];
    if (old === null || next === null || old === next) continue;
    community[field] = null;
    found.push(field);
  }
  return found;
}

/** Numbers that buildings and levels add up to. */
const summed = ['households', 'bays', 'garageAreaM2', 'chargers'] as const;
const equal = ['builtYear', 'gates', 'complaints', 'owners', 'property'] as const;

/**
 * Makes a community what its parts are together: numbers are added up unless every part repeats the same, and what differs is
 * unknown. The fields that changed.
 */
export function joinedParts(community: Community, parts: readonly Community[]): string[] {
  const changed: string[] = [];
  const target = community as Record<string, unknown>;
  const put = (holder: Record<string, unknown>, key: string, value: unknown, field: string) => {
    if (holder[key] === value) return;
    holder[key] = value;
    changed.push(field);
  };
  const sameOf = (values: readonly unknown[]) => (new Set(values).size === 1 ? values[0] : null);
  for (const field of summed) {
    const values = parts.map((part) => part[field]);
    const known = values.filter((value) => value !== null);
    // Merged cells have their number in the first row only.
    const isOfFirst = values[0] !== null && known.length === 1;
    const same = isOfFirst ? values[0] : sameOf(values);
    const sum = known.length === values.length ? known.reduce((all, value) => all + value, 0) : null;
    put(target, field, same ?? sum, field);
  }
  for (const field of equal) {
    const known = parts.map((part) => part[field]).filter((value) => value !== null);
    put(target, field, known.length === 0 ? null : sameOf(known), field);
  }
  for (const field of ['covered', 'garageRsrpDbm', 'groundRsrpDbm'] as const)
    for (const operator of programmeOperators) {
      const values = parts.map((part) => part[field][operator]);
      put(community[field] as OfOperators, operator, sameOf(values), `${field}.${operator}`);
    }
  return changed;
}

/** A copy that goes its own path. */
export function copyOf(community: Community): Community {
  const { covered, garageRsrpDbm, groundRsrpDbm } = community;
  return {
    ...community,
    ...{ covered: { ...covered }, garageRsrpDbm: { ...garageRsrpDbm }, groundRsrpDbm: { ...groundRsrpDbm } },
  };
}
