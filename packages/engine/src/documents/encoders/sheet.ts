/** A sheet of paper as a list of marks, millimetres from its upper left corner, x right and y down. */
export type SheetPoint = readonly [number, number];

/** Group of a mark: in CAD its layer, `DIKU-…`. */
export type SheetLayer =
  | 'FRAME'
  | 'BUILDING'
  | 'WALL'
  | 'CIVIL-WALL'
  | 'CIVIL-FRAME'
  | 'COLUMN'
  | 'DOOR'
  | 'ROOM'
  | 'STAIR'
  | 'BAY'
  | 'GRID'
  | 'AXIS'
  | 'COMPARTMENT'
  | 'FACILITY'
  | 'COVERAGE'
  | 'CABLE'
  | 'DEVICE'
  | 'PENETRATION'
  | 'ANTENNA'
  | 'REDLINE'
  | 'POWER'
  | 'LABEL'
  | 'LEVEL';

export interface Pen {
  widthMm: number;
  /** `#rrggbb`. */
  colour: string;
  /** Lengths of dash and gap, mm. */
  dashMm?: readonly number[];
}

/** The part that a mark is of, and the middle of its symbol: in CAD they are one block reference. */
export interface PartAnchor {
  id: string;
  at: SheetPoint;
  /** Counter-clockwise. */
  angleDeg?: number;
}

/** A stretch of a text, in CAD an attribute of its part where it has a tag. */
export interface TextRun {
  text: string;
  tag?: string;
}

export interface PathMark {
  kind: 'path';
  part?: PartAnchor;
  layer: SheetLayer;
  points: readonly SheetPoint[];
  closed?: boolean;
  pen?: Pen;
  fill?: string;
}

export interface CircleMark {
  kind: 'circle';
  part?: PartAnchor;
  layer: SheetLayer;
  center: SheetPoint;
  radiusMm: number;
  pen?: Pen;
  fill?: string;
}

export interface TextMark {
  kind: 'text';
  part?: PartAnchor;
  /** The text in stretches, of a label that states values of its part. */
  runs?: readonly TextRun[];
  layer: SheetLayer;
  /** Point on the baseline. */
  at: SheetPoint;
  text: string;
  /** Side of a hanzi. */
  sizeMm: number;
  anchor: 'start' | 'middle' | 'end';
  colour: string;
  bold?: boolean;
  /** Counter-clockwise. */
  angleDeg?: number;
}

/** A field in a few colours, which images have and drawings for CAD leave out. */
export interface RasterMark {
  kind: 'raster';
  layer: SheetLayer;
  /** Upper left corner. */
  at: SheetPoint;
  widthMm: number;
  heightMm: number;
  rows: number;
  columns: number;
  /** 0 is transparent, any other number one more than that of its colour. [rows, columns], the uppermost row first */
  pixels: Uint8Array;
  /** Colours, 255 of them at the most. */
  palette: readonly string[];
}

/** One thing on a sheet: a line or area, a circle, a text or a raster. */
export type Mark = PathMark | CircleMark | TextMark | RasterMark;

export interface Sheet {
  /** Part of file names: `B1`, `S1`. */
  id: string;
  title: string;
  widthMm: number;
  heightMm: number;
  marks: Mark[];
}

export const inkColour = '#16191d';
export const greyColour = '#6b737b';

/** Red, green and blue of `#rrggbb`, 0–255. */
export function colourParts(colour: string): [number, number, number] {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

/** Widths of lines, mm, as drawings have them: thick, medium, thin, hair. */
export const pens = {
  thick: { widthMm: 0.7, colour: inkColour },
  medium: { widthMm: 0.35, colour: inkColour },
  thin: { widthMm: 0.18, colour: inkColour },
  hair: { widthMm: 0.1, colour: greyColour },
} as const satisfies Record<string, Pen>;

export function pathMark(
  layer: SheetLayer,
  points: readonly SheetPoint[],
  style: Pick<PathMark, 'closed' | 'pen' | 'fill'>,
): PathMark {
  return { kind: 'path', layer, points, ...style };
}

export function rectangleMark(
  layer: SheetLayer,
  box: { x: number; y: number; widthMm: number; heightMm: number },
  style: Pick<PathMark, 'pen' | 'fill'>,
): PathMark {
  const { x, y, widthMm, heightMm } = box;
  const corners: SheetPoint[] = [
    [x, y],
    [x + widthMm, y],
    [x + widthMm, y + heightMm],
    [x, y + heightMm],
  ];
  return pathMark(layer, corners, { closed: true, ...style });
}

export function circleMark(
  layer: SheetLayer,
  center: SheetPoint,
  radiusMm: number,
  style: Pick<CircleMark, 'pen' | 'fill'>,
): CircleMark {
  return { kind: 'circle', layer, center, radiusMm, ...style };
}

/** The part that a mark is of. */
export function partOf(mark: Mark): PartAnchor | undefined {
  return mark.kind === 'raster' ? undefined : mark.part;
}

/** The marks as those of a part. */
export function ofPart(part: PartAnchor, marks: readonly Mark[]): Mark[] {
  return marks.map((mark) => ({ ...mark, part }));
}

/** A line of a label: its text, or the stretches that it is of. */
export type LabelLine = string | readonly TextRun[];

export function lineText(line: LabelLine): string {
  return typeof line === 'string' ? line : line.map(({ text }) => text).join('');
}

/** A line of a part's label. */
export function labelMark(
  part: PartAnchor | undefined,
  layer: SheetLayer,
  line: LabelLine,
  at: SheetPoint,
  style: Partial<Omit<TextMark, 'kind' | 'layer' | 'at' | 'text'>> = {},
): TextMark {
  const mark = textMark(layer, lineText(line), at, style);
  return part && typeof line !== 'string' ? { ...mark, part, runs: line } : mark;
}

/** An apostrophe is as wide as a hanzi in fonts of hanzi. */
const apostrophe = /(?<=[A-Za-z])’(?=[A-Za-z])/g;

export function textMark(
  layer: SheetLayer,
  text: string,
  at: SheetPoint,
  style: Partial<Omit<TextMark, 'kind' | 'layer' | 'at' | 'text'>> = {},
): TextMark {
  return {
    kind: 'text',
    layer,
    text: text.replace(apostrophe, "'"),
    at,
    sizeMm: 2.5,
    anchor: 'start',
    colour: inkColour,
    ...style,
  };
}
