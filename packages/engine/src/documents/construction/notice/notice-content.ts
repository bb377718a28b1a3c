import type { Language } from '../../../core/index.ts';
import { dbmToMw, dbToRatio } from '../../../core/index.ts';
import { type Exposure, type ExposureTerm, networkBill } from '../../../design/index.ts';
import { type Plan, technologyRow } from '../../../plan/index.ts';
import { formatDensity, formatFraction } from '../../community/exposure-numbers.ts';
import { locationRows } from '../../community/exposure-table.ts';
import { formatFixed, formatGrouped, formatShort } from '../../encoders/format-numbers.ts';
import { cutText } from '../../encoders/text-width.ts';
import { capital } from '../../wording/capital.ts';
import { carrierName, levelLabel } from '../../wording/carrier-label.ts';
import { readFloorSentence } from '../../wording/describe-reasons.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';
import { sourceText } from '../../wording/source-text.ts';

type WorstLocation = NonNullable<Exposure['worst']>;

/** Exposure of a plan with antennas. */
export type ExposureSomewhere = Exposure & { worst: WorstLocation };

/** Levels that are named, and room for each name, mm. */
const maxLevels = 6;
const levelMm = 34;

/** Doubts of the import that are named. */
const maxDoubts = 3;

/** A figure to compare with, and where it is from. */
export interface Comparison {
  text: string;
  source?: string;
}

/** The notice in words and rows of cells, heads first. */
export interface NoticeContent {
  install: string[];
  verdict: string;
  /** A note beside it where it holds for the floor that was read alone. */
  readFloor?: string;
  locations: string[][];
  half: string;
  terms: string;
  sum: string[][];
  sumNote: string;
  comparisons: Comparison[];
  foot: string;
}

/** @param maxTerms carriers of the sum that have a row of their own */
export function noticeContent(
  plan: Plan,
  exposure: ExposureSomewhere,
  { lang, maxTerms }: { lang: Language; maxTerms: number },
): NoticeContent {
  const texts = textsIn(lang);
  const { assumptions, levels, worst } = exposure;
  const percent = formatFraction(worst.shareRatio);
  const median = Math.max(...levels.map(({ medianRatio }) => medianRatio));
  const has5g = plan.carriers.some(({ technology }) => technologyRow(technology).generation === 5);
  const [low, high] = assumptions.headM.map((heightM) => formatFixed(heightM, 1));
  return {
    install: installSentences(plan, lang),
    verdict: exposure.met
      ? texts('notice.met', { density: formatDensity(worst.powerDensityWPerM2), percent })
      : texts('notice.exceeded', { percent }),
    readFloor: readFloorSentence(plan, lang, maxDoubts),
    locations: locationTable(exposure, lang),
    half: [
      texts('notice.half', { percent: formatFraction(median), low, high }),
      ...(exposure.met && !exposure.management.met
        ? [texts('notice.management', { value: formatFraction(exposure.management.ratio) })]
        : []),
    ].join(documentText(lang, 'report.sentenceGap')),
    ...sumOf(plan, exposure, { lang, maxTerms }),
    sumNote: texts('notice.sumNote', { nearest: formatShort(assumptions.nearestM) }),
    comparisons: comparisonsOf(exposure, lang),
    foot: texts('notice.foot', {
      method: has5g ? texts('notice.methods.with5g') : texts('notice.methods.mobile'),
    }),
  };
}

function installSentences(plan: Plan, lang: Language): string[] {
  const texts = textsIn(lang);
  const operators = [...new Set(plan.carriers.map(({ operator }) => texts.name('operator', operator)))];
  const heights = plan.antennas.map(({ heightM }) => heightM);
  const levels = plan.levels.flatMap((level) => {
    const count = plan.antennas.filter((antenna) => antenna.level === level.id).length;
    return count === 0
      ? []
      : [texts('notice.ofLevel', { level: cutText(levelLabel(level), 3, levelMm), count })];
  });
  const named = levels.length > maxLevels ? [...levels.slice(0, maxLevels), '…'] : levels;
  const { sources = [] } = plan.network ?? {};
  const { devices, cableM } = networkBill(plan);
  const [low, high] = [Math.min(...heights), Math.max(...heights)].map((heightM) => formatShort(heightM, 1));
  return [
    texts(operators.length === 1 ? 'notice.purposeOfOne' : 'notice.purpose', {
      operators: operators.join(texts('report.listSeparator')),
    }),
    texts('notice.antennas', {
      count: plan.antennas.length,
      levels: named.join(texts('report.listSeparator')),
    }) +
      documentText(lang, 'report.sentenceGap') +
      texts('notice.where', { heights: low === high ? low : `${low}–${high}` }),
    ...(sources.length > 0
      ? [texts('notice.network', { count: sources.length, devices, cableM: formatGrouped(cableM) })]
      : []),
  ];
}

/** Anywhere in the garage, then by kind of location. */
function locationTable(exposure: ExposureSomewhere, lang: Language): string[][] {
  const texts = textsIn(lang);
  const { worst } = exposure;
  const [first] = worst.terms;
  const cells = (distanceM: string, density: string, fraction: string) => [
    `${distanceM} m`,
    density,
    fraction,
  ];
  return [
    [...texts.list('notice.placeHead')],
    [
      ...[texts('notice.anywhere'), worst.level],
      ...cells(
        formatFixed(first.distanceM, 2),
        formatDensity(worst.powerDensityWPerM2),
        formatFraction(worst.shareRatio),
      ),
    ],
    ...locationRows(exposure, lang).map(([location, level, , distanceM, density, fraction]) => [
      ...[capital(location), level],
      ...cells(distanceM, density, fraction),
    ]),
  ];
}

/** The sum at the worst location: carriers of the antenna that gives most, the rest in one row. */
function sumOf(
  plan: Plan,
  { assumptions, worst }: ExposureSomewhere,
  { lang, maxTerms }: { lang: Language; maxTerms: number },
) {
  const texts = textsIn(lang);
  const [first] = worst.terms;
  const matching = worst.terms
    .filter(({ antenna, distanceM }) => antenna === first.antenna && distanceM === first.distanceM)
    .slice(0, maxTerms);
  const count = worst.terms.length + worst.rest.terms - matching.length;
  const fractionOf = (list: readonly ExposureTerm[]) =>
    list.reduce((sum, { shareRatio }) => sum + shareRatio, 0);
  const densityOf = (list: readonly ExposureTerm[]) =>
    list.reduce((sum, { powerDensityWPerM2 }) => sum + powerDensityWPerM2, 0);
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const rows = matching.map(({ carrier, powerDbm, powerDensityWPerM2, limitWPerM2, shareRatio }) => {
    const known = carriers.get(carrier);
    return [
      known ? carrierName(known, lang) : carrier,
      formatFixed(dbmToMw(powerDbm), 2),
      ...[formatDensity(powerDensityWPerM2), formatDensity(limitWPerM2), formatFraction(shareRatio)],
    ];
  });
  const left = [
    ...[
      texts('notice.rest', { count }),
      '',
      formatDensity(worst.powerDensityWPerM2 - densityOf(matching)),
      '',
    ],
    formatFraction(worst.shareRatio - fractionOf(matching)),
  ];
  const total = [
    texts('notice.sum'),
    '',
    formatDensity(worst.powerDensityWPerM2),
    '',
    formatFraction(worst.shareRatio),
  ];
  const betweenDb = (first.floorsDb ?? 0) + (first.carDb ?? 0);
  const values = {
    ...{ antenna: first.antenna, distance: formatFixed(first.distanceM, 2) },
    ...{ gain: formatFixed(first.gainDbi, 1), gainTimes: formatShort(dbToRatio(first.gainDbi), 2) },
    times: formatShort(dbToRatio(assumptions.reflectionDb), 1),
  };
  return {
    terms:
      betweenDb > 0
        ? texts('notice.termsThroughFloors', { ...values, floors: formatFixed(betweenDb, 1) })
        : texts('notice.terms', values),
    sum: [[...texts.list('notice.termHead')], ...rows, ...(count > 0 ? [left] : []), total],
  };
}

/** Densities, then powers, each with its source. The management share, whose status is not verified, is no matter for residents. */
function comparisonsOf({ comparisons, powers }: Exposure, lang: Language): Comparison[] {
  const texts = textsIn(lang);
  const line = (name: string, value: string, source: string | undefined): Comparison => ({
    text: `${capital(name)}${texts('report.separator')}${value}`,
    ...(source === undefined ? {} : { source: sourceText(source, lang) }),
  });
  const density = (id: Exposure['comparisons'][number]['id']) => {
    const found = comparisons.find((each) => each.id === id);
    return { text: formatShort(found?.powerDensityUwPerCm2 ?? 0, 1), source: found?.source };
  };
  const [limit, guideline] = [density('limit'), density('icnirp')];
  const [low, high] = [density('measured-low'), density('measured-high')];
  return [
    line(texts('exposure.comparisonNames.limit'), `${limit.text} µW/cm²`, limit.source),
    line(texts('exposure.comparisonNames.icnirp'), `${guideline.text} µW/cm²`, guideline.source),
    line(texts('notice.measured'), `${low.text}–${high.text} µW/cm²`, low.source),
    ...powers.map(({ id, powerMw, source }) =>
      line(texts(`exposure.powerNames.${id}`), `${formatShort(powerMw, 0)} mW`, source),
    ),
  ];
}
