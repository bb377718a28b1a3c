import { Header } from './header';
import { addStep, addWestRows, Line, writeLine } from './line';
import { Panel } from './panel';
import { castShadow } from './shadow';

// The shadow of a panel is bounded by the panel itself and by the rays from the transmitter through its ends. On each
// row every bound is one step in the running sum of losses. Panels that share an end share the ray: their steps add up,
// and vanish where a wall of one loss goes on. Ties follow the shift rule: ends lie a hair north of their row (a row
// through an end lies south of it) and a hair east, so every bound is passed strictly, and rows split without overlap.

/**
 * Once per obstacle set and grid: the row north of each vertex, and the lines of the panels themselves at header.edges,
 * which no transmitter changes but in sign. Returns how many.
 */
export function castEdges(header: Header): i32 {
  let count: i32 = 0;
  const cell = header.cell;
  for (let index: i32 = 0; index < header.vertexCount; index++) {
    store<i32>(header.vertexRows + (<usize>index << 2), rowNorthOf(header, load<f64>(vertexAt(header, index), 8)));
  }
  for (let index: i32 = 0; index < header.panelCount; index++) {
    const panel = panelAt(header, index);
    panel.edge = 0;
    const a = vertexAt(header, panel.vertexA);
    const b = vertexAt(header, panel.vertexB);
    const ax = load<f64>(a);
    const ay = load<f64>(a, 8);
    const ux = load<f64>(b) - ax;
    const uy = load<f64>(b, 8) - ay;
    const rowStart = rowNorthOf(header, ay);
    const rowEnd = rowNorthOf(header, ay + uy);
    if (rowStart >= rowEnd) continue;
    const line = edgeAt(header, count);
    const n = (ax - header.originX) * uy + ux * (header.originY - ay);
    writeLine(line, header.columns, n, ux * cell, uy * cell, rowStart, rowEnd, 0);
    count++;
    panel.edge = count;
  }
  return count;
}

/**
 * Steps of all panels for the job's transmitter: at the vertices, on the edges, and shadows of the panels that links
 * meet in part. `unit` is what one loss unit adds. Returns how many shadows there are at header.shadows.
 */
export function castPanels(header: Header, unit: i32): i32 {
  const wedges = header.wedges;
  const vertices = header.vertices;
  const edges = header.edges;
  memory.fill(wedges, 0, <usize>header.vertexCount << 2);
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  const low = min(header.transmitterZ, header.receiverZ);
  const high = max(header.transmitterZ, header.receiverZ);
  let west: i32 = 0;
  let shadowCount: i32 = 0;
  const end = header.panels + <usize>header.panelCount * offsetof<Panel>();
  for (let at = header.panels; at < end; at += offsetof<Panel>()) {
    const panel = changetype<Panel>(at);
    const edge = panel.edge;
    const vertexA = <usize>panel.vertexA;
    const vertexB = <usize>panel.vertexB;
    const ax = load<f64>(vertices + (vertexA << 4));
    const ay = load<f64>(vertices + (vertexA << 4), 8);
    const bx = load<f64>(vertices + (vertexB << 4));
    const by = load<f64>(vertices + (vertexB << 4), 8);
    const loss = panel.lossUnits * unit;
    if (panel.lower > low || panel.upper <= high) {
      // Links pass below, above, or through it in part of the cells.
      if (edge != 0) edgeAt(header, edge - 1).delta = 0;
      if (panel.lower <= high && panel.upper > low) {
        shadowCount = castShadow(header, ax, ay, bx, by, panel, loss, shadowCount);
      }
      continue;
    }
    const ux = bx - ax;
    const uy = by - ay;
    let side = ux * (ty - ay) - uy * (tx - ax);
    if (side == 0) side = uy != 0 ? uy : -ux;
    const signed = select(loss, -loss, side > 0);
    // A panel due west darkens the west end of every row.
    if (ay < ty && by >= ty) west += loss - signed;
    addStep(wedges + (vertexA << 2), -signed);
    addStep(wedges + (vertexB << 2), signed);
    if (edge != 0) {
      const line = changetype<Line>(edges + <usize>(edge - 1) * offsetof<Line>());
      line.delta = signed;
      addWestRows(header, line);
    }
  }
  addStep(header.rowSteps, west >> 1);
  return shadowCount;
}

/** Writes the rays through vertices that keep a step, at header.rays; returns how many. */
export function castRays(header: Header): i32 {
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  const cell = header.cell;
  const columns = header.columns;
  const rows = header.rows;
  const east = tx - header.originX;
  const north = ty - header.originY;
  const wedges = header.wedges;
  const vertices = header.vertices;
  const vertexRows = header.vertexRows;
  let ray = header.rays;
  const vertexCount = <usize>header.vertexCount;
  for (let index: usize = 0; index < vertexCount; index++) {
    const wedge = load<i32>(wedges + (index << 2));
    if (wedge == 0) continue;
    const dx = load<f64>(vertices + (index << 4)) - tx;
    const dy = load<f64>(vertices + (index << 4), 8) - ty;
    const row = load<i32>(vertexRows + (index << 2));
    const line = changetype<Line>(ray);
    let found: bool;
    if (dy > 0) {
      found = writeLine(line, columns, east * dy - dx * north, dx * cell, dy * cell, row, rows, wedge);
    } else if (dy < 0) {
      // (0 − dx, not −dx: a step of −0 would turn infinite roots around.)
      found = writeLine(line, columns, dx * north - east * dy, (0 - dx) * cell, (0 - dy) * cell, 0, row, -wedge);
    } else {
      // The end is a hair north of the transmitter's row: its ray leaves west of everything, or east of it.
      if (dx < 0) addStep(header.rowSteps + (<usize>row << 2), wedge);
      continue;
    }
    addWestRows(header, line);
    ray += select(offsetof<Line>(), 0, found);
  }
  return <i32>((ray - header.rays) / offsetof<Line>());
}

/** First row strictly north of y, at most header.rows. */
// @ts-ignore: decorator
@inline
export function rowNorthOf(header: Header, y: f64): i32 {
  const row = Math.floor((y - header.originY) / header.cell) + 1;
  return <i32>Math.max(0, Math.min(row, <f64>header.rows));
}

// @ts-ignore: decorator
@inline
function panelAt(header: Header, index: i32): Panel {
  return changetype<Panel>(header.panels + <usize>index * offsetof<Panel>());
}

// @ts-ignore: decorator
@inline
function vertexAt(header: Header, index: i32): usize {
  return header.vertices + (<usize>index << 4);
}

// @ts-ignore: decorator
@inline
function edgeAt(header: Header, index: i32): Line {
  return changetype<Line>(header.edges + <usize>index * offsetof<Line>());
}

// @ts-ignore: decorator
@inline
export function rayAt(header: Header, index: i32): Line {
  return changetype<Line>(header.rays + <usize>index * offsetof<Line>());
}
