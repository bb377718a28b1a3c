import type { Ranking } from '../../../programme/index.ts';
import { communityFields } from './community-fields.ts';

/** The ranking as the JSON document of `diku programme rank`. `weights` is what `--weights` reads. */
export function rankingDocument({ weights, weakGroundDbm, communities }: Ranking) {
  return {
    weights,
    weakGroundDbm,
    communities: communities.map((ranked) => ({ ...communityFields(ranked), values: ranked.values })),
    optimise: communities
      .filter(({ weakGround }) => weakGround.length > 0)
      .map(({ rank, weakGround, community: { records, district, name, groundRsrpDbm } }) => ({
        ...{ rank, records, district, name, operators: weakGround, groundRsrpDbm },
      })),
  };
}
