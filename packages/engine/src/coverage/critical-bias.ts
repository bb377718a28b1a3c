import type { AcceptanceWalk } from './acceptance-walk.ts';

/** One carrier at every sample of a walk. */
export interface CarrierSamples {
  /** Number of the carrier in the plan: carriers of one number share all of their shadowing. */
  number: number;
  /** [samples]: median margin, dB. */
  marginDb: Float32Array;
  /** [samples]: spread of the margin by shadowing, dB. */
  sigmaDb: Float32Array;
  /** [samples]: spread from car to car, dB; of no matter where the phone is in no car. */
  vehicleSigmaDb: Float32Array;
}

/** What one operator's phone meets on a walk. */
export interface OperatorSamples {
  carriers: CarrierSamples[];
  /** Served where its best carrier is, or only where its worst is. */
  combine: 'best' | 'worst';
}

export interface WalkSpreads {
  /** Correlation of the shadowing of two carriers at one place, 0–1. */
  carrierCorrelationRatio: number;
  /** Spread from reading to reading of one phone, dB. */
  readingSigmaDb: number;
}

/** Draws of the walk for one operator. [draws] */
export interface WalkDraws {
  /** What all margins together may lose (or, negative, lack) until the share served falls below the target, dB. */
  criticalBiasDb: Float64Array;
  /** Share of samples served. */
  servedRatio: Float64Array;
}

const binsPerDb = 32;
/** Beyond ±64 dB a margin is as good as any. */
const widestDb = 64;
const binCount = 2 * widestDb * binsPerDb;

/**
 * Walks again and again through drawn shadowing, each draw once as it is and once with all signs turned. Served are
 * samples whose margin, shadowing, car and reading add up to 0 or more. Operators meet the same draws.
 */
export function walkAgain(
  walk: Pick<AcceptanceWalk, 'sampleCount' | 'shadows' | 'cars' | 'noise'>,
  operators: readonly OperatorSamples[],
  spreads: WalkSpreads,
  coverageRatio: number,
): WalkDraws[] {
  const { sampleCount, shadows } = walk;
  const draws = operators.map(() => ({
    criticalBiasDb: new Float64Array(2 * shadows.length),
    servedRatio: new Float64Array(2 * shadows.length),
  }));
  const needed = Math.ceil(coverageRatio * sampleCount - 1e-9);
  const common = Math.sqrt(spreads.carrierCorrelationRatio);
  const own = Math.sqrt(1 - spreads.carrierCorrelationRatio);
  const bins = new Int32Array(binCount);
  const readingsDb = new Float32Array(sampleCount);
  const vehicles = new Float32Array(sampleCount);
  const sumsDb = new Float32Array(sampleCount);
  for (let draw = 0; draw < 2 * shadows.length; draw += 1) {
    const field = draw >> 1;
    const sign = draw % 2 === 0 ? 1 : -1;
    drawReadings(readingsDb, vehicles, walk, sign * spreads.readingSigmaDb, field, sign);
    operators.forEach(({ carriers, combine }, operator) => {
      carriers.forEach((carrier, order) => {
        // A carrier's own part is another draw's field: of the right kind, and independent of this one's.
        const other = shadows[(field + 1 + carrier.number) % shadows.length];
        addCarrier(sumsDb, carrier, vehicles, {
          shared: shadows[field],
          other,
          common: sign * common,
          own: sign * own,
          replaces: order === 0 ? 'all' : combine === 'best' ? 'lower' : 'higher',
        });
      });
      const served = countBins(bins, sumsDb, readingsDb);
      draws[operator].servedRatio[draw] = sampleCount === 0 ? 0 : served / sampleCount;
      draws[operator].criticalBiasDb[draw] = largestLossDb(bins, needed);
    });
  }
  return draws;
}

/** How many independent samples would spread as the drawn shares do; 0 where nobody samples. */
export function effectiveSamples(servedRatio: Float64Array, sampleCount: number): number {
  if (sampleCount === 0) return 0;
  const mean = servedRatio.reduce((sum, ratio) => sum + ratio, 0) / servedRatio.length;
  const variance = servedRatio.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / servedRatio.length;
  if (variance === 0) return sampleCount;
  return Math.min(sampleCount, Math.max(1, (mean * (1 - mean)) / variance));
}

/** Errors of the readings, dB, and unit values for the cars, the same for samples in one car. */
function drawReadings(
  readingsDb: Float32Array,
  vehicles: Float32Array,
  { cars, noise, shadows }: Pick<AcceptanceWalk, 'cars' | 'noise' | 'shadows'>,
  readingSigmaDb: number,
  field: number,
  sign: number,
): void {
  const span = noise.length - readingsDb.length - 1;
  const fromReading = Math.floor((span * field) / shadows.length);
  // Cars are as many as samples at most; theirs begin a third of the table away.
  const elsewhere = (field + 0.5 + shadows.length / 3) % shadows.length;
  const fromVehicle = Math.floor((span * elsewhere) / shadows.length);
  for (let sample = 0; sample < readingsDb.length; sample += 1) {
    readingsDb[sample] = readingSigmaDb * noise[fromReading + sample];
    vehicles[sample] = cars[sample] === 0 ? 0 : sign * noise[fromVehicle + cars[sample]];
  }
}

function addCarrier(
  sumsDb: Float32Array,
  { marginDb, sigmaDb, vehicleSigmaDb }: CarrierSamples,
  vehicles: Float32Array,
  { shared, other, common, own, replaces }: CarrierDraw,
): void {
  for (let sample = 0; sample < sumsDb.length; sample += 1) {
    const valueDb =
      marginDb[sample] +
      sigmaDb[sample] * (common * shared[sample] + own * other[sample]) +
      vehicleSigmaDb[sample] * vehicles[sample];
    if (replaces === 'lower' ? valueDb > sumsDb[sample] : replaces === 'all' || valueDb < sumsDb[sample]) {
      sumsDb[sample] = valueDb;
    }
  }
}

interface CarrierDraw {
  shared: Float32Array;
  other: Float32Array;
  common: number;
  own: number;
  /** Which sums of the carriers before give way. */
  replaces: 'all' | 'lower' | 'higher';
}

/** Counts the sums in bins, a bin's lower edge belonging to it; comes back with how many are 0 or more. */
function countBins(bins: Int32Array, sumsDb: Float32Array, readingsDb: Float32Array): number {
  bins.fill(0);
  let served = 0;
  for (let sample = 0; sample < sumsDb.length; sample += 1) {
    const valueDb = sumsDb[sample] + readingsDb[sample];
    if (valueDb >= 0) served += 1;
    const bin = Math.floor((valueDb + widestDb) * binsPerDb);
    bins[bin > 0 ? (bin < binCount ? bin : binCount - 1) : 0] += 1;
  }
  return served;
}

/** The value that `needed` samples reach, to half a bin. */
function largestLossDb(bins: Int32Array, needed: number): number {
  let left = needed;
  let bin = binCount - 1;
  for (; bin > 0; bin -= 1) {
    left -= bins[bin];
    if (left <= 0) break;
  }
  return (bin + 0.5) / binsPerDb - widestDb;
}
