import { rayAt } from './cast';
import { Header } from './header';
import { addStep, addWestRows, writeLine } from './line';

// A slab costs every link that goes through it, less the links through its openings. A link meets the slab at
// t + (p − t)·part/whole, so the cells behind an opening are the opening enlarged from the transmitter: its edges are
// lines again, going up they end the opening on a row, going down they begin it.

/** Adds the slabs' steps to rowSteps and their edges to header.rays after `count` rays; returns the new count. */
export function castSlabs(header: Header, unit: i32, count: i32): i32 {
  const zt = header.transmitterZ;
  const zr = header.receiverZ;
  for (let index: i32 = 0; index < header.slabCount; index++) {
    const slab = header.slabs + (<usize>index << 4);
    const elevation = load<i32>(slab);
    if (zt < elevation == zr < elevation) continue;
    const loss = load<i32>(slab, 4) * unit;
    addStep(header.rowSteps, loss);
    const part = <i64>abs(zt - elevation);
    const whole = <i64>abs(zt - zr);
    for (let edge = load<i32>(slab, 8); edge < load<i32>(slab, 12); edge++) {
      const at = header.slabEdges + (<usize>edge << 5);
      const ax = load<f64>(at);
      const ay = load<f64>(at, 8);
      const bx = load<f64>(at, 16);
      const by = load<f64>(at, 24);
      if (ay < by) count = castEdge(header, ax, ay, bx, by, part, whole, loss, count);
      else if (ay > by) count = castEdge(header, bx, by, ax, ay, part, whole, -loss, count);
    }
  }
  return count;
}

/** The line of an edge from its lower end a to its upper end b. */
function castEdge(
  header: Header,
  ax: f64,
  ay: f64,
  bx: f64,
  by: f64,
  part: i64,
  whole: i64,
  delta: i32,
  count: i32,
): i32 {
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  const ux = bx - ax;
  const uy = by - ay;
  const orientation = <i64>(ux * (ty - ay) - uy * (tx - ax));
  if (part == 0) {
    // The transmitter lies in the slab: every link meets it there. The edge counts where it passes west of that.
    if (orientation < 0 && ay < ty && by >= ty) addStep(header.rowSteps, delta);
    return count;
  }
  const rowStart = rowPast(header, ty, <i64>(ay - ty), part, whole);
  const rowEnd = rowPast(header, ty, <i64>(by - ty), part, whole);
  if (rowStart >= rowEnd) return count;
  // A cell lies right of the edge where whole·orientation + part·(ux·dy − uy·dx) < 0: ux·dy − uy·dx ≤ limit.
  const limit = <f64>max(-FAR, min(FAR, -floorQuotient(whole * orientation, part) - 1));
  const cell = header.cell;
  const n = (tx - header.originX) * uy + ux * (header.originY - ty) - limit - 1;
  const line = rayAt(header, count);
  const found = writeLine(line, header.columns, n, ux * cell, uy * cell, rowStart, rowEnd, delta);
  addWestRows(header, line);
  return found ? count + 1 : count;
}

/** Beyond every grid, and small enough to stay exact. */
const FAR: i64 = 1 << 50;

/** First row whose links meet the slab strictly north of ty + offset. */
function rowPast(header: Header, ty: f64, offset: i64, part: i64, whole: i64): i32 {
  const north = ty + <f64>floorQuotient(offset * whole, part) - header.originY;
  return <i32>Math.max(0, Math.min(Math.floor(north / header.cell) + 1, <f64>header.rows));
}

/** floor(numerator / divisor), divisor > 0. */
function floorQuotient(numerator: i64, divisor: i64): i64 {
  const quotient = numerator / divisor;
  return quotient * divisor > numerator ? quotient - 1 : quotient;
}
