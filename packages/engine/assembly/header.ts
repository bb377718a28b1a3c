// One job's inputs, written by the wrapper at the start of its memory block. Lengths are integer mm held as f64.
// Every product of two differences stays below 2^45, so all f64 arithmetic on them is exact.
@unmanaged
export class Header {
  originX: f64;
  originY: f64;
  cell: f64;
  transmitterX: f64;
  transmitterY: f64;
  /** Squared height difference, mm². */
  heightSquared: f64;
  /** Squared shortest distance of the law, mm². */
  minSquared: f64;
  /** Loss at a squared distance of 1 mm², dB. */
  intercept: f64;
  /** dB per doubling of the squared distance. */
  slope: f64;
  columns: i32;
  rows: i32;
  obstacleCount: i32;
  /** [obstacleCount, 4] i32: ax, ay, bx, by. */
  segments: usize;
  /** [obstacleCount] i32: 1/256 dB. */
  losses: usize;
  /** [tableLength] f32: leakage-capped loss in dB per loss unit; no cap when tableLength is 0. */
  table: usize;
  tableLength: i32;
  /** Room for 3 shadows per obstacle. */
  shadows: usize;
  /** [bandRows, stride] i32: steps of the rows at hand. */
  band: usize;
  bandRows: i32;
  /** i32 per band row: columns rounded up to 4, plus 4. */
  stride: i32;
  /** [rows, columns] i32 or f32, plus 12 bytes of slack. */
  output: usize;
}
