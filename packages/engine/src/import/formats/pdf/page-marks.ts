import {
  type Bounds,
  boundsOf,
  DrawingError,
  type Point,
  pointAlong,
  say,
  signedArea,
} from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import { type Affine, affineScale, applyAffine, composeAffine, identity } from '../dxf/affine.ts';
import type { OpenPdf, OperatorList } from './open-pdf.ts';

const { flatnessPt, maxChords, largestOperatorCount, largestPointCount, largestWork } = tuning.pdfPageMarks;

/** How something is drawn. */
export interface MarkStyle {
  /** Name of the innermost group of optional content it is in. */
  layer?: string;
  /** `#rrggbb`. */
  color: string;
  /** Width of the pen, points. */
  widthPt: number;
  isDashed: boolean;
}

/** A line as it is stroked, or the rings of one area as it is filled, in points of default user space. */
export interface PageMark {
  kind: 'stroke' | 'fill';
  style: MarkStyle;
  /** One line, or the rings of one area. */
  lines: { points: Point[]; closed: boolean }[];
  /** Some of it is curved. */
  isCurved: boolean;
}

/** An image as it lies on the page: its unit square becomes this. */
export interface PlacedImage {
  /** Name in the page's store of objects, or the pixels where they stand in the page itself. */
  source: unknown;
  matrix: Affine;
}

export interface PageMarks {
  marks: PageMark[];
  images: PlacedImage[];
  /** Number of marks and texts on layers that are off. */
  hiddenCount: number;
  /** Number of texts of fonts that the library cannot read. */
  unknownTextCount: number;
  /** Lines that texts stand on, from their start to their end: the library does not say which layer a text is on. */
  baselines: { from: Point; to: Point; isHidden: boolean }[];
}

interface GraphicsState {
  matrix: Affine;
  clip: Clip;
  stroke: string;
  fill: string;
  isPattern: boolean;
  lineWidth: number;
  isDashed: boolean;
  strokeAlpha: number;
  fillAlpha: number;
  font: TextState;
}

/** Settings of texts, units of text space. */
interface TextState {
  size: number;
  font: string;
  letterSpacing: number;
  wordSpacing: number;
  widthRatio: number;
  leading: number;
  rise: number;
}

/** A character as the library lists it, in thousandths of the size; a number moves back by so many. */
type Glyph = number | { width?: number; isSpace?: boolean; vmetric?: readonly number[] };

/** One entry for each marked content that is open. */
interface OpenContent {
  layer?: string;
  isHidden: boolean;
}

/** Subpath of a path before it is clipped. */
interface Subpath {
  points: Point[];
  closed: boolean;
  isCurved: boolean;
}

/** Returns the marks that a page draws, clipped to its visible part. Throws `DrawingError` where it is too much. */
export function readMarks(
  { fnArray, argsArray }: OperatorList,
  view: readonly number[],
  pdf: Pick<OpenPdf, 'ops' | 'layers'>,
): PageMarks {
  if (fnArray.length > largestOperatorCount) {
    throw new DrawingError(
      say('pdf-page-content'),
      say('pdf-operators', { count: fnArray.length }),
      say('at-most', { most: largestOperatorCount }),
    );
  }
  const reader = new MarkReader(view, pdf);
  for (let i = 0; i < fnArray.length; i++) reader.take(fnArray[i], argsArray[i] as readonly unknown[]);
  return { ...reader.found, unknownTextCount: reader.unknownTextCount };
}

/** Follows the graphics state through a page. */
class MarkReader {
  readonly found: Omit<PageMarks, 'unknownTextCount'> = {
    marks: [],
    images: [],
    hiddenCount: 0,
    baselines: [],
  };
  readonly #ops: OpenPdf['ops'];
  readonly #layers: OpenPdf['layers'];
  #state: GraphicsState;
  #saved: GraphicsState[] = [];
  #contents: OpenContent[] = [];
  /** The next path narrows the clip by this rule once it is painted. */
  #pendingClip: 'nonzero' | 'evenodd' | undefined;
  #pointCount = 0;
  readonly #fonts = new Map<string, { emptyCount: number; isReadable: boolean }>();
  /** Text space: where the line began, and where the next character goes. */
  #textLine: Affine = identity;
  #textMatrix: Affine = identity;

  constructor(view: readonly number[], { ops, layers }: Pick<OpenPdf, 'ops' | 'layers'>) {
    this.#ops = ops;
    this.#layers = layers;
    const [minX, minY, maxX, maxY] = view;
    this.#state = {
      matrix: identity,
      clip: wholeClip({ minX, minY, maxX, maxY }),
      stroke: '#000000',
      fill: '#000000',
      isPattern: false,
      lineWidth: 1,
      isDashed: false,
      strokeAlpha: 1,
      fillAlpha: 1,
      font: {
        size: 1,
        font: '',
        letterSpacing: 0,
        wordSpacing: 0,
        widthRatio: 1,
        leading: 0,
        rise: 0,
      },
    };
  }

  take(op: number, args: readonly unknown[]): void {
    const ops = this.#ops;
    switch (op) {
      case ops.constructPath:
        this.#paint(args as [number, (ArrayLike<number> | null)[], unknown]);
        return;
      case ops.save:
        this.#save();
        return;
      case ops.restore:
        this.#restore();
        return;
      case ops.transform:
        this.#transform(args as unknown as Affine);
        return;
      case ops.clip:
        this.#pendingClip = 'nonzero';
        return;
      case ops.eoClip:
        this.#pendingClip = 'evenodd';
        return;
      case ops.paintFormXObjectBegin:
        this.#beginForm(args as [Affine | null, ArrayLike<number> | null]);
        return;
      case ops.beginGroup:
        this.#beginGroup(args[0] as { matrix?: Affine | null; bbox?: ArrayLike<number> | null });
        return;
      case ops.paintFormXObjectEnd:
      case ops.endGroup:
        this.#restore();
        return;
      case ops.beginMarkedContent:
        this.#contents.push({ ...this.#content() });
        return;
      case ops.beginMarkedContentProps:
        this.#beginContent(args[0], args[1]);
        return;
      case ops.endMarkedContent:
        this.#contents.pop();
        return;
      default:
        if (!this.#takeText(op, args)) this.#setStyle(op, args);
    }
  }

  /** Follows where texts go; false for other instructions. */
  #takeText(op: number, args: readonly unknown[] | null): boolean {
    const ops = this.#ops;
    const { font } = this.#state;
    const [first, second] = (args ?? []) as number[];
    switch (op) {
      case ops.beginText:
        this.#setTextLine(identity);
        return true;
      case ops.setTextMatrix:
        this.#setTextLine((typeof first === 'number' ? args : first) as unknown as Affine);
        return true;
      case ops.moveText:
        this.#moveText(first, second);
        return true;
      case ops.setLeadingMoveText:
        this.#setFont({ leading: second });
        this.#moveText(first, second);
        return true;
      case ops.nextLine:
        // The library keeps the leading as the move to the next line.
        this.#moveText(0, font.leading);
        return true;
      case ops.showText:
        this.#showText(args![0] as readonly Glyph[]);
        return true;
      case ops.setFont:
        this.#setFont({ size: second, font: String(first) });
        return true;
      case ops.setCharSpacing:
        this.#setFont({ letterSpacing: first });
        return true;
      case ops.setWordSpacing:
        this.#setFont({ wordSpacing: first });
        return true;
      case ops.setHScale:
        this.#setFont({ widthRatio: first / 100 });
        return true;
      case ops.setLeading:
        this.#setFont({ leading: -first });
        return true;
      case ops.setTextRise:
        this.#setFont({ rise: first });
        return true;
      default:
        return false;
    }
  }

  #setFont(changed: Partial<TextState>): void {
    this.#state.font = { ...this.#state.font, ...changed };
  }

  #setTextLine(matrix: Affine): void {
    this.#textLine = matrix;
    this.#textMatrix = matrix;
  }

  #moveText(x: number, y: number): void {
    this.#setTextLine(composeAffine(this.#textLine, [1, 0, 0, 1, x, y]));
  }

  #showText(glyphs: readonly Glyph[]): void {
    const { font, matrix } = this.#state;
    const pointAt = () => applyAffine(composeAffine(matrix, this.#textMatrix), 0, font.rise);
    const from = pointAt();
    let [across, down] = [0, 0];
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        across -= (glyph / 1000) * font.size;
        continue;
      }
      const spacing = font.letterSpacing + (glyph.isSpace ? font.wordSpacing : 0);
      // What runs down has its own measure.
      if (glyph.vmetric) down += ((glyph.vmetric[0] ?? 0) / 1000) * font.size - spacing;
      else across += ((glyph.width ?? 0) / 1000) * font.size + spacing;
    }
    this.#textMatrix = composeAffine(this.#textMatrix, [1, 0, 0, 1, across * font.widthRatio, down]);
    const { isHidden } = this.#content();
    if (!isHidden) this.#countFont(font.font, glyphs.length === 0);
    if (isHidden) this.found.hiddenCount++;
    this.found.baselines.push({ from, to: pointAt(), isHidden });
  }

  /** The library gives no characters of fonts that it cannot read. */
  #countFont(name: string, isEmpty: boolean): void {
    const known = this.#fonts.get(name) ?? { emptyCount: 0, isReadable: false };
    this.#fonts.set(name, known);
    if (isEmpty) known.emptyCount++;
    else known.isReadable = true;
  }

  get unknownTextCount(): number {
    const unread = [...this.#fonts.values()].filter(({ isReadable }) => !isReadable);
    return unread.reduce((sum, { emptyCount }) => sum + emptyCount, 0);
  }

  #setStyle(op: number, args: readonly unknown[]): void {
    const ops = this.#ops;
    const state = this.#state;
    switch (op) {
      case ops.setLineWidth:
        state.lineWidth = Number(args[0]);
        return;
      case ops.setDash:
        state.isDashed = isBroken(args[0] as ArrayLike<number>);
        return;
      case ops.setStrokeRGBColor:
        state.stroke = String(args[0]);
        return;
      case ops.setFillRGBColor:
        state.fill = String(args[0]);
        state.isPattern = false;
        return;
      case ops.setFillColorN:
        state.isPattern = true;
        return;
      case ops.setGState:
        for (const [key, value] of args[0] as [string, unknown][]) {
          if (key === 'LW') state.lineWidth = Number(value);
          else if (key === 'D') state.isDashed = isBroken((value as [ArrayLike<number>])[0]);
          else if (key === 'CA') state.strokeAlpha = Number(value);
          else if (key === 'ca') state.fillAlpha = Number(value);
        }
        return;
      case ops.paintImageXObject:
      case ops.paintInlineImageXObject:
        if (!this.#content().isHidden) {
          this.found.images.push({ source: args[0], matrix: state.matrix });
        }
        return;
      default:
    }
  }

  #save(): void {
    this.#saved.push({ ...this.#state });
  }

  #restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
  }

  #transform(matrix: Affine): void {
    this.#state.matrix = composeAffine(this.#state.matrix, matrix);
  }

  #beginForm([matrix, box]: [Affine | null, ArrayLike<number> | null]): void {
    this.#save();
    if (matrix) this.#transform(matrix);
    if (box) this.#clipToBox(box, this.#state.matrix);
  }

  #beginGroup({ matrix, bbox }: { matrix?: Affine | null; bbox?: ArrayLike<number> | null }): void {
    this.#save();
    const placed = matrix ? composeAffine(this.#state.matrix, matrix) : this.#state.matrix;
    if (bbox) this.#clipToBox(bbox, placed);
  }

  #clipToBox(box: ArrayLike<number>, matrix: Affine): void {
    const corners: Point[] = [
      [box[0], box[1]],
      [box[2], box[1]],
      [box[2], box[3]],
      [box[0], box[3]],
    ];
    const ring = corners.map(([x, y]) => applyAffine(matrix, x, y));
    this.#state.clip = narrowClip(this.#state.clip, [ring], 'nonzero');
  }

  #content(): OpenContent {
    return this.#contents.at(-1) ?? { isHidden: false };
  }

  #beginContent(tag: unknown, properties: unknown): void {
    const outer = this.#content();
    const group = Object(properties) as { type?: string; id?: string; ids?: string[] };
    if (tag !== 'OC' || !group.type) {
      this.#contents.push({ ...outer });
      return;
    }
    const id = group.type === 'OCG' ? group.id : group.ids?.[0];
    const layer = (id && this.#layers.getGroup(id)?.name?.trim()) || outer.layer;
    this.#contents.push({ layer, isHidden: outer.isHidden || !this.#layers.isVisible(properties) });
  }

  #paint([op, [data]]: [number, (ArrayLike<number> | null)[], unknown]): void {
    const ops = this.#ops;
    const subpaths = data ? flattenPath(data, this.#state.matrix) : [];
    this.#pointCount += subpaths.reduce((sum, { points }) => sum + points.length, 0);
    if (this.#pointCount > largestPointCount) {
      throw new DrawingError(
        say('pdf-page-content'),
        say('pdf-points', { count: this.#pointCount }),
        say('at-most', { most: largestPointCount }),
      );
    }
    const isClosing = [ops.closeStroke, ops.closeFillStroke, ops.closeEOFillStroke].includes(op);
    if (isClosing) for (const subpath of subpaths) subpath.closed = true;
    const isFilled = [
      ops.fill,
      ops.eoFill,
      ops.fillStroke,
      ops.eoFillStroke,
      ops.closeFillStroke,
      ops.closeEOFillStroke,
    ].includes(op);
    const isStroked =
      op === ops.stroke || op === ops.closeStroke || (isFilled && op !== ops.fill && op !== ops.eoFill);
    if (isFilled) this.#fill(subpaths);
    if (isStroked) this.#stroke(subpaths);
    if (this.#pendingClip) {
      const rings = subpaths.map(({ points }) => points).filter((ring) => ring.length >= 3);
      this.#state.clip = narrowClip(this.#state.clip, rings, this.#pendingClip);
      this.#pendingClip = undefined;
    }
  }

  #style(color: string, widthPt: number): MarkStyle {
    const { layer } = this.#content();
    return { layer, color, widthPt, isDashed: this.#state.isDashed };
  }

  #stroke(subpaths: readonly Subpath[]): void {
    const { clip, stroke, lineWidth, matrix, strokeAlpha } = this.#state;
    if (strokeAlpha <= 0) return;
    const style = this.#style(stroke, lineWidth * affineScale(matrix));
    for (const { points, closed, isCurved } of subpaths) {
      for (const line of clipLine(clip, points, closed)) {
        this.#add({ kind: 'stroke', style, lines: [line], isCurved });
      }
    }
  }

  #fill(subpaths: readonly Subpath[]): void {
    const { clip, fill, isPattern, fillAlpha } = this.#state;
    if (fillAlpha <= 0) return;
    const rings = subpaths.map(({ points }) => points).filter((ring) => ring.length >= 3);
    if (rings.length === 0) return;
    const drawn = clipRegion(clip, rings) ?? rings.flatMap((ring) => clipRing(clip, ring));
    const lines = drawn.map((points) => ({ points, closed: true }));
    if (lines.length === 0) return;
    const isCurved = subpaths.some((subpath) => subpath.isCurved);
    const style = { ...this.#style(isPattern ? 'pattern' : fill, 0), isDashed: false };
    this.#add({ kind: 'fill', style, lines, isCurved });
  }

  #add(mark: PageMark): void {
    if (this.#content().isHidden) this.found.hiddenCount++;
    else this.found.marks.push(mark);
  }
}

/** A dash pattern that leaves gaps. */
function isBroken(dashes: ArrayLike<number>): boolean {
  for (let i = 1; i < dashes.length; i += 2) if (dashes[i] > 0) return true;
  return dashes.length === 1 && dashes[0] > 0;
}

/** Instructions of a path as the library packs them. */
const step = { move: 0, line: 1, cubic: 2, quadratic: 3, close: 4 } as const;

/** The subpaths of a path in default user space, curves as chords. */
function flattenPath(data: ArrayLike<number>, matrix: Affine): Subpath[] {
  const subpaths: Subpath[] = [];
  let open: Subpath | undefined;
  const start = (point: Point): Subpath => {
    open = { points: [point], closed: false, isCurved: false };
    subpaths.push(open);
    return open;
  };
  const at = (i: number): Point => applyAffine(matrix, data[i], data[i + 1]);
  let last: Point = [0, 0];
  for (let i = 0; i < data.length; ) {
    const kind = data[i];
    if (kind === step.close) {
      if (open) {
        open.closed = true;
        last = open.points[0];
      }
      open = undefined;
      i += 1;
      continue;
    }
    if (kind === step.move) {
      last = at(i + 1);
      start(last);
      i += 3;
      continue;
    }
    const into = open ?? start(last);
    if (kind === step.line) {
      last = at(i + 1);
      into.points.push(last);
      i += 3;
    } else {
      const count = kind === step.cubic ? 3 : 2;
      const controls = [last, ...Array.from({ length: count }, (_, k) => at(i + 1 + 2 * k))];
      pushCurve(into.points, controls);
      into.isCurved = true;
      last = controls[count];
      i += 1 + 2 * count;
    }
  }
  return subpaths.flatMap(tidied);
}

/** Removes points on each other; an end on the start closes the line. Dots are dropped. */
function tidied({ points, closed, isCurved }: Subpath): Subpath[] {
  const kept = points.filter((point, i) => i === 0 || !isSame(point, points[i - 1]));
  let isClosed = closed;
  while (kept.length > 2 && isSame(kept[0], kept[kept.length - 1])) {
    kept.pop();
    isClosed = true;
  }
  if (kept.length < 2 || !kept.every(([x, y]) => Number.isFinite(x + y))) return [];
  return [{ points: kept, closed: isClosed && kept.length > 2, isCurved }];
}

function isSame(a: Point, b: Point): boolean {
  return Math.abs(a[0] - b[0]) < 1e-4 && Math.abs(a[1] - b[1]) < 1e-4;
}

/** Points of a Bézier curve of second or third degree, without its start. */
function pushCurve(points: Point[], controls: readonly Point[]): void {
  const degree = controls.length - 1;
  let bend = 0;
  for (let k = 1; k < degree; k++) {
    const x = controls[k - 1][0] - 2 * controls[k][0] + controls[k + 1][0];
    const y = controls[k - 1][1] - 2 * controls[k][1] + controls[k + 1][1];
    bend = Math.max(bend, Math.hypot(x, y));
  }
  // Wang's bound on how far chords of equal parameter steps stand off the curve.
  const wanted = Math.sqrt((degree * (degree - 1) * bend) / (8 * flatnessPt));
  const count = Math.max(1, Math.min(maxChords, Math.ceil(wanted)));
  for (let k = 1; k <= count; k++) {
    const t = k / count;
    let level = controls as Point[];
    while (level.length > 1) {
      level = level
        .slice(1)
        .map(
          (point, i): Point => [
            level[i][0] + t * (point[0] - level[i][0]),
            level[i][1] + t * (point[1] - level[i][1]),
          ],
        );
    }
    points.push(level[0]);
  }
}

/** Part of the page that is drawn on: inside a box and inside every region. */
interface Clip {
  box: Bounds;
  regions: readonly Region[];
}

/** Rings and the rule that says what they enclose. */
interface Region {
  rings: readonly Point[][];
  rule: 'nonzero' | 'evenodd';
  bounds: Bounds;
  edgeCount: number;
}

interface Line {
  points: Point[];
  closed: boolean;
}

function wholeClip(box: Bounds): Clip {
  return { box, regions: [] };
}

/** Narrows a clip to what lies in the rings too; to nothing where there are none. */
function narrowClip(clip: Clip, rings: readonly Point[][], rule: Region['rule']): Clip {
  const bounds = boundsOf(rings.flat());
  const box: Bounds = {
    minX: Math.max(clip.box.minX, bounds.minX),
    minY: Math.max(clip.box.minY, bounds.minY),
    maxX: Math.min(clip.box.maxX, bounds.maxX),
    maxY: Math.min(clip.box.maxY, bounds.maxY),
  };
  if (rings.length === 1 && isUpright(rings[0])) return { box, regions: clip.regions };
  const edgeCount = rings.reduce((sum, ring) => sum + ring.length, 0);
  return { box, regions: [...clip.regions, { rings, rule, bounds, edgeCount }] };
}

/** A rectangle along the axes. */
function isUpright(ring: readonly Point[]): boolean {
  if (ring.length !== 4) return false;
  return ring.every(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % 4];
    return Math.abs(x - nextX) < 1e-3 || Math.abs(y - nextY) < 1e-3;
  });
}

/** The parts of a line that are drawn. */
function clipLine({ box, regions }: Clip, points: Point[], closed: boolean): Line[] {
  const bounds = boundsOf(points);
  if (isApart(bounds, box)) return [];
  const near = regions.filter((region) => !isFree(region, bounds));
  if (isWithin(bounds, box) && near.length === 0) return [{ points, closed }];
  let lines: Line[] = isWithin(bounds, box)
    ? [{ points, closed }]
    : cutLine({ points, closed }, [boxRegion(box)]);
  const work = points.length * near.reduce((sum, { edgeCount }) => sum + edgeCount, 0);
  // Beyond this it is drawn whole: a line too many is better than none.
  if (work <= largestWork)
    lines = near.reduce((left, region) => left.flatMap((line) => cutLine(line, [region])), lines);
  return lines;
}

function boxRegion(box: Bounds): Region {
  const { minX, minY, maxX, maxY } = box;
  const ring: Point[] = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
  return { rings: [ring], rule: 'nonzero', bounds: box, edgeCount: 4 };
}

/** The parts of a line that lie in a region, in order; parts that meet are one. */
function cutLine({ points, closed }: Line, [region]: [Region]): Line[] {
  const parts: Point[][] = [];
  let open: Point[] | undefined;
  const count = closed ? points.length : points.length - 1;
  let isWhole = true;
  for (let i = 0; i < count; i++) {
    const [a, b] = [points[i], points[(i + 1) % points.length]];
    const cuts = [0, ...crossings(region, a, b), 1];
    for (let k = 1; k < cuts.length; k++) {
      const [from, to] = [cuts[k - 1], cuts[k]];
      if (to - from < 1e-9) continue;
      if (!encloses(region, pointAlong(a, b, (from + to) / 2))) {
        open = undefined;
        isWhole = false;
        continue;
      }
      if (!open) {
        open = [pointAlong(a, b, from)];
        parts.push(open);
      }
      // The corners of what is cut lie where lines cross the edge, and nowhere between.
      if (to === 1 || k < cuts.length - 1) open.push(to === 1 ? b : pointAlong(a, b, to));
    }
  }
  if (isWhole && parts.length === 1) return [{ points, closed }];
  const [first] = parts;
  // A closed line that was cut elsewhere than at its first corner.
  if (closed && open && parts.length > 1 && first[0] === points[0]) {
    open.push(...first.slice(1));
    parts.shift();
  }
  return parts.filter((part) => part.length > 1).map((part) => ({ points: part, closed: false }));
}

/** Parameters where a segment crosses the edges of a region, in order. */
function crossings({ rings }: Region, a: Point, b: Point): number[] {
  const found: number[] = [];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ex, ey] = [ring[i][0] - ring[j][0], ring[i][1] - ring[j][1]];
      const across = dx * ey - dy * ex;
      if (across === 0) continue;
      const [ox, oy] = [ring[j][0] - a[0], ring[j][1] - a[1]];
      const t = (ox * ey - oy * ex) / across;
      const u = (ox * dy - oy * dx) / across;
      if (t > 0 && t < 1 && u >= 0 && u <= 1) found.push(t);
    }
  }
  return found.sort((p, q) => p - q);
}

/** Counts how often the rings run around a point. */
function encloses({ rings, rule }: Region, [x, y]: Point): boolean {
  let turns = 0;
  let count = 0;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[j];
      const [bx, by] = ring[i];
      if (ay > y === by > y) continue;
      if (x >= ax + ((y - ay) / (by - ay)) * (bx - ax)) continue;
      count++;
      turns += by > ay ? 1 : -1;
    }
  }
  return rule === 'evenodd' ? count % 2 === 1 : turns !== 0;
}

/** The region itself where an area covers all of it, as patterns and shadings are filled in; undefined otherwise. */
function clipRegion({ box, regions }: Clip, rings: readonly Point[][]): Point[][] | undefined {
  if (rings.length !== 1 || regions.length === 0 || !isUpright(rings[0])) return undefined;
  const [last] = regions.slice(-1);
  if (!isWithin(last.bounds, boundsOf(rings[0])) || !isWithin(last.bounds, box)) return undefined;
  return last.rings as Point[][];
}

/** The part of an area that is drawn, cut along the box and along regions that are convex. */
function clipRing({ box, regions }: Clip, ring: Point[]): Point[][] {
  const bounds = boundsOf(ring);
  if (isApart(bounds, box)) return [];
  let left = isWithin(bounds, box) ? ring : cutRing(ring, boxRegion(box).rings[0]);
  for (const region of regions) {
    if (left.length < 3) return [];
    if (isFree(region, boundsOf(left))) continue;
    if (isApart(boundsOf(left), region.bounds)) return [];
    if (region.rings.length === 1 && isConvex(region.rings[0])) left = cutRing(left, region.rings[0]);
  }
  return left.length >= 3 && Math.abs(signedArea(left)) > 1e-6 ? [left] : [];
}

/** Sutherland and Hodgman: what of a ring lies on the inner side of every edge of a convex one. */
function cutRing(ring: Point[], convex: readonly Point[]): Point[] {
  const side = Math.sign(signedArea(convex));
  let left = ring;
  for (let i = 0, j = convex.length - 1; i < convex.length; j = i++) {
    const [a, b] = [convex[j], convex[i]];
    const inside = ([x, y]: Point) => side * ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]));
    const next: Point[] = [];
    for (let k = 0, l = left.length - 1; k < left.length; l = k++) {
      const [from, to] = [inside(left[l]), inside(left[k])];
      if (from >= 0 !== to >= 0) next.push(pointAlong(left[l], left[k], from / (from - to)));
      if (to >= 0) next.push(left[k]);
    }
    left = next;
  }
  return left;
}

function isConvex(ring: readonly Point[]): boolean {
  let sign = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b, c] = [ring[i], ring[(i + 1) % ring.length], ring[(i + 2) % ring.length]];
    const turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
    if (Math.abs(turn) < 1e-9) continue;
    if (sign !== 0 && Math.sign(turn) !== sign) return false;
    sign = Math.sign(turn);
  }
  return true;
}

function isApart(one: Bounds, other: Bounds): boolean {
  return one.minX > other.maxX || one.maxX < other.minX || one.minY > other.maxY || one.maxY < other.minY;
}

/** Inside, to within what single precision leaves of a coordinate. */
function isWithin(inner: Bounds, outer: Bounds): boolean {
  const slack = 0.01;
  return (
    inner.minX >= outer.minX - slack &&
    inner.minY >= outer.minY - slack &&
    inner.maxX <= outer.maxX + slack &&
    inner.maxY <= outer.maxY + slack
  );
}

/** A region cuts nothing of a box: no edge comes near it, and it lies inside. */
function isFree(region: Region, box: Bounds): boolean {
  if (isApart(region.bounds, box)) return false;
  for (const ring of region.rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[j], ring[i]];
      if (Math.max(a[0], b[0]) < box.minX || Math.min(a[0], b[0]) > box.maxX) continue;
      if (Math.max(a[1], b[1]) < box.minY || Math.min(a[1], b[1]) > box.maxY) continue;
      return false;
    }
  }
  return encloses(region, [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2]);
}
