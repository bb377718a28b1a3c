import { isLeft } from './cast';
import { Header } from './header';
import { addStep, addWestRows, Line, writeLine } from './line';
import { Facet } from './facet';
import { floorQuotient } from './planes';

// A step of loss that links pay when they cross a facet flatter than a direction: behind the facet, on one side of the
// line from the transmitter along that direction. It splits the facet's shadow like one more vertex, the point H where
// that line meets the (shifted) facet. Links along the direction itself do not pay.

/** Facet, direction from its left (seen from vertex a to b) to its right, loss. */
@unmanaged
class ObliqueStep {
  facet: i32;
  directionX: i32;
  directionY: i32;
  lossUnits: i32;
}

/** Casts all oblique steps after `castFacets`, before the rays; writes lines at `next`, returns the address behind. */
export function castObliqueSteps(header: Header, unit: i32, next: usize): usize {
  for (let index: i32 = 0; index < header.obliqueCount; index++) {
    const step = changetype<ObliqueStep>(header.obliques + <usize>index * offsetof<ObliqueStep>());
    next = castStep(header, step, step.lossUnits * unit, next);
  }
  return next;
}

function castStep(header: Header, step: ObliqueStep, loss: i32, next: usize): usize {
  const facet = changetype<Facet>(header.facets + <usize>step.facet * offsetof<Facet>());
  const tx = header.transmitterX;
  const ty = header.transmitterY;
  const a = header.vertices + (<usize>facet.vertexA << 4);
  const b = header.vertices + (<usize>facet.vertexB << 4);
  const ax = load<f64>(a);
  const ay = load<f64>(a, 8);
  const by = load<f64>(b, 8);
  const ux = load<f64>(b) - ax;
  const uy = by - ay;
  const left = isLeft(ux, uy, tx - ax, ty - ay);
  // As the link runs: from the right to the left everything turns around.
  const ex = left ? <f64>step.directionX : <f64>-step.directionX;
  const ey = left ? <f64>step.directionY : <f64>-step.directionY;
  const towardsB = <f64>step.directionX * ux + <f64>step.directionY * uy > 0;
  const first = left ? facet.vertexA : facet.vertexB;
  const second = left ? facet.vertexB : facet.vertexA;
  const firstLeft = isLeftOf(header, ex, ey, first);
  const secondLeft = isLeftOf(header, ex, ey, second);
  if (towardsB ? !secondLeft : firstLeft) return next;
  const whole = towardsB ? firstLeft : !secondLeft;
  const signed = left ? loss : -loss;
  // Is the facet due west of the transmitter?
  const west = ay < ty && by >= ty && !left;
  if (whole) {
    if (west) addStep(header.rowSteps, loss);
    addStep(header.wedges + (<usize>facet.vertexA << 2), -signed);
    addStep(header.wedges + (<usize>facet.vertexB << 2), signed);
    if (uy == 0) return next;
    const rows = header.vertexRows;
    const rowStart = load<i32>(rows + (<usize>facet.vertexA << 2));
    return castPart(header, ax, ay, ux, uy, rowStart, load<i32>(rows + (<usize>facet.vertexB << 2)), signed, next);
  }
  // Left of the direction up to the ray through the second end, or right of it up to that through the first.
  const end = towardsB ? second : first;
  addStep(header.wedges + (<usize>end << 2), towardsB ? loss : -loss);
  const endY = load<f64>(header.vertices + (<usize>end << 4), 8);
  const firstLevel = rowFrom(header, ty);
  const firstNorth = rowFrom(header, ty + 1);
  let row: i32;
  if (ey == 0) {
    // The direction is the transmitter's own row, whose links do not pay.
    row = endY >= ty ? firstNorth : firstLevel;
    if (west && towardsB) {
      addStep(header.rowSteps, loss);
      addStep(header.rowSteps + (<usize>firstLevel << 2), -loss);
    } else if (west) addStep(header.rowSteps + (<usize>firstNorth << 2), loss);
  } else {
    if (west && (towardsB ? ey > 0 : ey < 0)) addStep(header.rowSteps, loss);
    // H lies at ty + ey·orientation / normal; the shift moves it along the direction, or back.
    const orientation = <i64>Math.abs(ux * (ty - ay) - uy * (tx - ax));
    const normal = <i64>(uy * <f64>step.directionX - ux * <f64>step.directionY);
    const away = (uy > 0 || (uy == 0 && ux < 0)) == left;
    const numerator = <i64>ey * orientation;
    const north = away == ey > 0 ? floorQuotient(numerator, normal) + 1 : -floorQuotient(-numerator, normal);
    row = rowFrom(header, ty + <f64>north);
    next = castSplit(header, ex, ey, row, towardsB, loss, next);
  }
  if (uy == 0) return next;
  const endRow = load<i32>(header.vertexRows + (<usize>end << 2));
  return castPart(header, ax, ay, ux, uy, min(row, endRow), max(row, endRow), signed, next);
}

/** The line along the direction, from H on. */
function castSplit(header: Header, ex: f64, ey: f64, row: i32, towardsB: bool, loss: i32, next: usize): usize {
  const cell = header.cell;
  const north = ey > 0;
  const turn: f64 = north ? 1 : -1;
  // Cells on the line belong to neither side: they lie east of the step when the side is the western one.
  const tie: f64 = towardsB == north ? 1 : 0;
  const east = header.transmitterX - header.originX;
  const n = turn * (east * ey - ex * (header.transmitterY - header.originY)) - tie;
  const line = changetype<Line>(next);
  const delta = towardsB == north ? -loss : loss;
  const rowStart = north ? row : 0;
  const rowEnd = north ? header.rows : row;
  // turn·ex is never −0: that would turn infinite roots around.
  const found = writeLine(line, header.columns, n, (turn * ex + 0) * cell, turn * ey * cell, rowStart, rowEnd, delta);
  addWestRows(header.rowSteps, line);
  return found ? next + offsetof<Line>() : next;
}

/** The facet's own line on some of its rows. */
function castPart(
  header: Header,
  ax: f64,
  ay: f64,
  ux: f64,
  uy: f64,
  rowStart: i32,
  rowEnd: i32,
  delta: i32,
  next: usize,
): usize {
  if (rowStart >= rowEnd) return next;
  const cell = header.cell;
  const n = (ax - header.originX) * uy + ux * (header.originY - ay);
  const line = changetype<Line>(next);
  const found = writeLine(line, header.columns, n, ux * cell, uy * cell, rowStart, rowEnd, delta);
  addWestRows(header.rowSteps, line);
  return found ? next + offsetof<Line>() : next;
}

/** Whether a (shifted) vertex lies left of the direction from the transmitter. */
function isLeftOf(header: Header, ex: f64, ey: f64, vertex: i32): bool {
  const at = header.vertices + (<usize>vertex << 4);
  const turn = ex * (load<f64>(at, 8) - header.transmitterY) - ey * (load<f64>(at) - header.transmitterX);
  return turn > 0 || (turn == 0 && (ey < 0 || (ey == 0 && ex > 0)));
}

/** First row at or north of y. */
function rowFrom(header: Header, y: f64): i32 {
  const row = Math.ceil((y - header.originY) / header.cell);
  return <i32>Math.max(0, Math.min(row, <f64>header.rows));
}
