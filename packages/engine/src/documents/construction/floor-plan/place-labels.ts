import type { SheetPoint } from '../../encoders/sheet.ts';
import { type Area, areSeparate, crossesArea, isWithin, type TakenAreas } from '../position-labels.ts';

/** Room for a label, and the end of its leader where it stands off what it belongs to. */
export interface LabelCandidate {
  area: Area;
  leaderTo?: SheetPoint;
}

/** Areas that no label may cover, and lines that it should not cover. */
export interface LabelGround {
  within: Area;
  taken: TakenAreas;
  lines: TakenAreas;
  /** Middle of the symbol that each label belongs to; undefined of labels of lines. */
  symbols?: readonly (SheetPoint | undefined)[];
}

/** Leaders stay so far off the middle of symbols that are not theirs, mm. */
const symbolHalfMm = 1.2;

/** Labels that give way to another at most, and candidates that are looked at for it. */
const repair = { blockers: 2, candidates: 80 };
/** A line under a label is as bad as standing this much further down the list of candidates, per mm². */
const rankPerMm2 = 100;

/**
 * Positions for labels, each one of its candidates, the most legible first; undefined for labels that have no room. No two
 * overlap, no leader crosses a label, another leader or another's symbol, and a label without one stands nearest to its symbol. First each label takes the best of what is free, in their order; then labels without
 * room ask those in their way to stand elsewhere.
 */
export function placeLabels(
  labels: readonly (readonly LabelCandidate[])[],
  { within, taken, lines, symbols = [] }: LabelGround,
): (LabelCandidate | undefined)[] {
  const placed: (LabelCandidate | undefined)[] = labels.map(() => undefined);
  const usable = labels.map((candidates, index) =>
    candidates.filter(
      (candidate) =>
        isWithin(candidate.area, within) &&
        taken.overlapMm2(candidate.area) === 0 &&
        isPlain(candidate, index, symbols),
    ),
  );
  const isFree = (candidate: LabelCandidate) =>
    placed.every((other) => other === undefined || !isBlocking(candidate, other));
  const place = (index: number): boolean => {
    let best: { candidate: LabelCandidate; cost: number } | undefined;
    usable[index].forEach((candidate, rank) => {
      if ((best && rank >= best.cost) || !isFree(candidate)) return;
      const cost = rank + rankPerMm2 * lines.overlapMm2(candidate.area);
      if (!best || cost < best.cost) best = { candidate, cost };
    });
    placed[index] = best?.candidate;
    return best !== undefined;
  };
  const waiting = labels.map((_, index) => index).filter((index) => !place(index));
  for (const index of waiting) makeRoom(index, { usable: usable[index], placed, place });
  return placed;
}

/** Puts a label where others stand that find room elsewhere; leaves all as it was where there is no such location. */
function makeRoom(
  index: number,
  options: {
    usable: readonly LabelCandidate[];
    placed: (LabelCandidate | undefined)[];
    place: (index: number) => boolean;
  },
): void {
  const { usable, placed, place } = options;
  for (const candidate of usable.slice(0, repair.candidates)) {
    const blockers = placed.flatMap((other, at) => (other && isBlocking(candidate, other) ? [at] : []));
    if (blockers.length > repair.blockers) continue;
    const before = blockers.map((at) => placed[at]);
    for (const at of blockers) placed[at] = undefined;
    placed[index] = candidate;
    if (blockers.every((at) => place(at))) return;
    placed[index] = undefined;
    blockers.forEach((at, order) => {
      placed[at] = before[order];
    });
  }
}

function isBlocking(a: LabelCandidate, b: LabelCandidate): boolean {
  return !areSeparate(a.area, b.area) || leads(a, b.area) || leads(b, a.area) || areCrossing(a, b);
}

/** Returns whether nobody takes a label for that of another symbol: it stands nearest to its own, or its leader passes by all others. */
function isPlain(
  { area, leaderTo }: LabelCandidate,
  index: number,
  symbols: readonly (SheetPoint | undefined)[],
): boolean {
  const symbol = symbols[index];
  const others = symbols.filter((each) => each !== undefined && (!symbol || !isSame(each, symbol)));
  if (leaderTo) {
    return others.every((each) => isSame(each!, leaderTo) || !leads({ area, leaderTo }, areaAround(each!)));
  }
  return symbol === undefined || others.every((each) => gapToMm(each!, area) > gapToMm(symbol, area));
}

const isSame = (a: SheetPoint, b: SheetPoint) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.05;

const gapToMm = (at: SheetPoint, area: Area) => {
  const [x, y] = nearestPoint(at, area);
  return Math.hypot(x - at[0], y - at[1]);
};

function areaAround([x, y]: SheetPoint): Area {
  return { minX: x - symbolHalfMm, minY: y - symbolHalfMm, maxX: x + symbolHalfMm, maxY: y + symbolHalfMm };
}

/** Returns whether the leaders of two labels cross. */
function areCrossing(a: LabelCandidate, b: LabelCandidate): boolean {
  if (!a.leaderTo || !b.leaderTo || isSame(a.leaderTo, b.leaderTo)) return false;
  const [p, q] = [a.leaderTo, nearestPoint(a.leaderTo, a.area)];
  const [r, s] = [b.leaderTo, nearestPoint(b.leaderTo, b.area)];
  const side = (from: SheetPoint, to: SheetPoint, at: SheetPoint) =>
    Math.sign((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]));
  return side(p, q, r) * side(p, q, s) <= 0 && side(r, s, p) * side(r, s, q) <= 0;
}

/** Returns whether the leader of a label crosses an area. */
function leads({ area, leaderTo }: LabelCandidate, other: Area): boolean {
  if (leaderTo === undefined) return false;
  // Most leaders are far from most labels.
  const [x, y] = leaderTo;
  if (Math.max(x, area.minX) < other.minX || Math.min(x, area.maxX) > other.maxX) return false;
  if (Math.max(y, area.minY) < other.minY || Math.min(y, area.maxY) > other.maxY) return false;
  return crossesArea([leaderTo, nearestPoint(leaderTo, area)], other);
}

/** The nearest location of an area, seen from a point. */
export function nearestPoint([x, y]: SheetPoint, { minX, minY, maxX, maxY }: Area): SheetPoint {
  return [Math.min(Math.max(x, minX), maxX), Math.min(Math.max(y, minY), maxY)];
}

/** Steps away from what a label belongs to, mm: longer leaders look like cables, and what has no room is listed. */
const distancesMm = [0, 1.5, 4, 7, 10.5, 15, 20, 26, 33];
/** Beyond this a label needs a leader, mm. */
const nearMm = 1.5;
/** Sides, the most legible first: right, left, above, below, and between. */
const sides: readonly SheetPoint[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
  [1, -0.5],
  [-1, -0.5],
  [1, 0.5],
  [-1, 0.5],
];

export interface LabelSize {
  widthMm: number;
  heightMm: number;
}

/** Candidates around a point, nearest first; `clearMm` of it stay free. */
export function around(at: SheetPoint, size: LabelSize, clearMm: number): LabelCandidate[] {
  return distancesMm.flatMap((distanceMm) =>
    sides.map((side) => ({
      area: adjacentArea(at, size, side, clearMm + distanceMm),
      ...(distanceMm > nearMm ? { leaderTo: at } : {}),
    })),
  );
}

function adjacentArea(
  [x, y]: SheetPoint,
  { widthMm, heightMm }: LabelSize,
  [dx, dy]: SheetPoint,
  offMm: number,
): Area {
  const minX = dx > 0 ? x + dx * offMm : dx < 0 ? x + dx * offMm - widthMm : x - widthMm / 2;
  const minY = dy > 0 ? y + dy * offMm : dy < 0 ? y + dy * offMm - heightMm : y - heightMm / 2;
  return { minX, minY, maxX: minX + widthMm, maxY: minY + heightMm };
}

/** Parts of a line at which its label is tried. */
const fractions = [0.5, 0.35, 0.65, 0.2, 0.8];
const gapMm = 0.4;
/** Gap between an upright line and the label at its side. */
const uprightGapMm = 0.9;

/** Candidates along a line: level above it, then below, beside its upright parts; then off it with a leader. */
export function along(
  parts: readonly (readonly [SheetPoint, SheetPoint])[],
  size: LabelSize,
): LabelCandidate[] {
  const { widthMm, heightMm } = size;
  const onLine = parts.flatMap(([a, b]) => {
    const isUpright = Math.abs(b[1] - a[1]) > Math.abs(b[0] - a[0]);
    return fractions.flatMap((fraction): LabelCandidate[] => {
      const x = a[0] + fraction * (b[0] - a[0]);
      const y = a[1] + fraction * (b[1] - a[1]);
      const corners = isUpright
        ? [
            [x + uprightGapMm, y - heightMm / 2],
            [x - uprightGapMm - widthMm, y - heightMm / 2],
          ]
        : [
            [x - widthMm / 2, y - gapMm - heightMm],
            [x - widthMm / 2, y + gapMm],
          ];
      return corners.map(([minX, minY]) => ({
        area: { minX, minY, maxX: minX + widthMm, maxY: minY + heightMm },
      }));
    });
  });
  const anchors = parts.slice(0, 3).map(([a, b]): SheetPoint => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
  const off = anchors.flatMap((at) => around(at, size, 2).filter(({ leaderTo }) => leaderTo));
  return [...onLine, ...off];
}
