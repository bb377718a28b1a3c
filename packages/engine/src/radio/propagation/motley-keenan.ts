/** Keenan & Motley, British Telecom Technology Journal 8 (1990) 19: `L(1 m) + 10 n lg d + Σ k_w W + k_f F`, recalled. */

export const motleyKeenanSource =
  'Keenan and Motley, BT Technol. J. 8 (1990) 19–24, form recalled; the paper gives no table of losses used here';

/** Median loss in dB: floors and walls each cost the same every time. */
export function motleyKeenanLossDb(options: {
  distanceM: number;
  /** Loss at 1 m. */
  referenceLossDb: number;
  exponent: number;
  walls: readonly { lossDb: number; count: number }[];
  floors: number;
  floorLossDb: number;
}): number {
  const { distanceM, referenceLossDb, exponent, walls, floors, floorLossDb } = options;
  let lossDb = referenceLossDb + 10 * exponent * Math.log10(distanceM) + floors * floorLossDb;
  for (const wall of walls) lossDb += wall.lossDb * wall.count;
  return lossDb;
}
