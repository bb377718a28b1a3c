/**
 * Walls of drawn lines. A drawing has a wall as two faces, sometimes as one line; a model of propagation needs one
 * segment per wall, or it counts the wall twice. Segments are `[[x, y], [x, y]]` in metres, walls
 * `{ start, end, thicknessM? }`.
 */

const degree = Math.PI / 180;
/** Lines within this angle of each other are parallel. */
const parallelDeg = 0.6;
/** What lies along a wall need not be drawn as exactly as its faces. */
const parallelTurnDeg = 6;
/** Lines of one face: no farther apart across, and gaps along them no wider. */
const sameLineM = 0.015;
const gapM = 0.03;
/** Shorter lines are dots of a drawing. */
const dotM = 0.02;
/** Faces that lie beside each other for less are not compared. */
const parallelM = 0.05;

const defaults = {
  /** Thinnest and thickest wall. */
  thinnestM: 0.05,
  thickestM: 0.45,
  /** Shortest stretch over which two faces are a wall. */
  shortestM: 0.3,
  /** Shortest line without a partner that is a wall by itself. */
  shortestSingleM: 0.4,
};

/** Centre lines of the walls that faces make; a line without a partner is a wall without thickness. */
export function pairFaces(segments, options = {}) {
  const settings = { ...defaults, ...options };
  return parallelGroups(segments).flatMap(({ angleDeg, members }) =>
    pairGroup(joinLines(members.map((segment) => lineAlong(angleDeg, segment))), settings).map(
      ({ line, thicknessM }) => ({ ...segmentOf(angleDeg, line), ...(thicknessM && { thicknessM }) }),
    ),
  );
}

/** Bundles of parallel lines, as windows are drawn: one segment each in the middle, as thick as the bundle is wide. */
export function bundleLines(segments, { widestM = 0.45, shortestM = 0.3 } = {}) {
  return parallelGroups(segments).flatMap(({ angleDeg, members }) => {
    const lines = joinLines(members.map((segment) => lineAlong(angleDeg, segment)));
    const isUsed = new Set();
    const byLength = [...lines].sort((a, b) => b.to - b.from - (a.to - a.from));
    const bundles = [];
    for (const longest of byLength) {
      if (isUsed.has(longest) || longest.to - longest.from < shortestM) continue;
      const bundle = bundleAround(longest, lines, isUsed, widestM);
      const acrosses = bundle.map(({ across }) => across);
      const [low, high] = [Math.min(...acrosses), Math.max(...acrosses)];
      const thicknessM = high - low;
      const middle = { across: (low + high) / 2, from: longest.from, to: longest.to };
      bundles.push({ ...segmentOf(angleDeg, middle), ...(thicknessM > 0 && { thicknessM }) });
    }
    return bundles;
  });
}

/**
 * Walls without the stretches along which another segment lies, no farther from their line than `reachM`. A window
 * drawn over a wall would else be crossed with the wall.
 */
export function cutOverlap(walls, others, reachM = 0.3) {
  return walls.flatMap((wall) => {
    const angleDeg = directionDeg([wall.start, wall.end]);
    const line = lineAlong(angleDeg, [wall.start, wall.end]);
    const stretches = [{ from: line.from, to: line.to }];
    for (const { start, end } of others) {
      if (angleBetween(angleDeg, directionDeg([start, end])) > parallelTurnDeg) continue;
      const other = lineAlong(angleDeg, [start, end]);
      if (Math.abs(other.across - line.across) > reachM) continue;
      for (const stretch of stretches.filter((each) => overlap(each, other) > 0)) {
        cutOut(stretches, stretch, {
          from: Math.max(stretch.from, other.from),
          to: Math.min(stretch.to, other.to),
        });
      }
    }
    return stretches.map(({ from, to }) => ({
      ...wall,
      ...segmentOf(angleDeg, { across: line.across, from, to }),
    }));
  });
}

/** Walls without those, and without the stretches, that lie beside a longer one: each wall is one segment. */
export function dropDoubles(walls, { reachM = 0.3, shortestM = 0.5 } = {}) {
  const lengthOf = ({ start, end }) => Math.hypot(end[0] - start[0], end[1] - start[1]);
  const kept = [];
  for (const wall of [...walls].sort((a, b) => lengthOf(b) - lengthOf(a))) {
    kept.push(...cutOverlap([wall], kept, reachM).filter((part) => lengthOf(part) >= shortestM));
  }
  return kept;
}

/** A line and those not yet used that lie beside it for more than half of their length. */
function bundleAround(longest, lines, isUsed, widestM) {
  const bundle = [longest];
  isUsed.add(longest);
  let low = longest.across;
  let high = longest.across;
  for (const line of lines) {
    const widthM = Math.max(high, line.across) - Math.min(low, line.across);
    if (isUsed.has(line) || Math.abs(line.across - longest.across) > widestM || widthM > widestM) continue;
    if (overlap(line, longest) <= 0.5 * (line.to - line.from)) continue;
    isUsed.add(line);
    bundle.push(line);
    low = Math.min(low, line.across);
    high = Math.max(high, line.across);
  }
  return bundle;
}

/** Segments by direction: `[{ angleDeg, members }]`, the angle that of the first of each. */
function parallelGroups(segments) {
  const groups = [];
  for (const segment of segments) {
    const [[x1, y1], [x2, y2]] = segment;
    if (Math.hypot(x2 - x1, y2 - y1) < dotM) continue;
    const angleDeg = directionDeg(segment);
    const group = groups.find((each) => angleBetween(each.angleDeg, angleDeg) < parallelDeg);
    if (group) group.members.push(segment);
    else groups.push({ angleDeg, members: [segment] });
  }
  return groups;
}

/** Direction of a line, whichever end comes first. */
function directionDeg([[x1, y1], [x2, y2]]) {
  return (Math.atan2(y2 - y1, x2 - x1) / degree + 360) % 180;
}

function angleBetween(aDeg, bDeg) {
  const differenceDeg = Math.abs(aDeg - bDeg);
  return Math.min(differenceDeg, 180 - differenceDeg);
}

/** A segment in the frame of a direction: where it lies across it, and from where to where along it. */
function lineAlong(angleDeg, [[x1, y1], [x2, y2]]) {
  const [cos, sin] = [Math.cos(angleDeg * degree), Math.sin(angleDeg * degree)];
  const along = [x1 * cos + y1 * sin, x2 * cos + y2 * sin];
  const across = (y1 * cos - x1 * sin + y2 * cos - x2 * sin) / 2;
  return { across, from: Math.min(...along), to: Math.max(...along) };
}

function segmentOf(angleDeg, { across, from, to }) {
  const [cos, sin] = [Math.cos(angleDeg * degree), Math.sin(angleDeg * degree)];
  const point = (along) => [along * cos - across * sin, along * sin + across * cos];
  return { start: point(from), end: point(to) };
}

/** Lines that lie in one another or meet end to end are one. */
function joinLines(lines) {
  const sorted = [...lines].sort((a, b) => a.across - b.across || a.from - b.from);
  const joined = [];
  for (let first = 0; first < sorted.length; ) {
    let last = first;
    while (last + 1 < sorted.length && sorted[last + 1].across - sorted[last].across < sameLineM) last++;
    const level = sorted.slice(first, last + 1).sort((a, b) => a.from - b.from);
    let current = { ...level[0] };
    for (const line of level.slice(1)) {
      if (line.from <= current.to + gapM) current.to = Math.max(current.to, line.to);
      else {
        joined.push(current);
        current = { ...line };
      }
    }
    joined.push(current);
    first = last + 1;
  }
  return joined;
}

function overlap(a, b) {
  return Math.min(a.to, b.to) - Math.max(a.from, b.from);
}

/** Takes the nearest faces first; what is left of a line after its walls are taken can still be paired. */
function pairGroup(lines, { thinnestM, thickestM, shortestM, shortestSingleM }) {
  const rests = new Map(lines.map((line) => [line, [{ from: line.from, to: line.to }]]));
  const walls = [];
  for (const { low, high, thicknessM } of facePairs(lines, thinnestM, thickestM)) {
    const shortest = Math.max(shortestM, 0.9 * thicknessM);
    for (
      let taken = takeStretch(rests, low, high, shortest);
      taken;
      taken = takeStretch(rests, low, high, shortest)
    ) {
      walls.push({ line: { across: (low.across + high.across) / 2, ...taken }, thicknessM });
    }
  }
  for (const [line, stretches] of rests) {
    for (const { from, to } of stretches) {
      if (to - from >= shortestSingleM) walls.push({ line: { across: line.across, from, to } });
    }
  }
  return walls;
}

function facePairs(lines, thinnestM, thickestM) {
  const pairs = [];
  for (const [index, low] of lines.entries()) {
    for (const high of lines.slice(index + 1)) {
      const thicknessM = high.across - low.across;
      if (thicknessM < thinnestM || thicknessM > thickestM || overlap(low, high) <= parallelM) continue;
      pairs.push({ low, high, thicknessM });
    }
  }
  return pairs.sort((a, b) => a.thicknessM - b.thicknessM);
}

/** Cuts the first stretch that both lines still have beside each other out of both, or gives undefined. */
function takeStretch(rests, low, high, shortestM) {
  for (const a of rests.get(low)) {
    for (const b of rests.get(high)) {
      const stretch = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
      if (stretch.to - stretch.from < shortestM) continue;
      cutOut(rests.get(low), a, stretch);
      cutOut(rests.get(high), b, stretch);
      return stretch;
    }
  }
  return undefined;
}

function cutOut(stretches, stretch, { from, to }) {
  const parts = [
    { from: stretch.from, to: from },
    { from: to, to: stretch.to },
  ];
  stretches.splice(stretches.indexOf(stretch), 1, ...parts.filter((part) => part.to - part.from > 0.01));
}
