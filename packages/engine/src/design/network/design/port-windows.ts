/** Powers that the ends of feeders may have, [antenna in the plan][carrier] dBm. */
export interface PortWindows {
  /** Origin of deviations. */
  targetsDbm: readonly Float64Array[];
  lowsDbm: readonly Float64Array[];
  highsDbm: readonly Float64Array[];
  /** Highest of a port that has to be outside its window. */
  capsDbm: readonly Float64Array[];
  /** Lost between there and what radiates, dB: by far ends. */
  lossesDb: readonly Float64Array[];
}

/** Lowest and highest power of a carrier at a port that may be outside its window by the tolerance. */
export function widenedWindow(
  { windows: { lowsDbm, highsDbm, capsDbm }, toleranceDb }: { windows: PortWindows; toleranceDb: number },
  antenna: number,
  carrier: number,
): [lowDbm: number, highDbm: number] {
  const highDbm = Math.min(highsDbm[antenna][carrier] + toleranceDb, capsDbm[antenna][carrier]);
  return [lowsDbm[antenna][carrier] - toleranceDb, highDbm];
}
