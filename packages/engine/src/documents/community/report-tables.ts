import type { Language } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import {
  type PointResult,
  type Prediction,
  radiates,
  serviceThreshold,
  unfedAntennas,
} from '../../radio/index.ts';
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
import { type DocumentTexts, messagesOf, textsIn } from '../wording/document-text.ts';

export function carriersSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
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
  const percentiles = [
    texts('report.percentile5'),
    texts('report.percentile50'),
    texts('report.percentile95'),
  ];
  const head = [
    texts('report.carrier'),
    texts('report.medianCoverage'),
    texts('report.expectedCoverage'),
    ...percentiles.map((name) => `RSRP ${name}`),
    ...percentiles.map((name) => `SINR ${name}`),
  ];
  return htmlSection(
    texts('report.carriersTitle'),
    htmlTable({ head, rows, figures: [1, 2, 3, 4, 5, 6, 7, 8], words: [0] }) +
      htmlParagraph(texts('report.percentileNote'), 'note'),
  );
}

export function levelsSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
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
  const head = [
    texts('report.level'),
    texts('report.area'),
    texts('report.countedArea'),
    texts('report.antennas'),
    texts('report.expectedCoverage'),
  ];
  return htmlSection(texts('report.levelsTitle'), htmlTable({ head, rows, figures: [1, 2, 3, 4] }));
}

/** Rows shown before the rest folds away. */
const openPointCount = 12;

/** Points with the unserved required ones first, then the others required, by probability; a long list folds. */
export function pointsSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const points = [...prediction.assessment.points].sort(
    (a, b) =>
      Number(isMissing(b)) - Number(isMissing(a)) ||
      Number(b.required) - Number(a.required) ||
      a.probability - b.probability,
  );
  if (points.length === 0) return '';
  const missing = points.filter(isMissing).length;
  const shown = Math.max(missing, Math.min(points.length, openPointCount));
  const summary =
    missing === 0 ? texts('report.pointsAllServed') : texts('report.pointsNotServed', { count: missing });
  const rest = points.slice(shown);
  const folded =
    rest.length === 0
      ? ''
      : `<details><summary>${escapeXml(texts('report.morePoints', { count: rest.length }))}</summary>${pointsTable(rest, texts)}</details>`;
  return htmlSection(
    texts('report.pointsTitle'),
    htmlParagraph(summary) + pointsTable(points.slice(0, shown), texts) + folded,
  );
}

/** Modems of devices by point and operator, those that are not served first; a long list folds. */
export function devicesSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const { plan, assessment, profile } = prediction;
  const rows = assessment.points
    .flatMap(({ id, kind, level, devices }) => {
      if (!devices) return [];
      const point = [id, texts.name('point', kind), level, texts(`report.deviceServices.${devices.asked}`)];
      if (devices.operators.length === 0) {
        const blank = ['–', '–', '–', '–', '–', formatProbability(0)];
        return [{ probability: 0, cells: [...point, ...blank, texts('report.fail')] }];
      }
      return devices.operators.map((each) => {
        const carrier = plan.carriers.find((candidate) => candidate.id === each.carrier);
        const cells = [
          ...point,
          carrier ? carrierLabel(carrier, lang) : each.carrier,
          formatFixed(each.rsrpDbm, 1),
          carrier ? formatShort(serviceThreshold(carrier, 'iot', profile).rsrpDbm) : '–',
          formatFixed(each.sinrDb, 1),
          `${formatFixed(each.couplingLossDb, 1)}${each.coverageClass === undefined ? '' : ` (CE${each.coverageClass})`}`,
          formatProbability(each.probability),
          texts(each.served ? 'report.pass' : 'report.fail'),
        ];
        return { probability: each.probability, cells };
      });
    })
    .sort((a, b) => a.probability - b.probability);
  if (rows.length === 0) return '';
  const head = [
    ...[texts('report.point'), texts('report.pointKind'), texts('report.level'), texts('report.deviceAsked')],
    ...[texts('report.carrier'), texts('report.deviceLevel'), texts('report.deviceThreshold'), 'SINR (dB)'],
    ...[texts('report.deviceCoupling'), texts('report.probability'), texts('report.result')],
  ];
  const table = (some: typeof rows) =>
    htmlTable({ head, rows: some.map(({ cells }) => cells), figures: [5, 6, 7, 8, 9] });
  const rest = rows.slice(openPointCount);
  const folded =
    rest.length === 0
      ? ''
      : `<details><summary>${escapeXml(texts('report.morePoints', { count: rest.length }))}</summary>${table(rest)}</details>`;
  return htmlSection(
    texts('report.devicesTitle'),
    htmlParagraph(texts('report.devicesNote', { housing: formatShort(profile.iot.housingLossDb) }), 'note') +
      table(rows.slice(0, openPointCount)) +
      folded,
  );
}

function isMissing(point: PointResult): boolean {
  return point.required && !point.served;
}

function pointResult(point: PointResult, texts: DocumentTexts): string {
  if (!point.required) return texts('report.notRequired');
  return point.served ? texts('report.pass') : texts('report.fail');
}

function pointsTable(points: readonly PointResult[], texts: DocumentTexts): string {
  return htmlTable({
    head: [
      texts('report.point'),
      texts('report.pointKind'),
      texts('report.level'),
      texts('report.result'),
      texts('report.limitingOperator'),
      texts('report.probability'),
    ],
    rows: points.map((point) => [
      point.id,
      texts.name('point', point.kind),
      point.level,
      pointResult(point, texts),
      texts.name('operator', point.limiting),
      formatProbability(point.probability),
    ]),
    figures: [5],
    marked: (row) => isMissing(points[row]),
  });
}

/** Name of an antenna type; a type of the plan has its own where it gives one. */
function antennaTypeName({ antennaTypes }: Plan, type: string, lang: Language): string {
  return messagesOf('report.antennaTypeNames', lang)[type] ?? antennaTypes?.[type]?.name ?? type;
}

/** Schedule of antennas: the location of each and the power of each carrier at its port. */
export function scheduleSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
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
    texts('report.number'),
    texts('report.identifier'),
    texts('report.level'),
    texts('report.x'),
    texts('report.y'),
    texts('report.height'),
    texts('report.antennaType'),
    ...plan.carriers.map((carrier) => carrier.id),
  ];
  const powers = plan.carriers.map((_, index) => 7 + index);
  return htmlSection(
    texts('report.scheduleTitle'),
    htmlParagraph(
      `${texts('report.scheduleNote')}${texts('report.sentenceGap')}${texts('report.portPower')}${texts('report.separator')}${carrierKey(prediction, lang)}`,
      'note',
    ) + htmlTable({ head, rows, figures: [0, 3, 4, 5, ...powers], words: [1, 2, 6] }),
  );
}

function carrierKey(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const names = prediction.plan.carriers.map(
    (carrier) => `${carrier.id} = ${carrierLabel(carrier, lang)} / ${formatShort(carrier.bandwidthMhz)} MHz`,
  );
  return names.join(texts('report.listSeparator')) + texts('report.sentenceEnd');
}
