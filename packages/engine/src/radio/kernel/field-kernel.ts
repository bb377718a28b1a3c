/** The seam between “what stands between two points” and how fast it is counted. Lengths are integer mm. */

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
 * Obstacles between the ends of a link on one band: upright facets over segments, each with one integer loss
 * per crossing, and slabs between levels. Shared by many jobs and known by the object: never changed once a
 * job holds it.
 */
export interface Obstacles {
  /** [count, 4]: ax, ay, bx, by in integer mm, |value| < 2^21. */
  segmentsMm: Int32Array;
  /** [count]: loss per crossing in 1/256 dB, ≥ 0; its square in 1/16 dB² where they are squares. */
  lossUnits: Int32Array;
  /**
   * True: what a link crosses costs the root of the sum of squares, each further obstacle less than it would alone; slabs
   * and oblique steps are then none. Absent: losses add up.
   */
  areSquares?: true;
  /**
   * [count, 2]: lower and upper edge of each facet in integer mm, in the frame of the job's heights, |value| ≤ 2^18.
   * The part of a link at lower ≤ z < upper counts the facet. Absent: every facet is as high as any link.
   */
  heightsMm?: Int32Array;
  slabs?: readonly Slab[];
  /**
   * Loss that grows with the angle of incidence, in steps: [step count, OBLIQUE_FIELDS], obstacle, direction x and y,
   * loss in 1/256 dB, ≥ 0. A link that crosses the obstacle from the left (seen from a to b) to the right, or the link
   * turned around, pays the step when it runs flatter along the obstacle than the direction, on the direction's own side
   * of the normal; when it runs along the direction it does not. The direction, |x| and |y| < 2^14, leads from left to
   * right and not along the normal. Only for obstacles as high as any link.
   */
  obliqueSteps?: Int32Array;
  /** Only where both ends of every link are on one level: what paths bend around there. */
  walls?: KernelWalls;
}

/** Roles of a level's obstacles for diffracted paths. */
export interface KernelWalls {
  /** Indices of the obstacles that are walls. */
  indices: Int32Array;
  /** [column count, 2]: first and past-last obstacle of each column: a convex ring, counter-clockwise. */
  columns: Int32Array;
  /** Height at which paths pass vertices, integer mm, in the frame of the job's heights. */
  vertexZMm: number;
  /**
   * A set for walls that are dragged: paths bend at the vertices of this set, and past its walls, as they did before.
   * Not exact, and many times as quick, as what vertices see is known. Default: at those of the set itself.
   */
  bendsAs?: Obstacles;
}

export const OBLIQUE_FIELDS = 4;

/** A floor between two levels: a link from below it (z < elevation) to above or back pays its loss once. */
export interface Slab {
  elevationMm: number;
  /** 1/256 dB, ≥ 0. */
  lossUnits: number;
  /**
   * Holes that a link passes without loss (ramps, voids): simple rings of [n, 2] integer mm, counter-clockwise, not
   * closed, no two of them overlapping. Ties are decided as for walls: by shifting the ring by (ε, ε²).
   */
  openingsMm: readonly Int32Array[];
}

/**
 * `pathLossDb = interceptDb + slopeDbPerDecade · log10(d) + table(d)`, d = max(distanceM, minDistanceM), 3D distance.
 * `lawLossDb` computes it.
 */
export interface PathLossLaw {
  interceptDb: number;
  slopeDbPerDecade: number;
  minDistanceM: number;
  /** Nothing where absent. */
  table?: DistanceTable;
  /** Losses of paths diffracted at thick walls; absent: only the direct path counts. */
  diffraction?: DiffractionLaw;
}

/** Loss by distance in knots, linear between them. Shared by many jobs: never changed once a job holds it. */
export interface DistanceTable {
  /** Name of the law: two tables of one name give the same loss wherever both reach. */
  name: string;
  /** Rising; the first at most the law's `minDistanceM`, the last beyond every cell of the job. */
  distancesM: Float64Array;
  /** One per distance, finite. */
  lossesDb: Float64Array;
}

/**
 * Diffracted paths, for links that cross a thick wall on the straight line. Such a path loses by the distance law on
 * its whole length, what its legs cross (no thick wall) and at each vertex `offset + (greatest −
 * offset)·min(turn/breakpoint, 1)`. The strongest one and the leak are alternatives: the stronger of the two adds to
 * the direct path as energy. No path counts for more than one diffraction without an angle would leave of the straight
 * line without its thick walls.
 */
export interface DiffractionLaw {
  /** Walls of at least this loss, 1/256 dB, are thick: they stop diffracted paths, and these bend at them. */
  thickWallUnits: number;
  /** 0.5 to `greatestDb`. */
  offsetDb: number;
  greatestDb: number;
  /** A breakpoint above 0, at most a right angle. */
  breakpointRad: number;
  /** 1 to 3. */
  mostCorners: number;
}

/** One transmitter against one grid. */
export interface FieldJob {
  grid: Grid;
  obstacles: Obstacles;
  transmitterXMm: number;
  transmitterYMm: number;
  /** Heights of both ends above one datum, integer mm, less than 2^17 apart; receivers all lie at the same height. */
  transmitterZMm: number;
  receiverZMm: number;
  law: PathLossLaw;
  /**
   * Leakage cap on the obstacle loss, dB (> 0): `−10 log10((1 − c)·10^(−loss/10) + c)`, c = 10^(−cap/10); Infinity for
   * none.
   * Diffracted paths carry what walls stop (multi-wall alone has no bound).
   */
  capDb: number;
}

/**
 * Counts obstacles exactly by the crossing rule of the plan format, for every cell of a grid. Any part of a grid,
 * solved as a job of its own, gets the same bits as within the whole.
 */
export interface FieldKernel {
  readonly name: string;
  /** Summed obstacle loss per cell, 1/256 dB, exact. [rows, columns] Written to `into` where given, as below. */
  obstacleLossUnits(job: FieldJob, into?: Int32Array): Int32Array;
  /**
   * Path loss per cell, dB: distance law plus capped obstacle loss. [rows, columns]
   * Written to `into` where given (its length must be rows × columns; it comes back), else to a fresh array.
   */
  pathLossDb(job: FieldJob, into?: Float32Array): Float32Array;
}

/** Solves many jobs, in order; the worker pool and the plain kernel both are solvers. */
export interface FieldSolver {
  solve(jobs: readonly FieldJob[], onDone?: (count: number) => void): Promise<Float32Array[]>;
  /**
   * Takes fields back that the caller holds no view of any more: later ones may lie in their memory. Optional in every
   * sense; it saves the cost of fresh memory where many fields are looked at once and thrown away.
   */
  release?(fieldsDb: readonly Float32Array[]): void;
}
