import type { Language } from '../../core/index.ts';
import {
  type ProgrammeCommunity,
  progressColumnHead,
  progressColumns,
  stateAt,
} from '../../programme/index.ts';
import { workbookXlsx } from '../construction/tables/workbook-xlsx.ts';
import type { Cell, DocumentTable } from '../encoders/document-table.ts';
import { tableCsv } from '../encoders/table-csv.ts';
import { documentText } from '../wording/document-text.ts';
import { signatureText, stageLabel } from './labels.ts';

/** The table of progress to be filled in and read again (`parseProgressTable`), as CSV. */
export function progressCsv(communities: Iterable<ProgrammeCommunity>, lang: Language): string {
  return tableCsv(progressTable(communities, lang));
}

/** The same as a workbook. All cells are text, so that a day that is typed stays what was typed. */
export function progressXlsx(communities: Iterable<ProgrammeCommunity>, lang: Language): Uint8Array {
  const table = progressTable(communities, lang);
  return workbookXlsx([table], [table.title]);
}

function progressTable(communities: Iterable<ProgrammeCommunity>, lang: Language): DocumentTable {
  const rows: Cell[][] = [];
  for (const community of communities) {
    const { id, district, street, name, address, history } = community;
    const state = stateAt(community, history[history.length - 1].date)!;
    rows.push([
      ...[id, district ?? undefined, street ?? undefined, name, address ?? undefined],
      ...[stageLabel(state.stage, lang), state.due, ...state.reached],
      ...[undefined, undefined, undefined, undefined, undefined, undefined],
      ...[state.works.builder, state.works.sharing?.join('、')],
      ...[state.works.costCny, state.works.upkeepCnyPerYear].map((amountCny) => amountCny?.toString()),
      ...[state.lastNote, undefined, undefined, undefined, signatureText(history[history.length - 1])],
    ]);
  }
  return {
    id: 'progress',
    title: documentText(lang, 'month.progressTitle'),
    columns: progressColumns.map((column) => ({
      head: progressColumnHead(column.id, lang),
      format: 'text',
      characters: column.characters,
    })),
    rows,
    notes: [documentText(lang, 'month.progressNote')],
  };
}
