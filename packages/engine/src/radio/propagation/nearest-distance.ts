/** A ceiling antenna's far field begins at about 0.3 m; distance laws are not followed closer. */
const nearFieldM = 0.3;
/** Above every antenna gain used here, so that no receiver gets more power than was sent. */
const minLossDb = 10;

/** Distance in metres below which a law's loss is held: 0.3 m, or more where a steep law would fall under 10 dB. */
export function nearestDistanceM(interceptDb: number, slopeDbPerDecade: number): number {
  return Math.max(nearFieldM, 10 ** ((minLossDb - interceptDb) / slopeDbPerDecade));
}
