import type { Tag } from '../drawing-support.ts';
import {
  type Matrix,
  mapped,
  moved,
  ofNormal,
  scaled,
  stretch,
  times,
  turned,
  unit,
  type Vec3,
} from './matrices.ts';
import type { Vec2 } from './sample-curves.ts';

/** An entity as a file has it, and what it draws in its own plane. */
export interface Entity {
  tags: readonly Tag[];
  layer: string;
  /** 0 is the colour of the block; none is that of the layer. */
  color?: number;
  /** Extrusion direction where the entity is stored in its own axes. */
  normal?: Vec3;
  elevation?: number;
  curves?: readonly Curve[];
  text?: { value: string; at: Vec2; height: number };
  insert?: Insert;
}

export interface Curve {
  points: readonly Vec2[];
  isClosed: boolean;
  /** Drawn width, 0 for a thin line; only of straight pieces. */
  width: number;
  /** How far chords of 5° may lie from it. */
  sagitta: number;
  isHatch?: boolean;
}

export interface Insert {
  block: string;
  at: Vec2;
  scale: Vec2;
  turnDeg: number;
  columns: number;
  rows: number;
  columnStep: number;
  rowStep: number;
}

export interface Block {
  name: string;
  base: Vec2;
  entities: readonly Entity[];
}

/** One curve, text or placed block of the exploded drawing, in the world. */
export interface ExplodedCurve extends Curve {
  layer: string;
  color?: number;
  symbol: number;
}

export interface Exploded {
  curves: ExplodedCurve[];
  texts: { value: string; layer: string; at: Vec2; height: number; isSimilar: boolean; symbol: number }[];
  symbols: { layer: string; names: string[]; at: Vec2 }[];
}

interface Location {
  matrix: Matrix;
  layer: string;
  color?: number;
  symbol: number;
}

/** Layers that are not shown: on a frozen one nothing of a block placed there is either. */
export interface HiddenLayers {
  off: string;
  frozen: string;
}

/** Everything that the entities draw, blocks taken apart, curve by curve in the order of drawing. */
export function explode(
  entities: readonly Entity[],
  blocks: readonly Block[],
  hidden: HiddenLayers,
): Exploded {
  const all: Exploded = { curves: [], texts: [], symbols: [] };
  const draw = (entity: Entity, point: Location): void => {
    const layer = entity.layer === '0' ? point.layer : entity.layer;
    const color = entity.color === 0 ? point.color : entity.color;
    if (layer === hidden.frozen) return;
    if (entity.insert) {
      drawCopies(entity, entity.insert, { ...point, layer, color });
      return;
    }
    if (layer === hidden.off) return;
    const plane = entity.normal ? ofNormal(entity.normal) : unit;
    const matrix = times(point.matrix, plane, moved(0, 0, entity.elevation ?? 0));
    const at = ([x, y]: Vec2): Vec2 => {
      const point = mapped(matrix, [x, y, 0]);
      return [point[0], point[1]];
    };
    const { max, min } = stretch(matrix);
    for (const curve of entity.curves ?? []) {
      for (const segment of max > min * 1.0001 ? straightSegments(curve) : [curve]) {
        all.curves.push({
          ...segment,
          points: segment.points.map(at),
          width: segment.width && widthOf(segment, at),
          sagitta: segment.sagitta * max,
          layer,
          color,
          symbol: point.symbol,
        });
      }
    }
    if (entity.text) {
      const { value, at: position, height } = entity.text;
      const isSimilar = max <= min * 1.0001;
      all.texts.push({
        value,
        layer,
        at: at(position),
        height: height * max,
        isSimilar,
        symbol: point.symbol,
      });
    }
  };
  const drawCopies = (entity: Entity, insert: Insert, point: Location): void => {
    const block = blocks.find(({ name }) => name === insert.block)!;
    const { at, scale, turnDeg, columns, rows, columnStep, rowStep } = insert;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const placed = times(
          point.matrix,
          entity.normal ? ofNormal(entity.normal) : unit,
          moved(at[0], at[1], 0),
          turned(turnDeg),
          moved(column * columnStep, row * rowStep, 0),
          scaled(scale[0], scale[1], 1),
        );
        let { symbol } = point;
        if (symbol < 0) {
          symbol = all.symbols.length;
          const [x, y] = mapped(placed, [0, 0, 0]);
          all.symbols.push({ layer: point.layer, names: [], at: [x, y] });
        }
        all.symbols[symbol].names.push(block.name);
        const matrix = times(placed, moved(-block.base[0], -block.base[1], 0));
        for (const inner of block.entities) draw(inner, { ...point, matrix, symbol });
      }
    }
  };
  for (const entity of entities) draw(entity, { matrix: unit, layer: '0', symbol: -1 });
  return all;
}

/** Segments of a wide line, which a map that is no similarity widens each by another factor. */
function straightSegments(curve: Curve): Curve[] {
  const { points, isClosed, width } = curve;
  if (width === 0 || points.length < 3) return [curve];
  const ring = isClosed ? [...points, points[0]] : points;
  return ring.slice(1).map((end, k) => ({ ...curve, points: [ring[k], end], isClosed: false }));
}

/** Distance between both long sides of the first segment's strip. */
function widthOf({ points, width }: Curve, at: (point: Vec2) => Vec2): number {
  const [[ax, ay], [bx, by]] = points;
  const size = Math.hypot(bx - ax, by - ay);
  const [nx, ny] = [(-(by - ay) / size) * width, ((bx - ax) / size) * width];
  const [a, b, side] = [at([ax, ay]), at([bx, by]), at([ax + nx, ay + ny])];
  const area = (b[0] - a[0]) * (side[1] - a[1]) - (side[0] - a[0]) * (b[1] - a[1]);
  return Math.abs(area) / Math.hypot(b[0] - a[0], b[1] - a[1]);
}
