import { dbmToMw, ratioToDb } from '../../../core/index.ts';

/** Returns whether carriers of these powers, each with a loss added, stay within a part's rating together. */
export function isWithinRating(powersDbm: Float64Array, addedDb: Float64Array, ratedDbm: number): boolean {
  let maxDbm = Number.NEGATIVE_INFINITY;
  for (let carrier = 0; carrier < powersDbm.length; carrier += 1) {
    maxDbm = Math.max(maxDbm, powersDbm[carrier] + addedDb[carrier]);
  }
  if (maxDbm > ratedDbm) return false;
  if (maxDbm + ratioToDb(powersDbm.length) <= ratedDbm) return true;
  let sumMilliwatts = 0;
  for (let carrier = 0; carrier < powersDbm.length; carrier += 1) {
    sumMilliwatts += dbmToMw(powersDbm[carrier] + addedDb[carrier]);
  }
  return sumMilliwatts <= dbmToMw(ratedDbm);
}
