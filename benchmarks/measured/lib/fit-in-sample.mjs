import { centreByGroup, fitColumns } from './linear-regression.mjs';

const features = [
  ({ logDistance }) => logDistance,
  ({ walls }) => walls,
  ({ walls }) => Math.sqrt(walls),
  ({ sumDb }) => sumDb,
  ({ largestDb }) => largestDb,
  ({ lossDb }) => lossDb['saturating-path'],
];

/**
 * RMSE of least squares on the very links that it was fitted to, dB: what no linear law of length and obstacles can go below, with
 * one offset for each device, and with one for each transmitter and device besides. `line` knows the length alone, `full` also number
 * and losses of the walls and the default model's own loss.
 */
export function fitInSample(links) {
  const byDevice = links.map(({ device }) => device);
  const byTransmitter = links.map(({ transmitter, device }) => `${transmitter} ${device}`);
  const rmse = (groups, columns) => rmseOf(links, groups, columns);
  return {
    lineDb: rmse(byDevice, features.slice(0, 1)),
    fullDb: rmse(byDevice, features),
    transmitterLineDb: rmse(byTransmitter, features.slice(0, 1)),
    transmitterFullDb: rmse(byTransmitter, features),
  };
}

function rmseOf(links, groups, columns) {
  const levelsDbm = links.map(({ levelDbm }) => levelDbm);
  // Columns of one size, so that none is lost beside another that nearly is it.
  const rows = links.map((link) => columns.map((column) => column(link)));
  const scales = columns.map((_, index) => Math.max(1e-9, ...rows.map((row) => Math.abs(row[index]))));
  const scaled = rows.map((row) => row.map((value, index) => value / scales[index]));
  const coefficients = fitColumns(levelsDbm, scaled, groups);
  const left = levelsDbm.map(
    (level, link) => level - scaled[link].reduce((sum, value, at) => sum + value * coefficients[at], 0),
  );
  return Math.sqrt(centreByGroup(left, groups).reduce((sum, value) => sum + value ** 2, 0) / links.length);
}
