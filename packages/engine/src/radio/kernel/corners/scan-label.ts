import type { FieldJob } from '../field-kernel.ts';
import type { CornerLabel } from './corner-labels.ts';
import type { CornerNode } from './corner-nodes.ts';
import type { CornerSight } from './corner-sight.ts';
import type { LengthFactors } from './length-factors.ts';
import { steadyExp2 } from './steady-math.ts';

/** What is cut off a row: columns of [from, to) where every condition holds. */
const kept = { from: 0, to: 0 };

/**
 * Lowers the metric of the cells that a path from the label's corner reaches: the square of the path's length, mm², times
 * the factors of its losses. Only cells behind the corner: beyond the straight line onwards, before its walls.
 * @param best [rows, columns]; 0 for a cell that is not to be touched
 * @param insideUnits what its legs do not pay of what they cross
 * @param unitsByCode [codes of the sight's runs]
 */
export function scanLabel(
  best: Float64Array,
  job: FieldJob,
  label: CornerLabel,
  node: CornerNode,
  { rowStarts, runs, firstRow, endRow }: CornerSight,
  insideUnits: number,
  unitsByCode: Int32Array,
  factors: LengthFactors,
): void {
  const { columns, cellMm } = job.grid;
  const { side, lengthMm } = label;
  const { turns, tanHalfEnd, crossed } = factors;
  const steps = turns.length - 1;
  const perTan = steps / tanHalfEnd;
  const riseSquare = (job.transmitterZMm - job.receiverZMm) ** 2;
  const nearSquare = (job.law.minDistanceM * 1000) ** 2;
  const labelFactor = steadyExp2(label.lossDb * factors.octavesPerDb);
  const sector = sectorBehind(label, node, job, sharpestTurn(factors, labelFactor), tanHalfEnd);
  const { ux, uy, westMm, southMm } = sector;
  for (let row = firstRow; row < endRow; row += 1) {
    const firstRun = rowStarts[row];
    const endRun = rowStarts[row + 1];
    if (firstRun === endRun) continue;
    const dy = southMm + row * cellMm;
    if (!cutRow(sector, label, node, dy)) continue;
    const { from, to } = kept;
    const base = row * columns;
    const square = dy * dy;
    const dotY = uy * dy;
    const crossY = side * ux * dy;
    const crossX = side * uy;
    for (let run = firstRun; run < endRun; run += 1) {
      const runFrom = runs[3 * run];
      const runTo = runs[3 * run + 1];
      if (runTo <= from) continue;
      if (runFrom >= to) break;
      const units = Math.max(0, unitsByCode[runs[3 * run + 2]] - insideUnits);
      if (units >= crossed.length) continue;
      const factor = labelFactor * crossed[units];
      const end = Math.min(runTo, to);
      for (let column = Math.max(runFrom, from); column < end; column += 1) {
        const dx = westMm + column * cellMm;
        const legMm = Math.sqrt(dx * dx + square);
        const tanHalf = (crossY - crossX * dx) / (legMm + ux * dx + dotY);
        const place = tanHalf * perTan;
        let turn = turns[steps];
        if (place < steps) {
          const step = place | 0;
          const lower = turns[step];
          turn = lower + (place - step) * (turns[step + 1] - lower);
        }
        const totalMm = lengthMm + legMm;
        const totalSquare = totalMm * totalMm + riseSquare;
        const metric = Math.max(totalSquare, nearSquare) * factor * turn;
        if (metric < best[base + column]) best[base + column] = metric;
      }
    }
  }
}

/** What lies behind a corner, seen along the path that arrives there. */
interface Sector {
  /** Direction in which the path arrives. */
  ux: number;
  uy: number;
  /** From the corner to the grid's first column and row. */
  westMm: number;
  southMm: number;
  columns: number;
  cellMm: number;
  /** Direction of the sharpest turn that still counts, where any turn would not. */
  limitX: number;
  limitY: number;
  isLimited: boolean;
  /** No row south, or north, of the corner is behind it. */
  onlyNorth: boolean;
  onlySouth: boolean;
}

/** @param sharpest turns sharper than this are left out, as the tangent of their half */
function sectorBehind(
  label: CornerLabel,
  node: CornerNode,
  { grid }: FieldJob,
  sharpest: number,
  tanHalfEnd: number,
): Sector {
  const { side } = label;
  const length = Math.sqrt(label.x * label.x + label.y * label.y);
  const ux = label.x / length;
  const uy = label.y / length;
  return {
    ux,
    uy,
    westMm: grid.originXMm - node.x,
    southMm: grid.originYMm - node.y,
    columns: grid.columns,
    cellMm: grid.cellMm,
    limitX: ux * (1 - sharpest * sharpest) - side * uy * 2 * sharpest,
    limitY: uy * (1 - sharpest * sharpest) + side * ux * 2 * sharpest,
    isLimited: sharpest < tanHalfEnd,
    onlyNorth: label.y >= 0 && node.firstY >= 0 && node.secondY >= 0,
    onlySouth: label.y <= 0 && node.firstY <= 0 && node.secondY <= 0,
  };
}

/**
 * Sets what is `kept` of the row that lies `dy` north of the corner: beyond the line onwards, before the walls.
 * @returns whether that is anything
 */
function cutRow(sector: Sector, label: CornerLabel, node: CornerNode, dy: number): boolean {
  const { westMm, cellMm } = sector;
  const { side } = label;
  if ((sector.onlyNorth && dy < 0) || (sector.onlySouth && dy > 0)) return false;
  kept.from = 0;
  kept.to = sector.columns;
  cut(-side * label.y, side * label.x * dy, westMm, cellMm);
  cut(side * node.firstY, -side * node.firstX * dy, westMm, cellMm);
  cut(side * node.secondY, -side * node.secondX * dy, westMm, cellMm);
  if (sector.isLimited) cut(side * sector.limitY, -side * sector.limitX * dy, westMm, cellMm);
  return kept.from < kept.to;
}

/** Tangent of half the sharpest turn with which a path still counts, a step more; the table's end where any does. */
function sharpestTurn(factors: LengthFactors, labelFactor: number): number {
  const { turns, tanHalfEnd } = factors;
  const most = factors.most / labelFactor;
  const steps = turns.length - 1;
  if (turns[steps] < most) return tanHalfEnd;
  let low = 0;
  let high = steps;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle] < most) low = middle + 1;
    else high = middle;
  }
  return Math.min(1, (low + 1) / steps) * tanHalfEnd;
}

/** Keeps the columns where slope·dx + rest > 0, dx = west + column·cell; exact where both are whole numbers. */
function cut(slope: number, rest: number, westMm: number, cellMm: number): void {
  if (slope === 0) {
    if (rest <= 0) kept.to = kept.from;
    return;
  }
  if (kept.from >= kept.to) return;
  const guess = (-rest / slope - westMm) / cellMm;
  if (slope > 0) {
    if (guess < kept.from - 1) return;
    if (guess > kept.to) {
      kept.to = kept.from;
      return;
    }
    let from = Math.floor(guess);
    while (slope * (westMm + from * cellMm) + rest <= 0) from += 1;
    if (from > kept.from) kept.from = from;
  } else {
    if (guess > kept.to + 1) return;
    if (guess < kept.from) {
      // The first column may lie just before the bound.
      if (slope * (westMm + kept.from * cellMm) + rest <= 0) kept.to = kept.from;
      else kept.to = Math.min(kept.to, kept.from + 1);
      return;
    }
    let to = Math.ceil(guess) + 1;
    while (slope * (westMm + (to - 1) * cellMm) + rest <= 0) to -= 1;
    if (to < kept.to) kept.to = to;
  }
}
