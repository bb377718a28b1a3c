import type { Level, Zone } from '../../../plan/schema.ts';
import { columnOutline } from '../../../scene/column-outline.ts';
import type { Texts } from '../../texts.ts';
import type { Area, TakenAreas } from '../place-labels.ts';
import { type Mark, type PaperPoint, type Pen, pathMark, type TextMark, textMark } from '../sheet.ts';
import { textWidthMm } from '../text-width.ts';
import type { FloorPlacement } from './floor-placement.ts';

/** The building stays in greys behind the network. */
const greys = { wall: '#8b939b', column: '#8b939b', bay: '#d3d8dd', zone: '#b9c0c7', text: '#7a828a' };
const white = '#ffffff';
const roomTextMm = 2;

/** Bays, rooms, walls, columns, openings and outline of a level, and the names of its rooms. */
export function buildingMarks(level: Level, { toPaper, mmPerM }: FloorPlacement, texts: Texts): Mark[] {
  const pen = (colour: string, widthMm: number): Pen => ({ colour, widthMm });
  const ring = (points: readonly PaperPoint[], colour: string, widthMm: number) =>
    pathMark('BUILDING', points.map(toPaper), { closed: true, pen: pen(colour, widthMm) });
  const rooms = namedRooms(level);
  return [
    ...(level.bays ?? []).map(({ polygon }) => ring(polygon, greys.bay, 0.1)),
    ...rooms.map(({ polygon }) => ring(polygon, greys.zone, 0.1)),
    ...[level.outline, ...(level.holes ?? [])].map((edge) => ring(edge, greys.wall, 0.25)),
    ...(level.walls ?? []).map(({ start, end, thicknessM }) =>
      pathMark('BUILDING', [toPaper(start), toPaper(end)], {
        pen: pen(greys.wall, Math.max(0.15, thicknessM * mmPerM)),
      }),
    ),
    ...(level.columns ?? []).map((column) =>
      pathMark('BUILDING', columnOutline(column).map(toPaper), { closed: true, fill: greys.column }),
    ),
    ...(level.openings ?? []).flatMap(({ start, end, kind }): Mark[] => {
      const points = [toPaper(start), toPaper(end)];
      const gap = pathMark('BUILDING', points, { pen: pen(white, Math.max(0.5, 0.35 * mmPerM)) });
      if (kind === 'passage') return [gap];
      const dashMm = kind === 'fire-shutter' ? { dashMm: [1.2, 0.6] } : {};
      return [gap, pathMark('BUILDING', points, { pen: { ...pen(greys.wall, 0.15), ...dashMm } })];
    }),
    ...rooms.flatMap((room) => roomName(room, toPaper, texts)),
  ];
}

function namedRooms(level: Level): Zone[] {
  return (level.zones ?? []).filter(({ kind }) => kind !== 'parking' && kind !== 'lane');
}

function roomName(zone: Zone, toPaper: FloorPlacement['toPaper'], texts: Texts): TextMark[] {
  const name = zone.name || texts.zoneKindNames[zone.kind];
  const points = zone.polygon.map(toPaper);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (textWidthMm(name, roomTextMm) > maxX - minX - 0.6 || maxY - minY < 1.3 * roomTextMm) return [];
  const at: PaperPoint = [(minX + maxX) / 2, (minY + maxY) / 2 + 0.36 * roomTextMm];
  return [textMark('BUILDING', name, at, { sizeMm: roomTextMm, anchor: 'middle', colour: greys.text })];
}

/** Walls, columns and names of rooms, where labels would be hard to read. */
export function takeBuilding(
  level: Level,
  { toPaper }: FloorPlacement,
  texts: Texts,
  taken: TakenAreas,
): void {
  for (const { text, at } of namedRooms(level).flatMap((room) => roomName(room, toPaper, texts))) {
    const halfMm = textWidthMm(text, roomTextMm) / 2;
    taken.add({ minX: at[0] - halfMm, minY: at[1] - roomTextMm, maxX: at[0] + halfMm, maxY: at[1] });
  }
  for (const { start, end } of level.walls ?? []) takeLine([toPaper(start), toPaper(end)], taken);
  for (const column of level.columns ?? []) taken.add(areaOf(columnOutline(column).map(toPaper)));
}

/** Takes a line in pieces short enough for their boxes to be close to it. */
export function takeLine(points: readonly PaperPoint[], taken: TakenAreas): void {
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]];
    const isStraight = Math.abs(a[0] - b[0]) < 0.5 || Math.abs(a[1] - b[1]) < 0.5;
    const lengthMm = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const pieces = isStraight ? 1 : Math.max(1, Math.ceil(lengthMm / 2));
    for (let piece = 0; piece < pieces; piece++) {
      const part = (share: number): PaperPoint => [
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
      ];
      const { minX, minY, maxX, maxY } = areaOf([part(piece / pieces), part((piece + 1) / pieces)]);
      taken.add({ minX: minX - 0.2, minY: minY - 0.2, maxX: maxX + 0.2, maxY: maxY + 0.2 });
    }
  }
}

export function areaOf(points: readonly PaperPoint[]): Area {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
}
