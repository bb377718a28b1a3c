import type { Point } from '../../core/index.ts';
import { type ExposureLimits, requiredPointKinds } from '../../plan/index.ts';
import { strata } from '../../radio/index.ts';

/** Kinds of floor and points where people stand for a while, in the order of tables. */
export const standingKinds = [...strata, ...requiredPointKinds] as const;
export type StandingKind = (typeof standingKinds)[number];

/** One antenna and carrier at a location: the terms of `powerW · gain · reflection / (4π · distance²)`. */
export interface ExposureTerm {
  antenna: string;
  carrier: string;
  frequencyMhz: number;
  /** All of the carrier's power at the antenna's port, dBm. */
  powerDbm: number;
  /** Towards the location, not below the least gain of the profile, dBi. */
  gainDbi: number;
  distanceM: number;
  /** Loss into the closed car of a lift that the head is in, dB. */
  carDb?: number;
  /** Loss in floors between an antenna of another level and the location, dB. */
  floorsDb?: number;
  powerDensityWPerM2: number;
  limitWPerM2: number;
  /** Density over limit. */
  shareRatio: number;
}

/** A location and what is radiated to it. */
export interface ExposureLocation {
  level: string;
  position: Point;
  /** Height above the level's floor. */
  heightM: number;
  powerDensityWPerM2: number;
  /** The same in the unit of the trade. */
  powerDensityUwPerCm2: number;
  /** Sum over bands and antennas of density over limit; 1 is the limit. */
  shareRatio: number;
}

/** Distance from an antenna alone, in its main direction, at which it would reach the limit. */
export interface AntennaExposure {
  antenna: string;
  level: string;
  /** Power of all carriers at its port, dBm. */
  powerDbm: number;
  /** Power with the antenna's largest gain, dBm. */
  eirpDbm: number;
  limitDistanceM: number;
  managementDistanceM: number;
  /** Worst head near it, all antennas counted. */
  worst: ExposureLocation;
}

export interface LevelExposure {
  level: string;
  antennas: number;
  worst: ExposureLocation;
  /** Shares that half and 95 % of the floor stay below, heads at their highest. */
  medianRatio: number;
  p95Ratio: number;
}

/** The worst head of all locations of one kind, and the antenna that is nearest to it. */
export interface StandingExposure extends ExposureLocation {
  kind: StandingKind;
  antenna: string;
  /** Distance from the head, not from the floor. */
  distanceM: number;
}

/** A figure to compare with, from a source that was read. */
export interface ExposureComparison {
  id: 'limit' | 'management' | 'icnirp' | 'measured-low' | 'measured-high';
  powerDensityUwPerCm2: number;
  source: string;
}

/** Power of an antenna compared with that of a phone. */
export interface PowerComparison {
  id: 'strongest-antenna' | 'phone';
  powerMw: number;
  /** The antenna with most power at its port. */
  antenna?: string;
  source?: string;
}

/** Fields at people's heads against GB 8702-2014. */
export interface Exposure {
  /** True when exposure is at most the limit everywhere. */
  met: boolean;
  /** Absent without antennas. */
  worst?: ExposureLocation & {
    terms: ExposureTerm[];
    /** Sum of the terms that are too small to be listed. */
    rest: { terms: number; powerDensityWPerM2: number; shareRatio: number };
  };
  levels: LevelExposure[];
  antennas: AntennaExposure[];
  /** The worst by kind of location, over all levels; kinds that no level has are left out. */
  places: StandingExposure[];
  /** The fraction of the limit that one project is to stay under; information, no verdict. */
  management: { ratio: number; met: boolean };
  comparisons: ExposureComparison[];
  powers: PowerComparison[];
  assumptions: {
    headM: [lowest: number, highest: number];
    reflectionDb: number;
    leastGainDbi: number;
    nearestM: number;
  };
}

/** Limits with what of one level is around heads. */
export interface HeadLimits extends ExposureLimits {
  /** Returns whether whoever is at a location is in the car of a lift. */
  isInCar?: (x: number, y: number) => boolean;
}

/** A location of a head, with its height above a level's floor. */
export interface HeadLocation {
  x: number;
  y: number;
  heightM: number;
}
