import type { Datum } from '@diku/engine/core';
import type { Quotas, StoredCommunity } from '@diku/engine/programme';
import { type CityFilters, type FilteredCity, filterCity, noFilters } from './city-filters.ts';
import { type CityRow, cityRows } from './city-row.ts';
import type { FoundPlan, PlanFolder } from './found-plan.ts';
import type { MapCamera, MapSize } from './map-projection.ts';
import { type QuotaBoard, quotaBoard } from './quota-board.ts';

/** A programme as it was read from a file. */
export interface ProgrammeContent {
  communities: readonly StoredCommunity[];
  /** Day up to which the file knows everything; of a status table the day it was read. */
  asOf: string;
  /** Datum of its coordinates, where it says one. */
  datum: Datum | null;
  /** Those of the notice, by quarters of its own year. */
  noticeQuotas: Quotas;
  /** Assumptions that reading a status table took. */
  judgements: number;
}

/** The programme that is open; what its file is called is which one it is. */
export interface OpenProgramme {
  name: string;
  content: ProgrammeContent;
}

/** Content of the page: the last four are of a file that can be written to. */
export const programmeSides = ['map', 'board', 'import', 'rank', 'assign', 'month'] as const;
export type ProgrammeSide = (typeof programmeSides)[number];

/** View of a programme, restored with it. */
export interface ProgrammeView {
  side: ProgrammeSide;
  /** Everything is as it was at the end of this day. */
  asOf: string;
  datum: Datum;
  /** Nobody has said the datum: it is what maps in China have. */
  isDatumAssumed: boolean;
  /** Others than those of the notice. */
  quotas: Quotas | undefined;
  filters: CityFilters;
  selectedId: string | undefined;
  /** Undefined until the map is moved: everything is seen. */
  camera: MapCamera | undefined;
}

/** State that follows from the rest. */
interface Derived {
  /** Rows of all communities. */
  rows: readonly CityRow[];
  filtered: FilteredCity;
  board: QuotaBoard | undefined;
}

export interface ProgrammeState extends ProgrammeView, Derived {
  open: OpenProgramme | undefined;
  /** It lies over the plan. */
  isShown: boolean;
  /** Size of the map on the page. */
  mapSize: MapSize;
  /** Community under the pointer, on the map or in the list. */
  hoveredId: string | undefined;
  /** Plans by community. */
  plans: ReadonlyMap<string, readonly FoundPlan[]>;
  folder: PlanFolder | undefined;
}

export const initialProgrammeView: ProgrammeView = {
  side: 'map',
  asOf: '',
  datum: 'gcj02',
  isDatumAssumed: true,
  quotas: undefined,
  filters: noFilters,
  selectedId: undefined,
  camera: undefined,
};

export const noProgramme: ProgrammeState = {
  ...initialProgrammeView,
  ...{ rows: [], filtered: { shown: [], counts: filterCity([], noFilters).counts }, board: undefined },
  ...{
    open: undefined,
    isShown: false,
    hoveredId: undefined,
    mapSize: { widthPx: 800, heightPx: 600 },
    plans: new Map(),
    folder: undefined,
  },
};

/** The quotas that count: those of the notice are for whichever year is looked at. */
export function quotasOf({ open, quotas, asOf }: Pick<ProgrammeState, 'open' | 'quotas' | 'asOf'>) {
  if (quotas || !open) return quotas;
  return { ...open.content.noticeQuotas, year: Number(asOf.slice(0, 4)) };
}

/** The state with what follows from it, computed anew only where what it follows from changed. */
export function derive(next: ProgrammeState, before: ProgrammeState): ProgrammeState {
  const isSame = (...keys: (keyof ProgrammeState)[]) =>
    keys.every((key) => Object.is(next[key], before[key]));
  const { open, asOf, datum } = next;
  const quotas = quotasOf(next);
  if (!open || !quotas)
    return isSame('open') ? next : { ...next, rows: [], filtered: noProgramme.filtered, board: undefined };
  const rows = isSame('open', 'asOf', 'datum', 'quotas')
    ? before.rows
    : cityRows(open.content.communities, { asOf, datum, year: quotas.year });
  const filtered =
    rows === before.rows && isSame('filters', 'plans')
      ? before.filtered
      : filterCity(rows, next.filters, next.plans);
  const board = rows === before.rows ? before.board : quotaBoard(rows, quotas, asOf);
  return { ...next, rows, filtered, board };
}
