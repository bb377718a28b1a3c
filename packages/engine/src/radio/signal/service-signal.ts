import { dbmToMw, dbToRatio, normalCdf, ratioToDb } from '../../core/index.ts';
import type { Carrier, PhoneLocation, RequirementProfile, Service } from '../../plan/index.ts';
import { limitingCause } from './carrier-map.ts';
import { noiseDbm, serviceThreshold, uplinkOverRsrpDb } from './link-budget.ts';
import { lookUpSpread, type SpreadTable, spreadTable } from './log-normal-sum.ts';

const partBits = 8;
const partCount = 2 ** partBits;
const exponentBias = 1023;
const highestExponent = 1000;
const dbPerOctave = 10 * Math.log10(2);
const dbPerNeper = 10 / Math.LN10;

// [2 × 1000 + 1] 2^−e, and [256] middles of the parts of 1 to 2: their reciprocal, and their dB.
const scales = Float64Array.from(
  { length: 2 * highestExponent + 1 },
  (_, index) => 2 ** (highestExponent - index),
);
const reciprocals = Float64Array.from({ length: partCount }, (_, part) => 1 / (1 + (part + 0.5) / partCount));
const partsDb = Float64Array.from(reciprocals, (reciprocal) => -ratioToDb(reciprocal));

/** Tables of `fastDb`. */
export const dbTables = { scales, reciprocals, partsDb, dbPerOctave, dbPerNeper, highestExponent };

const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
/** Which half of a double holds its exponent, by the machine's byte order. */
const highWord = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * Parameters of a service's signal on a carrier for a phone at one kind of location: found once, before a
 * loop.
 */
export interface PreparedService {
  rsrpThresholdDbm: number;
  sinrThresholdDb: number;
  /** Uplink margin over RSRP. */
  uplinkOverRsrpDb: number;
  noiseMw: number;
  noiseDbm: number;
  interferenceLoadRatio: number;
  /** Fraction of the power that body and vehicle let through. */
  passedRatio: number;
  spreads: SpreadTable;
  /** Variance that all antennas share: common shadowing and the vehicle; and what each has of its own. dB² */
  commonVarianceDb2: number;
  cellVarianceDb2: number;
  /** The vehicle's part of the common variance, dB². */
  vehicleVarianceDb2: number;
}

/** The signal of a service at a location: medians and the spread of the margin. */
export interface ServiceSignal {
  rsrpDbm: number;
  sinrDb: number;
  uplinkMarginDb: number;
  /** The margin that is least likely to do, among downlink level, SINR and uplink, and its standard deviation. */
  marginDb: number;
  sigmaDb: number;
  /** Standard deviation of the level, of the sum of all antennas of the serving cell. */
  levelSigmaDb: number;
  /** Which of the three: `limitingCause`. */
  limiting: number;
  /** Probability that level and SINR do, the lesser of both, and that the uplink does. */
  downlinkProbability: number;
  uplinkProbability: number;
}

/** Positions of the results of `serviceSignal`: numbers in a flat array cost no allocation per cell. */
export const signalAt = {
  rsrpDbm: 0,
  sinrDb: 1,
  marginDb: 2,
  sigmaDb: 3,
  limiting: 4,
  levelSigmaDb: 5,
  sinrSigmaDb: 6,
} as const;
export const signalLength = 7;

const spread = new Float64Array(2);

/**
 * Signal where the serving cell gives `bestMw` and all cells together `sumMw` before the phone's losses.
 *
 * Shadowing of one antenna is partly that of all (correlation between sites): the common part moves the whole sum, of the
 * rest a sum of several antennas has less than each, and a higher median. Interference shares the common part and counts
 * as one source. Allocates nothing.
 * @param bestSquareMw2 sum of the squares of the serving cell's antennas
 * @param strongestMw the strongest antenna of all
 * @param into [signalLength] receives the result at `signalAt`
 */
export function serviceSignal(
  service: PreparedService,
  bestMw: number,
  bestSquareMw2: number,
  sumMw: number,
  strongestMw: number,
  into: Float64Array,
): void {
  const servingMw = bestMw * service.passedRatio;
  const otherMw = Math.max(0, sumMw - bestMw) * service.passedRatio * service.interferenceLoadRatio;
  if (bestMw > 0) {
    const perBest = 1 / bestMw;
    lookUpSpread(service.spreads, bestSquareMw2 * perBest * perBest, strongestMw * perBest, spread);
  } else {
    spread[0] = 0;
    spread[1] = service.cellVarianceDb2;
  }
  const rsrpDbm = fastDb(servingMw) + spread[0];
  const disturbedMw = service.noiseMw + otherMw;
  const sinrDb = rsrpDbm - (otherMw === 0 ? service.noiseDbm : fastDb(disturbedMw));
  const levelSigmaDb = Math.sqrt(spread[1] + service.commonVarianceDb2);
  // Fraction of interference in what disturbs: it rises and falls with the common part, noise does not.
  const fraction = otherMw / disturbedMw;
  const noiseFraction = 1 - fraction;
  const sinrSigmaDb =
    fraction === 0
      ? levelSigmaDb
      : Math.sqrt(
          spread[1] +
            fraction * fraction * service.cellVarianceDb2 +
            noiseFraction * noiseFraction * service.commonVarianceDb2,
        );
  into[signalAt.rsrpDbm] = rsrpDbm;
  into[signalAt.sinrDb] = sinrDb;
  into[signalAt.levelSigmaDb] = levelSigmaDb;
  into[signalAt.sinrSigmaDb] = sinrSigmaDb;
  decideMargin(service, fraction, into);
}

/** Sets margin, spread and cause by the quantity that is least likely to do, from medians and spreads of the others. */
function decideMargin(service: PreparedService, interferenceRatio: number, into: Float64Array): void {
  const levelSigmaDb = into[signalAt.levelSigmaDb];
  const sinrSigmaDb = into[signalAt.sinrSigmaDb];
  const levelDb = into[signalAt.rsrpDbm] - service.rsrpThresholdDbm;
  const uplinkMarginDb = into[signalAt.rsrpDbm] + service.uplinkOverRsrpDb;
  const sinrMarginDb = into[signalAt.sinrDb] - service.sinrThresholdDb;
  let marginDb = levelDb;
  let sigmaDb = levelSigmaDb;
  let limiting: number = limitingCause.level;
  if (uplinkMarginDb < levelDb) {
    limiting = limitingCause.uplink;
    marginDb = uplinkMarginDb;
  }
  if (sinrMarginDb * levelSigmaDb < marginDb * sinrSigmaDb) {
    limiting = interferenceRatio > 0.5 ? limitingCause.interference : limitingCause.level;
    marginDb = sinrMarginDb;
    sigmaDb = sinrSigmaDb;
  }
  into[signalAt.marginDb] = marginDb;
  into[signalAt.sigmaDb] = sigmaDb;
  into[signalAt.limiting] = limiting;
}

/** Positions of a correction by what was measured near a location. */
export const correctionAt = {
  /** Gain on the level of the serving cell, dB. */
  levelDb: 0,
  /** Variance of its shadowing that is left, over that without a measurement, 0–1. */
  remainingRatio: 1,
} as const;
export const correctionLength = 2;

/** Fraction of a level's deviation that is left where its variance is known in part, 0–1. */
export function leftRatio(correction: Float64Array): number {
  return Math.sqrt(correction[correctionAt.remainingRatio]);
}

/**
 * Corrects a signal by what is known of the serving cell's level there: the median moves, its shadowing spreads less. Of that
 * level interference shares the common shadowing, as it does in `serviceSignal`; the rest of its spread stays.
 * @param correction [correctionLength]
 * @param signal [signalLength] as `serviceSignal` wrote it with the same powers; receives the corrected one
 */
export function correctSignal(
  service: PreparedService,
  bestMw: number,
  sumMw: number,
  correction: Float64Array,
  signal: Float64Array,
): void {
  const levelDb = correction[correctionAt.levelDb];
  const knownRatio = 1 - correction[correctionAt.remainingRatio];
  const otherMw = Math.max(0, sumMw - bestMw) * service.passedRatio * service.interferenceLoadRatio;
  const interferenceRatio = otherMw / (service.noiseMw + otherMw);
  const levelVarianceDb2 = signal[signalAt.levelSigmaDb] ** 2;
  const shadowingDb2 = levelVarianceDb2 - service.vehicleVarianceDb2;
  const commonDb2 = service.commonVarianceDb2 - service.vehicleVarianceDb2;
  const sharedRatio = shadowingDb2 > 0 ? (interferenceRatio * commonDb2) / shadowingDb2 : 0;
  const knownDb2 = Math.max(0, knownRatio * shadowingDb2);
  const sinrVarianceDb2 = signal[signalAt.sinrSigmaDb] ** 2 - knownDb2 * (1 - sharedRatio) ** 2;
  signal[signalAt.rsrpDbm] += levelDb;
  signal[signalAt.sinrDb] += levelDb * (1 - sharedRatio);
  signal[signalAt.levelSigmaDb] = Math.sqrt(Math.max(0, levelVarianceDb2 - knownDb2));
  signal[signalAt.sinrSigmaDb] = Math.sqrt(Math.max(0, sinrVarianceDb2));
  decideMargin(service, interferenceRatio, signal);
}

/** Losses between the garage and the phone, or of the housing of a modem in place of the body, dB. */
export interface PhoneLoss {
  bodyLossDb: number;
  vehicleLossDb: number;
}

/** Shadowing that each antenna has of its own, dB; the rest is common to all. */
export function independentSigmaDb(profile: RequirementProfile): number {
  return profile.shadowingSigmaDb * Math.sqrt(1 - profile.shadowingCorrelationRatio);
}

/** Variance that all antennas share at a location: common shadowing, and the vehicle's; dB². */
export function commonVarianceDb2(
  profile: RequirementProfile,
  location: PhoneLocation,
  service: Service = 'data',
): number {
  return (
    profile.shadowingCorrelationRatio * profile.shadowingSigmaDb ** 2 +
    vehicleVarianceDb2(profile, location, service)
  );
}

/** No car stands around the modem of a device. */
function vehicleVarianceDb2(profile: RequirementProfile, location: PhoneLocation, service: Service): number {
  if (service === 'iot') return 0;
  return profile.phonePlaces[location].inVehicle ? profile.vehicleSigmaDb ** 2 : 0;
}

/** Loss by where a phone is and how it is held there; a head costs more below 1 GHz. Around a modem it is that of its housing. */
export function phoneLoss(
  profile: RequirementProfile,
  location: PhoneLocation,
  service: Service,
  frequencyMhz: number,
): PhoneLoss {
  if (service === 'iot') return { bodyLossDb: profile.iot.housingLossDb, vehicleLossDb: 0 };
  const row = profile.phonePlaces[location];
  const { below1000Mhz, above1000Mhz } = profile.earExtraLossDb;
  const extraDb = frequencyMhz < 1000 ? below1000Mhz : above1000Mhz;
  return {
    bodyLossDb: profile.bodyLossDb + (row[service] === 'ear' ? extraDb : 0),
    vehicleLossDb: row.inVehicle ? profile.vehicleLossDb : 0,
  };
}

/**
 * `10·log10(ratio)`, about three times as fast: exponent and leading 8 bits of the number by table, the rest by a
 * cubic. The error is below 2e-11 dB; for 0, what is negative or beyond 2^±1000 it is the direct formula.
 */
export function fastDb(ratio: number): number {
  value[0] = ratio;
  const word = words[highWord];
  const exponent = (word >>> 20) - exponentBias;
  // A sign makes the exponent large too.
  if (!(exponent >= -highestExponent && exponent <= highestExponent)) return ratioToDb(ratio);
  const part = (word >>> (20 - partBits)) & (partCount - 1);
  const rest = ratio * scales[exponent + highestExponent] * reciprocals[part] - 1;
  const nepers = rest * (1 - rest * (0.5 - rest * (1 / 3)));
  return exponent * dbPerOctave + partsDb[part] + dbPerNeper * nepers;
}

export function prepareService(
  carrier: Carrier,
  service: Service,
  location: PhoneLocation,
  profile: RequirementProfile,
): PreparedService {
  const threshold = serviceThreshold(carrier, service, profile);
  const { bodyLossDb, vehicleLossDb } = phoneLoss(profile, location, service, carrier.frequencyMhz);
  const independentDb = independentSigmaDb(profile);
  const disturbanceDbm = noiseDbm(carrier, profile);
  return {
    rsrpThresholdDbm: threshold.rsrpDbm,
    sinrThresholdDb: threshold.sinrDb,
    uplinkOverRsrpDb: uplinkOverRsrpDb(carrier, service, profile),
    noiseMw: dbmToMw(disturbanceDbm),
    noiseDbm: disturbanceDbm,
    interferenceLoadRatio: profile.interferenceLoadRatio,
    passedRatio: dbToRatio(-bodyLossDb - vehicleLossDb),
    spreads: spreadTable(independentDb),
    commonVarianceDb2: commonVarianceDb2(profile, location, service),
    cellVarianceDb2: independentDb ** 2,
    vehicleVarianceDb2: vehicleVarianceDb2(profile, location, service),
  };
}

/** The numbers that `serviceSignal` wrote. */
export function readSignal(values: Float64Array, service: PreparedService): ServiceSignal {
  const rsrpDbm = values[signalAt.rsrpDbm];
  const sinrDb = values[signalAt.sinrDb];
  const uplinkMarginDb = rsrpDbm + service.uplinkOverRsrpDb;
  const levelSigmaDb = values[signalAt.levelSigmaDb];
  return {
    rsrpDbm,
    sinrDb,
    uplinkMarginDb,
    marginDb: values[signalAt.marginDb],
    sigmaDb: values[signalAt.sigmaDb],
    levelSigmaDb,
    limiting: values[signalAt.limiting],
    downlinkProbability: Math.min(
      servedProbability(rsrpDbm - service.rsrpThresholdDbm, levelSigmaDb),
      servedProbability(sinrDb - service.sinrThresholdDb, values[signalAt.sinrSigmaDb]),
    ),
    uplinkProbability: servedProbability(uplinkMarginDb, levelSigmaDb),
  };
}

const stepsPerSigma = 1024;
const widestSigmas = 9;
const table = new Float64Array(2 * widestSigmas * stepsPerSigma + 1);
for (let step = 0; step <= widestSigmas * stepsPerSigma; step += 1) {
  const below = normalCdf(step / stepsPerSigma - widestSigmas);
  table[step] = below;
  table[table.length - 1 - step] = 1 - below;
}

/** Table of `servedProbability`: Φ from −9 to 9 spreads. */
export const normalTable = { table, stepsPerSigma, widestSigmas };

/**
 * Probability that a location whose median is `marginDb` above its threshold is served under log-normal shadowing:
 * Φ(margin/σ), from a table (error below 5e-4/1024). −Infinity gives 0.
 */
export function servedProbability(marginDb: number, sigmaDb: number): number {
  const index = Math.round((marginDb / sigmaDb + widestSigmas) * stepsPerSigma);
  if (!(index > 0)) return 0;
  return index >= table.length ? 1 : table[index];
}
