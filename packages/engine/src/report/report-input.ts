import type { Position } from '../plan/schema.ts';

/** What a report needs of a placement. */
export interface ReportPlacement {
  antennas: number;
  lowerBound: number;
  gapRatio: number;
  status: 'optimal' | 'feasible' | 'infeasible';
  candidates: number;
  unserved: { level: string; position: Position; reason: string }[];
}

/** What a report needs of an import. */
export interface ReportImport {
  source: { format: string; unit: string; encoding?: string };
  warnings: { code: string; message: string; at?: unknown }[];
}

/** A coverage map of one level and carrier: an SVG made here, or a PNG as a data URI. */
export interface ReportPicture {
  levelId: string;
  carrierId: string;
  svg?: string;
  pngDataUri?: string;
}
