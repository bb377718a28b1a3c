import { InputError } from '../../errors.ts';
import { say } from '../../messages/phrase.ts';
import { openCsv } from './csv-table.ts';
import type { OpenOptions } from './open-options.ts';
import { type TableBytes, tableBytes } from './table-bytes.ts';
import type { OpenTable } from './table-rows.ts';
import { openXlsx } from './xlsx/open-xlsx.ts';

/** What a file begins with that is neither a text nor a workbook that can be read. */
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
