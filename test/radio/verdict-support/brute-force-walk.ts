import { correlationFactor, polarNormal } from '../../../benchmarks/lib/simulate-acceptance.mjs';

/** Describes where the walk samples, and what the median is there. */
export interface BruteForceSample {
  /** Metres. */
  x: number;
  y: number;
  /** Samples with one name are in one car; undefined: a phone in a hand. */
  car?: string;
  /** [operators] of [carriers]: median margin, its spread by shadowing, and from car to car, dB. */
  carriers: { marginDb: number; sigmaDb: number; vehicleSigmaDb: number; slopes?: BruteForceSlopes }[][];
}

/** What deviations of the garage take from a margin. */
export interface BruteForceSlopes {
  distanceDb: number;
  obstaclesDb: number;
  /** Antenna and its fraction of the power. */
  antennas: (readonly [antenna: number, ratio: number])[];
}

/** Spreads from garage to garage. */
export interface BruteForceGarages {
  exponentSigma: number;
  obstacleSigmaRatio: number;
  antennaSigmaDb: number;
  vehicleBiasSigmaDb: number;
  /** Of the logarithm of the shadowing's standard deviation. */
  shadowingSigmaRatio: number;
}

export interface BruteForceOptions {
  coverageRatio: number;
  decorrelationM: number;
  readingSigmaDb: number;
  modelSigmaDb: number;
  phoneSigmaDb: number;
  carrierCorrelationRatio: number;
  combine: 'best' | 'worst';
  /** Default: every garage is as the model has it. */
  garages?: BruteForceGarages;
  /** Added to all margins: as many situations that meet the same draws, dB. */
  offsetsDb: readonly number[];
  walks: number;
  seed: number;
}

/** Describes what the walks found at one offset. */
export interface BruteForceResult {
  /** [operators]: fraction of walks that pass. */
  passed: number[];
  /** Fraction of walks that all operators pass. */
  allPassed: number;
  /** [operators] */
  meanServed: number[];
}

/**
 * The acceptance walk played out, and nothing of how the product does it: the covariance matrix of each level's samples
 * by Cholesky, every error drawn, served samples counted.
 * @param levels [levels] of [samples]
 */
export function bruteForceWalk(
  levels: readonly (readonly BruteForceSample[])[],
  options: BruteForceOptions,
): BruteForceResult[] {
  const normal = polarNormal(options.seed);
  const samples = levels.flat();
  const count = samples.length;
  const factors = levels.map((level) => correlationFactor(level, options.decorrelationM));
  const operators = samples[0].carriers.length;
  const cars = [...new Set(samples.flatMap(({ car }) => (car === undefined ? [] : [car])))];
  const carOf = samples.map(({ car }) => (car === undefined ? -1 : cars.indexOf(car)));
  const shared = Math.sqrt(options.carrierCorrelationRatio);
  const independentFactor = Math.sqrt(1 - options.carrierCorrelationRatio);
  const results = options.offsetsDb.map(() => ({
    passed: new Array<number>(operators).fill(0),
    allPassed: 0,
    meanServed: new Array<number>(operators).fill(0),
  }));
  const best = new Float64Array(count);
  for (let walk = 0; walk < options.walks; walk += 1) {
    const common = field(levels, factors, normal);
    const carUnits = cars.map(normal);
    const modelCommon = shared * normal();
    const readings = Float64Array.from({ length: count }, () => options.readingSigmaDb * normal());
    const deviationDb = drawGarage(options.garages, normal);
    const shadowing = options.garages?.shadowingSigmaRatio
      ? Math.exp(options.garages.shadowingSigmaRatio * normal())
      : 1;
    const all = results.map(() => true);
    for (let operator = 0; operator < operators; operator += 1) {
      const biasDb =
        options.modelSigmaDb * (modelCommon + independentFactor * normal()) + options.phoneSigmaDb * normal();
      const list = samples[0].carriers[operator];
      for (let carrier = 0; carrier < list.length; carrier += 1) {
        const rest = field(levels, factors, normal);
        for (let sample = 0; sample < count; sample += 1) {
          const here = samples[sample].carriers[operator][carrier];
          const { marginDb, sigmaDb, vehicleSigmaDb } = here;
          const car = carOf[sample] < 0 ? 0 : carUnits[carOf[sample]];
          const value =
            marginDb +
            shadowing * sigmaDb * (shared * common[sample] + independentFactor * rest[sample]) +
            vehicleSigmaDb * car +
            deviationDb(here);
          if (carrier === 0) best[sample] = value;
          else if (options.combine === 'best') best[sample] = Math.max(best[sample], value);
          else best[sample] = Math.min(best[sample], value);
        }
      }
      results.forEach((result, situation) => {
        let served = 0;
        const offsetDb = options.offsetsDb[situation] + biasDb;
        for (let sample = 0; sample < count; sample += 1) {
          if (best[sample] + readings[sample] + offsetDb >= 0) served += 1;
        }
        result.meanServed[operator] += served / count / options.walks;
        if (served / count >= options.coverageRatio - 1e-12) result.passed[operator] += 1 / options.walks;
        else all[situation] = false;
      });
    }
    results.forEach((result, situation) => {
      if (all[situation]) result.allPassed += 1 / options.walks;
    });
  }
  return results;
}

/** One garage: how a margin deviates in it, dB. */
function drawGarage(garages: BruteForceGarages | undefined, normal: () => number) {
  if (!garages) return () => 0;
  const exponent = garages.exponentSigma * normal();
  const ratio = garages.obstacleSigmaRatio * normal();
  const vehicleDb = garages.vehicleBiasSigmaDb * normal();
  const gainsDb = new Map<number, number>();
  return ({ slopes, vehicleSigmaDb }: BruteForceSample['carriers'][number][number]) => {
    const inCarDb = vehicleSigmaDb > 0 ? -vehicleDb : 0;
    if (!slopes) return inCarDb;
    const antennas = slopes.antennas.map(([antenna, fraction]) => {
      const gainDb = gainsDb.get(antenna) ?? garages.antennaSigmaDb * normal();
      gainsDb.set(antenna, gainDb);
      return fraction * (10 ** (gainDb / 10) - 1);
    });
    const lossDb = exponent * slopes.distanceDb + ratio * slopes.obstaclesDb;
    // Powers add up.
    return inCarDb - lossDb + 10 * Math.log10(antennas.reduce((sum, each) => sum + each, 1));
  };
}

/** One draw of shadowing over all samples, levels independent. */
function field(
  levels: readonly (readonly BruteForceSample[])[],
  factors: readonly Float64Array[],
  normal: () => number,
): Float64Array {
  const parts = levels.map((level, index) => {
    const white = Float64Array.from({ length: level.length }, normal);
    return Float64Array.from({ length: level.length }, (_, row) => {
      let sum = 0;
      const from = (row * (row + 1)) / 2;
      for (let column = 0; column <= row; column += 1) sum += factors[index][from + column] * white[column];
      return sum;
    });
  });
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let first = 0;
  for (const part of parts) {
    values.set(part, first);
    first += part.length;
  }
  return values;
}
