import type { Language } from '../../../core/index.ts';
import { programmeOperators } from '../../../plan/index.ts';
import type { Community, RankedCommunity, Ranking } from '../../../programme/index.ts';
import { workbookXlsx } from '../../construction/tables/workbook-xlsx.ts';
import type { Cell, DocumentTable, TableColumn } from '../../encoders/document-table.ts';
import { tableCsv } from '../../encoders/table-csv.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';
import { districtText } from './district-text.ts';
import { rankReason } from './rank-reason.ts';
import { rowsText, tableColumns } from './table-columns.ts';
import { weightsText } from './weights-text.ts';

/** All communities by rank as CSV. */
export function rankingCsv(ranking: Ranking, lang: Language): string {
  return tableCsv(rankingSheet(ranking, lang));
}

/** All communities by rank, and those whose ground network needs work, as a workbook. */
export function rankingXlsx(ranking: Ranking, lang: Language): Uint8Array {
  const tables = [rankingSheet(ranking, lang), optimiseSheet(ranking, lang)];
  return workbookXlsx(
    tables,
    tables.map(({ title }) => title),
  );
}

const rankingColumns: readonly Omit<TableColumn, 'head'>[] = [
  { format: 'integer', characters: 7 },
  { format: 'integer', characters: 10 },
  { format: 'money', characters: 9 },
  { format: 'text', characters: 11 },
  { format: 'text', characters: 14 },
  { format: 'text', characters: 30 },
  { format: 'text', characters: 28 },
  { format: 'text', characters: 10 },
  { format: 'text', characters: 80 },
  { format: 'integer', characters: 10 },
  { format: 'integer', characters: 8 },
  { format: 'integer', characters: 8 },
  { format: 'integer', characters: 8 },
  { format: 'text', characters: 18 },
];

function rankingSheet({ communities, weights }: Ranking, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'ranking',
    title: texts('ranking.ranking.title'),
    columns: tableColumns(texts.list('ranking.ranking.columns'), rankingColumns),
    rows: communities.map((ranked): Cell[] => {
      const { rank, districtRank, points, community } = ranked;
      const { district, street, name, address, records, households, bays, chargers, complaints } = community;
      return [
        ...[rank, districtRank ?? undefined, points, districtText(district, lang), street ?? undefined, name],
        ...[address ?? undefined, rowsText(records), rankReason(ranked, lang)],
        ...[households, bays, chargers, complaints].map((amount) => amount ?? undefined),
        weakText(ranked, lang),
      ];
    }),
    notes: [weightsText(weights, lang), ...texts.list('ranking.ranking.rules')],
  };
}

const optimiseColumns: readonly Omit<TableColumn, 'head'>[] = [
  { format: 'integer', characters: 7 },
  { format: 'text', characters: 11 },
  { format: 'text', characters: 14 },
  { format: 'text', characters: 30 },
  { format: 'text', characters: 28 },
  { format: 'text', characters: 18 },
  { format: 'db', characters: 12 },
  { format: 'db', characters: 12 },
  { format: 'db', characters: 12 },
];

function optimiseSheet({ communities, weakGroundDbm }: Ranking, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const weak = communities.filter(({ weakGround }) => weakGround.length > 0);
  return {
    id: 'optimise',
    title: texts('ranking.ranking.optimiseTitle'),
    columns: tableColumns(texts.list('ranking.ranking.optimiseColumns'), optimiseColumns),
    rows: weak.map((ranked): Cell[] => {
      const { district, street, name, address, groundRsrpDbm } = ranked.community;
      return [
        ...[ranked.rank, districtText(district, lang), street ?? undefined, name, address ?? undefined],
        weakText(ranked, lang),
        ...programmeOperators.map((operator) => levelText(groundRsrpDbm[operator], lang)),
      ];
    }),
    notes: [texts('ranking.ranking.optimiseNote', { thresholdDbm: weakGroundDbm })],
  };
}

function weakText({ weakGround }: RankedCommunity, lang: Language): string {
  return weakGround
    .map((operator) => documentText(lang, `ranking.operators.${operator}`))
    .join(documentText(lang, 'report.listSeparator'));
}

function levelText(
  levelDbm: Community['groundRsrpDbm'][keyof Community['groundRsrpDbm']],
  lang: Language,
): Cell {
  if (levelDbm === null) return undefined;
  return levelDbm === 'no-signal' ? documentText(lang, 'ranking.noSignal') : levelDbm;
}
