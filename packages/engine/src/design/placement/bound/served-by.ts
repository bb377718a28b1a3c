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
}

const cached = new Map<string, ServedBy>();
const maxCached = 16;

/**
 * Probability of service as the prediction has it, by what matters of a set of antennas. The same function for the same
 * numbers, so that what is found out of it once (its majorants) serves the next garage too.
 */
export function servedBy({ profile, otherVarianceDb2, isOneCell }: ServiceModel): ServedBy {
  const independentDb = independentSigmaDb(profile);
  const key = `${independentDb} ${otherVarianceDb2} ${isOneCell}`;
  const known = cached.get(key);
  if (known) return known;
  const served = createServedBy(independentDb, otherVarianceDb2, isOneCell);
  if (cached.size >= maxCached) cached.clear();
  cached.set(key, served);
  return served;
}

function createServedBy(independentDb: number, otherVarianceDb2: number, isOneCell: boolean): ServedBy {
  const table = spreadTable(independentDb);
  const spread = new Float64Array(2);
  const servedAt: ServedBy = (ratio, concentration, strongestRatio) => {
    lookUpSpread(table, concentration, strongestRatio, spread);
    const marginDb = ratioToDb(ratio) + spread[0];
    const sigmaDb = Math.sqrt(spread[1] + otherVarianceDb2);
    return servedProbability(marginDb, Math.max(1e-6, sigmaDb));
  };
  if (isOneCell) return servedAt;
  return (ratio, concentration, strongestRatio) =>
    Math.max(servedAt(ratio, concentration, strongestRatio), servedAt(ratio, concentration, 1));
}
