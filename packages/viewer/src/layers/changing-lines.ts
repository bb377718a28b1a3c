import {
  BufferAttribute,
  BufferGeometry,
  DynamicDrawUsage,
  LineBasicMaterial,
  LineSegments,
  Sphere,
  Vector3,
} from 'three';

/** Lines that change often: the memory on the graphics card is kept until it is too small. */
export class ChangingLines {
  readonly lines: LineSegments<BufferGeometry, LineBasicMaterial>;
  readonly #coordinates: 2 | 3;

  /** @param coordinates per point: x, y in the lines' own plane, or x, y, z */
  constructor(color: string, coordinates: 2 | 3) {
    this.lines = new LineSegments(new BufferGeometry(), new LineBasicMaterial({ color }));
    this.#coordinates = coordinates;
    // Nobody needs the lines' extent worked out for every frame.
    this.lines.frustumCulled = false;
    this.lines.geometry.boundingSphere = new Sphere(new Vector3(), Number.POSITIVE_INFINITY);
    this.lines.visible = false;
  }

  /** @param points coordinates of the ends of each line, metres; copied */
  show(points: ArrayLike<number>): void {
    this.lines.visible = points.length > 0;
    if (points.length === 0) return;
    const { geometry } = this.lines;
    let attribute = geometry.getAttribute('position') as BufferAttribute | undefined;
    if (!attribute || attribute.array.length < points.length) {
      // A buffer of another size is another buffer to the graphics card.
      geometry.dispose();
      attribute = new BufferAttribute(new Float32Array(2 * points.length), this.#coordinates);
      attribute.setUsage(DynamicDrawUsage);
      geometry.setAttribute('position', attribute);
    }
    attribute.array.set(points);
    attribute.clearUpdateRanges();
    attribute.addUpdateRange(0, points.length);
    attribute.needsUpdate = true;
    geometry.setDrawRange(0, points.length / this.#coordinates);
  }
}
