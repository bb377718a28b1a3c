import type { Language } from '../../core/index.ts';
import type { SchemeComparison, SchemeFigures, SchemeRow } from '../../plan/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import { type DocumentTable, shownCell } from '../encoders/document-table.ts';
import {
  formatFixed,
  formatGrouped,
  formatPercent,
  formatProbability,
  formatShort,
} from '../encoders/format-numbers.ts';
import { usualCarrierLabel } from '../wording/carrier-label.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { equipmentText } from './equipment-text.ts';
import { layersText, schemeReasons } from './scheme-reasons.ts';

/** The figures of all schemes, a column each. */
export function schemeTable(comparison: SchemeComparison, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const { rows, years } = comparison;
  const column = { format: 'text', characters: 22 } as const;
  const line = (head: string, cell: (figures: SchemeFigures) => string) => [
    head,
    ...rows.map(({ figures }) => (figures ? cell(figures) : '–')),
  ];
  return {
    id: 'schemes',
    title: texts('schemes.title'),
    columns: [
      { ...column, head: texts('schemes.item') },
      ...rows.map(({ scheme }) => ({ ...column, head: texts.name('scheme', scheme) })),
    ],
    rows: [
      [texts('schemes.result'), ...rows.map((row) => resultText(row, texts))],
      line(texts('schemes.antennas'), (figures) => antennasText(figures, texts)),
      line(texts('schemes.sources'), (figures) => equipmentText(figures, lang)),
      line(texts('schemes.build'), ({ cost }) => formatGrouped(cost.buildCny)),
      line(texts('schemes.perM2'), ({ cost }) => formatFixed(cost.perM2Cny, 1)),
      line(texts('schemes.assumed'), ({ cost }) => formatPercent(cost.assumedRatio, 0)),
      line(texts('schemes.power'), ({ cost }) => powerText(cost, texts)),
      line(texts('schemes.energy'), ({ cost }) =>
        texts('schemes.energyCell', {
          energy: formatGrouped(cost.energyKwhPerYear),
          cost: formatGrouped(cost.energyCnyPerYear),
        }),
      ),
      line(texts('schemes.upkeep'), ({ cost }) => formatGrouped(cost.upkeepCnyPerYear)),
      line(texts('schemes.ownership', { years }), ({ cost }) => formatGrouped(cost.ownershipCny)),
      line(texts('schemes.chance'), ({ passProbability, operator }) =>
        texts('schemes.chanceCell', {
          chance: formatProbability(passProbability),
          operator: texts.name('operator', operator),
        }),
      ),
      line(texts('schemes.coverage'), ({ coverageRatio }) => formatPercent(coverageRatio)),
      line(texts('schemes.cells'), ({ capacity }) => cellsText(capacity, texts)),
      line(texts('schemes.load'), ({ capacity }) => formatPercent(capacity.loadRatio)),
      line(texts('schemes.layers'), ({ layers }) =>
        texts('schemes.layersCell', { lte: layersText(layers.lte, texts), nr: layersText(layers.nr, texts) }),
      ),
      line(texts('schemes.newRadio'), ({ newRadio }) => newRadioText(newRadio, texts)),
      line(texts('schemes.passages'), ({ passages }) => formatFixed(passages, 0)),
      line(texts('schemes.days'), ({ crewDays }) => formatShort(crewDays, 1)),
    ],
    notes: [],
  };
}

/** The comparison for a terminal: the table, then the reasons. */
export function schemeText(comparison: SchemeComparison, lang: Language, columns?: number): string {
  const { columns: heads, rows } = schemeTable(comparison, lang);
  const shown = rows.map((row) => row.map((cell, index) => shownCell(cell, heads[index])));
  const { reasons, assumptions } = schemeReasons(comparison, lang);
  return [
    ...alignColumns([heads.map(({ head }) => head), ...shown], columns),
    '',
    ...reasons.map((reason, index) => `${index + 1}. ${reason}`),
    '',
    ...assumptions,
  ].join('\n');
}

function resultText({ outcome, conditions }: SchemeRow, texts: DocumentTexts): string {
  return texts(
    outcome === 'passes' && conditions.length > 0 ? 'schemes.outcome.open' : `schemes.outcome.${outcome}`,
  );
}

function antennasText({ antennas, radiatingCableM }: SchemeFigures, texts: DocumentTexts): string {
  const parts = [
    ...(['omni', 'directional', 'small-cell'] as const).flatMap((kind) =>
      antennas[kind] ? [texts(`schemes.kind.${kind}`, { antennas: antennas[kind] })] : [],
    ),
    ...(antennas.cable
      ? [texts('schemes.kind.cable', { antennas: antennas.cable, length: formatGrouped(radiatingCableM) })]
      : []),
  ];
  return parts.join(texts('report.listSeparator'));
}

function powerText({ powerW, unknownPowerParts }: SchemeFigures['cost'], texts: DocumentTexts): string {
  const shown = formatGrouped(powerW);
  return unknownPowerParts.length === 0 ? shown : texts('schemes.powerAtLeast', { power: shown });
}

function cellsText({ cells, users, neededCells }: SchemeFigures['capacity'], texts: DocumentTexts): string {
  const values = { users: formatFixed(users, 0), needed: neededCells };
  return cells === 0
    ? texts('schemes.cellsOfDonor', values)
    : texts('schemes.cellsCell', { ...values, cells });
}

function newRadioText(
  { carriers, blocked, coverageRatio, exchangedParts }: SchemeFigures['newRadio'],
  texts: DocumentTexts,
): string {
  if (carriers.length === 0) return '–';
  if (blocked.length > 0) {
    const list = blocked
      .map((id) => usualCarrierLabel(id, texts.language))
      .join(texts('report.listSeparator'));
    return texts('schemes.newRadioBlocked', { list });
  }
  const coverage = formatPercent(coverageRatio);
  return exchangedParts === 0
    ? coverage
    : texts('schemes.newRadioExchange', { coverage, parts: exchangedParts });
}
