import { dbmToMw, dbToRatio } from '../../../core/index.ts';
import { type Exposure, type ExposureTerm, networkBill } from '../../../design/index.ts';
import type { Plan } from '../../../plan/index.ts';
import { formatDensity, formatShare } from '../../community/exposure-numbers.ts';
import { placeRows } from '../../community/exposure-table.ts';
import { exposureTexts } from '../../community/exposure-texts.ts';
import { formatFixed, formatGrouped, formatShort } from '../../encoders/format-numbers.ts';
import { cutText } from '../../encoders/text-width.ts';
import { capital } from '../../wording/capital.ts';
import { levelLabel } from '../../wording/carrier-label.ts';
import { readFloorSentence } from '../../wording/describe-reasons.ts';
import { type Lang, textsOf } from '../../wording/texts.ts';
import { carrierName } from '../carrier-names.ts';
import { noticeTexts } from './notice-texts.ts';

type WorstPlace = NonNullable<Exposure['worst']>;

/** Of a plan with antennas. */
export type ExposureSomewhere = Exposure & { worst: WorstPlace };

/** Levels that are named, and room for each name, mm. */
const mostLevels = 6;
const levelMm = 34;

/** Doubts of the import that are named. */
const mostDoubts = 3;

/** A figure to compare with, and where it is from. */
export interface Comparison {
  text: string;
  source?: string;
}

/** The notice in words and rows of cells, heads first. */
export interface NoticeContent {
  install: string[];
  verdict: string;
  /** Beside it where it holds for the floor that was read alone. */
  readFloor?: string;
  places: string[][];
  half: string;
  terms: string;
  sum: string[][];
  sumNote: string;
  comparisons: Comparison[];
  foot: string;
}

/** @param mostTerms carriers of the sum that have a row of their own */
export function noticeContent(
  plan: Plan,
  exposure: ExposureSomewhere,
  { lang, mostTerms }: { lang: Lang; mostTerms: number },
): NoticeContent {
  const texts = noticeTexts[lang];
  const { assumptions, levels, worst } = exposure;
  const percent = formatShare(worst.shareRatio);
  const median = Math.max(...levels.map(({ medianRatio }) => medianRatio));
  const has5g = plan.carriers.some(({ technology }) => technology === 'nr');
  const [low, high] = assumptions.headM.map((heightM) => formatFixed(heightM, 1));
  return {
    install: installSentences(plan, lang),
    verdict: exposure.met
      ? texts.met(formatDensity(worst.powerDensityWPerM2), percent)
      : texts.exceeded(percent),
    readFloor: readFloorSentence(plan, lang, mostDoubts),
    places: placeTable(exposure, lang),
    half: texts.half(formatShare(median), low, high),
    ...sumOf(plan, exposure, { lang, mostTerms }),
    sumNote: texts.sumNote(formatShort(assumptions.nearestM)),
    comparisons: comparisonsOf(exposure, lang),
    foot: texts.foot(has5g ? texts.methods.with5g : texts.methods.mobile),
  };
}

function installSentences(plan: Plan, lang: Lang): string[] {
  const texts = noticeTexts[lang];
  const { listSeparator, operatorNames } = textsOf(lang);
  const operators = [...new Set(plan.carriers.map(({ operator }) => operatorNames[operator]))];
  const heights = plan.antennas.map(({ heightM }) => heightM);
  const levels = plan.levels.flatMap((level) => {
    const count = plan.antennas.filter((antenna) => antenna.level === level.id).length;
    return count === 0 ? [] : [texts.ofLevel(cutText(levelLabel(level), 3, levelMm), count)];
  });
  const named = levels.length > mostLevels ? [...levels.slice(0, mostLevels), '…'] : levels;
  const { sources = [] } = plan.network ?? {};
  const { devices, cableM } = networkBill(plan);
  const [low, high] = [Math.min(...heights), Math.max(...heights)].map((heightM) => formatShort(heightM, 1));
  return [
    texts.purpose(operators.join(listSeparator), operators.length === 1),
    texts.antennas(plan.antennas.length, named.join(listSeparator)) +
      textsOf(lang).sentenceGap +
      texts.where(low, high),
    ...(sources.length > 0
      ? [texts.network({ sources: sources.length, devices, cableM: formatGrouped(cableM) })]
      : []),
  ];
}

/** Anywhere in the garage, then by kind of place. */
function placeTable(exposure: ExposureSomewhere, lang: Lang): string[][] {
  const texts = noticeTexts[lang];
  const { worst } = exposure;
  const [first] = worst.terms;
  const cells = (distanceM: string, density: string, share: string) => [`${distanceM} m`, density, share];
  return [
    [...texts.placeHead],
    [
      ...[texts.anywhere, worst.level],
      ...cells(
        formatFixed(first.distanceM, 2),
        formatDensity(worst.powerDensityWPerM2),
        formatShare(worst.shareRatio),
      ),
    ],
    ...placeRows(exposure, lang).map(([place, level, , distanceM, density, share]) => [
      ...[capital(place), level],
      ...cells(distanceM, density, share),
    ]),
  ];
}

/** The sum at the worst place: carriers of the antenna that gives most, the rest in one row. */
function sumOf(
  plan: Plan,
  { assumptions, worst }: ExposureSomewhere,
  { lang, mostTerms }: { lang: Lang; mostTerms: number },
) {
  const texts = noticeTexts[lang];
  const [first] = worst.terms;
  const own = worst.terms
    .filter(({ antenna, distanceM }) => antenna === first.antenna && distanceM === first.distanceM)
    .slice(0, mostTerms);
  const count = worst.terms.length + worst.rest.terms - own.length;
  const shareOf = (list: readonly ExposureTerm[]) =>
    list.reduce((sum, { shareRatio }) => sum + shareRatio, 0);
  const densityOf = (list: readonly ExposureTerm[]) =>
    list.reduce((sum, { powerDensityWPerM2 }) => sum + powerDensityWPerM2, 0);
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const rows = own.map(({ carrier, powerDbm, powerDensityWPerM2, limitWPerM2, shareRatio }) => {
    const known = carriers.get(carrier);
    return [
      known ? carrierName(known, lang) : carrier,
      formatFixed(dbmToMw(powerDbm), 2),
      ...[formatDensity(powerDensityWPerM2), formatDensity(limitWPerM2), formatShare(shareRatio)],
    ];
  });
  const left = [
    ...[texts.rest(count), '', formatDensity(worst.powerDensityWPerM2 - densityOf(own)), ''],
    formatShare(worst.shareRatio - shareOf(own)),
  ];
  const total = [texts.sum, '', formatDensity(worst.powerDensityWPerM2), '', formatShare(worst.shareRatio)];
  return {
    terms: texts.terms({
      ...{ antenna: first.antenna, distance: formatFixed(first.distanceM, 2) },
      ...{ gain: formatFixed(first.gainDbi, 1), gainTimes: formatShort(dbToRatio(first.gainDbi), 2) },
      times: formatShort(dbToRatio(assumptions.reflectionDb), 1),
      ...(first.floorsDb ? { floors: formatFixed(first.floorsDb, 1) } : {}),
    }),
    sum: [[...texts.termHead], ...rows, ...(count > 0 ? [left] : []), total],
  };
}

/** Densities, then powers, each with its source. The management share, whose status is not verified, is no matter for residents. */
function comparisonsOf({ comparisons, powers }: Exposure, lang: Lang): Comparison[] {
  const { comparisonNames, powerNames, sources } = exposureTexts[lang];
  const { separator } = textsOf(lang);
  const line = (name: string, value: string, source: string | undefined): Comparison => ({
    text: `${capital(name)}${separator}${value}`,
    ...(source === undefined ? {} : { source: sources[source] ?? source }),
  });
  const density = (id: Exposure['comparisons'][number]['id']) => {
    const found = comparisons.find((each) => each.id === id);
    return { text: formatShort(found?.powerDensityUwPerCm2 ?? 0, 1), source: found?.source };
  };
  const [limit, guideline] = [density('limit'), density('icnirp')];
  const [low, high] = [density('measured-low'), density('measured-high')];
  return [
    line(comparisonNames.limit, `${limit.text} µW/cm²`, limit.source),
    line(comparisonNames.icnirp, `${guideline.text} µW/cm²`, guideline.source),
    line(noticeTexts[lang].measured, `${low.text}–${high.text} µW/cm²`, low.source),
    ...powers.map(({ id, powerMw, source }) => line(powerNames[id], `${formatShort(powerMw, 0)} mW`, source)),
  ];
}
