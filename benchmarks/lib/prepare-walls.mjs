/**
 * Walls as one transmitter sees them, for tests of single cells: the crossing rule of the plan format as three linear
 * forms in whole millimetres. With (x, y) the cell's location from the transmitter, a wall is counted where `f[0]·x +
 * f[1]·y + f[2] < 0`, `f[3]·x + f[4]·y + f[5] < 0` and `f[6]·x + f[7]·y + f[8] < 0`: beyond the wall's line, and
 * between the lines through its two ends. Every value is an integer below 2^53, and which side a touching cell falls
 * on is in the constants, so the tests are exact and the ties cost nothing.
 */
export function createWallStore() {
  return { count: 0, forms: new Float64Array(0), boxesMm: new Float64Array(0), lossUnits: new Int32Array(0) };
}

/** Fills `store` for a job; it grows when needed and is reused from job to job. Walls that count nowhere are left out. */
export function prepareWalls(job, store) {
  const { segmentsMm, lossUnits, heightsMm, slabs } = job.obstacles;
  if (heightsMm || slabs) throw new Error('the per-cell reference knows walls only, no heights and no slabs');
  const count = lossUnits.length;
  if (store.lossUnits.length < count) {
    // [count, 9]; [count, 4]: west, south, east, north; [count]
    store.forms = new Float64Array(9 * count);
    store.boxesMm = new Float64Array(4 * count);
    store.lossUnits = new Int32Array(count);
  }
  store.count = 0;
  for (let index = 0; index < count; index++) {
    if (lossUnits[index] === 0) continue;
    const ax = segmentsMm[4 * index] - job.transmitterXMm;
    const ay = segmentsMm[4 * index + 1] - job.transmitterYMm;
    const bx = segmentsMm[4 * index + 2] - job.transmitterXMm;
    const by = segmentsMm[4 * index + 3] - job.transmitterYMm;
    if (ax === bx && ay === by) continue;
    if (transmitterIsLeft(ax, ay, bx, by)) addWall(store, ax, ay, bx, by, lossUnits[index]);
    else addWall(store, bx, by, ax, ay, lossUnits[index]);
  }
}

/** Side of the transmitter, at the origin, of the wall shifted by (ε, ε²). */
function transmitterIsLeft(ax, ay, bx, by) {
  return (ax * by - ay * bx || tieSide(bx - ax, by - ay)) > 0;
}

/** Side of a point on the line of direction (ux, uy) once that line is shifted by (ε, ε²). */
function tieSide(ux, uy) {
  return Math.sign(uy) || Math.sign(-ux);
}

/** The wall from a to b with the transmitter on its left. */
function addWall(store, ax, ay, bx, by, lossUnits) {
  const { forms, boxesMm } = store;
  const ux = bx - ax;
  const uy = by - ay;
  const at = 9 * store.count;
  // Beyond: right of the wall. On the line the tie decides: below zero by one where it says right.
  forms[at] = -uy;
  forms[at + 1] = ux;
  forms[at + 2] = uy * ax - ux * ay - (tieSide(ux, uy) < 0 ? 1 : 0);
  // Between: end a right of the link, end b left of it.
  writeEnd(forms, at + 3, ax, ay, 1);
  writeEnd(forms, at + 6, bx, by, -1);
  const box = 4 * store.count;
  boxesMm[box] = Math.min(ax, bx);
  boxesMm[box + 1] = Math.min(ay, by);
  boxesMm[box + 2] = Math.max(ax, bx);
  boxesMm[box + 3] = Math.max(ay, by);
  store.lossUnits[store.count++] = lossUnits;
}

/** A form below zero where the wall end (vx, vy) is right (`side` 1) or left (−1) of the link from the transmitter. */
function writeEnd(forms, at, vx, vy, side) {
  if (vx === 0 && vy === 0) {
    // The transmitter stands on the end, shifted by (ε, ε²): its side is the sign of −y, of x where y = 0.
    forms[at] = side;
    forms[at + 1] = -side * 2 ** 23;
    forms[at + 2] = 0;
    return;
  }
  forms[at] = side * vy;
  forms[at + 1] = -side * vx;
  // A cell on the line through the end, beyond the wall, lies in the end's direction: one tie for all of them.
  forms[at + 2] = side * (Math.sign(-vy) || Math.sign(vx)) < 0 ? -1 : 0;
}
