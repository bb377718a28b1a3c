import type { Point } from '../../../core/index.ts';
import { type DxfRecord, indexOf, numberAt, numberOf, textOf } from './dxf-records.ts';
import { type DxfDocument, nameKey } from './read-dxf.ts';
import type { FlatPolyline } from './read-polyline.ts';

/** Where a multiline turns, and how the segment that begins there is drawn. */
interface Corner {
  at: Point;
  direction: Point;
  miter: Point;
  /** Of each line: its distance along the miter, then where along the segment it starts, stops, starts, … */
  lines: number[][];
}

const standardOffsets = [0.5, -0.5];

/**
 * Centre lines and full width of a multiline, in world coordinates: as stored at its corners, scaled and justified;
 * where nothing is stored, by its style. One line, or a piece for each part that was not cut out.
 */
export function readMultiline(record: DxfRecord, styles: DxfDocument['multilineStyles']): FlatPolyline[] {
  const corners = readCorners(record);
  if (corners.length < 2) return [];
  if (corners.some(({ lines }) => lines.length === 0)) fillOffsets(corners, record, styles);
  const closed = (numberOf(record, 71, 0) & 2) !== 0;
  const width = widthOf(corners[0]);
  const middles = corners.map(middleOf);
  const segmentCount = closed ? corners.length : corners.length - 1;
  if (!corners.slice(0, segmentCount).some(isCut)) return [{ points: middles, closed, width }];
  return corners.slice(0, segmentCount).flatMap((corner, k) => {
    const next = (k + 1) % corners.length;
    return piecesOf(corner, middles[k], middles[next]).map(
      (points): FlatPolyline => ({ points, closed: false, width }),
    );
  });
}

function readCorners(record: DxfRecord): Corner[] {
  const corners: Corner[] = [];
  const { codes } = record.tags;
  for (let i = record.first + 1; i < record.end; i++) {
    const code = codes[i];
    if (code === 11) {
      corners.push({ at: [numberAt(record, i), 0], direction: [1, 0], miter: [0, 1], lines: [] });
    }
    const corner = corners[corners.length - 1];
    if (!corner) continue;
    if (code === 21) corner.at[1] = numberAt(record, i);
    else if (code === 12) corner.direction[0] = numberAt(record, i);
    else if (code === 22) corner.direction[1] = numberAt(record, i);
    else if (code === 13) corner.miter[0] = numberAt(record, i);
    else if (code === 23) corner.miter[1] = numberAt(record, i);
    else if (code === 74 && numberAt(record, i) > 0) corner.lines.push([]);
    else if (code === 41) corner.lines[corner.lines.length - 1]?.push(numberAt(record, i));
  }
  for (const corner of corners) corner.lines = corner.lines.filter((line) => line.length > 0);
  return corners;
}

function fillOffsets(
  corners: readonly Corner[],
  record: DxfRecord,
  styles: DxfDocument['multilineStyles'],
): void {
  const scale = numberOf(record, 40, 1);
  const named = styles.get(nameKey(textOf(record, 2) ?? ''));
  const offsets = (named?.length ? named : standardOffsets).map((offset) => offset * scale);
  // 0: drawn below the line that was clicked, 2: above it.
  const justification = indexOf(record, 70) < 0 ? 1 : numberOf(record, 70, 1);
  const shift = justification === 0 ? -Math.max(...offsets) : justification === 2 ? -Math.min(...offsets) : 0;
  for (const corner of corners) {
    const across = acrossOf(corner) || 1;
    corner.lines = offsets.map((offset) => [(offset + shift) / across, 0]);
  }
}

/** How much of a length along the miter is across the segment. */
function acrossOf({ direction: [dx, dy], miter }: Corner): number {
  return Math.abs(dx * miter[1] - dy * miter[0]) / (Math.hypot(dx, dy) || 1);
}

function extremesOf({ lines }: Corner): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const [offset] of lines) {
    low = Math.min(low, offset);
    high = Math.max(high, offset);
  }
  return [low, high];
}

function widthOf(corner: Corner): number {
  const [low, high] = extremesOf(corner);
  return (high - low) * acrossOf(corner);
}

function middleOf(corner: Corner): Point {
  const [low, high] = extremesOf(corner);
  const middle = (low + high) / 2;
  return [corner.at[0] + corner.miter[0] * middle, corner.at[1] + corner.miter[1] * middle];
}

function isCut({ lines }: Corner): boolean {
  return lines.some((line) => line.length > 2);
}

/** The parts of a segment's centre line that its first cut line shows: distances run from the corner. */
function piecesOf(corner: Corner, from: Point, to: Point): [Point, Point][] {
  const cut = corner.lines.find((line) => line.length > 2);
  if (!cut) return [[from, to]];
  const [dx, dy] = corner.direction;
  const size = Math.hypot(dx, dy) || 1;
  const total = ((to[0] - from[0]) * dx + (to[1] - from[1]) * dy) / size;
  const pointAt = (along: number): Point => [from[0] + (dx / size) * along, from[1] + (dy / size) * along];
  // Distances count from the stored corner; the centre line begins where the miter meets it.
  const lead = ((from[0] - corner.at[0]) * dx + (from[1] - corner.at[1]) * dy) / size;
  const pieces: [Point, Point][] = [];
  for (let k = 1; k < cut.length; k += 2) {
    const start = k === 1 && cut[k] === 0 ? 0 : cut[k] - lead;
    const stop = k + 1 < cut.length ? cut[k + 1] - lead : total;
    if (stop > start) pieces.push([pointAt(start), pointAt(stop)]);
  }
  return pieces;
}
