import type { RequirementProfile } from '../../plan/requirement-profile.ts';
import { lookUpSpread, spreadTable } from '../../signal/log-normal-sum.ts';
import { ownSigmaDb } from '../../signal/phone-loss.ts';
import { servedProbability } from '../../signal/served-probability.ts';
import { ratioToDb } from '../../units.ts';
import type { ServedBy } from './bound-problem.ts';

/**
 * Probability of service as the prediction has it, by what matters of a set of antennas.
 * @param otherVarianceDb2 of what no antenna has of its own: common shadowing, car, reading
 * @param biasDb common to all margins, that has to be borne
 * @param isOneCell all antennas are of one serving cell; else an antenna of another cell may be the strongest
 */
export function createServedBy(
  profile: RequirementProfile,
  otherVarianceDb2: number,
  biasDb: number,
  isOneCell = true,
): ServedBy {
  const table = spreadTable(ownSigmaDb(profile));
  const spread = new Float64Array(2);
  const servedAt: ServedBy = (ratio, concentration, strongestRatio) => {
    lookUpSpread(table, concentration, strongestRatio, spread);
    const marginDb = ratioToDb(ratio) + spread[0] - biasDb;
    const sigmaDb = Math.sqrt(spread[1] + otherVarianceDb2);
    return servedProbability(marginDb, Math.max(1e-6, sigmaDb));
  };
  if (isOneCell) return servedAt;
  return (ratio, concentration, strongestRatio) =>
    Math.max(servedAt(ratio, concentration, strongestRatio), servedAt(ratio, concentration, 1));
}
