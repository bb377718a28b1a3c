import {
  type Damage,
  DrawingError,
  degToRad,
  type Point,
  quote,
  say,
  verbatim,
} from '../../../core/index.ts';
import type { TextSetting } from '../../drawing/drawing.ts';
import { type Affine, applyAffine, composeAffine, planeAffine, scaleAcross } from './affine.ts';
import { type Crowd, createCrowdFilter } from './crowd-filter.ts';
import { decodeTextCodes, plainMtext } from './decode-text-codes.ts';
import { type DxfRecord, indexOf, numberAt, numberOf, textOf } from './dxf-records.ts';
import { type EntityShape, entityShapes, faceShape, pointOf } from './entity-shapes.ts';
import { isTilted } from './has-height.ts';
import { readProxyGraphics } from './proxy-graphics.ts';
import { type DxfDocument, isCentreLinetype, nameKey } from './read-dxf.ts';
import { readMultileader } from './read-multileader.ts';
import { isInWorld, readPolyline } from './read-polyline.ts';
import { readTextSetting } from './text-setting.ts';
import { transformShape } from './transform-shape.ts';

/** Handles, owners and their brackets: all that differs between two copies in one position. */
const identityCodes = new Set([5, 102, 330, 360]);
/** Whole in one object, and drawn: what is not read is counted, and polylines have vertices behind them. */
const canRepeat = new Set([
  ...[
    'LINE',
    'ARC',
    'CIRCLE',
    'ELLIPSE',
    'LWPOLYLINE',
    'SPLINE',
    'MLINE',
    'HATCH',
    'SOLID',
    'TRACE',
    '3DFACE',
  ],
  ...['TEXT', 'MTEXT', 'ATTRIB', 'ATTDEF', 'INSERT', 'POINT', 'DIMENSION'],
]);
/** Groups that go into the hash; all are compared where it is the same. */
const hashedGroups = 24;

/** Describes what one entity puts into the drawing, in the coordinates of the block that it stands in. */
export type EntityPart = {
  record: DxfRecord;
  layer: string;
  color?: PartColor;
  /** Drawn dash by dot, or not, whatever its layer says; undefined as the layer is. */
  isCentreLine?: boolean;
} & PartContent;

type PartContent =
  | { kind: 'shapes'; shapes: EntityShape[]; pointCount: number }
  | {
      kind: 'text';
      text: string;
      position: Point;
      height: number;
      isAttribute: boolean;
      setting: TextSetting;
    }
  | { kind: 'insert'; name: string; isTilted: boolean; copies: InsertCopies }
  /** An entity of a type that is not read; of a proxy, the type of the object that it stands for. */
  | { kind: 'unread'; type: string }
  /** `isDrawn`: it is read all the same, and all that is not known is its layer. */
  | { kind: 'damaged'; damage: Damage; isDrawn?: boolean };

export type InsertPart = Extract<EntityPart, { kind: 'insert' }>;

/** Positions of an insert, before its block's base point is taken off. */
export interface InsertCopies {
  matrix: Affine;
  columns: number;
  rows: number;
  columnStep: Point;
  rowStep: Point;
}

/** Entities of CAD itself that are not read: their graphics are frames of pictures, cells of tables, edges of solids. */
const native =
  /^(IMAGE|\w+UNDERLAY|ACAD_TABLE|MESH|\w*SURFACE|HELIX|3DSOLID|REGION|BODY|SHAPE|CAMERA|SUN|SECTIONOBJECT|\w*POSITIONMARKER|RTEXT|ARCALIGNEDTEXT)$/;
/** Classes of programs are numbered from here on. */
const firstClass = 500;

/** Entities that show nothing of the building: their absence is expected and not worth a word. */
const silent = new Set([
  ...[
    'SEQEND',
    'VIEWPORT',
    'ATTDEF',
    'POINT',
    'DIMENSION',
    'ARC_DIMENSION',
    'LARGE_RADIAL_DIMENSION',
    'LEADER',
  ],
  ...['MULTILEADER', 'TOLERANCE', 'RAY', 'XLINE', 'LIGHT', 'WIPEOUT', 'OLE2FRAME', 'OLEFRAME'],
]);

/**
 * Calls back with what each visible entity draws, in order; an entity that cannot be read is a damaged piece. Of
 * entities that are the same in all only the first is read; of a thousand in one point those beyond are counted.
 */
export function readEntityParts(
  records: readonly DxfRecord[],
  document: DxfDocument,
  visit: (part: EntityPart, recordIndex: number) => void,
): Crowd | undefined {
  const isRepeated = createRepeatFilter(records);
  const crowds = createCrowdFilter();
  for (let i = 0; i < records.length; i++) {
    const record = records[i];
    if (isRepeated(i) || crowds.isTooMany(record)) continue;
    const common = readCommon(record, document.isLayout === true);
    const vertices: DxfRecord[] = [];
    if (record.type === 'POLYLINE') {
      while (records[i + 1]?.type === 'VERTEX') vertices.push(records[++i]);
    }
    if (common.isHidden) continue;
    const content = readEntityPart(record, vertices, common, document);
    for (const part of content.flatMap((each) => withGraphics(each, record))) {
      const { layer, color, isCentreLine } = common;
      visit({ record, layer, color, isCentreLine, ...part }, i);
    }
  }
  return crowds.crowd();
}

/** Puts the graphics of an object of another program in its stead, where the file has them. */
function withGraphics(part: PartContent, record: DxfRecord): PartContent[] {
  if (part.kind !== 'unread' || native.test(part.type)) return [part];
  const graphics = readProxyGraphics(record);
  if (!graphics) return [part];
  const { shapes } = graphics;
  const texts = graphics.texts.map((text): PartContent => ({ kind: 'text', isAttribute: false, ...text }));
  if (shapes.length === 0) return texts;
  const pointCount = shapes.reduce((sum, { points }) => sum + points.length, 0);
  return [{ kind: 'shapes', shapes, pointCount }, ...texts];
}

/**
 * Returns the type of the object that a proxy stands for, by the number of its class. Some programs number the classes of
 * entities alone.
 */
function objectType(record: DxfRecord, { classes }: DxfDocument): string {
  if (record.type !== 'ACAD_PROXY_ENTITY') return record.type;
  const number = numberOf(record, 91, 0) - firstClass;
  const listed = classes[number]?.isEntity
    ? classes[number]
    : classes.filter((each) => each.isEntity)[number];
  const name = listed?.name.toUpperCase();
  return name && /^[A-Z]\w*$/.test(name) ? name : record.type;
}

function readEntityPart(
  record: DxfRecord,
  vertices: readonly DxfRecord[],
  { layer }: EntityCommon,
  document: DxfDocument,
): PartContent[] {
  const { broken } = record.tags;
  const damage = broken.get(record.first) ?? brokenVertex(vertices);
  if (damage) return [{ kind: 'damaged', damage }];
  try {
    if (record.type === 'MULTILEADER') {
      const { text, shapes } = readMultileader(record);
      const lines = inPlane(record, shapes);
      const words: PartContent[] = text ? [{ kind: 'text', isAttribute: false, ...text }] : [];
      return [...withoutLayer(record, layer), ...words, ...(lines ? [lines] : [])];
    }
    const content = readContent(record, vertices, document);
    return content ? [...withoutLayer(record, layer), content] : [];
  } catch (error) {
    if (!(error instanceof DrawingError)) throw error;
    // What shows nothing of the building is not missed.
    if (silent.has(record.type)) return [];
    return [{ kind: 'damaged', damage: error.problem }];
  }
}

/** Says of a thing with a handle that names no layer that its file is damaged; its lines are there all the same. */
function withoutLayer(record: DxfRecord, layer: string): PartContent[] {
  const isMissing = layer === '' && indexOf(record, 8) < 0 && indexOf(record, 5) >= 0;
  if (!isMissing || silent.has(record.type)) return [];
  const at = record.tags.locationOf(record.first);
  const { problem } = new DrawingError(at, say('without-layer', { type: record.type }), say('layer-group'));
  return [{ kind: 'damaged', damage: problem, isDrawn: true }];
}

function brokenVertex(vertices: readonly DxfRecord[]): Damage | undefined {
  const vertex = vertices.find(({ tags, first }) => tags.broken.has(first));
  return vertex?.tags.broken.get(vertex.first);
}

function readContent(
  record: DxfRecord,
  vertices: readonly DxfRecord[],
  document: DxfDocument,
): PartContent | undefined {
  switch (record.type) {
    case 'TEXT':
    case 'MTEXT':
    case 'ATTRIB':
      return readText(record);
    case 'ATTDEF':
      return (numberOf(record, 70, 0) & 3) === 2 ? readText(record) : undefined;
    case 'INSERT':
      return readInsert(record);
    case 'POLYLINE':
      return inPlane(record, polylineShapes(record, vertices));
    case 'VERTEX':
      throw new DrawingError(
        record.tags.locationOf(record.first),
        say('vertex'),
        say('vertex-after-polyline'),
      );
    default:
  }
  const shapes = entityShapes(record, document);
  if (shapes) return inPlane(record, shapes);
  if (silent.has(record.type)) return undefined;
  if (/^(3D)?[A-Z][A-Z0-9_]*$/i.test(record.type)) {
    return { kind: 'unread', type: objectType(record, document) };
  }
  throw new DrawingError(
    record.tags.locationOfValue(record.first),
    verbatim(quote(record.type)),
    say('dxf-object-name'),
  );
}

function polylineShapes(record: DxfRecord, vertices: readonly DxfRecord[]): EntityShape[] {
  const lines = readPolyline(record, vertices);
  const isFaces = (numberOf(record, 70, 0) & 64) !== 0;
  return lines.map((line) => ({
    ...(isFaces ? faceShape(line.points) : { source: 'polyline' as const, ...line }),
    inWorld: isInWorld(record),
  }));
}

function readText(record: DxfRecord): PartContent | undefined {
  const { codes } = record.tags;
  const isParagraph = record.type === 'MTEXT';
  const isAttribute = record.type === 'ATTRIB';
  if (isAttribute && (numberOf(record, 70, 0) & 1) !== 0) return undefined;
  const parts: number[] = [];
  for (let i = record.first + 1; i < record.end; i++) {
    if (codes[i] === 1 || (isParagraph && codes[i] === 3)) parts.push(i);
  }
  if (parts.length === 0) return undefined;
  const raw = record.tags.joinedText(parts);
  const text = (isParagraph ? plainMtext(raw) : decodeTextCodes(raw)).trim();
  if (text === '') return undefined;
  const plane = planeOf(record);
  const [x, y] = anchorOf(record);
  const height = numberOf(record, 40, 0) * scaleAcross(plane, [1, 0]);
  return {
    kind: 'text',
    text,
    position: applyAffine(plane, x, y),
    height,
    isAttribute,
    setting: readTextSetting(record, plane),
  };
}

/**
 * Returns where a text stands: its first point, or the second where it is aligned there, or between both it is fitted
 * to.
 */
function anchorOf(record: DxfRecord): Point {
  const first = pointOf(record, 10);
  if (record.type === 'MTEXT' || indexOf(record, 11) < 0) return first;
  const across = numberOf(record, 72, 0);
  const second = pointOf(record, 11);
  if (across === 3 || across === 5) return [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2];
  return across !== 0 || numberOf(record, record.type === 'TEXT' ? 73 : 74, 0) !== 0 ? second : first;
}

function readInsert(record: DxfRecord): PartContent {
  const [x, y] = pointOf(record, 10);
  const angle = degToRad(numberOf(record, 50, 0));
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const sx = numberOf(record, 41, 1);
  const sy = numberOf(record, 42, 1);
  const plane = planeOf(record);
  const step = (along: number, across: number): Point => {
    const u = along * cos - across * sin;
    const v = along * sin + across * cos;
    return [plane[0] * u + plane[2] * v, plane[1] * u + plane[3] * v];
  };
  return {
    kind: 'insert',
    name: insertedName(record),
    isTilted: isTilted(record),
    copies: {
      matrix: composeAffine(plane, [cos * sx, sin * sx, -sin * sy, cos * sy, x, y]),
      columns: Math.max(1, Math.trunc(numberOf(record, 70, 1))),
      rows: Math.max(1, Math.trunc(numberOf(record, 71, 1))),
      columnStep: step(numberOf(record, 44, 0), 0),
      rowStep: step(0, numberOf(record, 45, 0)),
    },
  };
}

/** The shapes in the block's own x and y; what draws nothing there is left out. */
function inPlane(record: DxfRecord, shapes: readonly EntityShape[]): PartContent | undefined {
  const plane = planeOf(record);
  const placed = shapes
    .filter(({ points }) => points.some(([x, y]) => x !== points[0][0] || y !== points[0][1]))
    .flatMap((shape) => (shape.inWorld ? [shape] : transformShape(shape, plane)));
  if (placed.length === 0) return undefined;
  const pointCount = placed.reduce((sum, { points }) => sum + points.length, 0);
  return { kind: 'shapes', shapes: placed, pointCount };
}

/** Returns the map from the entity's own plane to x and y: the identity unless it has an extrusion direction. */
function planeOf(record: DxfRecord): Affine {
  const index = indexOf(record, 210);
  if (index < 0) return [1, 0, 0, 1, 0, 0];
  const elevation = numberOf(record, 38, numberOf(record, 30, 0));
  return planeAffine(numberAt(record, index), numberOf(record, 220, 0), numberOf(record, 230, 1), elevation);
}

/** The name of the block an insert places. */
export function insertedName(record: DxfRecord): string {
  return decodeTextCodes(textOf(record, 2) ?? '').trim();
}

/** The key of the block an insert places. */
export function blockKeyOf({ name }: InsertPart): string {
  return nameKey(name);
}

/** `by-block` is the colour of whatever places the block. */
type PartColor = number | 'by-block';

interface EntityCommon {
  layer: string;
  color?: PartColor;
  isCentreLine?: boolean;
  isHidden: boolean;
}

/** Returns what all entities may have, in one pass over their groups. */
function readCommon(record: DxfRecord, isLayout: boolean): EntityCommon {
  const { codes } = record.tags;
  let layer: number | undefined;
  let colorIndex = 256;
  let trueColor: number | undefined;
  let linetype: number | undefined;
  let isHidden = false;
  for (let i = record.first + 1; i < record.end; i++) {
    const code = codes[i];
    if (code === 8) layer ??= i;
    else if (code === 6) linetype = i;
    else if (code === 62) colorIndex = record.tags.number(i);
    else if (code === 420) trueColor = record.tags.number(i);
    else if (code === 60 || (code === 67 && !isLayout)) isHidden ||= record.tags.number(i) === 1;
    // Behind the layer the next subclass begins what this kind of entity has for itself.
    else if (code === 100 && layer !== undefined) break;
  }
  return {
    layer: layer === undefined ? '' : decodeTextCodes(record.tags.text(layer)).trim(),
    isHidden,
    ...colorOf(colorIndex, trueColor),
    ...(linetype === undefined ? {} : linetypeOf(record.tags.text(linetype).trim())),
  };
}

/** True where an entity's own linetype is that of centre lines; nothing when it is the layer's. */
function linetypeOf(name: string): { isCentreLine?: boolean } {
  return /^by(layer|block)$/i.test(name) ? {} : { isCentreLine: isCentreLinetype(name) };
}

/** The entity's own colour; nothing when it is the layer's. True colours are numbered beyond the indexed ones. */
function colorOf(index: number, trueColor: number | undefined): { color?: PartColor } {
  if (trueColor !== undefined && Number.isFinite(trueColor)) return { color: 0x1000 + trueColor };
  if (index === 256 || !Number.isFinite(index)) return {};
  return { color: index === 0 ? 'by-block' : index };
}

/**
 * A function that says of the numbered object whether one that is the same, group for group, was asked about before:
 * drawings hold things copied onto themselves, sometimes thousands of times.
 */
function createRepeatFilter(records: readonly DxfRecord[]): (index: number) => boolean {
  let size = 16;
  while (size < 2 * records.length) size *= 2;
  // [size]: hash of the object there, and its number from 1
  const hashes = new Int32Array(size);
  const numbers = new Int32Array(size);
  return (index) => {
    const record = records[index];
    if (!canRepeat.has(record.type)) return false;
    const hash = hashOf(record);
    let slot = (hash ^ (hash >>> 15)) & (size - 1);
    while (numbers[slot] !== 0) {
      if (hashes[slot] === hash) return isSame(record, records[numbers[slot] - 1]);
      slot = (slot + 1) & (size - 1);
    }
    hashes[slot] = hash;
    numbers[slot] = index + 1;
    return false;
  };
}

function hashOf({ tags, first, end }: DxfRecord): number {
  let hash = 0x811c9dc5 | 0;
  let left = hashedGroups;
  for (let i = first; i < end && left > 0; i++) {
    const code = tags.codes[i];
    if (identityCodes.has(code)) continue;
    hash = tags.hash(i, Math.imul(hash ^ code, 0x01000193));
    left--;
  }
  return hash;
}

function isSame(a: DxfRecord, b: DxfRecord): boolean {
  const { tags } = a;
  let i = a.first;
  let j = b.first;
  for (;;) {
    while (i < a.end && identityCodes.has(tags.codes[i])) i++;
    while (j < b.end && identityCodes.has(tags.codes[j])) j++;
    if (i === a.end || j === b.end) return i === a.end && j === b.end;
    if (tags.codes[i] !== tags.codes[j] || !tags.isSame(i, j)) return false;
    i++;
    j++;
  }
}
