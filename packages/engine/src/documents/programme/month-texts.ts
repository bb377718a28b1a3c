import type { Lang } from '../wording/texts.ts';
import { monthTextsEn } from './month-texts-en.ts';
import { type MonthTexts, monthTextsZh } from './month-texts-zh.ts';

/** Rows of a table that are printed, or that a page shows; the workbook has all. */
export const mostPrintedRows = 200;

export const monthTexts: Record<Lang, MonthTexts> = { zh: monthTextsZh, en: monthTextsEn };
