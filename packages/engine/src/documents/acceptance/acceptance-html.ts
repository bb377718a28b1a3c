import type { Language } from '../../core/index.ts';
import { type Acceptance, type OperatorAcceptance, thresholdOf } from '../../measurement/index.ts';
import { type Level, type Plan, planProfile } from '../../plan/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatFixed, formatPercent, formatPixel } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { inlineSvg } from '../encoders/inline-svg.ts';
import { reportStyle } from '../encoders/report-style.ts';
import { estimateTextWidthPx, fitText, svgDocument, svgText } from '../encoders/svg-elements.ts';
import { scaleBar } from '../maps/heatmap-annotations.ts';
import { frameImage, type HeatmapFrame, imageMarginPx, whiteMargins } from '../maps/heatmap-frame.ts';
import { findLevel } from '../maps/heatmap-svg.ts';
import { floorShape, greyPlan, planShapes } from '../maps/plan-shapes.ts';
import { pointSymbol } from '../maps/symbols.ts';
import { zoneLabels } from '../maps/zone-labels.ts';
import { levelLabel } from '../wording/carrier-label.ts';
import { textsIn } from '../wording/document-text.ts';
import { staleStamp, stampHtml } from '../wording/stale-stamp.ts';
import { cdfSvg, scatterSvg } from './acceptance-charts.ts';
import {
  comparisonName,
  comparisonRows,
  distanceLabel,
  signed,
  wallsLabel,
} from './acceptance-comparison.ts';
import { fileLines } from './acceptance-files.ts';
import { acceptanceHeadline, acceptanceSentences, fractionRows } from './acceptance-table.ts';

/** Wong's palette: told apart under colour-vision deficiency, and by shape. */
const served = '#0072b2';
const notServed = '#d55e00';

const maxOpenPoints = 15;
const chartStyle = '.charts{display:flex;flex-wrap:wrap;gap:12px}.charts figure{flex:1 1 340px;margin:0}';

/** The evaluation as one page to print, with charts and maps. No script, no request to anywhere. */
export function acceptanceHtml(acceptance: Acceptance, plan: Plan, lang: Language): string {
  const texts = textsIn(lang);
  const name = plan.community.name || texts('report.unnamedCommunity');
  const stamp = staleStamp(plan, { lang, allowStale: true });
  const { head, reasons, notes, walked, points } = acceptanceSentences(acceptance, plan, lang);
  const [fractionHead, ...fractions] = fractionRows(acceptance, lang);
  const sections = [
    `<div class="verdict${acceptance.passed ? '' : ' bad'}"><strong>${escapeXml(acceptanceHeadline(acceptance, lang))}</strong>${lines([...reasons, points[0] ?? ''].filter(Boolean))}</div>`,
    lines(head),
    htmlSection(
      texts('acceptance.levelShares'),
      htmlTable({ head: fractionHead, rows: fractions, figures: figures(8, 2), words: [0, 1, 8] }) +
        lines(notes),
    ),
    pointsSection(acceptance, points, lang),
    htmlSection(texts('acceptance.walkedTitle'), lines(walked)),
    comparisonSection(acceptance, plan, lang),
    htmlSection(
      texts('acceptance.filesTitle'),
      acceptance.files.map((file) => lines(fileLines(file, lang))).join(''),
    ),
    mapsSection(acceptance, plan, lang),
  ];
  const title = `${name} · ${texts('acceptance.title')}`;
  return (
    `<!DOCTYPE html>\n<html lang="${texts('report.htmlLang')}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(title)}</title><style>${reportStyle}${chartStyle}</style></head><body>${stamp ? stampHtml(stamp) : ''}` +
    `<header><p class="kind">${escapeXml(texts('acceptance.title'))}</p><h1>${escapeXml(name)}</h1></header>` +
    `<main>${sections.join('')}</main></body></html>\n`
  );
}

function lines(list: readonly string[]): string {
  return list.map((line) => htmlParagraph(line)).join('');
}

/** Columns that hold figures. */
function figures(count: number, from = 1): number[] {
  return Array.from({ length: count - from }, (_, index) => index + from);
}

function pointsSection(acceptance: Acceptance, points: readonly string[], lang: Language): string {
  const texts = textsIn(lang);
  if (acceptance.points.length === 0)
    return lines(acceptance.pointsJudged ? [] : [texts('acceptance.pointsSkipped')]);
  const operators = acceptance.operators.map(({ operator }) => operator);
  const table = htmlTable({
    head: [
      ...texts.list('acceptance.pointColumns'),
      ...operators.map((operator) => texts.name('operator', operator)),
    ],
    rows: acceptance.points.map((point) => [
      point.level,
      point.id,
      texts.name('point', point.kind),
      ...point.operators.map(({ status, rsrpDbm }) =>
        rsrpDbm === undefined
          ? texts(`acceptance.pointStatus.${status}`)
          : `${texts(`acceptance.pointStatus.${status}`)} ${formatFixed(rsrpDbm, 1)} dBm`,
      ),
    ]),
    marked: (row) => acceptance.points[row].operators.some(({ status }) => status === 'failed'),
  });
  // The whole list of a large garage is for looking up.
  const [summary, ...faults] = points;
  const content =
    acceptance.points.length <= maxOpenPoints
      ? table
      : `${lines(faults)}<details><summary>${escapeXml(summary)}</summary>${table}</details>`;
  return htmlSection(texts('acceptance.pointsTitle'), content);
}

function comparisonSection(acceptance: Acceptance, plan: Plan, lang: Language): string {
  const texts = textsIn(lang);
  const { comparison, phone } = acceptance;
  if (comparison.length === 0) return lines([texts('acceptance.noPrediction')]);
  const [heading, ...rows] = comparisonRows(comparison, plan, lang);
  const parts = comparison.map((each) => carrierComparison(each, plan, lang));
  return htmlSection(
    texts('acceptance.comparisonTitle'),
    htmlParagraph(texts(`acceptance.phone.${phone}`), 'note') +
      htmlTable({ head: heading, rows, figures: figures(7) }) +
      parts.join(''),
  );
}

function mapsSection(acceptance: Acceptance, plan: Plan, lang: Language): string {
  const texts = textsIn(lang);
  const maps = acceptance.operators.flatMap((result) =>
    result.levels.map(
      ({ level }) => `<figure>${inlineSvg(acceptanceMapSvg(acceptance, result, plan, level, lang))}</figure>`,
    ),
  );
  return maps.length === 0
    ? ''
    : `<div class="pictures">${htmlSection(texts('acceptance.mapsTitle'), maps.join(''))}</div>`;
}

/** Measured against predicted of one carrier: scatter, distribution, errors by distance and by walls. */
function carrierComparison(each: Acceptance['comparison'][number], plan: Plan, lang: Language): string {
  const texts = textsIn(lang);
  const threshold = thresholdOf(
    { carrierId: each.carrier, operator: each.operator },
    'voice',
    plan,
    planProfile(plan),
  );
  const label = comparisonName(each, plan, lang);
  const errorRow = (
    first: string,
    row: { samples: number; meanDb: number; sigmaDb: number; rmseDb: number },
  ) => [
    first,
    String(row.samples),
    signed(row.meanDb),
    ...[row.sigmaDb, row.rmseDb].map((value) => formatFixed(value, 1)),
  ];
  const heads = texts.list('acceptance.comparison');
  const columns = [heads[1], ...heads.slice(3, 6)];
  return (
    `<h3>${escapeXml(label)}</h3><div class="charts"><figure>` +
    inlineSvg(scatterSvg(each.measuredDbm, each.predictedDbm, texts)) +
    '</figure><figure>' +
    inlineSvg(cdfSvg(each.measuredDbm, each.predictedDbm, threshold.rsrpDbm, texts)) +
    '</figure></div>' +
    htmlTable({
      head: [texts('acceptance.byDistance'), ...columns],
      rows: each.byDistance.map((row) => errorRow(distanceLabel(row), row)),
      figures: figures(5),
    }) +
    htmlTable({
      head: [texts('acceptance.byWalls'), ...columns],
      rows: each.byWalls.map((row) => errorRow(wallsLabel(row), row)),
      figures: figures(5),
    })
  );
}

/** One operator's locations on one level: served, not served, and the parts nobody came near. */
function acceptanceMapSvg(
  acceptance: Acceptance,
  result: OperatorAcceptance,
  plan: Plan,
  levelId: string,
  lang: Language,
  widthPx = 1200,
): string {
  const texts = textsIn(lang);
  const level = findLevel(plan, levelId);
  const frame = frameImage(level, widthPx, 62);
  const innerPx = widthPx - 2 * imageMarginPx;
  const halfPx = Math.max(1.5, 0.5 * acceptance.locationM * frame.pixelsPerM * 0.86);
  const name = textsIn(lang).name('operator', result.operator);
  const title = `${texts('acceptance.mapTitle', { name })} · ${levelLabel(level)}`;
  const matching = result.places.filter((location) => location.level === levelId);
  const walked = result.walked.find((each) => each.level === levelId);
  const fraction = result.levels.find((each) => each.level === levelId);
  const subtitle = [
    `${texts('acceptance.served')} ${fraction?.served ?? 0}/${fraction?.locations ?? 0}`,
    ...(fraction ? [formatPercent(fraction.coverageRatio)] : []),
    texts('acceptance.walked', { name, levels: formatPercent(walked?.walkedRatio ?? 0, 0) }),
  ].join(' · ');
  const squares = matching.map((location) => locationMark(location, frame, halfPx));
  const parts = (walked?.unvisited ?? []).map(({ x, y, areaM2 }) =>
    svgText(`${texts('acceptance.notWalked')} ${formatFixed(areaM2, 0)} m²`, frame.x(x), frame.y(y), {
      sizePx: 11,
      anchor: 'middle',
      fill: '#a3271c',
      halo: '#fff',
    }),
  );
  const points = evaluatedPoints(acceptance, result, level, frame);
  const legendY = frame.topPx + frame.heightPx + 32;
  const content = [
    floorShape(level, frame, '#fff'),
    squares.join(''),
    planShapes(level, frame, greyPlan),
    zoneLabels(level, frame, texts),
    whiteMargins(frame),
    points.join(''),
    parts.join(''),
    svgText(fitText(title, 18, innerPx), imageMarginPx, 28, { sizePx: 18, weight: 600 }),
    svgText(fitText(subtitle, 13, innerPx), imageMarginPx, 48, { sizePx: 13, fill: '#4a5057' }),
    mapLegend(legendY, lang),
    scaleBar(frame.pixelsPerM, imageMarginPx + 4, legendY + 34, innerPx),
  ];
  return svgDocument(widthPx, Math.ceil(legendY + 50), title, content.join(''));
}

/** A square where service worked, a cross where it did not. */
function locationMark(
  { x, y, served: works }: OperatorAcceptance['places'][number],
  frame: HeatmapFrame,
  halfPx: number,
): string {
  const [px, py] = [frame.x(x), frame.y(y)];
  const cross = `<path d="M${formatPixel(px - halfPx)} ${formatPixel(py - halfPx)}l${formatPixel(2 * halfPx)} ${formatPixel(2 * halfPx)}m0 ${formatPixel(-2 * halfPx)}l${formatPixel(-2 * halfPx)} ${formatPixel(2 * halfPx)}" stroke="${notServed}" stroke-width="2"/>`;
  return works
    ? `<rect x="${formatPixel(px - halfPx)}" y="${formatPixel(py - halfPx)}" width="${formatPixel(2 * halfPx)}" height="${formatPixel(2 * halfPx)}" fill="${served}" fill-opacity="0.55"/>`
    : cross;
}

/** Symbols of the level's evaluated points, marked where the operator does not serve them. */
function evaluatedPoints(
  acceptance: Acceptance,
  result: OperatorAcceptance,
  level: Level,
  frame: HeatmapFrame,
): string[] {
  return acceptance.points
    .filter((point) => point.level === level.id)
    .flatMap((evaluated) => {
      const point = level.points?.find(({ id }) => id === evaluated.id);
      const status = evaluated.operators.find(({ operator }) => operator === result.operator)?.status;
      if (!point) return [];
      const [x, y] = point.position;
      return [pointSymbol(point.kind, frame.x(x), frame.y(y), { unserved: status !== 'served' })];
    });
}

function mapLegend(legendY: number, lang: Language): string {
  const texts = textsIn(lang);
  const secondX = imageMarginPx + 18 + estimateTextWidthPx(texts('acceptance.served'), 12) + 24;
  return [
    `<rect x="${imageMarginPx}" y="${formatPixel(legendY - 10)}" width="11" height="11" fill="${served}" fill-opacity="0.55"/>`,
    svgText(texts('acceptance.served'), imageMarginPx + 18, legendY, { sizePx: 12 }),
    `<path d="M${formatPixel(secondX)} ${formatPixel(legendY - 10)}l11 11m0 -11l-11 11" stroke="${notServed}" stroke-width="2"/>`,
    svgText(texts('acceptance.notServed'), secondX + 18, legendY, { sizePx: 12 }),
  ].join('');
}
