import type { Inflater } from './inflater.ts';
import type { ZipEntry } from './zip-entries.ts';

/** A workbook's parts, still packed, and what unpacks them. */
export interface XlsxFile {
  entries: ReadonlyMap<string, ZipEntry>;
  inflate: Inflater;
}

/** Unpacked, of every part but the sheets and the texts: more than any workbook needs. */
export const largestPartBytes = 16 * 1024 * 1024;
/** Size limit of the texts: a million rows of different names, addresses and notes. */
export const largestTextsBytes = 512 * 1024 * 1024;
/** Size limit of a sheet: a million rows of thirty cells. */
export const largestSheetBytes = 3 * 1024 * 1024 * 1024;
