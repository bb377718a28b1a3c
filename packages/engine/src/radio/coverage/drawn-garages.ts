import { dbToRatio, normalQuantile } from '../../core/index.ts';
import { type Antenna, antennaLocationInput } from '../../plan/index.ts';
import { outdoorIndex } from '../signal/carrier-map.ts';
import { type MarginSlopes, slopeAntennas } from '../signal/margin-slopes.ts';
import { fastDb } from '../signal/service-signal.ts';

/** Spreads of what the model does not know of a garage: one value for the whole of it, of antennas one for each. */
export interface GarageSpreads {
  /** Spread of the path-loss exponent. */
  exponentSigma: number;
  /** Spread of what obstacles cost, as a fraction of the loss that the model has. */
  obstacleSigmaRatio: number;
  /** Spread of the mean loss into a car, dB. */
  vehicleBiasSigmaDb: number;
  /** Spread of the shadowing's standard deviation, as a fraction of it (of its logarithm). */
  shadowingSigmaRatio: number;
  /** Spread from antenna to antenna, dB. */
  antennaSigmaDb: number;
  /** Keys by which antennas draw, whatever their order in the plan. [antennas] */
  antennaKeys: readonly number[];
}

const keys = new WeakMap<Antenna, number>();

/** Keys of antennas by where they hang. [antennas], 32 bits each */
export function antennaKeys(antennas: readonly Antenna[]): number[] {
  return antennas.map((antenna) => {
    const key = keys.get(antenna) ?? hash(antennaLocationInput(antenna));
    keys.set(antenna, key);
    return key;
  });
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** Key of the network outside. */
const outdoorKey = 0x9e3779b9;

/** How one garage that a test may meet deviates from the model. */
export interface DrawnGarage {
  /** Added to the exponent. */
  exponent: number;
  /** Added to what obstacles cost, as a fraction of it. */
  obstacleRatio: number;
  /** Added to the loss into a car, dB. */
  vehicleDb: number;
  /** Its shadowing's standard deviation over that of the profile. */
  shadowingFactor: number;
  /**
   * Power of each antenna over what the plan says, less 1, and the same with the sign of its dB turned: its number in the plan less
   * `outdoorIndex` is the index; of none it is 0. Absent: none deviates.
   */
  antennas?: AntennaFactors;
}

interface AntennaFactors {
  gained: Float64Array;
  turned: Float64Array;
}

/** Plan numbers begin after `outdoorIndex`; none is −1. */
const indexOf = (antenna: number) => antenna - outdoorIndex;
const noAntenna = -1;

// M. Roberts, "The unreasonable effectiveness of quasirandom sequences" (2018): an even sequence in three dimensions.
const plastic = 1.2207440846057596;
const evenSteps = [1 / plastic, 1 / plastic ** 2, 1 / plastic ** 3];
/** Another irrational step, of none of the others' field: a dimension more, and the first three stay as they are. */
const shadowingStep = Math.SQRT1_2;
const dimensionSteps = [...evenSteps, shadowingStep];
/** A prime: neither two antennas of a garage nor one antenna of two garages meet in a table of a power of two. */
const garageStride = 7919;

/** Draws garages, spread evenly over what may be; the same whatever the plan. */
export class GarageDraws {
  readonly #spreads: GarageSpreads;
  readonly #noise: Float32Array;
  readonly #even: readonly Float64Array[];
  readonly #antennas: AntennaFactors;
  readonly #keys: readonly number[];

  /**
   * @param count number of draws
   * @param noise independent standard normal values
   */
  constructor(count: number, spreads: GarageSpreads, noise: Float32Array) {
    this.#even = evenNormals(count);
    this.#spreads = spreads;
    this.#noise = noise;
    this.#keys = [outdoorKey, 0, ...spreads.antennaKeys];
    const antennas = this.#keys.length;
    this.#antennas = { gained: new Float64Array(antennas), turned: new Float64Array(antennas) };
  }

  /** The garage of a draw; its antennas are overwritten by the next call. */
  garage(draw: number): DrawnGarage {
    const { exponentSigma, obstacleSigmaRatio, vehicleBiasSigmaDb, shadowingSigmaRatio, antennaSigmaDb } =
      this.#spreads;
    const [exponent, obstacles, vehicle, shadowing] = this.#even.map((values) => values[draw]);
    const { gained, turned } = this.#antennas;
    const noise = this.#noise;
    for (let index = 0; index < gained.length; index += 1) {
      const powerRatio = dbToRatio(
        antennaSigmaDb * noise[(this.#keys[index] + (draw + 1) * garageStride) % noise.length],
      );
      gained[index] = powerRatio - 1;
      turned[index] = 1 / powerRatio - 1;
    }
    gained[indexOf(noAntenna)] = 0;
    turned[indexOf(noAntenna)] = 0;
    return {
      exponent: exponentSigma * exponent,
      obstacleRatio: obstacleSigmaRatio * obstacles,
      vehicleDb: vehicleBiasSigmaDb * vehicle,
      shadowingFactor: Math.exp(shadowingSigmaRatio * shadowing),
      ...(antennaSigmaDb > 0 ? { antennas: this.#antennas } : {}),
    };
  }
}

/** Most counts whose values are kept: a verdict has one for its walk and one for each kind of floor. */
const maxKnown = 8;
const known = new Map<number, Float64Array[]>();

/** Standard normal values spread evenly over what may be, found once a count. [dimensions] of [count] */
function evenNormals(count: number): Float64Array[] {
  const found = known.get(count) ?? findEvenNormals(count);
  // The count that was asked for longest ago is forgotten first.
  known.delete(count);
  known.set(count, found);
  for (const oldest of [...known.keys()].slice(0, -maxKnown)) known.delete(oldest);
  return found;
}

function findEvenNormals(count: number): Float64Array[] {
  // No farther out than so many draws reach.
  const edge = 0.25 / count;
  return dimensionSteps.map((step) =>
    Float64Array.from({ length: count }, (_, draw) => {
      const at = (0.5 + (draw + 1) * step) % 1;
      return normalQuantile(Math.min(1 - edge, Math.max(edge, at)));
    }),
  );
}

let deviations = new Float32Array(0);

/** Gain of a margin in a drawn garage but for its antennas, dB: it turns its sign with the garage. [locations]; the next call overwrites it. */
export function garageDeviations(
  { exponent, obstacleRatio, vehicleDb }: Pick<DrawnGarage, 'exponent' | 'obstacleRatio' | 'vehicleDb'>,
  slopes: MarginSlopes | undefined,
  vehicleSigmaDb: Float32Array,
): Float32Array {
  const count = vehicleSigmaDb.length;
  if (deviations.length < count) deviations = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    deviations[index] = vehicleSigmaDb[index] > 0 ? -vehicleDb : 0;
  }
  if (!slopes) return deviations;
  const { distanceDb, obstaclesDb } = slopes;
  for (let index = 0; index < count; index += 1) {
    deviations[index] -= exponent * distanceDb[index] + obstacleRatio * obstaclesDb[index];
  }
  return deviations;
}

/** Gains of a margin by its antennas in a garage and in the garage with signs turned, dB. [locations] each */
export interface AntennaGains {
  gainedDb: Float32Array;
  turnedDb: Float32Array;
}

const gains: AntennaGains = { gainedDb: new Float32Array(0), turnedDb: new Float32Array(0) };

/**
 * Gain of a margin by the antennas of a drawn garage: their powers add up, so that where several are alike one that is stronger counts
 * for more than one that is weaker. Undefined where none deviates; the next call overwrites it.
 */
export function antennaGains(
  { antennas: factors }: Pick<DrawnGarage, 'antennas'>,
  slopes: MarginSlopes | undefined,
): AntennaGains | undefined {
  if (!factors || !slopes) return undefined;
  const { antennas, antennaRatios } = slopes;
  const count = antennas.length / slopeAntennas;
  if (gains.gainedDb.length < count) {
    gains.gainedDb = new Float32Array(count);
    gains.turnedDb = new Float32Array(count);
  }
  for (let index = 0; index < count; index += 1) {
    let [gained, turned] = [1, 1];
    for (let at = slopeAntennas * index; at < slopeAntennas * (index + 1); at += 1) {
      const antenna = indexOf(antennas[at]);
      gained += antennaRatios[at] * factors.gained[antenna];
      turned += antennaRatios[at] * factors.turned[antenna];
    }
    gains.gainedDb[index] = fastDb(gained);
    gains.turnedDb[index] = fastDb(turned);
  }
  return gains;
}
