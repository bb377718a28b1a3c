import { Header } from './header';
import { addStep, addWestRows, Line, scatterLine, writeLine } from './line';
import { Facet } from './facet';
import { prepareSides, takeSides } from './sides';
import { addStamps, STAMPS_PER_FACET, writeMasks, writeStamps } from './stamp';

// The shadow of a facet is bounded by the facet itself and by the rays from the transmitter through its ends. On each
// row every bound is one step in the running sum of losses. Facets that share an end share the ray: their steps add up,
// and vanish where a wall of one loss goes on. Ties follow the shift rule: ends lie a hair north of their row (a row
// through an end lies south of it) and a hair east, so every bound is passed strictly, and rows split without overlap.

/** Lines that stamps stand for, and the first of the others: these fill header.edges from its end. */
let shortCount: i32 = 0;
let longEdges: usize = 0;
let edgesEnd: usize = 0;

/**
 * Once per obstacle set and grid: the row north of each vertex, and the lines of the facets themselves, which no
 * transmitter changes but in sign; as stamps where a few will do.
 */
export function castEdges(header: Header): void {
  writeMasks();
  for (let index: i32 = 0; index < header.vertexCount; index++) {
    const row = rowNorthOf(header, load<f64>(vertexAt(header, index), 8));
    store<i32>(header.vertexRows + (<usize>index << 2), row);
  }
  prepareSides(header);
  shortCount = 0;
  edgesEnd = header.edges + <usize>header.facetCount * offsetof<Line>();
  longEdges = edgesEnd;
  for (let index: i32 = 0; index < header.facetCount; index++) castEdge(header, index);
  stampEdges(header);
}

function castEdge(header: Header, index: i32): void {
  const facet = changetype<Facet>(header.facets + <usize>index * offsetof<Facet>());
  const rowStart = load<i32>(header.vertexRows + (<usize>facet.vertexA << 2));
  const rowEnd = load<i32>(header.vertexRows + (<usize>facet.vertexB << 2));
  if (rowStart >= rowEnd) return;
  const a = vertexAt(header, facet.vertexA);
  const b = vertexAt(header, facet.vertexB);
  const cell = header.cell;
  const ax = load<f64>(a);
  const ay = load<f64>(a, 8);
  const ux = load<f64>(b) - ax;
  const uy = load<f64>(b, 8) - ay;
  const n = (ax - header.originX) * uy + ux * (header.originY - ay);
  const short = changetype<Line>(header.edges + <usize>shortCount * offsetof<Line>());
  writeLine(short, header.columns, n, ux * cell, uy * cell, rowStart, rowEnd, 0);
  short.source = <i32>header.facetSteps + (index << 2);
  if (short.westStart >= short.westEnd && rowEnd - rowStart <= STAMPS_PER_FACET) {
    shortCount++;
    return;
  }
  longEdges -= offsetof<Line>();
  memory.copy(longEdges, changetype<usize>(short), offsetof<Line>());
}

function stampEdges(header: Header): void {
  let next = header.stamps;
  let band = header.bandStamps;
  for (let row: i32 = 0; row < header.rows; row += header.bandRows) {
    store<u32>(band, <u32>next);
    band += 4;
    for (let index: i32 = 0; index < shortCount; index++) {
      const line = changetype<Line>(header.edges + <usize>index * offsetof<Line>());
      next = writeStamps(header, line, row, row + header.bandRows, next);
    }
  }
  store<u32>(band, <u32>next);
}

/** Adds the steps of the facets' own lines to the rows [bandStart, bandEnd) of the band. */
export function scatterEdges(header: Header, bandStart: i32, bandEnd: i32): void {
  const stamps = header.bandStamps + (<usize>(bandStart / header.bandRows) << 2);
  addStamps(header.band, load<u32>(stamps), load<u32>(stamps, 4));
  for (let line = longEdges; line < edgesEnd; line += offsetof<Line>()) {
    scatterLine(header, changetype<Line>(line), bandStart, bandEnd);
  }
}

/**
 * Shadows of the facets whose part of the link reaches the receiver: steps at their vertices (header.wedges), on their
 * edges, and west of the grid. `unit` is what one loss unit adds.
 */
export function castFacets(header: Header, unit: i32): void {
  // A facet due west (the transmitter on its right) darkens the west end of every row.
  addStep(header.rowSteps, takeSides(header, unit));
  const wedges = header.wedges;
  memory.fill(wedges, 0, <usize>header.vertexCount << 2);
  let step = header.facetSteps;
  const end = header.facets + <usize>header.facetCount * offsetof<Facet>();
  for (let at = header.facets; at < end; at += offsetof<Facet>()) {
    const facet = changetype<Facet>(at);
    const signed = load<i32>(step);
    // With the transmitter on the facet's left, the shadow lies left of the ray through a, right of the ray through b.
    addStep(wedges + (<usize>facet.vertexA << 2), -signed);
    addStep(wedges + (<usize>facet.vertexB << 2), signed);
    step += 4;
  }
  for (let at = longEdges; at < edgesEnd; at += offsetof<Line>()) {
    const line = changetype<Line>(at);
    line.delta = load<i32>(line.source);
    addWestRows(header.rowSteps, line);
  }
}

/** Side of the transmitter seen from a facet shifted by (ε, ε²). */
// @ts-ignore: decorator
@inline
export function isLeft(ux: f64, uy: f64, dx: f64, dy: f64): bool {
  const side = ux * dy - uy * dx;
  return side > 0 || (side == 0 && (uy > 0 || (uy == 0 && ux < 0)));
}

/** Writes the rays through the vertices that keep a step, at `ray`; returns the address behind the last. */
export function castRays(header: Header, ray: usize): usize {
  const wedges = header.wedges;
  const vertexRows = header.vertexRows;
  const vertexCount = <usize>header.vertexCount;
  const vertices = header.vertices;
  // Read once: the compiler cannot know that rays are not written over the header.
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  const east = tx - header.originX;
  const north = ty - header.originY;
  const cell = header.cell;
  const columns = header.columns;
  const rows = header.rows;
  const rowSteps = header.rowSteps;
  for (let index: usize = 0; index < vertexCount; index++) {
    const wedge = load<i32>(wedges + (index << 2));
    if (wedge == 0) continue;
    const vertex = vertices + (index << 4);
    const row = load<i32>(vertexRows + (index << 2));
    const dx = load<f64>(vertex) - tx;
    const dy = load<f64>(vertex, 8) - ty;
    ray = castAlong(dx, dy, east, north, cell, columns, rows, rowSteps, row, wedge, ray);
  }
  return ray;
}

/** The ray through one vertex. */
export function castRay(header: Header, vertex: usize, row: i32, wedge: i32, ray: usize): usize {
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  const dx = load<f64>(vertex) - tx;
  const dy = load<f64>(vertex, 8) - ty;
  const east = tx - header.originX;
  const north = ty - header.originY;
  return castAlong(
    dx,
    dy,
    east,
    north,
    header.cell,
    header.columns,
    header.rows,
    header.rowSteps,
    row,
    wedge,
    ray,
  );
}

/** A ray along (dx, dy): north of the transmitter from `row` on, south of it up to there. */
// @ts-ignore: decorator
@inline
function castAlong(
  dx: f64,
  dy: f64,
  east: f64,
  north: f64,
  cell: f64,
  columns: i32,
  rows: i32,
  rowSteps: usize,
  row: i32,
  wedge: i32,
  ray: usize,
): usize {
  const line = changetype<Line>(ray);
  let found: bool;
  if (dy > 0) {
    const n = east * dy - dx * north;
    found = writeLine(line, columns, n, dx * cell, dy * cell, row, rows, wedge);
  } else if (dy < 0) {
    // 0 − dx, not −dx: a step of −0 would turn infinite roots around.
    const n = dx * north - east * dy;
    found = writeLine(line, columns, n, (0 - dx) * cell, (0 - dy) * cell, 0, row, -wedge);
  } else {
    // The end is a hair north of the transmitter's row: its ray leaves west of everything, or east of it.
    if (dx < 0) addStep(rowSteps + (<usize>row << 2), wedge);
    return ray;
  }
  addWestRows(rowSteps, line);
  return select(ray + offsetof<Line>(), ray, found);
}

/** First row strictly north of y, at most header.rows. */
// @ts-ignore: decorator
@inline
function rowNorthOf(header: Header, y: f64): i32 {
  const row = Math.floor((y - header.originY) / header.cell) + 1;
  return <i32>Math.max(0, Math.min(row, <f64>header.rows));
}

// @ts-ignore: decorator
@inline
function vertexAt(header: Header, index: i32): usize {
  return header.vertices + (<usize>index << 4);
}
