import { pairFaces } from './pair-faces.mjs';

const degree = Math.PI / 180;
/** Darker pixels are ink. */
const inkBelow = 150;
/** Walls are longer; runs of ink are followed over gaps as wide. */
const shortestM = 1;
const gapM = 0.15;
/** What is wider is no wall but a filled area. */
const widestM = 0.7;
/** A thin line is one face of a wall, glass, or the edge of furniture. */
const thinM = 0.14;
/** Directions are tried in these steps, upright ones first. */
const turnStepDeg = 3;
/** Treads of stairs: so many lines of like length beside one another. */
const stairs = { count: 4, longestM: 3, reachM: 1.3, turnDeg: 6, lengthRatio: 0.35 };

/**
 * Walls in the image of a plan, by long straight runs of ink: `{ start, end, thicknessM? }` in pixels of the image from
 * its upper left corner, x and y. `isMasked(x, y)` names pixels that are no plan. A sketch: gaps stay where anything is
 * drawn over a wall, and curves are broken into pieces.
 */
export function findStraightWalls({ width, height, data }, { metresPerPixel, isMasked }) {
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (data[at] < inkBelow && !isMasked(x, y)) ink[at] = 1;
    }
  }
  const page = { ink, width, height, metresPerPixel };
  const bars = turnsDeg().flatMap((turnDeg) => takeBars(page, turnDeg));
  const walls = withoutStairs(bars, metresPerPixel);
  const isThin = ({ thicknessPx }) => thicknessPx * metresPerPixel <= thinM;
  const scaled = ([x, y]) => [x * metresPerPixel, y * metresPerPixel];
  const lines = walls.filter(isThin).map(({ start, end }) => [scaled(start), scaled(end)]);
  const unscaled = ([x, y]) => [x / metresPerPixel, y / metresPerPixel];
  return [
    ...walls
      .filter((wall) => !isThin(wall))
      .map(({ start, end, thicknessPx }) => ({ start, end, thicknessM: thicknessPx * metresPerPixel })),
    ...pairFaces(lines, { thinnestM: 0.08, thickestM: 0.42, shortestM: 0.4, shortestSingleM: shortestM }).map(
      ({ start, end, ...rest }) => ({ start: unscaled(start), end: unscaled(end), ...rest }),
    ),
  ];
}

function turnsDeg() {
  const turned = [];
  for (let turnDeg = turnStepDeg; turnDeg < 180; turnDeg += turnStepDeg) {
    if (turnDeg !== 90) turned.push(turnDeg);
  }
  return [0, 90, ...turned];
}

/** Bars of ink in one direction; their ink is taken out of the page. */
function takeBars(page, turnDeg) {
  const { width, height, metresPerPixel } = page;
  const [cos, sin] = [Math.cos(turnDeg * degree), Math.sin(turnDeg * degree)];
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ];
  const alongs = corners.map(([x, y]) => x * cos + y * sin);
  const acrosses = corners.map(([x, y]) => y * cos - x * sin);
  const frame = { cos, sin, from: Math.floor(Math.min(...alongs)), to: Math.ceil(Math.max(...alongs)) };
  let open = [];
  const bars = [];
  const close = (bar) => {
    if (bar.runs.length * metresPerPixel <= widestM) bars.push(bar);
  };
  for (let across = Math.floor(Math.min(...acrosses)); across <= Math.max(...acrosses); across++) {
    const runs = findRuns(page, frame, across);
    const next = [];
    for (const bar of open) {
      const last = bar.runs.at(-1);
      const run = runs.find((each) => !each.isTaken && isAlong(each, last));
      if (run) {
        run.isTaken = true;
        bar.runs.push(run);
        next.push(bar);
      } else close(bar);
    }
    open = [...next, ...runs.filter(({ isTaken }) => !isTaken).map((run) => ({ runs: [run] }))];
  }
  for (const bar of open) close(bar);
  for (const bar of bars) wipe(page, frame, bar);
  return bars.map(({ runs }) => barOf(runs, frame));
}

/** Two runs of one bar cover each other for most of the longer one. */
function isAlong(a, b) {
  const overlap = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  return overlap > 0.5 * Math.max(a.to - a.from, b.to - b.from);
}

function pixelAt({ width, height }, { cos, sin }, along, across) {
  const x = Math.round(along * cos - across * sin);
  const y = Math.round(along * sin + across * cos);
  return x >= 0 && y >= 0 && x < width && y < height ? y * width + x : -1;
}

function findRuns(page, frame, across) {
  const gapPx = Math.max(1, Math.round(gapM / page.metresPerPixel));
  const shortestPx = shortestM / page.metresPerPixel;
  const runs = [];
  let start;
  let last;
  const end = () => {
    if (start !== undefined && last - start >= shortestPx) runs.push({ across, from: start, to: last });
    start = undefined;
  };
  for (let along = frame.from; along <= frame.to; along++) {
    const at = pixelAt(page, frame, along, across);
    if (at < 0 || page.ink[at] === 0) continue;
    if (start !== undefined && along - last > gapPx) end();
    start ??= along;
    last = along;
  }
  end();
  return runs;
}

/** Takes a bar's ink out, and that of its blurred edge. */
function wipe(page, frame, { runs }) {
  for (const { across, from, to } of runs) {
    for (let along = from - 1; along <= to + 1; along++) {
      for (const offset of [-1, 0, 1]) {
        const at = pixelAt(page, frame, along, across + offset);
        if (at >= 0) page.ink[at] = 0;
      }
    }
  }
}

function barOf(runs, { cos, sin }) {
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const across = (runs[0].across + runs.at(-1).across) / 2;
  const [from, to] = ['from', 'to'].map((end) => middle(runs.map((run) => run[end])));
  const point = (along) => [along * cos - across * sin, along * sin + across * cos];
  return { start: point(from), end: point(to), thicknessPx: runs.length };
}

function withoutStairs(bars, metresPerPixel) {
  const facts = bars.map(({ start, end }) => ({
    lengthM: Math.hypot(end[0] - start[0], end[1] - start[1]) * metresPerPixel,
    turnDeg: Math.atan2(end[1] - start[1], end[0] - start[0]) / degree,
    middle: [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2],
  }));
  const isTreadAlong = (a, b) => {
    const turnDeg = Math.abs(((a.turnDeg - b.turnDeg + 270) % 180) - 90);
    const apartM = Math.hypot(a.middle[0] - b.middle[0], a.middle[1] - b.middle[1]) * metresPerPixel;
    const isAlike = Math.abs(a.lengthM - b.lengthM) < stairs.lengthRatio * a.lengthM;
    return a !== b && turnDeg < stairs.turnDeg && isAlike && apartM < stairs.reachM;
  };
  return bars.filter((_, index) => {
    const fact = facts[index];
    return (
      fact.lengthM > stairs.longestM ||
      facts.filter((other) => isTreadAlong(fact, other)).length < stairs.count
    );
  });
}
