import type { Complex, Point } from '../../core/index.ts';
import type { ObstacleSource } from '../scene/level-facets.ts';

/** Electrical properties of a face: a slab in air, met from either side. */
export interface RaySlab {
  /** Complex relative permittivity, e^{+jωt}. */
  eta: Complex;
  thicknessM: number;
  /**
   * Distance from the line of the plan to the surface that reflects, metres: half a wall's thickness, 0 of a column's
   * side.
   */
  surfaceM: number;
  /** Loss of passing beyond that of the slab alone, dB; below 0 where the plan's material loses less. */
  excessDb: number;
  /** Loss of passing, whatever the angle, dB: what leaks past metal, half of what a column takes. Replaces the slab's. */
  leakageDb?: number;
}

/** An upright face from floor to ceiling, or part of that height. */
export interface RayFace {
  source: ObstacleSource;
  start: Point;
  end: Point;
  slab: RaySlab;
  /** Sides that mirror: both, the right of the line only, or none. */
  reflects: 'both' | 'outside' | 'none';
  /** Undefined: from floor to ceiling. Else above the floor, metres, lower end included. */
  heightsM?: readonly [number, number];
}

/** An upright edge with more than 180° of air on one side: the end of a wall, or a corner of walls. */
export interface RayEdge {
  at: Point;
  /** Direction of the 0-face from the edge; the air begins there and turns counter-clockwise. */
  startRad: number;
  /** Angle of the air, π < angle ≤ 2π. */
  exteriorRad: number;
  /** Indices of the 0-face and of the other. */
  faces: readonly [number, number];
  /** Indices of all faces that end or pass here. */
  touching: readonly number[];
}

/** A convex body that rays can pass on both sides of: a column. */
export interface RayBody {
  source: ObstacleSource;
  /** Counter-clockwise, metres. */
  ring: readonly Point[];
  /** Indices of its faces. */
  faces: readonly number[];
}

/** A level on one frequency as rays meet it; metres, heights above the floor. */
export interface RayScene {
  frequencyMhz: number;
  clearHeightM: number;
  faces: readonly RayFace[];
  edges: readonly RayEdge[];
  bodies: readonly RayBody[];
  /** Undefined: open to below, or to above. */
  floor?: RaySlab;
  ceiling?: RaySlab;
}
