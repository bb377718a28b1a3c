import { pathLengthM } from '../../plan/path-length.ts';
import type { Antenna } from '../../plan/schema.ts';
import type { CandidateKind } from './candidate.ts';

/** What one antenna costs before anything is drawn in detail, CNY; every figure is an assumption to be edited. */
export interface PlacementCosts {
  /** The part itself, its share of splitters or ports, and its mounting. */
  pieceCny: Record<CandidateKind, number>;
  /** Radiating cable with its clamps and labour. */
  radiatingCableCnyPerM: number;
  /** Cable with labour from the nearest tray or room: coaxial to a passive antenna, a data cable to a small cell. */
  feederCnyPerM: number;
  dataCableCnyPerM: number;
}

/**
 * Middles of the placeholder ranges of a price book: ceiling antenna 40–80, coupler or splitter 30–90, half-inch cable 8–15 and
 * 6–10 of labour a metre, pico remote unit 3,000–6,000 CNY; panel, radiating cable and data cable by comparison with them.
 * No offer was asked for: assumptions.
 */
export const defaultCosts: PlacementCosts = {
  pieceCny: { omni: 200, directional: 280, cable: 300, 'small-cell': 4900 },
  radiatingCableCnyPerM: 45,
  feederCnyPerM: 20,
  dataCableCnyPerM: 8,
};

/** Estimated cost of an antenna `feedM` away from the nearest tray or room, CNY. */
export function antennaCostCny(
  antenna: Antenna,
  feedM: number,
  { pieceCny, radiatingCableCnyPerM, feederCnyPerM, dataCableCnyPerM }: PlacementCosts,
): number {
  const kind = kindOf(antenna);
  const perMetreCny = kind === 'small-cell' ? dataCableCnyPerM : feederCnyPerM;
  const ownCny = kind === 'cable' ? radiatingCableCnyPerM * pathLengthM(antenna.path ?? []) : 0;
  return Math.round(pieceCny[kind] + ownCny + perMetreCny * feedM);
}

/** What kind of candidate an antenna of a plan would be. */
export function kindOf({ type, feed }: Pick<Antenna, 'type' | 'feed'>): CandidateKind {
  if (type === 'radiating-cable') return 'cable';
  if (feed === 'small-cell') return 'small-cell';
  return type === 'directional' ? 'directional' : 'omni';
}
