import type { Point } from './points.ts';

/** A rectangle by centre, full sizes and the direction of its first side, in (−90°, 90°] as radians. */
export interface OrientedRectangle {
  center: Point;
  lengthM: number;
  widthM: number;
  /** Direction of the side `lengthM`. */
  angleRad: number;
}

/** The box around the points along the given direction. */
export function rectangleAlong(points: readonly (readonly number[])[], angleRad: number): OrientedRectangle {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  let minU = Infinity;
  let maxU = -Infinity;
  let minV = Infinity;
  let maxV = -Infinity;
  for (const [x, y] of points) {
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    minU = Math.min(minU, u);
    maxU = Math.max(maxU, u);
    minV = Math.min(minV, v);
    maxV = Math.max(maxV, v);
  }
  const u = (minU + maxU) / 2;
  const v = (minV + maxV) / 2;
  return {
    center: [u * cos - v * sin, u * sin + v * cos],
    lengthM: maxU - minU,
    widthM: maxV - minV,
    angleRad,
  };
}

/** The box along the longest edge of the ring; the longer side comes first. */
export function rectangleAround(ring: readonly (readonly number[])[]): OrientedRectangle {
  let best = -1;
  let angleRad = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const dx = ring[i][0] - ring[j][0];
    const dy = ring[i][1] - ring[j][1];
    // The margin keeps the choice stable between edges that differ by rounding only.
    if (Math.hypot(dx, dy) > best + 1e-6) {
      best = Math.hypot(dx, dy);
      angleRad = Math.atan2(dy, dx);
    }
  }
  const box = rectangleAlong(ring, angleRad);
  if (box.widthM > box.lengthM + 1e-9) {
    return {
      center: box.center,
      lengthM: box.widthM,
      widthM: box.lengthM,
      angleRad: halfTurn(angleRad + Math.PI / 2),
    };
  }
  return { ...box, angleRad: halfTurn(angleRad) };
}

/** Counter-clockwise corners. */
export function rectangleCorners(box: OrientedRectangle): Point[] {
  const cos = Math.cos(box.angleRad);
  const sin = Math.sin(box.angleRad);
  const u = box.lengthM / 2;
  const v = box.widthM / 2;
  const at = (a: number, b: number): Point => [
    box.center[0] + a * cos - b * sin,
    box.center[1] + a * sin + b * cos,
  ];
  return [at(-u, -v), at(u, -v), at(u, v), at(-u, v)];
}

/** The same line direction in (−π/2, π/2]. */
export function halfTurn(angleRad: number): number {
  let angle = angleRad % Math.PI;
  if (angle <= -Math.PI / 2 + 1e-12) angle += Math.PI;
  if (angle > Math.PI / 2 + 1e-12) angle -= Math.PI;
  return angle;
}
