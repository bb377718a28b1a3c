import { type Antenna, antennaType, cableLengthM } from '../../../plan/index.ts';
import type { CandidateKind } from './candidate.ts';

/**
 * Cost of one antenna before anything is drawn in detail, CNY; every figure is an assumption to be edited.
 */
export interface PlacementCosts {
  /** The part itself, its fraction of splitters or ports, and its mounting. */
  headCny: Record<CandidateKind, number>;
  /** Radiating cable with its clamps and labour. */
  radiatingCableCnyPerM: number;
  /** Cable with labour from the nearest tray or room: coaxial to a passive antenna, a data cable to a small cell. */
  feederCnyPerM: number;
  dataCableCnyPerM: number;
  /**
   * Cost instead for an antenna that names its part: a small cell with its fraction of a hub, a metre of
   * radiating cable.
   */
  partCny?: Readonly<Record<string, number>>;
}

/**
 * Costs of the built-in catalogue of parts: the cheapest antenna of its type with its mounting; one splitter more for
 * one antenna more; a small cell with its share of a hub; half-inch cable and a data cable with labour, off the trays.
 * Assumptions all.
 */
export const defaultCosts: PlacementCosts = {
  headCny: { omni: 195, directional: 225, cable: 75, 'small-cell': 5100 },
  radiatingCableCnyPerM: 50,
  feederCnyPerM: 30,
  dataCableCnyPerM: 22.5,
};

/** Estimated cost of an antenna `feedM` away from the nearest tray or room, CNY. */
export function antennaCostCny(
  antenna: Antenna,
  feedM: number,
  { headCny: headsCny, radiatingCableCnyPerM, feederCnyPerM, dataCableCnyPerM, partCny = {} }: PlacementCosts,
): number {
  const kind = kindOf(antenna);
  const namedCny = typeof antenna.part === 'string' ? partCny[antenna.part] : undefined;
  const perMetreCny = kind === 'small-cell' ? dataCableCnyPerM : feederCnyPerM;
  const metreCny = namedCny ?? radiatingCableCnyPerM;
  const runCny = kind === 'cable' ? metreCny * cableLengthM(antenna) : 0;
  const headCny = kind === 'small-cell' ? (namedCny ?? headsCny[kind]) : headsCny[kind];
  return Math.round(headCny + runCny + perMetreCny * feedM);
}

/** Kind of candidate that an antenna of a plan would be. */
export function kindOf({ type, feed }: Pick<Antenna, 'type' | 'feed'>): CandidateKind {
  const { candidate, extent } = antennaType(type);
  return feed === 'small-cell' && extent === 'point' ? 'small-cell' : candidate;
}
