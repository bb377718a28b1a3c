import { InputError } from '../../errors.ts';
import { say } from '../../messages/phrase.ts';
import { openCsv } from './csv-table.ts';
import type { OpenOptions } from './open-options.ts';
import { type TableBytes, tableBytes } from './table-bytes.ts';
import type { OpenTable } from './table-rows.ts';
import { createInflater } from './xlsx/inflater.ts';
import { sheetRows } from './xlsx/sheet-rows.ts';
import { tallMerges } from './xlsx/tall-merges.ts';
import { readDateStyles, readSharedTexts, readWorkbook } from './xlsx/workbook.ts';
import type { XlsxFile } from './xlsx/xlsx-file.ts';
import { zipEntries } from './xlsx/zip-entries.ts';

/** Sheets of a workbook that are looked at. */
const maxSheets = 200;
/** Fraction of the time that a workbook takes, spent on reading its texts and looking for merged cells. */
const openedRatio = 0.2;

/**
 * The sheets of a workbook that are visible or named; all of them where none is.
 * @throws InputError where it is no XLSX, or has no sheet of a name
 */
async function openXlsx(
  bytes: TableBytes,
  { sheets: named = [], inflate, look }: OpenOptions,
): Promise<OpenTable[]> {
  const entries = zipEntries(bytes);
  const file: XlsxFile = { entries, inflate: inflate ?? (await createInflater()) };
  const workbook = await readWorkbook(file);
  const missing = named.find((each) => workbook.sheets.every(({ name }) => name !== each));
  if (missing !== undefined) {
    const list = workbook.sheets.map(({ name }) => name).join(', ');
    throw new InputError([
      { at: 'sheet', found: JSON.stringify(missing), expected: say('one-of', { list: list.slice(0, 500) }) },
    ]);
  }
  const meant = workbook.sheets.filter(({ isHidden, name }) => !isHidden || named.includes(name));
  const sheets = (meant.length > 0 ? meant : workbook.sheets).slice(0, maxSheets);
  const lengthOf = (part = '') => entries.get(part)?.packedLength ?? 0;
  const parts = [workbook.textsPart, ...sheets.map(({ part }) => part)];
  const allBytes = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  let doneBytes = 0;
  const lookAt = (offset: number) => look?.(openedRatio * Math.min(1, (doneBytes + offset) / allBytes));
  const values = {
    texts: await readSharedTexts(file, workbook.textsPart, lookAt),
    dateStyles: await readDateStyles(file, workbook.stylesPart),
    isFrom1904: workbook.isFrom1904,
  };
  doneBytes += lengthOf(workbook.textsPart);
  const tables: OpenTable[] = [];
  for (const { name, part } of sheets) {
    const merges = await tallMerges(file, part, lookAt);
    const byteLength = lengthOf(part);
    doneBytes += byteLength;
    const hiddenColumns = new Set<number>();
    tables.push({
      ...{ format: 'xlsx', encoding: 'utf-8', sheet: name, hiddenColumns, byteLength, openedRatio },
      batches: (moveTo) => sheetRows(file, part, { ...values, merges, hidden: hiddenColumns, moveTo }),
    });
  }
  return tables;
}

/** First bytes of files that are neither text nor a workbook that can be read. */
const otherFormats: readonly [string, readonly number[]][] = [
  ['table-xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ['kind-pdf', [0x25, 0x50, 0x44, 0x46]],
];

/**
 * A table of either format, by its first bytes.
 * @throws InputError with what the file is, where it is no table
 */
export async function openTables(
  given: Uint8Array | TableBytes,
  options: OpenOptions = {},
): Promise<OpenTable[]> {
  const bytes = tableBytes(given);
  const start = bytes.read(0, Math.min(bytes.length, 4));
  for (const [code, format] of otherFormats) {
    if (format.some((byte, index) => start[index] !== byte)) continue;
    throw new InputError([
      { at: say('file'), found: say(code as 'table-xls' | 'kind-pdf'), expected: say('table-formats') },
    ]);
  }
  if (start[0] === 0x50 && start[1] === 0x4b) return openXlsx(bytes, options);
  return [await openCsv(bytes, options)];
}
