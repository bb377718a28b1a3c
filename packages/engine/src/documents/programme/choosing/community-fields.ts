import { type Language, languages } from '../../../core/index.ts';
import type { RankedCommunity } from '../../../programme/index.ts';
import { rankReason } from './rank-reason.ts';

/** Fields of a ranked community in documents. */
export function communityFields(ranked: RankedCommunity) {
  const { rank, districtRank, points } = ranked;
  const { records, district, street, name, address } = ranked.community;
  const reason = Object.fromEntries(languages.map((each) => [each, rankReason(ranked, each)])) as Record<
    Language,
    string
  >;
  return { rank, districtRank, points, records, district, street, name, address, reason };
}
