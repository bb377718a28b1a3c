import {
  basisOf,
  type DerivedInputs,
  type FingerprintMemo,
  inputsByLevel,
  noMemo,
  shortFingerprint,
} from './derived-inputs.ts';
import type { Derived } from './derived-schema.ts';
import type { Level, Plan } from './schema.ts';

/** What an import's summary and doubts are of: the levels as they were read. */
export function importInputs(plan: Pick<Plan, 'levels'>, memo: FingerprintMemo = noMemo): DerivedInputs {
  const facilities = plan.levels.flatMap(({ id: level, facilities = [] }) =>
    facilities.map(({ id, kind, position, path }) => [
      JSON.stringify([level, id]),
      shortFingerprint([kind, position, path]),
    ]),
  );
  return { ...levelInputs(plan, memo), facilities: Object.fromEntries(facilities) };
}

/** The plan with what its import's summary is of; the summary is kept with it. To be called by what imports. */
export function withImportBasis(plan: Plan, summary: Readonly<Record<string, unknown>> = {}): Plan {
  const inputs = importInputs(plan);
  const part: Derived['import'] = { ...summary, basis: basisOf(inputs), inputs };
  return { ...plan, derived: { ...plan.derived, import: part } };
}

/** Lists of a level by kind of input. */
const lists = {
  walls: 'walls',
  columns: 'columns',
  openings: 'openings',
  beams: 'beams',
  zones: 'zones',
  bays: 'bays',
  points: 'points',
} as const satisfies Record<string, keyof Level>;

/** Everything of the levels that a prediction reads, by kind and level. */
export function levelInputs(plan: Pick<Plan, 'levels'>, memo: FingerprintMemo): DerivedInputs {
  const ofList = (key: (typeof lists)[keyof typeof lists]) =>
    inputsByLevel(plan, (level) => {
      const list = level[key];
      return list && memo.of(list, 'all', () => recordsInput(list));
    });
  return {
    heights: inputsByLevel(plan, ({ elevationM, clearHeightM }) =>
      JSON.stringify([elevationM, clearHeightM]),
    ),
    outlines: inputsByLevel(plan, ({ outline, holes = [] }) => shortFingerprint([outline, holes])),
    slabs: inputsByLevel(plan, ({ slabThicknessM, slabOpenings }) =>
      shortFingerprint([slabThicknessM, slabOpenings]),
    ),
    ...Object.fromEntries(Object.entries(lists).map(([kind, key]) => [kind, ofList(key)])),
  };
}

/** All of them but what they are called, in whatever order they stand. */
function recordsInput(records: readonly { id: string; name?: unknown }[]): string {
  return shortFingerprint(records.map(({ name: _, ...read }) => shortFingerprint(read)).sort());
}
