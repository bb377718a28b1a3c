import { groupBy } from './draw-links.mjs';
import { centreByGroup, fitColumns } from './linear-regression.mjs';

/** Side of the squares that count as one place, metres, and how many places with two devices a site must have. */
const squareM = 3;
const minSquares = 15;

/**
 * Offsets of the devices of a site that heard the same transmitters in the same squares of 3 m, dB, and how far one reading
 * is from the mean of the devices beyond its offset. What stands after the comma of a device's name is a setting:
 * only devices of one setting are compared. One entry for each setting with at least two devices.
 */
export function compareDevices({ building, band, links }) {
  const named = links.map((link) => {
    const [device, ...setting] = link.device.split(', ');
    const square = link.point.map((value) => Math.floor(value / squareM));
    const place = [link.transmitter, link.floor, ...square].join();
    return { device, setting: setting.join(), place, value: link.levelDbm + link.lossDb['saturating-path'] };
  });
  return [...groupBy(named, ({ setting }) => setting)].flatMap(([setting, of]) => {
    const offsets = offsetsOf(of);
    return offsets ? [{ building, band, setting, ...offsets }] : [];
  });
}

function offsetsOf(links) {
  const shared = [...groupBy(links, ({ place }) => place).values()].filter(
    (there) => new Set(there.map(({ device }) => device)).size > 1,
  );
  if (shared.length < minSquares) return undefined;
  const used = shared.flat();
  const devices = [...new Set(used.map(({ device }) => device))].sort();
  const rows = used.map(({ device }) => devices.slice(1).map((other) => (device === other ? 1 : 0)));
  const places = used.map(({ place }) => place);
  const offsetsDb = [
    0,
    ...fitColumns(
      used.map(({ value }) => value),
      rows,
      places,
    ),
  ];
  const left = centreByGroup(
    used.map(({ value, device }) => value - offsetsDb[devices.indexOf(device)]),
    places,
  );
  const freedom = used.length - shared.length - devices.length + 1;
  const meanDb = offsetsDb.reduce((sum, value) => sum + value, 0) / devices.length;
  return {
    devices,
    places: shared.length,
    offsetsDb: offsetsDb.map((value) => value - meanDb),
    readingSigmaDb: Math.sqrt(left.reduce((sum, value) => sum + value * value, 0) / freedom),
  };
}

/** Spread of the offsets within their sites, dB: the root of the mean variance, a site weighing as many devices less one. */
export function deviceSigmaDb(sites) {
  const squares = sites.flatMap(({ offsetsDb }) => offsetsDb.map((value) => value * value));
  const freedom = sites.reduce((sum, { offsetsDb }) => sum + offsetsDb.length - 1, 0);
  return Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / freedom);
}
