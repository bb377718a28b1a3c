import type { Language } from '../../../core/index.ts';
import type { Assignment } from '../../../programme/index.ts';
import { workbookXlsx } from '../../construction/tables/workbook-xlsx.ts';
import type { Cell, DocumentTable, TableColumn } from '../../encoders/document-table.ts';
import { tableCsv } from '../../encoders/table-csv.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';
import { districtText } from './district-text.ts';
import { quotaBoard } from './quota-board.ts';
import { rankReason } from './rank-reason.ts';
import { rowsText, tableColumns } from './table-columns.ts';

/** Every community with its quarter as CSV. */
export function assignmentCsv(assignment: Assignment, lang: Language): string {
  return tableCsv(assignmentSheet(assignment, lang));
}

/** The board of quotas, every community with its quarter, and who could fill the gaps, as a workbook. */
export function assignmentXlsx(assignment: Assignment, lang: Language): Uint8Array {
  const tables = [
    quotaBoard(assignment, lang),
    assignmentSheet(assignment, lang),
    supplementSheet(assignment, lang),
  ];
  return workbookXlsx(
    tables,
    tables.map(({ title }) => title),
  );
}

const assignmentColumns: readonly Omit<TableColumn, 'head'>[] = [
  { format: 'text', characters: 11 },
  { format: 'integer', characters: 7 },
  { format: 'integer', characters: 7 },
  { format: 'money', characters: 9 },
  { format: 'text', characters: 14 },
  { format: 'text', characters: 30 },
  { format: 'text', characters: 28 },
  { format: 'text', characters: 10 },
  { format: 'text', characters: 14 },
  { format: 'text', characters: 80 },
];

function assignmentSheet({ districts }: Assignment, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'assignment',
    title: texts('assignment.title'),
    columns: tableColumns(texts.list('assignment.columns'), assignmentColumns),
    rows: districts.flatMap(({ district, assigned }) =>
      assigned.map(({ ranked, quarter, isUnderWay }): Cell[] => {
        const { street, name, address, records } = ranked.community;
        return [
          ...[
            districtText(district, lang),
            quarter,
            ranked.rank,
            ranked.points,
            street ?? undefined,
            name,
            address ?? undefined,
          ],
          ...[
            rowsText(records),
            isUnderWay ? texts('assignment.underWay') : texts('assignment.chosen'),
            rankReason(ranked, lang),
          ],
        ];
      }),
    ),
    notes: [],
  };
}

const supplementColumns: readonly Omit<TableColumn, 'head'>[] = [
  { format: 'text', characters: 11 },
  { format: 'integer', characters: 7 },
  { format: 'integer', characters: 7 },
  { format: 'money', characters: 9 },
  { format: 'text', characters: 30 },
  { format: 'text', characters: 28 },
  { format: 'text', characters: 10 },
  { format: 'text', characters: 36 },
  { format: 'money', characters: 12 },
];

function supplementSheet({ districts }: Assignment, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'supplements',
    title: texts('assignment.supplementTitle'),
    columns: tableColumns(texts.list('assignment.supplementColumns'), supplementColumns),
    rows: districts.flatMap(({ district, relaxation }) =>
      (relaxation?.supplements ?? []).map(({ ranked, quarter, unmet, pointsLost }): Cell[] => {
        const { name, address, records } = ranked.community;
        const given = unmet
          .map((condition) => texts(`assignment.conditions.${condition}`))
          .join(documentText(lang, 'report.listSeparator'));
        return [
          ...[districtText(district, lang), quarter, ranked.rank, ranked.points, name, address ?? undefined],
          ...[rowsText(records), given, pointsLost],
        ];
      }),
    ),
    notes: [],
  };
}
