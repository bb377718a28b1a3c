import { distance, distanceToSegment, type Point, PointGrid } from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { Drawing, DrawingText } from '../../drawing/drawing.ts';
import type { SheetScale } from '../../drawing/read-drawing.ts';
import { findScaleBars } from '../../drawing/scale-bars.ts';
import { tuning } from '../../tuning.ts';
import { type PdfAnnotation, type PdfPage, refusing, type TextContent, type TextItem } from './open-pdf.ts';
import type { PageMarks } from './page-marks.ts';

const { sameLinePt, titleRatio, capitalRatio, widestSpaceHeights, narrowestSpaceHeights } =
  tuning.pdfPageTexts;
const { smallestRatio, largestRatio, captionReachHeights, barRatio, drawnBarRatio } = tuning.pdfSheetScale;

/** A point of a page, metres. */
export const metresPerPt = 0.0254 / 72;

/** Scales that sheets are drawn at; another number after "1:" is a slope or a mixture. */
const usualRatios: ReadonlySet<number> = new Set([
  20, 25, 30, 40, 50, 60, 75, 80, 100, 120, 125, 150, 200, 250, 300, 350, 400, 450, 500, 600, 750, 800, 1000,
  1200, 1250, 1500, 2000, 2500,
]);
const metric = /(^|[^\d.:：/])1\s*[:：∶﹕]\s*(\d{2,4})(?![\d.:：]|\s*[:：]\s*\d)/g;
const imperial =
  /(\d+(?:\s*[- ]\s*\d+\/\d+|\/\d+)?)\s*(?:"|″|”|in\b)\s*=\s*(\d+)\s*(?:'|′|’|ft\b)\s*(?:-?\s*(\d+)\s*(?:"|″|”)?)?/gi;
const slope = /坡|slope|\bi\s*=|%/i;
const ofScale = /比例|\bscale\b|\bMaßstab\b|\béchelle\b|\bescala\b|\bscala\b/i;
const ofDetail = /详图|大样|节点|剖面|立面|detail|section|elevation|key\s*plan|legend|索引/i;
const ofPlan =
  /平面|地下|地库|车库|[负－-]?[一二三四五]层|\bplan\b|\bfloor\b|basement|parking|garage|\blevel\b|grundriss/i;

export interface PageTexts {
  texts: DrawingText[];
  /** Texts whose characters the file does not say. */
  undecodedCount: number;
}

/**
 * The texts of a page, in points of default user space: those that it shows, and those that CAD programs note beside
 * letters they draw as lines. Texts on layers that are off are left out.
 */
export async function readTexts(page: PdfPage, baselines: PageMarks['baselines']): Promise<PageTexts> {
  const number = page.pageNumber;
  const content = await refusing(() => page.getTextContent({}), number);
  const isHidden = hiddenTest(baselines);
  const items = content.items.filter(({ transform: [, , , , x, y] }) => !isHidden([x, y]));
  const shown = shownTexts({ ...content, items });
  const noted = (await refusing(() => page.getAnnotations(), number)).flatMap(notedText);
  const all = [...shown, ...noted].filter(({ position: [x, y] }) => isInside(page.view, x, y));
  const texts = all.filter(({ text }) => !isUndecoded(text));
  return { texts, undecodedCount: all.length - texts.length };
}

/** Tells whether a text that starts at a point is on a layer that is off: only such texts run through it. */
function hiddenTest(baselines: PageMarks['baselines']): (start: Point) => boolean {
  if (!baselines.some(({ isHidden }) => isHidden)) return () => false;
  const grid = new PointGrid(50);
  baselines.forEach(({ from, to }, i) => {
    grid.addAlong(i, from, to, sameLinePt);
  });
  return (start) => {
    const through = grid
      .near(start[0], start[1], start[0], start[1])
      .map((i) => baselines[i])
      .filter(({ from, to }) => distanceToSegment(start, from, to) < sameLinePt);
    // Of several that start there or run through there the one that starts nearest counts.
    const [nearest] = through.sort((p, q) => distance(p.from, start) - distance(q.from, start));
    return nearest?.isHidden === true;
  };
}

function shownTexts({ items, styles }: TextContent): DrawingText[] {
  const texts: DrawingText[] = [];
  for (const item of items) {
    if (item.str.trim() === '') continue;
    const text = drawnText(item, styles);
    const last = texts.at(-1);
    if (!last || !joined(last, text)) texts.push(text);
  }
  return texts;
}

function drawnText(
  { str, transform: [a, b, c, d, e, f], width, fontName }: TextItem,
  styles: TextContent['styles'],
): DrawingText {
  const heightInUnits = Math.hypot(c, d) * capitalRatio;
  const isVertical = styles[fontName]?.vertical === true;
  const angleRad = Math.atan2(b, a);
  return {
    layer: textLayer,
    text: str.trim(),
    position: [e, f],
    heightInUnits,
    symbol: -1,
    setting: {
      angleRad: isVertical ? angleRad - Math.PI / 2 : angleRad,
      acrossRatio: 0,
      row: 'baseline',
      widthRatio: 1,
      lengthInUnits: width > 0 ? width : undefined,
    },
  };
}

/** The library ends a text at each wide space: what goes on behind it on the same line is added to it. */
function joined(last: DrawingText, next: DrawingText): boolean {
  const { angleRad } = last.setting!;
  const height = last.heightInUnits;
  const isSameLine =
    Math.abs(angleRad - next.setting!.angleRad) < 1e-3 &&
    Math.abs(next.heightInUnits - height) < 0.1 * height;
  const length = last.setting!.lengthInUnits;
  if (!isSameLine || length === undefined) return false;
  const [dx, dy] = [next.position[0] - last.position[0], next.position[1] - last.position[1]];
  const along = Math.cos(angleRad) * dx + Math.sin(angleRad) * dy;
  const across = Math.cos(angleRad) * dy - Math.sin(angleRad) * dx;
  const gap = along - length;
  if (Math.abs(across) > 0.2 * height || gap < -0.3 * height || gap > widestSpaceHeights * height)
    return false;
  last.text += gap > narrowestSpaceHeights * height ? ` ${next.text}` : next.text;
  last.setting!.lengthInUnits = along + (next.setting!.lengthInUnits ?? 0);
  return true;
}

/** AutoCAD notes beside what it draws with fonts of strokes what it says. */
function notedText({ rect, titleObj, contentsObj }: PdfAnnotation): DrawingText[] {
  const text = contentsObj?.str?.trim();
  if (!text || !/AutoCAD SHX/i.test(titleObj?.str ?? '')) return [];
  const [minX, minY, maxX, maxY] = rect;
  const isUpright = maxX - minX >= maxY - minY || text.length < 2;
  return [
    {
      layer: textLayer,
      text,
      position: isUpright ? [minX, minY] : [maxX, minY],
      heightInUnits: Math.min(maxX - minX, maxY - minY),
      symbol: -1,
      setting: {
        angleRad: isUpright ? 0 : Math.PI / 2,
        acrossRatio: 0,
        row: 'baseline',
        widthRatio: 1,
        lengthInUnits: Math.max(maxX - minX, maxY - minY),
      },
    },
  ];
}

const textLayer = `${statedLayer('text')}|pdf`;

function isInside([minX, minY, maxX, maxY]: readonly number[], x: number, y: number): boolean {
  return x >= minX && x <= maxX && y >= minY && y <= maxY;
}

/** Mostly control characters, characters of private use, or what stands for unknown ones. */
function isUndecoded(text: string): boolean {
  let unknown = 0;
  let count = 0;
  for (const letter of text) {
    if (/\s/.test(letter)) continue;
    count++;
    if (/[\p{Cc}\p{Co}\p{Cn}\ufffd]/u.test(letter)) unknown++;
  }
  return count > 0 && 2 * unknown >= count;
}

/**
 * The scales that the texts and scale bars of a page name, with those texts, likeliest first. A scale of the plan counts before one of
 * the title block, that before others, and those of details come last.
 */
export function sheetScales({ paths, texts }: Pick<Drawing, 'paths' | 'texts'>): SheetScale[] {
  const found = new Map<number, SheetScale>();
  const add = (ratio: number, text: string, of: SheetScale['of']): void => {
    const known = found.get(ratio);
    if (!known) found.set(ratio, { ratio, of, texts: [text] });
    else {
      if (rankOf(of) < rankOf(known.of)) known.of = of;
      if (known.texts.length < 5) known.texts.push(text);
    }
  };
  for (const text of texts) {
    for (const ratio of ratiosIn(text.text)) add(ratio, text.text.slice(0, 80), subjectOf(text, texts));
  }
  for (const { ratio, text } of barScales({ paths, texts })) {
    // A bar that says what a text does, as nearly as bars are drawn.
    const stated = [...found.keys()].find((each) => Math.abs(each - ratio) <= barRatio * ratio);
    add(stated ?? ratio, text, 'bar');
  }
  return [...found.values()].sort((p, q) => rankOf(p.of) - rankOf(q.of) || q.texts.length - p.texts.length);
}

/** The one scale of the page; undefined where there is none or where several could be meant. */
export function soleScale(scales: readonly SheetScale[]): SheetScale | undefined {
  const [first] = scales;
  if (!first) return undefined;
  // Plan, title block and scale bar say the same, and what is not known of may be of details.
  const isStated = (scale: SheetScale) => scale.of !== 'unknown' && scale.of !== 'detail';
  const rivals = scales.filter((scale) => scale !== first && (isStated(scale) || !isStated(first)));
  return rivals.length === 0 ? first : undefined;
}

const ranks: readonly SheetScale['of'][] = ['plan', 'sheet', 'bar', 'unknown', 'detail'];

function rankOf(of: SheetScale['of']): number {
  return ranks.indexOf(of);
}

function ratiosIn(text: string): number[] {
  const found = new Set<number>();
  if (!slope.test(text)) {
    for (const [, , digits] of text.matchAll(metric)) {
      const ratio = Number(digits);
      if (usualRatios.has(ratio)) found.add(ratio);
    }
  }
  for (const [, inches, feet, more] of text.matchAll(imperial)) {
    const ratio = (Number(feet) * 12 + Number(more ?? 0)) / inchesOf(inches);
    if (ratio >= smallestRatio && ratio <= largestRatio) found.add(Math.round(ratio * 1000) / 1000);
  }
  return [...found];
}

/** `1/8`, `1`, `1 1/2`, `1-1/2`. */
function inchesOf(text: string): number {
  const parts = text.split(/[\s-]+/).filter(Boolean);
  return parts.reduce((sum, part) => {
    const [over, under = '1'] = part.split('/');
    return sum + Number(over) / Number(under);
  }, 0);
}

/** The subject of a page by its largest texts: a floor's plan, or elevations, sections and details. */
export function pageSubject(texts: readonly DrawingText[]): 'plan' | 'detail' | undefined {
  const largest = texts.reduce((height, { heightInUnits }) => Math.max(height, heightInUnits), 0);
  const titles = texts.filter(({ heightInUnits }) => heightInUnits >= titleRatio * largest);
  if (titles.some(({ text }) => ofPlan.test(text))) return 'plan';
  return titles.some(({ text }) => ofDetail.test(text)) ? 'detail' : undefined;
}

/** Tells the subject of a scale by the words in its text and in those in front and above. */
function subjectOf(text: DrawingText, texts: readonly DrawingText[]): SheetScale['of'] {
  const near = texts.filter((other) => other === text || isCaption(other, text));
  const words = near.map((each) => each.text);
  const isIn = (pattern: RegExp) => words.some((each) => pattern.test(each));
  if (ofDetail.test(text.text)) return 'detail';
  if (ofPlan.test(text.text)) return 'plan';
  if (ofScale.test(text.text) || isIn(ofScale)) return 'sheet';
  if (isIn(ofDetail)) return 'detail';
  return isIn(ofPlan) ? 'plan' : 'unknown';
}

/** True for texts in front of a text or over it, by no more than some heights. */
function isCaption(other: DrawingText, text: DrawingText): boolean {
  const reach = captionReachHeights * Math.max(text.heightInUnits, other.heightInUnits);
  if (distance(other.position, text.position) > 4 * reach) return false;
  const angleRad = text.setting?.angleRad ?? 0;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const [dx, dy] = [other.position[0] - text.position[0], other.position[1] - text.position[1]];
  const along = cos * dx + sin * dy;
  const across = -sin * dx + cos * dy;
  const length = other.setting?.lengthInUnits ?? 0;
  return (
    along <= 0.5 * reach &&
    along + length >= -reach &&
    across >= -1.5 * text.heightInUnits &&
    across <= reach / 3
  );
}

/** Scales by the bars of a page, the usual ones where they are near: pages of an odd size are printed at odd scales. */
function barScales(page: Pick<Drawing, 'paths' | 'texts'>): { ratio: number; text: string }[] {
  return findScaleBars(page).flatMap(({ metresPerUnit, text, isDrawn }) => {
    const ratio = metresPerUnit / metresPerPt;
    if (!(ratio >= smallestRatio && ratio <= largestRatio)) return [];
    const error = isDrawn ? drawnBarRatio : barRatio;
    const usual = [...usualRatios].find((each) => Math.abs(each - ratio) <= error * ratio);
    return [{ ratio: usual ?? Number(ratio.toPrecision(4)), text }];
  });
}
