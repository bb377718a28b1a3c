import {
  dbToRatio,
  degToRad,
  type Phrase,
  radToDeg,
  ratioToDb,
  requireNumber,
  requireObject,
  say,
} from '../../core/index.ts';
import {
  type Antenna,
  type AntennaCuts,
  antennaType,
  type CustomAntennaTypes,
  type SectorValues,
} from '../../plan/index.ts';

// F. Gil, A. R. Claro, J. M. Ferreira, C. Pardelinha, L. M. Correia, "A 3D interpolation method for base-station-antenna
// radiation patterns", IEEE Antennas and Propagation Magazine 43(2), 2001: horizontal projection interpolation (HPI).
/** Two cuts of a pattern: loss below the largest gain at equal steps over the circle, first straight ahead, dB, ≥ 0. */
interface PatternCuts {
  /** Clockwise as seen from above. */
  horizontalLossDb: readonly number[];
  /** Downwards. */
  verticalLossDb: readonly number[];
}

/**
 * Loss below the largest gain in any direction, dB, ≥ 0: the horizontal cut, corrected by the vertical one, more by its
 * front half the nearer the direction is to straight ahead,
 * `L = L_H(φ) + (1 − |φ|/180)·(L_V(θ) − L_H(0)) + |φ|/180·(L_V(180 − θ) − L_H(180))`.
 * It is the vertical cut itself ahead and behind, and the horizontal one at the horizon where both agree there. What the
 * formula puts above the largest gain is held at it.
 * @param clockwiseDeg φ, −180 to 180
 * @param belowDeg θ, below the horizon of the antenna, −90 to 90
 */
function projectedLossDb(cuts: PatternCuts, clockwiseDeg: number, belowDeg: number): number {
  const { horizontalLossDb, verticalLossDb } = cuts;
  const behindRatio = Math.abs(clockwiseDeg) / 180;
  const aheadDb = lossAt(verticalLossDb, belowDeg) - lossAt(horizontalLossDb, 0);
  const behindDb = lossAt(verticalLossDb, 180 - belowDeg) - lossAt(horizontalLossDb, 180);
  const lossDb =
    lossAt(horizontalLossDb, clockwiseDeg) + (1 - behindRatio) * aheadDb + behindRatio * behindDb;
  return Math.max(0, lossDb);
}

/** Linear between the steps. */
function lossAt(cut: readonly number[], angleDeg: number): number {
  const count = cut.length;
  const step = (angleDeg < 0 ? angleDeg + 360 : angleDeg) * (count / 360);
  const low = Math.floor(step);
  const ratio = step - low;
  const from = cut[low % count];
  return from + ratio * (cut[(low + 1) % count] - from);
}

/**
 * Power that an antenna with those cuts and that largest gain would radiate over its input, dB: the mean of
 * its gain over the sphere. No antenna can have more than 0; less is its own loss.
 */
export function radiatedOverFedDb(cuts: PatternCuts & { gainDbi: number }): number {
  requireObject('cuts', cuts, ['horizontalLossDb', 'verticalLossDb']);
  requireNumber('gainDbi', cuts.gainDbi);
  const stepDeg = 2;
  let weighted = 0;
  let weights = 0;
  for (let belowDeg = -90 + stepDeg / 2; belowDeg < 90; belowDeg += stepDeg) {
    const weight = Math.cos((belowDeg * Math.PI) / 180);
    for (let clockwiseDeg = -180 + stepDeg / 2; clockwiseDeg < 180; clockwiseDeg += stepDeg) {
      weighted += weight * dbToRatio(-projectedLossDb(cuts, clockwiseDeg, belowDeg));
      weights += weight;
    }
  }
  return cuts.gainDbi + ratioToDb(weighted / weights);
}

/** The interpolation alone may put the radiated power too high by so much, dB. */
const maxOverFedDb = 1;

/**
 * Doubts about a gain and its cuts that radiate more than they are fed with, by more than the interpolation
 * explains.
 */
export function energyDoubts(cuts: PatternCuts & { gainDbi: number }): Phrase[] {
  const excessDb = radiatedOverFedDb(cuts);
  if (excessDb <= maxOverFedDb) return [];
  return [say('pattern-energy', { excess: Number(excessDb.toFixed(1)) })];
}

const steps = 64;
// [65] arctangents of 0 to 1.
const stepsDeg = Float64Array.from({ length: steps + 1 }, (_, index) => radToDeg(Math.atan(index / steps)));
const degPerRad = radToDeg(1);

/**
 * `atan2(aside, ahead)` in degrees, 0 to 180, for `aside` ≥ 0 and not both 0; about twice as fast and within 1e-12°:
 * the arctangent of the nearest 64th by table, that of the rest, below 1/128, by its series.
 */
export function fastAngleDeg(aside: number, ahead: number): number {
  const along = Math.abs(ahead);
  const steep = aside > along;
  const slopeRatio = steep ? along / aside : aside / along;
  const index = (slopeRatio * steps + 0.5) | 0;
  const near = index / steps;
  const rest = (slopeRatio - near) / (1 + slopeRatio * near);
  const rest2 = rest * rest;
  const smallDeg = stepsDeg[index] + degPerRad * rest * (1 - rest2 * (1 / 3 - rest2 * (1 / 5)));
  const sharpDeg = steep ? 90 - smallDeg : smallDeg;
  return ahead < 0 ? 180 - sharpDeg : sharpDeg;
}

/** Properties that decide an antenna's gain; a plan's antenna is one. */
export type AntennaDirection = Pick<Antenna, 'type' | 'azimuthDeg' | 'downtiltDeg' | 'pattern'>;

/**
 * An antenna's pattern on one band, ready for many directions. `peakDbi` is its largest gain; without a sector and cuts
 * the gain falls from there by `nadirDropDb` times the squared sine of the elevation.
 */
export interface PreparedPattern {
  peakDbi: number;
  nadirDropDb: number;
  /** Direction of the boresight in plan: unit vector. */
  sector?: SectorPattern & { east: number; north: number; downtiltDeg: number };
  cuts?: PatternCuts & { east: number; north: number; tiltSine: number; tiltCosine: number };
}

/**
 * Once per antenna and band, before `patternGainDbi` in a loop.
 * @param custom types of the plan; needed for an antenna of one of them
 * @throws Error for an antenna of a type without a pattern
 */
export function preparePattern(
  antenna: AntennaDirection,
  frequencyMhz: number,
  custom?: CustomAntennaTypes,
): PreparedPattern {
  const { pattern } = antennaType(antenna.type, custom);
  if (pattern.formula === 'isotropic') return { peakDbi: 0, nadirDropDb: 0 };
  if (pattern.formula === 'sine-squared') {
    const { horizonGainDbi, nadirGainDbi } = pattern;
    return { peakDbi: horizonGainDbi, nadirDropDb: horizonGainDbi - nadirGainDbi };
  }
  const azimuthRad = degToRad(antenna.azimuthDeg ?? 0);
  const ahead = { east: Math.cos(azimuthRad), north: Math.sin(azimuthRad) };
  if (pattern.formula === 'sector') {
    const { gainDbi, ...sector } = sectorValues(antenna, pattern.values);
    const downtiltDeg = antenna.downtiltDeg ?? 0;
    return { peakDbi: gainDbi, nadirDropDb: 0, sector: { ...sector, ...ahead, downtiltDeg } };
  }
  const { gainDbi, horizontalLossDb, verticalLossDb } = nearestBand(
    pattern.bands,
    frequencyMhz,
    antenna.type,
  );
  const tiltRad = degToRad(antenna.downtiltDeg ?? 0);
  const tilt = { tiltSine: Math.sin(tiltRad), tiltCosine: Math.cos(tiltRad) };
  return { peakDbi: gainDbi, nadirDropDb: 0, cuts: { horizontalLossDb, verticalLossDb, ...ahead, ...tilt } };
}

/** Values of the plan for the antenna; those it does not state are its type's. */
function sectorValues({ pattern }: AntennaDirection, values: SectorValues): SectorValues {
  const { gainDbi, horizontalBeamwidthDeg, verticalBeamwidthDeg, frontToBackDb } = { ...values, ...pattern };
  return { gainDbi, horizontalBeamwidthDeg, verticalBeamwidthDeg, frontToBackDb };
}

/** Returns the nearest band by the ratio of the frequencies; of two as near the lower one. */
function nearestBand(bands: readonly AntennaCuts[], frequencyMhz: number, type: string): AntennaCuts {
  const apart = (band: AntennaCuts) => Math.abs(Math.log(band.frequencyMhz / frequencyMhz));
  const [first, ...others] = [...bands].sort((a, b) => a.frequencyMhz - b.frequencyMhz);
  if (!first) throw new Error(`no pattern of the antenna type "${type}"`);
  return others.reduce((best, band) => (apart(band) < apart(best) ? band : best), first);
}

/**
 * Gain towards a receiver, dBi, from the way to it: east, north, up from the antenna, all in one unit of length.
 * At the antenna itself it is that of the horizon in the main direction. Allocates nothing.
 */
export function patternGainDbi(pattern: PreparedPattern, east: number, north: number, up: number): number {
  const { peakDbi, nadirDropDb, sector, cuts } = pattern;
  if (cuts) return peakDbi - cutLossDb(cuts, east, north, up);
  const rise2 = up * up;
  const flat2 = east * east + north * north;
  if (!sector) {
    const distance2 = flat2 + rise2;
    return distance2 === 0 ? peakDbi : peakDbi - nadirDropDb * (rise2 / distance2);
  }
  const ahead = east * sector.east + north * sector.north;
  const aside = north * sector.east - east * sector.north;
  // Straight above or below there is no azimuth: only the elevation counts.
  const azimuthDeg = flat2 === 0 ? 0 : fastAngleDeg(Math.abs(aside), ahead);
  const risenDeg = flat2 === 0 && up === 0 ? 0 : fastAngleDeg(Math.abs(up), Math.sqrt(flat2));
  const belowDeg = up > 0 ? -risenDeg : risenDeg;
  return peakDbi - sectorAttenuationDb(sector, azimuthDeg, belowDeg - sector.downtiltDeg);
}

/** Loss below the largest gain in the antenna's own frame, turned by its azimuth and then tilted as a whole. */
function cutLossDb(
  cuts: NonNullable<PreparedPattern['cuts']>,
  east: number,
  north: number,
  up: number,
): number {
  if (east === 0 && north === 0 && up === 0) return projectedLossDb(cuts, 0, 0);
  const level = east * cuts.east + north * cuts.north;
  const left = north * cuts.east - east * cuts.north;
  const ahead = level * cuts.tiltCosine - up * cuts.tiltSine;
  const above = level * cuts.tiltSine + up * cuts.tiltCosine;
  const flat = Math.sqrt(ahead * ahead + left * left);
  const asideDeg = flat === 0 ? 0 : fastAngleDeg(Math.abs(left), ahead);
  const aboveDeg = fastAngleDeg(Math.abs(above), flat);
  return projectedLossDb(cuts, left > 0 ? -asideDeg : asideDeg, above > 0 ? -aboveDeg : aboveDeg);
}

/**
 * `patternGainDbi` at locations in a row: `firstEast`, then every `stepEast`, all at one `north` and `up`. The length
 * of `intoDbi` says how many.
 */
export function patternRowDbi(
  pattern: PreparedPattern,
  firstEast: number,
  stepEast: number,
  north: number,
  up: number,
  intoDbi: Float64Array,
): void {
  const { peakDbi, nadirDropDb, sector, cuts } = pattern;
  if (sector || cuts) {
    for (let index = 0; index < intoDbi.length; index += 1) {
      intoDbi[index] = patternGainDbi(pattern, firstEast + index * stepEast, north, up);
    }
    return;
  }
  const rise2 = up * up;
  if (nadirDropDb === 0 || rise2 === 0) {
    intoDbi.fill(peakDbi);
    return;
  }
  const apart2 = north * north + rise2;
  for (let index = 0; index < intoDbi.length; index += 1) {
    const east = firstEast + index * stepEast;
    intoDbi[index] = peakDbi - nadirDropDb * (rise2 / (east * east + apart2));
  }
}

/**
 * Gain of an antenna towards a receiver that is this far east, north and up of it, dBi.
 * @param band frequency and types of the plan, for an antenna of one of these
 */
export function antennaGainDbi(
  antenna: AntennaDirection,
  eastM: number,
  northM: number,
  upM: number,
  { frequencyMhz = 0, custom }: { frequencyMhz?: number; custom?: CustomAntennaTypes } = {},
): number {
  requireObject('antenna', antenna, ['type']);
  requireNumber('eastM', eastM);
  requireNumber('northM', northM);
  requireNumber('upM', upM);
  return patternGainDbi(preparePattern(antenna, frequencyMhz, custom), eastM, northM, upM);
}

// 3GPP TR 36.814 V9.2.0, table A.2.1.1-2 (same form in TR 38.901, table 7.3-1): pattern of a sector antenna.

/** Half-power beamwidths and the largest attenuation, which bounds azimuth, elevation and their sum alike. */
interface SectorPattern {
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
