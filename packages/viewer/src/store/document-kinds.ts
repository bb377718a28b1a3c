import type { NoticeFields } from '@diku/engine/documents';

/** Kinds of documents of a plan. */
export const documentKinds = [
  'report',
  'pdf',
  'pack',
  'notice',
  'workbook',
  'bill',
  'ports',
  'diagram-svg',
  'diagram-dxf',
  'floor-svg',
  'floor-dxf',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Dates and people in documents besides the plan: blank where nobody states them. */
export type DocumentFields = NoticeFields;

/** Documents that need nothing but the plan and its prediction; the others are of a network. */
const withoutNetwork: ReadonlySet<DocumentKind> = new Set([
  ...(['report', 'pdf', 'notice', 'floor-svg', 'floor-dxf'] as const),
]);

export function isOfNetwork(kind: DocumentKind): boolean {
  return !withoutNetwork.has(kind);
}

/** A document of a plan, to be downloaded. */
export interface PlanDocumentFile {
  fileName: string;
  /** Media type. */
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Characters that the font of the PDF lacks. */
  missing: readonly string[];
}
