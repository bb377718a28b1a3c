import { BufferAttribute, BufferGeometry, DynamicDrawUsage, Sphere, Vector3 } from 'three';

/**
 * A geometry whose positions change often. Nobody needs its extent worked out for every frame: whoever draws it culls
 * nothing.
 */
export function changingGeometry(): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.boundingSphere = new Sphere(new Vector3(), Number.POSITIVE_INFINITY);
  return geometry;
}

/**
 * Gives a geometry other positions; the memory on the graphics card is kept until it is too small.
 * @param points coordinates in the order in which they are drawn, metres; copied
 * @param coordinates per point: x, y in its own plane, or x, y, z
 */
export function changePositions(
  geometry: BufferGeometry,
  points: ArrayLike<number>,
  coordinates: 2 | 3,
): void {
  geometry.setDrawRange(0, points.length / coordinates);
  if (points.length === 0) return;
  let attribute = geometry.getAttribute('position') as BufferAttribute | undefined;
  if (!attribute || attribute.array.length < points.length) {
    // A buffer of another size is another buffer to the graphics card.
    geometry.dispose();
    attribute = new BufferAttribute(new Float32Array(2 * points.length), coordinates);
    attribute.setUsage(DynamicDrawUsage);
    geometry.setAttribute('position', attribute);
  }
  attribute.array.set(points);
  attribute.clearUpdateRanges();
  attribute.addUpdateRange(0, points.length);
  attribute.needsUpdate = true;
}
