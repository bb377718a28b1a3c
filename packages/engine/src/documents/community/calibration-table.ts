import type { Language } from '../../core/index.ts';
import { phraseText } from '../../core/index.ts';
import {
  type CalibrationReport,
  type ErrorStatistics,
  type GroupedErrors,
  type LearnedSpreads,
  maxWalls,
  type ParameterReport,
} from '../../measurement/index.ts';
import { openingKinds, rowName, wallMaterial } from '../../plan/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import { formatFixed, formatPercent } from '../encoders/format-numbers.ts';
import { textsIn } from '../wording/document-text.ts';

/** A calibration for a terminal: parameters before and after, errors before and after, what follows from it. */
export function calibrationTable(report: CalibrationReport, lang: Language): string {
  const texts = textsIn(lang);
  const { readings, heldBack } = report;
  const conclusion = report.improved
    ? texts('calibration.improved')
    : heldBack === undefined
      ? texts('calibration.tooShort')
      : texts('calibration.notImproved');
  return [
    texts('calibration.title', {
      walk: [report.walk ?? '–', ...(report.walkedOn ? [`(${report.walkedOn})`] : [])].join(' '),
      samples: report.samples,
      censored: report.censored,
    }),
    texts('calibration.readings', {
      used: readings.used,
      unmatched: readings.unmatched,
      setAside: readings.setAside,
    }),
    ...otherCellLines(report, lang),
    report.model === report.basis
      ? texts('calibration.model', { basis: report.basis })
      : texts('calibration.modelOfBasis', { before: report.model, basis: report.basis }),
    '',
    ...alignColumns([
      [
        texts('calibration.parameter'),
        texts('calibration.before'),
        '±',
        texts('calibration.after'),
        '±',
        texts('calibration.told'),
      ],
      ...report.parameters.map((row) => parameterRow(row, lang)),
    ]),
    ...(report.notCrossed.length > 0
      ? [
          texts('calibration.notCrossed', {
            list: report.notCrossed.map((name) => obstacleName(name, lang)).join(', '),
          }),
        ]
      : []),
    '',
    ...alignColumns(errorRows(report, lang)),
    ...(heldBack
      ? [texts('calibration.areas', { count: heldBack.areas, marginM: formatFixed(heldBack.marginM, 1) })]
      : []),
    '',
    ...squareLines(report, lang),
    ...residualLines(report, lang),
    ...(report.parameters.filter(({ frequencyMhz }) => frequencyMhz !== undefined).length === 1
      ? [texts('calibration.oneBand')]
      : []),
    ...(report.converged ? [] : [texts('calibration.notConverged')]),
    `${texts('calibration.conclusion')}${texts('report.separator')}${conclusion}`,
  ].join('\n');
}

/** Name of an obstacle: a wall's material, an opening's leaf, or another obstacle. */
function obstacleName(id: string, lang: Language): string {
  const isOpening = openingKinds.some((kind) => kind === id);
  const registry = wallMaterial(id) ? 'material' : isOpening ? 'opening' : 'obstacle';
  return phraseText(rowName(registry, id), lang);
}

/** Errors in squares that nothing has seen, model by model, and whether what is left over at each location goes into the plan. */
/** A line for each cell that was received and is not the plan's. */
function otherCellLines({ otherCells = [] }: CalibrationReport, lang: Language): string[] {
  const texts = textsIn(lang);
  return otherCells.map(({ carrierId: carrier, pci, readings: count, strongest }) =>
    strongest
      ? texts('calibration.otherCell', {
          ...{ carrier, pci, count },
          strongest: formatFixed(strongest.rsrpDbm, 1),
        })
      : texts('calibration.otherCellWeak', { carrier, pci, count }),
  );
}

function squareLines({ squares, hasResiduals }: CalibrationReport, lang: Language): string[] {
  if (!squares) return [];
  const texts = textsIn(lang);
  const row = (name: string, { samples, meanDb, sigmaDb, rmseDb }: ErrorStatistics) => [
    name,
    String(samples),
    ...[meanDb, sigmaDb, rmseDb].map((value) => formatFixed(value, 1)),
  ];
  const percent = (ratio: number) => formatFixed(100 * ratio, 0);
  return [
    ...alignColumns([
      [
        texts('calibration.squares', { squareM: squares.squareM }),
        texts('calibration.samples'),
        texts('calibration.mean'),
        texts('calibration.sigma'),
        'RMSE',
      ],
      row(texts('calibration.asPlanned'), squares.before),
      row(texts('calibration.oneOffset'), squares.offset),
      row(texts('calibration.freeSpace'), squares.freeSpace),
      row(texts('calibration.refitted'), squares.refitted),
      row(texts('calibration.kriged'), squares.kriged),
    ]),
    texts('calibration.squaresHeld', {
      count: squares.squares,
      one: percent(squares.withinOneSdRatio),
      two: percent(squares.withinTwoSdRatio),
    }),
    texts(hasResiduals ? 'calibration.hasResiduals' : 'calibration.noResiduals'),
    '',
  ];
}

/** Lines on the errors, and on what the verdict takes from them. */
function residualLines({ errors, verdict }: CalibrationReport, lang: Language): string[] {
  const texts = textsIn(lang);
  const dB = (value: number) => formatFixed(value, 1);
  return [
    texts('calibration.residual', {
      sigma: dB(errors.shadowingSigmaDb),
      decorrelation: dB(errors.decorrelationM),
      noise: dB(errors.noiseSigmaDb),
    }),
    texts('calibration.verdict', {
      bias: dB(verdict.modelBiasSigmaDb),
      exponent: formatFixed(verdict.exponentSigma, 2),
      obstacles: formatPercent(verdict.obstacleSigmaRatio, 0),
      shadowing: dB(verdict.shadowingSigmaDb),
      unsure: formatPercent(verdict.shadowingSigmaRatio, 0),
      decorrelation: dB(verdict.decorrelationM),
    }),
  ];
}

function parameterRow(row: ParameterReport, lang: Language): string[] {
  const texts = textsIn(lang);
  const decimals = row.kind === 'exponent' ? 2 : 1;
  const names: Record<ParameterReport['kind'], () => string> = {
    offset: () =>
      row.frequencyMhz === undefined
        ? texts('calibration.otherOffset')
        : texts('calibration.offset', { frequencyMhz: row.frequencyMhz }),
    exponent: () => texts('calibration.exponent'),
    material: () => `${obstacleName(row.material ?? '', lang)} dB`,
  };
  const number = (value: number) => formatFixed(value, decimals);
  return [
    names[row.kind](),
    number(row.before),
    number(row.beforeSd),
    number(row.after),
    number(row.afterSd),
    texts(`calibration.identified.${row.identified}`),
  ];
}

/** Returns rows before and after side by side: held back, in groups, and all samples. */
function errorRows({ heldBack, inSample }: CalibrationReport, lang: Language): string[][] {
  const texts = textsIn(lang);
  const columns = [texts('calibration.mean'), texts('calibration.sigma'), 'RMSE'];
  const heading = [
    texts('calibration.errors'),
    texts('calibration.samples'),
    ...columns.map((column) => `${texts('calibration.before')} ${column}`),
    ...columns.map((column) => `${texts('calibration.after')} ${column}`),
  ];
  const row = (name: string, before: ErrorStatistics, after: ErrorStatistics) => [
    name,
    String(after.samples),
    ...[before, after].flatMap(({ meanDb, sigmaDb, rmseDb }) =>
      [meanDb, sigmaDb, rmseDb].map((value) => formatFixed(value, 1)),
    ),
  ];
  const groups = (before: GroupedErrors, after: GroupedErrors) => [
    ...before.byBand.map((group, index) =>
      row(texts('calibration.band', { frequencyMhz: group.frequencyMhz }), group, after.byBand[index]),
    ),
    ...before.byDistance.map((group, index) =>
      row(
        group.toM === null
          ? texts('calibration.distanceFrom', { fromM: group.fromM })
          : texts('calibration.distance', { fromM: group.fromM, toM: group.toM }),
        group,
        after.byDistance[index],
      ),
    ),
    ...before.byWalls.map((group, index) =>
      row(
        texts(group.walls === maxWalls ? 'calibration.wallsOrMore' : 'calibration.walls', {
          count: group.walls,
        }),
        group,
        after.byWalls[index],
      ),
    ),
  ];
  return [
    heading,
    ...(heldBack
      ? [
          row(texts('calibration.heldBack'), heldBack.before, heldBack.after),
          ...groups(heldBack.before, heldBack.after),
        ]
      : []),
    row(texts('calibration.inSample'), inSample.before, inSample.after),
  ];
}

/** Spreads between garages that calibrated ones teach, for a terminal: each garage's deviations, then the spreads. */
export function learnedTable({ garages, spreads }: LearnedSpreads, lang: Language): string {
  const texts = textsIn(lang);
  const decimals = (key: string) => (key === 'modelBiasSigmaDb' ? 1 : 2);
  const names = spreads.map(({ key }) => texts(`learn.deviations.${key}`));
  const rows = garages.map(({ name, deviation }) => [
    name,
    ...spreads.map(({ key }) => {
      const found = deviation[key];
      if (!found) return '–';
      return `${formatFixed(found.value, decimals(key))} ± ${formatFixed(found.error, decimals(key))}`;
    }),
  ]);
  const learned = spreads.map(({ key, before, after, garages: count, mean, withinTwoRatio }) => [
    texts(`report.assumptionNames.${key}`),
    formatFixed(before, decimals(key)),
    formatFixed(after, decimals(key)),
    formatFixed(mean, decimals(key)),
    String(count),
    count === 0 ? '–' : formatPercent(withinTwoRatio, 0),
  ]);
  return [
    ...alignColumns([[texts('learn.garage'), ...names], ...rows]),
    '',
    ...alignColumns([
      [
        texts('learn.spread'),
        texts('calibration.before'),
        texts('learn.after'),
        texts('learn.mean'),
        texts('learn.garages'),
        texts('learn.within'),
      ],
      ...learned,
    ]),
    texts('learn.note'),
  ].join('\n');
}
