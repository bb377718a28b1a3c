import type { Phrase } from '../../core/index.ts';

/** What a report needs of an import. */
export interface ReportImport {
  source: { format: string; unit: string; encoding?: string };
  warnings: { code: string; said: Phrase; at?: unknown }[];
}

/** A coverage map of one level and carrier: an SVG made here, or a PNG as a data URI. */
export interface ReportPicture {
  levelId: string;
  carrierId: string;
  svg?: string;
  pngDataUri?: string;
}
