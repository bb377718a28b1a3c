import type { Language } from '../../core/index.ts';
import { dbToRatio } from '../../core/index.ts';
import type { Exposure, ExposureLocation, StandingKind } from '../../design/index.ts';
import { strata } from '../../radio/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import { formatFixed, formatShort } from '../encoders/format-numbers.ts';
import { type DocumentTexts, documentText, textsIn } from '../wording/document-text.ts';
import { sourceText } from '../wording/source-text.ts';
import { formatDensity, formatFraction } from './exposure-numbers.ts';

const maxAntennas = 40;

/**
 * Exposure for a terminal: verdict, the worst location term by term, levels, antennas, comparisons, assumptions.
 * @param isDecidable false where nobody knows the powers, and the figures are those of the nominal ones
 * @param columns of the terminal; tables that are wider go on below
 * @param readFloor what stands beside the verdict where it holds for the floor that was read alone
 */
export function exposureTable(
  exposure: Exposure,
  lang: Language,
  {
    isDecidable = true,
    readFloor,
    columns = Number.POSITIVE_INFINITY,
  }: { isDecidable?: boolean; readFloor?: string; columns?: number } = {},
): string {
  const texts = textsIn(lang);
  const { worst, management, antennas } = exposure;
  if (!worst) return [texts('exposure.title'), texts('exposure.noAntennas')].join('\n');
  const percent = formatFraction(management.ratio);
  const indent = (rows: readonly string[][]) => alignColumns(rows, columns - 2).map((line) => `  ${line}`);
  const shown = [...antennas].sort((a, b) => b.worst.shareRatio - a.worst.shareRatio).slice(0, maxAntennas);
  return [
    texts('exposure.title'),
    isDecidable
      ? exposure.met
        ? texts('exposure.met')
        : texts('exposure.exceeded')
      : texts('exposure.undecidable'),
    ...(readFloor === undefined ? [] : [readFloor]),
    `${texts('exposure.worst')}${documentText(lang, 'report.separator')}${locationText(worst, lang)}`,
    management.met
      ? texts('exposure.managementMet', { percent })
      : texts('exposure.managementExceeded', { percent }),
    '',
    texts('exposure.terms'),
    ...indent(termRows(exposure, lang)),
    '',
    texts('exposure.levels'),
    ...indent(levelRows(exposure, lang)),
    '',
    texts('exposure.places'),
    ...indent([[...texts.list('exposure.placeHead')], ...locationRows(exposure, lang)]),
    '',
    texts('exposure.antennas'),
    ...indent(antennaRows(shown, lang)),
    ...(antennas.length > shown.length ? [`  … ${antennas.length - shown.length}`] : []),
    '',
    texts('exposure.comparisons'),
    ...indent(
      exposure.comparisons.map(({ id, powerDensityUwPerCm2, source }) => [
        ...[texts(`exposure.comparisonNames.${id}`), `${formatShort(powerDensityUwPerCm2, 1)} µW/cm²`],
        sourceText(source, lang),
      ]),
    ),
    ...indent(
      exposure.powers.map(({ id, powerMw, antenna, source = '' }) => [
        texts(`exposure.powerNames.${id}`),
        `${formatShort(powerMw, 1)} mW`,
        antenna ?? sourceText(source, lang),
      ]),
    ),
    '',
    texts('exposure.assumptions'),
    ...assumptionLines(exposure, lang).map((line) => `  ${line}`),
  ].join('\n');
}

function levelRows({ levels }: Exposure, lang: Language): string[][] {
  return [
    [...textsIn(lang).list('exposure.levelHead')],
    ...levels.map((level) => [
      ...[level.level, String(level.antennas), formatDensity(level.worst.powerDensityWPerM2)],
      ...[level.worst.shareRatio, level.p95Ratio, level.medianRatio].map(formatFraction),
    ]),
  ];
}

function antennaRows(shown: Exposure['antennas'], lang: Language): string[][] {
  return [
    [...textsIn(lang).list('exposure.antennaHead')],
    ...shown.map((antenna) => [
      ...[antenna.antenna, formatFixed(antenna.powerDbm, 1), formatFixed(antenna.eirpDbm, 1)],
      ...[formatFixed(antenna.limitDistanceM, 2), formatFixed(antenna.managementDistanceM, 2)],
      formatFraction(antenna.worst.shareRatio),
    ]),
  ];
}

function termRows({ worst }: Exposure, lang: Language): string[][] {
  const texts = textsIn(lang);
  const rows = (worst?.terms ?? []).map((term) => [
    ...[term.antenna, term.carrier, formatFixed(term.powerDbm, 1), formatFixed(term.gainDbi, 1)],
    ...[formatFixed(term.distanceM, 2), formatDensity(term.powerDensityWPerM2)],
    ...[formatDensity(term.limitWPerM2), formatFraction(term.shareRatio)],
  ]);
  const sum = [
    ...[texts('exposure.sum'), '', '', '', '', formatDensity(worst?.powerDensityWPerM2 ?? 0), ''],
    formatFraction(worst?.shareRatio ?? 0),
  ];
  const { rest } = worst ?? {};
  const others = [
    ...[
      texts('exposure.rest', { count: rest?.terms ?? 0 }),
      '',
      '',
      '',
      '',
      formatDensity(rest?.powerDensityWPerM2 ?? 0),
      '',
    ],
    formatFraction(rest?.shareRatio ?? 0),
  ];
  return [[...texts.list('exposure.termHead')], ...rows, ...(rest?.terms ? [others] : []), sum];
}

/** The worst by kind of location: where it is, its nearest antenna, density and fraction. */
export function locationRows({ places: locations }: Exposure, lang: Language): string[][] {
  const texts = textsIn(lang);
  return locations.map(({ kind, level, antenna, distanceM, powerDensityWPerM2, shareRatio }) => [
    ...[locationName(kind, texts), level, antenna, formatFixed(distanceM, 2)],
    ...[formatDensity(powerDensityWPerM2), formatFraction(shareRatio)],
  ]);
}

/** Level, location, height, density and fraction of the limit in words. */
function locationText(
  { level, position: [x, y], heightM, ...location }: ExposureLocation,
  lang: Language,
): string {
  const texts = textsIn(lang);
  const where = texts('exposure.place', {
    level,
    x: formatFixed(x, 2),
    y: formatFixed(y, 2),
    height: formatFixed(heightM, 2),
  });
  const fraction = texts('exposure.share', {
    density: formatDensity(location.powerDensityWPerM2),
    percent: formatFraction(location.shareRatio),
  });
  return `${where}${documentText(lang, 'report.separator')}${fraction}`;
}

function assumptionLines({ assumptions }: Exposure, lang: Language): string[] {
  const { headM, reflectionDb, leastGainDbi, nearestM } = assumptions;
  return textsIn(lang).list('exposure.assumptionLines', {
    ...{ low: formatFixed(headM[0], 1), high: formatFixed(headM[1], 1) },
    ...{ reflection: formatShort(reflectionDb, 2), times: formatShort(dbToRatio(reflectionDb), 1) },
    ...{ leastGain: formatShort(leastGainDbi), nearest: formatShort(nearestM) },
  });
}

/** Name of a standing location: on a kind of floor, or beside a kind of point. */
function locationName(kind: StandingKind, texts: DocumentTexts): string {
  const stratum = strata.find((each) => each === kind);
  return stratum
    ? texts(`exposure.placeNames.${stratum}`)
    : texts('exposure.besidePoint', { point: texts.name('point', kind) });
}
