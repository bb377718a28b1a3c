import type { Language } from '../../core/index.ts';
import { languages, requireObject, requireOneOf } from '../../core/index.ts';
import type { Survey, SurveyPoint } from '../../measurement/index.ts';
import {
  type Level,
  type Plan,
  type PlanPoint,
  requiredPointKinds,
  requirePlan,
  zoneKindRow,
} from '../../plan/index.ts';
import { strata } from '../../radio/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatFixed, formatGrouped, formatPixel } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { inlineSvg } from '../encoders/inline-svg.ts';
import { reportStyle } from '../encoders/report-style.ts';
import { estimateTextWidthPx, fitText, svgDocument, svgText } from '../encoders/svg-elements.ts';
import { hatchFloor, hatchStroke } from '../maps/hatch-floor.ts';
import { northArrow, scaleBar } from '../maps/heatmap-annotations.ts';
import {
  frameImage,
  type HeatmapFrame,
  imageMarginPx,
  pathData,
  whiteMargins,
} from '../maps/heatmap-frame.ts';
import { findLevel } from '../maps/heatmap-svg.ts';
import { floorShape, type PlanColours, planShapes } from '../maps/plan-shapes.ts';
import { pointSymbol } from '../maps/symbols.ts';
import { zoneLabels } from '../maps/zone-labels.ts';
import { levelLabel } from '../wording/carrier-label.ts';
import { doubtSentence } from '../wording/describe-reasons.ts';
import { documentText, textsIn } from '../wording/document-text.ts';
import { staleStamp, stampColour, stampHtml } from '../wording/stale-stamp.ts';
import { surveyKindName } from '../wording/survey-kind-name.ts';
import { routeOf, surveyCurveRows, surveyLevelRows, surveySentences } from './survey-table.ts';

/** Wong's palette (Nature Methods 8, 441, 2011), told apart under colour-vision deficiency. */
const colours = { lane: '#0072b2', bay: '#00795a', lobby: '#a8487d', route: '#d55e00' } as const;
const planColours: PlanColours = {
  wall: () => '#8a9199',
  column: '#a9afb6',
  opening: '#8a9199',
  bay: '#aab0b7',
  bayOpacity: 0.7,
  outline: '#8a9199',
};

/** Distance between two arrowheads along the route, px. */
const arrowStepPx = 90;

/** The acceptance test as one page to print: rule, sheets, and a table to fill in. No script, no request to anywhere. */
export function surveyHtml(survey: Survey, plan: Plan, lang: Language): string {
  requireObject('survey', survey, ['points', 'levels', 'routes']);
  requirePlan(plan);
  requireOneOf('lang', lang, languages);
  const texts = textsIn(lang);
  const name = plan.community.name || texts('report.unnamedCommunity');
  const stamp = staleStamp(plan, { lang, allowStale: true });
  const { summary, rule, notes } = surveySentences(survey, plan, lang);
  const [head, ...rows] = surveyLevelRows(survey, lang);
  const [curveHead, ...curve] = surveyCurveRows(survey, lang);
  const doubts = doubtSentence(plan, lang);
  const levels = plan.levels.filter(({ id }) => survey.points.some(({ level }) => level === id));
  const sections = [
    `<div class="verdict"><strong>${escapeXml(summary)}</strong>${htmlParagraph(rule[0])}${htmlParagraph(rule[1])}${doubts ? htmlParagraph(doubts) : ''}</div>`,
    htmlSection(
      texts('survey.ruleTitle'),
      [...rule.slice(2), ...notes].map((line) => htmlParagraph(line)).join('') +
        htmlTable({ head: curveHead, rows: curve, figures: curveHead.map((_, index) => index).slice(1) }),
    ),
    htmlSection(
      texts('survey.levelsTitle'),
      htmlTable({ head, rows, figures: head.map((_, index) => index).slice(1) }),
    ),
    htmlSection(
      texts('survey.howTitle'),
      `<ol>${texts
        .list('survey.how')
        .map((line) => `<li>${escapeXml(line)}</li>`)
        .join('')}</ol>`,
    ),
    htmlSection(
      texts('survey.sheetsTitle'),
      levels.map(({ id }) => `<figure>${inlineSvg(surveySvg(survey, plan, id, lang))}</figure>`).join(''),
    ),
    htmlSection(texts('survey.pointsTitle'), tableToFill(survey, plan, lang)),
  ];
  const title = `${name} · ${texts('survey.title')}`;
  return (
    `<!DOCTYPE html>\n<html lang="${texts('report.htmlLang')}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(title)}</title><style>${reportStyle}</style></head><body>${stamp ? stampHtml(stamp) : ''}` +
    `<header><p class="kind">${escapeXml(texts('survey.title'))}</p><h1>${escapeXml(name)}</h1></header>` +
    `<main>${sections.join('')}</main></body></html>\n`
  );
}

/** Every location, with room for what each operator gives there. */
function tableToFill({ points }: Survey, plan: Plan, lang: Language): string {
  const texts = textsIn(lang);
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  return htmlTable({
    head: [...texts.list('survey.columns'), ...operators.map((operator) => texts.name('operator', operator))],
    rows: points.map(({ number, level, x, y, kind, required, name, pointId }) => {
      const kindName = surveyKindName(kind, texts);
      return [
        ...[String(number), level, formatFixed(x, 1), formatFixed(y, 1)],
        required ? `${kindName} (${texts('survey.required')})` : kindName,
        name ?? pointId ?? '',
        ...operators.map(() => ''),
      ];
    }),
    figures: [0, 2, 3],
    words: [1, 4],
  });
}

/** One level's sheet for the tester: plan, numbered points and the route through them. Throws `InputError` for an unknown level. */
export function surveySvg(
  survey: Survey,
  plan: Plan,
  levelId: string,
  lang: Language = 'zh',
  widthPx = 1500,
): string {
  const texts = textsIn(lang);
  const level = findLevel(plan, levelId);
  const frame = frameImage(level, widthPx, 66);
  const innerPx = widthPx - 2 * imageMarginPx;
  const points = survey.points.filter((point) => point.level === levelId);
  const route = routeOf(survey, levelId);
  const random = points.filter(({ required }) => !required);
  const requiredPoints = points.filter(({ required }) => required);
  const name = plan.community.name || documentText(lang, 'report.unnamedCommunity');
  const title = `${texts('survey.title')} · ${name} · ${levelLabel(level)}`;
  const stamp = staleStamp(plan, { lang, allowStale: true });
  const { rule } = survey;
  const subtitle = [
    texts('survey.sheet', {
      level: levelId,
      random: random.length,
      required: points.length - random.length,
      walkM: formatGrouped(route.lengthM),
    }),
    texts('survey.rule', { locations: rule.locations, least: rule.leastServed, most: rule.mostFailures }),
  ].join(' · ');
  const legendY = frame.topPx + frame.heightPx + 36;
  const radiusPx = Math.max(7, Math.min(10.5, 0.75 * frame.pixelsPerM));
  const content = [
    floorShape(level, frame, '#fff'),
    zoneHatch(level, frame),
    planShapes(level, frame, planColours),
    zoneLabels(level, frame, texts),
    route.lines.map((line) => routeShape(line, frame)).join(''),
    whiteMargins(frame),
    requiredPoints.map((point) => requiredMark(point, requiredPoints, frame)).join(''),
    random.map((point) => randomMark(point, frame, radiusPx)).join(''),
    startMark(points[0], frame, texts('survey.start')),
    svgText(fitText(title, 18, innerPx), imageMarginPx, 28, { sizePx: 18, weight: 600 }),
    svgText(fitText(stamp ?? subtitle, 13, innerPx), imageMarginPx, 50, {
      ...{ sizePx: 13, fill: stamp ? stampColour : '#4a5057' },
    }),
    legend(points, lang, legendY),
    scaleBar(frame.pixelsPerM, imageMarginPx + 4, legendY + 38, innerPx),
    northArrow(plan, widthPx - imageMarginPx - 16, legendY + 20, texts),
  ];
  return svgDocument(widthPx, Math.ceil(legendY + 56), title, content.join(''));
}

/** Rooms that do not count are hatched. */
function zoneHatch(level: Level, frame: HeatmapFrame): string {
  return (level.zones ?? [])
    .filter(({ kind }) => zoneKindRow(kind).isClosed)
    .map(({ polygon }) => {
      const data = hatchFloor({ ...level, outline: polygon, holes: [] }, frame);
      return `<path d="${data}" fill="none" stroke="${hatchStroke}"/>`;
    })
    .join('');
}

function routeShape(line: readonly [number, number][], frame: HeatmapFrame): string {
  if (line.length < 2) return '';
  const data = pathData(frame, line as [number, number][], false);
  return (
    `<path d="${data}" fill="none" stroke="#fff" stroke-width="4.5" stroke-linejoin="round" stroke-opacity="0.75"/>` +
    `<path d="${data}" fill="none" stroke="${colours.route}" stroke-width="1.8" stroke-linejoin="round"/>` +
    arrows(line, frame)
  );
}

function arrows(line: readonly [number, number][], frame: HeatmapFrame): string {
  let untilNextPx = arrowStepPx / 2;
  const parts: string[] = [];
  for (let index = 1; index < line.length; index += 1) {
    const [ax, ay] = [frame.x(line[index - 1][0]), frame.y(line[index - 1][1])];
    const [bx, by] = [frame.x(line[index][0]), frame.y(line[index][1])];
    const lengthPx = Math.hypot(bx - ax, by - ay);
    let alongPx = untilNextPx;
    for (; alongPx < lengthPx; alongPx += arrowStepPx) {
      const [ux, uy] = [(bx - ax) / lengthPx, (by - ay) / lengthPx];
      const [x, y] = [ax + ux * alongPx, ay + uy * alongPx];
      const at = (along: number, across: number) =>
        `${formatPixel(x + ux * along - uy * across)} ${formatPixel(y + uy * along + ux * across)}`;
      parts.push(`M${at(5, 0)}L${at(-4, 4)}L${at(-4, -4)}Z`);
    }
    untilNextPx = alongPx - lengthPx;
  }
  return parts.length === 0 ? '' : `<path d="${parts.join('')}" fill="${colours.route}"/>`;
}

function randomMark({ x, y, kind, number }: SurveyPoint, frame: HeatmapFrame, radiusPx: number): string {
  const [px, py] = [frame.x(x), frame.y(y)];
  const text = String(number);
  const sizePx = radiusPx * (text.length > 2 ? 0.95 : 1.15);
  return (
    `<circle cx="${formatPixel(px)}" cy="${formatPixel(py)}" r="${formatPixel(radiusPx)}" fill="${colours[kind as keyof typeof colours]}" stroke="#fff" stroke-width="1.4"/>` +
    svgText(text, px, py + sizePx * 0.36, { sizePx, fill: '#fff', anchor: 'middle', weight: 600 })
  );
}

/** Its number stands above it, or beside it where the symbol of another one is above. */
function requiredMark(point: SurveyPoint, others: readonly SurveyPoint[], frame: HeatmapFrame): string {
  const { x, y, kind, number } = point;
  const [px, py] = [frame.x(x), frame.y(y)];
  const halfPx = Math.max(4, Math.min(6, 0.5 * frame.pixelsPerM));
  const isAbove = others.some((other) => {
    const upPx = py - frame.y(other.y);
    return Math.abs(frame.x(other.x) - px) < 3 * halfPx && upPx > 0 && upPx < 2 * halfPx + 14;
  });
  const style = { sizePx: 9, weight: 600, halo: '#fff' };
  const label = isAbove
    ? svgText(String(number), px + halfPx + 3, py + 3, style)
    : svgText(String(number), px, py - halfPx - 2, { ...style, anchor: 'middle' });
  return pointSymbol(kind as PlanPoint['kind'], px, py, { halfPx }) + label;
}

function startMark(point: SurveyPoint | undefined, frame: HeatmapFrame, text: string): string {
  if (!point) return '';
  const [x, y] = [frame.x(point.x), frame.y(point.y)];
  const widthPx = estimateTextWidthPx(text, 11) + 10;
  return (
    `<rect x="${formatPixel(x + 12)}" y="${formatPixel(y - 8)}" width="${formatPixel(widthPx)}" height="16" rx="3" fill="${colours.route}"/>` +
    svgText(text, x + 12 + widthPx / 2, y + 4, { sizePx: 11, anchor: 'middle', fill: '#fff', weight: 600 })
  );
}

function legend(points: readonly SurveyPoint[], lang: Language, y: number): string {
  const texts = textsIn(lang);
  const items: { label: string; draw(x: number): string }[] = [];
  for (const kind of strata) {
    if (!points.some((point) => !point.required && point.kind === kind)) continue;
    items.push({
      label: `${texts('survey.random')} · ${surveyKindName(kind, texts)}`,
      draw: (x) =>
        `<circle cx="${formatPixel(x + 8)}" cy="${formatPixel(y - 4)}" r="7" fill="${colours[kind]}"/>`,
    });
  }
  for (const kind of requiredPointKinds) {
    if (!points.some((point) => point.required && point.kind === kind)) continue;
    items.push({
      label: `${texts('survey.required')} · ${surveyKindName(kind, texts)}`,
      draw: (x) => pointSymbol(kind, x + 8, y - 4),
    });
  }
  items.push({
    label: texts('survey.route'),
    draw: (x) =>
      `<path d="M${formatPixel(x - 4)} ${formatPixel(y - 4)}h22" stroke="${colours.route}" stroke-width="1.8"/>`,
  });
  let x = imageMarginPx;
  return items
    .map(({ label, draw }) => {
      const svg = draw(x) + svgText(label, x + 22, y, { sizePx: 12 });
      x += 22 + estimateTextWidthPx(label, 12) + 22;
      return svg;
    })
    .join('');
}
