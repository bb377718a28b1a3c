import { createLinkMeans, meanOfPowers } from '../lib/mean-links.mjs';
import { pairFaces } from '../lib/pair-faces.mjs';
import { columnOf, openCheckout } from '../lib/read-checkout.mjs';

const anchorFile = 'anchors.csv';
const planFile = 'layout.csv';
const trackFile = 'calibration/calibration_df.csv';

const cellM = 0.25;
/** The tag stands on the robot. */
const tagHeightM = 1.3;
/** The middle of the three advertising channels. */
const frequencyMhz = 2441;
const floor = '0';

export const set = {
  id: 'warsaw-flat',
  repository: 'marckolak/ble-rss-fingerprints-calib2021',
  commit: '0a69aaa7006909d3f8f9f3a14fcba9405d404fa5',
  licence: 'CC BY 4.0',
  files: [anchorFile, planFile, trackFile],
  async read(folder) {
    const checkout = openCheckout(folder);
    return [
      {
        id: 'warsaw-flat',
        title: 'Furnished flat of three rooms, Warsaw',
        kind: 'flat',
        floors: [{ id: floor, elevationM: 0, clearHeightM: 2.7, ...readPlan(checkout) }],
        links: readLinks(checkout),
        notes: [
          'The plan is the outline of the free space, so a partition is two faces; they are paired to one centre line, and the outer walls stay single lines.',
          'Wall materials are not stated; doorways are open; the clear height of 2.7 m is assumed.',
          'The tag on the robot transmits and the anchors receive: links are turned round, the path is the same.',
          `The level is the power mean of all readings in a cell of ${cellM} m; an anchor reports the mean of two crossed antennas and of three channels.`,
          'The power of the tag is not known.',
        ],
      },
    ];
  },
};

/** The walls between rooms have two faces in the outline; what is left over is the outer wall. */
function readPlan(checkout) {
  const points = checkout.table(planFile).rows.map((row) => row.map(Number));
  const edges = points.slice(1).map((point, index) => [points[index], point]);
  const walls = pairFaces(edges, { thickestM: 0.25, shortestSingleM: 0.25 });
  return { walls: walls.map((wall) => ({ ...wall, material: 'unknown' })), outline: points };
}

function readLinks(checkout) {
  const anchors = new Map(checkout.table(anchorFile).rows.map(([id, ...point]) => [id, point.map(Number)]));
  const { head, rows } = checkout.table(trackFile);
  const [xColumn, yColumn] = ['x', 'y'].map((name) => columnOf(head, name, trackFile));
  const means = createLinkMeans(meanOfPowers);
  for (const [id, from] of anchors) {
    const column = columnOf(head, `rssi_${id}`, trackFile);
    const link = {
      transmitter: `anchor${id}`,
      fromFloor: floor,
      from,
      toFloor: floor,
      frequencyMhz,
      device: 'BLE tag on a robot',
    };
    for (const row of rows) {
      const levelDbm = Number.parseFloat(row[column]);
      if (!Number.isFinite(levelDbm)) continue;
      const [x, y] = [Number(row[xColumn]), Number(row[yColumn])];
      const key = [id, Math.floor(x / cellM), Math.floor(y / cellM)].join();
      means.add(key, link, [x, y, tagHeightM], levelDbm);
    }
  }
  return means.links();
}
