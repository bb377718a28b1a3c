import type { NetworkBill } from '../../../design/index.ts';
import { formatFixed, formatGrouped, formatPercent } from '../../encoders/format-numbers.ts';
import type { PaperTable } from '../../encoders/paper-table.ts';
import { joinedSourceText } from '../../wording/joined-source-text.ts';
import type { Lang } from '../../wording/texts.ts';
import { paperTexts } from '../paper-texts.ts';
import { tableTexts } from './table-texts.ts';

const antennaNames: Record<Lang, string> = { zh: '天线', en: 'Antenna' };

/** The bill of materials: a row per part, amounts computed from quantities and prices. */
export function billTable(bill: NetworkBill, lang: Lang): PaperTable {
  const texts = tableTexts[lang];
  const { billTitle, total } = paperTexts[lang];
  const rows = bill.items.map((item, index) => [
    index + 1,
    lang === 'en' ? (item.nameEn ?? item.name) : item.name,
    kindOf(item.kind, lang),
    item.unit === 'm' ? texts.metres : texts.pieces,
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
      : [texts.perAntenna(formatGrouped(bill.costPerAntennaCny), formatFixed(bill.costPerM2Cny, 2))];
  return {
    id: 'bill',
    title: billTitle,
    columns: [
      { head: texts.number, format: 'integer', characters: 6 },
      { head: texts.part, format: 'text', characters: 34 },
      { head: texts.kind, format: 'text', characters: 18 },
      { head: texts.unit, format: 'text', characters: 6 },
      { head: texts.quantity, format: 'quantity', characters: 10 },
      { head: texts.ordered, format: 'integer', characters: 10 },
      { head: texts.unitPrice, format: 'money', characters: 14 },
      { head: texts.unitLabour, format: 'money', characters: 14 },
      { head: texts.material, format: 'money', characters: 14, total: true, formula: 'ROUND({5}*{6},2)' },
      { head: texts.labour, format: 'money', characters: 14, total: true, formula: 'ROUND({4}*{7},2)' },
      { head: texts.cost, format: 'money', characters: 15, total: true, formula: '{8}+{9}' },
      { head: texts.basis, format: 'text', characters: 44 },
    ],
    rows,
    totalLabel: total,
    notes: [
      ...perAntenna,
      ...texts.billNotes(formatPercent(bill.cableWasteRatio, 0), formatPercent(bill.assumedRatio, 0)),
    ],
  };
}

/** Antennas of every kind are one here: what kind says the name. */
function kindOf(kind: NetworkBill['items'][number]['kind'], lang: Lang): string {
  return kind === 'antenna' ? antennaNames[lang] : paperTexts[lang].kinds[kind];
}

function basisOf({ source, assumed }: NetworkBill['items'][number], lang: Lang): string {
  const texts = tableTexts[lang];
  if (source === undefined) return texts.unpriced;
  const text = joinedSourceText(source, lang);
  return assumed && source !== 'assumption' ? `${texts.assumed} · ${text}` : text;
}
