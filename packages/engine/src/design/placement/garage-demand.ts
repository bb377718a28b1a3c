import type { Point } from '../../core/index.ts';
import type { Antenna, DemandedKind, Operator, PlanPoint, ScenarioId } from '../../plan/index.ts';
import type { PreparedService } from '../../radio/index.ts';

/**
 * Demand of a garage on its antennas, and the contribution of each candidate: every location that the
 * acceptance walk samples, on all levels, for every operator, in every state of the garage that has to pass.
 * Antennas count across levels as in the prediction.
 */
export interface GarageDemand {
  /** Those that stay first, whatever their type, height and powers; then level by level. */
  candidates: Antenna[];
  /** Index of each candidate's level in the plan. [candidates] */
  candidateLevels: Int32Array;
  fixedCount: number;
  /** [levels of the plan] */
  levels: DemandLevel[];
  /** Locations of the acceptance walk, level by level. */
  locationCount: number;
  /** [locations]: 0 on foot, 1 in a bay. */
  locationKinds: Uint8Array;
  /** [locations]: where they are, metres in the plan's frame. */
  eastM: Float32Array;
  northM: Float32Array;
  /** Carriers that bind, each in one state: no other one asks more at every candidate and location. */
  layers: DemandLayer[];
  /** Requirements that have to hold at once, by layers. */
  groups: DemandGroup[];
  /** Chargers, gates and payment points, on all levels, and again for each operator that has to serve the modem there. */
  points: DemandPoint[];
  pointLayers: PointLayer[];
  pointGroups: PointGroup[];
  /** Rooms that demand service each by itself, in the planned state; each has its samples one after another. */
  rooms: DemandRoom[];
  roomLayers: RoomLayer[];
  /** Requirements that every operator needs, by layers: served where one of them serves. */
  roomGroups: number[][];
  /** Least fraction of its deviation that a level has left where a walk test corrected it, 0–1; default 1. */
  minSigmaRatio?: number;
}

/** The locations of one level, and its candidates. */
export interface DemandLevel {
  levelId: string;
  firstLocation: number;
  locationCount: number;
  /** Candidates that do not stay. */
  firstCandidate: number;
  candidateCount: number;
}

/** Losses of a candidate's links that deviate from garage to garage, in `linkSlopeStepDb`. [locations] each */
export interface LinkSlopes {
  /** Loss per unit of exponent: 10 lg(d / 10 m). */
  distance: Int8Array;
  /** Loss beyond the distance law. */
  obstacles: Uint8Array;
}

/** Slopes of links are kept in steps of this, dB. */
export const linkSlopeStepDb = 0.25;

/** One carrier in one state of the garage. */
export interface DemandLayer {
  scenario: ScenarioId;
  carrierId: string;
  /** The carrier's number in the plan. */
  carrier: number;
  /**
   * [candidates] of [locations]: received over needed power, medians, as a ratio; 0 where an antenna is not detectable.
   */
  ratios: Float32Array[];
  /** Slopes of these where the garage deviates from the model. [candidates] */
  slopes: LinkSlopes[];
  /** [locations]: the same of the network outside, where its level is given and counts in this state. */
  outside?: Float32Array;
  /** Signal of a service on foot and in a bay from powers in mW after the phone's losses. [2] */
  services: readonly [PreparedService, PreparedService];
  /** Lowest useful power of a resource element at the phone without interference, mW: a ratio of 1. */
  neededMw: number;
}

/** An operator in one state, without what other groups' layers imply: of a `worst` group such layers, else the whole group. */
export interface DemandGroup {
  operator: Operator;
  scenario: ScenarioId;
  /** Served where its best layer is, or only where all are. */
  combine: 'best' | 'worst';
  layers: number[];
}

/** A requirement at points. */
export interface PointGroup extends DemandGroup {
  /** Entries of `points` that it is of, from one to before another. */
  entries: { from: number; to: number };
}

/** Returns whether a requirement is one at an entry of the points. */
export function isAtPoint({ entries: { from, to } }: PointGroup, point: number): boolean {
  return point >= from && point < to;
}

/** A room with a demand. */
export interface DemandRoom {
  kind: DemandedKind;
  zone: string;
  name?: string;
  /** Index in the plan. */
  level: number;
  requiredRatio: number;
  firstSample: number;
  sampleCount: number;
  /** One location in it, metres. */
  position: Point;
}

/** One carrier at the samples of the rooms. */
export interface RoomLayer {
  carrierId: string;
  /** [candidates] of [samples]: received over needed power, medians, as a ratio. */
  ratios: Float64Array[];
  /** [rooms] */
  services: PreparedService[];
  /** [rooms]: lowest useful power at the phone without interference, mW: a ratio of 1. */
  neededMw: Float64Array;
}

export interface DemandPoint {
  level: number;
  point: PlanPoint;
  /** A location of the test that has to have an antenna near, and no point of the plan: predictions know nothing of it. */
  isNear?: true;
}

/** One carrier in one state at the points, for phones or for modems of devices. */
export interface PointLayer {
  scenario: ScenarioId;
  carrierId: string;
  /** [candidates] of [points]: received over needed power, medians, as a ratio. */
  ratios: Float64Array[];
  outside?: Float64Array;
  /** [points] */
  services: PreparedService[];
  neededMw: number;
}
