/** The seam between "what stands between two points" and how fast it is counted. Lengths are integer mm. */

/** Receiver grid; the centre of cell (0, 0) is (originXMm, originYMm), rows run north. All integer mm. */
export interface Grid {
  originXMm: number;
  originYMm: number;
  /** Even, so that cell edges are whole millimetres too. */
  cellMm: number;
  columns: number;
  rows: number;
}

/**
 * Obstacles of one level and band: segments with one integer loss per crossing. Shared by many jobs and known by
 * the object: never changed once a job holds it.
 */
export interface Obstacles {
  /** [count, 4]: ax, ay, bx, by in integer mm, |value| < 2^21. */
  segmentsMm: Int32Array;
  /** [count]: loss per crossing in 1/256 dB, ≥ 0. */
  lossUnits: Int32Array;
}

/** `pathLossDb = interceptDb + slopeDbPerDecade · log10(max(distanceM, minDistanceM))`, 3D distance. */
export interface DistanceLaw {
  interceptDb: number;
  slopeDbPerDecade: number;
  minDistanceM: number;
}

/** One transmitter against one grid. */
export interface FieldJob {
  grid: Grid;
  obstacles: Obstacles;
  transmitterXMm: number;
  transmitterYMm: number;
  /** Transmitter height minus receiver height, integer mm. */
  heightDifferenceMm: number;
  law: DistanceLaw;
  /**
   * Leakage cap on the summed obstacle loss, dB (> 0): `−10 log10((1 − c)·10^(−sum/10) + c)`, c = 10^(−cap/10);
   * Infinity for none.
   * Paths around corners carry what walls stop (multi-wall alone has no bound).
   */
  capDb: number;
}

/** Counts obstacles exactly by the crossing rule of the plan format, for every cell of a grid. */
export interface FieldKernel {
  readonly name: string;
  /** Summed obstacle loss per cell, 1/256 dB, exact. [rows, columns] */
  obstacleLossUnits(job: FieldJob): Int32Array;
  /** Path loss per cell, dB: distance law plus capped obstacle loss. [rows, columns] */
  pathLossDb(job: FieldJob): Float32Array;
}

/** Solves many jobs, in order; the worker pool and the plain kernel both are solvers. */
export interface FieldSolver {
  solve(jobs: readonly FieldJob[], onDone?: (count: number) => void): Promise<Float32Array[]>;
}
