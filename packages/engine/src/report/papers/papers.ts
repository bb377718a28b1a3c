/** Drawings and tables of a plan. */

export { constructionPack, constructionPackZip } from './construction-pack.ts';
export { type FloorDxfOptions, floorDxf } from './floor-plan/floor-dxf.ts';
export { type PaperSize, paperSizes } from './frame-sheet.ts';
export { fitsNoticeField, type NoticeFields } from './notice/notice-fields.ts';
export { type NoticeOptions, noticeHtml, noticePdf } from './notice/resident-notice.ts';
export { type PaperFont, readFont } from './pdf/read-font.ts';
export type { PdfDocument } from './pdf/sheets-pdf.ts';
export {
  diagramDxf,
  diagramSvg,
  floorSvg,
  type PaperOptions,
  type PlanPdfOptions,
  planCsv,
  planPdf,
  planXlsx,
  requiredNetwork,
  type TableId,
} from './plan-papers.ts';
