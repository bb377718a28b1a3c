import { createRandom } from '../../packages/engine/dist/core/index.js';

/** Garage of two levels side by side, inside its walls, mm. */
const level = { widthMm: 252_000, heightMm: 118_800, pitchMm: 8400, wallMm: 300, gapMm: 60_000 };
const chunkLength = 1 << 20;

/**
 * A seeded DXF (R2018, ASCII, mm) of at least `size` bytes: two levels of a garage (columns, bays, cores with doors, titles)
 * and as much of what else drawings hold as makes up the rest: pipes, sprinklers, hatching line by line, furniture,
 * dimensions, texts, on layers of their own and with the handles and class marks that CAD programs write.
 */
export function largeDrawing(size, seed = 1) {
  const random = createRandom(seed);
  const parts = [];
  let pending = [];
  let pendingLength = 0;
  let length = 0;
  let handle = 0x100;
  const write = (text) => {
    pending.push(text);
    pendingLength += text.length;
    if (pendingLength >= chunkLength) flush();
  };
  const flush = () => {
    const part = Buffer.from(pending.join(''));
    parts.push(part);
    length += part.length;
    pending = [];
    pendingLength = 0;
  };
  const tags = (...values) => {
    let text = '';
    for (let k = 0; k < values.length; k += 2) text += `${String(values[k]).padStart(3)}\n${values[k + 1]}\n`;
    write(text);
  };
  const entity = (type, kind, layer, ...rest) => {
    tags(
      0,
      type,
      5,
      (handle++).toString(16).toUpperCase(),
      330,
      '1F',
      100,
      'AcDbEntity',
      8,
      layer,
      100,
      kind,
      ...rest,
    );
  };
  const mm = (value) => (Math.round(value * 1e6) / 1e6).toString();
  const draw = {
    line: (layer, x1, y1, x2, y2) =>
      entity('LINE', 'AcDbLine', layer, 10, mm(x1), 20, mm(y1), 30, '0.0', 11, mm(x2), 21, mm(y2), 31, '0.0'),
    polyline: (layer, points, closed) =>
      entity(
        ...['LWPOLYLINE', 'AcDbPolyline', layer, 90, points.length, 70, closed ? 1 : 0, 43, '0.0'],
        ...points.flatMap(([x, y]) => [10, mm(x), 20, mm(y)]),
      ),
    insert: (layer, name, x, y, turnDeg = 0) =>
      entity('INSERT', 'AcDbBlockReference', layer, 2, name, 10, mm(x), 20, mm(y), 30, '0.0', 50, turnDeg),
    arc: (layer, x, y, radius, from, to) =>
      entity(
        'ARC',
        'AcDbCircle',
        layer,
        10,
        mm(x),
        20,
        mm(y),
        40,
        mm(radius),
        100,
        'AcDbArc',
        50,
        from,
        51,
        to,
      ),
    text: (layer, value, x, y, height) =>
      entity('TEXT', 'AcDbText', layer, 10, mm(x), 20, mm(y), 40, height, 1, value, 100, 'AcDbText'),
    dimension: (layer, x, y) =>
      entity(
        'DIMENSION',
        'AcDbDimension',
        layer,
        2,
        '*D1',
        10,
        mm(x),
        20,
        mm(y),
        11,
        mm(x),
        21,
        mm(y),
        70,
        32,
        1,
        '',
      ),
    box: (layer, x, y, width, height) =>
      draw.polyline(
        layer,
        [
          [x, y],
          [x + width, y],
          [x + width, y + height],
          [x, y + height],
        ],
        true,
      ),
  };

  tags(0, 'SECTION', 2, 'HEADER', 9, '$ACADVER', 1, 'AC1032', 9, '$INSUNITS', 70, 4, 0, 'ENDSEC');
  tags(0, 'SECTION', 2, 'BLOCKS');
  const block = (name, content) => {
    tags(0, 'BLOCK', 5, (handle++).toString(16).toUpperCase(), 8, '0', 2, name, 70, 0, 10, 0, 20, 0);
    content();
    tags(0, 'ENDBLK', 8, '0');
  };
  block('COL', () => draw.box('0', -300, -300, 600, 600));
  block('BAY', () => draw.box('0', -1200, -2650, 2400, 5300));
  block('SPRINKLER', () => {
    draw.line('0', -100, 0, 100, 0);
    draw.line('0', 0, -100, 0, 100);
  });
  tags(0, 'ENDSEC', 0, 'SECTION', 2, 'ENTITIES');
  ['地下一层平面图', '地下二层平面图'].forEach((title, k) => {
    drawLevel(draw, k * (level.widthMm + level.gapMm), title, k === 0 ? '-4.200' : '-8.100');
  });
  while (length + pendingLength < size) drawNoise(draw, random);
  tags(0, 'ENDSEC', 0, 'EOF');
  flush();
  return Buffer.concat(parts);
}

function drawLevel(draw, left, title, mark) {
  const { widthMm, heightMm, pitchMm, wallMm } = level;
  draw.box('A-WALL-RETN', left, 0, widthMm, heightMm);
  draw.box('A-WALL-RETN', left - wallMm, -wallMm, widthMm + 2 * wallMm, heightMm + 2 * wallMm);
  for (let x = pitchMm; x < widthMm; x += pitchMm) {
    for (let y = pitchMm; y < heightMm; y += pitchMm) draw.insert('S-COLU', 'COL', left + x, y);
  }
  // Rows of bays on both sides of every second lane.
  for (let y = pitchMm; y + 2 * pitchMm < heightMm; y += 2 * pitchMm) {
    for (let x = pitchMm + 1700; x < widthMm - pitchMm; x += pitchMm) {
      for (let bay = 0; bay < 2; bay++) draw.insert('A-PRKG', 'BAY', left + x + 2450 * bay, y + 3200);
    }
  }
  for (const x of [widthMm * 0.25, widthMm * 0.5, widthMm * 0.75])
    drawCore(draw, left + x + 1000, heightMm - 7000);
  draw.text('A-TEXT', title, left + widthMm / 2, -9000, 2000);
  draw.text('A-TEXT', mark, left + widthMm / 2, 30_000, 350);
}

/** A room of 6 × 5 m with walls of 0.2 m and a door of 1 m. */
function drawCore(draw, x, y) {
  const [w, h, t] = [6000, 5000, 200];
  const outer = [
    [x + 2000, y],
    [x, y],
    [x, y + h],
    [x + w, y + h],
    [x + w, y],
    [x + 3000, y],
  ];
  const inner = [
    [x + 2000, y + t],
    [x + t, y + t],
    [x + t, y + h - t],
    [x + w - t, y + h - t],
    [x + w - t, y + t],
    [x + 3000, y + t],
  ];
  for (const side of [outer, inner]) draw.polyline('A-WALL', side, false);
  draw.line('A-WALL', x + 2000, y, x + 2000, y + t);
  draw.line('A-WALL', x + 3000, y, x + 3000, y + t);
  draw.arc('A-DOOR', x + 2000, y + t / 2, 1000, 0, 90);
  draw.line('A-DOOR', x + 2000, y + t / 2, x + 2000, y + t / 2 + 1000);
  draw.text('A-TEXT', '弱电机房', x + 3000, y + 2500, 350);
}

/** Some entities of one trade, somewhere on one of the levels. */
function drawNoise(draw, random) {
  const x = random() * level.widthMm + (random() < 0.5 ? 0 : level.widthMm + level.gapMm);
  const y = random() * level.heightMm;
  const kind = random();
  if (kind < 0.3) {
    for (let k = 0; k < 12; k++) draw.line('A-FLOR-PATT', x + 50 * k, y, x + 50 * k + 400, y + 400);
  } else if (kind < 0.55) {
    let at = [x, y];
    const points = [at];
    for (let k = 0; k < 6; k++) {
      at = k % 2 === 0 ? [at[0] + 2000 * random(), at[1]] : [at[0], at[1] + 2000 * random()];
      points.push(at);
    }
    draw.polyline('W-PIPE', points, false);
  } else if (kind < 0.7) for (let k = 0; k < 3; k++) draw.insert('W-FIRE-SPRK', 'SPRINKLER', x + 3400 * k, y);
  else if (kind < 0.8) draw.box('A-FURN', x, y, 600 * random() + 100, 900);
  else if (kind < 0.9) draw.text('W-NOTE', `DN${25 * Math.ceil(8 * random())}`, x, y, 250);
  else draw.dimension('A-DIMS', x, y);
}
