import type { Language } from '../core/index.ts';
import type { DemandedKind } from './floor-kinds.ts';
import type {
  CapacityDemand,
  EconomicAssumptions,
  ExposureLimits,
  HandoverDemand,
  InstallationLimits,
  InterferenceLimits,
  NetworkLimits,
} from './network-limits.ts';
import type { DevicePointKind, PointKind } from './point-kinds.ts';
import type {
  DeviceService,
  DeviceTechnology,
  DuplexFrame,
  PhoneAerials,
  PhoneTechnology,
} from './technologies.ts';

type PerTechnology<Value> = Record<PhoneTechnology, Value>;

/** Power and needs of a modem of a technology. */
export interface ModemNumbers {
  powerDbm: number;
  /** Lowest level (RSRP, NRSRP, of GSM RxLev) and SINR at which it works. */
  rsrpDbm: number;
  sinrDb: number;
  /** Band that it fills, and the SINR that the receiver needs on it. */
  bandwidthKhz: number;
  uplinkSinrDb: number;
}

/** Modems of chargers, gates, payment points and meters, which are no phones. */
export interface DeviceDemand {
  points: Record<DevicePointKind, DeviceService>;
  /** Loss of the housing around a modem and its antenna; nobody holds it, and no car is around it. */
  housingLossDb: number;
  technologies: Record<DeviceTechnology, ModemNumbers>;
  /** Messages of a device in the busy hour, and those that a carrier of NB-IoT carries. */
  messagesPerHourCount: number;
  /** Messages of a meter in a day, spread over its hours. */
  meterMessagesPerDayCount: number;
  carrierMessagesPerHourCount: number;
}

/** Location of a phone: in a bay, anywhere else on the floor, or at a point of interest. */
export type PhoneLocation = 'bay' | 'open' | PointKind;

/** Use of a phone there: how it is held for a call and for a scan, and whether a car is around it. */
export interface PhoneUse {
  voice: 'hand' | 'ear';
  data: 'hand' | 'ear';
  inVehicle: boolean;
}

/**
 * Meaning of "a phone can call" and "a code can be scanned" in numbers. All values are editable assumptions.
 */
export interface RequirementProfile {
  id: string;
  /** Name, where it differs from that of the built-in profile of that id. */
  name?: Readonly<Record<Language, string>>;
  /** Lowest RSRP (GSM: RxLev) and SINR at which a call works, per technology. */
  voice: PerTechnology<{ rsrpDbm: number; sinrDb: number }>;
  /** Lowest RSRP and SINR at which a code is scanned. */
  data: PerTechnology<{ rsrpDbm: number; sinrDb: number }>;
  /** Probability demanded at every charger, gate and payment point. */
  pointProbability: number;
  /** Log-normal shadowing in the open garage, dB; it is the median over garages. */
  shadowingSigmaDb: number;
  /** Spread of that from garage to garage: standard deviation of its logarithm. */
  shadowingSigmaRatio: number;
  /** Correlation of the shadowing of two antennas at one location, 0–1. */
  shadowingCorrelationRatio: number;
  /** Distance over which shadowing decorrelates to 1/e. */
  decorrelationM: number;
  /**
   * Standard deviations of what the model gets wrong of a garage (calibration lowers them): of the level at 10 m for the whole
   * garage at once, dB; of the path-loss exponent; of what obstacles cost, as a fraction of it; and from antenna to
   * antenna, dB.
   */
  modelBiasSigmaDb: number;
  exponentSigma: number;
  obstacleSigmaRatio: number;
  antennaSigmaDb: number;
  /**
   * Errors of a phone's readings, common to a whole walk and from reading to reading: standard deviations,
   * dB.
   */
  phoneBiasSigmaDb: number;
  phoneReadingSigmaDb: number;
  /**
   * Fraction of the variance, of shadowing at a location and of the model's error, that any two carriers have in
   * common.
   */
  carrierCorrelationRatio: number;
  /** The body's loss with the phone in a hand, its spread from test to test, and what a head adds to it. */
  bodyLossDb: number;
  bodySigmaDb: number;
  earExtraLossDb: { below1000Mhz: number; above1000Mhz: number };
  /** Mean loss into a parked car, its spread from car to car, and that of the mean; where `phonePlaces` say so. */
  vehicleLossDb: number;
  vehicleSigmaDb: number;
  vehicleBiasSigmaDb: number;
  phonePlaces: Record<PhoneLocation, PhoneUse>;
  /**
   * Demand by kind of floor: the fraction that must be served, 0 for none, and the lowest RSRP of LTE and NR at which a
   * call works there (that of GSM is moved from its own by as much).
   */
  floorKinds: Record<DemandedKind, { requiredRatio: number; thresholdDbm: number }>;
  /** Mean loss into the closed car of a lift. */
  liftCarLossDb: number;
  phoneHeightM: number;
  noiseFigureDb: number;
  /** The acceptance test has one location for each square of counted floor with this side. */
  walkSpacingM: number;
  /** Fraction of the bandwidth that neighbouring cells load, 0–1, and that the serving cell does (RSRQ). */
  interferenceLoadRatio: number;
  ownLoadRatio: number;
  /** The way from the phone to the base station. */
  uplink: {
    phonePowerDbm: { gsmBelow1000Mhz: number; gsmAbove1000Mhz: number; lte: number; nr: number };
    /** Power of a carrier at the radio unit that feeds the antennas; `sourcePowerDbm` of a carrier goes before it. */
    sourcePowerDbm: number;
    noiseFigureDb: number;
    /** Noise over thermal from other phones. */
    noiseRiseDb: number;
    /** Remote units whose noise adds up in one receiver. */
    activeRemotes: number;
    /** Band that a phone fills for the service, and the SINR that the receiver needs on it. */
    voice: PerTechnology<{ bandwidthKhz: number; sinrDb: number }>;
    data: PerTechnology<{ bandwidthKhz: number; sinrDb: number }>;
  };
  /** Modems of devices at points. */
  iot: DeviceDemand;
  /**
   * Power of phones on a resource block of 180 kHz: as much as brings it to the target at their own receiver with full
   * compensation (1) of the path loss, less with partial.
   */
  powerControl: { targetDbm: number; compensationRatio: number };
  /** Truncated Shannon: `share · min(efficiency · log2(1 + SINR), most)` b/s/Hz from `leastSinrDb` on; NR has its own. */
  throughput: {
    downlink: ShannonBound;
    uplink: ShannonBound;
    nrDownlink: ShannonBound;
    nrUplink: ShannonBound;
    /** Fraction of the carrier that one phone gets. */
    userShareRatio: number;
    /** Fraction of the time in which a carrier of time-division duplex sends each way; paired bands send all the time. */
    duplex: Record<DuplexFrame, { downRatio: number; upRatio: number }>;
    /** Aerials that a phone receives with: no more layers reach it. */
    phoneAerials: Record<PhoneAerials, number>;
    /** Loss of SINR of each of two and of four layers by the others, besides the power that they share. */
    layers: { twoLossDb: number; fourLossDb: number };
    /** Rates of the classes, lowest first; a location is of the best class whose both rates it reaches. */
    classes: Record<'qr' | 'basic' | 'fast', { downKbps: number; upKbps: number }>;
  };
  /** How the signal at ground level comes in at ramps and gates (`outdoor` of the plan has the level). */
  outdoor: { entryLossDb: number };
  /** Rows of parked cars that links below their roofs cross; an occupancy of 0 (the default) leaves them out. */
  parkedCars: { occupancyRatio: number; roofHeightM: number };
  /** Limits of the feeder network, and those of exposure. */
  network: NetworkLimits;
  exposure: ExposureLimits;
  /** Handover at entrances and ramps, and leakage outdoors. */
  handover: HandoverDemand;
  /** Traffic of the busy hour. */
  capacity: CapacityDemand;
  /** Isolation between systems, and products of carriers. */
  interference: InterferenceLimits;
  /** Limits that the works are accepted by. */
  installation: InstallationLimits;
  /** Costs of owning, for the comparison of schemes. */
  economics: EconomicAssumptions;
  /** Provenance of each number by its key; a key stands for all below it. */
  sources: Record<string, string>;
}

interface ShannonBound {
  efficiencyRatio: number;
  mostBpsPerHz: number;
  leastSinrDb: number;
}
