import type { Language } from '../../../core/index.ts';
import type { CostEstimate } from '../../../design/index.ts';
import type { Cell, DocumentTable, TableColumn } from '../../encoders/document-table.ts';
import { formatGrouped, formatPercent, formatShort } from '../../encoders/format-numbers.ts';
import { unitName } from '../../wording/counted-things.ts';
import { type DocumentTexts, textsIn } from '../../wording/document-text.ts';
import { partName } from '../../wording/part-name.ts';
import { sourceText } from '../../wording/source-text.ts';

const money = { format: 'money', characters: 15 } as const;
const total = { ...money, total: true } as const;
const days = { format: 'money', characters: 11 } as const;

/** Forms 1 to 5 of a budget, in the order of the ministry's rules of 2016 (451). */
export function estimateTables(estimate: CostEstimate, lang: Language): DocumentTable[] {
  return [
    summaryForm(estimate, lang),
    feesForm(estimate, lang),
    worksForm(estimate, lang),
    shiftsForm(estimate.machines, 'machines', lang),
    shiftsForm(estimate.instruments, 'instruments', lang),
    goodsForm(estimate.equipment, 'equipment', lang),
    goodsForm(estimate.materials, 'materials', lang),
    otherForm(estimate, lang),
  ];
}

/** Names that spreadsheets have for the forms. */
export function estimateSheetNames(lang: Language): string[] {
  const texts = textsIn(lang);
  return (['1', '2', '3a', '3b', '3c', '4a-equipment', '4a-materials', '5a'] as const).map((form) =>
    texts(`estimate.sheet.${form}`),
  );
}

function heads(
  list: readonly (readonly [string, Pick<TableColumn, 'format' | 'characters'> & Partial<TableColumn>])[],
) {
  return list.map(([head, column]) => ({ ...column, head }));
}

const number = { format: 'integer', characters: 6 } as const;
const text = (characters: number) => ({ format: 'text', characters }) as const;

function provenanceOf(source: string | undefined, assumed: boolean | undefined, lang: Language): string {
  if (source === undefined || source === '') return '';
  const texts = textsIn(lang);
  const words = sourceText(source, lang);
  return assumed ? `${texts('tables.assumed')} · ${words}` : words;
}

function summaryForm(estimate: CostEstimate, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const { totals, assumedRatio, isRework, unworked, unpriced, otherFees } = estimate;
  const order = ['equipment', 'construction', 'otherFees', 'reserve'] as const;
  const forms = {
    equipment: texts('estimate.sheet.4a'),
    construction: texts('estimate.sheet.2'),
    otherFees: texts('estimate.sheet.5a'),
    reserve: '',
  };
  const rows = order.map((key, index): Cell[] => {
    const { netCny, vatCny } = totals[key];
    return [
      ...[index + 1, forms[key], texts(`estimate.total.${key}`), undefined],
      key === 'equipment' ? netCny : undefined,
      undefined,
      key === 'construction' ? netCny : undefined,
      key === 'otherFees' ? netCny : undefined,
      key === 'reserve' ? netCny : undefined,
      ...[netCny, vatCny, netCny + vatCny],
    ];
  });
  const list = (items: readonly { name: string; nameEn?: string }[]) =>
    items.map((item) => partName(item, lang)).join(texts('report.clauseSeparator'));
  const open = otherFees.filter(({ netCny }) => netCny === undefined);
  return {
    id: 'estimate-1',
    title: texts('estimate.title.1'),
    columns: heads([
      [texts('tables.number'), number],
      [texts('estimate.form'), text(8)],
      [texts('estimate.feeName'), text(28)],
      [texts('estimate.smallBuildings'), total],
      [texts('estimate.total.equipment'), total],
      [texts('estimate.tools'), total],
      [texts('estimate.total.construction'), total],
      [texts('estimate.total.otherFees'), total],
      [texts('estimate.total.reserve'), total],
      [texts('estimate.net'), total],
      [texts('estimate.vat'), total],
      [texts('estimate.gross'), { ...total, formula: '{9}+{10}' }],
    ]),
    rows,
    totalLabel: texts('construction.total'),
    notes: [
      texts('estimate.assumedShare', { percent: formatPercent(assumedRatio, 0) }),
      texts('estimate.formNote'),
      texts('estimate.billNote'),
      ...(isRework ? [texts('estimate.reworkNote')] : []),
      ...(unworked.length > 0 ? [texts('estimate.unworked', { list: list(unworked) })] : []),
      ...(unpriced.length > 0 ? [texts('estimate.unpriced', { list: list(unpriced) })] : []),
      ...(open.length > 0 ? [texts('estimate.open', { list: list(open) })] : []),
    ],
  };
}

/** Number of a line as the form has it, by its depth; in English 1.1.1. */
function lineNumber(place: readonly number[], lang: Language): string {
  const texts = textsIn(lang);
  if (lang === 'en') return place.join('.');
  const last = place[place.length - 1];
  if (last === undefined) return '';
  if (place.length === 1) return texts('estimate.ordinals')[last - 1];
  if (place.length === 2)
    return texts('estimate.bracketed', { number: texts('estimate.ordinals')[last - 1] });
  return place.length === 3 ? String(last) : `(${last})`;
}

function feesForm({ fees }: CostEstimate, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'estimate-2',
    title: texts('estimate.title.2'),
    columns: heads([
      [texts('tables.number'), text(10)],
      [texts('estimate.feeName'), text(30)],
      [texts('estimate.basis'), text(44)],
      [texts('estimate.sum'), money],
      [texts('tables.basis'), text(50)],
    ]),
    rows: fees.map((line) => [
      lineNumber(line.number, lang),
      line.row === 'fee' ? partName(line.fee ?? { name: '' }, lang) : texts(`estimate.fee.${line.row}`),
      feeBasis(line, texts),
      line.costCny,
      provenanceOf(line.source, line.assumed, lang),
    ]),
    notes: [texts('estimate.feesNote')],
  };
}

function feeBasis({ row, percent }: CostEstimate['fees'][number], texts: DocumentTexts): string {
  const shown = percent === undefined ? '' : formatShort(percent, 2);
  switch (row) {
    case 'fee':
      return percent === undefined
        ? texts('estimate.asStated')
        : texts('estimate.ofLabour', { percent: shown });
    case 'management':
    case 'profit':
      return texts('estimate.ofLabour', { percent: shown });
    case 'auxiliaryMaterial':
      return texts('estimate.ofMaterial', { percent: shown });
    case 'vat':
      return texts('estimate.ofNet', { percent: shown });
    default:
      return texts(`estimate.basis.${row}`);
  }
}

function worksForm({ works }: CostEstimate, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'estimate-3a',
    title: texts('estimate.title.3a'),
    columns: heads([
      [texts('tables.number'), number],
      [texts('estimate.quota'), text(12)],
      [texts('estimate.workName'), text(40)],
      [texts('tables.unit'), text(8)],
      [texts('estimate.quantity'), days],
      [texts('estimate.unitSkilled'), days],
      [texts('estimate.unitUnskilled'), days],
      [texts('estimate.allSkilled'), { ...days, total: true, formula: 'ROUND({4}*{5},2)' }],
      [texts('estimate.allUnskilled'), { ...days, total: true, formula: 'ROUND({4}*{6},2)' }],
      [texts('tables.basis'), text(40)],
    ]),
    rows: works.map((work, index) => [
      ...[index + 1, work.quota, partName(work, lang), work.unit, work.quantity],
      ...[work.skilledDays, work.unskilledDays, work.allSkilledDays, work.allUnskilledDays],
      provenanceOf(work.source, work.assumed, lang),
    ]),
    totalLabel: texts('construction.total'),
    notes: [texts('estimate.worksNote')],
  };
}

function shiftsForm(
  lines: CostEstimate['machines'],
  kind: 'machines' | 'instruments',
  lang: Language,
): DocumentTable {
  const texts = textsIn(lang);
  const form = kind === 'machines' ? '3b' : '3c';
  return {
    id: `estimate-${form}`,
    title: texts(`estimate.title.${form}`),
    columns: heads([
      [texts('tables.number'), number],
      [texts('estimate.quota'), text(12)],
      [texts('estimate.workName'), text(40)],
      [texts(kind === 'machines' ? 'estimate.machine' : 'estimate.instrument'), text(28)],
      [texts('tables.unit'), text(8)],
      [texts('estimate.quantity'), days],
      [texts('estimate.unitShifts'), days],
      [texts('estimate.shiftPrice'), money],
      [texts('estimate.allShifts'), { ...days, total: true, formula: 'ROUND({5}*{6},2)' }],
      [texts('estimate.sum'), { ...total, formula: 'ROUND({8}*{7},2)' }],
    ]),
    rows: lines.map((line, index) => [
      ...[index + 1, line.quota, partName(line.work, lang), partName(line.machine, lang), line.unit],
      ...[line.quantity, line.shifts, line.shiftCny, line.allShifts, line.costCny],
    ]),
    totalLabel: texts('construction.total'),
    notes: lines.length === 0 ? [texts('estimate.none')] : [],
  };
}

function goodsForm(
  lines: CostEstimate['materials'],
  kind: 'equipment' | 'materials',
  lang: Language,
): DocumentTable {
  const texts = textsIn(lang);
  const form = `4a-${kind}` as const;
  return {
    id: `estimate-${form}`,
    title: texts(`estimate.title.${form}`),
    columns: heads([
      [texts('tables.number'), number],
      [texts('tables.part'), text(36)],
      [texts('estimate.model'), text(26)],
      [texts('tables.unit'), text(6)],
      [texts('estimate.quantity'), days],
      [texts('estimate.netPrice'), money],
      [texts('estimate.net'), { ...total, formula: 'ROUND({4}*{5},2)' }],
      [texts('estimate.vat'), total],
      [texts('estimate.gross'), { ...total, formula: '{6}+{7}' }],
      [texts('tables.basis'), text(44)],
    ]),
    rows: lines.map((line, index) => [
      ...[index + 1, partName(line, lang), line.model ?? '–'],
      ...[unitName(line.kind, line.unit, texts), line.quantity, line.priceCny],
      ...[line.netCny, line.vatCny, line.netCny + line.vatCny],
      line.source === '' ? texts('tables.unpriced') : provenanceOf(line.source, line.assumed, lang),
    ]),
    totalLabel: texts('construction.total'),
    notes: lines.length === 0 ? [texts('estimate.none')] : [texts('estimate.goodsNote')],
  };
}

function otherForm({ otherFees }: CostEstimate, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'estimate-5a',
    title: texts('estimate.title.5a'),
    columns: heads([
      [texts('tables.number'), number],
      [texts('estimate.feeName'), text(30)],
      [texts('estimate.basis'), text(40)],
      [texts('estimate.net'), total],
      [texts('estimate.vat'), total],
      [texts('estimate.gross'), { ...total, formula: '{3}+{4}' }],
      [texts('tables.basis'), text(50)],
    ]),
    rows: otherFees.map((line, index) => [
      index + 1,
      partName(line, lang),
      line.percent !== undefined && line.of
        ? texts(`estimate.of.${line.of}`, { percent: formatShort(line.percent, 2) })
        : texts(line.netCny === undefined ? 'estimate.notStated' : 'estimate.asStated'),
      ...[line.netCny, line.vatCny, (line.netCny ?? 0) + line.vatCny],
      line.netCny === undefined ? '–' : provenanceOf(line.source, line.assumed, lang),
    ]),
    totalLabel: texts('construction.total'),
    notes: [],
  };
}

/** The budget in a sentence. */
export function estimateSentence({ totals, assumedRatio }: CostEstimate, lang: Language): string {
  return textsIn(lang)('estimate.summary', {
    net: formatGrouped(totals.all.netCny),
    gross: formatGrouped(totals.all.netCny + totals.all.vatCny),
    percent: formatPercent(assumedRatio, 0),
  });
}
