import { degToRad } from '../../core/index.ts';
import type { Antenna } from '../../plan/index.ts';
import { fastAngleDeg } from './fast-angle.ts';
import { type SectorPattern, sectorAttenuationDb } from './sector-pattern.ts';

/** Gain of the built-in ceiling omni at the horizon, and straight below, dBi (trade data sheets; assumption). */
const ceilingOmni = { horizonGainDbi: 2, nadirGainDbi: -10 };

/** A wall-mounted indoor panel where the plan says nothing else (trade data sheets; assumption). */
export const defaultPanel = {
  gainDbi: 7,
  horizontalBeamwidthDeg: 90,
  verticalBeamwidthDeg: 65,
  frontToBackDb: 15,
} as const;

/** What decides an antenna's gain; a plan's antenna is one. */
export type AntennaDirection = Pick<Antenna, 'type' | 'azimuthDeg' | 'downtiltDeg' | 'pattern'>;

/**
 * An antenna's pattern, ready for many directions. `peakDbi` is its largest gain; the ceiling omni falls from there by
 * `nadirDropDb` times the squared sine of the elevation, the directional antenna by its sector pattern.
 */
export interface PreparedPattern {
  peakDbi: number;
  nadirDropDb: number;
  sector?: SectorPattern & { east: number; north: number; downtiltDeg: number };
}

/** Once per antenna, before `patternGainDbi` in a loop. */
export function preparePattern(antenna: AntennaDirection): PreparedPattern {
  if (antenna.type === 'ceiling-omni') {
    const { horizonGainDbi, nadirGainDbi } = ceilingOmni;
    return { peakDbi: horizonGainDbi, nadirDropDb: horizonGainDbi - nadirGainDbi };
  }
  // Each source of a radiating cable sends alike in all directions; what it gets is in its feed.
  if (antenna.type !== 'directional') return { peakDbi: 0, nadirDropDb: 0 };
  const { gainDbi, horizontalBeamwidthDeg, verticalBeamwidthDeg, frontToBackDb } = {
    ...defaultPanel,
    ...antenna.pattern,
  };
  const azimuthRad = degToRad(antenna.azimuthDeg ?? 0);
  return {
    peakDbi: gainDbi,
    nadirDropDb: 0,
    sector: {
      horizontalBeamwidthDeg,
      verticalBeamwidthDeg,
      frontToBackDb,
      east: Math.cos(azimuthRad),
      north: Math.sin(azimuthRad),
      downtiltDeg: antenna.downtiltDeg ?? 0,
    },
  };
}

/**
 * Gain towards a receiver, dBi, from the way to it: east, north, up from the antenna, all in one unit of length.
 * At the antenna itself it is that of the horizon in the main direction. Allocates nothing.
 */
export function patternGainDbi(pattern: PreparedPattern, east: number, north: number, up: number): number {
  const { peakDbi, nadirDropDb, sector } = pattern;
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
  const { peakDbi, nadirDropDb, sector } = pattern;
  if (sector) {
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

/** Gain of an antenna towards a receiver that is this far east, north and up of it, dBi. */
export function antennaGainDbi(
  antenna: AntennaDirection,
  eastM: number,
  northM: number,
  upM: number,
): number {
  return patternGainDbi(preparePattern(antenna), eastM, northM, upM);
}
