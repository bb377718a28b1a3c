// Paths that bend at corners, added to a solved field of the straight line: the square of a path's length in mm², times factors for
// its losses, is least where it loses least. Every operation is that of the wrapper's own words in doubles, none is fused.

/** One grid, law and label at hand, written by the wrapper. */
@unmanaged
export class Bend {
  originX: f64;
  originY: f64;
  cell: f64;
  transmitterX: f64;
  transmitterY: f64;
  /** Squared height difference and squared shortest distance of the law, mm². */
  riseSquare: f64;
  nearSquare: f64;
  /** Factor from which a path does not count. */
  maxFactor: f64;
  /** Octaves of a ratio of energies per octave of a factor. */
  octaves: f64;
  octavesPerDb: f64;
  /** Ratio that one diffraction leaves, and that of the leak. */
  offsetRatio: f64;
  leakRatio: f64;
  /** Entries of `turns` per tangent of half a turn. */
  stepsPerTan: f64;
  // The label: factor and length of the path up to its vertex, the side of its walls, 1 or −1, its direction.
  factor: f64;
  length: f64;
  side: f64;
  ux: f64;
  uy: f64;
  labelX: f64;
  labelY: f64;
  /** Offset from the vertex to the first column and row. */
  west: f64;
  south: f64;
  /** Directions of both walls of the vertex, and of the sharpest turn that counts. */
  firstX: f64;
  firstY: f64;
  secondX: f64;
  secondY: f64;
  limitX: f64;
  limitY: f64;
  columns: i32;
  rows: i32;
  /** Last entry of `turns`, of which one more is there. */
  steps: i32;
  crossedLength: i32;
  lastPassed: i32;
  /** 1 where no turn sharper than the limit counts; where no row south, or north, of the vertex is behind it. */
  isLimited: i32;
  onlyNorth: i32;
  onlySouth: i32;
  insideUnits: i32;
  firstRow: i32;
  endRow: i32;
  /** [steps + 2] f64: factor of a turn whose half has the tangent `index / stepsPerTan`. */
  turns: usize;
  /** [crossedLength] f64: factor of what a leg crosses, by units. */
  crossed: usize;
  /** [lastPassed + 1] f64: share that passes obstacles, by units. */
  passed: usize;
  /** [256] f64 each: tables of logarithm and power (steady-math.ts). */
  reciprocals: usize;
  logarithms: usize;
  powers: usize;
  /** [codes] i32: units of the codes of runs. */
  unitsByCode: usize;
  /** [rows + 1] i32 and [runs, 3] i32: what the vertex sees. */
  rowStarts: usize;
  runs: usize;
  /** [rows, columns] i32: units of the straight line, and without thick walls. */
  sumUnits: usize;
  openUnits: usize;
  /** [rows, columns] f32, dB, and f64; room for one cell more. */
  field: usize;
  best: usize;
  /** [rows, blocks] f64: no cell of a block of 16 columns has a larger metric. */
  blockBest: usize;
}

/** Columns of the row at hand that remain: [from, to). */
let from: i32 = 0;
let to: i32 = 0;

/** Columns of a block, as a power of two. */
const BLOCK_BITS: i32 = 4;
const BLOCK: i32 = 1 << BLOCK_BITS;
/** Below a bound by more than rounding. */
const BELOW: f64 = 1 - 1e-9;

/** Sets the metric that a path has to beat: the leak where the straight line crosses a thick wall; 0 elsewhere. */
export function beginBends(bend: Bend): void {
  let cell: usize = 0;
  let block = bend.blockBest;
  for (let row = 0; row < bend.rows; row += 1) {
    const rowSquare = squareOfRow(bend, row);
    let highest: f64 = 0;
    for (let column = 0; column < bend.columns; column += 1, cell += 1) {
      const isOpen = load<i32>(bend.sumUnits + (cell << 2)) == load<i32>(bend.openUnits + (cell << 2));
      const metric: f64 = isOpen ? 0 : squareOf(bend, rowSquare, column) * bend.maxFactor;
      store<f64>(bend.best + (cell << 3), metric);
      highest = max(highest, metric);
      if ((column & (BLOCK - 1)) == BLOCK - 1 || column == bend.columns - 1) {
        store<f64>(block, highest);
        block += 8;
        highest = 0;
      }
    }
  }
}

/** Lowers the metric of the cells that a path from the label's vertex reaches behind it: beyond the straight line onwards. */
export function scanBend(bend: Bend): void {
  const columns = <usize>bend.columns;
  const blocks = <usize>((bend.columns + BLOCK - 1) >> BLOCK_BITS);
  writeLines(bend);
  for (let row = bend.firstRow; row < bend.endRow; row += 1) {
    const firstRun = load<i32>(bend.rowStarts + (<usize>row << 2));
    const endRun = load<i32>(bend.rowStarts + (<usize>row << 2), 4);
    if (firstRun == endRun) continue;
    const dy = bend.south + <f64>row * bend.cell;
    if (!cutRow(bend, row, dy)) continue;
    const rowBest = bend.best + ((<usize>row * columns) << 3);
    const rowBlocks = bend.blockBest + ((<usize>row * blocks) << 3);
    const end = bend.runs + <usize>endRun * 12;
    let run = bend.runs + <usize>firstRun * 12;
    while (run < end) {
      if (load<i32>(run, 4) <= from) {
        run += 12;
        continue;
      }
      const first = max(load<i32>(run), from);
      if (first >= to) break;
      const past = min(to, (first | (BLOCK - 1)) + 1);
      from = past;
      const block = rowBlocks + (<usize>(first >> BLOCK_BITS) << 3);
      const bound = boundOf(bend, dy, first, past - 1, load<f64>(block));
      if (bound < 0) continue;
      let isLower = false;
      for (let stretch = run; stretch < end && load<i32>(stretch) < past; stretch += 12) {
        const code = load<i32>(stretch, 8);
        const units = max(0, load<i32>(bend.unitsByCode + (<usize>code << 2)) - bend.insideUnits);
        if (units >= bend.crossedLength) continue;
        const crossed = load<f64>(bend.crossed + (<usize>units << 3));
        const stretchFrom = max(load<i32>(stretch), first);
        const stretchTo = min(load<i32>(stretch, 4), past);
        isLower = scanStretch(bend, rowBest, dy, crossed, bound * crossed, stretchFrom, stretchTo) || isLower;
      }
      if (isLower) store<f64>(block, highestOf(rowBest, first & ~(BLOCK - 1), min(bend.columns, (first | (BLOCK - 1)) + 1)));
    }
  }
}

/** Largest metric of some columns of a row. */
function highestOf(rowBest: usize, first: i32, end: i32): f64 {
  let highest: f64 = 0;
  for (let column = first; column < end; column += 1) highest = max(highest, load<f64>(rowBest + (<usize>column << 3)));
  return highest;
}

/**
 * A metric that no column between two of a row is below, or −1 where that is no lower than a limit: along a row a path turns ever
 * more or ever less, so that none has a smaller factor than the smaller turn of both ends and the shortest leg give.
 */
function boundOf(bend: Bend, dy: f64, first: i32, last: i32, limit: f64): f64 {
  const firstX = bend.west + <f64>first * bend.cell;
  const lastX = bend.west + <f64>last * bend.cell;
  // The vertex may lie south or north of a column between.
  const nearX = firstX * lastX < 0 ? 0 : min(Math.abs(firstX), Math.abs(lastX));
  const total = bend.length + Math.sqrt(nearX * nearX + dy * dy);
  const far = max(total * total + bend.riseSquare, bend.nearSquare) * bend.factor * BELOW;
  if (far >= limit) return -1;
  const dx = f64x2(firstX, lastX);
  const legs = f64x2.sqrt(f64x2.add(f64x2.mul(dx, dx), f64x2.splat(dy * dy)));
  const turns = turnOf(bend, dy, dx, legs);
  const bound = far * min(f64x2.extract_lane(turns, 0), f64x2.extract_lane(turns, 1));
  return bound >= limit ? -1 : bound;
}

/** Two columns at a time; of the last one alone the first lane counts. Returns whether a cell has a lower metric now. */
function scanStretch(bend: Bend, rowBest: usize, dy: f64, crossed: f64, bound: f64, first: i32, end: i32): bool {
  const bounds = f64x2.splat(bound);
  const square = f64x2.splat(dy * dy);
  const factor = bend.factor * crossed;
  let at = rowBest + (<usize>first << 3);
  let changed = f64x2.splat(0);
  let column = first;
  for (let left = end - first; left > 0; left -= 2, at += 16, column += 2) {
    const before = v128.load(at);
    if (!v128.any_true(f64x2.gt(before, bounds))) continue;
    const offsets = f64x2.mul(f64x2(<f64>column, <f64>column + 1), f64x2.splat(bend.cell));
    const dx = f64x2.add(f64x2.splat(bend.west), offsets);
    const leg = f64x2.sqrt(f64x2.add(f64x2.mul(dx, dx), square));
    const metric = f64x2.mul(farOf(bend, factor, leg), turnOf(bend, dy, dx, leg));
    const lowest = f64x2.pmin(before, metric);
    changed = v128.or(changed, f64x2.ne(lowest, before));
    if (left > 1) v128.store(at, lowest);
    else store<f64>(at, f64x2.extract_lane(lowest, 0));
  }
  return v128.any_true(changed);
}

/** Square of the whole length times the factors of its losses but the last turn's, at two columns. */
// @ts-ignore: decorator
@inline
function farOf(bend: Bend, factor: f64, leg: v128): v128 {
  const total = f64x2.add(f64x2.splat(bend.length), leg);
  const squares = f64x2.add(f64x2.mul(total, total), f64x2.splat(bend.riseSquare));
  return f64x2.mul(f64x2.max(squares, f64x2.splat(bend.nearSquare)), f64x2.splat(factor));
}

/** Factor of the turn at the vertex, at two columns. */
// @ts-ignore: decorator
@inline
function turnOf(bend: Bend, dy: f64, dx: v128, leg: v128): v128 {
  const ahead = f64x2.add(
    f64x2.add(leg, f64x2.mul(f64x2.splat(bend.ux), dx)),
    f64x2.splat(bend.uy * dy),
  );
  const across = f64x2.sub(
    f64x2.splat(bend.side * bend.ux * dy),
    f64x2.mul(f64x2.splat(bend.side * bend.uy), dx),
  );
  const steps = f64x2.splat(<f64>bend.steps);
  const index = f64x2.mul(f64x2.div(across, ahead), f64x2.splat(bend.stepsPerTan));
  const bounded = v128.bitselect(index, steps, f64x2.lt(index, steps));
  // A lane past the end may lie anywhere.
  const step = i32x4.max_s(i32x4.trunc_sat_f64x2_s_zero(bounded), i32x4.splat(0));
  const turns = bend.turns;
  const a = v128.load(turns + (<usize>i32x4.extract_lane(step, 0) << 3));
  const b = v128.load(turns + (<usize>i32x4.extract_lane(step, 1) << 3));
  const under = i64x2.shuffle(a, b, 0, 2);
  const over = i64x2.shuffle(a, b, 1, 3);
  const rest = f64x2.sub(bounded, f64x2.convert_low_i32x4_s(step));
  return f64x2.add(under, f64x2.mul(rest, f64x2.sub(over, under)));
}

/** Straight path, and the stronger one of leak and bent path: where a bent path beats the leak, it takes its place. */
export function endBends(bend: Bend): void {
  const octaves = bend.octaves;
  let cell: usize = 0;
  for (let row = 0; row < bend.rows; row += 1) {
    const rowSquare = squareOfRow(bend, row);
    for (let column = 0; column < bend.columns; column += 1, cell += 1) {
      const metric = load<f64>(bend.best + (cell << 3));
      if (metric == 0) continue;
      const square = squareOf(bend, rowSquare, column);
      if (metric >= square * bend.maxFactor) continue;
      const reached = exp2(bend, octaves * log2(bend, metric / square));
      const open = min(load<i32>(bend.openUnits + (cell << 2)), bend.lastPassed);
      const bound = bend.offsetRatio * load<f64>(bend.passed + (<usize>open << 3));
      const gained = min(reached, bound) - bend.leakRatio;
      if (gained <= 0) continue;
      const sum = min(load<i32>(bend.sumUnits + (cell << 2)), bend.lastPassed);
      const direct = load<f64>(bend.passed + (<usize>sum << 3));
      const field = bend.field + (cell << 2);
      const gainDb = log2(bend, 1 + gained / direct) / bend.octavesPerDb;
      store<f32>(field, <f32>(<f64>load<f32>(field) - gainDb));
    }
  }
}

function squareOfRow(bend: Bend, row: i32): f64 {
  const dy = bend.originY + <f64>row * bend.cell - bend.transmitterY;
  return dy * dy + bend.riseSquare;
}

function squareOf(bend: Bend, rowSquare: f64, column: i32): f64 {
  const dx = bend.originX + <f64>column * bend.cell - bend.transmitterX;
  return max(rowSquare + dx * dx, bend.nearSquare);
}

/** A line through the vertex: the columns of a row remain where slope·dx + perRow·dy > 0. */
@unmanaged
class HalfPlane {
  slope: f64;
  perNorth: f64;
  /** The column where it crosses a row, but for rounding: that of row 0, and columns per row. */
  start: f64;
  step: f64;
}

/** Room for four (index.ts: nothing else lies there). */
const LINES: usize = 512;
let lineCount: i32 = 0;
/** Columns per row. */
const MAX_STEP: f64 = 1e5;

function writeLines(bend: Bend): void {
  const side = bend.side;
  lineCount = 0;
  addLine(bend, -side * bend.labelY, side * bend.labelX);
  addLine(bend, side * bend.firstY, -side * bend.firstX);
  addLine(bend, side * bend.secondY, -side * bend.secondX);
  if (bend.isLimited) addLine(bend, side * bend.limitY, -side * bend.limitX);
}

function addLine(bend: Bend, slope: f64, perNorth: f64): void {
  const line = changetype<HalfPlane>(LINES + <usize>lineCount * offsetof<HalfPlane>());
  lineCount += 1;
  line.slope = slope;
  line.perNorth = perNorth;
  const perColumn = slope * bend.cell;
  line.start = (-perNorth * bend.south) / perColumn - bend.west / bend.cell;
  line.step = -perNorth / slope;
}

/** Leaves the columns of a row, dy north of the vertex, that are beyond the line onwards and before the walls. */
function cutRow(bend: Bend, row: i32, dy: f64): bool {
  if ((bend.onlyNorth && dy < 0) || (bend.onlySouth && dy > 0)) return false;
  from = 0;
  to = bend.columns;
  for (let index = 0; index < lineCount; index += 1) {
    const line = changetype<HalfPlane>(LINES + <usize>index * offsetof<HalfPlane>());
    const rest = line.perNorth * dy;
    // Of a line that runs along the rows the sum would keep no digit.
    const guess =
      Math.abs(line.step) > MAX_STEP
        ? (-rest / line.slope - bend.west) / bend.cell
        : line.start + <f64>row * line.step;
    cut(bend, line.slope, rest, guess);
    if (from >= to) return false;
  }
  return true;
}

/**
 * Leaves the columns where slope·dx + rest > 0; exact where both are whole numbers.
 * @param guess where it changes its sign, to less than a column
 */
function cut(bend: Bend, slope: f64, rest: f64, guess: f64): void {
  if (slope == 0) {
    if (rest <= 0) to = from;
    return;
  }
  const west = bend.west;
  const cell = bend.cell;
  if (slope > 0) {
    if (guess < <f64>(from - 1)) return;
    if (guess > <f64>to) {
      to = from;
      return;
    }
    let first = <i32>floor(guess);
    while (slope * (west + <f64>first * cell) + rest <= 0) first += 1;
    if (first > from) from = first;
    return;
  }
  if (guess > <f64>(to + 1)) return;
  if (guess < <f64>from) {
    // The first column may lie just before the bound.
    if (slope * (west + <f64>from * cell) + rest <= 0) to = from;
    else to = min(to, from + 1);
    return;
  }
  let end = <i32>ceil(guess) + 1;
  while (slope * (west + <f64>(end - 1) * cell) + rest <= 0) end -= 1;
  if (end < to) to = end;
}

/** As `steadyLog2` of the wrapper. */
function log2(bend: Bend, x: f64): f64 {
  const bits = reinterpret<u64>(x);
  const word = <u32>(bits >> 32);
  const part = <usize>((word >>> 12) & 255);
  const mantissa = reinterpret<f64>((<u64>((word & 0xfffff) | 0x3ff00000) << 32) | (bits & 0xffffffff));
  const rest = mantissa * load<f64>(bend.reciprocals + (part << 3)) - 1;
  const nepers = rest * (1 - rest * (0.5 - rest * (1.0 / 3.0 - rest * 0.25)));
  return <f64>(<i32>(word >>> 20) - 1023) + load<f64>(bend.logarithms + (part << 3)) + nepers * LOG2E;
}

/** As `steadyExp2` of the wrapper. */
function exp2(bend: Bend, x: f64): f64 {
  const steps = <i32>floor(x * 256 + 0.5);
  const y = (x - <f64>steps / 256) * LN2;
  const power = reinterpret<f64>(<u64>(<u32>((steps >> 8) + 1023) << 20) << 32);
  const table = load<f64>(bend.powers + (<usize>(steps & 255) << 3));
  return power * table * (1 + y * (1 + y * (0.5 + y * (1.0 / 6.0))));
}

const LOG2E: f64 = 1.4426950408889634;
const LN2: f64 = 0.6931471805599453;
