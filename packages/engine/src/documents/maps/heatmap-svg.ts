import { InputError, mmToMetres, phraseText } from '../../core/index.ts';
import {
  type Carrier,
  derivedStates,
  type Level,
  type Plan,
  planProfile,
  type RequirementProfile,
} from '../../plan/index.ts';
import { type Assessment, type CarrierMap, powerReasons } from '../../radio/index.ts';
import { encodeBase64 } from '../encoders/base64.ts';
import { formatPixel, formatShort } from '../encoders/format-numbers.ts';
import { fitText, svgDocument, svgText } from '../encoders/svg-elements.ts';
import { wrapText } from '../encoders/text-width.ts';
import { antennaNumbers } from '../wording/antenna-numbers.ts';
import { capital } from '../wording/capital.ts';
import { carrierLabel, levelLabel } from '../wording/carrier-label.ts';
import { readFloorSentence } from '../wording/describe-reasons.ts';
import { doubtColour, stampColour } from '../wording/stale-stamp.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import { classShares } from './class-shares.ts';
import { type ColourClass, colourClasses, type Quantity } from './colour-scale.ts';
import { hatchFloor, hatchStroke, type IsCovered } from './hatch-floor.ts';
import { heatmapPng } from './heatmap-png.ts';
import { legendHeightPx, legendSvg } from './legend-svg.ts';
import { quantityLimit, quantityValues } from './map-quantity.ts';
import { framePicture, type PictureFrame, pictureMarginPx, whiteMargins } from './picture-frame.ts';
import { northArrow, scaleBar, symbolLegend, symbolRowPx } from './picture-furniture.ts';
import { floorShape, greyPlan, planShapes } from './plan-shapes.ts';
import { antennaSymbol, pointSymbol } from './symbols.ts';
import { thresholdContour } from './threshold-contour.ts';
import { zoneLabels } from './zone-labels.ts';

export interface HeatmapOptions {
  plan: Plan;
  levelId: string;
  carrier: Carrier;
  map: CarrierMap;
  lang?: Lang;
  quantity?: Quantity;
  /** Width of the picture, px; its height follows from the floor. */
  widthPx?: number;
  /** Limits to mark; the plan's own profile where absent. */
  profile?: RequirementProfile;
  /** Marks the points that are not served. */
  assessment?: Assessment;
}

const headerPx = 62;
/** Of a line under the title that says what the map does not hold for. */
const caveatPx = 18;
const caveatSizePx = 13;
/** Doubts of the import that such a line names. */
const mostDoubts = 3;
const footerPx = 18;

/**
 * One level's coverage map as a self-contained SVG: field in class colours on counted floor only, limit contour,
 * plan, points, antennas, title, legend with the share of counted floor per class, scale bar. Same input, same bytes.
 * Throws `InputError` for an unknown level.
 */
export function heatmapSvg(options: HeatmapOptions): string {
  const { plan, levelId, carrier, map, lang = 'zh', quantity = 'rsrp', widthPx = 1200 } = options;
  const texts = textsOf(lang);
  const level = findLevel(plan, levelId);
  const profile = options.profile ?? planProfile(plan);
  const limit = quantityLimit(profile, carrier, quantity);
  const classes = colourClasses(quantity, limit);
  const values = quantityValues(map, quantity);
  const innerPx = widthPx - 2 * pictureMarginPx;
  const caveats = caveatsOf(plan, lang, innerPx);
  const frame = framePicture(level, widthPx, headerPx + caveatPx * caveats.length);
  const unserved = new Set(
    (options.assessment?.points ?? [])
      .filter((point) => point.level === levelId && point.required && !point.served)
      .map((point) => point.id),
  );
  const legendTop = frame.topPx + frame.heightPx + 22;
  const footerY = legendTop + legendHeightPx + 28;
  const community = plan.community.name || texts.unnamedCommunity;
  const subtitle = [
    carrierLabel(carrier, lang),
    texts.quantityNames[quantity],
    texts.phoneHeight(formatShort(profile.phoneHeightM)),
    texts.grid(formatShort(mmToMetres(map.grid.cellMm))),
  ].join(' · ');
  const symbols = symbolLegend(level, {
    hasAntennas: plan.antennas.some((antenna) => antenna.level === levelId),
    anyUnserved: unserved.size > 0,
    texts,
    x: pictureMarginPx + innerPx / 6 + 40,
    y: footerY,
    widthPx: (innerPx * 5) / 6 - 80,
  });
  const content = [
    floorShape(level, frame, '#fff'),
    `<path d="${hatchFloor(level, frame, fieldCover(values, map, frame))}" fill="none" stroke="${hatchStroke}"/>`,
    fieldImage(values, map, classes, frame),
    contourShape(thresholdContour(values, map.grid, limit, frame)),
    planShapes(level, frame, greyPlan),
    zoneLabels(level, frame, texts),
    whiteMargins(frame),
    svgText(fitText(`${community} · ${levelLabel(level)}`, 18, innerPx), pictureMarginPx, 28, {
      sizePx: 18,
      weight: 600,
    }),
    svgText(fitText(subtitle, 13, innerPx), pictureMarginPx, 48, { sizePx: 13, fill: '#4a5057' }),
    ...caveats.map(({ text, fill }, index) =>
      svgText(text, pictureMarginPx, 48 + caveatPx * (index + 1), {
        ...{ sizePx: caveatSizePx, weight: 600, fill },
      }),
    ),
    pointSymbols(level, frame, unserved),
    antennaSymbols(plan, levelId, frame),
    legendSvg({
      classes,
      shares: classShares(values, classes),
      quantity,
      limit,
      texts,
      x: pictureMarginPx,
      y: legendTop,
      widthPx: innerPx,
    }),
    scaleBar(frame.pixelsPerM, pictureMarginPx + 4, footerY, innerPx),
    symbols.svg,
    northArrow(plan, widthPx - pictureMarginPx - 16, footerY - 6, texts),
  ];
  const label = texts.pictureAlt(
    levelLabel(level),
    carrierLabel(carrier, lang),
    texts.quantityNames[quantity],
  );
  return svgDocument(
    widthPx,
    Math.ceil(footerY + footerPx + (symbols.rows - 1) * symbolRowPx),
    label,
    content.join(''),
  );
}

export function findLevel(plan: Plan, levelId: string): Level {
  const level = plan.levels.find((candidate) => candidate.id === levelId);
  if (level) return level;
  const known = plan.levels.map((candidate) => candidate.id).join(', ');
  throw new InputError([{ at: 'levelId', found: `"${levelId}"`, expected: `one of ${known}` }]);
}

function fieldImage(
  values: Float32Array,
  map: CarrierMap,
  classes: readonly ColourClass[],
  frame: PictureFrame,
): string {
  const { grid } = map;
  const cellM = mmToMetres(grid.cellMm);
  const x = frame.x(mmToMetres(grid.originXMm) - cellM / 2);
  const y = frame.y(mmToMetres(grid.originYMm) + (grid.rows - 0.5) * cellM);
  const png = encodeBase64(heatmapPng(values, grid, classes));
  return (
    `<image x="${formatPixel(x)}" y="${formatPixel(y)}" width="${formatPixel(grid.columns * cellM * frame.pixelsPerM)}" ` +
    `height="${formatPixel(grid.rows * cellM * frame.pixelsPerM)}" preserveAspectRatio="none" ` +
    `image-rendering="optimizeSpeed" href="data:image/png;base64,${png}"/>`
  );
}

/** Whether a place and what is half a cell around it is counted floor, which the field's colours cover. */
function fieldCover(values: Float32Array, { grid }: CarrierMap, frame: PictureFrame): IsCovered {
  const cellPx = mmToMetres(grid.cellMm) * frame.pixelsPerM;
  const leftPx = frame.x(mmToMetres(grid.originXMm)) - cellPx / 2;
  const bottomPx = frame.y(mmToMetres(grid.originYMm)) + cellPx / 2;
  const aroundPx = cellPx / 2 + 1.5;
  const cellsPerPx = 1 / cellPx;
  return (xPx, yPx) => {
    const firstColumn = Math.floor((xPx - aroundPx - leftPx) * cellsPerPx);
    const lastColumn = Math.floor((xPx + aroundPx - leftPx) * cellsPerPx);
    const firstRow = Math.floor((bottomPx - yPx - aroundPx) * cellsPerPx);
    const lastRow = Math.floor((bottomPx - yPx + aroundPx) * cellsPerPx);
    if (firstColumn < 0 || firstRow < 0 || lastColumn >= grid.columns || lastRow >= grid.rows) return false;
    for (let row = firstRow; row <= lastRow; row += 1) {
      for (let column = firstColumn; column <= lastColumn; column += 1) {
        if (Number.isNaN(values[row * grid.columns + column])) return false;
      }
    }
    return true;
  };
}

function contourShape(data: string): string {
  return data ? `<path d="${data}" fill="none" stroke="#16191d" stroke-width="0.9"/>` : '';
}

function pointSymbols(level: Level, frame: PictureFrame, unserved: ReadonlySet<string>): string {
  // Points that are not served come last, on top of their neighbours.
  const points = [...(level.points ?? [])].sort(
    (a, b) => Number(unserved.has(a.id)) - Number(unserved.has(b.id)),
  );
  return points
    .map((point) =>
      pointSymbol(point.kind, frame.x(point.position[0]), frame.y(point.position[1]), {
        unserved: unserved.has(point.id),
      }),
    )
    .join('');
}

function antennaSymbols(plan: Plan, levelId: string, frame: PictureFrame): string {
  const numbers = antennaNumbers(plan);
  return plan.antennas
    .filter((antenna) => antenna.level === levelId)
    .map((antenna) =>
      antennaSymbol(
        frame.x(antenna.position[0]),
        frame.y(antenna.position[1]),
        numbers.get(antenna.id) ?? '',
      ),
    )
    .join('');
}

/** What a reader of the map alone would not know, in lines: powers that nobody knows, floor that nobody has looked at. */
function caveatsOf(plan: Plan, lang: Lang, widthPx: number): { text: string; fill: string }[] {
  const powers = powerReasons(derivedStates(plan)).map((reason) => phraseText(reason, lang));
  const readFloor = readFloorSentence(plan, lang, mostDoubts);
  const said = [
    ...powers.map((text) => ({ text, fill: stampColour })),
    ...(readFloor === undefined ? [] : [{ text: readFloor, fill: doubtColour }]),
  ];
  return said.flatMap(({ text, fill }) =>
    wrapText(capital(text), caveatSizePx, widthPx).map((line) => ({ text: line, fill })),
  );
}
