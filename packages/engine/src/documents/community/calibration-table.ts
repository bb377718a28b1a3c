import { phraseText } from '../../core/index.ts';
import {
  type CalibrationReport,
  type ErrorStatistics,
  type GroupedErrors,
  mostWalls,
  type ParameterReport,
} from '../../measurement/index.ts';
import { openingKinds, rowName, wallMaterial } from '../../plan/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import { formatFixed } from '../encoders/format-numbers.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import { calibrationTexts } from './calibration-texts.ts';

/** A calibration for a terminal: parameters before and after, errors before and after, what follows from it. */
export function calibrationTable(report: CalibrationReport, lang: Lang): string {
  const texts = calibrationTexts[lang];
  const { separator } = textsOf(lang);
  const { readings, errors, verdict, heldBack } = report;
  const dB = (value: number) => formatFixed(value, 1);
  const conclusion = report.improved
    ? texts.improved
    : heldBack === undefined
      ? texts.tooShort
      : texts.notImproved;
  return [
    texts.title(
      [report.walk ?? '–', ...(report.walkedOn ? [`(${report.walkedOn})`] : [])].join(' '),
      report.samples,
      report.censored,
    ),
    texts.readings(readings.used, readings.unmatched, readings.setAside),
    texts.model(report.model, report.basis),
    '',
    ...alignColumns([
      [texts.parameter, texts.before, '±', texts.after, '±', texts.told],
      ...report.parameters.map((row) => parameterRow(row, lang)),
    ]),
    ...(report.notCrossed.length > 0
      ? [texts.notCrossed(report.notCrossed.map((id) => obstacleName(id, lang)).join(', '))]
      : []),
    '',
    ...alignColumns(errorRows(report, lang)),
    ...(heldBack ? [texts.areas(heldBack.areas, dB(heldBack.marginM))] : []),
    '',
    texts.residual(dB(errors.shadowingSigmaDb), dB(errors.decorrelationM), dB(errors.noiseSigmaDb)),
    texts.verdict(dB(verdict.modelBiasSigmaDb), dB(verdict.shadowingSigmaDb), dB(verdict.decorrelationM)),
    ...(report.parameters.filter(({ frequencyMhz }) => frequencyMhz !== undefined).length === 1
      ? [texts.oneBand]
      : []),
    ...(report.converged ? [] : [texts.notConverged]),
    `${texts.conclusion}${separator}${conclusion}`,
  ].join('\n');
}

/** What stands in the way: a wall's material, an opening's leaf, or another obstacle. */
function obstacleName(id: string, lang: Lang): string {
  const isOpening = openingKinds.some((kind) => kind === id);
  const registry = wallMaterial(id) ? 'material' : isOpening ? 'opening' : 'obstacle';
  return phraseText(rowName(registry, id), lang);
}

function parameterRow(row: ParameterReport, lang: Lang): string[] {
  const texts = calibrationTexts[lang];
  const decimals = row.kind === 'exponent' ? 2 : 1;
  const names: Record<ParameterReport['kind'], () => string> = {
    offset: () => (row.frequencyMhz === undefined ? texts.otherOffset : texts.offset(row.frequencyMhz)),
    exponent: () => texts.exponent,
    material: () => `${obstacleName(row.material ?? '', lang)} dB`,
  };
  const number = (value: number) => formatFixed(value, decimals);
  return [
    names[row.kind](),
    number(row.before),
    number(row.beforeSd),
    number(row.after),
    number(row.afterSd),
    texts.identified[row.identified],
  ];
}

/** Before and after side by side: held back, in groups, and all samples. */
function errorRows({ heldBack, inSample }: CalibrationReport, lang: Lang): string[][] {
  const texts = calibrationTexts[lang];
  const columns = [texts.mean, texts.sigma, 'RMSE'];
  const heading = [
    texts.errors,
    texts.samples,
    ...columns.map((column) => `${texts.before} ${column}`),
    ...columns.map((column) => `${texts.after} ${column}`),
  ];
  const row = (name: string, before: ErrorStatistics, after: ErrorStatistics) => [
    name,
    String(after.samples),
    ...[before, after].flatMap(({ meanDb, sigmaDb, rmseDb }) =>
      [meanDb, sigmaDb, rmseDb].map((value) => formatFixed(value, 1)),
    ),
  ];
  const groups = (before: GroupedErrors, after: GroupedErrors) => [
    ...before.byBand.map((group, index) => row(texts.band(group.frequencyMhz), group, after.byBand[index])),
    ...before.byDistance.map((group, index) =>
      row(texts.distance(group.fromM, group.toM), group, after.byDistance[index]),
    ),
    ...before.byWalls.map((group, index) =>
      row(texts.walls(group.walls, group.walls === mostWalls), group, after.byWalls[index]),
    ),
  ];
  return [
    heading,
    ...(heldBack
      ? [row(texts.heldBack, heldBack.before, heldBack.after), ...groups(heldBack.before, heldBack.after)]
      : []),
    row(texts.inSample, inSample.before, inSample.after),
  ];
}
