import type { Point } from '../../core/index.ts';
import type { EnergySlab } from './energy-slab.ts';

/** An upright sheet: a wall or closed opening on its line in the plan. */
export interface EnergySheet {
  start: Point;
  end: Point;
  /** Heights above the floor, metres. */
  lowM: number;
  highM: number;
  /** Distance from the line to the surface that reflects, on either side, metres. */
  surfaceM: number;
  /** Index of its slab. */
  slab: number;
}

/** An upright convex body: a column, a car, a beam. What passes through it goes on straight. */
export interface EnergyBody {
  /** Counter-clockwise, metres. */
  ring: readonly Point[];
  lowM: number;
  highM: number;
  slab: number;
}

/** Receiver cells as seen from above, and the layer around the phone's height in which they collect. */
export interface EnergyGrid {
  /** Lower left corner, metres. */
  leftM: number;
  bottomM: number;
  cellM: number;
  columns: number;
  rows: number;
  lowM: number;
  highM: number;
}

export type Vector = readonly [number, number, number];

/** An edge at which rays bend, with the directions of its two faces away from it. */
export interface EnergyEdge {
  start: Vector;
  end: Vector;
  faces: readonly [Vector, Vector];
  /** Edges of one body have the same number; others each their own. */
  owner: number;
  /** Index of the slab of its faces; undefined: they reflect nothing. */
  slab?: number;
}

/** A level on one frequency as energy rays meet it. Plain data: it crosses to other threads. */
export interface EnergyScene {
  frequencyMhz: number;
  clearHeightM: number;
  slabs: readonly EnergySlab[];
  /** Indices of their slabs; undefined: open. */
  floor?: number;
  ceiling?: number;
  sheets: readonly EnergySheet[];
  bodies: readonly EnergyBody[];
  edges: readonly EnergyEdge[];
  /**
   * Part of the reflected amplitude that rough surfaces scatter instead (Lambert), 0–1: its square is the part of the
   * energy. Degli-Esposti's S; metal does not scatter.
   */
  scattering: number;
}

/** The sharp edges of a body: its upright ones, and those of its top and bottom where there is air above or below. */
export function bodyEdges(
  { ring, lowM, highM, slab }: EnergyBody,
  owner: number,
  { top, bottom }: { top: boolean; bottom: boolean },
): EnergyEdge[] {
  const edges: EnergyEdge[] = [];
  for (const [index, at] of ring.entries()) {
    const next = ring[(index + 1) % ring.length];
    const before = ring[(index + ring.length - 1) % ring.length];
    const along = direction(at, next);
    const back = direction(at, before);
    edges.push({
      start: [at[0], at[1], lowM],
      end: [at[0], at[1], highM],
      faces: [
        [along[0], along[1], 0],
        [back[0], back[1], 0],
      ],
      ...{ owner, slab },
    });
    // The ring turns left: the body lies to the left of each side.
    const inward: Vector = [-along[1], along[0], 0];
    const level = (heightM: number, side: number) =>
      edges.push({
        start: [at[0], at[1], heightM],
        end: [next[0], next[1], heightM],
        faces: [inward, [0, 0, side]],
        ...{ owner, slab },
      });
    if (top) level(highM, -1);
    if (bottom) level(lowM, 1);
  }
  return edges;
}

function direction(from: Point, to: Point): Point {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [(to[0] - from[0]) / lengthM, (to[1] - from[1]) / lengthM];
}
