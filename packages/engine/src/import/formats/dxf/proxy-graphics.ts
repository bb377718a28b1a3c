import { decodeBytes, decodeLatin1, type Point } from '../../../core/index.ts';
import type { TextSetting } from '../../drawing/drawing.ts';
import { decodeTextCodes } from './decode-text-codes.ts';
import { type DxfRecord, indexOf } from './dxf-records.ts';
import { type EntityShape, faceShape } from './entity-shapes.ts';
import { arcPoints, bulgePoints } from './flatten-curves.ts';

/** A text of an object's graphics, in the coordinates of the block that the object stands in. */
export interface ProxyText {
  text: string;
  position: Point;
  height: number;
  setting: TextSetting;
}

export interface ProxyGraphics {
  shapes: EntityShape[];
  texts: ProxyText[];
}

type Space = [x: number, y: number, z: number];
/** Rows of a matrix of three times four. */
type Transform = readonly number[];

/**
 * Reads what CAD shows of an object when the program that made it is missing, as DXF (groups 310) and DWG store it (Open
 * Design Specification for .dwg files, "Proxy entity graphics"), seen from above. Undefined where the file has nothing
 * of it, or only a box with the name of the object's class in it.
 */
export function readProxyGraphics(record: DxfRecord): ProxyGraphics | undefined {
  const bytes = graphicsBytes(record);
  if (bytes.length < 16) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const graphics: ProxyGraphics = { shapes: [], texts: [] };
  const transforms: Transform[] = [];
  for (let at = 8; at + 8 <= bytes.length; ) {
    const size = view.getInt32(at, true);
    if (size < 8 || at + size > bytes.length) break;
    const type = view.getInt32(at + 4, true);
    const reader = createReader(bytes.subarray(at + 8, at + size), transforms);
    try {
      if (type === 29 || type === 30) transforms.push(composed(transforms.at(-1), reader.matrix()));
      else if (type === 31) transforms.pop();
      else commands[type]?.(reader, graphics);
    } catch (error) {
      // A command that says that it is longer than it is: the others may be whole.
      if (!(error instanceof RangeError)) throw error;
    }
    at += size;
  }
  if (graphics.texts.some(({ text }) => isPlaceholder(text))) return undefined;
  return graphics.shapes.length + graphics.texts.length > 0 ? graphics : undefined;
}

/** `AecDbWall (AecArchBase80)`: class and program, which stand in a box in place of what the program would draw. */
function isPlaceholder(text: string): boolean {
  return /^[A-Za-z]\w+ \([^()]*\)$/.test(text);
}

/** The chunks behind the first group that says how many bytes of graphics follow. */
function graphicsBytes(record: DxfRecord): Uint8Array {
  const { tags } = record;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const counts = [indexOf(record, 160), indexOf(record, 92)].filter((index) => index >= 0);
  const first = Math.min(...counts);
  for (let i = first + 1; i < record.end && tags.codes[i] === 310; i++) {
    const chunk = tags.bytes(i);
    chunks.push(chunk);
    length += chunk.length;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Reads a command's values; beyond its end that is a `RangeError`. */
interface Reader {
  int(): number;
  double(): number;
  /** Three values as they stand there. */
  vector(): Space;
  /** A point, in the object's block. */
  point(): Space;
  points(): Space[];
  /** Moves a point, or turns a direction, into the object's block. */
  placed(point: Space): Space;
  turned(direction: Space): Space;
  matrix(): Transform;
  text(isUnicode: boolean): string;
  rest(): Uint8Array;
}

function createReader(bytes: Uint8Array, transforms: readonly Transform[]): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const transform = transforms.at(-1);
  let at = 0;
  const int = (): number => {
    at += 4;
    return view.getInt32(at - 4, true);
  };
  const double = (): number => {
    at += 8;
    return view.getFloat64(at - 8, true);
  };
  const vector = (): Space => [double(), double(), double()];
  const placed = (at: Space): Space => (transform ? applied(transform, at, 1) : at);
  const point = (): Space => placed(vector());
  return {
    int,
    double,
    vector,
    point,
    points: () => Array.from({ length: checked(int(), bytes.length / 24) }, point),
    placed,
    turned: (direction) => (transform ? applied(transform, direction, 0) : direction),
    matrix: () => Array.from({ length: 16 }, double).slice(0, 12),
    text(isUnicode) {
      const step = isUnicode ? 2 : 1;
      let end = at;
      while (end + step <= bytes.length && (bytes[end] !== 0 || (isUnicode && bytes[end + 1] !== 0)))
        end += step;
      const raw = bytes.subarray(at, end);
      // Its end is marked, and filled up to four bytes.
      at += Math.ceil((end - at + step) / 4) * 4;
      return (isUnicode ? decodeBytes(raw, 'utf-16le') : decodeLocal(raw)) ?? '';
    },
    rest: () => bytes.subarray(at),
  };
}

/** A text in the code page of the computer that it was written on. */
function decodeLocal(raw: Uint8Array): string {
  return decodeBytes(raw, 'utf-8') ?? decodeBytes(raw, 'gbk') ?? decodeLatin1(raw);
}

function checked(count: number, max: number): number {
  if (count < 0 || count > max) throw new RangeError('more than there is');
  return count;
}

function applied(m: Transform, [x, y, z]: Space, w: 0 | 1): Space {
  return [
    m[0] * x + m[1] * y + m[2] * z + m[3] * w,
    m[4] * x + m[5] * y + m[6] * z + m[7] * w,
    m[8] * x + m[9] * y + m[10] * z + m[11] * w,
  ];
}

/** First `inner`, then `outer`. */
function composed(outer: Transform | undefined, inner: Transform): Transform {
  if (!outer) return inner;
  const column = (k: number, w: 0 | 1) => applied(outer, [inner[k], inner[4 + k], inner[8 + k]], w);
  const [a, b, c, d] = [column(0, 0), column(1, 0), column(2, 0), column(3, 1)];
  return [0, 1, 2].flatMap((row) => [a[row], b[row], c[row], d[row]]);
}

type Command = (reader: Reader, graphics: ProxyGraphics) => void;

/** Commands that draw, by number. Colours, layers and line types go by tables that are not at hand. */
const commands: Readonly<Record<number, Command>> = {
  2: (reader, { shapes }) => {
    const center = reader.vector();
    const radius = reader.double();
    const [u, v] = axesAcross(reader.vector());
    shapes.push(...arcShape(reader, { center, u, v, radius, startRad: 0, sweepRad: 2 * Math.PI }));
  },
  3: (reader, { shapes }) => {
    const [a, b, c] = [reader.point(), reader.point(), reader.point()];
    const circle = circleThrough(a, b, c);
    if (!circle) return;
    const { center, radius } = circle;
    const points = arcPoints(center, radius, 0, 2 * Math.PI).slice(0, -1);
    shapes.push({ source: 'circle', points, closed: true, width: 0, inWorld: true, arc: circle });
  },
  4: (reader, { shapes }) => {
    const center = reader.vector();
    const radius = reader.double();
    const normal = reader.vector();
    const u = unit(reader.vector());
    const v = cross(unit(normal), u);
    shapes.push(...arcShape(reader, { center, u, v, radius, startRad: 0, sweepRad: reader.double() }));
  },
  5: (reader, { shapes }) => {
    const [a, b, c] = [reader.point(), reader.point(), reader.point()];
    shapes.push(...arcThrough(a, b, c));
  },
  6: (reader, { shapes }) => shapes.push(...polyline(reader.points(), false)),
  7: (reader, { shapes }) => shapes.push(...polyline(reader.points(), true)),
  8: (reader, { shapes }) => shapes.push(...mesh(reader)),
  9: (reader, { shapes }) => shapes.push(...shell(reader)),
  10: (reader, graphics) => addText(reader, graphics, { isUnicode: false, isLong: false }),
  11: (reader, graphics) => addText(reader, graphics, { isUnicode: false, isLong: true }),
  32: (reader, { shapes }) => shapes.push(...polyline(reader.points(), false)),
  33: (reader, { shapes }) => shapes.push(...lwPolyline(reader)),
  36: (reader, graphics) => addText(reader, graphics, { isUnicode: true, isLong: false }),
  38: (reader, graphics) => addText(reader, graphics, { isUnicode: true, isLong: true }),
};

function flat([x, y]: Readonly<Space>): Point {
  return [x, y];
}

function polyline(points: readonly Space[], isPolygon: boolean): EntityShape[] {
  const line = points.map(flat);
  const [first, last] = [line[0], line[line.length - 1]];
  const isRing = line.length > 3 && first[0] === last[0] && first[1] === last[1];
  if (isRing) line.pop();
  if (line.length < 2) return [];
  return [{ source: 'polyline', points: line, closed: isPolygon || isRing, width: 0, inWorld: true }];
}

interface SpaceArc {
  center: Space;
  /** Directions of the angles 0 and 90°. */
  u: Space;
  v: Space;
  radius: number;
  startRad: number;
  sweepRad: number;
}

/** An arc seen from above; one that lies flat stays an arc. */
function arcShape(reader: Reader, { center, u, v, radius, startRad, sweepRad }: SpaceArc): EntityShape[] {
  if (!(radius > 0) || !Number.isFinite(sweepRad)) return [];
  const closed = Math.abs(sweepRad) >= 2 * Math.PI - 1e-9;
  const around = arcPoints([0, 0], radius, startRad, sweepRad);
  if (closed) around.pop();
  const points = around.map(([x, y]) =>
    flat(reader.placed([0, 1, 2].map((k) => center[k] + x * u[k] + y * v[k]) as Space)),
  );
  const shape: EntityShape = { source: 'curve', points, closed, width: 0, inWorld: true };
  const [a, b] = [reader.turned(u), reader.turned(v)];
  const scale = Math.hypot(a[0], a[1]);
  if (Math.abs(a[2]) + Math.abs(b[2]) > 1e-9 || Math.abs(scale - Math.hypot(b[0], b[1])) > 1e-6)
    return [shape];
  const arc = { center: flat(reader.placed(center)), radius: radius * scale };
  return [{ ...shape, source: closed ? 'circle' : 'arc', arc }];
}

/** The arc from `a` over `b` to `c`, as they lie seen from above. */
function arcThrough(a: Space, b: Space, c: Space): EntityShape[] {
  const circle = circleThrough(a, b, c);
  if (!circle) return polyline([a, b, c], false);
  const { center, radius } = circle;
  const angleOf = ([x, y]: Space) => Math.atan2(y - center[1], x - center[0]);
  const turn = (from: number, to: number) => (to - from + 4 * Math.PI) % (2 * Math.PI);
  const [start, middle, end] = [angleOf(a), angleOf(b), angleOf(c)];
  const whole = turn(start, end);
  const sweep = turn(start, middle) <= whole ? whole : whole - 2 * Math.PI;
  const points = arcPoints(center, radius, start, sweep);
  return [{ source: 'arc', points, closed: false, width: 0, inWorld: true, arc: circle }];
}

function circleThrough(
  [ax, ay]: Space,
  [bx, by]: Space,
  [cx, cy]: Space,
): { center: Point; radius: number } | undefined {
  const [ux, uy, vx, vy] = [bx - ax, by - ay, cx - ax, cy - ay];
  const doubled = 2 * (ux * vy - uy * vx);
  const [u2, v2] = [ux * ux + uy * uy, vx * vx + vy * vy];
  if (Math.abs(doubled) <= 1e-9 * (u2 + v2)) return undefined;
  const [x, y] = [(vy * u2 - uy * v2) / doubled, (ux * v2 - vx * u2) / doubled];
  return { center: [ax + x, ay + y], radius: Math.hypot(x, y) };
}

/** A grid of points, as lines along its rows and columns. */
function mesh(reader: Reader): EntityShape[] {
  const [rows, columns] = [reader.int(), reader.int()];
  const count = checked(rows * columns, longestMesh);
  if (rows < 0) return [];
  const points = Array.from({ length: count }, () => reader.point());
  const along = Array.from({ length: rows }, (_, row) => points.slice(row * columns, (row + 1) * columns));
  const across = Array.from({ length: columns }, (_, column) => along.map((row) => row[column]));
  return [...along, ...across].flatMap((line) => polyline(line, false)).filter(hasExtent);
}

/** Faces of points by number; holes, which have a negative count, are faces too. */
function shell(reader: Reader): EntityShape[] {
  const points = reader.points();
  const shapes: EntityShape[] = [];
  for (let left = reader.int(); left > 0; ) {
    const count = checked(Math.abs(reader.int()), left);
    const ring = Array.from({ length: count }, () => points[reader.int()]).filter(Boolean);
    if (ring.length > 1) shapes.push({ ...faceShape(ring.map(flat)), inWorld: true });
    left -= count + 1;
  }
  return shapes.filter(hasExtent);
}

function hasExtent({ points }: EntityShape): boolean {
  return points.some(([x, y]) => x !== points[0][0] || y !== points[0][1]);
}

function addText(
  reader: Reader,
  { texts }: ProxyGraphics,
  { isUnicode, isLong }: { isUnicode: boolean; isLong: boolean },
): void {
  const position = flat(reader.point());
  reader.vector();
  const direction = reader.turned(reader.vector());
  let raw = '';
  if (isLong) {
    raw = reader.text(isUnicode);
    // Its length, and whether its codes are to be shown as they are.
    reader.int();
    reader.int();
  }
  const height = reader.double();
  const width = reader.double();
  reader.double();
  if (!isLong) raw = reader.text(isUnicode);
  const text = decodeTextCodes(raw).trim();
  if (text === '') return;
  const up = reader.turned([0, 1, 0]);
  texts.push({
    text,
    position,
    height: height * Math.hypot(...up),
    setting: {
      angleRad: Math.atan2(direction[1], direction[0]),
      acrossRatio: 0,
      row: 'baseline',
      widthRatio: width > 0 ? width : 1,
    },
  });
}

const longestMesh = 1_000_000;

function unit([x, y, z]: Space): Space {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

function cross([ax, ay, az]: Space, [bx, by, bz]: Space): Space {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}

/** Two directions across a normal and each other. */
function axesAcross(normal: Space): [Space, Space] {
  const n = unit(normal);
  const isUpright = Math.abs(n[0]) < 1 / 64 && Math.abs(n[1]) < 1 / 64;
  const u = unit(cross(isUpright ? [0, 1, 0] : [0, 0, 1], n));
  return [u, cross(n, u)];
}

/** A LWPOLYLINE as DWG packs it, bit after bit. */
function lwPolyline(reader: Reader): EntityShape[] {
  reader.int();
  const bits = createBits(reader.rest());
  const flags = bits.short();
  const width = (flags & 4) !== 0 ? bits.double() : 0;
  for (const flag of [8, 2]) if ((flags & flag) !== 0) bits.double();
  if ((flags & 1) !== 0) for (let k = 0; k < 3; k++) bits.double();
  const count = bits.long();
  const bulgeCount = (flags & 16) !== 0 ? bits.long() : 0;
  if ((flags & 1024) !== 0) bits.long();
  if ((flags & 32) !== 0) bits.long();
  const corners: Point[] = [];
  for (let k = 0; k < count; k++) {
    const before = corners[k - 1];
    corners.push(before ? [bits.near(before[0]), bits.near(before[1])] : [bits.raw(), bits.raw()]);
  }
  const bulges = Array.from({ length: checked(bulgeCount, count) }, () => bits.double());
  const closed = (flags & 512) !== 0;
  const points = corners.slice(0, 1);
  for (let k = 1; k < count + (closed ? 1 : 0); k++) {
    const chords = bulgePoints(corners[k - 1], corners[k % count], bulges[k - 1] ?? 0);
    points.push(...(k === count ? chords.slice(0, -1) : chords));
  }
  if (points.length < 2) return [];
  const shape: EntityShape = { source: 'polyline', points, closed, width, inWorld: true };
  return [{ ...shape, points: points.map(([x, y]) => flat(reader.placed([x, y, 0]))) }];
}

/** Reads numbers that begin at any bit; beyond the end that is a `RangeError`. */
function createBits(bytes: Uint8Array) {
  let at = 0;
  const bit = (): number => {
    if (at >= 8 * bytes.length) throw new RangeError('beyond the end');
    return (bytes[at >> 3] >> (7 - (at++ & 7))) & 1;
  };
  const two = (): number => 2 * bit() + bit();
  const byte = (): number => {
    let value = 0;
    for (let k = 0; k < 8; k++) value = 2 * value + bit();
    return value;
  };
  const scratch = new DataView(new ArrayBuffer(8));
  const fill = (from: number, to: number): void => {
    for (let k = from; k < to; k++) scratch.setUint8(k, byte());
  };
  const raw = (): number => {
    fill(0, 8);
    return scratch.getFloat64(0, true);
  };
  const integer = (size: 2 | 4): number => {
    const code = two();
    if (code === 1) return byte();
    if (code !== 0) return code === 3 && size === 2 ? 256 : 0;
    fill(0, size);
    return size === 2 ? scratch.getUint16(0, true) : scratch.getUint32(0, true);
  };
  return {
    raw,
    short: () => integer(2),
    long: () => integer(4),
    double: (): number => {
      const code = two();
      return code === 0 ? raw() : code === 1 ? 1 : 0;
    },
    /** A number that may share its high bytes, or all, with another. */
    near(other: number): number {
      const code = two();
      if (code === 0) return other;
      if (code === 3) return raw();
      scratch.setFloat64(0, other, true);
      if (code === 2) fill(4, 6);
      fill(0, 4);
      return scratch.getFloat64(0, true);
    },
  };
}
