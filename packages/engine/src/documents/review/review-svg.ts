import type { Language, Point } from '../../core/index.ts';
import type { Level, Plan } from '../../plan/index.ts';
import { formatFixed, formatPixel } from '../encoders/format-numbers.ts';
import { estimateTextWidthPx, fitText, svgDocument, svgText } from '../encoders/svg-elements.ts';
import { scaleBar } from '../maps/heatmap-annotations.ts';
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
import { type DocumentTexts, documentText, textsIn } from '../wording/document-text.ts';
import { doubtColour, type ReviewDoubt, reviewMarks } from './review-marks.ts';

/** Parts of an import that the overlay needs: the plan, and each level's drawing in the plan's metres. */
export interface ReviewedImport {
  plan: Plan;
  drawings?: readonly { levelId: string; drawing: { paths: readonly ReviewPath[] } }[];
  /** Numbered in this order. */
  doubts?: readonly ReviewDoubt[];
}

export interface ReviewPath {
  points: readonly Point[];
  closed: boolean;
}

/** Wong's palette (Nature Methods 8, 441, 2011), told apart under colour-vision deficiency. */
const colours = {
  wall: '#d55e00',
  column: '#0072b2',
  opening: '#cc79a7',
  bay: '#009e73',
  outline: '#1d2126',
};
const planColours: PlanColours = { ...colours, bayOpacity: 1, wall: () => colours.wall };

/** More lines than this make a file no viewer likes; the rest is left out. */
const largestLineCount = 60_000;

/**
 * Drawing and recognised plan on top of each other: grey lines underneath, walls, columns, openings, bays and points
 * in colour with their counts. Throws `InputError` for an unknown level.
 */
export function reviewSvg(
  imported: ReviewedImport,
  levelId: string,
  lang: Language = 'zh',
  widthPx = 1600,
): string {
  const { plan } = imported;
  const texts = textsIn(lang);
  const level = findLevel(plan, levelId);
  const frame = frameImage(level, widthPx, 62);
  const innerPx = widthPx - 2 * imageMarginPx;
  const legendY = frame.topPx + frame.heightPx + 34;
  const title = `${texts('report.reviewTitle')} · ${plan.community.name || texts('report.unnamedCommunity')} · ${levelLabel(level)}`;
  const content = [
    floorShape(level, frame, '#f6f7f8'),
    `<g class="drawing">${drawingShape(imported, levelId, frame)}</g>`,
    `<g class="plan" opacity="0.8">${planShapes(level, frame, planColours)}</g>`,
    zoneLabels(level, frame, texts),
    whiteMargins(frame),
    svgText(fitText(title, 18, innerPx), imageMarginPx, 28, { sizePx: 18, weight: 600 }),
    svgText(texts('report.reviewNote'), imageMarginPx, 48, { sizePx: 13, fill: '#4a5057' }),
    ...(level.points ?? []).map((point) =>
      pointSymbol(point.kind, frame.x(point.position[0]), frame.y(point.position[1])),
    ),
    reviewMarks(level, imported.doubts ?? [], frame),
    reviewLegend(level, texts, doubtItem(imported, lang), legendY),
    scaleBar(frame.pixelsPerM, imageMarginPx + 4, legendY + 34, innerPx),
  ];
  return svgDocument(widthPx, Math.ceil(legendY + 52), title, content.join(''));
}

function drawingShape(imported: ReviewedImport, levelId: string, frame: HeatmapFrame): string {
  const paths = (imported.drawings ?? [])
    .filter((entry) => entry.levelId === levelId)
    .flatMap((entry) => entry.drawing.paths)
    .filter(({ points }) => points.length > 1 && points.every((point) => point.every(Number.isFinite)))
    .filter(({ points }) => points.some(([x, y]) => isInside(frame, frame.x(x), frame.y(y))))
    .slice(0, largestLineCount);
  if (paths.length === 0) return '';
  const data = paths.map(({ points, closed }) => pathData(frame, points, closed)).join('');
  return `<path d="${data}" fill="none" stroke="#9aa1a9" stroke-width="0.8"/>`;
}

function isInside(frame: HeatmapFrame, x: number, y: number): boolean {
  return x >= 0 && x <= frame.widthPx && y >= frame.topPx && y <= frame.topPx + frame.heightPx;
}

/** The legend's entry for what is less than sure. */
function doubtItem({ doubts = [] }: ReviewedImport, lang: Language): [string, string][] {
  return doubts.length === 0 ? [] : [[doubtColour, documentText(lang, 'review.showDoubts')]];
}

function reviewLegend(
  level: Level,
  texts: DocumentTexts,
  more: readonly [string, string][],
  y: number,
): string {
  const lengthM = (level.walls ?? []).reduce(
    (sum, wall) => sum + Math.hypot(wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]),
    0,
  );
  const items: [string, string][] = [
    [colours.wall, `${texts('report.wall')} ${level.walls?.length ?? 0} (${formatFixed(lengthM, 0)} m)`],
    [colours.column, `${texts('report.column')} ${level.columns?.length ?? 0}`],
    [colours.opening, `${texts('report.opening')} ${level.openings?.length ?? 0}`],
    [colours.bay, `${texts('report.bay')} ${level.bays?.length ?? 0}`],
    ['#16191d', `${texts('report.point')} ${level.points?.length ?? 0}`],
    ['#9aa1a9', texts('report.drawing')],
    ...more,
  ];
  let x = imageMarginPx;
  const parts: string[] = [];
  for (const [colour, label] of items) {
    parts.push(
      `<rect x="${formatPixel(x)}" y="${formatPixel(y - 9)}" width="16" height="9" fill="${colour}"/>`,
      svgText(label, x + 22, y, { sizePx: 12 }),
    );
    x += 22 + estimateTextWidthPx(label, 12) + 22;
  }
  return parts.join('');
}
