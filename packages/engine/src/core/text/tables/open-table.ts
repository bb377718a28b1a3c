import { InputError } from '../../errors.ts';
import { say } from '../../messages/phrase.ts';
import { openCsv } from './csv-table.ts';
import { isMarkup, readMarkupTables, readOpenDocument } from './marked-tables.ts';
import { readOldWorkbook } from './old-workbook.ts';
import type { OpenOptions } from './open-options.ts';
import { type TableBytes, tableBytes } from './table-bytes.ts';
import { chosenSheets, heldTables, type OpenTable } from './table-rows.ts';
import { createInflater } from './xlsx/inflater.ts';
import { sheetRows } from './xlsx/sheet-rows.ts';
import { tallMerges } from './xlsx/tall-merges.ts';
import { readComments, readSharedTexts, readStyles, readWorkbook } from './xlsx/workbook.ts';
import type { XlsxFile } from './xlsx/xlsx-file.ts';
import { zipEntries } from './xlsx/zip-entries.ts';

/** Fraction of the time that a workbook takes, spent on reading its texts and looking for merged cells. */
const openedRatio = 0.2;

/**
 * The sheets of a workbook that are visible or named; all of them where none is.
 * @throws InputError where it is no XLSX, or has no sheet of a name
 */
async function openXlsx(file: XlsxFile, { sheets: named, look }: OpenOptions): Promise<OpenTable[]> {
  const { entries } = file;
  const workbook = await readWorkbook(file);
  const { sheets, hidden: hiddenSheets } = chosenSheets(workbook.sheets, named);
  const lengthOf = (part = '') => entries.get(part)?.packedLength ?? 0;
  const parts = [workbook.textsPart, ...sheets.map(({ part }) => part)];
  const allBytes = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  let doneBytes = 0;
  const lookAt = (offset: number) => look?.(openedRatio * Math.min(1, (doneBytes + offset) / allBytes));
  const values = {
    ...(await readSharedTexts(file, workbook.textsPart, lookAt)),
    ...(await readStyles(file, workbook.stylesPart)),
    isFrom1904: workbook.isFrom1904,
  };
  doneBytes += lengthOf(workbook.textsPart);
  const tables: OpenTable[] = [];
  for (const { name, part } of sheets) {
    const merges = await tallMerges(file, part, lookAt);
    const comments = await readComments(file, part);
    const byteLength = lengthOf(part);
    doneBytes += byteLength;
    const hiddenColumns = new Set<number>();
    tables.push({
      ...{ format: 'xlsx', encoding: 'utf-8', sheet: name, hiddenColumns, byteLength, openedRatio },
      ...{ comments, hiddenSheets },
      batches: (moveTo) => sheetRows(file, part, { ...values, merges, hidden: hiddenColumns, moveTo }),
    });
  }
  return tables;
}

/** First bytes of files that are neither text nor a workbook that can be read. */
const pdfStart = [0x25, 0x50, 0x44, 0x46];
/** First bytes of a compound file, in which old workbooks are. */
const compoundStart = [0xd0, 0xcf, 0x11, 0xe0];
/** Old workbooks and text documents are held whole. */
const largestHeldBytes = 64 * 1024 * 1024;

/**
 * A table of whichever format, by its first bytes: what its name ends with tells nothing.
 * @throws InputError with what the file is, where it is no table
 */
export async function openTables(
  given: Uint8Array | TableBytes,
  options: OpenOptions = {},
): Promise<OpenTable[]> {
  const bytes = tableBytes(given);
  const start = bytes.read(0, Math.min(bytes.length, 4));
  const startsWith = (format: readonly number[]) => format.every((byte, index) => start[index] === byte);
  if (startsWith(pdfStart)) {
    throw new InputError([{ at: say('file'), found: say('kind-pdf'), expected: say('table-formats') }]);
  }
  const held = { sheets: options.sheets, byteLength: bytes.length };
  if (startsWith(compoundStart)) {
    return heldTables('xls', readOldWorkbook(wholeOf(bytes)), held);
  }
  if (start[0] === 0x50 && start[1] === 0x4b) {
    const file = { entries: zipEntries(bytes), inflate: options.inflate ?? (await createInflater()) };
    if (file.entries.has('content.xml')) return heldTables('ods', await readOpenDocument(file), held);
    return openXlsx(file, options);
  }
  if (isMarkup(bytes.read(0, Math.min(bytes.length, 4096)))) {
    return heldTables('html', readMarkupTables(wholeOf(bytes)), held);
  }
  return [await openCsv(bytes, options)];
}

/** @throws InputError where it is longer than what is held whole */
function wholeOf(bytes: TableBytes): Uint8Array {
  if (bytes.length <= largestHeldBytes) return bytes.read(0, bytes.length);
  const found = say('bytes-count', { count: bytes.length });
  throw new InputError([
    { at: say('size'), found, expected: say('at-most-bytes', { most: largestHeldBytes }) },
  ]);
}
