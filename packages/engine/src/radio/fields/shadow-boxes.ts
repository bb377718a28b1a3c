import type { FieldJob } from '../kernel/field-kernel.ts';

/** A rectangle of a grid's cells. */
export interface CellBox {
  column: number;
  row: number;
  columns: number;
  rows: number;
}

/**
 * Every half-plane is moved outwards by this. Rounding of the corners stays below a thousandth of it, so the boxes
 * never miss a cell; the millimetre too much only costs time.
 */
const slackMm = 1;
/** An antenna nearer to a facet than this may have half of the plane behind it. */
const touchingMm = 2;
/** A slanting shadow is covered by several boxes, each this many cells long. */
const stripCells = 32;

/**
 * Boxes that together hold every cell to which a link from the job's transmitter can cross the facet a–b (ax, ay, bx,
 * by in mm): the cells behind it between the rays through its ends. What it weighs and how high it is do not matter.
 */
export function shadowBoxes(job: FieldJob, facetMm: Int32Array): CellBox[] {
  const { grid, transmitterXMm: x, transmitterYMm: y } = job;
  const planes = shadowPlanes(x, y, facetMm);
  if (planes === 'none') return [];
  const { originXMm, originYMm, cellMm, columns, rows } = grid;
  const left = originXMm - cellMm;
  const bottom = originYMm - cellMm;
  const right = originXMm + columns * cellMm;
  const top = originYMm + rows * cellMm;
  let shadow: Ring = [left, bottom, right, bottom, right, top, left, top];
  for (const plane of planes) shadow = clipHalfPlane(shadow, plane);
  const whole = boxOf(shadow, job);
  if (!whole) return [];
  return cutStrips(shadow, whole, job);
}

/** The half-planes whose common part is the shadow; no plane at all for a transmitter at the facet. */
function shadowPlanes(x: number, y: number, [ax, ay, bx, by]: Int32Array): HalfPlane[] | 'none' {
  if (distanceToFacetMm(x, y, ax, ay, bx, by) <= touchingMm) return [];
  const turn = (ax - x) * (by - y) - (ay - y) * (bx - x);
  // In line with the facet: the crossing rule counts nothing.
  if (turn === 0) return 'none';
  const [fromX, fromY, toX, toY] = turn > 0 ? [ax, ay, bx, by] : [bx, by, ax, ay];
  const planes = [
    leftOf(x, y, fromX - x, fromY - y),
    leftOf(x, y, x - toX, y - toY),
    leftOf(fromX, fromY, fromX - toX, fromY - toY),
  ];
  // Keeps the millimetre of slack from growing backwards out of a sharp wedge.
  const midX = (ax + bx) / 2 - x;
  const midY = (ay + by) / 2 - y;
  const length = Math.hypot(midX, midY);
  const nearMm = Math.min((ax - x) * midX + (ay - y) * midY, (bx - x) * midX + (by - y) * midY) / length;
  if (nearMm > 0) {
    planes.push({ x, y, normalX: midX / length, normalY: midY / length, minMm: nearMm - slackMm });
  }
  return planes;
}

/** The half-plane left of a line through (x, y), with slack. */
function leftOf(x: number, y: number, directionX: number, directionY: number): HalfPlane {
  const length = Math.hypot(directionX, directionY);
  return { x, y, normalX: -directionY / length, normalY: directionX / length, minMm: -slackMm };
}

function distanceToFacetMm(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [ux, uy] = [bx - ax, by - ay];
  const length2 = ux * ux + uy * uy;
  const along = length2 === 0 ? 0 : ((x - ax) * ux + (y - ay) * uy) / length2;
  const ratio = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - ratio * ux, y - ay - ratio * uy);
}

/** The cells whose centres lie in a ring's bounding rectangle; undefined where there is none. */
function boxOf(ring: Ring, { grid }: FieldJob): CellBox | undefined {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < ring.length; at += 2) {
    minX = Math.min(minX, ring[at]);
    maxX = Math.max(maxX, ring[at]);
    minY = Math.min(minY, ring[at + 1]);
    maxY = Math.max(maxY, ring[at + 1]);
  }
  const { originXMm, originYMm, cellMm } = grid;
  const column = Math.max(0, Math.ceil((minX - originXMm) / cellMm));
  const row = Math.max(0, Math.ceil((minY - originYMm) / cellMm));
  const columns = Math.min(grid.columns - 1, Math.floor((maxX - originXMm) / cellMm)) - column + 1;
  const rows = Math.min(grid.rows - 1, Math.floor((maxY - originYMm) / cellMm)) - row + 1;
  return columns > 0 && rows > 0 ? { column, row, columns, rows } : undefined;
}

/** The shadow cut across its longer side, so that a slanting one is not covered by one large box. */
function cutStrips(shadow: Ring, whole: CellBox, job: FieldJob): CellBox[] {
  const { originXMm, originYMm, cellMm } = job.grid;
  const upright = whole.rows > whole.columns;
  const length = upright ? whole.rows : whole.columns;
  const boxes: CellBox[] = [];
  for (let first = 0; first < length; first += stripCells) {
    const x = originXMm + (whole.column + first) * cellMm;
    const y = originYMm + (whole.row + first) * cellMm;
    const [normalX, normalY] = upright ? [0, 1] : [1, 0];
    const lastMm = (stripCells - 1) * cellMm;
    const begun = clipHalfPlane(shadow, { x, y, normalX, normalY, minMm: -slackMm });
    const strip = clipHalfPlane(begun, {
      x: x + normalX * lastMm,
      y: y + normalY * lastMm,
      normalX: -normalX,
      normalY: -normalY,
      minMm: -slackMm,
    });
    const box = boxOf(strip, job);
    if (box) boxes.push(box);
  }
  return boxes;
}

/** Corners x, y, x, y … of a convex polygon. */
type Ring = number[];

/** Points whose distance from (x, y) along the unit normal is at least `minMm`. */
interface HalfPlane {
  x: number;
  y: number;
  normalX: number;
  normalY: number;
  minMm: number;
}

/** The part of a convex polygon inside a half-plane; empty where there is none. */
function clipHalfPlane(ring: Ring, plane: HalfPlane): Ring {
  const result: Ring = [];
  const depthMm = (at: number) =>
    (ring[at] - plane.x) * plane.normalX + (ring[at + 1] - plane.y) * plane.normalY - plane.minMm;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    const here = depthMm(at);
    const there = depthMm(next);
    if (here >= 0) result.push(ring[at], ring[at + 1]);
    if (here >= 0 === there >= 0) continue;
    const ratio = here / (here - there);
    result.push(
      ring[at] + ratio * (ring[next] - ring[at]),
      ring[at + 1] + ratio * (ring[next + 1] - ring[at + 1]),
    );
  }
  return result;
}
