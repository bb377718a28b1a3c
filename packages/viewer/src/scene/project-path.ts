import { type Camera, Matrix4, Vector4 } from 'three';

/** A point on the canvas, CSS pixels. */
export interface CanvasSpot {
  left: number;
  top: number;
}

/**
 * A path of world points on a canvas, in pieces: what is nearer than the camera sees is cut off, where projecting
 * point by point would draw it upside down.
 * @param points x, y, z
 */
export function projectPath(
  points: readonly (readonly [number, number, number])[],
  camera: Camera,
  { width, height }: { width: number; height: number },
): CanvasSpot[][] {
  const matrix = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
  const onCanvas = ({ x, y, w }: Vector4) => ({
    left: ((x / w + 1) / 2) * width,
    top: ((1 - y / w) / 2) * height,
  });
  const parts: CanvasSpot[][] = [];
  let part: CanvasSpot[] = [];
  let before: Vector4 | undefined;
  for (const [x, y, z] of points) {
    const point = new Vector4(x, y, z, 1).applyMatrix4(matrix);
    const isSeen = aheadOfNear(point) > 0;
    if (before && isSeen !== aheadOfNear(before) > 0) part.push(onCanvas(cutAtNear(before, point)));
    if (isSeen) part.push(onCanvas(point));
    else if (part.length > 0) {
      parts.push(part);
      part = [];
    }
    before = point;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** Pieces of a path as SVG has them, from another point on the canvas. */
export function pathText(parts: readonly (readonly CanvasSpot[])[], from: CanvasSpot): string {
  return parts.map((part) => `M${part.map((spot) => spotText(spot, from)).join('L')}`).join('');
}

export function spotText({ left, top }: CanvasSpot, from: CanvasSpot): string {
  return `${(left - from.left).toFixed(1)} ${(top - from.top).toFixed(1)}`;
}

/** Positive past the near plane, in clip space. */
function aheadOfNear({ z, w }: Vector4): number {
  return z + w;
}

function cutAtNear(a: Vector4, b: Vector4): Vector4 {
  const [aheadA, aheadB] = [aheadOfNear(a), aheadOfNear(b)];
  return a.clone().lerp(b, aheadA / (aheadA - aheadB));
}
