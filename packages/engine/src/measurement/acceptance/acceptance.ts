import type { Phrase } from '../../core/index.ts';
import type { AcceptanceTest, Operator, PlanPoint } from '../../plan/index.ts';
import type { PathErrors } from '../walks/error-statistics.ts';
import type { SetAsideReason, SetAsideRow } from '../walks/walk.ts';

/** `confidence`: the fraction is shown with the target's confidence. `share`: the fraction found is enough. */
export type AcceptanceRule = 'confidence' | 'share';

/**
 * `passed` by the rule; `not-shown`: the fraction found is enough, the confidence is not; `failed`: the fraction is
 * too small.
 */
export type AcceptanceStatus = 'passed' | 'not-shown' | 'failed' | 'unmeasured';

/** Locations found served, and what that says of the fraction. */
export interface MeasuredFraction {
  locations: number;
  served: number;
  /** Coverage of the locations visited. */
  coverageRatio: number;
  /** Fraction of the counted floor that lies in a location visited: of it nothing is uncertain. */
  visitedRatio: number;
  /** Interval for all counted floor, as it was that day: two-sided, with the target's confidence. */
  interval: { low: number; high: number };
  /**
   * Lower bound for all counted floor: one-sided, with the target's confidence, by the profile's correlation. It is
   * what the rule compares.
   */
  lowerBoundRatio: number;
}

/** A square of floor where one operator was measured. */
export interface MeasuredLocation {
  level: string;
  x: number;
  y: number;
  served: boolean;
  rsrpDbm?: number;
  censored?: boolean;
  predictedRsrpDbm?: number;
  samples: number;
}

export interface OperatorAcceptance extends MeasuredFraction {
  operator: Operator;
  status: AcceptanceStatus;
  /** Locations where none of the carriers that count was measured: they are left out. */
  otherCarrierLocations: number;
  effectiveLocations: { used: number; byModel: number; byMeasurement?: number };
  decorrelationM: { model: number; measured?: number; correlatedRatio?: number };
  levels: ({ level: string } & MeasuredFraction)[];
  /** Share served as the model has it at the same locations, expected over shadowing; absent without prediction. */
  predictedRatio?: number;
  /** Share served if the phone read 2 dB too high, or too low. */
  sensitivity: { ratioIf2DbLess: number; ratioIf2DbMore: number };
  /** Locations where rows have a location but neither signal nor result, and the bound if none of them were served. */
  unread: { locations: number; lowerBoundRatio: number };
  walked: WalkedLevel[];
  /** Fraction of the counted floor of all levels within reach of a location. */
  walkedRatio: number;
  /** Locations in the order measured. */
  places: MeasuredLocation[];
}

/** Part of a level's counted floor that was walked by. */
export interface WalkedLevel {
  level: string;
  countedAreaM2: number;
  /** Fraction within 4 m of a location. */
  walkedRatio: number;
  /** Fraction in a location. */
  visitedRatio: number;
  /** Parts of at least 30 m² that nobody came near, the largest first. */
  unvisited: { areaM2: number; x: number; y: number; near?: string }[];
}

export interface PointAcceptance {
  id: string;
  kind: PlanPoint['kind'];
  level: string;
  served: boolean;
  operators: {
    operator: Operator;
    status: 'served' | 'failed' | 'unmeasured';
    distanceM?: number;
    rsrpDbm?: number;
    sinrDb?: number;
  }[];
}

/** Predicted less measured, of the local means at locations. */
export interface CarrierComparison extends PathErrors {
  /** Undefined: the file does not tell carriers apart; the operator's strongest is compared. */
  carrier?: string;
  operator: Operator;
  correlation: number;
  /** dBm at the same locations, in the order measured. */
  measuredDbm: number[];
  predictedDbm: number[];
}

export interface EvaluatedFile {
  file: string;
  encoding: string;
  separator: string;
  headerRow: number;
  rows: number;
  readings: number;
  columns: { name: string; role: string; operator?: Operator }[];
  ignored: string[];
  assumptions: Phrase[];
  setAside: Partial<Record<SetAsideReason, number>>;
  /** The first thousand. */
  setAsideRows: SetAsideRow[];
}

/** A walk test against the target. */
export interface Acceptance {
  passed: boolean;
  rule: AcceptanceRule;
  /** The test that was evaluated by: the plan's, with what was asked otherwise. */
  test: AcceptanceTest;
  target: { coverageRatio: number; confidence: number };
  /** A location is a square of counted floor so wide. */
  locationM: number;
  /** Assumed position of the phone in the prediction. */
  phone: 'hand' | 'car';
  model?: string;
  operators: OperatorAcceptance[];
  points: PointAcceptance[];
  /** False: points were left out on request. */
  pointsJudged: boolean;
  comparison: CarrierComparison[];
  /** Locations on floor that does not count, per operator together. */
  uncountedLocations: number;
  /** True when any reading has SINR; without it only RSRP or results decide. */
  hasSinr: boolean;
  files: EvaluatedFile[];
}
