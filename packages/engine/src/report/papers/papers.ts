/** Drawings and tables of a plan. */

export { type FloorDxfOptions, floorDxf } from './floor-plan/floor-dxf.ts';
export { type PaperSize, paperSizes } from './frame-sheet.ts';
export { type PaperFont, readFont } from './pdf/read-font.ts';
export type { PdfDocument } from './pdf/sheets-pdf.ts';
export {
  diagramDxf,
  diagramSvg,
  floorSvg,
  type PaperOptions,
  planCsv,
  planPdf,
  planXlsx,
  type TableId,
} from './plan-papers.ts';
