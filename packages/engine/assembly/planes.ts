import { castRay, isLeft } from './cast';
import { Header } from './header';
import { addStep, addWestRows, Line, writeLine } from './line';
import { Group, Facet } from './facet';

// A link meets a height plane at t + (p − t)·part/whole, the same fraction of its run for every cell. So the cells
// whose
// links have crossed a segment by then are the segment's shadow enlarged from the transmitter: bounded by the same rays,
// but only from the row on whose links meet the plane north of the vertex, and by the enlarged segment.
// Facets: the part of a link between two heights crosses a facet when the whole link up to its end has and the link up
// to its start has not. Slabs: a link that meets the slab in an opening pays nothing; rings of edges tell which do.

/** Fractions of the link, and the line that is to be written next. */
let part: i64 = 0;
let whole: i64 = 0;
let next: usize = 0;

/** Casts what begins or ends at heights between transmitter and receiver, lines at `ray`; returns the address behind. */
export function castPlanes(header: Header, unit: i32, ray: usize): usize {
  const zt = header.transmitterZ;
  const zr = header.receiverZ;
  const sign = zt > zr ? unit : -unit;
  whole = <i64>abs(zt - zr);
  next = ray;
  for (let index: i32 = 0; index < header.groupCount; index++) {
    const group = changetype<Group>(header.groups + <usize>index * offsetof<Group>());
    if (group.height <= min(zt, zr) || group.height >= max(zt, zr)) continue;
    part = <i64>abs(zt - group.height);
    castGroup(header, group, sign);
  }
  for (let index: i32 = 0; index < header.slabCount; index++) castSlab(header, index, unit);
  return next;
}

/** The enlarged shadows of the facets that begin or end at the plane. */
function castGroup(header: Header, group: Group, sign: i32): void {
  const wedges = header.planeWedges;
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  const vertexBytes = <usize>(group.vertexEnd - group.vertexStart) << 2;
  memory.fill(wedges + (<usize>group.vertexStart << 2), 0, vertexBytes);
  for (let index = group.facetStart; index < group.facetEnd; index++) {
    const facet = changetype<Facet>(header.planeFacets + <usize>index * offsetof<Facet>());
    const a = header.planeVertices + (<usize>facet.vertexA << 4);
    const b = header.planeVertices + (<usize>facet.vertexB << 4);
    const ax = load<f64>(a);
    const ay = load<f64>(a, 8);
    const ux = load<f64>(b) - ax;
    const by = load<f64>(b, 8);
    const uy = by - ay;
    const loss = facet.lossUnits * sign;
    const left = isLeft(ux, uy, tx - ax, ty - ay);
    const signed = left ? loss : -loss;
    if (ay < ty && by >= ty && !left) addStep(header.rowSteps, loss);
    addStep(wedges + (<usize>facet.vertexA << 2), -signed);
    addStep(wedges + (<usize>facet.vertexB << 2), signed);
    if (ay < by) castEnlarged(header, ax, ay, ux, uy, signed);
  }
  for (let index = group.vertexStart; index < group.vertexEnd; index++) {
    const wedge = load<i32>(wedges + (<usize>index << 2));
    if (wedge == 0) continue;
    const vertex = header.planeVertices + (<usize>index << 4);
    next = castRay(header, vertex, rowPast(header, load<f64>(vertex, 8)), wedge, next);
  }
}

/** A slab costs every link that goes through it, less the links through its openings. */
function castSlab(header: Header, index: i32, unit: i32): void {
  const zt = header.transmitterZ;
  const slab = header.slabs + (<usize>index << 4);
  const elevation = load<i32>(slab);
  if (zt < elevation == header.receiverZ < elevation) return;
  const loss = load<i32>(slab, 4) * unit;
  addStep(header.rowSteps, loss);
  part = <i64>abs(zt - elevation);
  for (let edge = load<i32>(slab, 8); edge < load<i32>(slab, 12); edge++) {
    const at = header.slabEdges + (<usize>edge << 5);
    const ax = load<f64>(at);
    const ay = load<f64>(at, 8);
    const ux = load<f64>(at, 16) - ax;
    const uy = load<f64>(at, 24) - ay;
    // Going up an edge of a counter-clockwise ring ends the opening on its rows, going down it begins it.
    if (uy > 0) castEnlarged(header, ax, ay, ux, uy, loss);
    else if (uy < 0) castEnlarged(header, ax + ux, ay + uy, 0 - ux, 0 - uy, -loss);
  }
}

/** The line of a segment enlarged from the transmitter, from its lower end a along (ux, uy), uy > 0. */
function castEnlarged(header: Header, ax: f64, ay: f64, ux: f64, uy: f64, delta: i32): void {
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  const orientation = <i64>(ux * (ty - ay) - uy * (tx - ax));
  if (part == 0) {
    // The transmitter lies in the plane: every link meets it right there.
    if (orientation < 0 && ay < ty && ay + uy >= ty) addStep(header.rowSteps, delta);
    return;
  }
  const rowStart = rowPast(header, ay);
  const rowEnd = rowPast(header, ay + uy);
  if (rowStart >= rowEnd) return;
  // A cell lies right of the line where whole·orientation + part·(ux·dy − uy·dx) < 0: ux·dy − uy·dx ≤ limit.
  const limit = -floorQuotient(whole * orientation, part) - 1;
  const cell = header.cell;
  const n = (tx - header.originX) * uy + ux * (header.originY - ty) - <f64>max(-FAR, min(FAR, limit)) - 1;
  const line = changetype<Line>(next);
  if (writeLine(line, header.columns, n, ux * cell, uy * cell, rowStart, rowEnd, delta)) next += offsetof<Line>();
  addWestRows(header.rowSteps, line);
}

/** Beyond every grid, and small enough to stay exact. */
const FAR: i64 = 1 << 50;

/** First row whose links meet the plane strictly north of y; 0 < part. */
function rowPast(header: Header, y: f64): i32 {
  const ty = header.transmitterY;
  const north = ty + <f64>floorQuotient(<i64>(y - ty) * whole, part) - header.originY;
  return <i32>Math.max(0, Math.min(Math.floor(north / header.cell) + 1, <f64>header.rows));
}

/** floor(numerator / divisor), divisor > 0. */
export function floorQuotient(numerator: i64, divisor: i64): i64 {
  const quotient = numerator / divisor;
  return quotient * divisor > numerator ? quotient - 1 : quotient;
}
