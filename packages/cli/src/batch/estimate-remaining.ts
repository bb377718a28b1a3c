/** Number of jobs from which on their times say something about those to come. */
const fewestJobs = 5;
/** Half of the 90 % interval around the mean, in standard deviations. */
const spreadFactor = 1.645;

/** Times of the jobs that are done, as sums: as many as there are, in the room of three numbers. */
export interface JobTimes {
  count: number;
  sumS: number;
  sumSquaresS2: number;
}

/**
 * Seconds until the rest is done, as a range that holds it nine times in ten where jobs come in no order of size: the mean of
 * those done for each that is left, and the spread both of the rest and of that mean. Undefined while too few are done.
 */
export function estimateRemaining(
  { count, sumS, sumSquaresS2 }: JobTimes,
  left: number,
  slots: number,
): { fromS: number; toS: number } | undefined {
  if (count < fewestJobs) return undefined;
  const meanS = sumS / count;
  const varianceS2 = Math.max(0, (sumSquaresS2 - count * meanS ** 2) / (count - 1));
  const deviationS = Math.sqrt(varianceS2);
  const halfS = spreadFactor * deviationS * Math.sqrt(left + left ** 2 / count);
  // The last ones run while other slots have nothing left to do, and those that take long are told of last.
  const tailS = (meanS + 2 * deviationS) * (1 - 1 / slots);
  return {
    fromS: Math.max(0, left * meanS - halfS) / slots,
    toS: (left * meanS + halfS) / slots + tailS,
  };
}
