/** What documents of a plan there are. */
export const paperKinds = [
  'report',
  'pdf',
  'workbook',
  'bill',
  'ports',
  'diagram-svg',
  'diagram-dxf',
  'floor-svg',
  'floor-dxf',
] as const;
export type PaperKind = (typeof paperKinds)[number];

/** A document of a plan, to be downloaded. */
export interface Paper {
  fileName: string;
  /** Media type. */
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Characters that the font of the PDF lacks. */
  missing: readonly string[];
}
