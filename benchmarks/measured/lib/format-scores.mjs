import { markdownTable } from '../../lib/table.mjs';
import { meanOverBuildings } from './error-figures.mjs';
import { apartClassesM, sharings } from './krige-between-transmitters.mjs';

const reference = 'saturating-path';

const columns = {
  walls: [
    'free-space',
    'log-distance',
    'log-distance + walls',
    'log-distance + √walls',
    'multi-wall',
    'dominant-path',
    reference,
    'saturating-path, refitted',
  ],
  links: ['free-space', 'log-distance', 'multi-wall', reference],
  floors: ['free-space', 'log-distance', 'log-distance + floors', 'multi-wall', reference],
  transmitters: [reference, 'calibrated', 'least squares', 'boosted trees'],
  blocks: [reference, 'kriged'],
  residuals: [reference, ...Object.keys(sharings)],
};

/** The tables of the scores. RMSE in dB; the interval is that of 80 %. */
export function formatScores(scores) {
  return [
    '### Another building: floors with walls',
    scoreTable(scores.walls, columns.walls, { 'best for itself': bestForItself }),
    rangeOfRefits(scores.walls),
    '### Another building: no walls known',
    scoreTable(scores.links, columns.links),
    '### Another building: links between floors',
    scoreTable(scores.floors, columns.floors),
    '### Other transmitters of the same building',
    scoreTable(scores.transmitters, columns.transmitters),
    '### Squares of 10 m held out, every transmitter known',
    scoreTable(scores.blocks, columns.blocks),
    '### Residuals of other transmitters',
    scoreTable(scores.residuals, columns.residuals),
    distanceTable(scores.residuals),
  ].join('\n\n');
}

function scoreTable(rows, models, more = {}) {
  if (rows.length === 0) return 'No building.';
  const head = [
    'building',
    'band',
    'links',
    'of received',
    'unheard',
    'transmitters',
    ...models,
    '80 % of saturating-path',
    ...Object.keys(more),
  ];
  const body = rows.map((row) => [
    row.building,
    row.band,
    row.links,
    row.received,
    row.unheard,
    row.transmitters,
    ...models.map((model) => (row.scores[model] ? figure(row.scores[model].rmseDb) : '–')),
    range(row.scores[reference]),
    ...Object.values(more).map((textOf) => textOf(row)),
  ]);
  const blank = Object.keys(more).map(() => '');
  return markdownTable(head, [...body, ...meanRows(rows, models).map((row) => [...row, ...blank])]);
}

/** Means over buildings, and of the differences from the saturating path, with their 80 % intervals. */
function meanRows(rows, models) {
  const blank = ['', '', '', '', ''];
  const meanOf = (valueDb) => meanOverBuildings(rows, rows.map(valueDb));
  const means = models.map((model) => meanOf(({ scores }) => scores[model]?.rmseDb));
  const differences = models.map((model) =>
    meanOf(({ scores }) => scores[model] && scores[model].rmseDb - scores[reference].rmseDb),
  );
  const differenceText = (mean) =>
    mean ? `${signed(mean.meanDb)} (${signed(mean.lowDb)} to ${signed(mean.highDb)})` : '–';
  return [
    [
      '**mean of buildings**',
      ...blank,
      ...means.map((mean) => (mean ? `**${figure(mean.meanDb, 2)}**` : '–')),
      range(means[models.indexOf(reference)]),
    ],
    [
      'difference from saturating-path',
      ...blank,
      ...differences.map((mean, index) => (models[index] === reference ? '' : differenceText(mean))),
      '',
    ],
  ];
}

/** Means over buildings by how far the nearest other transmitter stands. */
function distanceTable(rows) {
  if (rows.length === 0) return 'No building.';
  const titles = apartClassesM.map((endM, at) => {
    const fromM = at === 0 ? 0 : apartClassesM[at - 1];
    return Number.isFinite(endM) ? `${fromM}–${endM} m` : `from ${fromM} m`;
  });
  return markdownTable(
    ['nearest other transmitter', ...titles],
    columns.residuals.map((model) => [
      model,
      ...apartClassesM.map((_, at) => {
        const mean = meanOverBuildings(
          rows,
          rows.map(({ byDistance }) => byDistance[model][at]),
        );
        return mean ? figure(mean.meanDb, 2) : '–';
      }),
    ]),
  );
}

/** Exponent and factor on wall losses with which the saturating path fits one building best. */
function bestForItself({ bestFit: { exponent, wallFactor } }) {
  return `n ${exponent.toFixed(1)}, walls × ${wallFactor}`;
}

/** Range of the refitted constants over the buildings. */
function rangeOfRefits(rows) {
  const fits = rows.flatMap((row) => row.fits['saturating-path, refitted'] ?? []);
  if (fits.length === 0) return 'There is no other building to refit the saturating path on.';
  const span = (key) => {
    const found = fits.map((fit) => fit[key]);
    return `${Math.min(...found).toFixed(2)}–${Math.max(...found).toFixed(2)}`;
  };
  return `Refitted without the building, the exponent is ${span('exponent')} and the factor on wall losses ${span('wallFactor')}.`;
}

/** Tables of the section on constants. */
export function formatConstants({ constants }) {
  if (!constants) return 'No building with walls.';
  const { exponents, offsetsDb, columnRatios, adding } = constants;
  const sweep = (title, rows) =>
    markdownTable(
      [title, ...rows.map(({ value }) => value)],
      [['mean RMSE, dB', ...rows.map(({ rmseDb }) => figure(rmseDb, 2))]],
    );
  return [
    sweep('exponent', exponents),
    sweep('diffraction offset, dB', offsetsDb),
    sweep('columns, of the catalogue', columnRatios),
    markdownTable(
      [
        'losses add as',
        'exponent',
        'knee, dB',
        'mean RMSE, dB',
        'with a factor',
        'exponent',
        'knee, dB',
        'mean RMSE, dB',
      ],
      adding.map(({ title, catalogue, scaled }) => [
        title,
        ...[catalogue.exponent.toFixed(2), catalogue.kneeDb, figure(catalogue.rmseDb, 2)],
        ...[scaled.factor, scaled.exponent.toFixed(2), scaled.kneeDb, figure(scaled.rmseDb, 2)],
      ]),
    ),
  ].join('\n\n');
}

const figure = (valueDb, digits = 1) => valueDb.toFixed(digits);

function signed(valueDb) {
  const text = valueDb.toFixed(2).replace('-', '−');
  return valueDb > 0 ? `+${text}` : text;
}

function range({ lowDb, highDb }) {
  return `${figure(lowDb)}–${figure(highDb)}`;
}
