import { markdownTable } from '../../lib/table.mjs';
import { deviceSigmaDb } from './compare-devices.mjs';
import { groupBy } from './draw-links.mjs';

/** Rows of the table of classes: what is printed, and with how many digits. */
const figureRows = [
  ['**between buildings**'],
  ['exponent, mean of δn', 'exponentMean', 2],
  ['exponent, spread of δn', 'exponentSigma', 2],
  ['obstacles, mean of δw', 'obstacleMean', 2],
  ['obstacles, spread of δw', 'obstacleSigma', 2],
  ['level at 10 m, spread, dB', 'biasSigmaDb', 1],
  ['correlation of δn and δw', 'exponentObstacle', 1],
  ['correlation of δn and the level at 10 m', 'biasExponent', 1],
  ['distance at which they are not correlated, m', 'biasReferenceM', 1],
  ['**between transmitters of a building**'],
  ['level at 10 m, spread, dB', 'antennaSigmaDb', 1],
  ['obstacles, spread', 'transmitterObstacleSigma', 2],
  ['**between links of a transmitter**'],
  ['spread σ, dB', 'sigmaDb', 1],
  ['spread of ln σ between buildings', 'shadowingSigmaRatio', 2],
  ['of its square not spatial', 'notSpatialRatio', 2],
  ['decorrelation distance, m', 'decorrelationM', 1],
  ['correlation of two transmitters at one place', 'betweenTransmitters', 2],
];

/** The tables of the section on spreads; intervals are those of 80 %. */
export function formatSpreads({ spreads }) {
  const { classes, buildings, devices } = spreads;
  return [
    markdownTable(
      ['', ...classes.map(({ title }) => title)],
      [
        ['buildings', ...classes.map((each) => each.buildings)],
        ...figureRows.map(([title, name, digits]) => [
          title,
          ...classes.map(({ figures }) => (name ? figureText(figures[name], digits) : '')),
        ]),
      ],
    ),
    decorrelationTable(spreads.byDecorrelation),
    buildingTable(buildings),
    deviceTable(devices),
    wallTable(spreads),
    leftOutTable(spreads.leftOut),
    inSampleTable(spreads.inSample),
  ].join('\n\n');
}

function figureText(figure, digits) {
  if (!figure) return '–';
  const { value, low, high } = figure;
  return `${text(value, digits)} (${text(low, digits)} to ${text(high, digits)})`;
}

function decorrelationTable(rows) {
  const columns = [
    ['δn, spread', 'exponentSigma', 2],
    ['δw, spread', 'obstacleSigma', 2],
    ['building at 10 m, dB', 'biasSigmaDb', 1],
    ['transmitter at 10 m, dB', 'antennaSigmaDb', 1],
    ['σ, dB', 'sigmaDb', 1],
    ['not spatial', 'notSpatialRatio', 2],
  ];
  return markdownTable(
    ['floors with walls, at a decorrelation distance of', ...columns.map(([title]) => title)],
    rows.map((row) => [
      `${row.decorrelationM.value} m`,
      ...columns.map(([, name, digits]) => (row[name] ? text(row[name].value, digits) : '–')),
    ]),
  );
}

function buildingTable(buildings) {
  return markdownTable(
    [
      'building',
      'δn',
      'δw',
      'level at 10 m, of its campaign, dB',
      'σ, dB',
      'not spatial',
      'decorrelation by itself, m',
      'two transmitters',
    ],
    buildings.map((row) => [
      row.building,
      withError(row.exponent, row.exponentError, 2),
      row.hasObstacles ? withError(row.obstacle, row.obstacleError, 2) : '–',
      row.levelOfCampaignDb === undefined ? '–' : withError(row.levelOfCampaignDb, row.levelErrorDb, 1),
      text(row.sigmaDb, 1),
      text(row.notSpatialRatio, 2),
      text(row.likeliestDecorrelationM, 1),
      row.betweenTransmitters ? text(row.betweenTransmitters.ratio, 2) : '–',
    ]),
  );
}

function deviceTable(devices) {
  if (devices.length === 0) return 'No two devices were at the same places.';
  const table = markdownTable(
    ['building', 'band', 'places', 'offsets of the devices, dB', 'one reading beyond it, dB'],
    devices.map(({ building, band, places, devices: names, offsetsDb, readingSigmaDb }) => [
      building,
      band,
      places,
      names.map((name, index) => `${name} ${text(offsetsDb[index], 1)}`).join(', '),
      text(readingSigmaDb, 1),
    ]),
  );
  return `${table}\n\nOffsets of devices of one site have a spread of ${text(deviceSigmaDb(devices), 1)} dB.`;
}

function wallTable({ guessedWalls, knownWalls }) {
  const lines = ({ rows, means }, title) => [
    ...rows.map(({ building, band, wholeDb, halfDb, learntDb, learntFactor }) => [
      building,
      band,
      ...[wholeDb, halfDb, learntDb].map((value) => text(value, 1)),
      learntFactor,
    ]),
    [
      `**mean, ${title}**`,
      '',
      ...[means.wholeDb, means.halfDb, means.learntDb].map((mean) => `**${text(mean.meanDb, 2)}**`),
      '',
    ],
    [
      'difference from × 1',
      '',
      '',
      ...[means.halfLessDb, means.learntLessDb].map((mean) =>
        figureText({ value: mean.meanDb, low: mean.lowDb, high: mean.highDb }, 2),
      ),
      '',
    ],
  ];
  return markdownTable(
    ['building', 'band', 'walls × 1', 'walls × 0.5', 'walls × that of the others', 'which is'],
    [
      ...(guessedWalls ? lines(guessedWalls, 'walls guessed') : []),
      ...(knownWalls ? lines(knownWalls, 'walls known') : []),
    ],
  );
}

/** What the other buildings of its class say of each. */
function leftOutTable(rows) {
  const columns = [
    ['δn, mean', 'exponentMean', 2],
    ['δn, spread', 'exponentSigma', 2],
    ['δw, mean', 'obstacleMean', 2],
    ['δw, spread', 'obstacleSigma', 2],
    ['transmitter at 10 m, dB', 'antennaSigmaDb', 1],
    ['σ, median, dB', 'medianSigmaDb', 1],
    ['ln σ, spread', 'shadowingSigmaRatio', 2],
    ['not spatial', 'notSpatialRatio', 2],
  ];
  return markdownTable(
    ['left out', 'class', ...columns.map(([title]) => title)],
    rows.map((row) => [
      row.building,
      row.title,
      ...columns.map(([, name, digits]) => text(row[name], digits)),
    ]),
  );
}

/** Errors of least squares on the links that it was fitted to; the mean has every building once. */
function inSampleTable(rows) {
  const names = ['lineDb', 'fullDb', 'transmitterLineDb', 'transmitterFullDb'];
  const buildings = groupBy(rows, ({ building }) => building);
  const meanOf = (some, name) => some.reduce((sum, row) => sum + row[name], 0) / some.length;
  const means = names.map(
    (name) => [...buildings.values()].reduce((sum, bands) => sum + meanOf(bands, name), 0) / buildings.size,
  );
  return markdownTable(
    [
      'building',
      'band',
      'an offset for each device, log-distance',
      'all features',
      'for each transmitter and device, log-distance',
      'all features',
    ],
    [
      ...rows.map((row) => [row.building, row.band, ...names.map((name) => text(row[name], 1))]),
      ['**mean of buildings**', '', ...means.map((mean) => `**${text(mean, 2)}**`)],
    ],
  );
}

function withError(value, error, digits) {
  return `${text(value, digits)} ± ${text(error, digits)}`;
}

function text(value, digits) {
  const rounded = Number(value.toFixed(digits));
  return (rounded === 0 ? 0 : rounded).toFixed(digits).replace('-', '−');
}
