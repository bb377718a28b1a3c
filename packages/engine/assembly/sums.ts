// Power sums of a carrier's sources at cells of a grid, two cells at a time, and what they mean to a phone: the operations of
// power-sums.ts and service-signal.ts of the engine, number by number, so that both come to the same bits. Cells lie in rows
// of an even stride; those of kind 0 are left out.

/** Cells and tables, written by the wrapper. Addresses; [rows, stride] where nothing else is said. */
@unmanaged
export class Sums {
  /** f64 table of 10^(x/10), its first dB and steps to a dB, entries and ln(10)/10 per step. */
  ratios: usize;
  ratioCount: i32;
  lowestDb: f64;
  stepsPerDb: f64;
  nepersPerStep: f64;
  rows: i32;
  stride: i32;
  /** u8 kinds of the cells that are summed, and of those that the map counts. */
  kinds: usize;
  mapKinds: usize;
  /** f32 losses of the source, and f64 gains towards the cells where its pattern has cuts or sectors. */
  lossesDb: usize;
  gainsDbi: usize;
  /** f64 each: see `PowerSums`. */
  bestMw: usize;
  bestSquareMw2: usize;
  sumMw: usize;
  servingCellMw: usize;
  servingSquareMw2: usize;
  antennaMw: usize;
  strongestMw: usize;
  /** f64 numbers of the strongest antennas, −1 for none. */
  strongest: usize;
  /** f64 tables of `fastDb`: powers of two, reciprocals of the parts of 1 to 2, and dB of these. */
  scales: usize;
  reciprocals: usize;
  partsDb: usize;
  dbPerOctave: f64;
  dbPerNeper: f64;
  highestExponent: i32;
  /** f64 table of the normal distribution, its entries, steps to a spread and spreads on each side. */
  normals: usize;
  normalCount: i32;
  normalSteps: f64;
  widestSigmas: f64;
  /** What is written: f32 each, u8 and i16. */
  rsrpDbm: usize;
  sinrDb: usize;
  marginDb: usize;
  sigmaDb: usize;
  servedProbability: usize;
  limiting: usize;
  bestAntenna: usize;
  /** i32 numbers of cells at which a service is asked for, and what is written of it: f32 each. */
  samples: usize;
  sampleMarginDb: usize;
  sampleSigmaDb: usize;
  sampleServed: usize;
  /** 1 where a power was met that the tables do not have: the chunk is not to be used. */
  isOutside: i32;
}

/** One source towards the cells. */
@unmanaged
export class Source {
  powerDbm: f64;
  /** From the source to the first cell, mm, and between cells. */
  eastMm: f64;
  northMm: f64;
  cellMm: f64;
  upMm2: f64;
  peakDbi: f64;
  nadirDropDb: f64;
  antenna: f64;
  /** Bits of `SourceFlag`. */
  flags: i32;
}

const enum SourceFlag {
  hasGains = 1,
  isFlat = 2,
  isAlone = 4,
  endsAntenna = 8,
  endsServingCell = 16,
}

/** A phone's service: see `PreparedService`. */
@unmanaged
export class Service {
  rsrpThresholdDbm: f64;
  sinrThresholdDb: f64;
  uplinkOverRsrpDb: f64;
  noiseMw: f64;
  noiseDbm: f64;
  interferenceLoadRatio: f64;
  passedRatio: f64;
  commonVarianceDb2: f64;
  cellVarianceDb2: f64;
  /** f64 table of `spreadTable`, and its steps. */
  spreads: usize;
  spreadSteps: i32;
}

/** Clears the sums. */
export function beginSums(sums: Sums): void {
  const bytes = (<usize>(sums.rows * sums.stride)) << 3;
  memory.fill(sums.bestMw, 0, bytes);
  memory.fill(sums.bestSquareMw2, 0, bytes);
  memory.fill(sums.sumMw, 0, bytes);
  memory.fill(sums.servingCellMw, 0, bytes);
  memory.fill(sums.servingSquareMw2, 0, bytes);
  memory.fill(sums.antennaMw, 0, bytes);
  memory.fill(sums.strongestMw, 0, bytes);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(sums.strongest + at, f64x2.splat(-1));
  sums.isOutside = 0;
}

/** Adds the source whose losses stand there. */
export function addSource(sums: Sums, source: Source): void {
  for (let row = 0; row < sums.rows; row += 1) addRow(sums, source, row);
}

function addRow(sums: Sums, source: Source, row: i32): void {
  const flags = source.flags;
  const hasGains = (flags & SourceFlag.hasGains) != 0;
  const isFlat = (flags & SourceFlag.isFlat) != 0;
  const isAlone = (flags & SourceFlag.isAlone) != 0;
  const endsAntenna = (flags & SourceFlag.endsAntenna) != 0;
  const endsServingCell = (flags & SourceFlag.endsServingCell) != 0;
  const stride = sums.stride;
  const first = row * stride;
  const power = f64x2.splat(source.powerDbm);
  const peak = f64x2.splat(source.peakDbi);
  const drop = f64x2.splat(source.nadirDropDb);
  const rise2 = f64x2.splat(source.upMm2);
  const north = source.northMm + <f64>row * source.cellMm;
  const apart2 = f64x2.splat(north * north + source.upMm2);
  const antenna = f64x2.splat(source.antenna);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const half = f64x2.splat(0.5);
  const sixth = f64x2.splat(1.0 / 6.0);
  const lowest = f64x2.splat(-sums.lowestDb);
  const steps = f64x2.splat(sums.stepsPerDb);
  const nepers = f64x2.splat(sums.nepersPerStep);
  const end = f64x2.splat(<f64>(sums.ratioCount - 1));
  const lastIndex = i32x4.splat(sums.ratioCount - 1);
  const ratios = sums.ratios;
  const kindsAt = sums.kinds + <usize>first;
  const lossesAt = sums.lossesDb + (<usize>first << 2);
  const shift = <usize>first << 3;
  const gainsAt = sums.gainsDbi + shift;
  const antennaAt = sums.antennaMw + shift;
  const strongestMwAt = sums.strongestMw + shift;
  const strongestAt = sums.strongest + shift;
  const servingAt = sums.servingCellMw + shift;
  const servingSquareAt = sums.servingSquareMw2 + shift;
  const sumAt = sums.sumMw + shift;
  const bestAt = sums.bestMw + shift;
  const bestSquareAt = sums.bestSquareMw2 + shift;
  const eastMm = source.eastMm;
  const cellMm = source.cellMm;
  for (let column = 0; column < stride; column += 2) {
    const kinds = load<u16>(kindsAt + <usize>column);
    if (kinds == 0) continue;
    const at = <usize>column << 3;
    let gain = peak;
    if (hasGains) {
      gain = v128.load(gainsAt + at);
    } else if (!isFlat) {
      const east0 = eastMm + <f64>column * cellMm;
      const east = f64x2.replace_lane(f64x2.splat(east0), 1, east0 + cellMm);
      const distance2 = f64x2.add(f64x2.mul(east, east), apart2);
      gain = f64x2.sub(peak, f64x2.mul(drop, f64x2.div(rise2, distance2)));
    }
    const loss = f64x2.promote_low_f32x4(v128.load64_zero(lossesAt + (at >> 1)));
    const value = f64x2.sub(f64x2.add(power, gain), loss);
    const location = f64x2.mul(f64x2.add(value, lowest), steps);
    const isIn = v128.and(f64x2.ge(location, zero), f64x2.lt(location, end));
    if (!i64x2.all_true(isIn)) noteOutside(sums, isIn, kinds);
    let index = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(location, half));
    index = i32x4.max_s(i32x4.min_s(index, lastIndex), i32x4.splat(0));
    const rest = f64x2.mul(f64x2.sub(location, f64x2.convert_low_i32x4_s(index)), nepers);
    let ratio = v128.load64_zero(ratios + (<usize>i32x4.extract_lane(index, 0) << 3));
    ratio = f64x2.replace_lane(ratio, 1, load<f64>(ratios + (<usize>i32x4.extract_lane(index, 1) << 3)));
    const cubic = f64x2.add(
      one,
      f64x2.mul(rest, f64x2.add(one, f64x2.mul(rest, f64x2.add(half, f64x2.mul(rest, sixth))))),
    );
    let powerMw = f64x2.mul(ratio, cubic);
    if (!isAlone) {
      powerMw = f64x2.add(powerMw, v128.load(antennaAt + at));
      v128.store(antennaAt + at, endsAntenna ? zero : powerMw);
      if (!endsAntenna) continue;
    }
    const strongestMw = v128.load(strongestMwAt + at);
    const strongest = v128.load(strongestAt + at);
    const isEqual = v128.and(f64x2.eq(powerMw, strongestMw), f64x2.gt(powerMw, zero));
    const isStronger = v128.or(
      f64x2.gt(powerMw, strongestMw),
      v128.and(isEqual, f64x2.lt(antenna, strongest)),
    );
    v128.store(strongestMwAt + at, v128.bitselect(powerMw, strongestMw, isStronger));
    v128.store(strongestAt + at, v128.bitselect(antenna, strongest, isStronger));
    const squareMw2 = f64x2.add(v128.load(servingSquareAt + at), f64x2.mul(powerMw, powerMw));
    powerMw = f64x2.add(powerMw, v128.load(servingAt + at));
    if (!endsServingCell) {
      v128.store(servingAt + at, powerMw);
      v128.store(servingSquareAt + at, squareMw2);
      continue;
    }
    v128.store(servingAt + at, zero);
    v128.store(servingSquareAt + at, zero);
    v128.store(sumAt + at, f64x2.add(v128.load(sumAt + at), powerMw));
    const bestMw = v128.load(bestAt + at);
    const bestSquareMw2 = v128.load(bestSquareAt + at);
    const isBetter = v128.or(
      f64x2.gt(powerMw, bestMw),
      v128.and(f64x2.eq(powerMw, bestMw), f64x2.gt(squareMw2, bestSquareMw2)),
    );
    v128.store(bestAt + at, v128.bitselect(powerMw, bestMw, isBetter));
    v128.store(bestSquareAt + at, v128.bitselect(squareMw2, bestSquareMw2, isBetter));
  }
}

function noteOutside(sums: Sums, isIn: v128, kinds: u16): void {
  if (i64x2.extract_lane(isIn, 0) == 0 && (kinds & 0xff) != 0) sums.isOutside = 1;
  if (i64x2.extract_lane(isIn, 1) == 0 && kinds >> 8 != 0) sums.isOutside = 1;
}

/** Spread of the serving cell's sum, and a phone's signal: written by `signalOf`. */
let rsrpDbm: f64 = 0;
let sinrDb: f64 = 0;
let marginDb: f64 = 0;
let sigmaDb: f64 = 0;
let limiting: i32 = 0;

/** Returns 1 where a power was met that the tables do not have: what is written is not to be used. */
export function isOutside(sums: Sums): i32 {
  return sums.isOutside;
}

/** Signals of phones on foot and in cars at all counted cells. */
export function writeSignals(sums: Sums, onFoot: Service, inBay: Service): void {
  const count = sums.rows * sums.stride;
  for (let cell = 0; cell < count; cell += 1) {
    const kind = load<u8>(sums.mapKinds + cell);
    const isSummed = load<u8>(sums.kinds + cell) != 0;
    const at = <usize>cell << 2;
    store<i16>(
      sums.bestAntenna + (<usize>cell << 1),
      isSummed ? <i16>load<f64>(sums.strongest + (<usize>cell << 3)) : -1,
    );
    if (kind == 0) {
      store<f32>(sums.rsrpDbm + at, NaN);
      store<f32>(sums.sinrDb + at, NaN);
      store<f32>(sums.marginDb + at, NaN);
      store<f32>(sums.sigmaDb + at, NaN);
      store<f32>(sums.servedProbability + at, NaN);
      store<u8>(sums.limiting + cell, 0);
      continue;
    }
    signalOf(sums, kind == 2 ? inBay : onFoot, cell);
    store<f32>(sums.rsrpDbm + at, <f32>rsrpDbm);
    store<f32>(sums.sinrDb + at, <f32>sinrDb);
    store<f32>(sums.marginDb + at, <f32>marginDb);
    store<f32>(sums.sigmaDb + at, <f32>sigmaDb);
    store<f32>(sums.servedProbability + at, <f32>servedAt(sums, marginDb, sigmaDb));
    store<u8>(sums.limiting + cell, limiting);
  }
}

/** Signals of a service at the cells of `samples`. */
export function writeSamples(sums: Sums, service: Service, count: i32): void {
  for (let sample = 0; sample < count; sample += 1) {
    const at = <usize>sample << 2;
    signalOf(sums, service, load<i32>(sums.samples + at));
    const margin = <f32>marginDb;
    const sigma = <f32>sigmaDb;
    store<f32>(sums.sampleMarginDb + at, margin);
    store<f32>(sums.sampleSigmaDb + at, sigma);
    store<f32>(sums.sampleServed + at, <f32>servedAt(sums, <f64>margin, <f64>sigma));
  }
}

function signalOf(sums: Sums, service: Service, cell: i32): void {
  const at = <usize>cell << 3;
  const bestMw = load<f64>(sums.bestMw + at);
  const passed = service.passedRatio;
  const servingMw = bestMw * passed;
  const otherMw = max<f64>(0, load<f64>(sums.sumMw + at) - bestMw) * passed * service.interferenceLoadRatio;
  let shiftDb: f64 = 0;
  let varianceDb2 = service.cellVarianceDb2;
  if (bestMw > 0) {
    const perBest: f64 = 1 / bestMw;
    const concentration = load<f64>(sums.bestSquareMw2 + at) * perBest * perBest;
    const strongestRatio = load<f64>(sums.strongestMw + at) * perBest;
    const steps = service.spreadSteps;
    const location = min<f64>(concentration, 1) * <f64>steps;
    const step = min<i32>(<i32>location, steps - 1);
    const rest = location - <f64>step;
    const row = service.spreads + <usize>(step * 48);
    const beyond = strongestRatio - load<f64>(row) - rest * (load<f64>(row, 48) - load<f64>(row));
    const ratio = beyond * between(row, 8, rest);
    const tail = min<f64>(max<f64>(ratio, 0), 1);
    shiftDb = between(row, 16, rest) + tail * between(row, 32, rest);
    varianceDb2 = between(row, 24, rest) + tail * between(row, 40, rest);
  }
  rsrpDbm = dbOf(sums, servingMw) + shiftDb;
  const disturbedMw = service.noiseMw + otherMw;
  sinrDb = rsrpDbm - (otherMw == 0 ? service.noiseDbm : dbOf(sums, disturbedMw));
  const commonDb2 = service.commonVarianceDb2;
  const levelSigmaDb = sqrt<f64>(varianceDb2 + commonDb2);
  const fraction = otherMw / disturbedMw;
  const rest = 1 - fraction;
  const sinrSigmaDb =
    fraction == 0
      ? levelSigmaDb
      : sqrt<f64>(varianceDb2 + fraction * fraction * service.cellVarianceDb2 + rest * rest * commonDb2);
  const levelDb = rsrpDbm - service.rsrpThresholdDbm;
  const uplinkDb = rsrpDbm + service.uplinkOverRsrpDb;
  const disturbedDb = sinrDb - service.sinrThresholdDb;
  marginDb = levelDb;
  sigmaDb = levelSigmaDb;
  limiting = 1;
  if (uplinkDb < levelDb) {
    limiting = 3;
    marginDb = uplinkDb;
  }
  if (disturbedDb * levelSigmaDb < marginDb * sinrSigmaDb) {
    limiting = fraction > 0.5 ? 2 : 1;
    marginDb = disturbedDb;
    sigmaDb = sinrSigmaDb;
  }
}

// @ts-ignore: decorator
@inline
function between(row: usize, field: usize, rest: f64): f64 {
  const first = load<f64>(row + field);
  return first + rest * (load<f64>(row + field + 48) - first);
}

function dbOf(sums: Sums, ratio: f64): f64 {
  const bits = reinterpret<u64>(ratio);
  const word = <u32>(bits >> 32);
  const exponent = <i32>(word >> 20) - 1023;
  const highest = sums.highestExponent;
  if (exponent < -highest || exponent > highest) {
    if (ratio != 0) sums.isOutside = 1;
    return -Infinity;
  }
  const part = <usize>((word >> 12) & 255) << 3;
  const scale = load<f64>(sums.scales + (<usize>(exponent + highest) << 3));
  const rest = ratio * scale * load<f64>(sums.reciprocals + part) - 1;
  const nepers = rest * (1 - rest * (0.5 - rest * (1.0 / 3.0)));
  return <f64>exponent * sums.dbPerOctave + load<f64>(sums.partsDb + part) + sums.dbPerNeper * nepers;
}

function servedAt(sums: Sums, margin: f64, sigma: f64): f64 {
  const location = (margin / sigma + sums.widestSigmas) * sums.normalSteps;
  // Halves go up, as JavaScript rounds.
  const below = floor<f64>(location);
  const index = location - below >= 0.5 ? below + 1 : below;
  if (!(index > 0)) return 0;
  return index >= <f64>sums.normalCount ? 1 : load<f64>(sums.normals + (<usize>index << 3));
}
