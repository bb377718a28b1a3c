/** Documents, maps and tables of what was planned. */

export { acceptanceHtml } from './acceptance/acceptance-html.ts';
export { acceptanceTable } from './acceptance/acceptance-table.ts';
export { surveyHtml, surveySvg } from './acceptance/survey-html.ts';
export { surveyCsv, surveyTable } from './acceptance/survey-table.ts';
export { type BatchColumn, batchColumns } from './batch/batch-columns.ts';
export { type BatchCounts, batchHtml, countBatch } from './batch/batch-html.ts';
export type { BatchRow, CommunityPack, FailureKind } from './batch/batch-row.ts';
export { garageFigures } from './batch/batch-row.ts';
export { batchCsv, batchJson } from './batch/batch-tables.ts';
export { batchXlsx, maxSheetRows } from './batch/batch-xlsx.ts';
export { assumptionText } from './community/assumption-weights.ts';
export { calibrationTable, learnedTable } from './community/calibration-table.ts';
export { exposureTable } from './community/exposure-table.ts';
export { feederSentence } from './community/feeder-sentence.ts';
export { limitingSentence } from './community/limiting-sentence.ts';
export { networkSummary, networkTable } from './community/network-section.ts';
export { noteText } from './community/note-text.ts';
export { reportHtml } from './community/report-html.ts';
export { scenarioName } from './community/scenario-rows.ts';
export { schemeReasons } from './community/scheme-reasons.ts';
export { schemeTable, schemeText } from './community/scheme-table.ts';
export { verdictInShort, verdictRows, verdictTable } from './community/verdict-table.ts';
export { landmarkText } from './community/weak-location-rows.ts';
export { floorDxf } from './construction/cad/floor-dxf.ts';
export {
  constructionPack,
  constructionPackZip,
  type NoticeOptions,
  noticeHtml,
  noticePdf,
} from './construction/construction-pack.ts';
export { partSymbol } from './construction/device-symbols.ts';
export {
  type DiagramNode,
  type SystemDiagram,
  systemDiagrams,
} from './construction/diagram/diagram-drafts.ts';
export { estimatePdf, estimateXlsx } from './construction/estimate-documents.ts';
export { type PaperSize, sheetSizes } from './construction/frame-sheet.ts';
export { fitsNoticeField, type NoticeFields } from './construction/notice/notice-fields.ts';
export { type NetworkLabel, networkLabels } from './construction/part-names.ts';
export {
  type DocumentOptions,
  diagramDxf,
  diagramSvg,
  floorSvg,
  type PlanPdfOptions,
  planCsv,
  planPdf,
  planXlsx,
  requiredNetwork,
  type TableId,
} from './construction/plan-documents.ts';
export { budgetClearanceM, type PointBudget, type PointTerm } from './construction/radio-sheets.ts';
export { schemesPdf } from './construction/scheme-documents.ts';
export { asBuiltText } from './construction/tables/as-built-tables.ts';
export { estimateSentence } from './construction/tables/estimate-tables.ts';
export { reworkText } from './construction/tables/rework-table.ts';
export { alignColumns } from './encoders/align-columns.ts';
export { formatJson } from './encoders/format-json.ts';
export { formatGrouped, formatPercent } from './encoders/format-numbers.ts';
export { type DocumentFont, readFont } from './encoders/pdf/read-font.ts';
export type { Mark } from './encoders/sheet.ts';
export { foldSentences, terminalColumns } from './encoders/terminal-text.ts';
export { type NamedFile, zipFiles } from './encoders/zip-files.ts';
export {
  colourClasses,
  colourOfRsrp,
  hexColour,
  rsrpClasses,
  rsrpClassesFor,
} from './maps/colour-scale.ts';
export { contourLines } from './maps/contour-lines.ts';
export { type DifferenceImage, differenceSvg } from './maps/difference-svg.ts';
export { drawMaps, type HeatmapImage } from './maps/draw-maps.ts';
export { classFractions, heatmapSvg, roundFractions } from './maps/heatmap-svg.ts';
export { numbersGeoTiff, rasterGeoTiff } from './maps/raster-geotiff.ts';
export { assignmentDocument } from './programme/choosing/assignment-document.ts';
export { assignmentMap } from './programme/choosing/assignment-map.ts';
export { assignmentCsv, assignmentXlsx } from './programme/choosing/assignment-sheets.ts';
export { assignmentTable } from './programme/choosing/assignment-table.ts';
export { rankingDocument } from './programme/choosing/ranking-document.ts';
export { rankingCsv, rankingXlsx } from './programme/choosing/ranking-sheets.ts';
export { rankingTable } from './programme/choosing/ranking-table.ts';
export { evidenceText, signatureText, stageLabel } from './programme/labels.ts';
export { monthPdf, monthXlsx } from './programme/month-documents.ts';
export { monthHtml } from './programme/month-html.ts';
export { monthTableText } from './programme/month-table-text.ts';
export { lateReason } from './programme/month-tables.ts';
export { progressCsv, progressXlsx } from './programme/progress-table.ts';
export { stageColors, stageCorners } from './programme/stage-map.ts';
export { statusIssueHead, statusIssueLine } from './programme/status-issue-csv.ts';
export { drawingSvg } from './review/drawing-svg.ts';
export { reviewHtml } from './review/review-html.ts';

export { reviewSvg } from './review/review-svg.ts';
export { levelLabel } from './wording/carrier-label.ts';
export { describeReasons, readFloorSentence } from './wording/describe-reasons.ts';
export { type DocumentTexts, isDocumentKey, textsIn } from './wording/document-text.ts';
export { createFileNamer } from './wording/file-names.ts';
export { modelName } from './wording/model-name.ts';
export { partName, portName } from './wording/part-name.ts';
export { sourceText } from './wording/source-text.ts';
export { staleStamp } from './wording/stale-stamp.ts';
