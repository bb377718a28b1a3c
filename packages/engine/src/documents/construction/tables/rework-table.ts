import type { Language } from '../../../core/index.ts';
import type { Rework } from '../../../design/index.ts';
import { alignColumns } from '../../encoders/align-columns.ts';
import { type Cell, type DocumentTable, shownCell } from '../../encoders/document-table.ts';
import { formatGrouped, formatPercent } from '../../encoders/format-numbers.ts';
import { unitName } from '../../wording/counted-things.ts';
import { textsIn } from '../../wording/document-text.ts';
import { partName } from '../../wording/part-name.ts';

/** The parts of an existing tree and what is new: a row each, kept, moved, new or removed, with its cost. */
export function reworkTable(rework: Rework, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const order = ['new', 'moved', 'removed', 'kept'];
  const items = [...rework.items].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return {
    id: 'rework',
    title: texts('construction.reworkTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('tables.reworkState'), format: 'text', characters: 12 },
      { head: texts('tables.reworkId'), format: 'text', characters: 16 },
      { head: texts('tables.part'), format: 'text', characters: 34 },
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('tables.quantity'), format: 'quantity', characters: 10 },
      { head: texts('tables.unit'), format: 'text', characters: 6 },
      { head: texts('tables.cost'), format: 'money', characters: 15, total: true },
    ],
    rows: items.map((item, index): Cell[] => [
      ...[index + 1, texts(`tables.rework.${item.state}`), item.id, partName(item, lang), item.level],
      ...[item.quantity, unitName(item.kind, item.unit, texts), item.costCny],
    ]),
    totalLabel: texts('construction.total'),
    notes: [reworkSentence(rework, lang), ...texts.list('tables.reworkNotes')],
  };
}

/** How much of an existing tree is kept, in a sentence. */
export function reworkSentence(rework: Rework, lang: Language): string {
  const { existing, kept, moved, removed, added, reuseRatio, costCny } = rework;
  return textsIn(lang)('tables.reworkSummary', {
    ...{ existing, kept, moved, removed, added },
    percent: formatPercent(reuseRatio, 1),
    cost: formatGrouped(costCny),
  });
}

/** The same for a terminal: the parts, then the sentence. */
export function reworkText(rework: Rework, lang: Language, columns?: number): string {
  const { columns: heads, rows } = reworkTable(rework, lang);
  const shown = rows.map((row) => row.slice(1).map((cell, index) => shownCell(cell, heads[index + 1])));
  const lines = alignColumns([heads.slice(1).map(({ head }) => head), ...shown], columns);
  return [...lines, '', reworkSentence(rework, lang)].join('\n');
}
