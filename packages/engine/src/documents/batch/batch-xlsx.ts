import type { Language } from '../../core/index.ts';
import { workbookXlsx } from '../construction/tables/workbook-xlsx.ts';
import type { Cell, DocumentTable, TableColumn } from '../encoders/document-table.ts';
import { textsIn } from '../wording/document-text.ts';
import { batchStatus, statusText } from './batch-columns.ts';
import type { BatchRow, CommunityPack } from './batch-row.ts';

/** A sheet of more rows is too much for people and for the programs that they open it with. */
export const maxSheetRows = 50_000;

const sheetColumns: readonly Omit<TableColumn, 'head'>[] = [
  { format: 'text', characters: 22 },
  { format: 'text', characters: 22 },
  { format: 'text', characters: 12 },
  { format: 'text', characters: 12 },
  { format: 'percent', characters: 12 },
  { format: 'percent', characters: 12 },
  { format: 'integer', characters: 9 },
  { format: 'integer', characters: 9 },
  { format: 'text', characters: 60 },
  { format: 'integer', characters: 9 },
  { format: 'text', characters: 60 },
  { format: 'integer', characters: 9 },
  { format: 'text', characters: 40 },
  { format: 'integer', characters: 9 },
  { format: 'text', characters: 40 },
  { format: 'text', characters: 12 },
  { format: 'text', characters: 40 },
  { format: 'integer', characters: 8 },
  { format: 'quantity', characters: 12 },
  { format: 'integer', characters: 9 },
  { format: 'integer', characters: 9 },
  { format: 'money', characters: 14 },
  { format: 'text', characters: 34 },
  { format: 'text', characters: 34 },
];

/**
 * The table of a batch as a workbook for people: the verdict in a word, what is to be checked, warnings, broken rules, figures.
 * Heads and words are in the language. At most `maxSheetRows` rows.
 */
export function batchXlsx(rows: readonly BatchRow[], lang: Language): Uint8Array {
  const texts = textsIn(lang);
  const heads = texts.list('batch.sheetColumns');
  const table: DocumentTable = {
    id: 'batch',
    title: texts('batch.title'),
    columns: sheetColumns.map((column, index) => ({ ...column, head: heads[index] })),
    rows: rows.slice(0, maxSheetRows).map((row) => sheetRow(row, lang)),
    notes: [texts('batch.undecidableNote'), texts('batch.note')],
  };
  return workbookXlsx([table], [table.title]);
}

function sheetRow(row: BatchRow, lang: Language): Cell[] {
  const { id, name, district, input, folder, figures, failure, pack } = row;
  const failed = failure && `${textsIn(lang)(`batch.failures.${failure.kind}`)}: ${failure.reason}`;
  return [
    ...[id, name, district, statusText(batchStatus(row), lang)],
    ...[figures?.passProbability, figures?.expectedCoverageRatio],
    ...[figures?.openDoubts, figures?.blockingDoubts, figures?.gravestDoubts || undefined],
    ...[figures?.planWarnings, figures?.firstWarnings || undefined],
    ...[figures?.brokenRules, figures?.brokenRuleNames || undefined, figures?.ruleWarnings],
    ...[failed ?? figures?.noNetwork],
    ...[pack && packText(pack, lang), pack?.note],
    ...[figures?.levels, figures?.areaM2, figures?.antennas, figures?.lowerBound, figures?.costCny],
    ...[input, folder],
  ];
}

function packText({ state }: CommunityPack, lang: Language): string {
  const texts = textsIn(lang);
  return {
    made: texts('batch.packs.made'),
    draft: texts('batch.packs.draft'),
    'left-out': texts('batch.packs.leftOut'),
    failed: texts('batch.packs.failed'),
    waiting: texts('batch.packs.waiting'),
  }[state];
}
