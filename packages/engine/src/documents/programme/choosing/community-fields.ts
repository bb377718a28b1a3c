import type { RankedCommunity } from '../../../programme/index.ts';
import { rankReason } from './rank-reason.ts';

/** What documents say of a ranked community. */
export function communityFields(ranked: RankedCommunity) {
  const { rank, districtRank, points } = ranked;
  const { records, district, street, name, address } = ranked.community;
  const reason = { zh: rankReason(ranked, 'zh'), en: rankReason(ranked, 'en') };
  return { rank, districtRank, points, records, district, street, name, address, reason };
}
