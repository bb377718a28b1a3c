import type { Phrase, Point } from '../../core/index.ts';
import type {
  DemandedKind,
  DeviceService,
  Operator,
  PlanPoint,
  Scenario,
  ScenarioId,
  Zone,
} from '../../plan/index.ts';
import type { KindResult } from './assess-kinds.ts';
import type { ClosedFloor } from './standing-floor.ts';

/** The verdict: per operator, carrier, level and point, and whether the target is met. Ratios are 0–1. */
export interface Assessment {
  target: {
    coverageRatio: number;
    confidence: number;
    met: boolean;
    /** True when the figures meet it, decidable or not: the criterion by which a design is chosen. */
    figuresMet: boolean;
    /** Chance that all operators pass at the locations on one day: between the product and the least of theirs. */
    jointPassProbability: number;
    /** Chance that they do, and that every charger, gate and payment point, measured once, is served for each. */
    withPointsPassProbability: number;
    /** The cause of a missed target, or what comes closest to being one in a target that is met. */
    limiting: Limiting;
    location: LocationRule;
    /** The scenario with the least chance of those looked at; absent where none was. */
    worstScenario?: ScenarioId;
  };
  /** False where the figures do not say whether the target is met; then `target.met` is false too. */
  decidable: boolean;
  /** Why not; empty where it is decidable. */
  reasons: readonly VerdictReason[];
  /** Reasons that a person has accepted, with by whom and when: the verdict rests on them. */
  accepted: readonly VerdictReason[];
  operators: OperatorResult[];
  carriers: CarrierResult[];
  levels: LevelResult[];
  points: PointResult[];
  /** Kinds of floor against their demands; empty where their signals were not computed. */
  kinds: KindResult[];
  /** The lifts of the garage, demanded or not; absent where the plan has no lift shaft. */
  lifts?: LiftResult;
  /** Assumptions that the chance of the operator with the least one rests on, those that decide most first. */
  assumptions: AssumptionResult[];
  /** States that the garage may be in, the plan as it stands first; absent where none was looked at. */
  scenarios?: ScenarioResult[];
  antennas: number;
  density: AntennaDensity;
}

/** The cars of a garage's lifts with closed doors, at every level of the garage that their shafts pass. */
export interface LiftResult {
  shafts: number;
  /** False where the profile demands nothing in lift cars: they are no part of the target. */
  isDemanded: boolean;
  requiredRatio: number;
  /** Fraction of the cars' floor that is served, expected over shadowing, of the operator that serves it least. */
  expectedCoverageRatio: number;
  /** Loss into a closed car that it is reckoned with, dB. */
  carLossDb: number;
  /** The highest level that a shaft passes. What it passes above is not on the plan, and nobody knows how many storeys. */
  highestLevel: string;
}

/** Weight of an assumption about what a plan does not know. */
export interface AssumptionResult {
  /** Key of its standard deviation in the profile. */
  key:
    | 'modelBiasSigmaDb'
    | 'exponentSigma'
    | 'obstacleSigmaRatio'
    | 'antennaSigmaDb'
    | 'vehicleBiasSigmaDb'
    | 'shadowingSigmaRatio'
    | 'phoneBiasSigmaDb'
    | 'bodySigmaDb';
  /** That standard deviation, in the unit of the key. */
  spread: number;
  /** Chance to pass were the garage in this as the plan has it, and were it one standard deviation worse; antennas have no worse. */
  knownPassProbability: number;
  worsePassProbability?: number;
}

/** Why a verdict cannot be decided, as a phrase and in English. */
export interface VerdictReason extends Phrase {
  message: string;
}

/** Limiting item of the verdict, and its location. */
export interface Limiting {
  operator: Operator;
  code: LimitingCode;
  reason: string;
  /** The scenario that is not met, where the plan as it stands is. */
  scenario?: ScenarioId;
  /** The carrier that decides most of what the operator misses, and the level where it misses most. */
  carrier?: string;
  level?: string;
  /** The kind of floor that misses its demand, where that is what limits. */
  kind?: DemandedKind;
  /** Areas where the operator misses most, worst first. */
  places: WeakLocation[];
}

/** A state of the garage and what it does to the verdict. */
export interface ScenarioResult extends Scenario {
  operators: Pick<
    OperatorResult,
    'operator' | 'expectedCoverageRatio' | 'passProbability' | 'pointsServed' | 'pointsRequired'
  >[];
  jointPassProbability: number;
  withPointsPassProbability: number;
  met: boolean;
  /** True when the target is met only if this one is. */
  required: boolean;
  /** How many things fail, one at a time, of which this is the worst case. */
  examined?: number;
  /** A design that was made for a state that is not met; absent where none was asked for. */
  design?: StateDesign;
}

/** Antennas placed so that the target is met in a state too. */
export interface StateDesign {
  /**
   * Status as of a placement: `infeasible` with all candidates together, `unknown` where the time was over before
   * anything passed.
   */
  status: 'feasible' | 'optimal' | 'infeasible' | 'unknown';
  /** How many it takes, and no fewer than that many do; absent where nothing was found that passes. */
  antennas?: number;
  lowerBound?: number;
}

/** A connected piece of floor that is served with less than the demanded ratio. */
export interface WeakLocation {
  level: string;
  /** A cell of the piece near its middle, metres. */
  position: Point;
  areaM2: number;
  /** Loss of the operator's expected coverage of the whole garage, 0–1. */
  lostRatio: number;
  /** Nearest landmark: bays, zones and points by their ids. */
  landmark: { kind: 'bay' | 'zone' | 'point'; ids: string[]; distanceM: number } | undefined;
  /** The quantity that is short on most of the area. */
  limit: WeakLocationLimit;
  carrier: string;
}

export type WeakLocationLimit = 'level' | 'interference' | 'uplink' | 'no-antenna';

/** Definition of a location of the acceptance, with the floor that counts. */
export interface LocationRule {
  /** Each counted cell of this grid is one location of the expected coverage, metres. */
  gridM: number;
  countedAreaM2: number;
  /** Fractions of the counted floor. */
  kinds: { kind: FloorKind; areaM2: number; ratio: number; phone: 'hand' | 'car' }[];
  /** Zones that are left out. */
  leftOut: Zone['kind'][];
  /** Counted floor that no way on its level leads to, the largest of each level first. */
  closed: ({ level: string } & ClosedFloor)[];
  /**
   * The locations of the acceptance test: squares of floor, and how many of them have to be served where the fraction
   * decides; where a proof does, that depends on which are drawn.
   */
  test: { locations: number; leastServed?: number; squareM: number };
}

/** Any open floor, bays, and lobbies. */
export type FloorKind = 'lane' | 'bay' | 'lobby';

/**
 * Kind of limit: the fraction of floor, a charger, gate or payment point, an operator without a carrier for
 * calls, or a required scenario.
 */
export type LimitingCode = 'area' | 'points' | 'kind' | 'no-antennas' | 'scenario';

/** Result of one operator: fractions 0–1, chance to pass 0–1. */
export interface OperatorResult {
  operator: Operator;
  /** Fraction of counted floor whose median is at or above the thresholds. */
  medianCoverageRatio: number;
  /** Fraction of counted floor served, expected over shadowing. */
  expectedCoverageRatio: number;
  /** Chance that the acceptance test, at locations drawn as its survey draws them, is passed: charger and other points apart. */
  passProbability: number;
  /** Independent locations that those of the acceptance test are worth under correlated shadowing. */
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

/** Service of one operator at a point. */
export interface PointOperatorResult {
  operator: Operator;
  /** Its carrier with the highest probability. */
  carrier: string;
  /** That level, SINR and uplink all do: under one shadowing the least of them. */
  probability: number;
  downlinkProbability: number;
  uplinkProbability: number;
  /** Which of the three is least likely to do. */
  leastLikely: 'level' | 'interference' | 'uplink';
}

/** Service of one operator for the modem of a device: medians, with the loss of its housing. */
export interface DeviceOperatorResult extends PointOperatorResult {
  /** The probability is at least that which the profile asks for at points. */
  served: boolean;
  /** NRSRP of NB-IoT, RxLev of GSM, RSRP of LTE. */
  rsrpDbm: number;
  sinrDb: number;
  /** Loss from the radio unit's output to the modem, which a module's coverage is stated as, dB. */
  couplingLossDb: number;
  /** Class of coverage of NB-IoT, 0 the best; absent of other technologies and beyond the last. */
  coverageClass?: number;
}

/** Service of the modem of a device at a point. */
export interface PointDevices {
  /** The service that the profile asks for there. */
  asked: DeviceService;
  /** Every operator that carries it serves it with at least the profile's point probability, and one does carry it. */
  served: boolean;
  /** Lowest probability over operators; 0 where none carries it. */
  probability: number;
  /** Each operator that carries it, by its best carrier for it. */
  operators: DeviceOperatorResult[];
}

/** Result at one required point. */
export interface PointResult {
  id: string;
  kind: PlanPoint['kind'];
  level: string;
  /** Every operator serves it with at least the profile's point probability, phones and devices. */
  served: boolean;
  /** Lowest probability over operators, of phones and devices, and whose it is. */
  probability: number;
  limiting: Operator;
  /** Each operator by its best carrier for code scans. */
  operators: PointOperatorResult[];
  /** The modem of the device there; absent where none is asked for. */
  devices?: PointDevices;
  /** False for points that the profile does not demand data at (lift lobbies, other). */
  required: boolean;
}

/** Density of antennas, in the number by which the trade compares garages. */
export interface AntennaDensity {
  /** Inside the outlines of all levels, less their holes; to 0.1 m². */
  areaM2: number;
  /** Density of antennas and small cells to a thousandth, without radiating cables; 0 for a garage without area. */
  antennasPer1000M2: number;
  /** Metres of radiating cable, to a thousandth; absent where the plan has none. */
  radiatingMPer1000M2?: number;
  /** Antennas of operators that do not have all of them, those with the same antennas together; absent where every operator has every antenna. */
  operatorGroups?: { operators: Operator[]; antennas: number; antennasPer1000M2: number }[];
  /** Set where a plan without radiating cables, or an operator in it, is outside the trade's usual range. */
  note?: 'below-usual' | 'above-usual';
}
