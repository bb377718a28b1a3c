/** What others take from the reports of the programme. */

export { stageLabel } from './labels.ts';
export { lateReason } from './late-reason.ts';
export { monthHtml } from './month-html.ts';
export { monthPdf, monthXlsx } from './month-papers.ts';
export { monthTableText } from './month-table-text.ts';
export { progressCsv, progressXlsx } from './progress-table.ts';
export { stageColors, stageCorners } from './stage-marks.ts';
