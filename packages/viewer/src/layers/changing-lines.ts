import { type BufferGeometry, LineBasicMaterial, LineSegments } from 'three';
import { changePositions, changingGeometry } from './changing-positions.ts';

/** Lines that change often. */
export class ChangingLines {
  readonly lines: LineSegments<BufferGeometry, LineBasicMaterial>;
  readonly #coordinates: 2 | 3;

  /** @param coordinates per point: x, y in the lines' own plane, or x, y, z */
  constructor(color: string, coordinates: 2 | 3) {
    this.lines = new LineSegments(changingGeometry(), new LineBasicMaterial({ color }));
    this.#coordinates = coordinates;
    this.lines.frustumCulled = false;
    this.lines.visible = false;
  }

  /** @param points coordinates of the ends of each line, metres; copied */
  show(points: ArrayLike<number>): void {
    this.lines.visible = points.length > 0;
    changePositions(this.lines.geometry, points, this.#coordinates);
  }
}
