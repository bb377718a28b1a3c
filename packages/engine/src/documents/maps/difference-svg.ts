import { type Language, languages, mmToMetres, requireOneOf } from '../../core/index.ts';
import type { Carrier, Plan } from '../../plan/index.ts';
import type { Grid } from '../../radio/index.ts';
import { formatPixel, formatShort } from '../encoders/format-numbers.ts';
import { fitText, svgDocument, svgText } from '../encoders/svg-elements.ts';
import { carrierLabel, levelLabel } from '../wording/carrier-label.ts';
import { textsIn } from '../wording/document-text.ts';
import { type ColourClass, hexColour } from './colour-scale.ts';
import { northArrow, scaleBar } from './heatmap-annotations.ts';
import { frameImage, imageMarginPx, whiteMargins } from './heatmap-frame.ts';
import { antennaSymbols, classFractions, fieldImage, findLevel } from './heatmap-svg.ts';
import { floorShape, greyPlan, planShapes } from './plan-shapes.ts';

/** Classes of a difference, dB: orange where the model loses too much, violet where too little; told apart without red and green. */
const differenceClasses: readonly ColourClass[] = [
  { min: 6, rgb: [179, 88, 6] },
  { min: 2, rgb: [241, 163, 64] },
  { min: -2, rgb: [226, 226, 222] },
  { min: -6, rgb: [153, 142, 195] },
  { min: Number.NEGATIVE_INFINITY, rgb: [84, 39, 136] },
];
const headerPx = 62;
const legendPx = 78;
const footerPx = 28;

/** Differences of a model from the rays on one level. */
export interface DifferenceImage {
  plan: Plan;
  levelId: string;
  carrier: Carrier;
  /** Id of the model. */
  model: string;
  grid: Grid;
  /** [rows, columns] loss of the model less loss of the rays, dB; NaN where it is not known. */
  differenceDb: Float32Array;
  lang?: Language;
  /** Width of the image, px. */
  widthPx?: number;
}

/**
 * Image of where a model is too weak and too strong against the rays, as a self-contained SVG: cells in five classes on the
 * plan, antennas, legend with the fraction of cells per class, scale bar. Same input, same bytes.
 * @throws InputError for an unknown level
 */
export function differenceSvg(image: DifferenceImage): string {
  const { plan, levelId, carrier, model, grid, differenceDb, lang = 'zh', widthPx = 1200 } = image;
  requireOneOf('lang', lang, languages);
  const texts = textsIn(lang);
  const level = findLevel(plan, levelId);
  const frame = frameImage(level, widthPx, headerPx);
  const innerPx = widthPx - 2 * imageMarginPx;
  const legendTop = frame.topPx + frame.heightPx + 22;
  const footerY = legendTop + legendPx;
  const title = `${plan.community.name || texts('report.unnamedCommunity')} · ${levelLabel(level)}`;
  const subtitle = [
    carrierLabel(carrier, lang),
    texts('report.raysDifference', { model }),
    texts('report.grid', { cellM: formatShort(mmToMetres(grid.cellMm)) }),
  ].join(' · ');
  const content = [
    floorShape(level, frame, '#fff'),
    fieldImage(differenceDb, grid, differenceClasses, frame),
    planShapes(level, frame, greyPlan),
    whiteMargins(frame),
    svgText(fitText(title, 18, innerPx), imageMarginPx, 28, { sizePx: 18, weight: 600 }),
    svgText(fitText(subtitle, 13, innerPx), imageMarginPx, 48, { sizePx: 13, fill: '#4a5057' }),
    antennaSymbols(plan, levelId, frame),
    legendSvg(classFractions(differenceDb, differenceClasses), legendTop, innerPx, lang),
    scaleBar(frame.pixelsPerM, imageMarginPx + 4, footerY, innerPx),
    northArrow(plan, widthPx - imageMarginPx - 16, footerY - 6, texts),
  ];
  return svgDocument(widthPx, Math.ceil(footerY + footerPx), `${title} · ${subtitle}`, content.join(''));
}

/** Swatch, range and fraction of each class; the ends say what they mean. */
function legendSvg(fractions: readonly number[], top: number, widthPx: number, lang: Language): string {
  const texts = textsIn(lang);
  const stepPx = widthPx / differenceClasses.length;
  const bound = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value)}`;
  return differenceClasses
    .map(({ min, rgb }, index) => {
      const left = imageMarginPx + index * stepPx;
      const upper = index > 0 ? bound(differenceClasses[index - 1].min) : '';
      const range =
        index === 0
          ? `≥ ${bound(min)} dB · ${texts('report.raysWeak')}`
          : index === differenceClasses.length - 1
            ? `< ${upper} dB · ${texts('report.raysStrong')}`
            : `${bound(min)} ${texts('report.rangeTo')} ${upper} dB`;
      const centred = { sizePx: 12, anchor: 'middle' } as const;
      return [
        `<rect x="${formatPixel(left)}" y="${formatPixel(top)}" width="${formatPixel(stepPx)}" height="14" fill="${hexColour(rgb)}" stroke="#24282d" stroke-width="0.6"/>`,
        svgText(range, left + stepPx / 2, top + 29, centred),
        svgText(`${fractions[index].toFixed(1)} %`, left + stepPx / 2, top + 45, {
          ...centred,
          fill: '#4a5057',
        }),
      ].join('');
    })
    .join('');
}
