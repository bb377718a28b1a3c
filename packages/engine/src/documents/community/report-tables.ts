import type { Plan } from '../../plan/index.ts';
import { type PointResult, type Prediction, radiates, unfedAntennas } from '../../radio/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import {
  formatFixed,
  formatGrouped,
  formatPercent,
  formatProbability,
  formatShort,
} from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { antennaNumbers } from '../wording/antenna-numbers.ts';
import { carrierLabel, levelLabel } from '../wording/carrier-label.ts';
import { type Lang, type Texts, textsOf } from '../wording/texts.ts';

export function carriersSection(prediction: Prediction, lang: Lang): string {
  const texts = textsOf(lang);
  const rows = prediction.assessment.carriers.map((result) => {
    const carrier = prediction.plan.carriers.find((candidate) => candidate.id === result.id);
    const { rsrpDbm, sinrDb } = result;
    return [
      carrier ? carrierLabel(carrier, lang) : result.id,
      formatPercent(result.medianCoverageRatio),
      formatPercent(result.expectedCoverageRatio),
      ...[rsrpDbm.p5, rsrpDbm.p50, rsrpDbm.p95].map((value) => formatFixed(value, 1)),
      ...[sinrDb.p5, sinrDb.p50, sinrDb.p95].map((value) => formatFixed(value, 1)),
    ];
  });
  const percentiles = [texts.percentile5, texts.percentile50, texts.percentile95];
  const head = [
    texts.carrier,
    texts.medianCoverage,
    texts.expectedCoverage,
    ...percentiles.map((name) => `RSRP ${name}`),
    ...percentiles.map((name) => `SINR ${name}`),
  ];
  return htmlSection(
    texts.carriersTitle,
    htmlTable({ head, rows, figures: [1, 2, 3, 4, 5, 6, 7, 8], words: [0] }) +
      htmlParagraph(texts.percentileNote, 'note'),
  );
}

export function levelsSection(prediction: Prediction, lang: Lang): string {
  const texts = textsOf(lang);
  const rows = prediction.assessment.levels.map((result) => {
    const level = prediction.plan.levels.find((candidate) => candidate.id === result.id);
    return [
      level ? levelLabel(level) : result.id,
      `${formatGrouped(result.areaM2)} m²`,
      `${formatGrouped(result.countedAreaM2)} m²`,
      String(result.antennas),
      formatPercent(result.expectedCoverageRatio),
    ];
  });
  const head = [texts.level, texts.area, texts.countedArea, texts.antennas, texts.expectedCoverage];
  return htmlSection(texts.levelsTitle, htmlTable({ head, rows, figures: [1, 2, 3, 4] }));
}

/** Rows shown before the rest folds away. */
const openPointCount = 12;

/** Points with the unserved required ones first, then the others required, by probability; a long list folds. */
export function pointsSection(prediction: Prediction, lang: Lang): string {
  const texts = textsOf(lang);
  const points = [...prediction.assessment.points].sort(
    (a, b) =>
      Number(isMissing(b)) - Number(isMissing(a)) ||
      Number(b.required) - Number(a.required) ||
      a.probability - b.probability,
  );
  if (points.length === 0) return '';
  const missing = points.filter(isMissing).length;
  const shown = Math.max(missing, Math.min(points.length, openPointCount));
  const summary = missing === 0 ? texts.pointsAllServed : texts.pointsNotServed(missing);
  const rest = points.slice(shown);
  const folded =
    rest.length === 0
      ? ''
      : `<details><summary>${escapeXml(texts.morePoints(rest.length))}</summary>${pointsTable(rest, texts)}</details>`;
  return htmlSection(
    texts.pointsTitle,
    htmlParagraph(summary) + pointsTable(points.slice(0, shown), texts) + folded,
  );
}

function isMissing(point: PointResult): boolean {
  return point.required && !point.served;
}

function pointResult(point: PointResult, texts: Texts): string {
  if (!point.required) return texts.notRequired;
  return point.served ? texts.pass : texts.fail;
}

function pointsTable(points: readonly PointResult[], texts: Texts): string {
  return htmlTable({
    head: [
      texts.point,
      texts.pointKind,
      texts.level,
      texts.result,
      texts.limitingOperator,
      texts.probability,
    ],
    rows: points.map((point) => [
      point.id,
      texts.pointKindNames[point.kind],
      point.level,
      pointResult(point, texts),
      texts.operatorNames[point.limiting],
      formatProbability(point.probability),
    ]),
    figures: [5],
    marked: (row) => isMissing(points[row]),
  });
}

/** Where every antenna hangs and what each carrier feeds into it. */
/** Of a type of the plan its own name, where it has one. */
function antennaTypeName({ antennaTypes }: Plan, type: string, lang: Lang): string {
  const names: Readonly<Record<string, string>> = textsOf(lang).antennaTypeNames;
  return names[type] ?? antennaTypes?.[type]?.name ?? type;
}

export function scheduleSection(prediction: Prediction, lang: Lang): string {
  const texts = textsOf(lang);
  const { plan } = prediction;
  if (plan.antennas.length === 0) return '';
  const numbers = antennaNumbers(plan);
  const unfed = new Set(unfedAntennas(plan));
  const rows = plan.antennas.map((antenna) => [
    numbers.get(antenna.id) ?? '',
    antenna.id,
    antenna.level,
    formatFixed(antenna.position[0], 2),
    formatFixed(antenna.position[1], 2),
    formatFixed(antenna.heightM, 2),
    antennaTypeName(plan, antenna.type, lang),
    ...plan.carriers.map((carrier) =>
      radiates(antenna, carrier) && !unfed.has(antenna.id)
        ? formatFixed(antenna.portPowerDbm?.[carrier.id] ?? carrier.portPowerDbm, 1)
        : '–',
    ),
  ]);
  const head = [
    texts.number,
    texts.identifier,
    texts.level,
    texts.x,
    texts.y,
    texts.height,
    texts.antennaType,
    ...plan.carriers.map((carrier) => carrier.id),
  ];
  const powers = plan.carriers.map((_, index) => 7 + index);
  return htmlSection(
    texts.scheduleTitle,
    htmlParagraph(
      `${texts.scheduleNote}${texts.sentenceGap}${texts.portPower}${texts.separator}${carrierKey(prediction, lang)}`,
      'note',
    ) + htmlTable({ head, rows, figures: [0, 3, 4, 5, ...powers], words: [1, 2, 6] }),
  );
}

function carrierKey(prediction: Prediction, lang: Lang): string {
  const texts = textsOf(lang);
  const names = prediction.plan.carriers.map(
    (carrier) => `${carrier.id} = ${carrierLabel(carrier, lang)} / ${formatShort(carrier.bandwidthMhz)} MHz`,
  );
  return names.join(texts.listSeparator) + texts.sentenceEnd;
}
