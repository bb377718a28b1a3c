import {
  type Bounds,
  boundsOf,
  distance,
  distanceToSegment,
  type Language,
  nearestParameter,
  type Point,
  pointAlong,
  ringContains,
  segmentsCross,
} from '../../core/index.ts';
import {
  installedLengths,
  listHoles,
  nearestSupport,
  type RoomUnit,
  roomAssumptions,
  type SourceRoom,
  sourceRooms,
} from '../../design/index.ts';
import { type Level, type Plan, placedOpenings, zoneKindRow } from '../../plan/index.ts';
import { columnOutline } from '../../radio/index.ts';
import type { Cell, DocumentTable } from '../encoders/document-table.ts';
import { formatFixed, formatQuantity, formatShort } from '../encoders/format-numbers.ts';
import {
  circleMark,
  inkColour,
  type Mark,
  type Pen,
  pathMark,
  pens,
  rectangleMark,
  type SheetPoint,
  textMark,
} from '../encoders/sheet.ts';
import { textWidthMm, wrapText } from '../encoders/text-width.ts';
import { axisLocationText } from '../wording/axis-locations.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { partName } from '../wording/part-name.ts';
import { clipMarks } from './clip-marks.ts';
import { areaOf, buildingMarks, namedRooms, takeLine } from './floor-plan/building-marks.ts';
import { facilityMarks, sourceSiteMarks } from './floor-plan/facility-marks.ts';
import type { UnplacedLabel } from './floor-plan/floor-labels.ts';
import { type FloorPlacement, floorPlacement, sheetTurnDeg } from './floor-plan/floor-placement.ts';
import { cablePen, networkMarks } from './floor-plan/network-marks.ts';
import { type Box, frameBoxes, type SheetDraft, type SheetSize } from './frame-sheet.ts';
import { shortCableName } from './part-names.ts';
import { createTakenAreas, type TakenAreas } from './position-labels.ts';
import { positionMarks } from './position-marks.ts';
import { layoutBlock } from './tables/table-drafts.ts';
import { cableEnds } from './unit-texts.ts';

/** Racks of 19 inches, 600 mm wide and 42 units high, drawn at 1:12, narrower where there are more than two. */
const rack = {
  unitMm: 44.45 / 12,
  widthMm: 600 / 12,
  gapMm: 8,
  bottomMm: 6,
  /** Width of all of them. */
  roomMm: 108,
  minWidthMm: 24,
};
/** Width that the tables have at least, and up to which they have their full size, mm. */
const tablesMm = { min: 84, full: 128 };
/** Scales of the room's plan, the largest first. */
const planScales = [50, 100, 150, 200];
/** Floor around the room that is shown too, m. */
const aroundM = 0.8;
const padMm = 6;
const noteMm = 2.5;

/** A sheet for the equipment of every source: racks, the room at 1:50, units with power and breakers, cables that leave it, notes. */
export function sourceRoomDrafts(
  plan: Plan,
  { lang, size }: { lang: Language; size: SheetSize },
): SheetDraft[] {
  const texts = textsIn(lang);
  return sourceRooms(plan).flatMap((room) => {
    const level = plan.levels.find(({ id }) => id === room.level);
    return level ? [roomDraft(plan, level, room, { lang, size, texts })] : [];
  });
}

interface RoomOptions {
  lang: Language;
  size: SheetSize;
  texts: DocumentTexts;
}

function roomDraft(plan: Plan, level: Level, room: SourceRoom, options: RoomOptions): SheetDraft {
  const { size, texts, lang } = options;
  const { drawing, legend } = frameBoxes(size);
  const racks = rackMarks(room, [drawing.x + padMm, drawing.y + padMm], options);
  const planX = racks.rightMm + 2 * padMm;
  const blocks = [unitsTable(room, options), cablesTable(plan, room, options)].map(layoutBlock);
  const wantedMm = Math.max(tablesMm.min, ...blocks.map(({ widthMm }) => Math.min(widthMm, tablesMm.full)));
  const freeMm = drawing.x + drawing.widthMm - planX - wantedMm - 3 * padMm;
  const planMm = Math.max(90, Math.min(160, 0.4 * drawing.widthMm, freeMm));
  const shown = shownRoom(level, room, planMm);
  const scale = `1:${shown.scale}`;
  const box: Box = { x: planX, y: drawing.y + padMm + 6, widthMm: planMm, heightMm: planMm };
  const tableX = planX + planMm + 2 * padMm;
  const roomMm = drawing.x + drawing.widthMm - padMm - tableX;
  let y = drawing.y + padMm;
  const tabled = blocks.flatMap((block) => {
    const zoom = Math.min(1, roomMm / block.widthMm);
    const marks = positionMarks(block.marks, { x: tableX, y, zoom });
    y += zoom * block.heightMm + padMm;
    return marks;
  });
  const drawn = roomPlan(plan, level, shown, { box, texts, lang, room });
  const noteY = box.y + box.heightMm + 10;
  const source = room.names.join(texts('construction.listSeparator'));
  const title = texts(titleKey(room), { source, name: facilityName(level, room) ?? level.id });
  return {
    ...{ id: `room-${room.id}`, title, scale, size },
    marks: [
      ...racks.marks,
      textMark(
        'FRAME',
        texts(room.isRemote ? 'construction.room.locationPlan' : 'construction.room.plan', { scale }),
        [box.x, box.y - 3],
        { sizeMm: 3.5, bold: true },
      ),
      ...drawn.marks,
      rectangleMark('FRAME', box, { pen: pens.thin }),
      ...tabled,
      ...noteMarks(level, room, { at: [box.x, noteY], widthMm: planMm, listed: drawn.listed }, options),
      ...wrapText(assumedText(room, texts), noteMm, legend.widthMm - 2 * padMm).map((line, row) =>
        textMark('FRAME', line, [legend.x + padMm, legend.y + 8 + row * 1.5 * noteMm], { sizeMm: noteMm }),
      ),
    ],
  };
}

/** Assumptions of the racks or housings that are on the sheet, and of what stands in them. */
function assumedText({ isRemote, racks }: SourceRoom, texts: DocumentTexts): string {
  const hubs = racks.filter((members) => members.some(({ kind }) => kind === 'hub')).length;
  const frames = isRemote
    ? [...(hubs < racks.length ? ['housing' as const] : []), ...(hubs > 0 ? ['hubHousing' as const] : [])]
    : ['rack' as const];
  const parts = frames.map((frame) => texts(`construction.room.assumedFrames.${frame}`));
  return texts('construction.room.assumed', { frames: parts.join(texts('report.clauseSeparator')) });
}

function facilityName(level: Level, { facility }: SourceRoom): string | undefined {
  return level.facilities?.find(({ id }) => id === facility)?.name;
}

/** Hubs alone are no source: they send nothing. */
function titleKey({ isRemote, units }: SourceRoom) {
  if (!isRemote) return 'construction.room.title';
  const isHub = units.every(({ kind }) => kind === 'hub' || kind === 'power-frame');
  return isHub ? 'construction.room.hubTitle' : 'construction.room.remoteTitle';
}

/** Racks or housings from the left, filled from above: what stands in each, and below the earth bar of all. */
function rackMarks(
  room: SourceRoom,
  [left, top]: SheetPoint,
  { texts, lang }: RoomOptions,
): { marks: Mark[]; rightMm: number } {
  const { racks } = room;
  const headMm = 12;
  const gapsMm = (racks.length - 1) * rack.gapMm;
  const widthMm = Math.max(rack.minWidthMm, Math.min(rack.widthMm, (rack.roomMm - gapsMm) / racks.length));
  const marks = racks.flatMap((members, index): Mark[] => {
    const x = left + index * (widthMm + rack.gapMm);
    const y = top + headMm;
    const heightMm = frameUnits(room, members) * rack.unitMm;
    let at = y;
    const bodies = members.flatMap((unit): Mark[] => {
      const box = { x: x + 1.5, y: at, widthMm: widthMm - 3, heightMm: unit.rackUnits * rack.unitMm };
      at += box.heightMm;
      return unitMarks(unit, box, { texts, lang });
    });
    return [
      ...wrapText(frameTitle(room, members, index, texts), 3, widthMm + rack.gapMm - 1).map((line, row) =>
        textMark('FRAME', line, [x, top + 3 + row * 4.4], { sizeMm: 3, bold: true }),
      ),
      rectangleMark('FRAME', { x, y, widthMm, heightMm: heightMm + rack.bottomMm }, { pen: pens.medium }),
      ...bodies,
    ];
  });
  const rightMm = left + racks.length * (widthMm + rack.gapMm) - rack.gapMm;
  const heightsMm = racks.map((members) => frameUnits(room, members) * rack.unitMm);
  const baseMm = top + headMm + rack.bottomMm;
  const wires = heightsMm.map((heightMm, index) => ({
    x: left + index * (widthMm + rack.gapMm) + widthMm / 2,
    y: baseMm + heightMm,
  }));
  return {
    marks: [...marks, ...earthBarMarks([left, baseMm + Math.max(...heightsMm)], rightMm, { wires, texts })],
    rightMm,
  };
}

/** The earth bar of a site, one for all that stands there as the bill has it, with the conductor of each rack. */
function earthBarMarks(
  [left, baseMm]: SheetPoint,
  rightMm: number,
  { wires, texts }: { wires: readonly { x: number; y: number }[]; texts: DocumentTexts },
): Mark[] {
  const barY = baseMm + 3;
  const line = (from: SheetPoint, to: SheetPoint, widthMm: number) =>
    pathMark('DEVICE', [from, to], { pen: { widthMm, colour: '#3f7d4e' } });
  return [
    ...wires.map(({ x, y }) => line([x, y], [x, barY], 0.25)),
    line([left, barY], [rightMm, barY], 0.7),
    textMark('FRAME', texts('construction.room.earthBar'), [left, barY + 4], { sizeMm: noteMm }),
  ];
}

/** Height of a frame, rack units: a hub's housing is as high as what hangs in it. */
function frameUnits({ isRemote }: SourceRoom, members: readonly RoomUnit[]): number {
  const usedUnits = members.reduce((sum, { rackUnits }) => sum + rackUnits, 0);
  if (!isRemote) return roomAssumptions.rackHeightUnits;
  return members.some(({ kind }) => kind === 'hub') ? usedUnits : roomAssumptions.housingHeightUnits;
}

function frameTitle(
  { isRemote }: SourceRoom,
  members: readonly RoomUnit[],
  index: number,
  texts: DocumentTexts,
): string {
  if (!isRemote) return texts('construction.room.rack', { number: index + 1 });
  if (members.some(({ kind }) => kind === 'hub')) return texts('construction.room.hubHousing');
  return texts('construction.room.housing', {
    ...{ number: index + 1, units: roomAssumptions.housingHeightUnits },
  });
}

/** A unit in its rack, with its number and name where there is room for both: the table has all names. */
function unitMarks(unit: RoomUnit, box: Box, { texts, lang }: Pick<RoomOptions, 'texts' | 'lang'>): Mark[] {
  const { x, y, widthMm, heightMm } = box;
  const name = unitName(unit, texts, lang);
  const lineMm = 1.35 * noteMm;
  const one = unit.part ? `${unit.id} ${name}` : name;
  const isFitting = (lines: readonly string[]) =>
    lines.length * lineMm <= heightMm && lines.every((line) => textWidthMm(line, noteMm) <= widthMm - 2);
  const under = [unit.id, ...wrapText(name, noteMm, widthMm - 2)];
  const lines = [under, [one]].find(isFitting) ?? [unit.id];
  const first = y + heightMm / 2 - ((lines.length - 1) * lineMm) / 2 + 0.36 * noteMm;
  return [
    rectangleMark('DEVICE', box, { pen: pens.thin }),
    ...lines.map((line, index) =>
      textMark('DEVICE', line, [x + widthMm / 2, first + index * lineMm], {
        ...({ sizeMm: noteMm, anchor: 'middle' } as const),
      }),
    ),
  ];
}

function unitName({ kind, part }: RoomUnit, texts: DocumentTexts, lang: Language): string {
  if (part) return partName(part, lang);
  if (kind === 'fibre-frame' || kind === 'power-frame') return texts(`construction.room.${kind}`);
  return texts(`construction.kinds.${kind}`);
}

interface ShownRoom {
  scale: number;
  centreM: SheetPoint;
}

/** The scale at which the room around the equipment fits its plan, in its middle; where it stands in no room, the nearest wall or column with it. */
function shownRoom(level: Level, { position }: SourceRoom, planMm: number): ShownRoom {
  const rooms = namedRooms(level)
    .filter(({ polygon }) => ringContains(polygon, position))
    .map(({ polygon }) => boundsOf(polygon));
  for (const { minX, minY, maxX, maxY } of rooms) {
    const sideM = Math.max(maxX - minX, maxY - minY) + 2 * aroundM;
    const scale = planScales.find((each) => (1000 * sideM) / each <= planMm);
    if (scale !== undefined) return { scale, centreM: [(minX + maxX) / 2, (minY + maxY) / 2] };
  }
  const reachM = (nearestSupport(level, position)?.distanceM ?? 0) + 2 * aroundM;
  const scale = planScales.find((each) => (2000 * reachM) / each <= planMm) ?? planScales[0];
  return { scale, centreM: position };
}

/** The distance of a source outside rooms to the nearest wall or column, as a dimension. */
function supportMarks(level: Level, position: SheetPoint, toSheet: (atM: SheetPoint) => SheetPoint): Mark[] {
  const support = nearestSupport(level, position);
  if (!support || support.distanceM < aroundM / 2) return [];
  const [from, to] = [toSheet(position), toSheet(support.atM)];
  const label = formatQuantity(support.distanceM, 'm');
  const at: SheetPoint = [from[0] + 0.7 * (to[0] - from[0]), from[1] + 0.7 * (to[1] - from[1])];
  const isUpright = Math.abs(to[1] - from[1]) > Math.abs(to[0] - from[0]);
  return [
    pathMark('FRAME', [from, to], { pen: { widthMm: 0.13, colour: inkColour, dashMm: [1.5, 0.8] } }),
    textMark('FRAME', label, isUpright ? [at[0] + 1, at[1]] : [at[0], at[1] - 1], { sizeMm: noteMm }),
  ];
}

/** Housings of sources outside equipment rooms, m: width and depth on plan (assumption, as on the bill), what is left to the wall, and no wall farther off is theirs. */
const housing = { widthM: 0.6, depthM: 0.6, hubDepthM: 0.4, gapM: 0.05, reachM: 1.2, doorFrontM: 1 };

/** Corners of housings beside each other, and whether nothing else stands there. */
interface Footprints {
  rings: SheetPoint[][];
  isFree: boolean;
}

/** The room of the plan that equipment stands in; undefined outside of rooms. */
function roomAround(level: Level, { position }: SourceRoom): readonly Point[] | undefined {
  return namedRooms(level).find(({ polygon }) => ringContains(polygon, position))?.polygon;
}

/** Racks or housings that have a place on the plan: in a room all of them, outside those that stand on the floor. */
function standingFrames(level: Level, room: SourceRoom): RoomUnit[][] {
  if (roomAround(level, room)) return room.racks;
  return room.racks.filter((members) => members.every(({ kind }) => kind !== 'hub'));
}

/**
 * Racks or housings side by side with their backs to the nearest wall or column, moved along it until they stand free, in a room inside of it,
 * and better where their lead crosses no wall; undefined off any.
 */
export function housingFootprints(level: Level, room: SourceRoom): Footprints | undefined {
  const { position } = room;
  const around = roomAround(level, room);
  const frames = standingFrames(level, room);
  const count = frames.length;
  if (count === 0) return undefined;
  const depthM = isOfHubs(level, room) ? housing.hubDepthM : housing.depthM;
  const faces = around ? wallsOfRoom(level, around, position) : nearestFaces(level, position);
  if (faces.length === 0) return undefined;
  const doors = around ? placedOpenings(level) : [];
  const isInside = (ring: readonly SheetPoint[]) =>
    !around ||
    ring.every(
      (at) =>
        ringContains(around, at) &&
        doors.every(({ start, end }) => distanceToSegment(at, start, end) >= housing.doorFrontM),
    );
  const tried = around ? slots : slots.slice(0, 9);
  const rows = faces.flatMap((face) => {
    const backed = tried.filter((slot) => slot === 0 || isBacked(face, slot));
    return backed.map((slot) => rowAt(face, slot, { count, depthM }));
  });
  const obstacles = listObstacles(level);
  let free: SheetPoint[][] | undefined;
  for (const rings of rows) {
    if (!rings.every((ring) => isInside(ring) && isFreeFloor(level, ring, obstacles))) continue;
    if (isClear(level, leadOf(level, position, rings))) return { rings, isFree: true };
    free ??= rings;
  }
  return { rings: free ?? rows[0], isFree: free !== undefined };
}

/** Returns whether the middle of a row that is moved along a face still has it behind. */
function isBacked({ at, away, ends: [start, end] }: WallFace, slot: number): boolean {
  const alongM = slot * housing.widthM;
  const middle: SheetPoint = [at[0] - away[1] * alongM, at[1] + away[0] * alongM];
  return distanceToSegment(middle, start, end) < 1e-6;
}

/** A line before the fronts of housings is so far off them, m. */
const leadOffM = 0.25;

/**
 * Lines by which cables go from the point where the plan ends them to the housings: along walls and square to them, first off the wall or
 * first along it, whichever crosses no wall; one for each housing.
 */
function leadOf(
  level: Level,
  position: SheetPoint,
  rings: readonly (readonly SheetPoint[])[],
): SheetPoint[][] {
  const [[back, , , front]] = rings;
  const depthM = distance(back, front);
  const away: SheetPoint = [(front[0] - back[0]) / depthM, (front[1] - back[1]) / depthM];
  const offM = (at: SheetPoint) => (at[0] - back[0]) * away[0] + (at[1] - back[1]) * away[1];
  const moved = (at: SheetPoint, byM: number): SheetPoint => [at[0] + byM * away[0], at[1] + byM * away[1]];
  const lineM = depthM + Math.min(leadOffM, Math.max(0.05, offM(position) - depthM));
  const fronts = rings.map(([, , c, d]): SheetPoint => [(c[0] + d[0]) / 2, (c[1] + d[1]) / 2]);
  const onLine = moved(position, lineM - offM(position));
  const paths = [
    fronts.map((at) => [position, onLine, moved(at, lineM - depthM), at]),
    fronts.map((at) => [position, moved(at, offM(position) - depthM), at]),
  ];
  return paths.find((each) => isClear(level, each)) ?? paths[0];
}

/** Returns whether no line crosses a wall. */
function isClear({ walls = [] }: Level, lines: readonly (readonly SheetPoint[])[]): boolean {
  return lines.every((line) =>
    line.every(
      (end, index) =>
        index === 0 || walls.every((wall) => !segmentsCross(line[index - 1], end, wall.start, wall.end)),
    ),
  );
}

/** The lines from the end of cables on the plan to racks or housings that stand off it, m. */
export function housingLeads(level: Level, room: SourceRoom): SheetPoint[][] {
  const { rings, isFree } = housingFootprints(level, room) ?? { rings: [], isFree: false };
  return isFree ? leadOf(level, room.position, rings) : [];
}

/** Steps along a wall in which a row is moved, widths of a housing. */
const slots = Array.from(
  { length: 41 },
  (_, index) => ((index % 2 === 0 ? -1 : 1) * Math.ceil(index / 2)) / 2,
);

/** A point on the line of a wall or a column's side, its ends, the direction off it, and what lies between the line and the backs of housings, m. */
interface WallFace {
  at: SheetPoint;
  ends: readonly [SheetPoint, SheetPoint];
  away: SheetPoint;
  gapM: number;
}

function rowAt(
  { at, away, gapM }: WallFace,
  slot: number,
  { count, depthM }: { count: number; depthM: number },
): SheetPoint[][] {
  return Array.from({ length: count }, (_, index) => {
    const fromM = (slot + index - count / 2) * housing.widthM;
    const corner = (acrossM: number, alongM: number): SheetPoint => [
      at[0] + away[0] * acrossM - away[1] * alongM,
      at[1] + away[1] * acrossM + away[0] * alongM,
    ];
    const toM = fromM + housing.widthM;
    const frontM = gapM + depthM;
    return [corner(gapM, fromM), corner(gapM, toM), corner(frontM, toM), corner(frontM, fromM)];
  });
}

/** Sides of a room from the nearest, each at its edge and up to half of a thick wall off it: rooms are drawn to faces or middles of walls. */
function wallsOfRoom(level: Level, ring: readonly Point[], position: SheetPoint): WallFace[] {
  const sides = ring.map((start, index) => {
    const end = ring[(index + 1) % ring.length];
    return { start, end, hasWall: hasWall(level, start, end) };
  });
  sides.sort(
    (p, q) =>
      Number(q.hasWall) - Number(p.hasWall) ||
      distanceToSegment(position, p.start, p.end) - distanceToSegment(position, q.start, q.end),
  );
  return sides.flatMap(({ start, end }) => {
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (lengthM < housing.widthM) return [];
    const along: SheetPoint = [(end[0] - start[0]) / lengthM, (end[1] - start[1]) / lengthM];
    const reachM = (position[0] - start[0]) * along[0] + (position[1] - start[1]) * along[1];
    const atM = Math.min(lengthM, Math.max(0, reachM));
    const at: SheetPoint = [start[0] + atM * along[0], start[1] + atM * along[1]];
    const inward = ([x, y]: SheetPoint) =>
      ringContains(ring, [
        start[0] + (lengthM / 2) * along[0] + 0.01 * x,
        start[1] + (lengthM / 2) * along[1] + 0.01 * y,
      ]);
    const left: SheetPoint = [-along[1], along[0]];
    const away: SheetPoint = inward(left) ? left : [-left[0], -left[1]];
    return [0, 0.05, 0.1, 0.15, 0.2, 0.25].map((wallM) => ({
      ...{ at, ends: [start, end] as const, away },
      gapM: housing.gapM + wallM,
    }));
  });
}

/** Returns whether a wall of the drawing lies along a side of a room: others close it where it is open, and nothing is hung there. */
function hasWall({ walls = [] }: Level, start: Point, end: Point): boolean {
  const lengthM = distance(start, end);
  const middle: Point = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
  return walls.some((wall) => {
    const wallM = distance(wall.start, wall.end);
    const cross =
      (end[0] - start[0]) * (wall.end[1] - wall.start[1]) -
      (end[1] - start[1]) * (wall.end[0] - wall.start[0]);
    if (Math.abs(cross) > alongRatio * lengthM * wallM) return false;
    const points = [start, middle, end];
    return points.some(
      (at) => distanceToSegment(at, wall.start, wall.end) <= wall.thicknessM / 2 + behindWallM,
    );
  });
}

/** A side lies along a wall that is turned from it by no more than this sine, and no farther off its face than this, m. */
const alongRatio = 0.1;
const behindWallM = 0.25;

/** Walls and sides of columns in reach of a location outside of rooms, the nearest first: what stands there is square to one of them. */
function nearestFaces({ walls = [], columns = [] }: Level, position: SheetPoint): WallFace[] {
  const sides = [
    ...walls.map(({ start, end, thicknessM }) => ({ start, end, halfM: thicknessM / 2, outward: undefined })),
    ...columns.flatMap((column) => {
      const ring = columnOutline(column);
      return ring.map((start, index) => {
        const end = ring[(index + 1) % ring.length];
        const middle: SheetPoint = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
        const outward: SheetPoint = [middle[0] - column.center[0], middle[1] - column.center[1]];
        return { start, end, halfM: 0, outward };
      });
    }),
  ];
  return sides
    .flatMap(({ start, end, halfM, outward }) => {
      const lengthM = distance(start, end);
      const offM = distanceToSegment(position, start, end) - halfM;
      if (lengthM < minFaceM || offM > housing.reachM) return [];
      const normal: SheetPoint = [(start[1] - end[1]) / lengthM, (end[0] - start[0]) / lengthM];
      const acrossM = (position[0] - start[0]) * normal[0] + (position[1] - start[1]) * normal[1];
      const isLeft = outward ? outward[0] * normal[0] + outward[1] * normal[1] > 0 : acrossM >= 0;
      const away: SheetPoint = isLeft ? normal : [-normal[0], -normal[1]];
      if (outward && (isLeft ? acrossM : -acrossM) < 0) return [];
      const at = pointAlong(start, end, nearestParameter(position, start, end));
      const gapM = halfM + housing.gapM;
      return [{ face: { at, ends: [start, end] as const, away, gapM }, offM }];
    })
    .sort((p, q) => p.offM - q.offM)
    .map(({ face }) => face);
}

/** Nothing is hung at a face shorter than this, m. */
const minFaceM = 0.3;

/** Returns whether all housings that have a place on the plan are those of hubs. */
function isOfHubs(level: Level, room: SourceRoom): boolean {
  return standingFrames(level, room).every((members) => members.some(({ kind }) => kind === 'hub'));
}

/** Distance from a point in a direction to the edge of a ring around it, m. */
function distanceAlong(ring: readonly Point[], [x, y]: SheetPoint, [dx, dy]: SheetPoint): number {
  const hits = ring.flatMap((start, index) => {
    const end = ring[(index + 1) % ring.length];
    const [ex, ey] = [end[0] - start[0], end[1] - start[1]];
    const cross = dx * ey - dy * ex;
    if (Math.abs(cross) < 1e-9) return [];
    const along = ((start[0] - x) * ey - (start[1] - y) * ex) / cross;
    const at = ((start[0] - x) * dy - (start[1] - y) * dx) / cross;
    return along > 0 && at >= 0 && at <= 1 ? [along] : [];
  });
  return Math.min(...hits, Number.POSITIVE_INFINITY);
}

/** Dimensions of a row of racks in a room: from its nearer end to the wall there, and from its front to the wall before it. */
export function rackDimensions(
  level: Level,
  room: SourceRoom,
): { from: SheetPoint; to: SheetPoint; lengthM: number }[] {
  const around = roomAround(level, room);
  const { rings, isFree } = housingFootprints(level, room) ?? { rings: [], isFree: false };
  if (!around || !isFree) return [];
  const middle = (a: SheetPoint, b: SheetPoint): SheetPoint => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const unit = (a: SheetPoint, b: SheetPoint): SheetPoint => {
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    return [(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM];
  };
  const [first, last] = [rings[0], rings[rings.length - 1]];
  const ray = (from: SheetPoint, along: SheetPoint) => {
    const lengthM = distanceAlong(around, from, along);
    return { from, lengthM, to: [from[0] + lengthM * along[0], from[1] + lengthM * along[1]] as SheetPoint };
  };
  const left = ray(middle(first[0], first[3]), unit(first[1], first[0]));
  const right = ray(middle(last[1], last[2]), unit(last[0], last[1]));
  const fronts = rings.map((ring) => ray(middle(ring[2], ring[3]), unit(ring[0], ring[3])));
  const lines = [...housingLeads(level, room), ...coursesOf(level, room)];
  // A dimension along a lead, or over the end of cables, hides it as much as one across.
  const hidden = ({ from, to }: { from: SheetPoint; to: SheetPoint }) =>
    lines.filter((line) =>
      line.some(
        (end, index) =>
          index > 0 &&
          (segmentsCross(line[index - 1], end, from, to) ||
            distanceToSegment(
              [(line[index - 1][0] + end[0]) / 2, (line[index - 1][1] + end[1]) / 2],
              from,
              to,
            ) <
              leadOffM / 2),
      ),
    ).length + (distanceToSegment(room.position, from, to) < leadOffM ? 1 : 0);
  // From the ends of fronts too: a lead meets them in the middle.
  const ends = [ray(first[3], unit(first[0], first[3])), ray(last[2], unit(last[1], last[2]))];
  const front = [...fronts, ...ends].reduce((best, each) => (hidden(each) < hidden(best) ? each : best));
  return [left.lengthM <= right.lengthM ? left : right, front].filter(({ lengthM }) =>
    Number.isFinite(lengthM),
  );
}

/** Courses on a level of the cables that end in a room. */
function coursesOf({ id }: Level, { cables }: SourceRoom): (readonly SheetPoint[])[] {
  return cables.flatMap(({ cable }) =>
    cable.course.flatMap(({ level, path }) => (level === id ? [path] : [])),
  );
}

/** Walls, columns and bays of a level, each with the box that it lies in, m. */
interface Obstacles {
  walls: { wall: NonNullable<Level['walls']>[number]; box: Bounds }[];
  blocks: { ring: readonly Point[]; box: Bounds }[];
}

function listObstacles({ walls = [], columns = [], bays = [] }: Level): Obstacles {
  const rings = [...columns.map((column) => columnOutline(column)), ...bays.map(({ polygon }) => polygon)];
  return {
    walls: walls.map((wall) => {
      const { minX, minY, maxX, maxY } = boundsOf([wall.start, wall.end]);
      const halfM = wall.thicknessM / 2;
      return {
        wall,
        box: { minX: minX - halfM, minY: minY - halfM, maxX: maxX + halfM, maxY: maxY + halfM },
      };
    }),
    blocks: rings.map((ring) => ({ ring, box: boundsOf(ring) })),
  };
}

/** Boxes this far apart have nothing in common, rounding included, m. */
const apartM = 1e-6;

/** Returns whether points over a quadrangle, 49 of them, are in no wall, column or bay and inside the outline. */
function isFreeFloor(level: Level, quadrangle: readonly SheetPoint[], obstacles: Obstacles): boolean {
  const [a, b, , d] = quadrangle;
  // Points are of the parallelogram of three corners.
  const box = boundsOf([a, b, d, [b[0] + d[0] - a[0], b[1] + d[1] - a[1]]]);
  const isNear = ({ box: { minX, minY, maxX, maxY } }: { box: Bounds }) =>
    minX <= box.maxX + apartM &&
    maxX >= box.minX - apartM &&
    minY <= box.maxY + apartM &&
    maxY >= box.minY - apartM;
  const walls = obstacles.walls.filter(isNear);
  const blocks = obstacles.blocks.filter(isNear);
  const steps = [0.02, 0.18, 0.34, 0.5, 0.66, 0.82, 0.98];
  return steps.every((s) =>
    steps.every((t) => {
      const at: Point = [
        a[0] + s * (b[0] - a[0]) + t * (d[0] - a[0]),
        a[1] + s * (b[1] - a[1]) + t * (d[1] - a[1]),
      ];
      return (
        ringContains(level.outline, at) &&
        !blocks.some(({ ring }) => ringContains(ring, at)) &&
        walls.every(({ wall }) => distanceToSegment(at, wall.start, wall.end) >= wall.thicknessM / 2)
      );
    }),
  );
}

/** Housings with the numbers of what stands in them. */
function housingMarks(
  level: Level,
  room: SourceRoom,
  toSheet: (atM: SheetPoint) => SheetPoint,
  texts: DocumentTexts,
): Mark[] {
  const racks = standingFrames(level, room);
  return (housingFootprints(level, room)?.rings ?? []).flatMap((ring, index): Mark[] => {
    const corners = ring.map(toSheet);
    const [x, y] = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / 4);
    const named = ['poi', 'hub'].flatMap((kind) => racks[index].find((unit) => unit.kind === kind) ?? []);
    const label = room.isRemote
      ? (named[0] ?? racks[index][0]).id
      : texts('construction.room.rackShort', { number: index + 1 });
    return [
      pathMark('DEVICE', corners, { closed: true, pen: pens.medium, fill: '#ffffff' }),
      textMark('DEVICE', label, [x, y + 0.36 * noteMm], { sizeMm: 2, anchor: 'middle' }),
    ];
  });
}

/** Dimensions of racks in their room on the sheet, metres to a centimetre, their figures off walls and `leads` where there is room. */
function dimensionMarks(
  level: Level,
  room: SourceRoom,
  { toSheet, mmPerM }: FloorPlacement,
  leads: readonly Mark[],
): Mark[] {
  const taken = createTakenAreas();
  for (const { start, end, thicknessM } of level.walls ?? []) {
    const { minX, minY, maxX, maxY } = areaOf([toSheet(start), toSheet(end)]);
    const halfMm = (thicknessM / 2) * mmPerM;
    taken.add({ minX: minX - halfMm, minY: minY - halfMm, maxX: maxX + halfMm, maxY: maxY + halfMm });
  }
  for (const mark of leads) if (mark.kind === 'path') takeLine(mark.points, taken);
  const [x, y] = toSheet(room.position);
  taken.add({ minX: x - 2, minY: y - 2, maxX: x + 2, maxY: y + 2 });
  const dimensions = rackDimensions(level, room).map(({ from, to, lengthM }) => ({
    ...{ a: toSheet(from), b: toSheet(to), label: formatFixed(lengthM, 2) },
  }));
  for (const { a, b } of dimensions) takeLine([a, b], taken);
  return dimensions.flatMap(({ a, b, label }): Mark[] => [
    pathMark('FRAME', [a, b], { pen: { widthMm: 0.18, colour: inkColour } }),
    ...[a, b].map(([atX, atY]) =>
      pathMark(
        'FRAME',
        [
          [atX - tickMm, atY + tickMm],
          [atX + tickMm, atY - tickMm],
        ],
        { pen: pens.medium },
      ),
    ),
    dimensionText([a, b], label, taken),
  ]);
}

/** The figure of a dimension beside its line, in its middle or nearer to an end, on the side that is free. */
function dimensionText([a, b]: readonly [SheetPoint, SheetPoint], label: string, taken: TakenAreas): Mark {
  const widthMm = textWidthMm(label, noteMm);
  const isUpright = Math.abs(b[1] - a[1]) > Math.abs(b[0] - a[0]);
  const places = [0.5, 0.35, 0.65, 0.22, 0.78].flatMap((fraction) => {
    const [x, y] = [a[0] + fraction * (b[0] - a[0]), a[1] + fraction * (b[1] - a[1])];
    const sides: SheetPoint[] = isUpright
      ? [
          [x + 1, y + noteMm / 2],
          [x - 1 - widthMm, y + noteMm / 2],
        ]
      : [
          [x - widthMm / 2, y - 1],
          [x - widthMm / 2, y + 1 + noteMm],
        ];
    return sides.map((at) => ({
      at,
      area: { minX: at[0], minY: at[1] - noteMm, maxX: at[0] + widthMm, maxY: at[1] },
    }));
  });
  const { at, area } = places.find((each) => taken.overlapMm2(each.area) === 0) ?? places[0];
  taken.add(area);
  return textMark('FRAME', label, at, { sizeMm: noteMm });
}

/** Strokes at the ends of dimensions reach so far, mm. */
const tickMm = 0.7;

const leadPen: Pen = { widthMm: 0.3, colour: cablePen.colour, dashMm: [0.9, 0.6] };

/** Leads with a ring at the point where cables of the plan end. */
function leadMarks(level: Level, room: SourceRoom, toSheet: (atM: SheetPoint) => SheetPoint): Mark[] {
  const leads = housingLeads(level, room);
  if (leads.length === 0) return [];
  return [
    ...leads.map((line) => pathMark('CABLE', line.map(toSheet), { pen: leadPen })),
    circleMark('CABLE', toSheet(room.position), 0.9, {
      pen: { widthMm: 0.3, colour: cablePen.colour },
      fill: '#ffffff',
    }),
  ];
}

/** The building and the network around the equipment. */
function roomPlan(
  plan: Plan,
  level: Level,
  { scale, centreM }: ShownRoom,
  { box, texts, lang, room }: { box: Box; texts: DocumentTexts; lang: Language; room: SourceRoom },
): { marks: Mark[]; listed: readonly UnplacedLabel[] } {
  const cell = { minX: box.x, minY: box.y, maxX: box.x + box.widthMm, maxY: box.y + box.heightMm };
  const placement = {
    ...floorPlacement({
      ...{ scale, angleDeg: sheetTurnDeg(plan), centreM, within: cell },
      centreMm: [box.x + box.widthMm / 2, box.y + box.heightMm / 2],
    }),
    cell,
  };
  const penetrations = listHoles(plan).filter((each) => each.level === level.id);
  const { toSheet } = placement;
  const building = [...facilityMarks(level, placement), ...buildingMarks(level, placement)];
  const standing = housingFootprints(level, room);
  const isOpen = room.isRemote && standing === undefined;
  const leads = leadMarks(level, room, toSheet);
  const dimensions = clipMarks(
    isOpen ? supportMarks(level, room.position, toSheet) : dimensionMarks(level, room, placement, leads),
    cell,
  );
  // Equipment that is drawn as it stands has no symbol besides.
  const unmarked = standing ? new Set(room.units.map(({ id }) => id)) : new Set<string>();
  const network = networkMarks(plan, level, placement, {
    ...{ texts, lang, names: 'drawn', courses: [], penetrations, unmarked, isBundled: true },
    under: [...building, ...leads],
    reserved: [...dimensions, ...leads],
    barred: [
      ...(standing?.rings ?? []).map((ring) => areaOf(ring.map(toSheet))),
      areaOf(
        sourceSiteMarks(toSheet(room.position)).flatMap((mark) => (mark.kind === 'path' ? mark.points : [])),
      ),
    ],
  });
  const housings = clipMarks([...leads, ...housingMarks(level, room, toSheet, texts)], cell);
  return {
    marks: [...clipMarks(building, cell), ...dimensions, ...network.marks, ...housings],
    listed: network.listed,
  };
}

/** Units with what they are, their height, power and breaker. */
function unitsTable(
  { units, totalW, mainBreakerA }: SourceRoom,
  { texts, lang }: RoomOptions,
): DocumentTable {
  return {
    id: 'room-units',
    title: texts('construction.room.units'),
    columns: [
      { head: texts('tables.device'), format: 'text', characters: 8 },
      { head: texts('tables.part'), format: 'text', characters: 20 },
      { head: texts('construction.room.height'), format: 'integer', characters: 6 },
      { head: texts('construction.room.power'), format: 'integer', characters: 7, total: true },
      { head: texts('construction.room.breaker'), format: 'text', characters: 8 },
    ],
    rows: units.map((unit): Cell[] => [
      unit.id,
      unitName(unit, texts, lang),
      unit.rackUnits,
      unit.powerW,
      unit.breakerA === undefined ? '–' : `C${unit.breakerA}`,
    ]),
    totalLabel: texts('construction.total'),
    notes: [texts('construction.room.mainBreaker', { power: formatShort(totalW, 0), breaker: mainBreakerA })],
  };
}

/** Cables that leave the equipment, and where they pass the first wall or slab. */
function cablesTable(plan: Plan, { cables }: SourceRoom, { texts, lang }: RoomOptions): DocumentTable {
  const endsOf = cableEnds(plan, lang);
  const installedM = installedLengths(plan);
  return {
    id: 'room-cables',
    title: texts('construction.room.cables'),
    columns: [
      { head: texts('tables.cable'), format: 'text', characters: 7 },
      { head: texts('construction.attributes.SIZE'), format: 'text', characters: 10 },
      { head: texts('tables.from'), format: 'text', characters: 14 },
      { head: texts('tables.to'), format: 'text', characters: 10 },
      { head: texts('construction.room.entry'), format: 'text', characters: 8 },
      { head: texts('tables.length'), format: 'metres', characters: 8 },
    ],
    rows: cables.map(({ cable, part, node, other, penetration }): Cell[] => {
      const { fromPort, to, toPort, cores } = endsOf(cable);
      const size = part ? shortCableName(part, lang) : cable.part;
      const isStart = node === cable.from.node;
      return [
        cable.id,
        cores === undefined ? size : texts('tables.cores', { cable: size, cores }),
        isStart ? `${node} ${fromPort}` : `${to} ${toPort}`,
        isStart ? to : other,
        penetration ?? '–',
        installedM(cable),
      ];
    }),
    notes: [],
  };
}

/** Notes on the location, supply, earthing, entry and ventilation, in lines of a width. */
function noteMarks(
  level: Level,
  room: SourceRoom,
  { at: [x, y], widthMm, listed }: { at: SheetPoint; widthMm: number; listed: readonly UnplacedLabel[] },
  { texts }: RoomOptions,
): Mark[] {
  const { airM3PerHour, totalW, heatW, unstatedUnits, isRemote } = room;
  const { voltageV, powerFactor, breakerRatio, warmingK } = roomAssumptions;
  const notes = [
    ...(isRemote ? [locationNote(level, room, texts)] : rackNotes(level, room, texts)),
    ...cableNotes(level, room, listed, texts),
    ...(standsAlone(room) ? [texts('construction.room.hubFeed')] : []),
    texts('construction.room.supplyNote', {
      ...{ voltage: voltageV, factor: formatFixed(powerFactor, 1), percent: 100 * breakerRatio },
    }),
    ...(totalW > heatW
      ? [texts('construction.room.handedOn', { handed: formatShort(totalW - heatW, 0) })]
      : []),
    ...(unstatedUnits > 0 ? [texts('construction.room.unknownPower', { count: unstatedUnits })] : []),
    texts(isRemote ? 'construction.room.remoteEarth' : 'construction.room.earth'),
    texts('construction.room.entryNote'),
    texts(isRemote ? 'construction.room.remoteAir' : 'construction.room.air', {
      ...{
        power: formatShort(heatW, 0),
        kelvin: warmingK,
        air: formatShort(10 * Math.ceil(airM3PerHour / 10), 0),
      },
    }),
  ];
  return [
    textMark('FRAME', texts('construction.notes'), [x, y], { sizeMm: 3.5, bold: true }),
    ...notes
      .flatMap((note, index) => wrapText(`${index + 1}. ${note}`, noteMm, widthMm))
      .map((line, index) => textMark('FRAME', line, [x, y + 6 + index * 1.5 * noteMm], { sizeMm: noteMm })),
  ];
}

/** Says how cables are drawn and led on, and what numbers in rings are. */
function cableNotes(
  level: Level,
  room: SourceRoom,
  listed: readonly UnplacedLabel[],
  texts: DocumentTexts,
): string[] {
  const lengthsM = housingLeads(level, room).map((line) =>
    line.reduce((sum, at, index) => (index === 0 ? 0 : sum + distance(line[index - 1], at)), 0),
  );
  const list = listed.map(({ text }, index) => `${index + 1} ${text}`).join(texts('report.listSeparator'));
  return [
    texts('construction.room.bundles'),
    ...(lengthsM.length > 0
      ? [texts('construction.room.leads', { length: formatFixed(Math.max(...lengthsM), 1) })]
      : []),
    ...(listed.length > 0 ? [texts('construction.room.listed', { list })] : []),
  ];
}

/** Several hubs with a housing each, of which the first has the power frame. */
function standsAlone({ isRemote, racks }: SourceRoom): boolean {
  return isRemote && racks.filter((members) => members.some(({ kind }) => kind === 'hub')).length > 1;
}

/** Says how racks stand in an equipment room, or that the drawing has no room around them that they fit. */
function rackNotes(level: Level, room: SourceRoom, texts: DocumentTexts): string[] {
  const found = housingFootprints(level, room);
  const values = { count: room.racks.length, gap: 1000 * housing.gapM };
  return [
    texts(found?.isFree ? 'construction.room.racksAt.free' : 'construction.room.racksAt.crowded', values),
  ];
}

/** A room that equipment may stand in is behind the wall up to this distance, m. */
const behindM = 1.5;

/** Says where equipment outside rooms is, what it may be mounted on and how far that is, and that the mount is open. */
function locationNote(level: Level, room: SourceRoom, texts: DocumentTexts): string {
  const { position } = room;
  const housings = housingFootprints(level, room);
  const axes = axisLocationText(level, position, texts);
  const inside = namedRooms(level).find(({ polygon }) => ringContains(polygon, position));
  const support = nearestSupport(level, position);
  const nearest = namedRooms(level)
    .filter(({ kind }) => zoneKindRow(kind).sourceOrder !== undefined)
    .map(({ name, kind, polygon }) => ({
      name: name || texts.name('zone', kind),
      distanceM: Math.min(
        ...polygon.map((corner, index) =>
          distanceToSegment(position, corner, polygon[(index + 1) % polygon.length]),
        ),
      ),
    }))
    .sort((a, b) => a.distanceM - b.distanceM)
    .at(0);
  const place = `${axes === '' ? '' : `${axes} `}(${position.map((value) => formatFixed(value, 1)).join(', ')})`;
  return [
    inside
      ? texts('construction.room.standsIn', { place, name: inside.name || texts.name('zone', inside.kind) })
      : texts('construction.room.standsAt', { place }),
    ...(housings
      ? []
      : support
        ? [
            texts(`construction.room.nearest.${support.kind}`, {
              distance: formatFixed(support.distanceM, 1),
            }),
          ]
        : [texts('construction.room.nearest.none')]),
    ...(nearest && !inside
      ? [
          texts('construction.room.nearest.room', {
            ...{ name: nearest.name, distance: formatFixed(nearest.distanceM, 1) },
          }),
        ]
      : []),
    ...(housings === undefined
      ? [texts('construction.room.mountOpen')]
      : [
          texts(
            `construction.room.${isOfHubs(level, room) ? 'hubsAt' : 'housingsAt'}.${housings.isFree ? 'free' : 'crowded'}`,
            {
              ...{ count: housings.rings.length, width: 1000 * housing.widthM },
              depth: 1000 * (isOfHubs(level, room) ? housing.hubDepthM : housing.depthM),
              gap: 1000 * housing.gapM,
            },
          ),
        ]),
    ...(nearest && !inside && nearest.distanceM <= behindM
      ? [texts('construction.room.roomBehind', { name: nearest.name })]
      : []),
  ].join('');
}
