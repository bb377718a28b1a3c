import { createLinkMeans } from '../lib/mean-links.mjs';
import { columnOf, openCheckout } from '../lib/read-checkout.mjs';

/** Areas with the rounds that have cleaned files, one of either phone. */
const areas = [
  {
    id: 'hai-canteen',
    title: 'Canteen, a large hall',
    kind: 'hall',
    folder: 'Canteen',
    rounds: [1, 2, 3, 4, 5, 6, 7, 9],
  },
  {
    id: 'hai-carpark',
    title: 'Car park',
    kind: 'car-park',
    folder: 'CarPark',
    rounds: [5, 6],
    /** Stated distances of these belong to x + 2.35 m; the table and the picture of the plan agree with each other. */
    unlikeTable: ['AP2', 'AP3'],
    notes: [
      'The stated distances of AP2 and AP3 contradict their coordinates by 2.35 m; the coordinates are used.',
      'Parked cars are not recorded.',
    ],
  },
  {
    id: 'hai-conference',
    title: 'Conference rooms and corridor',
    kind: 'office',
    folder: 'Conference Room',
    rounds: [1, 2, 3, 4, 5],
  },
  {
    id: 'hai-laboratory',
    title: 'Laboratories',
    kind: 'office',
    folder: 'Laboratory',
    rounds: [1, 2, 3, 4, 5],
  },
  {
    id: 'hai-library',
    title: 'Library',
    kind: 'hall',
    folder: 'Library',
    rounds: [2, 4, 5, 6],
  },
  {
    id: 'hai-mall',
    title: 'Shopping mall',
    kind: 'shop',
    folder: 'Shopping Mall',
    rounds: [7, 9, 10, 11],
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
  files: areas.flatMap((area) => [pointFileOf(area), ...roundsOf(area).map(({ path }) => path)]),
  async read(folder) {
    const checkout = openCheckout(folder);
    return areas.map((area) => ({
      id: area.id,
      title: area.title,
      kind: area.kind,
      floors: [{ id: floor, elevationM: 0, clearHeightM: 3, walls: [] }],
      links: readLinks(checkout, area, readPoints(checkout, area)),
      notes: [
        ...(area.notes ?? []),
        `The channel is not stated: ${frequencyMhz} MHz is assumed.`,
        `Heights are not stated: ${heightM} m is assumed for both ends, and 3 m for the clear height.`,
        `Two phones walked on marked lines; the level is the mean in cells of ${cellM} m, lost scans are not counted.`,
      ],
    }));
  },
};

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
