/** Where the walk samples, and what the median is there. */
export interface BruteForceSample {
  /** Metres. */
  x: number;
  y: number;
  level: number;
  /** Samples with one name are in one car; undefined: a phone in a hand. */
  car?: string;
  /** [operators] of [carriers]: median margin and spread by shadowing, dB. */
  carriers: { marginDb: number; sigmaDb: number }[][];
}

export interface BruteForceOptions {
  coverageRatio: number;
  decorrelationM: number;
  vehicleSigmaDb: number;
  readingSigmaDb: number;
  modelSigmaDb: number;
  phoneSigmaDb: number;
  carrierCorrelationRatio: number;
  combine: 'best' | 'worst';
  walks: number;
  seed: number;
}

/**
 * The acceptance walk played out, and nothing of how the product does it: the covariance matrix of all samples by
 * Cholesky, every error drawn, served samples counted. Share of walks that pass per operator, and of those where all do.
 */
export function bruteForceWalk(
  samples: readonly BruteForceSample[],
  options: BruteForceOptions,
): { passed: number[]; allPassed: number; meanServed: number[] } {
  const normal = polarNormal(options.seed);
  const count = samples.length;
  const factor = cholesky(samples, options.decorrelationM);
  const operators = samples[0].carriers.length;
  const carrierCount = Math.max(...samples[0].carriers.map((list) => list.length));
  const cars = [...new Set(samples.flatMap(({ car }) => (car === undefined ? [] : [car])))];
  const carOf = samples.map(({ car }) => (car === undefined ? -1 : cars.indexOf(car)));
  const shared = Math.sqrt(options.carrierCorrelationRatio);
  const own = Math.sqrt(1 - options.carrierCorrelationRatio);
  const passed = new Array<number>(operators).fill(0);
  const meanServed = new Array<number>(operators).fill(0);
  let allPassed = 0;
  const field = () => {
    const white = Float64Array.from({ length: count }, normal);
    const values = new Float64Array(count);
    for (let row = 0; row < count; row += 1) {
      let sum = 0;
      const from = (row * (row + 1)) / 2;
      for (let column = 0; column <= row; column += 1) sum += factor[from + column] * white[column];
      values[row] = sum;
    }
    return values;
  };
  const needsOwn = own > 0 && operators * carrierCount > 1;
  for (let walk = 0; walk < options.walks; walk += 1) {
    const common = field();
    const carDb = cars.map(() => options.vehicleSigmaDb * normal());
    const modelCommon = shared * normal();
    const reading = Float64Array.from({ length: count }, () => options.readingSigmaDb * normal());
    let all = true;
    for (let operator = 0; operator < operators; operator += 1) {
      const bias = options.modelSigmaDb * (modelCommon + own * normal()) + options.phoneSigmaDb * normal();
      const fields = samples[0].carriers[operator].map(() => (needsOwn ? field() : common));
      let served = 0;
      for (let sample = 0; sample < count; sample += 1) {
        const values = samples[sample].carriers[operator].map(({ marginDb, sigmaDb }, carrier) => {
          const unit = needsOwn ? shared * common[sample] + own * fields[carrier][sample] : common[sample];
          return marginDb + sigmaDb * unit;
        });
        const best = options.combine === 'best' ? Math.max(...values) : Math.min(...values);
        const car = carOf[sample] < 0 ? 0 : carDb[carOf[sample]];
        if (best + car + reading[sample] + bias >= 0) served += 1;
      }
      meanServed[operator] += served / count / options.walks;
      const passes = served / count >= options.coverageRatio - 1e-12;
      if (passes) passed[operator] += 1;
      else all = false;
    }
    if (all) allPassed += 1;
  }
  return {
    passed: passed.map((number) => number / options.walks),
    allPassed: allPassed / options.walks,
    meanServed,
  };
}

/** Lower factor of the correlation matrix, row by row: [count · (count + 1) / 2]. */
function cholesky(samples: readonly BruteForceSample[], decorrelationM: number): Float64Array {
  const count = samples.length;
  const factor = new Float64Array((count * (count + 1)) / 2);
  for (let row = 0; row < count; row += 1) {
    const rowFrom = (row * (row + 1)) / 2;
    for (let column = 0; column <= row; column += 1) {
      const a = samples[row];
      const b = samples[column];
      const columnFrom = (column * (column + 1)) / 2;
      let sum = 0;
      if (a.level === b.level) sum = Math.exp(-Math.hypot(a.x - b.x, a.y - b.y) / decorrelationM);
      for (let k = 0; k < column; k += 1) sum -= factor[rowFrom + k] * factor[columnFrom + k];
      factor[rowFrom + column] =
        row === column ? Math.sqrt(Math.max(1e-12, sum)) : sum / factor[columnFrom + column];
    }
  }
  return factor;
}

/** Marsaglia's polar method over a 64-bit linear congruential generator (Knuth's MMIX constants). */
function polarNormal(seed: number): () => number {
  let high = seed >>> 0;
  let low = 12_345;
  const uniform = () => {
    // xorshift on two words: enough, and not the product's generator.
    let t = high ^ (high << 11);
    high = low;
    t ^= t >>> 8;
    low = (low ^ (low >>> 19) ^ t) >>> 0;
    weyl = (weyl + 0x9e3779b9) >>> 0;
    return (((low + weyl) >>> 0) + 0.5) / 4_294_967_296;
  };
  let weyl = 0;
  for (let warm = 0; warm < 32; warm += 1) uniform();
  return () => {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
    }
  };
}
