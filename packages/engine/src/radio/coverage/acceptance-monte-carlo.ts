import type { AcceptanceWalk } from './acceptance-walk.ts';

/** One carrier at every square that a location may be in, or at every point. */
export interface CarrierSamples {
  /** Number of the carrier in the plan: carriers of one number share all of their shadowing. */
  number: number;
  /** [squares]: median margin, dB. */
  marginDb: Float32Array;
  /** [squares]: spread of the margin by shadowing, dB. */
  sigmaDb: Float32Array;
  /** [squares]: spread from car to car, dB; of no matter where the phone is in no car. */
  vehicleSigmaDb: Float32Array;
}

/** What one operator's phone meets in a test. */
export interface OperatorSamples {
  carriers: CarrierSamples[];
  /** Its carriers for code scans at chargers, gates and payment points, the best of which serves. [points] each */
  points?: CarrierSamples[];
  /** Served where its best carrier is, or only where its worst is. */
  combine: 'best' | 'worst';
}

export interface WalkSpreads {
  /** Correlation of the shadowing of two carriers at one point, 0–1. */
  carrierCorrelationRatio: number;
  /** Spread from reading to reading of one phone, dB. */
  readingSigmaDb: number;
}

/** Draws of the test for one operator. [draws] */
export interface WalkDraws {
  /** What all margins together may lose (or, negative, lack) until fewer locations are served than are needed, dB. */
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

/** What the draws of a test are made of. */
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
  const own = Math.sqrt(1 - spreads.carrierCorrelationRatio);
  const bins = new Int32Array(locationCount);
  const locations: Meeting = meetingOf(locationCount, 0);
  const points: Meeting = meetingOf(pointCount, locationCount);
  let at = 0;
  draws.forEach(({ squares, needed }, draw) => {
    for (let turned = 0; turned < 2 * fieldCount; turned += 1) {
      const field = turned >> 1;
      const sign = turned % 2 === 0 ? 1 : -1;
      const fields = { fields: shadows[draw], field, common: sign * common, own: sign * own };
      const place = (draw * fieldCount + field + 0.5) / (draws.length * fieldCount);
      drawReadings(locations, walk, sign * spreads.readingSigmaDb, place, sign, squares);
      drawReadings(points, walk, sign * spreads.readingSigmaDb, (place + 2 / 3) % 1, sign);
      operators.forEach(({ carriers, combine, points: scans = [] }, operator) => {
        const result = results[operator];
        addCarriers(locations, carriers, combine, fields, squares);
        const served = binSums(bins, locations);
        result.servedRatio[at] = locationCount === 0 ? 0 : served / locationCount;
        result.criticalBiasDb[at] = largestLossDb(bins, needed);
        if (pointCount === 0 || scans.length === 0) return;
        addCarriers(points, scans, 'best', fields);
        result.pointsBiasDb[at] = minSumDb(points);
      });
      at += 1;
    }
  });
  return results;
}

/** How many independent locations would spread as the drawn fractions do; 0 where there is none. */
export function effectiveSamples(servedRatio: Float64Array, locationCount: number): number {
  if (locationCount === 0) return 0;
  const mean = servedRatio.reduce((sum, ratio) => sum + ratio, 0) / servedRatio.length;
  const variance = servedRatio.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / servedRatio.length;
  if (variance === 0) return locationCount;
  return Math.min(locationCount, Math.max(1, (mean * (1 - mean)) / variance));
}

/** Points where a phone is read in a draw, and what it meets there. [points] each */
interface Meeting {
  /** Index of the first in a field. */
  first: number;
  readingsDb: Float32Array;
  /** Unit values, the same for points in one car. */
  vehicles: Float32Array;
  sumsDb: Float32Array;
}

function meetingOf(count: number, first: number): Meeting {
  return {
    first,
    readingsDb: new Float32Array(count),
    vehicles: new Float32Array(count),
    sumsDb: new Float32Array(count),
  };
}

/** Errors of the readings, dB, and unit values for the cars. */
function drawReadings(
  { readingsDb, vehicles }: Meeting,
  { cars, noise, sampleCount }: DrawnTests,
  readingSigmaDb: number,
  place: number,
  sign: number,
  squares?: Int32Array,
): void {
  const span = noise.length - Math.max(readingsDb.length, sampleCount) - 1;
  const fromReading = Math.floor(span * place);
  // Cars are as many as squares at most; theirs begin a third of the table away.
  const fromVehicle = Math.floor(span * ((place + 1 / 3) % 1));
  for (let index = 0; index < readingsDb.length; index += 1) {
    readingsDb[index] = readingSigmaDb * noise[fromReading + index];
    const car = squares ? cars[squares[index]] : 0;
    vehicles[index] = car === 0 ? 0 : sign * noise[fromVehicle + car];
  }
}

interface DrawnFields {
  fields: readonly Float32Array[];
  /** What all carriers share; a carrier's own part is another field, of the right kind and independent of this one. */
  field: number;
  common: number;
  own: number;
}

/** What the deciding carrier has at each point. */
function addCarriers(
  { first, vehicles, sumsDb }: Meeting,
  carriers: readonly CarrierSamples[],
  combine: 'best' | 'worst',
  { fields, field, common, own }: DrawnFields,
  squares?: Int32Array,
): void {
  carriers.forEach(({ number, marginDb, sigmaDb, vehicleSigmaDb }, order) => {
    const shared = fields[field];
    const other = fields[(field + 1 + (number % (fields.length - 1))) % fields.length];
    for (let index = 0; index < sumsDb.length; index += 1) {
      const at = squares ? squares[index] : index;
      const shadow = common * shared[first + index] + own * other[first + index];
      const valueDb = marginDb[at] + sigmaDb[at] * shadow + vehicleSigmaDb[at] * vehicles[index];
      const replaces =
        order === 0 || (combine === 'best' ? valueDb > sumsDb[index] : valueDb < sumsDb[index]);
      if (replaces) sumsDb[index] = valueDb;
    }
  });
}

/** The bin of every sum, a bin's lower edge belonging to it; comes back with how many sums are 0 or more. */
function binSums(bins: Int32Array, { sumsDb, readingsDb }: Meeting): number {
  let served = 0;
  for (let index = 0; index < sumsDb.length; index += 1) {
    const valueDb = sumsDb[index] + readingsDb[index];
    if (valueDb >= 0) served += 1;
    const bin = Math.floor((valueDb + widestDb) * binsPerDb);
    bins[index] = bin > 0 ? (bin < binCount ? bin : binCount - 1) : 0;
  }
  return served;
}

/** The least of all points. */
function minSumDb({ sumsDb, readingsDb }: Meeting): number {
  let least = widestDb;
  for (let index = 0; index < sumsDb.length; index += 1) {
    const valueDb = sumsDb[index] + readingsDb[index];
    if (valueDb < least) least = valueDb;
  }
  return Math.max(-widestDb, least);
}

/** The value that `needed` locations reach, to half a bin; the bins come back in another order. */
function largestLossDb(bins: Int32Array, needed: number): number {
  let bin = binCount - 1;
  if (needed > bins.length) bin = 0;
  else if (needed > 0) bin = selectLargest(bins, needed - 1);
  return (bin + 0.5) / binsPerDb - widestDb;
}

/** The value that `rank` others come before when the largest come first, which it puts there: quickselect (C. A. R. Hoare 1961). */
function selectLargest(values: Int32Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left] > pivot) left += 1;
      while (values[right] < pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left];
      values[left] = values[right];
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank];
}
