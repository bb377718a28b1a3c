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

/** Quota of a district up to the end of a quarter, as the notice counts, and its progress. */
export interface QuotaCell {
  quota: number;
  /** Chosen or further, to be done by then. */
  assigned: number;
  /** How many of these have a plan or are further. */
  planned: number;
  /** Accepted in the year by then, whenever they were due. */
  accepted: number;
}

export interface QuotaRow {
  /** Null: not told by the table. */
  district: DistrictName | null;
  /** [4] Each with those before it. */
  quarters: QuotaCell[];
  /** Sum of the quotas up to and with the present quarter. */
  due: number;
  /** Accepted since the year began, as the month's report counts. */
  accepted: number;
}

export interface QuotaBoard {
  year: number;
  /** Quarters of that year that are over. */
  pastQuarters: number;
  rows: QuotaRow[];
  city: QuotaRow;
}

/** Districts against their quotas, quarter added to quarter, all communities counted; those without a district only where there are any. */
export function quotaBoard(rows: readonly CityRow[], quotas: Quotas, asOf: string): QuotaBoard {
  const { year } = quotas;
  const made = new Map<DistrictName | null, QuotaCell[]>(
    districtNames.map((name) => [name, (quotas.districts[name] ?? [0, 0, 0, 0]).map(emptyCell)]),
  );
  /** Accepted after that year. */
  const later = new Map<DistrictName | null, number>();
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
    else if (acceptedOn && acceptedOn > `${year}-12-31`)
      later.set(community.district, (later.get(community.district) ?? 0) + 1);
  }
  const dueQuarters = [1, 2, 3, 4].filter((quarter) => `${year}-Q${quarter}` <= quarterOf(asOf)).length;
  const board = [...made].map(([district, cells]): QuotaRow => {
    const quarters = cells.map((_, quarter) => sumOf(cells.slice(0, quarter + 1)));
    const due = quarters[dueQuarters - 1]?.quota ?? 0;
    return { district, quarters, due, accepted: (quarters[3]?.accepted ?? 0) + (later.get(district) ?? 0) };
  });
  const total = (of: (row: QuotaRow) => number) => board.reduce((sum, row) => sum + of(row), 0);
  return {
    year,
    pastQuarters: [1, 2, 3, 4].filter((quarter) => lastDayOfQuarter(`${year}-Q${quarter}`) <= asOf).length,
    rows: board,
    city: {
      district: null,
      quarters: [0, 1, 2, 3].map((quarter) => sumOf(board.map(({ quarters }) => quarters[quarter]))),
      due: total(({ due }) => due),
      accepted: total(({ accepted }) => accepted),
    },
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
