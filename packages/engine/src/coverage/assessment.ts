import type { Operator, PlanPoint } from '../plan/schema.ts';

/** The verdict: per operator, carrier, level and point, and whether the target is met. Ratios are 0–1. */
export interface Assessment {
  target: {
    coverageRatio: number;
    confidence: number;
    met: boolean;
    /** What decides a missed target, or comes closest to doing so in a met one. */
    limiting: { operator: Operator; code: LimitingCode; reason: string };
  };
  operators: OperatorResult[];
  carriers: CarrierResult[];
  levels: LevelResult[];
  points: PointResult[];
  antennas: number;
  /** Antennas per 1,000 m² of counted floor, and why it is unusual where it is outside 1–4; else absent. */
  density: { antennasPer1000M2: number; note?: 'below-usual' | 'above-usual' };
}

/** What limits: the share of floor, a charger, gate or payment point, or an operator without a carrier for calls. */
export type LimitingCode = 'area' | 'points' | 'no-antennas';

export interface OperatorResult {
  operator: Operator;
  /** Share of counted floor whose median is at or above the thresholds. */
  medianCoverageRatio: number;
  /** Share of counted floor served, expected over shadowing. */
  expectedCoverageRatio: number;
  /** Chance that the acceptance walk finds at least the target ratio. */
  passProbability: number;
  /** Independent samples that the acceptance walk is worth under correlated shadowing. */
  effectiveSamples: number;
  pointsServed: number;
  pointsRequired: number;
}

export interface CarrierResult {
  id: string;
  operator: Operator;
  medianCoverageRatio: number;
  expectedCoverageRatio: number;
  rsrpDbm: { p5: number; p50: number; p95: number };
  sinrDb: { p5: number; p50: number; p95: number };
}

export interface LevelResult {
  id: string;
  /** Area inside the outline less holes. */
  areaM2: number;
  /** Area that the acceptance counts (open floor, lobbies, bays). */
  countedAreaM2: number;
  antennas: number;
  expectedCoverageRatio: number;
}

export interface PointResult {
  id: string;
  kind: PlanPoint['kind'];
  level: string;
  /** Every operator serves it with at least the profile's point probability. */
  served: boolean;
  /** Lowest probability over operators. */
  probability: number;
  limiting: Operator;
  /** False for points that the profile does not demand data at (lift lobbies, other). */
  required: boolean;
}
