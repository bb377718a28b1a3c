import { decodeRaster, scanOfPdf } from '../../../packages/engine/dist/import/index.js';
import { createLinkMeans } from '../lib/mean-links.mjs';
import { columnOf, openCheckout } from '../lib/read-checkout.mjs';
import { readPlanImage } from '../lib/read-plan-image.mjs';

/**
 * Areas with the rounds that have cleaned files, one of either phone; `plan` has the pixels of the stars by which access
 * points are marked in the image, and the box of its legend.
 */
const areas = [
  {
    id: 'hai-canteen',
    title: 'Canteen, a large hall',
    kind: 'hall',
    folder: 'Canteen',
    rounds: [1, 2, 3, 4, 5, 6, 7, 9],
    plan: {
      file: 'Canteen ploor plan.jpg',
      legend: [565, 20, 675, 115],
      stars: {
        AP1: [436, 244],
        AP2: [508.6, 241.9],
        AP3: [533.5, 168.6],
        AP4: [481.6, 161.8],
        AP5: [568, 254.2],
        AP6: [436.4, 168.5],
      },
    },
  },
  {
    id: 'hai-carpark',
    title: 'Car park',
    kind: 'car-park',
    folder: 'CarPark',
    rounds: [5, 6],
    plan: {
      file: 'Carpark floor plan.jpg',
      legend: [665, 20, 775, 115],
      stars: {
        AP1: [726.4, 491],
        AP2: [525.5, 360.2],
        AP3: [320.2, 359.1],
        AP4: [121, 477.2],
        AP5: [505.1, 586.1],
        AP6: [294.4, 585.5],
      },
      /** Painted lines of bays: thin, no longer than this, across the lanes. */
      bays: { longestM: 6.5, widestM: 0.17, turnDeg: 90 },
    },
    /** Stated distances of these belong to x + 2.35 m; the table and the image of the plan agree with each other. */
    unlikeTable: ['AP2', 'AP3'],
    notes: [
      'The stated distances of AP2 and AP3 contradict their coordinates by 2.35 m; the coordinates are used.',
      'Parked cars are not recorded; painted lines of bays are left out by their length and direction; walls of the ramps may be low parapets.',
    ],
  },
  {
    id: 'hai-conference',
    title: 'Conference rooms and corridor',
    kind: 'office',
    folder: 'Conference Room',
    rounds: [1, 2, 3, 4, 5],
    plan: {
      file: 'Conference room floor plan.jpg',
      legend: [1118, 25, 1220, 135],
      stars: {
        AP1: [503.9, 103.1],
        AP2: [530, 249.5],
        AP3: [830.9, 248.9],
        AP4: [833.2, 97.8],
        AP5: [279.1, 249.8],
        AP6: [628.9, 111.7],
        AP7: [205.7, 214.6],
        AP8: [215.4, 46.1],
      },
    },
  },
  {
    id: 'hai-laboratory',
    title: 'Laboratories',
    kind: 'office',
    folder: 'Laboratory',
    rounds: [1, 2, 3, 4, 5],
    plan: {
      file: 'Laboratory floor plan.jpg',
      legend: [373, 880, 468, 990],
      stars: {
        AP1: [334, 394.9],
        AP2: [390.5, 395],
        AP5: [389.9, 588.2],
        AP6: [324.7, 579.3],
        AP7: [374.1, 639.5],
        AP8: [403.6, 503.1],
      },
    },
    notes: [
      'The border of the image and the steps of a lecture hall are among the walls; they lie outside the links.',
    ],
  },
  {
    id: 'hai-library',
    title: 'Library',
    kind: 'hall',
    folder: 'Library',
    rounds: [2, 4, 5, 6],
    plan: {
      file: 'Library floor plan.jpg',
      legend: [635, 20, 745, 120],
      stars: {
        AP1: [387.4, 371],
        AP2: [260.1, 312.8],
        AP3: [528.1, 370.8],
        AP4: [405.5, 280.7],
        AP5: [544.9, 280.9],
        AP6: [254, 371],
      },
    },
  },
  {
    id: 'hai-mall',
    title: 'Shopping mall',
    kind: 'shop',
    folder: 'Shopping Mall',
    rounds: [7, 9, 10, 11],
    plan: {
      // The stars are drawn over the image of the page, which itself has none; its pixels are small.
      file: 'floorplan.pdf',
      isClean: true,
      shrink: 3,
      stars: {
        AP1: [2050.1, 3152.5],
        AP2: [1830.4, 2931.6],
        AP5: [2098.5, 2639.7],
        AP6: [2584.4, 2654.7],
        AP7: [1419.9, 3449.5],
        AP8: [2456.1, 2938.9],
      },
    },
    notes: [
      'One corner of the track has y = +0.54 m in the files where the table says −0.54 m; the files are used.',
    ],
  },
];
/** Ends of the names of the files of the two phones. */
const phones = { 13: 'phone M1', 24: 'phone M2' };

const fileOf = ({ folder }, name) => `raw_data/${folder}/${name}`;
const pointFileOf = (area) => fileOf(area, `AP_idx_${area.folder}.csv`);
const roundsOf = (area) =>
  area.rounds.flatMap((round) =>
    Object.entries(phones).map(([end, device]) => ({
      path: fileOf(area, `${round}/${round}${end}.csv`),
      device,
    })),
  );

/** Heights are not stated: with both ends alike, distances are those of the plan, as the stated ones are. */
const heightM = 1.2;
const cellM = 0.5;
/** Round-trip ranging runs at 5 GHz; the channel is not stated. */
const frequencyMhz = 5200;
const floor = '0';
/** What the table has where an access point was not set up. */
const notThereM = 9000;
const widestDoubtM = 0.3;

export const set = {
  id: 'haiyaoyu-rtt',
  repository: 'haiyaoyu/RTT-Indoor-localization-data-set',
  commit: '2b19c6c0db0e54f07800802fdf261ea3835ca478',
  licence: 'MIT',
  files: areas.flatMap((area) => [
    pointFileOf(area),
    fileOf(area, area.plan.file),
    ...roundsOf(area).map(({ path }) => path),
  ]),
  async read(folder) {
    const checkout = openCheckout(folder);
    const buildings = [];
    for (const area of areas) buildings.push(await readArea(checkout, area));
    return buildings;
  },
};

async function readArea(checkout, area) {
  const points = readPoints(checkout, area);
  const links = readLinks(checkout, area, points);
  const walls = await readWalls(checkout, area, { points, links });
  return {
    id: area.id,
    title: area.title,
    kind: area.kind,
    floors: [{ id: floor, elevationM: 0, clearHeightM: 3, walls }],
    links,
    notes: [
      ...(area.notes ?? []),
      'The walls are a sketch: straight runs of ink in the image of the plan, within about 0.2 m, with gaps where marks are drawn over them. Some are glass, counters or furniture; stairs may be left.',
      `The channel is not stated: ${frequencyMhz} MHz is assumed.`,
      `Heights are not stated: ${heightM} m is assumed for both ends, and 3 m for the clear height.`,
      `Two phones walked on marked lines; the level is the mean in cells of ${cellM} m, lost scans are not counted.`,
    ],
  };
}

async function readWalls(checkout, area, { points, links }) {
  const { file, stars, legend, isClean, shrink, bays } = area.plan;
  const bytes = checkout.bytes(fileOf(area, file));
  const raster = file.endsWith('.pdf') ? await scanOfPdf(bytes) : await decodeRaster(bytes);
  const marks = Object.entries(stars).map(([name, pixel]) => ({ pixel, point: points.get(name) }));
  const track = isClean ? undefined : links.map(({ to }) => to);
  return readPlanImage(raster, { marks, legend, track, shrink })
    .filter((wall) => !bays || !isBayLine(wall, bays))
    .map((wall) => ({ ...wall, material: 'unknown' }));
}

function isBayLine({ start, end, thicknessM = 0 }, { longestM, widestM, turnDeg }) {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const fromDeg = Math.abs(((Math.atan2(dy, dx) * 180) / Math.PI - turnDeg + 270) % 180) - 90;
  return thicknessM <= widestM && Math.hypot(dx, dy) <= longestM && Math.abs(fromDeg) < 8;
}

/** Access points by name; some that were not set up stand at 0, 0 and are never heard there. */
function readPoints(checkout, area) {
  const { rows } = checkout.table(pointFileOf(area));
  return new Map(
    rows
      .filter(([name, x]) => name.startsWith('AP') && Number(x) < notThereM)
      .map(([name, x, y]) => [name, [Number(x), Number(y), heightM]]),
  );
}

function readLinks(checkout, area, points) {
  const means = createLinkMeans();
  for (const { path, device } of roundsOf(area)) {
    const { head, rows } = checkout.table(path);
    const readTruth = truthReader(head, path);
    const columns = [...points]
      .filter(([name]) => head.includes(`${name} RSS (dBm)`))
      .map(([name, from]) => ({
        link: { transmitter: name, fromFloor: floor, from, toFloor: floor, frequencyMhz, device },
        levelColumn: columnOf(head, `${name} RSS (dBm)`, path),
        distanceColumn: columnOf(head, `${name} True Distance (m)`, path),
      }));
    for (const row of rows) {
      const to = readTruth(row);
      if (!to) continue;
      for (const { link, levelColumn, distanceColumn } of columns) {
        const levelDbm = Number(row[levelColumn] || 0);
        if (levelDbm === 0 || !isWhereStated(link, to, Number(row[distanceColumn] || 0), area)) continue;
        const key = [
          link.transmitter,
          device,
          ...to.slice(0, 2).map((value) => Math.round(value / cellM)),
        ].join();
        means.add(key, link, to, levelDbm);
      }
    }
  }
  return means.links();
}

/** A reading whose stated distance contradicts the coordinates is left out. */
function isWhereStated({ transmitter, from }, [x, y], statedM, { unlikeTable = [] }) {
  if (statedM === 0 || unlikeTable.includes(transmitter)) return true;
  return Math.abs(Math.hypot(x - from[0], y - from[1]) - statedM) <= widestDoubtM;
}

/** The point of a row: in one column as a pair of numbers, or in two. */
function truthReader(head, path) {
  const columns = head.flatMap((name, index) => (name.includes('Ground Truth') ? [index] : []));
  if (columns.length === 0) throw new Error(`${path}: no column Ground Truth`);
  return (row) => {
    const texts =
      columns.length === 1
        ? ((row[columns[0]] ?? '').match(/-?\d+\.?\d*(?:[eE]-?\d+)?/g) ?? [])
        : columns.map((index) => row[index] ?? '');
    const values = texts.map((text) => (text === '' ? Number.NaN : Number(text)));
    return values.length === 2 && values.every(Number.isFinite) ? [...values, heightM] : undefined;
  };
}
