import {
  distance,
  distanceToSegment,
  lineIntersection,
  type Point,
  PointGrid,
  pointAlong,
} from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { Raster } from './raster.ts';
import type { FrameSegment } from './trace-frame.ts';

const { plainDoorM } = tuning.rasterFindOpenings;

/** A gap in a wall that something closes. */
export interface Gap {
  start: Point;
  end: Point;
  /** A line is drawn across; otherwise only the width says so. */
  drawn: boolean;
}

export interface OpeningOptions {
  pixelM: number;
  /** Mean darkness along a line that is drawn. */
  faint: number;
}

const gapRangeM = { min: 0.55, max: 8.5 } as const;
/** Gaps between a wall's end and the next wall ahead, with a line drawn across or as wide as a door. */
export function findOpenings(walls: readonly FrameSegment[], raster: Raster, options: OpeningOptions): Gap[] {
  const { pixelM } = options;
  const grid = new PointGrid(4 / pixelM);
  walls.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, 0.5 / pixelM);
  });
  const gaps: Gap[] = [];
  walls.forEach((wall, i) => {
    for (const [tip, tail] of [
      [wall.a, wall.b],
      [wall.b, wall.a],
    ]) {
      if (isHeld(walls, grid, i, tip, pixelM)) continue;
      const ahead = nextAhead(walls, grid, i, tip, tail, pixelM);
      if (!ahead) continue;
      const widthM = distance(tip, ahead.to) * pixelM;
      if (widthM < gapRangeM.min || gaps.some((gap) => isSame(gap, tip, ahead.to, pixelM))) continue;
      const drawn = lineDarkness(raster, tip, ahead.to, pixelM) >= options.faint;
      if (drawn || (ahead.inLine && widthM <= plainDoorM)) gaps.push({ start: tip, end: ahead.to, drawn });
    }
  });
  return gaps;
}

/** The end lies on another wall. */
function isHeld(
  walls: readonly FrameSegment[],
  grid: PointGrid,
  index: number,
  tip: Point,
  pixelM: number,
): boolean {
  return grid.near(tip[0], tip[1], tip[0], tip[1]).some((j) => {
    const { a, b, width } = walls[j];
    return j !== index && distanceToSegment(tip, a, b) < width / 2 + 0.08 / pixelM;
  });
}

interface Ahead {
  to: Point;
  inLine: boolean;
}

/** The nearest wall in the direction that this wall points: one in its line, or one across it. */
function nextAhead(
  walls: readonly FrameSegment[],
  grid: PointGrid,
  index: number,
  tip: Point,
  tail: Point,
  pixelM: number,
): Ahead | undefined {
  const length = distance(tip, tail);
  const u: Point = [(tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length];
  const reach = gapRangeM.max / pixelM;
  const far: Point = [tip[0] + u[0] * reach, tip[1] + u[1] * reach];
  let best: Ahead | undefined;
  let bestAway = reach;
  for (const j of grid.nearAlong(tip, far)) {
    if (j === index) continue;
    const other = walls[j];
    for (const end of [other.a, other.b]) {
      const away = (end[0] - tip[0]) * u[0] + (end[1] - tip[1]) * u[1];
      const aside = Math.abs((end[1] - tip[1]) * u[0] - (end[0] - tip[0]) * u[1]);
      if (away <= 0 || away >= bestAway || aside > 0.15 / pixelM) continue;
      const back = end === other.a ? other.b : other.a;
      const along = Math.abs((back[0] - end[0]) * u[0] + (back[1] - end[1]) * u[1]) / distance(end, back);
      if (along < 0.99) continue;
      bestAway = away;
      best = { to: end, inLine: true };
    }
    const hit = lineIntersection(tip, far, other.a, other.b);
    if (!hit || hit.t <= 0 || hit.u < -0.02 || hit.u > 1.02) continue;
    // To the face of the wall ahead.
    const away = hit.t * reach - other.width / 2;
    if (away <= 0 || away >= bestAway) continue;
    bestAway = away;
    best = { to: pointAlong(tip, far, hit.t), inLine: false };
  }
  return best;
}

function isSame({ start, end }: Gap, tip: Point, to: Point, pixelM: number): boolean {
  const near = 0.5 / pixelM;
  return (
    (distance(start, to) < near && distance(end, tip) < near) ||
    (distance(start, tip) < near && distance(end, to) < near)
  );
}

/** Mean darkness along the darkest of the lines beside each other between two points. */
function lineDarkness(raster: Raster, from: Point, to: Point, pixelM: number): number {
  const length = distance(from, to);
  const steps = Math.max(4, Math.ceil(length));
  const n: Point = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
  const reach = Math.max(1, Math.round(0.12 / pixelM));
  let best = 0;
  for (let aside = -reach; aside <= reach; aside++) {
    let sum = 0;
    let dark = 0;
    for (let k = 0; k < steps; k++) {
      // Away from the jambs, whose ink is no line.
      const [x, y] = pointAlong(from, to, 0.15 + (0.7 * (k + 0.5)) / steps);
      const value = pixelAt(raster, x + aside * n[0], y + aside * n[1]);
      sum += Math.min(value, 60);
      if (value > 8) dark++;
    }
    if (dark >= 0.7 * steps) best = Math.max(best, sum / steps);
  }
  return best;
}

function pixelAt({ width, height, data }: Raster, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  return column >= 0 && row >= 0 && column < width && row < height ? data[row * width + column] : 0;
}
