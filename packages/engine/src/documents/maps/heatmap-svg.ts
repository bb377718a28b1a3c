import { encode } from 'fast-png';
import type { Language } from '../../core/index.ts';
import { encodeBase64, InputError, mmToMetres, phraseText } from '../../core/index.ts';
import {
  type Carrier,
  derivedStates,
  type Level,
  type Plan,
  planProfile,
  type RequirementProfile,
  usualTechnology,
} from '../../plan/index.ts';
import {
  type Assessment,
  type CarrierMap,
  type Grid,
  levelName,
  levelQuantity,
  powerReasons,
  type Quantity,
  scaledQuantity,
} from '../../radio/index.ts';
import { formatPercent, formatPixel, formatShort } from '../encoders/format-numbers.ts';
import { fitText, svgDocument, svgText } from '../encoders/svg-elements.ts';
import { wrapText } from '../encoders/text-width.ts';
import { antennaNumbers } from '../wording/antenna-numbers.ts';
import { capital } from '../wording/capital.ts';
import { carrierLabel, levelLabel } from '../wording/carrier-label.ts';
import { readFloorSentence } from '../wording/describe-reasons.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { doubtColour, stampColour } from '../wording/stale-stamp.ts';
import {
  type ColourClass,
  classIndexOf,
  colourClasses,
  firstClassBelowLimit,
  hexColour,
} from './colour-scale.ts';
import { hatchFloor, hatchStroke, type IsCovered } from './hatch-floor.ts';
import { northArrow, scaleBar, symbolLegend, symbolRowPx } from './heatmap-annotations.ts';
import { frameImage, type HeatmapFrame, imageMarginPx, whiteMargins } from './heatmap-frame.ts';
import { floorShape, greyPlan, planShapes } from './plan-shapes.ts';
import { antennaSymbol, pointSymbol } from './symbols.ts';
import { zoneLabels } from './zone-labels.ts';

const legendHeightPx = 78;

/**
 * One level's coverage map as a self-contained SVG: field in class colours on counted floor only, limit contour, plan,
 * points, antennas, title, legend with the fraction of counted floor per class, scale bar. Same input, same bytes.
 * Throws `InputError` for an unknown level.
 */
export function heatmapSvg(options: HeatmapOptions): string {
  const { plan, levelId, carrier, map, lang = 'zh', quantity = 'rsrp', widthPx = 1200 } = options;
  const texts = textsIn(lang);
  const level = findLevel(plan, levelId);
  const profile = options.profile ?? planProfile(plan);
  const row = scaledQuantity(quantity);
  const limit = row.limit({ carrier, profile });
  const classes = colourClasses(quantity, limit);
  const values = row.values(map);
  const innerPx = widthPx - 2 * imageMarginPx;
  const caveats = caveatsOf(plan, lang, innerPx);
  const frame = frameImage(level, widthPx, headerPx + caveatPx * caveats.length);
  const unserved = unservedPoints(options);
  const legendTop = frame.topPx + frame.heightPx + 22;
  const footerY = legendTop + legendHeightPx + 28;
  const symbols = symbolsBelow(options, level, { anyUnserved: unserved.size > 0, innerPx, footerY });
  const content = [
    floorShape(level, frame, '#fff'),
    `<path d="${hatchFloor(level, frame, fieldCover(values, map, frame))}" fill="none" stroke="${hatchStroke}"/>`,
    fieldImage(values, map.grid, classes, frame),
    contourShape(thresholdContour(values, map.grid, limit, frame)),
    planShapes(level, frame, greyPlan),
    zoneLabels(level, frame, texts),
    whiteMargins(frame),
    ...headLines(
      `${plan.community.name || texts('report.unnamedCommunity')} · ${levelLabel(level)}`,
      subtitleOf(options, profile),
      {
        ...{ caveats, innerPx },
      },
    ),
    pointSymbols(level, frame, unserved),
    antennaSymbols(plan, levelId, frame),
    legendSvg({
      classes,
      fractions: classFractions(values, classes),
      quantity,
      carrier,
      limit,
      texts,
      x: imageMarginPx,
      y: legendTop,
      widthPx: innerPx,
    }),
    scaleBar(frame.pixelsPerM, imageMarginPx + 4, footerY, innerPx),
    symbols.svg,
    northArrow(plan, widthPx - imageMarginPx - 16, footerY - 6, texts),
  ];
  const label = texts('report.pictureAlt', {
    level: levelLabel(level),
    carrier: carrierLabel(carrier, lang),
    quantity: statisticName(quantity, carrier, texts),
  });
  return svgDocument(
    widthPx,
    Math.ceil(footerY + footerPx + (symbols.rows - 1) * symbolRowPx),
    label,
    content.join(''),
  );
}

/**
 * The classes from best to worst in one row: swatch, range, fraction of counted floor; the limit is marked at its
 * class boundary.
 */
function legendSvg(options: {
  classes: readonly ColourClass[];
  /** Percent per class. */
  fractions: readonly number[];
  quantity: Quantity;
  carrier: Carrier;
  limit: number;
  texts: DocumentTexts;
  x: number;
  y: number;
  widthPx: number;
}): string {
  const { classes, fractions, quantity, carrier, limit, texts, x, y, widthPx } = options;
  const stepPx = widthPx / classes.length;
  const swatchTop = y + 24;
  const parts = [svgText(legendTitle(quantity, carrier, texts), x, y + 8, { sizePx: 11.5, fill: '#4a5057' })];
  classes.forEach((item, index) => {
    const left = x + index * stepPx;
    parts.push(
      `<rect x="${formatPixel(left)}" y="${formatPixel(swatchTop)}" width="${formatPixel(stepPx)}" height="14" fill="${hexColour(item.rgb)}" stroke="#24282d" stroke-width="0.6"/>`,
      svgText(classRange(classes, index, quantity, texts), left + stepPx / 2, swatchTop + 29, {
        sizePx: 12,
        anchor: 'middle',
      }),
      svgText(`${fractions[index].toFixed(1)} %`, left + stepPx / 2, swatchTop + 45, {
        sizePx: 12,
        anchor: 'middle',
        fill: '#4a5057',
      }),
    );
  });
  const limitX = x + firstClassBelowLimit * stepPx;
  parts.push(
    `<path d="M${formatPixel(limitX)} ${formatPixel(swatchTop - 5)}V${formatPixel(swatchTop + 19)}" stroke="#16191d" stroke-width="2.2"/>`,
    svgText(`${texts('report.threshold')} ${limitText(limit, quantity)}`, limitX, swatchTop - 8, {
      sizePx: 12,
      anchor: 'middle',
      weight: 600,
    }),
  );
  return parts.join('');
}

/** Name of what a map shows of a carrier, its level by the symbol of its technology. */
export function statisticName(id: Quantity, carrier: Carrier, texts: DocumentTexts): string {
  const isUsual = levelName(carrier) === levelName({ technology: usualTechnology });
  if (id !== levelQuantity || isUsual) return texts.name('statistic', id);
  return texts('report.medianLevel', { level: levelName(carrier) });
}

/** Title of a legend: quantity and unit. */
export function legendTitle(id: Quantity, carrier: Carrier, texts: DocumentTexts): string {
  const [quantity, unit] = [statisticName(id, carrier, texts), unitOf(id)];
  return unit
    ? texts('report.legendTitleUnit', { quantity, unit })
    : texts('report.legendTitle', { quantity });
}

/** Values of a class as its legend says them. */
export function classRange(
  classes: readonly ColourClass[],
  index: number,
  quantity: Quantity,
  texts: DocumentTexts,
): string {
  const isRatio = scaledQuantity(quantity).unit === 'ratio';
  const bound = (value: number): string => formatShort(isRatio ? value * 100 : value, 1);
  const unit = isRatio ? ' %' : '';
  if (index === 0) return `≥ ${bound(classes[0].min)}${unit}`;
  const upper = bound(classes[index - 1].min);
  if (index === classes.length - 1) return `< ${upper}${unit}`;
  return `${bound(classes[index].min)} ${texts('report.rangeTo')} ${upper}${unit}`;
}

/** A limit with its unit. */
export function limitText(value: number, quantity: Quantity): string {
  const { unit } = scaledQuantity(quantity);
  return unit === 'ratio' ? formatPercent(value, 0) : `${formatShort(value)} ${unit}`;
}

/** A ratio has none. */
function unitOf(quantity: Quantity): string {
  const { unit } = scaledQuantity(quantity);
  return unit === 'ratio' ? '' : unit;
}

export interface HeatmapOptions {
  plan: Plan;
  levelId: string;
  carrier: Carrier;
  map: CarrierMap;
  lang?: Language;
  quantity?: Quantity;
  /** Width of the image, px; its height follows from the floor. */
  widthPx?: number;
  /** Limits to mark; the plan's own profile where absent. */
  profile?: RequirementProfile;
  /** Marks the points that are not served. */
  assessment?: Assessment;
}

const headerPx = 62;
/** Height of a line under the title that says what the map does not hold for. */
const caveatPx = 18;
const caveatSizePx = 13;
/** Doubts of the import that such a line names. */
const maxDoubts = 3;
const footerPx = 18;

/** Subtitle of the map: carrier, quantity, height of the phone, cells. */
function subtitleOf(
  { carrier, map, lang = 'zh', quantity = 'rsrp' }: HeatmapOptions,
  { phoneHeightM }: RequirementProfile,
): string {
  const texts = textsIn(lang);
  return [
    carrierLabel(carrier, lang),
    statisticName(quantity, carrier, texts),
    texts('report.phoneHeight', { heightM: formatShort(phoneHeightM) }),
    texts('report.grid', { cellM: formatShort(mmToMetres(map.grid.cellMm)) }),
  ].join(' · ');
}

/** Legend of the symbols on the map, below it, right of the scale. */
function symbolsBelow(
  { plan, levelId, lang = 'zh' }: HeatmapOptions,
  level: Level,
  { anyUnserved, innerPx, footerY }: { anyUnserved: boolean; innerPx: number; footerY: number },
): ReturnType<typeof symbolLegend> {
  return symbolLegend(level, {
    hasAntennas: plan.antennas.some((antenna) => antenna.level === levelId),
    anyUnserved,
    texts: textsIn(lang),
    x: imageMarginPx + innerPx / 6 + 40,
    y: footerY,
    widthPx: (innerPx * 5) / 6 - 80,
  });
}

/** Ids of required points of the level that the verdict found unserved. */
function unservedPoints({ assessment, levelId }: HeatmapOptions): Set<string> {
  return new Set(
    (assessment?.points ?? [])
      .filter((point) => point.level === levelId && point.required && !point.served)
      .map((point) => point.id),
  );
}

/** The heading, what the map is of, and what it must not be taken for. */
function headLines(
  heading: string,
  subtitle: string,
  { caveats, innerPx }: { caveats: ReturnType<typeof caveatsOf>; innerPx: number },
): string[] {
  return [
    svgText(fitText(heading, 18, innerPx), imageMarginPx, 28, { sizePx: 18, weight: 600 }),
    svgText(fitText(subtitle, 13, innerPx), imageMarginPx, 48, { sizePx: 13, fill: '#4a5057' }),
    ...caveats.map(({ text, fill }, index) =>
      svgText(text, imageMarginPx, 48 + caveatPx * (index + 1), {
        ...{ sizePx: caveatSizePx, weight: 600, fill },
      }),
    ),
  ];
}

export function findLevel(plan: Plan, levelId: string): Level {
  const level = plan.levels.find((candidate) => candidate.id === levelId);
  if (level) return level;
  const known = plan.levels.map((candidate) => candidate.id).join(', ');
  throw new InputError([{ at: 'levelId', found: `"${levelId}"`, expected: `one of ${known}` }]);
}

/** The cells in their colours, in their place on the floor. */
export function fieldImage(
  values: Float32Array,
  grid: Grid,
  classes: readonly ColourClass[],
  frame: HeatmapFrame,
): string {
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

/** Returns whether a point and what is half a cell around it is counted floor, which the field's colours cover. */
function fieldCover(values: Float32Array, { grid }: CarrierMap, frame: HeatmapFrame): IsCovered {
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

function pointSymbols(level: Level, frame: HeatmapFrame, unserved: ReadonlySet<string>): string {
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

/** The antennas of a level with their numbers. */
export function antennaSymbols(plan: Plan, levelId: string, frame: HeatmapFrame): string {
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

/**
 * Caveats that a reader of the map alone would not know, in lines: unknown powers, floor that nobody has
 * looked at.
 */
function caveatsOf(plan: Plan, lang: Language, widthPx: number): { text: string; fill: string }[] {
  const powers = powerReasons(derivedStates(plan)).map((reason) => phraseText(reason, lang));
  const readFloor = readFloorSentence(plan, lang, maxDoubts);
  const stated = [
    ...powers.map((text) => ({ text, fill: stampColour })),
    ...(readFloor === undefined ? [] : [{ text: readFloor, fill: doubtColour }]),
  ];
  return stated.flatMap(({ text, fill }) =>
    wrapText(capital(text), caveatSizePx, widthPx).map((line) => ({ text: line, fill })),
  );
}

/** Fraction of counted cells (not NaN) in each class, percent with one decimal; the fractions sum to exactly 100. */
export function classFractions(values: Float32Array, classes: readonly ColourClass[]): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  for (const value of values) {
    const index = classIndexOf(value, classes);
    if (index < 0) continue;
    counts[index] += 1;
  }
  return roundFractions(counts);
}

/**
 * Fractions of a whole in percent with one decimal that sum to exactly 100 (largest remainder); all 0 where there is
 * nothing.
 * @param parts at least 0; their sum is the whole
 */
export function roundFractions(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (!(total > 0)) return parts.map(() => 0);
  const exact = parts.map((part) => (part / total) * 1000);
  const tenths = exact.map(Math.floor);
  let left = 1000 - tenths.reduce((sum, value) => sum + value, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order) {
    if (left <= 0) break;
    tenths[index] += 1;
    left -= 1;
  }
  return tenths.map((value) => value / 10);
}

/**
 * One pixel per cell, north up, as a palette PNG in the class colours; NaN is transparent. The cells' values are
 * [rows, columns] with row 0 south. Same input, same bytes.
 */
function heatmapPng(
  values: Float32Array,
  grid: Pick<Grid, 'rows' | 'columns'>,
  classes: readonly ColourClass[],
): Uint8Array {
  const { rows, columns } = grid;
  const pixels = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const target = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column += 1) {
      pixels[target + column] = classIndexOf(values[row * columns + column], classes) + 1;
    }
  }
  // The transparent colour stands first: the encoder writes alpha for the leading entries only.
  const palette = [[255, 255, 255, 0], ...classes.map(({ rgb }) => [...rgb, 255])];
  return encode(
    { width: columns, height: rows, data: pixels, depth: 8, channels: 1, palette },
    { zlib: { level: 9 } },
  );
}

/**
 * Path data of the edges between counted cells at or above a limit and counted cells below it: the limit's contour,
 * exact to the cell. Runs of edges are joined.
 */
function thresholdContour(values: Float32Array, grid: Grid, limit: number, frame: HeatmapFrame): string {
  const { rows, columns } = grid;
  const cellM = mmToMetres(grid.cellMm);
  const leftM = mmToMetres(grid.originXMm) - cellM / 2;
  const bottomM = mmToMetres(grid.originYMm) - cellM / 2;
  const x = (column: number): string => formatPixel(frame.x(leftM + column * cellM));
  const y = (row: number): string => formatPixel(frame.y(bottomM + row * cellM));
  const parts: string[] = [];
  for (let row = 1; row < rows; row += 1) {
    let start = -1;
    for (let column = 0; column <= columns; column += 1) {
      const index = row * columns + column;
      const edge = column < columns && differs(values[index], values[index - columns], limit);
      if (edge && start < 0) start = column;
      if (!edge && start >= 0) {
        parts.push(`M${x(start)} ${y(row)}H${x(column)}`);
        start = -1;
      }
    }
  }
  for (let column = 1; column < columns; column += 1) {
    let start = -1;
    for (let row = 0; row <= rows; row += 1) {
      const index = row * columns + column;
      const edge = row < rows && differs(values[index], values[index - 1], limit);
      if (edge && start < 0) start = row;
      if (!edge && start >= 0) {
        parts.push(`M${x(column)} ${y(start)}V${y(row)}`);
        start = -1;
      }
    }
  }
  return parts.join('');
}

function differs(a: number, b: number, limit: number): boolean {
  return !Number.isNaN(a) && !Number.isNaN(b) && a >= limit !== b >= limit;
}
