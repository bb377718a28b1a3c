import { createLinkMeans } from '../lib/mean-links.mjs';
import { columnOf, openCheckout } from '../lib/read-checkout.mjs';

const beaconFile = '02 Supplementary Materials/02 - BLE Locations/BLE_Locations.csv';
const logFolder = '01 Logfiles/01 IPIN2023_T3_TrainingTrials (training)';
/** Logs of 4 MiB and more: not checked, so not read. */
const leftOut = new Set(['51_repetition01', '52_repetition02', '53_repetition01', '53_repetition02']);

/** Origin of the frame, and its turn to the axes of the plan. */
const origin = { latDeg: 49.4611418, lonDeg: 11.1109429, turnDeg: -20.736 };
const earthRadiusM = 6371008.8;
const degree = Math.PI / 180;
const floorHeightM = 4;
const floorIds = ['-2', '-1', '0'];
const beaconHeightM = 2;
const phoneHeightM = 1.2;
const cellM = 1;
/** The middle of the three advertising channels. */
const frequencyMhz = 2440;
/** Between way points that lie longer apart or are walked slower, the phone may have been anywhere. */
const longestGapS = 60;
const slowestMPerS = 0.3;

export const set = {
  id: 'nuremberg-museum',
  repository: 'Kenny5269/2023_IPIN_Competition_Track03',
  commit: 'da1b24b67f48a48a5e69ef35c1fd33d3f03b1592',
  licence: 'none stated in this copy; citation of doi 10.5281/zenodo.8362205 asked for',
  files: [beaconFile, logFolder],
  async read(folder) {
    const checkout = openCheckout(folder);
    return [
      {
        id: 'nuremberg-museum',
        title: 'Museum Industriekultur, Nuremberg, halls on three levels',
        kind: 'museum',
        floors: floorIds.map((id) => ({
          id,
          elevationM: Number(id) * floorHeightM,
          clearHeightM: floorHeightM,
          walls: [],
        })),
        links: readLinks(checkout),
        notes: [
          'Beacons 2 and 3 are exchanged in the table of positions, and put right here: either is by far strongest at the place and floor stated for the other.',
          `The point of a phone is interpolated in time between way points, within about 1 m; the level is the mean in cells of ${cellM} m.`,
          `Floors are assumed ${floorHeightM} m apart, beacons ${beaconHeightM} m and phones ${phoneHeightM} m above theirs.`,
          'Weak links appear only where they were heard; halls are open over several floors in part.',
          'There are no walls; four of the 54 logs, of 4 MiB and more, are left out.',
        ],
      },
    ];
  },
};

function readLinks(checkout) {
  const beacons = readBeacons(checkout);
  const means = createLinkMeans();
  const isLog = (name) =>
    name.endsWith('.txt') && !leftOut.has(name.slice('IPIN2023_T3_TrainingTrial'.length, -'.txt'.length));
  for (const name of checkout.names(logFolder).filter(isLog)) {
    const { device, routePoints, readings } = readLog(checkout, `${logFolder}/${name}`);
    for (const { timeS, beacon, levelDbm } of readings) {
      const at = pointAt(routePoints, timeS);
      if (!at || levelDbm >= 0) continue;
      const { floor: fromFloor, point } = beacons.get(beacon);
      const link = {
        transmitter: `BLE${beacon}`,
        fromFloor,
        from: [...point, beaconHeightM],
        toFloor: at.floor,
        frequencyMhz,
        device,
      };
      const cell = at.point.map((value) => Math.round(value / cellM));
      means.add([beacon, device, at.floor, ...cell].join(), link, [...at.point, phoneHeightM], levelDbm);
    }
  }
  return means.links();
}

function readBeacons(checkout) {
  const { head, rows } = checkout.table(beaconFile);
  const [idColumn, latColumn, lonColumn, floorColumn] = ['bleID', 'Lat', 'Lon', 'floor'].map((name) =>
    columnOf(head, name, beaconFile),
  );
  const stated = new Map(
    rows.map((row) => [
      Number(row[idColumn].slice('BLE'.length)),
      {
        point: project(Number(row[latColumn]), Number(row[lonColumn])),
        floor: String(Number(row[floorColumn])),
      },
    ]),
  );
  return new Map([...stated, [2, stated.get(3)], [3, stated.get(2)]]);
}

function project(latDeg, lonDeg) {
  const east = (lonDeg - origin.lonDeg) * degree * earthRadiusM * Math.cos(origin.latDeg * degree);
  const north = (latDeg - origin.latDeg) * degree * earthRadiusM;
  const [cos, sin] = [Math.cos(origin.turnDeg * degree), Math.sin(origin.turnDeg * degree)];
  return [east * cos - north * sin, east * sin + north * cos];
}

/** Way points and readings of beacons of one walk, in order of time. */
function readLog(checkout, path) {
  let device = '';
  const routePoints = [];
  const readings = [];
  for (const line of checkout.lines(path)) {
    if (line.startsWith('% Model')) device = line.split(':')[1].trim();
    const fields = line.split(';');
    if (fields[0] === 'POSI') {
      const [, timeS, , latDeg, lonDeg, floor] = fields.map(Number);
      routePoints.push({ timeS, point: project(latDeg, lonDeg), floor: String(floor) });
    } else if (fields[0] === 'BLE4' && fields[2] === 'iBeacon') {
      readings.push({ timeS: Number(fields[1]), beacon: Number(fields[7]), levelDbm: Number(fields[4]) });
    }
  }
  routePoints.sort((a, b) => a.timeS - b.timeS);
  return { device, routePoints, readings };
}

/** The point on the way at a time, `{ point, floor }`, or undefined where it is not known. */
function pointAt(routePoints, timeS) {
  const next = routePoints.findIndex((each) => each.timeS > timeS);
  if (next <= 0) return undefined;
  const [a, b] = [routePoints[next - 1], routePoints[next]];
  const durationS = b.timeS - a.timeS;
  const walkedM = Math.hypot(b.point[0] - a.point[0], b.point[1] - a.point[1]);
  if (a.floor !== b.floor || durationS > longestGapS || walkedM < slowestMPerS * durationS) return undefined;
  const ratio = (timeS - a.timeS) / durationS;
  return { point: a.point.map((value, axis) => value + ratio * (b.point[axis] - value)), floor: a.floor };
}
