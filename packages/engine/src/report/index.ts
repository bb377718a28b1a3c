/** What others take from reports and papers. */

export { acceptanceHtml } from './acceptance-html.ts';
export { acceptanceTable } from './acceptance-table.ts';
export { type BatchColumn, batchColumns } from './batch/batch-columns.ts';
export { batchCsv } from './batch/batch-csv.ts';
export { batchHtml } from './batch/batch-html.ts';
export type { BatchRow, FailureKind } from './batch/batch-row.ts';
export { type BatchCounts, countBatch } from './batch/count-batch.ts';
export { calibrationTable } from './calibration-table.ts';
export { carrierLabel, levelLabel } from './carrier-label.ts';
export { assignmentDocument } from './choosing/assignment-document.ts';
export { assignmentMap } from './choosing/assignment-map.ts';
export { assignmentCsv, assignmentXlsx } from './choosing/assignment-sheets.ts';
export { assignmentTable } from './choosing/assignment-table.ts';
export { rankingDocument } from './choosing/ranking-document.ts';
export { rankingCsv, rankingXlsx } from './choosing/ranking-sheets.ts';
export { rankingTable } from './choosing/ranking-table.ts';
export { classShares } from './class-shares.ts';
export * from './colour-scale.ts';
export { contourLines } from './contour-lines.ts';
export { acceptedLines, describeReasons, readFloorSentence } from './describe-reasons.ts';
export { drawMaps, type MapPicture } from './draw-maps.ts';
export { type DrawnLevel, drawingSvg } from './drawing-svg.ts';
export { exposureTable } from './exposure-table.ts';
export { feederSentence } from './feeder-sentence.ts';
export { createFileNamer } from './file-names.ts';
export { formatJson } from './format-json.ts';
export { formatGrouped, formatPercent } from './format-numbers.ts';
export { heatmapPng } from './heatmap-png.ts';
export { type HeatmapOptions, heatmapSvg } from './heatmap-svg.ts';
export { limitingSentence } from './limiting-sentence.ts';
export {
  quantityClassLimits,
  type RasterQuantity,
  rasterUnits,
  rasterValues,
} from './map-quantity.ts';
export { networkSummary, networkTable } from './network-table.ts';
export { noteText } from './note-text.ts';
export * from './papers/papers.ts';
export * from './programme/index.ts';
export { rasterGeoTiff, rasterNoData } from './raster-geotiff.ts';
export { type ReportOptions, reportHtml } from './report-html.ts';
export type * from './report-input.ts';
export { type ReviewInput, reviewHtml } from './review-html.ts';
export type { ReviewDoubt } from './review-marks.ts';
export { type ReviewedImport, type ReviewPath, reviewSvg } from './review-svg.ts';
export { roundShares } from './round-shares.ts';
export { scenarioName } from './scenario-rows.ts';
export { type StaleOptions, staleStamp } from './stale-stamp.ts';
export { statusIssueHead, statusIssueLine } from './status-issue-csv.ts';
export { surveyCsv } from './survey-csv.ts';
export { surveyHtml } from './survey-html.ts';
export { surveySvg } from './survey-svg.ts';
export { surveyTable } from './survey-table.ts';
export { foldSentences, terminalColumns } from './terminal-text.ts';
export * from './texts.ts';
export { verdictInShort, verdictRows, verdictTable } from './verdict-table.ts';
export { warningText } from './warning-text.ts';
export { landmarkText } from './weak-place-rows.ts';
export { type NamedFile, zipFiles } from './zip-files.ts';
