/** What ports may have, [antenna in the plan][carrier] dBm. */
export interface PortWindows {
  /** What deviations are counted from. */
  targetsDbm: readonly Float64Array[];
  lowsDbm: readonly Float64Array[];
  highsDbm: readonly Float64Array[];
  /** Where a port has to be outside its window it is not over this. */
  capsDbm: readonly Float64Array[];
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
