import type { Language } from '../../../core/index.ts';
import type { Assignment } from '../../../programme/index.ts';
import type { DocumentTable, TableColumn } from '../../encoders/document-table.ts';
import { textsIn } from '../../wording/document-text.ts';
import { districtText } from './district-text.ts';
import { tableColumns } from './table-columns.ts';

const figure = { format: 'integer', characters: 10, total: true } as const;
const columns: readonly Omit<TableColumn, 'head'>[] = [
  { format: 'text', characters: 14 },
  ...Array.from({ length: 10 }, () => figure),
];

/** Quotas by district and quarter: a row per district. */
export function quotaBoard({ districts }: Assignment, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'quotas',
    title: texts('assignment.boardTitle'),
    columns: tableColumns(texts.list('assignment.boardColumns'), columns),
    rows: districts.map(({ district, quota, byQuarter, assigned, short, eligible, eligibleAgreed }) => [
      ...[
        districtText(district, lang),
        quota.reduce((sum, count) => sum + count, 0),
        ...byQuarter,
        assigned.length,
      ],
      ...[assigned.filter(({ isUnderWay }) => isUnderWay).length, short, eligible, eligibleAgreed],
    ]),
    totalLabel: texts('assignment.total'),
    notes: [],
  };
}
