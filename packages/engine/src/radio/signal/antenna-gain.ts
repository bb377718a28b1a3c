import { degToRad, requireNumber, requireObject } from '../../core/index.ts';
import {
  type Antenna,
  type AntennaCuts,
  antennaType,
  type CustomAntennaTypes,
  type SectorValues,
} from '../../plan/index.ts';
import { fastAngleDeg } from './fast-angle.ts';
import { type PatternCuts, projectedLossDb } from './horizontal-projection.ts';
import { type SectorPattern, sectorAttenuationDb } from './sector-pattern.ts';

/** What decides an antenna's gain; a plan's antenna is one. */
export type AntennaDirection = Pick<Antenna, 'type' | 'azimuthDeg' | 'downtiltDeg' | 'pattern'>;

/**
 * An antenna's pattern on one band, ready for many directions. `peakDbi` is its largest gain; without a sector and cuts
 * the gain falls from there by `nadirDropDb` times the squared sine of the elevation.
 */
export interface PreparedPattern {
  peakDbi: number;
  nadirDropDb: number;
  /** Where it looks in plan: unit vector. */
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

/** What the plan says of the antenna; what it does not say is its type's. */
function sectorValues({ pattern }: AntennaDirection, values: SectorValues): SectorValues {
  const { gainDbi, horizontalBeamwidthDeg, verticalBeamwidthDeg, frontToBackDb } = { ...values, ...pattern };
  return { gainDbi, horizontalBeamwidthDeg, verticalBeamwidthDeg, frontToBackDb };
}

/** By the ratio of the frequencies; of two as near the lower one. */
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
 * `patternGainDbi` at places in a row: `firstEast`, then every `stepEast`, all at one `north` and `up`. The length of
 * `intoDbi` says how many.
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
