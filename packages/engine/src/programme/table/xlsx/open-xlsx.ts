import { InputError } from '../../../errors.ts';
import { say } from '../../../phrases/phrase.ts';
import type { OpenTable } from '../table-rows.ts';
import { sheetRows, tallMerges } from './sheet-rows.ts';
import { readDateStyles, readSharedTexts, readWorkbook } from './workbook.ts';
import type { XlsxFile } from './xlsx-file.ts';
import { zipEntries } from './zip-entries.ts';

/** Sheets of a workbook that are looked at. */
const mostSheets = 200;

/**
 * The sheets of a workbook, visible ones first; only the one of that name where there is a name.
 * @throws InputError where it is no XLSX, or has no such sheet
 */
export async function openXlsx(bytes: Uint8Array, sheet?: string): Promise<OpenTable[]> {
  const entries = zipEntries(bytes);
  const { Inflate } = await import('fflate');
  const file: XlsxFile = { entries, Inflate };
  const workbook = readWorkbook(file);
  const values = {
    texts: readSharedTexts(file, workbook.textsPart),
    dateStyles: readDateStyles(file, workbook.stylesPart),
    isFrom1904: workbook.isFrom1904,
  };
  const named = sheet === undefined ? workbook.sheets : workbook.sheets.filter(({ name }) => name === sheet);
  if (named.length === 0) {
    const list = workbook.sheets.map(({ name }) => name).join(', ');
    throw new InputError([
      { at: 'sheet', found: JSON.stringify(sheet), expected: say('one-of', { list: list.slice(0, 500) }) },
    ]);
  }
  const visible = named.filter(({ isHidden }) => !isHidden);
  return (visible.length > 0 ? visible : named).slice(0, mostSheets).map(({ name, part }) => {
    const hiddenColumns = new Set<number>();
    let merges: ReturnType<typeof tallMerges> | undefined;
    return {
      format: 'xlsx',
      encoding: 'utf-8',
      sheet: name,
      hiddenColumns,
      byteLength: entries.get(part)?.packed.length ?? 0,
      rows(moveTo) {
        merges ??= tallMerges(file, part);
        return sheetRows(file, part, { ...values, merges, hidden: hiddenColumns, moveTo });
      },
    };
  });
}
