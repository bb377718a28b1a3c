import {
  type DistrictName,
  districtNames,
  lastDayOfQuarter,
  type Quotas,
  quarterNumber,
  quarterOf,
  stageIndex,
  stages,
} from '@diku/engine/programme';
import type { CityRow } from './city-row.ts';

/** Quota of a district in a quarter, and its progress. */
export interface QuotaCell {
  quota: number;
  /** Chosen or further, to be done in that quarter. */
  assigned: number;
  /** How many of these have a plan or are further. */
  planned: number;
  /** Accepted in that quarter, whenever they were due. */
  accepted: number;
}

export interface QuotaRow {
  /** Null: not told by the table. */
  district: DistrictName | null;
  /** [4] */
  quarters: QuotaCell[];
  year: QuotaCell;
}

export interface QuotaBoard {
  year: number;
  /** Quarters of that year that are over. */
  pastQuarters: number;
  rows: QuotaRow[];
  city: QuotaRow;
}

/** Districts against their quotas, all communities counted; those without a district only where there are any. */
export function quotaBoard(rows: readonly CityRow[], quotas: Quotas, asOf: string): QuotaBoard {
  const { year } = quotas;
  const made = new Map<DistrictName | null, QuotaCell[]>(
    districtNames.map((name) => [name, (quotas.districts[name] ?? [0, 0, 0, 0]).map(emptyCell)]),
  );
  for (const { community, state, quarter } of rows) {
    const cells = made.get(community.district) ?? [0, 0, 0, 0].map(emptyCell);
    made.set(community.district, cells);
    if (typeof quarter === 'number') {
      const cell = cells[quarter - 1];
      cell.assigned += 1;
      if (stageIndex(state.stage) >= stageIndex('planned')) cell.planned += 1;
    }
    const acceptedOn = state.reached[stages.length - 1];
    if (acceptedOn?.startsWith(`${year}-`)) cells[quarterNumber(quarterOf(acceptedOn)) - 1].accepted += 1;
  }
  const board = [...made].map(([district, quarters]) => ({ district, quarters, year: sumOf(quarters) }));
  const ofCity = [0, 1, 2, 3].map((quarter) => sumOf(board.map(({ quarters }) => quarters[quarter])));
  return {
    year,
    pastQuarters: [1, 2, 3, 4].filter((quarter) => lastDayOfQuarter(`${year}-Q${quarter}`) <= asOf).length,
    rows: board,
    city: { district: null, quarters: ofCity, year: sumOf(ofCity) },
  };
}

function emptyCell(quota: number): QuotaCell {
  return { quota, assigned: 0, planned: 0, accepted: 0 };
}

function sumOf(cells: readonly QuotaCell[]): QuotaCell {
  const sum = emptyCell(0);
  for (const cell of cells) for (const key of Object.keys(sum) as (keyof QuotaCell)[]) sum[key] += cell[key];
  return sum;
}
