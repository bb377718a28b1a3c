import type {
  ColumnField,
  CriterionId,
  DistrictName,
  OwnersRule,
  Quarter,
  Quotas,
  SeenColumn,
  StatusIssue,
  StatusIssueDocument,
  StatusSummary,
  StoredCommunity,
  Weights,
} from '@diku/engine/programme';

/** A table that the programme's file took in. */
export interface DeskImport {
  number: number;
  file: string;
  date: string;
  party: string;
  added: number;
  updated: number;
  unchanged: number;
}

/** The programme's file as the server has it. */
export interface ServedProgramme {
  name: string;
  today: string;
  /** Changes with whatever is written. */
  revision: string;
  imports: DeskImport[];
  communities: StoredCommunity[];
}

type Value = string | number | boolean | null;

/** Result of reading a table without storing it. */
export interface ReadTable {
  file: string;
  /** Why it cannot be read, by language. */
  refusal?: Readonly<Record<string, string>>;
  summary?: Omit<StatusSummary, 'map'>;
  issues: StatusIssueDocument[];
  counts?: {
    added: number;
    updated: number;
    unchanged: number;
    absent: number;
    changeCount: number;
    changes: { id: string; name: string; field: string; from: Value; to: Value }[];
    conflicts: {
      name: string;
      field: string;
      values: { party: string; value: Value }[];
      taken: Value;
    }[];
    suspected: { name: string; other: string }[];
  };
}

/** Answer to a question on a column. */
export type DeskAnswer = 'plain' | 'opposite' | 'leave-out';

/** A file on the desk with somebody's decisions on its columns. */
export interface DeskTable {
  file: File;
  /** Other meanings of columns, by sheet and name in a map of columns; null leaves a column out. */
  meanings: ReadonlyMap<string, { column: SeenColumn; field: ColumnField | null }>;
  /** Result of the last reading; columns and questions are those of the last one that was not refused. */
  read?: ReadTable;
  seen: readonly SeenColumn[];
  /** Every question that was asked, answered or not, by the column's name. */
  questions: ReadonlyMap<string, StatusIssueDocument | StatusIssue>;
}

/** A community by rank, with the reason in each language. */
export interface RankedRow {
  id: string;
  rank: number;
  points: number;
  district: DistrictName | null;
  name: string;
  reason: Readonly<Record<string, string>>;
}

export interface RankingAnswer {
  weights: Weights;
  weakGroundDbm: number;
  communities: RankedRow[];
  count: number;
  optimise: number;
}

interface AssignedRow extends RankedRow {
  quarter: Quarter;
  isUnderWay: boolean;
}

export interface AssignmentAnswer {
  met: boolean;
  quotas: Quotas;
  fromQuarter: Quarter;
  withoutDistrict: number;
  districts: {
    district: DistrictName;
    quota: readonly number[];
    communities: number;
    eligible: number;
    byQuarter: readonly number[];
    assigned: number;
    short: number;
    isProven: boolean;
    relaxation?: {
      alone: { condition: string; communities: number }[];
      stillShort: number;
      supplements: Omit<AssignedRow, 'id' | 'isUnderWay'>[];
    };
  }[];
  assigned: AssignedRow[];
  taken?: number;
}

interface MonthCounts {
  communities: number;
  standing: Readonly<Record<string, number>>;
  reachedInMonth: Readonly<Record<string, number>>;
  acceptedInQuarter: readonly number[];
  accepted: number;
  quota: readonly number[];
  due: number;
}

export interface MonthAnswer {
  asOf: string;
  month: string;
  year: number;
  districts: ({ district: DistrictName | null } & MonthCounts)[];
  city: MonthCounts;
  late: { id: string; name: string; kind: 'overdue' | 'standstill'; lateDays: number }[];
  forecast?: { city: { low: number; median: number; high: number; quota: number; chance: number } };
}

/** Rules of ranking and choosing that the clerk has set; what is not set is as the notice has it. */
export interface DeskRules {
  weights: Partial<Record<CriterionId, number>>;
  weakGroundDbm: number | undefined;
  fromQuarter: Quarter | undefined;
  owners: OwnersRule;
}

/** The desk: the programme's file that this page may write to. */
export interface DeskState {
  /** Undefined where the page only shows. */
  served: Omit<ServedProgramme, 'communities'> | undefined;
  /** An act is under way. */
  isBusy: boolean;
  /** Result of the last act, in words, until the next one. */
  result: string;
  /** Tables that are looked through before they are taken in, and the day that is theirs. */
  tables: readonly DeskTable[];
  date: string | undefined;
  /** Answers by the name of the column, for every table that asks. */
  answers: ReadonlyMap<string, DeskAnswer>;
  rules: DeskRules;
  month: string | undefined;
  /** Who acts; remembered on this computer. */
  signature: DeskSignature;
}

export interface DeskSignature {
  author: string;
  office: string;
  role: string;
}

export const noDesk: DeskState = {
  served: undefined,
  isBusy: false,
  result: '',
  tables: [],
  date: undefined,
  answers: new Map(),
  rules: { weights: {}, weakGroundDbm: undefined, fromQuarter: undefined, owners: 'not-refused' },
  month: undefined,
  signature: { author: '', office: '', role: '' },
};
