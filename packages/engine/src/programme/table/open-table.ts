import { InputError } from '../../errors.ts';
import { say } from '../../phrases/phrase.ts';
import { openCsv } from './csv-table.ts';
import type { OpenTable } from './table-rows.ts';
import { openXlsx } from './xlsx/open-xlsx.ts';

/** What a file begins with that is neither a text nor a workbook that can be read. */
const otherFormats: readonly [string, readonly number[]][] = [
  ['table-xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ['kind-pdf', [0x25, 0x50, 0x44, 0x46]],
];

/**
 * A table of either format, by its first bytes.
 * @param sheets of a workbook: those that have to be there, visible or not; every other visible one is opened too
 * @throws InputError with what the file is, where it is no table
 */
export async function openTables(bytes: Uint8Array, sheets: readonly string[] = []): Promise<OpenTable[]> {
  for (const [code, start] of otherFormats) {
    if (start.some((byte, index) => bytes[index] !== byte)) continue;
    throw new InputError([
      { at: say('file'), found: say(code as 'table-xls' | 'kind-pdf'), expected: say('table-formats') },
    ]);
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return openXlsx(bytes, sheets);
  return [openCsv(bytes)];
}
