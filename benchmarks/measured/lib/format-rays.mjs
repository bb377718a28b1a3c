import { markdownTable } from '../../lib/table.mjs';

/** The tables of energy rays against measured buildings. */
export function formatRays({ rows, mean, mixtures, within, slopes, areas }, rays) {
  const range = ({ meanDb, lowDb, highDb }) => `${signed(meanDb)} (${signed(lowDb)} to ${signed(highDb)})`;
  const slope = ({ value, low, high }) => `${signed(value, 2)} (${signed(low, 2)} to ${signed(high, 2)})`;
  return [
    `${rays} rays of each transmitter.`,
    markdownTable(
      [
        'building',
        'band',
        'links',
        'not traced surely',
        'saturating-path',
        'energy rays',
        'correlation of errors',
      ],
      [
        ...rows.map((row) => [
          ...[row.building, row.band, row.links, row.lost],
          ...[row.model.rmseDb.toFixed(1), row.rays.rmseDb.toFixed(1), row.correlation.toFixed(2)],
        ]),
        [
          ...['**mean of buildings**', '', '', ''],
          ...[
            `**${mean.model.meanDb.toFixed(2)}**`,
            `**${mean.rays.meanDb.toFixed(2)}**`,
            mean.correlation.toFixed(2),
          ],
        ],
        ['difference', '', '', '', '', range(mean.difference), ''],
      ],
    ),
    markdownTable(
      ['weight of the rays', ...mixtures.map(({ weight }) => String(weight))],
      [['mean RMSE, dB', ...mixtures.map(({ meanDb }) => meanDb.toFixed(2))]],
    ),
    markdownTable(
      [
        'building',
        'band',
        'transmitters',
        'saturating-path, dB',
        'energy rays, dB',
        'difference, dB',
        'slope',
      ],
      within.map((row) => [
        ...[row.building, row.band, row.transmitters],
        ...[row.modelSigmaDb, row.raysSigmaDb, row.moreSigmaDb].map((value) => value.toFixed(1)),
        signed(row.products / row.squares, 2),
      ]),
    ),
    `Slope over all ${slopes.all.transmitters}: ${slope(slopes.all)}; walls known ${slope(slopes.known)}, guessed ${slope(slopes.guessed)}.`,
    ...(areas ? [areaTable(areas), areaSentence(areas)] : []),
  ].join('\n\n');
}

function areaTable({ rows, modelSigmaDb, raysSigmaDb, moreSigmaDb }) {
  return markdownTable(
    ['area', 'level by saturating-path, dB', 'level by energy rays, dB', 'difference, dB'],
    [
      ...rows.map(({ building, modelDb, raysDb }) => [
        building,
        signed(modelDb),
        signed(raysDb),
        signed(modelDb - raysDb),
      ]),
      [
        '**standard deviation**',
        ...[modelSigmaDb, raysSigmaDb, moreSigmaDb].map((value) => `**${value.toFixed(1)}**`),
      ],
    ],
  );
}

function areaSentence(areas) {
  return [
    `Slope ${signed(areas.slope)} ± ${areas.slopeError.toFixed(1)}, correlation of both ${areas.correlation.toFixed(2)}.`,
    `As if independent: weight ${areas.independentWeight.toFixed(2)}, stated ${areas.independentSigmaDb.toFixed(1)} dB,`,
    `left ${areas.combinedSigmaDb.toFixed(1)} dB.`,
  ].join(' ');
}

function signed(value, digits = 1) {
  const text = Math.abs(value).toFixed(digits);
  return `${value < 0 && Number(text) > 0 ? '−' : '+'}${text}`;
}
