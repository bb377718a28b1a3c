/** Points of a plane, as tests measure them: nothing of the engine is used. */
type Point = readonly number[];

export function distance(a: Point, b: Point): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

export function midpoint(a: Point, b: Point): [number, number] {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

/** `t` of the way from `a` to `b`. */
export function pointAlong(a: Point, b: Point, t: number): [number, number] {
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}
