import type { Language } from '../../../core/index.ts';
import type { RankedCommunity, Ranking } from '../../../programme/index.ts';
import { alignColumns } from '../../encoders/align-columns.ts';
import { formatFixed } from '../../encoders/format-numbers.ts';
import { textsIn } from '../../wording/document-text.ts';
import { districtText } from './district-text.ts';
import { rankReason } from './rank-reason.ts';
import { weightsText } from './weights-text.ts';

/** The ranking for a terminal: weights and rules, the first `max` communities with their reasons, how many need the ground network. */
export function rankingTable(
  { weights, weakGroundDbm, communities }: Ranking,
  max: number,
  lang: Language,
): string {
  const texts = textsIn(lang);
  const shown = communities.slice(0, max);
  const rows = shown.map(({ rank, districtRank, points, community }) => [
    ...[String(rank), districtRank === null ? '–' : String(districtRank), formatFixed(points, 2)],
    ...[districtText(community.district, lang), community.name],
  ]);
  const [head, ...lines] = alignColumns([texts.list('ranking.ranking.heads'), ...rows]);
  const weak = communities.filter(({ weakGround }) => weakGround.length > 0).length;
  return [
    weightsText(weights, lang),
    ...texts.list('ranking.ranking.rules'),
    '',
    head,
    ...lines.flatMap((line, index) => [line, `      ${rankReason(shown[index] as RankedCommunity, lang)}`]),
    '',
    ...(communities.length > shown.length
      ? [texts('ranking.ranking.shown', { shown: shown.length, all: communities.length })]
      : []),
    ...(weak > 0 ? [texts('ranking.ranking.optimise', { count: weak, thresholdDbm: weakGroundDbm })] : []),
  ].join('\n');
}
