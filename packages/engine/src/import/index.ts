/** Drawings read and recognised, and what is asked about them. */

export type { Drawing, DrawingPath, TextSetting } from './drawing/drawing.ts';
export type { ImportWarning } from './drawing/level-drawing.ts';
export type { ReadDrawing, SheetPage } from './drawing/read-drawing.ts';
export { plainSetting } from './drawing/text-settings.ts';
export { describeVote, isUnitDisputed, type UnitGuess } from './drawing/units.ts';
export type { AntennaPatternFile } from './formats/antenna-pattern/read-antenna-pattern.ts';
export { readAntennaPattern } from './formats/antenna-pattern/read-antenna-pattern.ts';
export { describeJsonError } from './formats/geojson/decode-json.ts';
export { scanOfPdf } from './formats/pdf/read-pdf.ts';
export type { ImageOptions, ImageScale } from './formats/raster/image-scale.ts';
export { decodeRaster, type GreyRaster } from './formats/raster/read-image.ts';
export { readDrawing } from './formats/read-drawing.ts';
export { isGeoJson } from './formats/sniff-format.ts';
export {
  type DrawingInspection,
  type ImportOptions,
  type ImportResult,
  importDrawing,
  inspectDrawing,
  type LevelOutlines,
  recogniseDrawing,
} from './import-drawing.ts';
export { drawingStage, entitiesStage, evidenceStage, sourceStage } from './import-stages.ts';
export type { DrawingPart } from './recognition/drawing-parts.ts';
export { type OutlineCandidate, outlineMethodPhrase } from './recognition/rooms/outline-candidates.ts';
export { answerDoubt } from './review/answer-doubt.ts';
export type { Answer, Choice, ValueInput } from './review/choices.ts';
export {
  type Corrections,
  emptyCorrections,
  type LevelChange,
  type ObjectChange,
  onlyLevel,
  parseCorrections,
} from './review/corrections.ts';
export { type Doubt, doubtDocument } from './review/doubts.ts';
export type { Evidence, EvidenceKind } from './review/evidence.ts';
export { evidenceTable, sureFrom } from './review/evidence-table.ts';
export { presetOfSettings, type SettingSources } from './review/import-settings.ts';
export { type LayerRow, layerRows } from './review/layer-rows.ts';
export { type ObjectQuestion, objectQuestions } from './review/object-questions.ts';
export type { SeenDrawing } from './review/preset-shapes.ts';
export { findPreset, type ImportPreset, parsePreset, presetNames } from './review/presets.ts';
