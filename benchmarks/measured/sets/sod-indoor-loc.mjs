import { openTables } from '@diku/engine/core';
import { readDrawing } from '../../../packages/engine/dist/import/index.js';
import { createLinkMeans } from '../lib/mean-links.mjs';
import { bundleLines, cutOverlap, pairFaces } from '../lib/pair-faces.mjs';
import { columnOf, openCheckout } from '../lib/read-checkout.mjs';

const drawingFile = 'CAD drawings of 3 buildings.dwg';
const accessPointFile = 'Information of pre-installed APs.xlsx';

/** Model of a phone by its number, and its height by the number of who holds it: the description's tables. */
const phones = {
  1: 'Xiaomi 8',
  2: 'Xiaomi 11',
  3: 'Xiaomi 4',
  4: 'Huawei Mate8',
  5: 'Xiaomi 6',
  6: 'Samsung S7',
  7: 'Xiaomi 6',
  8: 'Redmi 4',
  9: 'Xiaomi 5X',
};
const phoneHeightsM = {
  1: 1.09,
  2: 1.32,
  3: 1.23,
  4: 1.16,
  5: 1.01,
  6: 1.25,
  7: 1.27,
  8: 1.25,
  9: 1.34,
  10: 1.31,
};
const accessPointHeightM = 2.5;
const storeyHeightM = 3.6;
const clearHeightM = 3;
/** A sheet has this where nothing was received. */
const silentValue = 100;

const commonNotes = [
  'Wall materials are not stated; doors are taken as wood and as closed.',
  `The height of the access points is not stated: ${accessPointHeightM} m is assumed.`,
  `The clear height is not stated: ${clearHeightM} m is assumed.`,
  'The level is the mean of the scans in which the access point was heard; near the noise it is too high.',
];

const buildings = [
  {
    id: 'sod-syl',
    title: 'SYL building, 4th floor, offices and corridor',
    kind: 'office',
    sheet: 'SYL',
    tables: ['SYL/Training_SYL_AP_30.csv', 'SYL/Testing_SYL_AP.csv'],
    /** The table of access points lies 0.95 m north of the frame of the receivers. */
    accessPointShiftM: [214.57038 - 214.7576, 17.07441 - 18.02399],
    /** Stuck readings, as high as −5 dBm at 10 m. */
    strongestDbm: -22,
    floors: [
      {
        id: '4',
        place: ([x, y]) => [x + 214.57038, y + 17.07441],
        box: [-221, -18, -130, 16],
        walls: ['WALL'],
        glass: ['WINDOW', 'CURTWALL'],
      },
    ],
    notes: [
      'The coordinates of the access points are moved by (−0.19, −0.95) m into the frame of the receivers, by which they lie on wall faces.',
      'Readings above −22 dBm are left out: they are stuck values.',
      'The phones returned cached scans: half of the readings repeat across the step to the next point.',
    ],
  },
  {
    id: 'sod-hcxy',
    title: 'HCXY building, 4th floor, three wings of corridor',
    kind: 'corridor',
    sheet: 'HCXY',
    tables: ['HCXY/Training_HCXY_AP_30.csv', 'HCXY/Testing_HCXY_AP.csv'],
    originM: [850, 865],
    floors: [
      {
        id: '4',
        place: ([x, y]) => [x + 1106.848 - 850, y + 770.883 - 865],
        box: [-260, 98, -119, 164],
        walls: ['WALL'],
        glass: ['WINDOW'],
      },
    ],
    notes: [
      'Windows of the facade are drawn double and give two parallel panes.',
      'Coordinates are those of the data less (850, 865) m.',
    ],
  },
  {
    id: 'sod-cetc331',
    title: 'CETC331 building, floors 1 to 3',
    kind: 'office',
    sheet: 'CETC331',
    tables: ['CETC331/Training_CETC331.csv', 'CETC331/Testing_CETC331.csv'],
    // The data are mirrored against the drawing, and floor 3 is turned the other way.
    floors: [
      {
        id: '1',
        place: ([x, y]) => [282.22 - y, -138.4 - x],
        box: [-215, 215, -145, 240],
        walls: ['0', '墙', 'STAIR'],
        glass: [],
      },
      {
        id: '2',
        place: ([x, y]) => [307.05 - y, -138.0 - x],
        box: [-215, 240, -145, 265],
        walls: ['0', '房间', '旁边的大房子', '楼梯轮廓', '走廊轮廓', '墙'],
        glass: ['二楼房间窗户'],
      },
      {
        id: '3',
        place: ([x, y]) => [y - 225.0, x + 198.1],
        box: [-215, 265, -145, 290],
        walls: ['墙体'],
        glass: ['窗'],
      },
    ],
    notes: [
      'The plan is mirrored against the data; it is placed by centring corridors and rooms on the receivers, within about 0.3 m.',
      'The plan is simplified: most walls are one line without thickness.',
      `The height of a storey is not stated: ${storeyHeightM} m is assumed; the material of the slabs is not known.`,
      'A point of the training sheet has one scan, a point of the testing sheet ten.',
    ],
  },
];

export const set = {
  id: 'sod-indoor-loc',
  repository: 'renwudao24/SODIndoorLoc',
  commit: 'bfe8f63f55957cc25b23ba91c408ae345a3fb0b7',
  licence: 'none stated',
  files: [drawingFile, accessPointFile, ...buildings.flatMap(({ tables }) => tables)],
  async read(folder) {
    const checkout = openCheckout(folder);
    const drawing = await readPlan(checkout);
    const sheets = await readSheets(checkout);
    return buildings.map((building) => ({
      id: building.id,
      title: building.title,
      kind: building.kind,
      floors: building.floors.map((floor) => ({
        id: floor.id,
        elevationM: building.floors.length > 1 ? (Number(floor.id) - 1) * storeyHeightM : 0,
        clearHeightM,
        ...readFloor(drawing, floor),
      })),
      ...readLinks(checkout, building, readAccessPoints(sheets.get(building.sheet), building)),
      notes: [...building.notes, ...commonNotes],
    }));
  },
};

/** Paths and symbols of the drawing in metres. */
async function readPlan(checkout) {
  const { sheets } = await readDrawing(checkout.bytes(drawingFile));
  const { paths, symbols } = sheets[0].drawing;
  const inMetres = ([x, y]) => [x / 1000, y / 1000];
  const scaled = paths.map(({ layer, source, points, closed, symbol, arc }) => ({
    layer,
    source,
    closed,
    symbol,
    points: points.map(inMetres),
    hinge: arc && inMetres(arc.center),
  }));
  return {
    free: scaled.filter(({ symbol }) => symbol < 0),
    inserts: symbols
      .map(({ layer, names, position }, index) => ({
        layer,
        name: names[0],
        position: inMetres(position),
        paths: scaled.filter(({ symbol }) => symbol === index),
      }))
      .filter(({ layer, paths: drawn }) => drawn.length > 0 && ['WINDOW', 'COLUMN'].includes(layer)),
  };
}

async function readSheets(checkout) {
  const sheets = new Map();
  for (const table of await openTables(checkout.bytes(accessPointFile))) {
    const rows = [];
    for await (const batch of table.batches()) rows.push(...batch.map(({ cells }) => cells));
    sheets.set(table.sheet, rows);
  }
  return sheets;
}

/** Radios of the access points by the name of their column, `{ transmitter, point, floor, frequencyMhz }`. */
function readAccessPoints([, ...rows], { accessPointShiftM: [dx, dy] = [0, 0], originM: [x0, y0] = [0, 0] }) {
  const radios = new Map();
  for (const [id, east, north, floor, ...pairs] of rows) {
    const point = [Number(east) + dx - x0, Number(north) + dy - y0, accessPointHeightM];
    const transmitter = `AP${id.padStart(2, '0')}`;
    for (let index = 0; index + 1 < pairs.length; index += 2) {
      if (pairs[index])
        radios.set(pairs[index], { transmitter, point, floor, frequencyMhz: Number(pairs[index + 1]) });
    }
  }
  return radios;
}

function readLinks(checkout, { tables, originM: [x0, y0] = [0, 0], strongestDbm = 0 }, radios) {
  const means = createLinkMeans();
  const tried = new Map();
  for (const path of tables) {
    const { head, rows } = checkout.table(path);
    const column = (name) => columnOf(head, name, path);
    const columns = ['ECoord', 'NCoord', 'FloorID', 'PhoneID', 'UserID'].map(column);
    const radioColumns = [...radios].map(([name, radio]) => ({ index: column(name), radio }));
    for (const row of rows) {
      const [east, north, toFloor, phone, user] = columns.map((index) => row[index]);
      const to = [Number(east) - x0, Number(north) - y0, phoneHeightsM[user]];
      const device = phones[phone];
      for (const { index, radio } of radioColumns) {
        const { transmitter, point, floor: fromFloor, frequencyMhz } = radio;
        const key = [transmitter, frequencyMhz, ...to, toFloor, phone].join();
        const link = { transmitter, fromFloor, from: point, toFloor, frequencyMhz, device };
        tried.set(key, { ...link, to });
        const levelDbm = Number(row[index]);
        if (levelDbm !== silentValue && levelDbm <= strongestDbm) means.add(key, link, to, levelDbm);
      }
    }
  }
  const unheard = [...tried].filter(([key]) => !means.has(key)).map(([, pair]) => pair);
  return { links: means.links(), unheard };
}

/** Walls, panes, doors and columns of a floor in the frame of the data. */
function readFloor({ free, inserts }, { walls: wallLayers, glass: glassLayers, box, place }) {
  const segmentsOf = (layers) =>
    free
      .filter(({ layer, source, points }) => {
        const isLine = source === 'line' || (source === 'polyline' && plottedLayers.has(layer));
        return isLine && layers.includes(layer) && isInBox(points[0], box);
      })
      .flatMap((path) => edgesOf(path).map(([a, b]) => [place(a), place(b)]));
  const placed = inserts.filter(({ position }) => isInBox(position, box));
  const openings = placed
    .filter(({ layer }) => layer === 'WINDOW')
    .map((insert) => readOpening(insert))
    .filter(({ span: [a, b] }) => distance(a, b) >= shortestOpeningM)
    .map(({ span: [a, b], material }) => ({ start: place(a), end: place(b), material }));
  const panes = bundleLines(segmentsOf(glassLayers))
    .filter(({ start, end }) => distance(start, end) >= 0.5)
    .map((pane) => ({ ...pane, material: 'glass' }));
  const glazing = [...cutOverlap(panes, openings), ...openings];
  const walls = pairFaces(segmentsOf(wallLayers)).map((wall) => ({ ...wall, material: 'unknown' }));
  return {
    walls: [...cutOverlap(walls, glazing), ...glazing],
    columns: placed
      .filter(({ layer }) => layer === 'COLUMN')
      .map(({ paths }) => boxOf(paths.flatMap(({ points }) => points.map(place))))
      .filter(({ sizeM }) => Math.hypot(...sizeM) >= smallestColumnM),
  };
}

const shortestOpeningM = 0.6;
/** Smallest diagonal of a column; smaller boxes are hydrants and pipes. */
const smallestColumnM = 0.45;
/** Layers on which polylines are building, not furniture. */
const plottedLayers = new Set(['WALL', 'COLUMN', 'CURTWALL', 'WINDOW', '门']);

/** A window from end to end in the middle of its lines; a door from jamb to jamb. */
function readOpening({ name, paths }) {
  const isWindow = /win/i.test(name);
  const material = isWindow ? 'glass' : 'wood';
  const arcs = paths.filter(({ hinge }) => hinge);
  if (isWindow || arcs.length === 0)
    return { span: longSpan(paths.flatMap((path) => edgesOf(path))), material };
  // The arc of a leaf ends at its tip, where lines of the leaf end too, and at the opposite jamb or the other leaf.
  const leafPoints = paths.filter(({ hinge }) => !hinge).flatMap(({ points }) => points);
  const jambs = arcs.flatMap(({ hinge, points }) => {
    const ends = [points[0], points.at(-1)].map((end) => ({
      end,
      fromLeafM: Math.min(...leafPoints.map((point) => distance(point, end))),
    }));
    ends.sort((a, b) => b.fromLeafM - a.fromLeafM);
    return [hinge, ends[0].end];
  });
  return { span: farthestPair(jambs), material };
}

/** The middle line of a bundle of edges along the longest of them. */
function longSpan(edges) {
  const [[x1, y1], [x2, y2]] = longestOf(edges);
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [cos, sin] = [(x2 - x1) / length, (y2 - y1) / length];
  const points = edges.flat();
  const alongs = points.map(([x, y]) => x * cos + y * sin);
  const acrosses = points.map(([x, y]) => y * cos - x * sin);
  const across = (Math.min(...acrosses) + Math.max(...acrosses)) / 2;
  return [Math.min(...alongs), Math.max(...alongs)].map((along) => [
    along * cos - across * sin,
    along * sin + across * cos,
  ]);
}

function farthestPair(points) {
  return longestOf(points.flatMap((a) => points.map((b) => [a, b])));
}

function longestOf(spans) {
  const lengthOf = ([a, b]) => distance(a, b);
  return spans.reduce((longest, span) => (lengthOf(span) > lengthOf(longest) ? span : longest));
}

function boxOf(points) {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { center: [(left + right) / 2, (bottom + top) / 2], sizeM: [right - left, top - bottom] };
}

function edgesOf({ points, closed }) {
  const ring = closed ? [...points, points[0]] : points;
  return ring.slice(1).map((point, index) => [ring[index], point]);
}

function distance([x1, y1], [x2, y2]) {
  return Math.hypot(x2 - x1, y2 - y1);
}

function isInBox([x, y], [left, bottom, right, top]) {
  return x >= left && x <= right && y >= bottom && y <= top;
}
