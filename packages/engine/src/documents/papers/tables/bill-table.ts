import type { NetworkBill } from '../../../design/index.ts';
import { formatFixed, formatGrouped, formatPercent } from '../../encoders/format-numbers.ts';
import type { PaperTable } from '../../encoders/paper-table.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';
import { joinedSourceText } from '../../wording/joined-source-text.ts';
import type { Lang } from '../../wording/texts.ts';

const amount = { format: 'money', characters: 14, total: true } as const;

/** The bill of materials: a row per part, amounts computed from quantities and prices. */
export function billTable(bill: NetworkBill, lang: Lang): PaperTable {
  const texts = textsIn(lang);
  const rows = bill.items.map((item, index) => [
    index + 1,
    lang === 'en' ? (item.nameEn ?? item.name) : item.name,
    kindOf(item.kind, lang),
    item.unit === 'm' ? texts('tables.metres') : texts('tables.pieces'),
    item.quantity,
    item.ordered,
    item.unitPriceCny,
    item.unitLabourCny,
    item.materialCny,
    item.labourCny,
    item.costCny,
    basisOf(item, lang),
  ]);
  const perAntenna =
    bill.costPerAntennaCny === undefined
      ? []
      : [
          texts('tables.perAntenna', {
            antenna: formatGrouped(bill.costPerAntennaCny),
            area: formatFixed(bill.costPerM2Cny, 2),
          }),
        ];
  return {
    id: 'bill',
    title: texts('papers.billTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('tables.part'), format: 'text', characters: 34 },
      { head: texts('tables.kind'), format: 'text', characters: 18 },
      { head: texts('tables.unit'), format: 'text', characters: 6 },
      { head: texts('tables.quantity'), format: 'quantity', characters: 10 },
      { head: texts('tables.ordered'), format: 'integer', characters: 10 },
      { head: texts('tables.unitPrice'), format: 'money', characters: 14 },
      { head: texts('tables.unitLabour'), format: 'money', characters: 14 },
      { ...{ head: texts('tables.material'), ...amount }, formula: 'ROUND({5}*{6},2)' },
      { ...{ head: texts('tables.labour'), ...amount }, formula: 'ROUND({4}*{7},2)' },
      { ...{ head: texts('tables.cost'), ...amount }, characters: 15, formula: '{8}+{9}' },
      { head: texts('tables.basis'), format: 'text', characters: 44 },
    ],
    rows,
    totalLabel: texts('papers.total'),
    notes: [
      ...perAntenna,
      ...texts.list('tables.billNotes', {
        waste: formatPercent(bill.cableWasteRatio, 0),
        assumed: formatPercent(bill.assumedRatio, 0),
      }),
    ],
  };
}

/** Antennas of every kind are one here: what kind says the name. */
function kindOf(kind: NetworkBill['items'][number]['kind'], lang: Lang): string {
  return kind === 'antenna'
    ? documentText(lang, 'tables.antenna')
    : documentText(lang, `papers.kinds.${kind}`);
}

function basisOf({ source, assumed }: NetworkBill['items'][number], lang: Lang): string {
  const texts = textsIn(lang);
  if (source === undefined) return texts('tables.unpriced');
  const text = joinedSourceText(source, lang);
  return assumed && source !== 'assumption' ? `${texts('tables.assumed')} · ${text}` : text;
}
