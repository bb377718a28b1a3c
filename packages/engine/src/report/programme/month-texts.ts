import type { LateCause } from '../../programme/progress/late-communities.ts';
import type { Stage } from '../../programme/progress/stages.ts';
import type { PaperTexts } from '../papers/paper-texts.ts';
import type { Lang } from '../texts.ts';
import { monthTextsEn } from './month-texts-en.ts';
import { monthTextsZh } from './month-texts-zh.ts';

/** Rows of a table that are printed, or that a page shows; the workbook has all. */
export const mostPrintedRows = 200;

/** What the month's report says. */
export interface MonthTexts {
  title: string;
  kind(month: string): string;
  place: string;
  /** What the figures count. */
  unit: string;
  /** Instead of what the title block of drawings says. */
  titleBlock: Pick<
    PaperTexts,
    'design' | 'check' | 'project' | 'address' | 'drawingName' | 'drawingNumber' | 'owner' | 'scale'
  >;
  city: string;
  total: string;
  unknownDistrict: string;
  asOf(day: string): string;
  /** Accepted, due and the year's quota. */
  headline(accepted: string, due: string, year: string, quota: string): string;
  ahead(count: string): string;
  behind(count: string): string;
  inMonth(accepted: string, chosen: string): string;
  districtCount(met: number, all: number): string;
  lateCount(overdue: string, standstill: string): string;
  noLate: string;
  forecastLine(low: string, median: string, high: string, quota: string, chance: string): string;
  noForecast: string;
  forecastMethod(first: string, last: string, count: number, trials: string, seed: number): string;
  quotaTitle: string;
  stagesTitle: string;
  monthTitle: string;
  lateTitle: string;
  forecastTitle: string;
  rowsTitle: string;
  stepsTitle: string;
  chartsTitle: string;
  barsTitle: string;
  burnUpTitle: string;
  mapTitle: string;
  mapNote(datum: string): string;
  mapMissing(count: string): string;
  number: string;
  district: string;
  communities: string;
  quarterQuota(quarter: number): string;
  quarterDone(quarter: number): string;
  yearQuota: string;
  due: string;
  accepted: string;
  balance: string;
  rate: string;
  id: string;
  name: string;
  street: string;
  stage: string;
  since: string;
  days: string;
  dueQuarter: string;
  lateDays: string;
  kindOfLate: string;
  kinds: Record<'overdue' | 'standstill', string>;
  waiting: Record<Exclude<Stage, 'surveyed' | 'accepted'>, string>;
  why: string;
  causes: Record<LateCause, string>;
  lastNote(note: string): string;
  low: string;
  median: string;
  high: string;
  chance: string;
  acceptedQuarter: string;
  acceptedInMonth: string;
  yes: string;
  plan: string;
  test: string;
  date: string;
  note: string;
  evidence: string;
  testLine(operator: string, share: string, bound: string, locations: number): string;
  planLine(conclusion: 'met' | 'missed' | 'undecided', antennas: string): string;
  quotaNotes(isNotice: boolean, year: number): string[];
  stagesNote: string;
  monthNote(month: string): string;
  lateNote(days: number): string;
  rowsNote: string;
  progressTitle: string;
  progressNote: string;
  legend: { accepted: string; quota: string; due: string; target: string; actual: string; forecast: string };
  more(count: string): string;
}

export const monthTexts: Record<Lang, MonthTexts> = { zh: monthTextsZh, en: monthTextsEn };
