/** Draws what stands on the floor of a truth: columns, bays, doors, points, texts. */

import { distance, pointAlong } from '../../support/points.ts';
import { line, rectangle, type Tag, text } from '../drawing-support.ts';
import type { TruthLevel } from '../score-import.ts';
import type { DxfPen, Point } from './dxf-pen.ts';
import { type SpoilExtras, writeName } from './spoil-extras.ts';
import type { SpoilStyle } from './spoil-styles.ts';

/** Blocks in metres; inserts scale them to the drawing's unit. */
export function spoilBlocks(bay: readonly [number, number]): { name: string; entities: Tag[] }[] {
  const [depth, width] = bay;
  const blocks = [
    { name: '车位', entities: rectangle('0', -width / 2, -depth / 2, width, depth) },
    { name: '车位单元', entities: rectangle('0', -0.5, -0.5, 1, 1) },
    {
      name: '车位组',
      entities: [
        ...rectangle('0', -width / 2, -depth / 2, width, depth),
        ...line('0', -width / 2, depth / 2 - 0.6, width / 2, depth / 2 - 0.6),
      ],
    },
    { name: '柱子', entities: rectangle('0', -0.5, -0.5, 1, 1) },
    {
      name: 'M单开',
      entities: [
        [0, 'ARC'],
        [8, '0'],
        [10, 0],
        [20, 0],
        [40, 1],
        [50, 0],
        [51, 90],
        ...line('0', 0, 0, 0, 1),
      ] as Tag[],
    },
    {
      name: '充电桩',
      entities: [...rectangle('0', -0.15, -0.15, 0.3, 0.3), ...text('0', 'EV', -0.1, -0.1, 0.15)],
    },
    { name: '道闸', entities: [...rectangle('0', -0.2, -0.2, 0.4, 0.4), ...line('0', 0.2, 0, 3.2, 0)] },
    {
      name: '小汽车',
      entities: [...rectangle('0', -0.9, -2.3, 1.8, 4.6), ...rectangle('0', -0.75, -1.2, 1.5, 2.2)],
    },
  ];
  // A block of layer 0 and colour BYBLOCK takes both from where it is placed.
  const inherit = (tags: readonly Tag[]): Tag[] =>
    tags.flatMap((tag): Tag[] => (tag[0] === 8 ? [tag, [62, 0]] : [tag]));
  const nested: Tag[] = [
    [0, 'INSERT'],
    [8, '0'],
    [62, 0],
    [2, '车位组'],
    [10, 0],
    [20, 0],
  ];
  return [
    ...blocks.map(({ name, entities }) => ({ name, entities: inherit(entities) })),
    { name: '车位嵌套', entities: nested },
  ];
}

export function drawColumns(
  pen: DxfPen,
  level: TruthLevel,
  style: SpoilStyle,
  { columnLayer }: SpoilExtras,
): void {
  const thing = columnLayer === 'wall' ? 'shear_wall' : 'column';
  for (const { x, y, w, d, rot } of level.columns) {
    const ring = boxAround([x, y], w, d, rot);
    switch (style.columns) {
      case 'block':
        pen.insert(thing, '柱子', [x, y], { scaleX: w, scaleY: d, angleDeg: rot });
        break;
      case 'lines':
        for (const [i, point] of ring.entries()) pen.line(thing, point, ring[(i + 1) % 4]);
        break;
      case 'solid':
        pen.fill(thing, 'SOLID', ring);
        break;
      case 'hatch':
        pen.hatch(thing, ring);
        break;
      case 'circle':
        pen.circle(thing, [x, y], w / 2);
        break;
      default:
        pen.polyline(thing, ring);
    }
  }
}

export function drawBays(
  pen: DxfPen,
  level: TruthLevel,
  style: SpoilStyle,
  noise: boolean,
  random: () => number,
): void {
  const [depth, width] = level.bay_size;
  const drawn: [Point, Point][] = [];
  const once = (a: Point, b: Point): void => {
    const same = drawn.some(
      ([p, q]) =>
        (distance(a, p) < 0.01 && distance(b, q) < 0.01) || (distance(a, q) < 0.01 && distance(b, p) < 0.01),
    );
    if (same) return;
    drawn.push([a, b]);
    pen.line('bay', a, b);
  };
  for (const { x, y, rot, n } of level.bays) {
    const at: Point = [x, y];
    const ring = boxAround(at, width, depth, rot - 90);
    const angleDeg = rot - 90;
    switch (style.bays) {
      case 'block':
        pen.insert('bay', '车位', at, { angleDeg });
        break;
      case 'mirrored':
        pen.insert('bay', '车位', at, { angleDeg, scaleX: -1 });
        break;
      case 'nested':
        pen.insert('bay', '车位嵌套', at, { angleDeg });
        break;
      case 'scaled':
        pen.insert('bay', '车位单元', at, { angleDeg, scaleX: width, scaleY: depth });
        break;
      case 'open':
        // Open at the lane: ring is (−,−) (+,−) (+,+) (−,+) with + to the back of the bay.
        pen.polyline('bay', [ring[0], ring[3], ring[2], ring[1]], { closed: false });
        break;
      case 'separators':
        once(ring[0], ring[3]);
        once(ring[1], ring[2]);
        break;
      default:
        pen.polyline('bay', ring);
    }
    if (style.bays === 'separators' || n % 5 === 0) pen.text('bay', `${n}`, at, 0.4, angleDeg);
    if (noise && random() < 0.2) pen.insert('car', '小汽车', at, { angleDeg });
  }
}

export function drawDoors(pen: DxfPen, level: TruthLevel, style: SpoilStyle): void {
  for (const { type, tag, a, b, wall_thickness: thickness } of level.doors) {
    const width = distance(a, b);
    const u: Point = [(b[0] - a[0]) / width, (b[1] - a[1]) / width];
    const at = (t: number, o: number): Point => [a[0] + u[0] * t - u[1] * o, a[1] + u[1] * t + u[0] * o];
    const angleDeg = (Math.atan2(u[1], u[0]) * 180) / Math.PI;
    if (tag) pen.text(type, tag, at(width / 2 - 0.5, 0.45), 0.25, angleDeg);
    if (type === 'fire_shutter') {
      const half = 0.06;
      pen.line(type, at(0, half), at(width, half));
      pen.line(type, at(0, -half), at(width, -half));
    } else if (type === 'blast_door') {
      if (style.doors === 'arcs') {
        for (const end of [0.125, width - 0.125]) {
          for (const side of [-0.125, 0.125]) pen.line(type, at(end + side, 0), at(end + side, width * 0.48));
        }
      } else pen.polyline(type, [at(0, -0.15), at(width, -0.15), at(width, 0.15), at(0, 0.15)]);
    } else if (type === 'lift_door') {
      pen.line(type, at(0, thickness / 4), at(width, thickness / 4));
      pen.line(type, at(0, -thickness / 4), at(width, -thickness / 4));
    } else if (style.doors !== 'tags' || !tag) drawLeaves(pen, type, { at, width, angleDeg }, style);
  }
}

function drawLeaves(
  pen: DxfPen,
  type: string,
  { at, width, angleDeg }: { at: (t: number, o: number) => Point; width: number; angleDeg: number },
  style: SpoilStyle,
): void {
  const leaves = width > 1.35 ? [0, 1] : [0];
  const radius = width / leaves.length;
  for (const leaf of leaves) {
    const hinge = at(leaf * width, 0);
    const open = at(leaf * width, radius);
    if (style.doors === 'blocks') {
      pen.insert(type, 'M单开', hinge, { scaleX: leaf ? -radius : radius, scaleY: radius, angleDeg });
      continue;
    }
    pen.line(type, hinge, open);
    if (leaf === 0) pen.arc(type, hinge, radius, angleDeg, angleDeg + 90);
    else pen.arc(type, hinge, radius, angleDeg + 90, angleDeg + 180);
  }
}

export function drawPoints(pen: DxfPen, level: TruthLevel, extras: SpoilExtras): void {
  for (const { type, x, y, name } of level.pois) {
    if (type === 'charger' && extras.chargers === 'texts')
      pen.text('text', '充电桩', [x - 0.4, y - 0.1], 0.25);
    else if (type === 'charger') pen.insert('charger', '充电桩', [x, y]);
    else if (type === 'gate') {
      pen.insert('gate', '道闸', [x, y]);
      pen.text('text', name ?? '道闸', [x + 0.5, y + 0.8], 0.4);
    } else if (type === 'payment_point') pen.text('text', name ?? '收费岗亭', [x, y], 0.4);
    else if (type === 'lift_lobby') writeName(pen, extras, 'room', '电梯厅', [x - 0.5, y], 0.35);
  }
}

export function drawRooms(pen: DxfPen, level: TruthLevel, extras: SpoilExtras): void {
  for (const room of level.rooms) {
    if (room.kind === 'lift_lobby') continue;
    const middle = room.polygon.reduce((sum, [x, y]) => [sum[0] + x, sum[1] + y], [0, 0]);
    const at: Point = [middle[0] / room.polygon.length, middle[1] / room.polygon.length];
    writeName(pen, extras, 'room', room.name, [at[0] - 0.4, at[1]], 0.3);
    if (room.kind !== 'stair') continue;
    for (let k = 0; k < 8; k++)
      pen.line('stair', [at[0] - 0.6, at[1] + 0.27 * k - 1], [at[0] + 0.6, at[1] + 0.27 * k - 1]);
  }
}

export function drawRamps(pen: DxfPen, level: TruthLevel): void {
  for (const ramp of level.ramps) {
    const { centreline, slope, type } = ramp;
    const a = pointAlong(centreline[0], centreline[1], 0.2);
    const b = pointAlong(centreline[0], centreline[1], 0.6);
    pen.line('ramp', a, b);
    pen.text('ramp', type === 'to_ground' ? '上' : level.name === 'B1' ? '下' : '上', a, 0.6);
    pen.text('ramp', `i=${Math.round(slope * 1000) / 10}%`, b, 0.6);
  }
}

function boxAround(
  [x, y]: Point,
  width: number,
  depth: number,
  angleDeg: number,
): [Point, Point, Point, Point] {
  const cos = Math.cos((angleDeg * Math.PI) / 180);
  const sin = Math.sin((angleDeg * Math.PI) / 180);
  const at = (u: number, v: number): Point => [x + u * cos - v * sin, y + u * sin + v * cos];
  const [p, q] = [width / 2, depth / 2];
  return [at(-p, -q), at(p, -q), at(p, q), at(-p, q)];
}
