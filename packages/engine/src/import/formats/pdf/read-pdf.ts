import {
  DrawingError,
  distance,
  listPhrases,
  type Monitor,
  reportProgress,
  say,
  verbatim,
} from '../../../core/index.ts';
import type { Drawing, DrawingPath, DrawingText } from '../../drawing/drawing.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import type { ReadDrawing, SheetPage, SheetScale } from '../../drawing/read-drawing.ts';
import { pointName, type UnitGuess } from '../../drawing/units.ts';
import { tuning } from '../../tuning.ts';
import { type ImageOptions, metresPerPixelOf } from '../raster/image-scale.ts';
import { type GreyRaster, readRaster } from '../raster/read-image.ts';
import { drawPage } from './draw-page.ts';
import { type OpenPdf, type PdfPage, type PdfRaster, refusing, withPdf } from './open-pdf.ts';
import { type PlacedImage, readMarks } from './page-marks.ts';
import { metresPerPt, pageSubject, readTexts, sheetScales, soleScale } from './page-texts.ts';
import { wallLikeLength } from './parallel-lines.ts';

const { planFactor, detailFactor, maxThumbnailLines, maxPages, minScanRatio, minDrawnLines, assumedRatio } =
  tuning.pdfReadPdf;

export interface PdfOptions {
  /** Counts from 1. Without it the page with most lines as walls have them is read. */
  page?: number;
  image?: ImageOptions;
  monitor?: Monitor;
}

/** A page with everything that it draws, points of default user space. */
interface ExaminedPage {
  number: number;
  page: PdfPage;
  paths: DrawingPath[];
  texts: DrawingText[];
  undecodedCount: number;
  hiddenCount: number;
  scan?: PlacedImage;
  imageCount: number;
  wallLikePt: number;
}

/**
 * One page of a PDF document as a drawing in points of default user space (y upwards, not turned by the page's
 * rotation), or, where the page is an image, that image in pixels. Throws `DrawingError`.
 */
export async function readPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<ReadDrawing> {
  return withPdf(bytes, async (pdf) => {
    const { chosen, others, pages } = await choosePage(pdf, options);
    reportProgress(options.monitor, 'import', 0.5);
    const warnings = pageWarnings(chosen, pdf.pageCount, others);
    const listed = pages.length > 1 ? { pages } : {};
    if (chosen.scan) return { ...(await readScan(chosen, chosen.scan, options, warnings)), ...listed };
    if (chosen.paths.length === 0) throw nothingDrawn(chosen);
    const { number, page, paths, texts, hiddenCount } = chosen;
    const scales = sheetScales({ paths, texts });
    const drawing: Drawing = {
      paths,
      texts,
      symbols: [],
      ignored: {
        ...(hiddenCount > 0 ? { 'layer off': hiddenCount } : {}),
        ...(chosen.imageCount > 0 ? { image: chosen.imageCount } : {}),
      },
    };
    return {
      format: 'pdf',
      encoding: `page ${number} / ${pdf.pageCount}, ${sizeMmOf(page)
        .map((side) => side.toFixed(0))
        .join(' × ')} mm`,
      unit: sheetUnit(scales, page.userUnit, options.image),
      paper: { metresPerUnit: metresPerPt * page.userUnit, scales },
      sheets: [{ drawing }],
      warnings,
      ...listed,
    };
  });
}

function sizeMmOf({ view: [minX, minY, maxX, maxY], userUnit }: PdfPage): [number, number] {
  const toMm = (side: number) => side * userUnit * metresPerPt * 1000;
  return [toMm(maxX - minX), toMm(maxY - minY)];
}

interface ChosenPage {
  chosen: ExaminedPage;
  /** Pages that show something else, where none was asked for. */
  others: number[];
  /** All pages that were looked at. */
  pages: SheetPage[];
}

async function choosePage(pdf: OpenPdf, { page, monitor }: PdfOptions): Promise<ChosenPage> {
  const { pageCount } = pdf;
  if (page !== undefined) {
    if (!Number.isInteger(page) || page < 1 || page > pageCount) {
      throw new DrawingError('page', verbatim(String(page)), say('pdf-page-range', { count: pageCount }));
    }
    return { chosen: await examinePage(pdf, page), others: [], pages: [] };
  }
  let chosen: ExaminedPage | undefined;
  const others: number[] = [];
  const pages: SheetPage[] = [];
  const count = Math.min(maxPages, pageCount);
  for (let number = 1; number <= count; number++) {
    reportProgress(monitor, 'import', (0.45 * (number - 1)) / count);
    const next = await examinePage(pdf, number);
    pages.push(describePage(next));
    const isBetter = !chosen || rankOf(next) > rankOf(chosen);
    const loser = isBetter ? chosen : next;
    if (loser && rankOf(loser) > 0) others.push(loser.number);
    loser?.page.cleanup();
    if (isBetter) chosen = next;
  }
  if (!chosen) throw new DrawingError(say('file'), say('pdf-no-pages'), say('whole-pdf'));
  return { chosen, others: others.sort((p, q) => p - q), pages };
}

function describePage({ number, page, paths, texts, scan }: ExaminedPage): SheetPage {
  const largest = texts.reduce<DrawingText | undefined>(
    (best, text) => (best && best.heightInUnits >= text.heightInUnits ? best : text),
    undefined,
  );
  const [width, height] = sizeMmOf(page);
  return {
    page: number,
    sizeMm: [Math.round(width), Math.round(height)],
    lines: paths.length,
    texts: texts.length,
    isImage: scan !== undefined,
    ...(largest ? { title: largest.text.slice(0, 60) } : {}),
    thumbnail: longestLines(page, paths),
  };
}

function longestLines({ view: [minX, , maxX, maxY] }: PdfPage, paths: readonly DrawingPath[]): number[] {
  const segments = paths.flatMap(({ points, closed }) => {
    const count = closed ? points.length : points.length - 1;
    return Array.from({ length: count }, (_, i) => [points[i], points[(i + 1) % points.length]]);
  });
  const longest = segments.map(([a, b]) => ({ a, b, length: distance(a, b) }));
  longest.sort((p, q) => q.length - p.length);
  const width = maxX - minX;
  const rounded = (value: number) => Math.round((1000 * value) / width) / 1000;
  return longest
    .slice(0, maxThumbnailLines)
    .flatMap(({ a, b }) => [a, b].flatMap(([x, y]) => [rounded(x - minX), rounded(maxY - y)]));
}

/** Lines as walls have them count before other lines, and those before images. A title says more. */
function rankOf({ paths, texts, wallLikePt, scan }: ExaminedPage): number {
  if (scan) return 0.5;
  const subject = pageSubject(texts);
  const factor = subject === undefined ? 1 : subject === 'plan' ? planFactor : detailFactor;
  return factor * wallLikePt + Math.min(1000, paths.length) / 1000;
}

async function examinePage(pdf: OpenPdf, number: number): Promise<ExaminedPage> {
  const page = await pdf.page(number);
  const options = { intent: 'print', annotationMode: 0 };
  const operators = await refusing(() => page.getOperatorList(options), number);
  const { marks, images, hiddenCount, unknownTextCount, baselines } = readMarks(operators, page.view, pdf);
  const [minX, minY, maxX, maxY] = page.view;
  const paths = drawPage(marks, { minX, minY, maxX, maxY });
  const { texts, undecodedCount } = await readTexts(page, baselines);
  const scan = paths.length < minDrawnLines ? scanOf(images, page.view, paths) : undefined;
  return {
    number,
    page,
    paths,
    texts,
    undecodedCount: undecodedCount + unknownTextCount,
    hiddenCount,
    ...(scan ? { scan } : {}),
    imageCount: images.length,
    wallLikePt: scan ? 0 : wallLikeLength(paths),
  };
}

/** The image that is what a page shows: large beside the page, and beside what is drawn there otherwise. */
function scanOf(
  images: readonly PlacedImage[],
  view: readonly number[],
  paths: readonly DrawingPath[],
): PlacedImage | undefined {
  const areaOf = ({ matrix: [a, b, c, d] }: PlacedImage) => Math.abs(a * d - b * c);
  const largest = images.reduce<PlacedImage | undefined>(
    (best, image) => (best && areaOf(best) >= areaOf(image) ? best : image),
    undefined,
  );
  if (!largest) return undefined;
  const pageArea = (view[2] - view[0]) * (view[3] - view[1]);
  if (areaOf(largest) < minScanRatio * pageArea) return undefined;
  // A plan with an aerial photograph or a logo behind it is drawn over more than that.
  return wallLikeLength(paths) > Math.sqrt(pageArea) * 4 ? undefined : largest;
}

function nothingDrawn({ number, texts, imageCount }: ExaminedPage): DrawingError {
  const at = say('pdf-page', { page: number });
  if (texts.length > 0) return new DrawingError(at, say('pdf-only-text'), say('pdf-drawn-page'));
  return new DrawingError(
    at,
    say(imageCount > 0 ? 'pdf-small-images' : 'pdf-empty-page'),
    say('pdf-drawn-page'),
  );
}

/** Metres per point, by what the caller says, the sheet says, or nothing. */
function sheetUnit(
  scales: readonly SheetScale[],
  userUnit: number,
  image: ImageOptions | undefined,
): UnitGuess {
  const paper = metresPerPt * userUnit;
  if (image?.scale) {
    const metresPerUnit =
      'ratio' in image.scale ? paper * image.scale.ratio : metresPerPixelOf(image.scale, say('scale'));
    return {
      unit: pointName(metresPerUnit / paper),
      metresPerUnit,
      basis: 'given',
      sheetMetresPerUnit: paper,
    };
  }
  const sole = soleScale(scales);
  if (sole) {
    return {
      unit: pointName(sole.ratio),
      metresPerUnit: paper * sole.ratio,
      basis: 'paper-scale',
      sheetMetresPerUnit: paper,
    };
  }
  const ratio = scales[0]?.ratio ?? assumedRatio;
  const list = listPhrases(scales.slice(0, 6).map((scale) => `1:${scale.ratio}`));
  return {
    unit: pointName(ratio),
    metresPerUnit: paper * ratio,
    basis: 'assumed',
    sheetMetresPerUnit: paper,
    warning:
      scales.length > 0
        ? say('warning-paper-scales', { list, ratio })
        : say('warning-paper-no-scale', { ratio }),
  };
}

function pageWarnings(
  { number, undecodedCount, imageCount, scan }: ExaminedPage,
  pageCount: number,
  others: readonly number[],
): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  const at = `page ${number}`;
  if (others.length > 0 || pageCount > maxPages) {
    const list = listPhrases(others.map(String));
    const stated =
      pageCount > maxPages
        ? say('warning-pdf-pages-many', { page: number, count: pageCount, most: maxPages })
        : say('warning-pdf-pages', { page: number, count: pageCount, list });
    warnings.push(importWarning('pdf-pages', at, stated));
  }
  if (undecodedCount > 0) {
    const stated = say('warning-pdf-undecoded', { count: undecodedCount });
    warnings.push(importWarning('pdf-undecoded', at, stated));
  }
  if (imageCount > 0 && !scan) {
    warnings.push(importWarning('pdf-images', at, say('warning-pdf-images', { count: imageCount })));
  }
  return warnings;
}

/** The image that the page of a PDF is, to be asked about its scale; undefined for a page of lines. */
export async function scanOfPdf(
  bytes: Uint8Array,
  options: PdfOptions = {},
): Promise<GreyRaster | undefined> {
  return withPdf(bytes, async (pdf) => {
    const { chosen } = await choosePage(pdf, options);
    return chosen.scan && greyOf(chosen.page, chosen.scan);
  });
}

/** The image of a page goes the way of images. Its scale is what the caller says, or what the page says. */
async function readScan(
  { number, page, paths, texts }: ExaminedPage,
  image: PlacedImage,
  { image: given, monitor }: PdfOptions,
  warnings: readonly ImportWarning[],
): Promise<ReadDrawing> {
  const grey = await greyOf(page, image);
  const { ratio } = soleScale(sheetScales({ paths, texts })) ?? {};
  const [a, b] = image.matrix;
  const sheetPerPixel = (Math.hypot(a, b) * metresPerPt * page.userUnit) / grey.width;
  const stated = given?.scale;
  const scale =
    stated && 'ratio' in stated
      ? { metresPerPixel: stated.ratio * sheetPerPixel }
      : (stated ?? (ratio === undefined ? undefined : { metresPerPixel: ratio * sheetPerPixel }));
  const read = readRaster(grey, { ...given, scale }, monitor);
  const unit: UnitGuess | undefined =
    stated || ratio === undefined || !read.unit ? read.unit : { ...read.unit, basis: 'paper-scale' };
  const over = paths.length;
  const drawnOver =
    over > 0
      ? [importWarning('pdf-over-image', `page ${number}`, say('warning-pdf-over-image', { count: over }))]
      : [];
  return { ...read, unit, warnings: [...warnings, ...drawnOver, ...read.warnings] };
}

async function greyOf(page: PdfPage, { source }: PlacedImage): Promise<GreyRaster> {
  const decoded = typeof source === 'string' ? await objectOf(page, source) : source;
  const { width, height, kind, data } = Object(decoded) as Partial<PdfRaster>;
  if (!width || !height || !kind || !data) {
    throw new DrawingError(say('image'), say('pdf-image-unread'), say('a-picture-png'));
  }
  return { format: 'png', width, height, data: greyPixels({ width, height, kind, data }) };
}

/** Objects used on several pages have a store of their own. */
async function objectOf(page: PdfPage, id: string): Promise<unknown> {
  const store = id.startsWith('g_') ? page.commonObjs : page.objs;
  return new Promise((resolve) => store.get(id, resolve));
}

function greyPixels({ width, height, kind, data }: PdfRaster): Uint8Array {
  const grey = new Uint8Array(width * height);
  if (kind === 1) {
    const rowBytes = (width + 7) >> 3;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        grey[y * width + x] = (data[y * rowBytes + (x >> 3)] >> (7 - (x & 7))) & 1 ? 255 : 0;
      }
    }
    return grey;
  }
  const step = kind === 2 ? 3 : 4;
  for (let i = 0, at = 0; i < grey.length; i++, at += step) {
    const bright = 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    const opaque = kind === 3 ? data[at + 3] / 255 : 1;
    grey[i] = Math.round(255 - opaque * (255 - bright));
  }
  return grey;
}
