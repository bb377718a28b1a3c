import { type DxfGroup, groupText } from '../../encoders/dxf-groups.ts';
import type { Mark, PathMark, SheetPoint, TextMark } from '../../encoders/sheet.ts';
import { type DocumentLayer, layerLinetype, layerName } from './document-layers.ts';

/** Transform from a sheet to a drawing: x right and y up, in the drawing's units. */
export interface SheetPlacement {
  point(at: SheetPoint): SheetPoint;
  unitsPerMm: number;
  /** Angle of the sheet's x axis in the drawing, counter-clockwise. */
  angleDeg: number;
}

/** Form of a file's entities besides their own groups. */
export interface EntityStyle {
  /** Handles and classes, as files from release 13 on have them. */
  modern?: { nextHandle(): string; owner?: string };
  /** True in paper space. */
  isInLayout?: boolean;
  textStyle?: string;
  /** The file defines the linetypes of layers: their pattern is in mm on paper. */
  hasLinetypes?: boolean;
  /** Part of the layers' names, where levels are drawn over each other. */
  levelId?: string;
}

/** Height of capitals over the side of a hanzi: CAD states the first, sheets the second. */
export const capitalRatio = 0.8;
/** Pens from here on keep their widthInUnits in CAD, mm. */
const minWidthMm = 0.3;

/** A light fill is as light in CAD, whatever the colour of its layer. */
const lightFill = { pattern: /^#[c-f].[c-f].[c-f].$/i, colour: 254 };

/** Begins entities on a layer: kind, handle, owner and classes. */
export type Begin = (kind: string, ...classes: string[]) => DxfGroup[];

/** @param entity a handle that others point to, a colour other than the layer's */
export function beginner(
  style: EntityStyle,
  layer: string,
  entity: { handle?: string; colour?: number; linetype?: string; linetypeScale?: number } = {},
): Begin {
  const { modern, isInLayout } = style;
  return (kind, ...classes) => [
    [0, kind],
    ...(modern
      ? ([
          [5, entity.handle ?? modern.nextHandle()],
          ...(modern.owner === undefined ? [] : [[330, modern.owner] as DxfGroup]),
          [100, 'AcDbEntity'],
        ] satisfies DxfGroup[])
      : []),
    ...(isInLayout ? [[67, 1] as DxfGroup] : []),
    [8, layer],
    ...(entity.linetype === undefined ? [] : [[6, entity.linetype] as DxfGroup]),
    ...(entity.linetypeScale === undefined ? [] : [[48, entity.linetypeScale] as DxfGroup]),
    ...(entity.colour === undefined ? [] : [[62, entity.colour] as DxfGroup]),
    ...(modern ? classes.map((name): DxfGroup => [100, name]) : []),
  ];
}

/**
 * Entities of a mark: polylines, circles, texts, solids, each in the colour of its layer; none of a raster.
 * @param onLayer a document's layer instead of the mark's; `0` in blocks
 */
export function markEntities(
  mark: Mark,
  location: SheetPlacement,
  style: EntityStyle,
  onLayer?: DocumentLayer | '0',
): DxfGroup[] {
  if (mark.kind === 'raster') return [];
  const layer = onLayer === '0' ? onLayer : layerName(onLayer ?? mark.layer, style.levelId);
  const isDashed = style.hasLinetypes === true && layerLinetype(layer) !== undefined;
  // Bubbles on a layer of dashed lines are whole.
  const begin = beginner(
    style,
    layer,
    isDashed
      ? mark.kind === 'path'
        ? { linetypeScale: location.unitsPerMm }
        : { linetype: 'Continuous' }
      : {},
  );
  if (mark.kind === 'text') return textEntity(mark, location, style, begin);
  // White only hides what lies under it on paper.
  const isFilled = mark.fill !== undefined && !isWhite(mark.fill);
  if (mark.kind === 'circle') {
    const radiusInUnits = mark.radiusMm * location.unitsPerMm;
    const outline = [
      ...begin('CIRCLE', 'AcDbCircle'),
      ...pointGroups(location.point(mark.center)),
      [40, radiusInUnits],
    ];
    return [
      ...(isFilled ? disc(location.point(mark.center), radiusInUnits, begin, style) : []),
      ...(mark.pen ? (outline as DxfGroup[]) : []),
    ];
  }
  const colour = lightFill.pattern.test(mark.fill ?? '') ? { colour: lightFill.colour } : {};
  const solid = isFilled ? solidEntity(mark, location, beginner(style, layer, colour)) : [];
  const isDrawn = mark.pen !== undefined && !isWhite(mark.pen.colour);
  return [...solid, ...(isDrawn ? polyline(pathLine(mark, location), begin, style) : [])];
}

function isWhite(colour: string): boolean {
  return /^#f{6}$/i.test(colour);
}

function textEntity(mark: TextMark, location: SheetPlacement, style: EntityStyle, begin: Begin): DxfGroup[] {
  const at = location.point(mark.at);
  const aligned = { start: 0, middle: 1, end: 2 }[mark.anchor];
  return [
    ...begin('TEXT', 'AcDbText'),
    ...pointGroups(at),
    [40, mark.sizeMm * capitalRatio * location.unitsPerMm],
    [1, groupText(mark.text)],
    [50, (mark.angleDeg ?? 0) + location.angleDeg],
    ...(style.textStyle === undefined ? [] : [[7, style.textStyle] as const]),
    ...(aligned === 0 ? [] : ([[72, aligned], ...pointGroups(at, 1)] as DxfGroup[])),
    ...(style.modern ? [[100, 'AcDbText'] as const] : []),
  ];
}

interface PolyLine {
  points: readonly SheetPoint[];
  closed: boolean;
  widthInUnits: number;
  /** Bulge of every segment: 1 is a half circle to the left. */
  bulge?: number;
}

function pathLine({ layer, points, closed = false, pen }: PathMark, location: SheetPlacement): PolyLine {
  const widthMm = pen?.widthMm ?? 0;
  // A wall is as wide as it is thick.
  const isWide = widthMm >= minWidthMm || layer === 'WALL';
  const widthInUnits = isWide ? widthMm * location.unitsPerMm : 0;
  return { points: points.map(location.point), closed, widthInUnits };
}

function polyline(line: PolyLine, begin: Begin, { modern }: EntityStyle): DxfGroup[] {
  const { points, closed, widthInUnits, bulge } = line;
  // CAD refuses a polyline of one point, such as the run of a cable that only passes a level.
  if (points.length < 2) return [];
  const bulged: DxfGroup[] = bulge === undefined ? [] : [[42, bulge]];
  if (modern) {
    return [
      ...begin('LWPOLYLINE', 'AcDbPolyline'),
      ...([
        [90, points.length],
        [70, closed ? 1 : 0],
        [43, widthInUnits],
      ] as DxfGroup[]),
      ...points.flatMap(([x, y]): DxfGroup[] => [[10, x], [20, y], ...bulged]),
    ];
  }
  return [
    ...begin('POLYLINE'),
    ...([
      [66, 1],
      ...pointGroups([0, 0]),
      [70, closed ? 1 : 0],
      [40, widthInUnits],
      [41, widthInUnits],
    ] as DxfGroup[]),
    ...points.flatMap((point) => [...begin('VERTEX'), ...pointGroups(point), ...bulged]),
    ...begin('SEQEND'),
  ];
}

/** A full circle as a ring without a hole: a polyline of two half circles as wide as its radiusInUnits. */
function disc([x, y]: SheetPoint, radiusInUnits: number, begin: Begin, style: EntityStyle): DxfGroup[] {
  const points: SheetPoint[] = [
    [x - radiusInUnits / 2, y],
    [x + radiusInUnits / 2, y],
  ];
  return polyline({ points, closed: true, widthInUnits: radiusInUnits, bulge: 1 }, begin, style);
}

/** Three or four corners filled; what has more is left to its outline. */
function solidEntity({ points }: PathMark, location: SheetPlacement, begin: Begin): DxfGroup[] {
  if (points.length < 3 || points.length > 4) return [];
  const [a, b, c, d = c] = points.map(location.point);
  return [...begin('SOLID', 'AcDbTrace'), ...[a, b, d, c].flatMap((corner, k) => pointGroups(corner, k))];
}

export function pointGroups([x, y]: SheetPoint, index = 0): DxfGroup[] {
  return [
    [10 + index, x],
    [20 + index, y],
    [30 + index, 0],
  ];
}

/** A sheet in model space, its lower left corner at `origin`, one unit a millimetre. */
export function sheetPlacement(heightMm: number, [x, y]: SheetPoint): SheetPlacement {
  return { point: (at) => [x + at[0], y + heightMm - at[1]], unitsPerMm: 1, angleDeg: 0 };
}
