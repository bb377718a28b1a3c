import { createLinkMeans } from '../lib/mean-links.mjs';
import { pairFaces } from '../lib/pair-faces.mjs';
import { openCheckout } from '../lib/read-checkout.mjs';
import { readRData } from '../lib/read-r-data.mjs';

const pointFile = 'src/raw_data/accessPointLocations.txt';
const traceFile = 'src/raw_data/online.final.trace.txt';
const planFile = 'src/Step.3_Data_Visualization.R';
const campaigns = { offline: 'src/clean_data/IPS_offline.RData', online: 'src/clean_data/IPS_online.RData' };

/** Heights are not stated: with both ends alike, distances are those of the plan. */
const heightM = 1.2;
const floor = '0';

export const set = {
  id: 'mannheim-a5',
  repository: 'Sang-Buster/Indoor-Positioning-System',
  commit: 'cd0dd636a1986ec3e7b009880bb18408b2da60f2',
  licence: 'MIT for the repository; the data are CRAWDAD mannheim/compass, which may not be passed on',
  files: [pointFile, traceFile, planFile, ...Object.values(campaigns)],
  async read(folder) {
    const checkout = openCheckout(folder);
    return [
      {
        id: 'mannheim-a5',
        title: 'University of Mannheim, A5, corridors around three cores',
        kind: 'corridor',
        floors: [{ id: floor, elevationM: 0, clearHeightM: 3, walls: readWalls(checkout) }],
        links: readLinks(checkout),
        notes: [
          'The plan is a sketch in the code that draws it: doors are closed, materials are not stated.',
          `Heights are not stated: ${heightM} m is assumed for both ends, and 3 m for the clear height.`,
          'The level is the mean over eight directions of the holder of their means; the card’s readings end near −98 dBm.',
          'The access points are of two kinds (addresses 00:0f:a3 and 00:14:bf) with different unknown powers.',
          'An access point that is heard everywhere (00:0f:a3:39:dd:cd) has no stated place and is left out.',
        ],
      },
    ];
  },
};

/** Lines and rectangles of the drawing code, lines that lie in one another joined. */
function readWalls(checkout) {
  const code = checkout.text(planFile);
  const number = String.raw`\s*(-?[\d.]+)\s*`;
  const lines = [...code.matchAll(new RegExp(`segments\\(${Array(4).fill(number).join(',')}`, 'g'))].map(
    ([, x1, y1, x2, y2]) => [
      [+x1, +y1],
      [+x2, +y2],
    ],
  );
  const rings = [...code.matchAll(/polygon\(x\s*=\s*c\(([^)]*)\)[^c]*y\s*=\s*c\(([^)]*)\)/g)].map(
    ([, xs, ys]) => {
      const values = ys.split(',').map(Number);
      return xs.split(',').map((x, index) => [Number(x), values[index]]);
    },
  );
  const edges = rings.flatMap((ring) => ring.map((point, index) => [point, ring[(index + 1) % ring.length]]));
  if (lines.length === 0 || edges.length === 0) throw new Error(`${planFile}: no walls`);
  return pairFaces([...lines, ...edges], { thickestM: 0 }).map((wall) => ({ ...wall, material: 'unknown' }));
}

function readLinks(checkout) {
  const [, ...lines] = checkout.lines(pointFile);
  const points = new Map(
    lines.map((line) => line.trim().split(/\s+/)).map(([mac, x, y]) => [mac, [+x, +y, heightM]]),
  );
  const frequenciesMhz = readFrequencies(checkout);
  return Object.entries(campaigns).flatMap(([campaign, path]) => {
    const [data] = Object.values(readRData(checkout.bytes(path), path));
    const ofDirection = createLinkMeans();
    for (const [index, mac] of data.MAC.entries()) {
      const from = points.get(mac);
      if (!from) continue;
      const [x, y] = [data.posX[index], data.posY[index]];
      const link = {
        transmitter: mac.slice(-5),
        fromFloor: floor,
        from,
        toFloor: floor,
        frequencyMhz: frequenciesMhz.get(mac),
        device: `Lucent Orinoco Silver, ${campaign}`,
      };
      ofDirection.add([mac, x, y, data.angle[index]].join(), link, [x, y, heightM], data.RSSI[index]);
    }
    return meanOverDirections(ofDirection.links());
  });
}

/** Every direction counts alike, however many scans it has; samples are all scans. */
function meanOverDirections(directions) {
  const means = createLinkMeans();
  const scans = new Map();
  for (const { to, levelDbm, samples, ...link } of directions) {
    const key = [link.transmitter, ...to].join();
    means.add(key, { ...link, key }, to, levelDbm);
    scans.set(key, (scans.get(key) ?? 0) + samples);
  }
  return means.links().map(({ key, ...link }) => ({ ...link, samples: scans.get(key) }));
}

/** Carriers of the access points: readings of the trace are `address=level,hertz,mode`. */
function readFrequencies(checkout) {
  const readings = checkout.text(traceFile).matchAll(/([\da-f:]{17})=-?\d+,(\d+),3/g);
  return new Map([...readings].map(([, mac, hertz]) => [mac, Number(hertz) / 1e6]));
}
