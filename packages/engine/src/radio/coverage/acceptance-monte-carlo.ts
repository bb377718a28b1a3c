import type { MarginSlopes } from '../signal/margin-slopes.ts';
import { slopesAt } from '../signal/margin-slopes.ts';
import type { AcceptanceWalk } from './acceptance-walk.ts';
import {
  type AntennaGains,
  antennaGains,
  type DrawnGarage,
  GarageDraws,
  type GarageSpreads,
  garageDeviations,
} from './drawn-garages.ts';

/** One carrier at every square that a location may be in, or at every point. */
export interface CarrierSamples {
  /** Number of the carrier in the plan: carriers of one number share all of their shadowing. */
  number: number;
  /** [squares]: median margin, dB. */
  marginDb: Float32Array;
  /** [squares]: spread of the margin by shadowing, dB. */
  sigmaDb: Float32Array;
  /** [squares]: spread from car to car, dB; 0 where the phone is in no car. */
  vehicleSigmaDb: Float32Array;
  /** Slopes of the margin; absent: it does not deviate. [squares] */
  slopes?: MarginSlopes;
}

/** Samples of one operator's phone in a test. */
export interface OperatorSamples {
  carriers: CarrierSamples[];
  /** Its carriers for code scans at chargers, gates and payment points, the best of which serves. [points] each */
  points?: CarrierSamples[];
  /** The same of its carriers for modems of devices; a margin beyond any loss where none is asked for. [points] each */
  devices?: CarrierSamples[];
  /** Served where its best carrier is, or only where its worst is. */
  combine: 'best' | 'worst';
}

export interface WalkSpreads {
  /** Correlation of the shadowing of two carriers at one point, 0–1. */
  carrierCorrelationRatio: number;
  /** Spread from reading to reading of one phone, dB. */
  readingSigmaDb: number;
  /** Spreads from garage to garage; absent: every garage is as the model has it. */
  garage?: GarageSpreads;
}

/** Draws of the test for one operator. [draws] */
export interface WalkDraws {
  /**
   * Loss that all margins together bear (negative: gain that they need) until fewer locations are served than
   * needed, dB.
   */
  criticalBiasDb: Float64Array;
  /** The same until one of the points is not served; beyond any loss where there is none. */
  pointsBiasDb: Float64Array;
  /** Fraction of locations served. */
  servedRatio: Float64Array;
}

/** Sums are told apart to this part of a dB. */
const binsPerDb = 32;
/** Beyond ±64 dB a margin is as good as any. */
const widestDb = 64;
const binCount = 2 * widestDb * binsPerDb;

/** Inputs of the draws of a test. */
export type DrawnTests = Pick<
  AcceptanceWalk,
  'sampleCount' | 'cars' | 'noise' | 'draws' | 'shadows' | 'locationCount' | 'pointCount'
>;

/**
 * Does the test again and again at drawn locations through drawn shadowing, each field once as it is and once with all
 * signs turned. Served are locations whose margin, shadowing, car and reading add up to 0 or more. Operators meet the
 * same draws.
 */
export function runAcceptanceTests(
  walk: DrawnTests,
  operators: readonly OperatorSamples[],
  spreads: WalkSpreads,
): WalkDraws[] {
  const { shadows, draws, locationCount, pointCount } = walk;
  const fieldCount = shadows.length === 0 ? 0 : shadows[0].length;
  const results = operators.map(() => ({
    criticalBiasDb: new Float64Array(2 * draws.length * fieldCount),
    pointsBiasDb: new Float64Array(2 * draws.length * fieldCount).fill(widestDb),
    servedRatio: new Float64Array(2 * draws.length * fieldCount),
  }));
  const common = Math.sqrt(spreads.carrierCorrelationRatio);
  const independentFactor = Math.sqrt(1 - spreads.carrierCorrelationRatio);
  const histogram: Histogram = { counts: new Int32Array(binCount), lowest: 0, highest: -1 };
  const locations = createReadings(locationCount, 0);
  const points = createReadings(pointCount, locationCount);
  const garages = spreads.garage && new GarageDraws(draws.length * fieldCount, spreads.garage, walk.noise);
  draws.forEach(({ squares, needed }, draw) => {
    const gathered = operators.map(({ carriers }) =>
      carriers.map((carrier) => gatherSamples(carrier, squares)),
    );
    for (let field = 0; field < fieldCount; field += 1) {
      const index = draw * fieldCount + field;
      const garage = garages?.garage(index);
      const fields = { fields: shadows[draw], field, common, independentFactor };
      const position = (index + 0.5) / (draws.length * fieldCount);
      drawReadings(locations, walk, spreads.readingSigmaDb, position, squares);
      drawReadings(points, walk, spreads.readingSigmaDb, (position + 2 / 3) % 1);
      const at = 2 * index;
      operators.forEach(({ combine, points: scans = [], devices = [] }, operator) => {
        const result = results[operator];
        addCarriers(locations, gathered[operator], combine, fields, garage);
        for (let turned = 0; turned < 2; turned += 1) {
          const served = countSums(histogram, locations, turned === 1);
          result.servedRatio[at + turned] = locationCount === 0 ? 0 : served / locationCount;
          result.criticalBiasDb[at + turned] = largestLossDb(histogram, locationCount, needed);
        }
        if (pointCount === 0) return;
        for (const served of [scans, devices].filter(({ length }) => length > 0)) {
          addCarriers(points, served, 'best', fields, garage);
          for (let turned = 0; turned < 2; turned += 1) {
            const minDb = minSumDb(points, turned === 1);
            result.pointsBiasDb[at + turned] = Math.min(result.pointsBiasDb[at + turned], minDb);
          }
        }
      });
    }
  });
  return results;
}

/** Garages that are another kind than those of a test. */
export interface OtherGarages {
  spreads: GarageSpreads;
  /** Margins that the same garages are met with, one after the other. [sets] of [carriers] of [squares], dB */
  marginsDb: readonly (readonly Float32Array[])[];
  /** Factors on the shadowing besides. [sets]; absent: 1 */
  shadowingFactors?: readonly number[];
}

/**
 * The critical bias of one operator in each kind of garage and with each set of margins, as `runAcceptanceTests` finds it:
 * shadowing, cars and readings are the same for all, and drawn once. [kinds] of [sets] of [draws], dB
 */
export function criticalBiasesDb(
  walk: DrawnTests,
  { carriers, combine }: Pick<OperatorSamples, 'carriers' | 'combine'>,
  spreads: Omit<WalkSpreads, 'garage'>,
  kinds: readonly OtherGarages[],
): Float64Array[][] {
  const { draws, locationCount } = walk;
  const fieldCount = walk.shadows.length === 0 ? 0 : walk.shadows[0].length;
  const testCount = draws.length * fieldCount;
  const common = Math.sqrt(spreads.carrierCorrelationRatio);
  const independentFactor = Math.sqrt(1 - spreads.carrierCorrelationRatio);
  const histogram: Histogram = { counts: new Int32Array(binCount), lowest: 0, highest: -1 };
  const locations = createReadings(locationCount, 0);
  const shadows = carriers.map(() => new Float64Array(locationCount));
  const cars = carriers.map(() => new Float64Array(locationCount));
  const garages = kinds.map((kind) => new GarageDraws(testCount, kind.spreads, walk.noise));
  const results = kinds.map(({ marginsDb }) => marginsDb.map(() => new Float64Array(2 * testCount)));
  draws.forEach(({ squares, needed }, draw) => {
    const gathered = carriers.map((carrier) => gatherSamples(carrier, squares));
    const margins = kinds.map(({ marginsDb }) =>
      marginsDb.map((ofCarriers) => ofCarriers.map((marginDb) => gather(marginDb, squares))),
    );
    for (let field = 0; field < fieldCount; field += 1) {
      const index = draw * fieldCount + field;
      drawReadings(locations, walk, spreads.readingSigmaDb, (index + 0.5) / testCount, squares);
      const drawn = { fields: walk.shadows[draw], field, common, independentFactor };
      gathered.forEach((carrier, at) => {
        findSharedDb(shadows[at], cars[at], locations, carrier, drawn);
      });
      garages.forEach((kind, at) => {
        const garage = kind.garage(index);
        margins[at].forEach((ofCarriers, set) => {
          const factor = kinds[at].shadowingFactors?.[set] ?? 1;
          const deviationsDb = inGarage(garage, gathered, { shadows, cars, factor });
          startCarriers(locations, gathered.length, combine);
          ofCarriers.forEach((marginDb, carrier) => {
            const ofAntennas = antennaGains(garage, gathered[carrier].slopes);
            takeCarrier(locations, marginDb, deviationsDb[carrier], ofAntennas, combine);
          });
          for (let turned = 0; turned < 2; turned += 1) {
            countSums(histogram, locations, turned === 1);
            results[at][set][2 * index + turned] = largestLossDb(histogram, locationCount, needed);
          }
        });
      });
    }
  });
  return results;
}

const deviations: Float64Array[] = [];

/** Sum of what shadowing, cars and the garage bring, dB. [carriers] of [locations]; the next call overwrites it. */
function inGarage(
  garage: DrawnGarage,
  carriers: readonly CarrierSamples[],
  {
    shadows,
    cars,
    factor,
  }: { shadows: readonly Float64Array[]; cars: readonly Float64Array[]; factor: number },
): Float64Array[] {
  const shadowing = factor * garage.shadowingFactor;
  carriers.forEach(({ slopes, vehicleSigmaDb }, carrier) => {
    const count = shadows[carrier].length;
    if (!(deviations[carrier]?.length >= count)) deviations[carrier] = new Float64Array(count);
    const ofGarageDb = garageDeviations(garage, slopes, vehicleSigmaDb);
    for (let at = 0; at < count; at += 1) {
      deviations[carrier][at] = shadowing * shadows[carrier][at] + cars[carrier][at] + ofGarageDb[at];
    }
  });
  return deviations;
}

/** Number of independent locations that would spread as the drawn fractions do; 0 where there is none. */
export function effectiveSamples(servedRatio: Float64Array, locationCount: number): number {
  if (locationCount === 0) return 0;
  const mean = servedRatio.reduce((sum, ratio) => sum + ratio, 0) / servedRatio.length;
  const variance = servedRatio.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / servedRatio.length;
  if (variance === 0) return locationCount;
  return Math.min(locationCount, Math.max(1, (mean * (1 - mean)) / variance));
}

/** Locations where a phone is read in a draw, and what it meets there. [locations] each */
interface Readings {
  /** Number of the first location in a field. */
  first: number;
  errorsDb: Float32Array;
  /** Unit values, the same for locations in one car. */
  vehicles: Float32Array;
  /** Level of the deciding carrier, without the errors of the readings. */
  valuesDb: Float32Array;
  /** The same with all signs turned. */
  turnedDb: Float32Array;
}

function createReadings(count: number, first: number): Readings {
  return {
    first,
    errorsDb: new Float32Array(count),
    vehicles: new Float32Array(count),
    valuesDb: new Float32Array(count),
    turnedDb: new Float32Array(count),
  };
}

/** A carrier at the locations of a draw, side by side. */
function gatherSamples(
  { number, marginDb, sigmaDb, vehicleSigmaDb, slopes }: CarrierSamples,
  squares: Int32Array,
): CarrierSamples {
  return {
    number,
    marginDb: gather(marginDb, squares),
    sigmaDb: gather(sigmaDb, squares),
    vehicleSigmaDb: gather(vehicleSigmaDb, squares),
    ...(slopes ? { slopes: slopesAt(slopes, squares) } : {}),
  };
}

function gather(values: Float32Array, squares: Int32Array): Float32Array {
  const found = new Float32Array(squares.length);
  for (let index = 0; index < squares.length; index += 1) found[index] = values[squares[index]];
  return found;
}

/** Errors of the readings, dB, and unit values for the cars. */
function drawReadings(
  { errorsDb, vehicles }: Readings,
  { cars, noise, sampleCount }: DrawnTests,
  readingSigmaDb: number,
  position: number,
  squares?: Int32Array,
): void {
  const span = noise.length - Math.max(errorsDb.length, sampleCount) - 1;
  const fromReading = Math.floor(span * position);
  // Cars are as many as squares at most; theirs begin a third of the table away.
  const fromVehicle = Math.floor(span * ((position + 1 / 3) % 1));
  for (let index = 0; index < errorsDb.length; index += 1) {
    errorsDb[index] = readingSigmaDb * noise[fromReading + index];
    const car = squares ? cars[squares[index]] : 0;
    vehicles[index] = car === 0 ? 0 : noise[fromVehicle + car];
  }
}

interface DrawnFields {
  fields: readonly Float32Array[];
  /**
   * Field that all carriers share; a carrier's own part is another field, of the right kind and independent
   * of this one.
   */
  field: number;
  common: number;
  independentFactor: number;
}

/**
 * Sets the deciding carrier's level at each location, through the fields and through the same with their
 * signs turned.
 * @param garage the garage of this draw
 */
function addCarriers(
  readings: Readings,
  carriers: readonly CarrierSamples[],
  combine: 'best' | 'worst',
  drawn: DrawnFields,
  garage: DrawnGarage | undefined,
): void {
  startCarriers(readings, carriers.length, combine);
  if (sums.length < readings.valuesDb.length) {
    sums = new Float64Array(readings.valuesDb.length);
    carSums = new Float64Array(readings.valuesDb.length);
  }
  const factor = garage?.shadowingFactor ?? 1;
  for (const carrier of carriers) {
    findSharedDb(sums, carSums, readings, carrier, drawn);
    for (let index = 0; index < readings.valuesDb.length; index += 1) {
      sums[index] = factor * sums[index] + carSums[index];
    }
    if (garage) {
      const ofGarageDb = garageDeviations(garage, carrier.slopes, carrier.vehicleSigmaDb);
      for (let index = 0; index < readings.valuesDb.length; index += 1) sums[index] += ofGarageDb[index];
    }
    const ofAntennas = garage && antennaGains(garage, carrier.slopes);
    takeCarrier(readings, carrier.marginDb, sums, ofAntennas, combine);
  }
}

let sums = new Float64Array(0);
let carSums = new Float64Array(0);

/** Levels before the first carrier: without one nothing is served; anything of the first carrier is better, or worse. */
function startCarriers({ valuesDb, turnedDb }: Readings, count: number, combine: 'best' | 'worst'): void {
  const start = combine === 'best' || count === 0 ? -Infinity : Infinity;
  valuesDb.fill(start);
  turnedDb.fill(start);
}

/** Writes what shadowing, and what cars, bring a carrier at each location, dB. */
function findSharedDb(
  shadowsDb: Float64Array,
  carsDb: Float64Array,
  { first, vehicles }: Readings,
  { number, sigmaDb, vehicleSigmaDb }: CarrierSamples,
  { fields, field, common, independentFactor }: DrawnFields,
): void {
  const shared = fields[field];
  const other = fields[(field + 1 + (number % (fields.length - 1))) % fields.length];
  for (let index = 0; index < vehicles.length; index += 1) {
    shadowsDb[index] =
      sigmaDb[index] * (common * shared[first + index] + independentFactor * other[first + index]);
    carsDb[index] = vehicleSigmaDb[index] * vehicles[index];
  }
}

/** Takes a carrier's levels where they are better, or worse, than those before. */
function takeCarrier(
  { valuesDb, turnedDb }: Readings,
  marginDb: Float32Array,
  deviationsDb: Float64Array,
  ofAntennas: AntennaGains | undefined,
  combine: 'best' | 'worst',
): void {
  const isBest = combine === 'best';
  for (let index = 0; index < valuesDb.length; index += 1) {
    const [gainedDb, antennasTurnedDb] = ofAntennas
      ? [ofAntennas.gainedDb[index], ofAntennas.turnedDb[index]]
      : [0, 0];
    const valueDb = marginDb[index] + deviationsDb[index] + gainedDb;
    const signTurnedDb = marginDb[index] - deviationsDb[index] + antennasTurnedDb;
    if (isBest ? valueDb > valuesDb[index] : valueDb < valuesDb[index]) valuesDb[index] = valueDb;
    if (isBest ? signTurnedDb > turnedDb[index] : signTurnedDb < turnedDb[index]) {
      turnedDb[index] = signTurnedDb;
    }
  }
}

/** Number of sums in each bin; bins outside the lowest and the highest hold none. */
interface Histogram {
  /** [binCount] */
  counts: Int32Array;
  lowest: number;
  highest: number;
}

/** Counts the sums by bins, a bin's lower edge belonging to it; comes back with how many are 0 or more. */
function countSums(
  histogram: Histogram,
  { valuesDb, turnedDb, errorsDb }: Readings,
  isTurned: boolean,
): number {
  const values = isTurned ? turnedDb : valuesDb;
  const sign = isTurned ? -1 : 1;
  const { counts } = histogram;
  counts.fill(0, histogram.lowest, histogram.highest + 1);
  let served = 0;
  let lowest = binCount - 1;
  let highest = 0;
  for (let index = 0; index < values.length; index += 1) {
    const sumDb = values[index] + sign * errorsDb[index];
    if (sumDb >= 0) served += 1;
    const sumBin = Math.floor((sumDb + widestDb) * binsPerDb);
    const bin = sumBin > 0 ? (sumBin < binCount ? sumBin : binCount - 1) : 0;
    counts[bin] += 1;
    if (bin < lowest) lowest = bin;
    if (bin > highest) highest = bin;
  }
  histogram.lowest = lowest;
  histogram.highest = highest;
  return served;
}

/** The least sum of all locations. */
function minSumDb({ valuesDb, turnedDb, errorsDb }: Readings, isTurned: boolean): number {
  const values = isTurned ? turnedDb : valuesDb;
  const sign = isTurned ? -1 : 1;
  let minDb = widestDb;
  for (let index = 0; index < values.length; index += 1) {
    const sumDb = values[index] + sign * errorsDb[index];
    if (sumDb < minDb) minDb = sumDb;
  }
  return Math.max(-widestDb, minDb);
}

/** The value that `needed` of so many locations reach, to half a bin. */
function largestLossDb({ counts, lowest }: Histogram, locationCount: number, needed: number): number {
  let bin = binCount - 1;
  if (needed > locationCount) bin = 0;
  else if (needed > 0) {
    // Few locations may miss it: they are counted from below.
    bin = lowest;
    for (let below = counts[bin]; below <= locationCount - needed; below += counts[bin]) bin += 1;
  }
  return (bin + 0.5) / binsPerDb - widestDb;
}
