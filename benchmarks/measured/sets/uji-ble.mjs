import { createLinkMeans } from '../lib/mean-links.mjs';
import { columnOf, openCheckout } from '../lib/read-checkout.mjs';

const data = 'UJI_BLE_DB/data';
const zones = [
  {
    id: 'uji-office',
    zone: 'geo',
    title: 'Office zone of the Geotec group, Universitat Jaume I',
    kind: 'office',
  },
  {
    id: 'uji-library',
    zone: 'lib',
    title: 'Library between book shelves, Universitat Jaume I',
    kind: 'hall',
  },
];
const filesOf = (zone) => ({
  beacons: `${data}/dep/${zone}.csv`,
  levels: `${data}/rss/${zone}_rss.csv`,
  points: `${data}/rss/${zone}_crd.csv`,
  ids: `${data}/rss/${zone}_ids.csv`,
});

/** The first two digits of an identifier: the phone, and the power of the beacons. */
const phones = { 1: 'Samsung A5', 2: 'BQ', 3: 'Samsung S6' };
const powersDbm = { 1: -4, 2: -12, 3: -20 };
/** Heights are not in the files: with both ends alike, distances are those of the plan. */
const heightM = 1.2;
/** The middle of the three advertising channels. */
const frequencyMhz = 2440;
const floor = '0';
const silentValue = 100;

export const set = {
  id: 'uji-ble',
  repository: 'Kassiopeia14/IndoorPositioning',
  commit: 'ea387895e7301154c14438e534676b27bf1a7d5f',
  licence: 'CC BY 4.0 (the data, doi 10.5281/zenodo.1618692)',
  files: zones.flatMap(({ zone }) => Object.values(filesOf(zone))),
  async read(folder) {
    const checkout = openCheckout(folder);
    return zones.map(({ id, zone, title, kind }) => ({
      id,
      title,
      kind,
      floors: [{ id: floor, elevationM: 0, clearHeightM: 3, walls: [] }],
      ...readLinks(checkout, filesOf(zone)),
      notes: [
        'There are no walls: the zone is open, with shelves, tables and pillars that are not taken over.',
        '`device` is the phone and the power of the beacons: each pair has a level of its own.',
        `Heights are not in the files: ${heightM} m is assumed for both ends, and 3 m for the clear height.`,
        'The level is the mean of the scans in which the beacon was heard.',
      ],
    }));
  },
};

function readLinks(checkout, files) {
  const { head, rows } = checkout.table(files.beacons);
  const [xColumn, yColumn] = ['x', 'y'].map((name) => columnOf(head, name, files.beacons));
  const beacons = rows.map((row) => ({
    name: `beacon ${row[0]}`,
    from: [+row[xColumn], +row[yColumn], heightM],
  }));
  const [levels, points, ids] = [files.levels, files.points, files.ids].map((path) => checkout.lines(path));
  const means = createLinkMeans();
  const tried = new Map();
  for (const [index, line] of levels.entries()) {
    const to = [...points[index].split(',').map(Number), heightM];
    const [phone, power] = ids[index];
    const device = `${phones[phone]}, beacons at ${powersDbm[power]} dBm`;
    for (const [column, level] of line.split(',').map(Number).entries()) {
      const { name, from } = beacons[column];
      const link = { transmitter: name, fromFloor: floor, from, toFloor: floor, frequencyMhz, device };
      const key = [name, ...to, device].join();
      tried.set(key, { ...link, to });
      if (level !== silentValue) means.add(key, link, to, level);
    }
  }
  return {
    links: means.links(),
    unheard: [...tried].filter(([key]) => !means.has(key)).map(([, pair]) => pair),
  };
}
