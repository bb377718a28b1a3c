import { createRandom } from '../../packages/engine/dist/core/index.js';

/** Spacing of columns, and what two rows of bays with a lane between them take, mm. */
const pitchMm = 8100;
const stripeMm = 2 * pitchMm;
const bay = { widthMm: 2400, lengthMm: 5300 };
const wallMm = { outer: 350, core: 250, room: 200 };
const gapBetweenLevelsMm = 60_000;

/**
 * A garage as a DXF (R2018, ASCII, mm), the same for the same seed: on each level a rectangular, L- or U-shaped floor inside
 * an outer wall of two faces, columns, rows of bays along lanes, cores with stairs and lobbies, equipment rooms, walls of fire
 * compartments with shutters, a ramp, chargers, trays, axes and titles.
 * @param areaM2 of all levels
 */
export function drawGarage(areaM2, levels, seed) {
  const random = createRandom(seed);
  const dxf = openDxf();
  const floor = floorOf((areaM2 * 1e6) / levels, random);
  const names = ['地下一层', '地下二层', '地下三层'];
  let drawnM2 = 0;
  let bays = 0;
  for (let level = 0; level < levels; level++) {
    const left = level * (floor.columns * pitchMm + gapBetweenLevelsMm);
    const drawn = drawLevel(shifted(dxf, left), floor, random);
    drawnM2 += floor.cells.flat().filter(Boolean).length * ((pitchMm * stripeMm) / 1e6);
    bays += drawn.bays;
    dxf.text('A-TEXT', `${names[level]}平面图  1:150`, left + 2 * pitchMm, -24_000, 2000);
    dxf.text('A-TEXT', `-${(4.2 + 3.9 * level).toFixed(3)}`, left + 11_650, 8100, 600);
  }
  return { bytes: Buffer.from(dxf.end()), areaM2: drawnM2, bays };
}

/** A floor as fields of a column spacing by a stripe: which of them there are, `cells[stripe][column]`. */
function floorOf(levelMm2, random) {
  const shape = ['rectangle', 'L', 'U'][Math.floor(3 * random())];
  const fields = Math.max(6, levelMm2 / (pitchMm * stripeMm));
  const missing = { rectangle: 0, L: 0.2, U: 0.16 }[shape];
  const boxFields = fields / (1 - missing);
  const stripes = Math.max(2, Math.round(Math.sqrt((boxFields / 2) * (0.6 + 0.5 * random()))));
  const columns = Math.max(3, Math.round(boxFields / stripes));
  const cells = Array.from({ length: stripes }, () => Array(columns).fill(true));
  const depth = Math.min(stripes - 1, Math.round(stripes / 2));
  const breadth = Math.round((missing * columns * stripes) / depth);
  const from = shape === 'U' ? Math.round((columns - breadth) / 2) : columns - breadth;
  if (shape !== 'rectangle') {
    for (let stripe = stripes - depth; stripe < stripes; stripe++)
      cells[stripe].fill(false, from, from + breadth);
  }
  return {
    columns,
    stripes,
    cells,
    notch: shape === 'rectangle' ? undefined : { from, to: from + breadth, depth },
  };
}

/** Corners of a floor's inner face, anticlockwise from the south-west. */
function cornersOf({ columns, stripes, notch }) {
  const [east, north] = [columns * pitchMm, stripes * stripeMm];
  const south = [
    [0, 0],
    [east, 0],
  ];
  if (!notch) return [...south, [east, north], [0, north]];
  const [west2, east2, low] = [notch.from * pitchMm, notch.to * pitchMm, north - notch.depth * stripeMm];
  const inner = [
    [east2, low],
    [west2, low],
    [west2, north],
    [0, north],
  ];
  if (notch.to === columns) return [...south, ...inner];
  return [...south, [east, north], [east2, north], ...inner];
}

function drawLevel(draw, floor, random) {
  drawOuterWall(draw, floor);
  drawRamp(draw);
  const taken = new Set();
  const take = (column, stripe, row) => taken.add(`${column} ${stripe} ${row}`);
  const isFree = (column, stripe, row) =>
    floor.cells[stripe]?.[column] && !taken.has(`${column} ${stripe} ${row}`);
  drawCores(draw, floor, isFree, take);
  drawRooms(draw, floor, isFree, take);
  drawFireWalls(draw, floor, take);
  drawColumns(draw, floor);
  drawTrays(draw, floor);
  return { bays: drawBays(draw, floor, isFree, random) };
}

/** Both faces of the outer wall, but for where the ramp comes in on the west of the first lane. */
function drawOuterWall(draw, floor) {
  const [low, high] = [stripeMm / 2 - 3000, stripeMm / 2 + 3000];
  const corners = cornersOf(floor);
  const count = corners.length;
  const outer = corners.map(([x, y], index) => {
    const [px, py] = corners[(index + count - 1) % count];
    const [nx, ny] = corners[(index + 1) % count];
    // To the right of the edge that comes and of the one that goes, where the outside is.
    const t = wallMm.outer;
    return [x + t * (Math.sign(y - py) + Math.sign(ny - y)), y - t * (Math.sign(x - px) + Math.sign(nx - x))];
  });
  draw.polyline('A-WALL-RETN', [[0, low], ...corners, [0, high]], false);
  draw.polyline('A-WALL-RETN', [[-wallMm.outer, low], ...outer, [-wallMm.outer, high]], false);
  for (const y of [low, high]) draw.line('A-WALL-RETN', -wallMm.outer, y, 0, y);
}

/** A ramp of 38 m to the west, with a barrier at its foot. */
function drawRamp(draw) {
  const [low, high] = [stripeMm / 2 - 3000, stripeMm / 2 + 3000];
  for (const [from, to] of [
    [low - 300, low],
    [high, high + 300],
  ]) {
    draw.box('A-WALL-RAMP', -38_000, from, 38_000 - wallMm.outer, to - from);
  }
  for (const x of [-10_000, -20_000, -30_000]) {
    draw.line('A-RAMP', x, stripeMm / 2, x - 4500, stripeMm / 2);
    draw.text('A-RAMP', '上', x, stripeMm / 2 + 400, 600);
  }
  draw.text('A-RAMP', 'i=15%', -22_000, stripeMm / 2 - 1500, 600);
  draw.insert('A-GATE', 'GATE', 2000, stripeMm / 2);
  draw.text('A-GATE', '道闸', 2200, stripeMm / 2 + 3200, 350);
}

/** Cores of buildings where two rows of bays meet: one for every five columns, with a stair and a lobby. */
function drawCores(draw, { columns, stripes, cells }, isFree, take) {
  for (let stripe = 0; stripe + 1 < stripes; stripe++) {
    for (let column = 2 + (stripe % 2) * 2; column < columns - 1; column += 5) {
      if (!cells[stripe][column] || !isFree(column, stripe + 1, 0)) continue;
      take(column, stripe, 1);
      take(column, stripe + 1, 0);
      drawCore(draw, column * pitchMm + 500, (stripe + 1) * stripeMm - 2900);
    }
  }
}

function drawCore(draw, x, y) {
  const [w, h, t] = [7100, 5800, wallMm.core];
  const [middle, doorMm] = [x + 3000, 1000];
  draw.box('S-WALL', x, y, w, h);
  for (const [left, right, name, mark] of [
    [x + t, middle - t / 2, '楼梯间', 'FM乙1021'],
    [middle + t / 2, x + w - t, '电梯厅', 'FM乙1021'],
  ]) {
    draw.box('S-WALL', left, y + t, right - left, h - 2 * t);
    const door = (left + right - doorMm) / 2;
    draw.insert('A-DOOR', 'DOOR', door, y + t / 2, 0, doorMm);
    draw.text('A-DOOR', mark, door, y - 400, 250);
    draw.text('A-AREA-NAME', name, left + 300, y + 2500, 300);
  }
  for (let step = 0; step < 8; step++) {
    draw.line('A-STRS', x + t, y + 3000 + 300 * step, middle - t / 2, y + 3000 + 300 * step);
  }
}

const roomNames = ['弱电间', '排风机房', '配电间', '储藏室', '水泵房', '送风机房'];

/** Equipment rooms along the southern and the northern wall, one for every seven columns. */
function drawRooms(draw, { columns, stripes, cells }, isFree, take) {
  let number = 0;
  for (const [stripe, row, from] of [
    [0, 0, 4],
    [stripes - 1, 1, 1],
  ]) {
    for (let column = Math.min(from, columns - 1); column < columns; column += 7) {
      if (!cells[stripe][column] || !isFree(column, stripe, row)) continue;
      take(column, stripe, row);
      const back = row === 0 ? 0 : stripes * stripeMm;
      drawRoom(
        draw,
        column * pitchMm + 500,
        back,
        row === 0 ? 1 : -1,
        roomNames[number++ % roomNames.length],
      );
    }
  }
}

/** A room before an outer wall, from `back` on upwards or downwards, with a door in the middle of its front. */
function drawRoom(draw, x, back, side, name) {
  const [w, h, t, doorMm] = [7000, 5000, wallMm.room, 1200];
  const at = (dx, dy) => [x + dx, back + side * dy];
  const door = (w - doorMm) / 2;
  for (const [near, far] of [
    [0, door],
    [w, door + doorMm],
  ]) {
    const inwards = Math.sign(far - near);
    draw.polyline(
      'A-WALL',
      [
        at(near, 0),
        at(near, h),
        at(far, h),
        at(far, h - t),
        at(near + inwards * t, h - t),
        at(near + inwards * t, 0),
      ],
      false,
    );
  }
  const [doorX, doorY] = at(door, h - t / 2);
  draw.insert('A-DOOR-FIRE', 'DOOR', doorX, doorY, 0, doorMm);
  draw.text('A-DOOR-FIRE', 'FM甲1221', doorX, doorY + side * 500, 250);
  draw.text('A-AREA-NAME', name, ...at(1200, 2500), 300);
}

/** Walls of fire compartments across the floor every ten columns, with a shutter of 6 m in every lane. */
function drawFireWalls(draw, { columns, stripes, cells }, take) {
  const t = wallMm.room;
  for (let column = 8; column < columns - 2; column += 10) {
    const x = column * pitchMm + pitchMm / 2;
    for (let stripe = 0; stripe < stripes; stripe++) {
      if (!cells[stripe][column]) continue;
      take(column, stripe, 0);
      take(column, stripe, 1);
      const [low, lane] = [stripe * stripeMm, stripe * stripeMm + stripeMm / 2];
      draw.box('A-WALL-FIRE', x - t / 2, low, t, lane - 3000 - low);
      draw.box('A-WALL-FIRE', x - t / 2, lane + 3000, t, low + stripeMm - lane - 3000);
      for (const side of [-60, 60]) draw.line('A-SHUTTER', x + side, lane - 3000, x + side, lane + 3000);
      draw.text('A-SHUTTER', 'FJL6026', x + 400, lane, 350);
    }
  }
}

function drawColumns(draw, { columns, stripes, cells }) {
  for (let stripe = 0; stripe < stripes; stripe++) {
    for (let column = 1; column < columns; column++) {
      if (!cells[stripe][column] || !cells[stripe][column - 1]) continue;
      for (const part of [0.25, 0.75]) {
        draw.insert('S-COLU', 'COL', column * pitchMm, (stripe + part) * stripeMm);
      }
    }
  }
  for (let column = 0; column <= columns; column++) {
    draw.line('A-AXIS', column * pitchMm, -9000, column * pitchMm, -3000);
    draw.text('A-AXIS', String(column + 1), column * pitchMm, -10_500, 500);
  }
}

/** Three bays between two columns where nothing else stands; a crossing lane is free at either end. */
function drawBays(draw, { columns, stripes, cells }, isFree, random) {
  let count = 0;
  for (let stripe = 0; stripe < stripes; stripe++) {
    for (let column = 1; column < columns - 1; column++) {
      const isInside = cells[stripe][column - 1] && cells[stripe][column + 1];
      for (const row of [0, 1]) {
        if (!isInside || !isFree(column, stripe, row)) continue;
        const y = stripe * stripeMm + (row === 0 ? bay.lengthMm / 2 : stripeMm - bay.lengthMm / 2);
        for (let number = 0; number < 3; number++) {
          const x = column * pitchMm + 450 + bay.widthMm * (number + 0.5);
          draw.insert('A-PRKG', 'BAY', x, y);
          count += 1;
          if (random() < 0.12) draw.insert('E-EVCH', 'EVSE', x, y + (row === 0 ? -2300 : 2300));
        }
      }
    }
  }
  return count;
}

/** A tray along every lane. */
function drawTrays(draw, { stripes, cells }) {
  for (let stripe = 0; stripe < stripes; stripe++) {
    const last = cells[stripe].indexOf(false) < 0 ? cells[stripe].length : cells[stripe].indexOf(false);
    const y = stripe * stripeMm + stripeMm / 2 + 600;
    for (const side of [-100, 100]) draw.line('E-TRAY', 1000, y + side, last * pitchMm - 1000, y + side);
    draw.text('E-TRAY', '弱电桥架 200x100', 3 * pitchMm, y + 300, 300);
  }
}

/** The same drawing from `left` on. */
function shifted(dxf, left) {
  return {
    line: (layer, x1, y1, x2, y2) => dxf.line(layer, left + x1, y1, left + x2, y2),
    polyline: (layer, points, closed) =>
      dxf.polyline(
        layer,
        points.map(([x, y]) => [left + x, y]),
        closed,
      ),
    box: (layer, x, y, w, h) => dxf.box(layer, left + x, y, w, h),
    insert: (layer, name, x, y, ...rest) => dxf.insert(layer, name, left + x, y, ...rest),
    text: (layer, value, x, y, height) => dxf.text(layer, value, left + x, y, height),
  };
}

/** Writes a DXF entity by entity; `end` gives its text. */
function openDxf() {
  const parts = [];
  let handle = 0x100;
  const tags = (...values) => {
    for (let k = 0; k < values.length; k += 2)
      parts.push(`${String(values[k]).padStart(3)}\n${values[k + 1]}\n`);
  };
  const entity = (type, kind, layer, ...rest) =>
    tags(0, type, 5, (handle++).toString(16).toUpperCase(), 100, 'AcDbEntity', 8, layer, 100, kind, ...rest);
  const dxf = {
    line: (layer, x1, y1, x2, y2) =>
      entity('LINE', 'AcDbLine', layer, 10, x1, 20, y1, 30, 0, 11, x2, 21, y2, 31, 0),
    polyline: (layer, points, closed) =>
      entity(
        ...['LWPOLYLINE', 'AcDbPolyline', layer, 90, points.length, 70, closed ? 1 : 0, 43, 0],
        ...points.flatMap(([x, y]) => [10, x, 20, y]),
      ),
    box: (layer, x, y, w, h) =>
      dxf.polyline(
        layer,
        [
          [x, y],
          [x + w, y],
          [x + w, y + h],
          [x, y + h],
        ],
        true,
      ),
    insert: (layer, name, x, y, turnDeg = 0, scale = 1) =>
      entity(
        ...['INSERT', 'AcDbBlockReference', layer, 2, name, 10, x, 20, y, 30, 0],
        ...[41, scale, 42, scale, 43, 1, 50, turnDeg],
      ),
    text: (layer, value, x, y, height) =>
      entity('TEXT', 'AcDbText', layer, 10, x, 20, y, 30, 0, 40, height, 1, value, 100, 'AcDbText'),
    end() {
      tags(0, 'ENDSEC', 0, 'EOF');
      return parts.join('');
    },
  };
  const block = (name, draw) => {
    tags(0, 'BLOCK', 5, (handle++).toString(16).toUpperCase(), 8, '0', 2, name, 70, 0, 10, 0, 20, 0);
    draw();
    tags(0, 'ENDBLK', 8, '0');
  };
  tags(0, 'SECTION', 2, 'HEADER', 9, '$ACADVER', 1, 'AC1032', 9, '$INSUNITS', 70, 4, 0, 'ENDSEC');
  tags(0, 'SECTION', 2, 'BLOCKS');
  block('COL', () => dxf.box('0', -300, -300, 600, 600));
  block('BAY', () => dxf.box('0', -bay.widthMm / 2, -bay.lengthMm / 2, bay.widthMm, bay.lengthMm));
  block('EVSE', () => dxf.box('0', -200, -150, 400, 300));
  block('GATE', () => dxf.line('0', 0, -2500, 0, 2500));
  // Of one unit: an insert's scale is the leaf.
  block('DOOR', () => {
    dxf.line('0', 0, 0, 0, 1);
    entity('ARC', 'AcDbCircle', '0', 10, 0, 20, 0, 40, 1, 100, 'AcDbArc', 50, 0, 51, 90);
  });
  tags(0, 'ENDSEC', 0, 'SECTION', 2, 'ENTITIES');
  return dxf;
}
