import type { Acceptance, OperatorAcceptance } from '../../measurement/index.ts';
import type { Level, Plan } from '../../plan/index.ts';
import { formatFixed, formatPercent, formatPixel } from '../encoders/format-numbers.ts';
import { estimateTextWidthPx, fitText, svgDocument, svgText } from '../encoders/svg-elements.ts';
import { findLevel } from '../maps/heatmap-svg.ts';
import { framePicture, type PictureFrame, pictureMarginPx, whiteMargins } from '../maps/picture-frame.ts';
import { scaleBar } from '../maps/picture-furniture.ts';
import { floorShape, greyPlan, planShapes } from '../maps/plan-shapes.ts';
import { pointSymbol } from '../maps/symbols.ts';
import { zoneLabels } from '../maps/zone-labels.ts';
import { levelLabel } from '../wording/carrier-label.ts';
import { textsIn } from '../wording/document-text.ts';
import { type Lang, textsOf } from '../wording/texts.ts';

/** Wong's palette: told apart under colour-vision deficiency, and by shape. */
const served = '#0072b2';
const notServed = '#d55e00';

/** One operator's locations on one level: served, not served, and the parts nobody came near. */
export function acceptanceMapSvg(
  acceptance: Acceptance,
  result: OperatorAcceptance,
  plan: Plan,
  levelId: string,
  lang: Lang,
  widthPx = 1200,
): string {
  const texts = textsIn(lang);
  const level = findLevel(plan, levelId);
  const frame = framePicture(level, widthPx, 62);
  const innerPx = widthPx - 2 * pictureMarginPx;
  const halfPx = Math.max(1.5, 0.5 * acceptance.locationM * frame.pixelsPerM * 0.86);
  const name = textsOf(lang).operatorNames[result.operator];
  const title = `${texts('acceptance.mapTitle', { name })} · ${levelLabel(level)}`;
  const own = result.places.filter((place) => place.level === levelId);
  const walked = result.walked.find((each) => each.level === levelId);
  const share = result.levels.find((each) => each.level === levelId);
  const subtitle = [
    `${texts('acceptance.served')} ${share?.served ?? 0}/${share?.locations ?? 0}`,
    ...(share ? [formatPercent(share.coverageRatio)] : []),
    texts('acceptance.walked', { name, levels: formatPercent(walked?.walkedRatio ?? 0, 0) }),
  ].join(' · ');
  const squares = own.map((place) => locationMark(place, frame, halfPx));
  const parts = (walked?.unvisited ?? []).map(({ x, y, areaM2 }) =>
    svgText(`${texts('acceptance.notWalked')} ${formatFixed(areaM2, 0)} m²`, frame.x(x), frame.y(y), {
      sizePx: 11,
      anchor: 'middle',
      fill: '#a3271c',
      halo: '#fff',
    }),
  );
  const points = judgedPoints(acceptance, result, level, frame);
  const legendY = frame.topPx + frame.heightPx + 32;
  const content = [
    floorShape(level, frame, '#fff'),
    squares.join(''),
    planShapes(level, frame, greyPlan),
    zoneLabels(level, frame, textsOf(lang)),
    whiteMargins(frame),
    points.join(''),
    parts.join(''),
    svgText(fitText(title, 18, innerPx), pictureMarginPx, 28, { sizePx: 18, weight: 600 }),
    svgText(fitText(subtitle, 13, innerPx), pictureMarginPx, 48, { sizePx: 13, fill: '#4a5057' }),
    mapLegend(legendY, lang),
    scaleBar(frame.pixelsPerM, pictureMarginPx + 4, legendY + 34, innerPx),
  ];
  return svgDocument(widthPx, Math.ceil(legendY + 50), title, content.join(''));
}

/** A square where service worked, a cross where it did not. */
function locationMark(
  { x, y, served: works }: OperatorAcceptance['places'][number],
  frame: PictureFrame,
  halfPx: number,
): string {
  const [px, py] = [frame.x(x), frame.y(y)];
  const cross = `<path d="M${formatPixel(px - halfPx)} ${formatPixel(py - halfPx)}l${formatPixel(2 * halfPx)} ${formatPixel(2 * halfPx)}m0 ${formatPixel(-2 * halfPx)}l${formatPixel(-2 * halfPx)} ${formatPixel(2 * halfPx)}" stroke="${notServed}" stroke-width="2"/>`;
  return works
    ? `<rect x="${formatPixel(px - halfPx)}" y="${formatPixel(py - halfPx)}" width="${formatPixel(2 * halfPx)}" height="${formatPixel(2 * halfPx)}" fill="${served}" fill-opacity="0.55"/>`
    : cross;
}

/** Symbols of the level's judged points, marked where the operator does not serve them. */
function judgedPoints(
  acceptance: Acceptance,
  result: OperatorAcceptance,
  level: Level,
  frame: PictureFrame,
): string[] {
  return acceptance.points
    .filter((point) => point.level === level.id)
    .flatMap((judged) => {
      const point = level.points?.find(({ id }) => id === judged.id);
      const status = judged.operators.find(({ operator }) => operator === result.operator)?.status;
      if (!point) return [];
      const [x, y] = point.position;
      return [pointSymbol(point.kind, frame.x(x), frame.y(y), { unserved: status !== 'served' })];
    });
}

function mapLegend(legendY: number, lang: Lang): string {
  const texts = textsIn(lang);
  const secondX = pictureMarginPx + 18 + estimateTextWidthPx(texts('acceptance.served'), 12) + 24;
  return [
    `<rect x="${pictureMarginPx}" y="${formatPixel(legendY - 10)}" width="11" height="11" fill="${served}" fill-opacity="0.55"/>`,
    svgText(texts('acceptance.served'), pictureMarginPx + 18, legendY, { sizePx: 12 }),
    `<path d="M${formatPixel(secondX)} ${formatPixel(legendY - 10)}l11 11m0 -11l-11 11" stroke="${notServed}" stroke-width="2"/>`,
    svgText(texts('acceptance.notServed'), secondX + 18, legendY, { sizePx: 12 }),
  ].join('');
}
