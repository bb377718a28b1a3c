// 3GPP TR 36.814 V9.2.0, table A.2.1.1-2 (same form in TR 38.901, table 7.3-1): pattern of a sector antenna.

/** Half-power beamwidths and the largest attenuation, which bounds azimuth, elevation and their sum alike. */
export interface SectorPattern {
  /** φ3dB, degrees, > 0. */
  horizontalBeamwidthDeg: number;
  /** θ3dB, degrees, > 0. */
  verticalBeamwidthDeg: number;
  /** A_m and SLA_v, dB, ≥ 0. */
  frontToBackDb: number;
}

/**
 * Attenuation below the main direction, dB, 0 to `frontToBackDb`: `min(A_H + A_V, A_m)` with
 * `A_H = min(12(φ/φ3dB)², A_m)` and `A_V = min(12(θ/θ3dB)², SLA_v)`.
 * @param azimuthOffsetDeg φ, from the main direction, −180 to 180
 * @param elevationOffsetDeg θ − θ_tilt, from the main direction, −180 to 180
 */
export function sectorAttenuationDb(
  pattern: SectorPattern,
  azimuthOffsetDeg: number,
  elevationOffsetDeg: number,
): number {
  const azimuthRatio = azimuthOffsetDeg / pattern.horizontalBeamwidthDeg;
  const elevationRatio = elevationOffsetDeg / pattern.verticalBeamwidthDeg;
  const azimuthDb = Math.min(12 * azimuthRatio * azimuthRatio, pattern.frontToBackDb);
  const elevationDb = Math.min(12 * elevationRatio * elevationRatio, pattern.frontToBackDb);
  return Math.min(azimuthDb + elevationDb, pattern.frontToBackDb);
}
