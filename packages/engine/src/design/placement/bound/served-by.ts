import { ratioToDb } from '../../../core/index.ts';
import type { RequirementProfile } from '../../../plan/index.ts';
import { independentSigmaDb, lookUpSpread, servedProbability, spreadTable } from '../../../radio/index.ts';
import type { ServedBy } from './bound-problem.ts';

/** A service function as data. */
export interface ServiceModel {
  profile: RequirementProfile;
  /** Variance of what no antenna has of its own: common shadowing, car, reading. */
  otherVarianceDb2: number;
  /** All antennas are of one serving cell; else an antenna of another cell may be the strongest. */
  isOneCell: boolean;
  /** Least fraction of the deviation that is left where a walk test corrects the level, 0–1; default 1. */
  minSigmaRatio?: number;
}

const cached = new Map<string, ServedBy>();
const maxCached = 16;

/**
 * Probability of service as the prediction has it, by what matters of a set of antennas. The same function for the same
 * numbers, so that what is found out of it once (its majorants) serves the next garage too.
 */
export function servedBy({
  profile,
  otherVarianceDb2,
  isOneCell,
  minSigmaRatio = 1,
}: ServiceModel): ServedBy {
  const independentDb = independentSigmaDb(profile);
  const key = `${independentDb} ${otherVarianceDb2} ${isOneCell} ${minSigmaRatio}`;
  const known = cached.get(key);
  if (known) return known;
  const served = createServedBy(independentDb, otherVarianceDb2, isOneCell, minSigmaRatio);
  if (cached.size >= maxCached) cached.clear();
  cached.set(key, served);
  return served;
}

function createServedBy(
  independentDb: number,
  otherVarianceDb2: number,
  isOneCell: boolean,
  minSigmaRatio: number,
): ServedBy {
  const table = spreadTable(independentDb);
  const spread = new Float64Array(2);
  const servedAt: ServedBy = (ratio, concentration, strongestRatio) => {
    lookUpSpread(table, concentration, strongestRatio, spread);
    const marginDb = ratioToDb(ratio) + spread[0];
    const sigmaDb = Math.sqrt(spread[1] + otherVarianceDb2);
    // A margin that is known better is more surely one; a shortfall may be none where it is known less.
    const leftDb = marginDb > 0 ? minSigmaRatio * sigmaDb : sigmaDb;
    return servedProbability(marginDb, Math.max(1e-6, leftDb));
  };
  if (isOneCell) return servedAt;
  return (ratio, concentration, strongestRatio) =>
    Math.max(servedAt(ratio, concentration, strongestRatio), servedAt(ratio, concentration, 1));
}
