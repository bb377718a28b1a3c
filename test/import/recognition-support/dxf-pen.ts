/** Draws in a garage's own metres and writes the entities of a DXF in another frame, unit and layer scheme. */
import { insert, line, polyline, type Tag } from '../drawing-support.ts';

export type Point = readonly [number, number];

/** dxf = R(rotationDeg) · (local + shift) · unitsPerMetre + offset; a mirrored one is never turned as well */
export interface PenFrame {
  rotationDeg: number;
  unitsPerMetre: number;
  offset: Point;
  shift: Point;
  /** x turned round: what is drawn so is placed by a block that turns it back. */
  isMirrored?: boolean;
}

/** Describes where a thing is drawn: its layer, and a colour of its own where the layer does not tell. */
export interface PenLayer {
  name: string;
  color?: number;
}

export class DxfPen {
  readonly entities: Tag[] = [];

  constructor(
    private readonly frame: PenFrame,
    private readonly layerOf: (thing: string) => PenLayer,
  ) {}

  line(thing: string, a: Point, b: Point): void {
    this.push(thing, line(this.name(thing), ...this.at(a), ...this.at(b)));
  }

  polyline(
    thing: string,
    points: readonly Point[],
    options: { closed?: boolean; widthM?: number } = {},
  ): void {
    const placed = points.map((point) => this.at(point));
    const width = options.widthM ? this.length(options.widthM) : undefined;
    this.push(thing, polyline(this.name(thing), placed, { closed: options.closed, width }));
  }

  /** A polyline of two corners with a bulge: an arc. */
  bulge(thing: string, a: Point, b: Point, bulge: number): void {
    const tags = polyline(this.name(thing), [this.at(a), this.at(b)], { closed: false });
    tags.splice(6, 0, [42, this.frame.isMirrored ? -bulge : bulge]);
    this.push(thing, tags);
  }

  arc(thing: string, center: Point, radiusM: number, startDeg: number, endDeg: number): void {
    const { isMirrored, rotationDeg } = this.frame;
    this.push(thing, [
      ...this.circleTags(thing, 'ARC', center, radiusM),
      [50, isMirrored ? 180 - endDeg : startDeg + rotationDeg],
      [51, isMirrored ? 180 - startDeg : endDeg + rotationDeg],
    ]);
  }

  circle(thing: string, center: Point, radiusM: number): void {
    this.push(thing, this.circleTags(thing, 'CIRCLE', center, radiusM));
  }

  /** Writes a spline through the points: clamped, degree 1 where asked for few of them, else cubic control points. */
  spline(thing: string, points: readonly Point[]): void {
    const degree = 1;
    const knots = [0, ...points.map((_, i) => i), points.length - 1];
    this.push(thing, [
      [0, 'SPLINE'],
      [8, this.name(thing)],
      [70, 8],
      [71, degree],
      [72, knots.length],
      [73, points.length],
      [74, 0],
      ...knots.map((knot): Tag => [40, knot]),
      ...points.flatMap((point): Tag[] => {
        const [x, y] = this.at(point);
        return [
          [10, x],
          [20, y],
        ];
      }),
    ]);
  }

  hatch(thing: string, ring: readonly Point[]): void {
    this.push(thing, [
      [0, 'HATCH'],
      [8, this.name(thing)],
      [10, 0],
      [20, 0],
      [2, 'SOLID'],
      [70, 1],
      [71, 0],
      [91, 1],
      [92, 3],
      [72, 0],
      [73, 1],
      [93, ring.length],
      ...ring.flatMap((point): Tag[] => {
        const [x, y] = this.at(point);
        return [
          [10, x],
          [20, y],
        ];
      }),
      [97, 0],
      [75, 0],
      [76, 1],
      [98, 0],
    ]);
  }

  /** A filled quadrilateral: SOLID stores its corners in Z order, 3DFACE around. */
  fill(thing: string, type: 'SOLID' | '3DFACE', [a, b, c, d]: readonly Point[]): void {
    const corners = type === 'SOLID' ? [a, b, d, c] : [a, b, c, d];
    this.push(thing, [
      [0, type],
      [8, this.name(thing)],
      ...corners.flatMap((point, i): Tag[] => {
        const [x, y] = this.at(point);
        return [
          [10 + i, x],
          [20 + i, y],
        ];
      }),
    ]);
  }

  mline(thing: string, a: Point, b: Point, thicknessM: number): void {
    const [ax, ay] = this.at(a);
    const [bx, by] = this.at(b);
    const length = Math.hypot(bx - ax, by - ay);
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
    const half = this.length(thicknessM) / 2;
    const vertex = (x: number, y: number): Tag[] => [
      [11, x],
      [21, y],
      [12, ux],
      [22, uy],
      [13, -uy],
      [23, ux],
      ...[half, -half].flatMap((offset): Tag[] => [
        [74, 2],
        [41, offset],
        [41, 0],
        [75, 0],
      ]),
    ];
    this.push(thing, [
      [0, 'MLINE'],
      [8, this.name(thing)],
      [2, 'STANDARD'],
      [40, 1],
      [70, 1],
      [71, 1],
      [72, 2],
      [73, 2],
      [10, ax],
      [20, ay],
      ...vertex(ax, ay),
      ...vertex(bx, by),
    ]);
  }

  text(thing: string, value: string, at: Point, heightM: number, angleDeg = 0): void {
    const [x, y] = this.at(at);
    this.push(thing, [
      [0, 'TEXT'],
      [8, this.name(thing)],
      [10, x],
      [20, y],
      [40, this.length(heightM)],
      [1, value],
      [50, angleDeg + this.frame.rotationDeg],
    ]);
  }

  insert(
    thing: string,
    block: string,
    at: Point,
    point: { scaleX?: number; scaleY?: number; angleDeg?: number } = {},
  ): void {
    const unit = this.frame.unitsPerMetre;
    const sign = this.frame.isMirrored ? -1 : 1;
    this.push(
      thing,
      insert(this.name(thing), block, ...this.at(at), [
        [41, sign * (point.scaleX ?? 1) * unit],
        [42, (point.scaleY ?? 1) * unit],
        [50, sign * (point.angleDeg ?? 0) + this.frame.rotationDeg],
      ]),
    );
  }

  private circleTags(thing: string, type: string, center: Point, radiusM: number): Tag[] {
    const [x, y] = this.at(center);
    return [
      [0, type],
      [8, this.name(thing)],
      [10, x],
      [20, y],
      [40, this.length(radiusM)],
    ];
  }

  private push(thing: string, tags: Tag[]): void {
    const { color } = this.layerOf(thing);
    if (color !== undefined) tags.splice(2, 0, [62, color]);
    for (const tag of tags) this.entities.push(tag);
  }

  private name(thing: string): string {
    return this.layerOf(thing).name;
  }

  private length(metres: number): number {
    return metres * this.frame.unitsPerMetre;
  }

  private at(point: Point): [number, number] {
    const { rotationDeg, unitsPerMetre, offset, shift, isMirrored } = this.frame;
    const angleRad = (rotationDeg * Math.PI) / 180;
    const x = (isMirrored ? -1 : 1) * (point[0] + shift[0]);
    const y = point[1] + shift[1];
    return [
      (Math.cos(angleRad) * x - Math.sin(angleRad) * y) * unitsPerMetre + offset[0],
      (Math.sin(angleRad) * x + Math.cos(angleRad) * y) * unitsPerMetre + offset[1],
    ];
  }
}
