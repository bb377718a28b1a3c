import { createLinkMeans } from './mean-links.mjs';
import { columnOf } from './read-checkout.mjs';

/** Heights are not stated: with both ends alike, distances are those of the plan. */
const heightM = 1.2;
/** Round-trip ranging runs at 5 GHz; the channel is not stated. */
const frequencyMhz = 5200;
const floor = '0';
/** The files have −200 dBm where nothing was heard. */
const weakestDbm = -150;

/**
 * A building of the grids that Feng, Nguyen and Luo measured: coordinates in the files are numbers of the grid.
 * `accessPoints` are `{ column: [x, y] }` by the number in the names of the columns, also in the grid.
 */
export function readFengGrid(checkout, { id, title, kind, files, gridM, accessPoints, notes = [] }) {
  const means = createLinkMeans();
  const tried = new Map();
  const scaled = ([x, y]) => [x * gridM, y * gridM, heightM];
  for (const path of files) {
    const { head, rows } = checkout.table(path);
    const [xColumn, yColumn] = ['X', 'Y'].map((name) => columnOf(head, name, path));
    for (const [number, point] of Object.entries(accessPoints)) {
      const column = columnOf(head, `AP${number} RSS(dBm)`, path);
      const link = {
        transmitter: `AP${number}`,
        fromFloor: floor,
        from: scaled(point),
        toFloor: floor,
        frequencyMhz,
        device: 'phone',
      };
      for (const row of rows) {
        const to = scaled([Number(row[xColumn]), Number(row[yColumn])]);
        const key = [number, ...to].join();
        tried.set(key, { ...link, to });
        const levelDbm = Number(row[column]);
        if (levelDbm > weakestDbm) means.add(key, link, to, levelDbm);
      }
    }
  }
  return {
    id,
    title,
    kind,
    floors: [{ id: floor, elevationM: 0, clearHeightM: 3, walls: [] }],
    links: means.links(),
    unheard: [...tried].filter(([key]) => !means.has(key)).map(([, pair]) => pair),
    notes: [
      ...notes,
      `Coordinates are numbers of a grid of ${gridM} m.`,
      `The channel is not stated: ${frequencyMhz} MHz is assumed; heights are not: ${heightM} m is assumed for both ends, and 3 m for the clear height.`,
      'There are no walls: the pictures of the layout are not in the repository.',
    ],
  };
}
