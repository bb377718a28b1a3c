import {
  type ProgrammeOperator,
  plainText,
  programmeOperators,
  type StoredCommunity,
} from '@diku/engine/programme';
import type { CityRow } from './city-row.ts';

/** Facets that tell communities apart. A community may have more than one value of a facet. */
export const cityFacets = ['district', 'stage', 'quarter', 'plan', 'late', 'coverage', 'place'] as const;
export type CityFacet = (typeof cityFacets)[number];

/** One value of each facet, '' for any; and words that all have to be found. */
export type CityFilters = Record<CityFacet | 'words', string>;

export const noFilters: CityFilters = {
  ...{ district: '', stage: '', quarter: '', plan: '', late: '', coverage: '', place: '', words: '' },
};

/** Counts for each facet how many communities have a value, all other filters kept. */
export type FacetCounts = Record<CityFacet, ReadonlyMap<string, number>>;

export interface FilteredCity {
  shown: CityRow[];
  counts: FacetCounts;
}

/** A quarter alone, or with those before it, as the notice counts. */
export const quarterValues = [
  ...(['1', '2', '3', '4', 'until-1', 'until-2', 'until-3', 'until-4'] as const),
  ...(['other-year', 'none'] as const),
];
export const planValues = ['with', 'without'] as const;
export const lateValues = ['late', 'overdue', 'standstill'] as const;
export const coverageValues = [
  'none',
  ...programmeOperators.map((operator) => `without-${operator}` as const),
  ...programmeOperators.map((operator) => `with-${operator}` as const),
  'all',
  'unknown',
] as const;
/** District of a community whose district the table does not tell. */
export const unknownDistrict = 'unknown';

/** Communities by their ids: those of which a plan was found. */
type WithPlan = Pick<ReadonlySet<string>, 'has'>;

const valuesOf: Record<CityFacet, (row: CityRow, planned: WithPlan) => readonly string[]> = {
  district: ({ community }) => [community.district ?? unknownDistrict],
  stage: ({ state }) => [state.stage],
  quarter: ({ quarter }) => quarterValuesOf(quarter),
  plan: ({ community }, planned) => [planned.has(community.id) ? 'with' : 'without'],
  late: ({ late }) => (late ? ['late', late.kind] : []),
  coverage: ({ community }) => coverageOf(community),
  place: ({ location: point }) => [point ? 'placed' : 'missing'],
};

function quarterValuesOf(quarter: CityRow['quarter']): string[] {
  if (typeof quarter !== 'number') return [quarter ?? 'none'];
  return [String(quarter), ...[1, 2, 3, 4].filter((end) => end >= quarter).map((end) => `until-${end}`)];
}

/** Covered by none is what all three are known not to cover; of one that is not known nothing is stated of it. */
function coverageOf({ covered }: StoredCommunity): string[] {
  const told = programmeOperators.map((operator): [ProgrammeOperator, boolean | null] => [
    operator,
    covered[operator],
  ]);
  const values = told.flatMap(([operator, isCovered]) =>
    isCovered === null ? [] : [`${isCovered ? 'with' : 'without'}-${operator}`],
  );
  if (told.every(([, isCovered]) => isCovered === false)) values.push('none');
  if (told.every(([, isCovered]) => isCovered === true)) values.push('all');
  if (told.some(([, isCovered]) => isCovered === null)) values.push('unknown');
  return values;
}

/**
 * The communities that pass, in their order, and the counts of what could be chosen instead.
 * @param planned those of which a plan was found
 */
export function filterCity(
  rows: readonly CityRow[],
  filters: CityFilters,
  planned: WithPlan = new Set(),
): FilteredCity {
  const words = filters.words.split(/\s+/).map(plainText).filter(Boolean);
  const asked = cityFacets.filter((facet) => filters[facet] !== '');
  const counts = Object.fromEntries(cityFacets.map((facet) => [facet, new Map<string, number>()])) as Record<
    CityFacet,
    Map<string, number>
  >;
  const shown: CityRow[] = [];
  for (const row of rows) {
    if (!words.every((word) => row.searched.includes(word))) continue;
    const missed = asked.filter((facet) => !valuesOf[facet](row, planned).includes(filters[facet]));
    if (missed.length > 1) continue;
    if (missed.length === 0) shown.push(row);
    for (const facet of missed.length === 1 ? missed : cityFacets) {
      for (const value of valuesOf[facet](row, planned))
        counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    }
  }
  return { shown, counts };
}

export function isFiltered(filters: CityFilters): boolean {
  return Object.values(filters).some((value) => value !== '');
}
