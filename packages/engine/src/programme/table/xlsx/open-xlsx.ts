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
 * The sheets of a workbook that are visible or named; all of them where none is.
 * @throws InputError where it is no XLSX, or has no sheet of a name
 */
export async function openXlsx(bytes: Uint8Array, named: readonly string[]): Promise<OpenTable[]> {
  const entries = zipEntries(bytes);
  const { Inflate } = await import('fflate');
  const file: XlsxFile = { entries, Inflate };
  const workbook = readWorkbook(file);
  const values = {
    texts: readSharedTexts(file, workbook.textsPart),
    dateStyles: readDateStyles(file, workbook.stylesPart),
    isFrom1904: workbook.isFrom1904,
  };
  const missing = named.find((each) => workbook.sheets.every(({ name }) => name !== each));
  if (missing !== undefined) {
    const list = workbook.sheets.map(({ name }) => name).join(', ');
    throw new InputError([
      { at: 'sheet', found: JSON.stringify(missing), expected: say('one-of', { list: list.slice(0, 500) }) },
    ]);
  }
  const meant = workbook.sheets.filter(({ isHidden, name }) => !isHidden || named.includes(name));
  return (meant.length > 0 ? meant : workbook.sheets).slice(0, mostSheets).map(({ name, part }) => {
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
