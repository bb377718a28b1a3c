import { pointInMetres } from '../../../core/index.ts';
import { civilWalls, reachesCeiling, type WallStretch } from '../../../design/index.ts';
import {
  type Level,
  levelWalls,
  openingKindRow,
  type PlacedOpening,
  placedOpenings,
  type Zone,
  zoneKindRow,
} from '../../../plan/index.ts';
import { columnOutline } from '../../../radio/index.ts';
import {
  circleMark,
  type Mark,
  type Pen,
  pathMark,
  type SheetLayer,
  type SheetPoint,
} from '../../encoders/sheet.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import type { LegendItem } from '../legend-marks.ts';
import type { Area, TakenAreas } from '../position-labels.ts';
import type { FloorPlacement } from './floor-placement.ts';

/** The building stays in greys behind the network. */
const greys = { wall: '#8b939b', column: '#8b939b', bay: '#d3d8dd', zone: '#b9c0c7' };
const white = '#ffffff';
/** Dashes over walls of civil defence, dark on the grey of the wall, and whole lines over frame walls: they read on paper without colours too. */
const civilColour = '#2f4a12';
const civilPens: Readonly<Record<'CIVIL-WALL' | 'CIVIL-FRAME', Omit<Pen, 'widthMm'>>> = {
  'CIVIL-WALL': { colour: civilColour, dashMm: [1.6, 0.9] },
  'CIVIL-FRAME': { colour: civilColour },
};
const strayColour = '#c21807';
const strayRadiusMm = 1;

/** Bays, rooms, walls, columns, openings and outline of a level; the names of its rooms are `roomNames`. */
export function buildingMarks(level: Level, placement: FloorPlacement): Mark[] {
  const { toSheet, mmPerM } = placement;
  const openings = placedOpenings(level);
  const civil = civilWalls(level);
  const pen = (colour: string, widthMm: number): Pen => ({ colour, widthMm });
  const ring = (layer: SheetLayer, points: readonly SheetPoint[], colour: string, widthMm: number) =>
    pathMark(layer, points.map(toSheet), { closed: true, pen: pen(colour, widthMm) });
  return [
    ...(level.bays ?? []).map(({ polygon }) => ring('BAY', polygon, greys.bay, 0.1)),
    ...namedRooms(level).map(({ kind, polygon }) =>
      ring(zoneKindRow(kind).isStair ? 'STAIR' : 'ROOM', polygon, greys.zone, 0.1),
    ),
    ...[level.outline, ...(level.holes ?? [])].map((edge) => ring('BUILDING', edge, greys.wall, 0.25)),
    // Under the walls: a gap is never drawn into one that stands.
    ...openings.flatMap((opening) => gapMarks(opening, placement)),
    ...levelWalls(level).segments.map(({ wall, startMm, endMm }) =>
      pathMark(
        reachesCeiling(level, wall) ? 'WALL' : 'BUILDING',
        [startMm, endMm].map((point) => toSheet(pointInMetres(point))),
        {
          pen: pen(greys.wall, Math.max(0.15, wall.thicknessM * mmPerM)),
        },
      ),
    ),
    ...civil.walls.map((each) => civilMark('CIVIL-WALL', each, placement)),
    ...civil.frames.map((each) => civilMark('CIVIL-FRAME', each, placement)),
    ...(level.columns ?? []).map((column) =>
      pathMark('COLUMN', columnOutline(column).map(toSheet), { closed: true, fill: greys.column }),
    ),
    ...openings.flatMap((opening) => leafMarks(opening, placement)),
  ];
}

/** A stretch of a wall of civil defence over its wall: dashed, or whole where it is a frame wall. */
function civilMark(
  layer: 'CIVIL-WALL' | 'CIVIL-FRAME',
  { start, end, thicknessM }: WallStretch,
  { toSheet, mmPerM }: FloorPlacement,
): Mark {
  const pen = { ...civilPens[layer], widthMm: Math.max(0.3, thicknessM * mmPerM) };
  return pathMark(layer, [toSheet(start), toSheet(end)], { pen });
}

/** Lines of the legend for walls of civil defence and the frame walls of their doors, where a level has them. */
export function civilWallLegend(level: Level, texts: DocumentTexts): LegendItem[] {
  const { walls, frames } = civilWalls(level);
  const line = ([x, y]: SheetPoint): SheetPoint[] => [
    [x - 4, y],
    [x + 4, y],
  ];
  const item = (label: string, layer: keyof typeof civilPens): LegendItem => ({
    label,
    draw: (at) => [
      pathMark('FRAME', line(at), { pen: { colour: greys.wall, widthMm: 1.2 } }),
      pathMark('FRAME', line(at), { pen: { ...civilPens[layer], widthMm: 1.2 } }),
    ],
  });
  return [
    ...(walls.length > 0 ? [item(texts('construction.civilWall'), 'CIVIL-WALL')] : []),
    ...(frames.length > 0 ? [item(texts('construction.civilFrame'), 'CIVIL-FRAME')] : []),
  ];
}

function gapMarks({ start, end, seat }: PlacedOpening, { toSheet, mmPerM }: FloorPlacement): Mark[] {
  if (seat === 'in-no-wall') return [];
  const pen = { colour: white, widthMm: Math.max(0.5, 0.35 * mmPerM) };
  return [pathMark('BUILDING', [toSheet(start), toSheet(end)], { pen })];
}

/** The leaf, none in a passage; dotted with a crossed ring where an opening lies in no wall. */
function leafMarks({ opening, start, end, seat }: PlacedOpening, { toSheet }: FloorPlacement): Mark[] {
  const points = [toSheet(start), toSheet(end)];
  const pen = { colour: greys.wall, widthMm: 0.15 };
  if (seat !== 'in-no-wall') {
    const { leaf, isShutter } = openingKindRow(opening.kind);
    if (!leaf) return [];
    const dashMm = isShutter ? { dashMm: [1.2, 0.6] } : {};
    return [pathMark('DOOR', points, { pen: { ...pen, ...dashMm } })];
  }
  return [
    pathMark('BUILDING', points, { pen: { ...pen, colour: strayColour, dashMm: [0.3, 0.5] } }),
    ...strayOpeningMarks([(points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2]),
  ];
}

/** Marks of an opening that lies in no wall: nothing is open there. */
export function strayOpeningMarks([x, y]: SheetPoint): Mark[] {
  const pen = { colour: strayColour, widthMm: 0.18 };
  const reachMm = strayRadiusMm * Math.SQRT1_2;
  const stroke = (up: 1 | -1) =>
    pathMark(
      'BUILDING',
      [
        [x - reachMm, y - up * reachMm],
        [x + reachMm, y + up * reachMm],
      ],
      { pen },
    );
  return [circleMark('BUILDING', [x, y], strayRadiusMm, { pen, fill: white }), stroke(1), stroke(-1)];
}

/** Zones that have a name on a plan: all but lanes and bays. */
export function namedRooms(level: Level): Zone[] {
  return (level.zones ?? []).filter(({ kind }) => !zoneKindRow(kind).isOpenFloor);
}

/** Walls and columns, where labels would be hard to read. */
export function takeBuilding(level: Level, { toSheet }: FloorPlacement, taken: TakenAreas): void {
  // Whole walls: a label in a doorway would be hard to read too.
  for (const { start, end } of level.walls ?? []) takeLine([toSheet(start), toSheet(end)], taken);
  for (const column of level.columns ?? []) taken.add(areaOf(columnOutline(column).map(toSheet)));
}

/** Takes a line in pieces short enough for their boxes to be close to it. */
export function takeLine(points: readonly SheetPoint[], taken: TakenAreas): void {
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]];
    const isStraight = Math.abs(a[0] - b[0]) < 0.5 || Math.abs(a[1] - b[1]) < 0.5;
    const lengthMm = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const parts = isStraight ? 1 : Math.max(1, Math.ceil(lengthMm / 2));
    for (let step = 0; step < parts; step++) {
      const part = (fraction: number): SheetPoint => [
        a[0] + (b[0] - a[0]) * fraction,
        a[1] + (b[1] - a[1]) * fraction,
      ];
      const { minX, minY, maxX, maxY } = areaOf([part(step / parts), part((step + 1) / parts)]);
      taken.add({ minX: minX - 0.2, minY: minY - 0.2, maxX: maxX + 0.2, maxY: maxY + 0.2 });
    }
  }
}

export function areaOf(points: readonly SheetPoint[]): Area {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
}
