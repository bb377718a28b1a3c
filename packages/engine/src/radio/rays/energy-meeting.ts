import type { Flight } from './energy-flight.ts';
import type { EnergyGrid, EnergyScene } from './energy-scene.ts';

/** The end of a straight part of a flight: how far away, what it is, and its normal towards the flight. */
export interface Meeting {
  distanceM: number;
  /** Index of a sheet, or of a body after those; `floorObject` and so on. */
  object: number;
  nx: number;
  ny: number;
  nz: number;
}

export const nothingObject = -1;
export const floorObject = -2;
export const ceilingObject = -3;

/** Objects of a scene by columns, as the innermost loops read them. */
export interface Obstruction {
  clearHeightM: number;
  hasFloor: boolean;
  hasCeiling: boolean;
  index: EnergyIndex;
  sheetCount: number;
  /** [sheets × 8] start x and y, direction x and y, length, low, high, surface. */
  sheets: Float64Array;
  /** [bodies × 2] low, high. */
  heights: Float64Array;
  /** Sides of body `b`: `sideStarts[b]` to before `sideStarts[b + 1]`; [sides × 3] outward normal x and y, offset. */
  sideStarts: Int32Array;
  sides: Float64Array;
  /** [sheets and bodies, floor, ceiling] indices of their slabs. */
  slabs: Int32Array;
  /** Search at which an object or edge was last looked at, and the number of searches. */
  objectSeen: Int32Array;
  edgeSeen: Int32Array;
  searches: number;
}

const sheetSize = 8;
/** Nearer than this is where the flight just was, metres. */
export const nearestM = 1e-7;
/** Sheets reach this much beyond their ends, metres: two that meet leave no gap. */
const beyondM = 1e-3;

export function packObstruction(scene: EnergyScene, grid: EnergyGrid, reachM: number): Obstruction {
  const { sheets, bodies, edges } = scene;
  const sheetColumns = sheets.flatMap(({ start, end, lowM, highM, surfaceM }) => {
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
    const along = [(end[0] - start[0]) / lengthM, (end[1] - start[1]) / lengthM];
    return [...start, ...along, lengthM, lowM, highM, surfaceM];
  });
  const sideStarts = new Int32Array(bodies.length + 1);
  const sides: number[] = [];
  for (const [body, { ring }] of bodies.entries()) {
    for (const [index, at] of ring.entries()) {
      const next = ring[(index + 1) % ring.length];
      const lengthM = Math.hypot(next[0] - at[0], next[1] - at[1]) || 1;
      const [nx, ny] = [(next[1] - at[1]) / lengthM, (at[0] - next[0]) / lengthM];
      sides.push(nx, ny, nx * at[0] + ny * at[1]);
    }
    sideStarts[body + 1] = sides.length / 3;
  }
  return {
    clearHeightM: scene.clearHeightM,
    hasFloor: scene.floor !== undefined,
    hasCeiling: scene.ceiling !== undefined,
    index: indexScene(scene, grid, reachM),
    sheetCount: sheets.length,
    sheets: Float64Array.from(sheetColumns),
    heights: Float64Array.from(bodies.flatMap(({ lowM, highM }) => [lowM, highM])),
    sideStarts,
    sides: Float64Array.from(sides),
    slabs: Int32Array.from([...sheets, ...bodies], ({ slab }) => slab),
    objectSeen: new Int32Array(sheets.length + bodies.length),
    edgeSeen: new Int32Array(edges.length),
    searches: 0,
  };
}

/** Finds what a flight meets first within `maxM`; edges near its way until there are added to `edgesNear`. */
export function findMeeting(
  obstruction: Obstruction,
  flight: Flight,
  meeting: Meeting,
  maxM: number,
  edgesNear?: number[],
): void {
  const { index } = obstruction;
  const { x, y, ux, uy } = flight;
  obstruction.searches += 1;
  meeting.object = nothingObject;
  meeting.distanceM = maxM;
  meetDecks(obstruction, meeting, flight);
  const { originX, originY, cellM, columns, rows } = index;
  const enterM = entryM(index, flight);
  let column = held((x + enterM * ux - originX) / cellM, columns);
  let row = held((y + enterM * uy - originY) / cellM, rows);
  const stepX = ux > 0 ? 1 : -1;
  const stepY = uy > 0 ? 1 : -1;
  const deltaX = ux === 0 ? Number.POSITIVE_INFINITY : cellM / Math.abs(ux);
  const deltaY = uy === 0 ? Number.POSITIVE_INFINITY : cellM / Math.abs(uy);
  let nextX = ux === 0 ? deltaX : (originX + (column + (ux > 0 ? 1 : 0)) * cellM - x) / ux;
  let nextY = uy === 0 ? deltaY : (originY + (row + (uy > 0 ? 1 : 0)) * cellM - y) / uy;
  let leaveM = 0;
  while (enterM >= 0 && column >= 0 && row >= 0 && column < columns && row < rows) {
    visitCell(obstruction, flight, meeting, row * columns + column, edgesNear);
    leaveM = Math.min(nextX, nextY);
    if (meeting.distanceM <= leaveM) return;
    if (nextX < nextY) {
      column += stepX;
      nextX += deltaX;
    } else {
      row += stepY;
      nextY += deltaY;
    }
  }
  // Beyond everything drawn nothing comes back.
  meeting.object = nothingObject;
  meeting.distanceM = leaveM;
}

/** Distance at which a flight enters the indexed area, metres: 0 inside, −1 where it never does. */
function entryM({ originX, originY, cellM, columns, rows }: EnergyIndex, { x, y, ux, uy }: Flight): number {
  const x1 = originX + columns * cellM;
  const y1 = originY + rows * cellM;
  if (x >= originX && y >= originY && x <= x1 && y <= y1) return 0;
  const acrossX = ux === 0 ? Number.POSITIVE_INFINITY : 1 / ux;
  const acrossY = uy === 0 ? Number.POSITIVE_INFINITY : 1 / uy;
  const [fromX, toX] = [(originX - x) * acrossX, (x1 - x) * acrossX];
  const [fromY, toY] = [(originY - y) * acrossY, (y1 - y) * acrossY];
  const enterM = Math.max(Math.min(fromX, toX), Math.min(fromY, toY));
  const leaveM = Math.min(Math.max(fromX, toX), Math.max(fromY, toY));
  return enterM >= 0 && enterM < leaveM ? enterM : -1;
}

function held(cell: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(cell)));
}

function meetDecks(
  { clearHeightM, hasFloor, hasCeiling }: Obstruction,
  meeting: Meeting,
  flight: Flight,
): void {
  if (flight.uz === 0) return;
  const isDown = flight.uz < 0;
  const distanceM = Math.max(0, ((isDown ? 0 : clearHeightM) - flight.z) / flight.uz);
  if (distanceM >= meeting.distanceM) return;
  meeting.distanceM = distanceM;
  meeting.nx = 0;
  meeting.ny = 0;
  meeting.nz = isDown ? 1 : -1;
  if (isDown ? hasFloor : hasCeiling) meeting.object = isDown ? floorObject : ceilingObject;
}

function visitCell(
  obstruction: Obstruction,
  flight: Flight,
  meeting: Meeting,
  cell: number,
  edgesNear: number[] | undefined,
): void {
  const { index, objectSeen, edgeSeen, searches, sheetCount } = obstruction;
  const { objects, edges } = index;
  for (let at = objects.starts[cell]; at < objects.starts[cell + 1]; at += 1) {
    const object = objects.items[at];
    if (objectSeen[object] === searches || object === flight.skipped) continue;
    objectSeen[object] = searches;
    if (object < sheetCount) meetSheet(obstruction, meeting, flight, object);
    else meetBody(obstruction, meeting, flight, object);
  }
  if (!edgesNear) return;
  for (let at = edges.starts[cell]; at < edges.starts[cell + 1]; at += 1) {
    const edge = edges.items[at];
    if (edgeSeen[edge] === searches) continue;
    edgeSeen[edge] = searches;
    edgesNear.push(edge);
  }
}

/** A sheet is met at its surface; what slips in beside that, at a corner, at its middle. */
function meetSheet({ sheets }: Obstruction, meeting: Meeting, flight: Flight, sheet: number): void {
  const at = sheet * sheetSize;
  const alongX = sheets[at + 2];
  const alongY = sheets[at + 3];
  const across = flight.ux * alongY - flight.uy * alongX;
  if (across === 0) return;
  const side = across > 0 ? -1 : 1;
  for (let depth = 1; depth >= 0; depth -= 1) {
    const shiftM = side * depth * sheets[at + 7];
    const fromX = sheets[at] + shiftM * alongY - flight.x;
    const fromY = sheets[at + 1] - shiftM * alongX - flight.y;
    const distanceM = (fromX * alongY - fromY * alongX) / across;
    if (distanceM >= meeting.distanceM) return;
    if (distanceM <= nearestM) continue;
    const part = (fromX * flight.uy - fromY * flight.ux) / across;
    if (part < -beyondM || part > sheets[at + 4] + beyondM) continue;
    const heightM = flight.z + distanceM * flight.uz;
    if (heightM < sheets[at + 5] || heightM > sheets[at + 6]) continue;
    meeting.distanceM = distanceM;
    meeting.object = sheet;
    meeting.nx = side * alongY;
    meeting.ny = -side * alongX;
    meeting.nz = 0;
    return;
  }
}

/** A flight meets a body where it enters it; one that is inside meets nothing. */
function meetBody(obstruction: Obstruction, meeting: Meeting, flight: Flight, object: number): void {
  const { heights, sideStarts, sides } = obstruction;
  const body = object - obstruction.sheetCount;
  let enterM = Number.NEGATIVE_INFINITY;
  let leaveM = meeting.distanceM;
  let entered = -1;
  if (flight.uz === 0) {
    if (flight.z <= heights[2 * body] || flight.z >= heights[2 * body + 1]) return;
  } else {
    const lowAtM = (heights[2 * body] - flight.z) / flight.uz;
    const highAtM = (heights[2 * body + 1] - flight.z) / flight.uz;
    enterM = Math.min(lowAtM, highAtM);
    leaveM = Math.min(leaveM, Math.max(lowAtM, highAtM));
  }
  for (let side = sideStarts[body]; side < sideStarts[body + 1]; side += 1) {
    const towards = flight.ux * sides[3 * side] + flight.uy * sides[3 * side + 1];
    const outsideM = flight.x * sides[3 * side] + flight.y * sides[3 * side + 1] - sides[3 * side + 2];
    if (towards === 0) {
      if (outsideM >= 0) return;
      continue;
    }
    const atM = -outsideM / towards;
    if (towards > 0) leaveM = Math.min(leaveM, atM);
    else if (atM > enterM) {
      enterM = atM;
      entered = side;
    }
    if (enterM >= leaveM) return;
  }
  if (enterM <= nearestM || enterM >= leaveM) return;
  meeting.distanceM = enterM;
  meeting.object = object;
  meeting.nx = entered < 0 ? 0 : sides[3 * entered];
  meeting.ny = entered < 0 ? 0 : sides[3 * entered + 1];
  meeting.nz = entered >= 0 ? 0 : flight.uz > 0 ? -1 : 1;
}

/** Places of things as seen from above: square cells, each with the indices of what reaches into it. */
interface EnergyIndex {
  originX: number;
  originY: number;
  cellM: number;
  columns: number;
  rows: number;
  objects: CellLists;
  edges: CellLists;
}

/** Indices by cell: those of cell `c` are `items[starts[c]]` to before `items[starts[c + 1]]`. */
interface CellLists {
  starts: Int32Array;
  items: Int32Array;
}

type Box = readonly [number, number, number, number];

/** Most cells along one side. */
const maxSide = 400;
const usualCellM = 2;

/** Objects are sheets, then bodies. Edges are listed as far as `reachM` around them. */
function indexScene(
  { sheets, bodies, edges }: EnergyScene,
  { leftM, bottomM, cellM: receiverM, columns, rows }: EnergyGrid,
  reachM: number,
): EnergyIndex {
  const objectBoxes = [
    ...sheets.map(({ start, end }) => boxOf([start, end], 0)),
    ...bodies.map(({ ring }) => boxOf(ring, 0)),
  ];
  const edgeBoxes = edges.map(({ start, end }) => boxOf([start, end], reachM));
  const received: Box = [leftM, bottomM, leftM + columns * receiverM, bottomM + rows * receiverM];
  const all = [received, ...objectBoxes, ...edgeBoxes];
  const marginM = 0.5;
  const [left, bottom, right, top] = [
    Math.min(...all.map((box) => box[0])) - marginM,
    Math.min(...all.map((box) => box[1])) - marginM,
    Math.max(...all.map((box) => box[2])) + marginM,
    Math.max(...all.map((box) => box[3])) + marginM,
  ];
  const cellM = Math.max(usualCellM, (right - left) / maxSide, (top - bottom) / maxSide);
  const frame = {
    originX: left,
    originY: bottom,
    cellM,
    columns: Math.ceil((right - left) / cellM),
    rows: Math.ceil((top - bottom) / cellM),
  };
  return { ...frame, objects: fillCells(frame, objectBoxes), edges: fillCells(frame, edgeBoxes) };
}

function boxOf(points: readonly (readonly number[])[], reachM: number): Box {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  return [
    Math.min(...xs) - reachM,
    Math.min(...ys) - reachM,
    Math.max(...xs) + reachM,
    Math.max(...ys) + reachM,
  ];
}

function fillCells(
  { originX, originY, cellM, columns, rows }: Omit<EnergyIndex, 'objects' | 'edges'>,
  boxes: readonly Box[],
): CellLists {
  const cells: number[][] = Array.from({ length: columns * rows }, () => []);
  for (const [index, [left, bottom, right, top]] of boxes.entries()) {
    const firstColumn = held((left - originX) / cellM, columns);
    const lastColumn = held((right - originX) / cellM, columns);
    const lastRow = held((top - originY) / cellM, rows);
    for (let row = held((bottom - originY) / cellM, rows); row <= lastRow; row += 1) {
      for (let column = firstColumn; column <= lastColumn; column += 1) {
        cells[row * columns + column].push(index);
      }
    }
  }
  const starts = new Int32Array(cells.length + 1);
  for (const [cell, items] of cells.entries()) starts[cell + 1] = starts[cell] + items.length;
  return { starts, items: Int32Array.from(cells.flat()) };
}
