/** The texts of a drawing on a flat canvas, where they are large enough to read. */
import type { DrawnText } from './imported.ts';

/** Heights of texts in drawings are those of capital letters; a font is so much larger. */
const fontPerHeight = 1.35;
const textFont = 'system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';

/** Lines of one text are this many heights apart, as CAD programs set them. */
const lineHeights = 5 / 3;

/** Descent from the baseline down to what counts as the bottom, heights of capitals. */
const descentHeights = 0.25;

/** Smaller than this nothing can be read, CSS pixels. */
const minPixels = 5;
const maxPixels = 40;

/** Drawn in one frame. */
const maxTexts = 1500;

/** A canvas in CSS pixels, and where the drawing's (0, 0) lies on it. */
interface TextSheet {
  left: number;
  top: number;
  /** CSS pixels per metre, or per unit of the drawing. */
  pixelsPerM: number;
  widthPixels: number;
  heightPixels: number;
  /** Pixels of the canvas per CSS pixel. */
  ratio: number;
}

/** Draws texts in the fill style of the context, whose transform is set to that of the last text. */
export function drawTexts(
  context: CanvasRenderingContext2D,
  texts: readonly DrawnText[],
  { left: originLeft, top: originTop, pixelsPerM, widthPixels, heightPixels: depthPixels, ratio }: TextSheet,
): void {
  let drawn = 0;
  let size = '';
  for (const text of texts) {
    const heightPixels = Math.min(maxPixels, text.heightM * pixelsPerM);
    if (heightPixels < minPixels || drawn >= maxTexts) continue;
    const left = originLeft + text.x * pixelsPerM;
    const top = originTop - text.y * pixelsPerM;
    const reach = Math.max((text.lengthM ?? 0) * pixelsPerM, text.text.length * 1.5 * heightPixels) + 20;
    if (left < -reach || top < -reach || left > widthPixels + reach || top > depthPixels + reach) continue;
    const wanted = `${Math.round(heightPixels * fontPerHeight)}px ${textFont}`;
    if (wanted !== size) context.font = wanted;
    size = wanted;
    context.setTransform(ratio, 0, 0, ratio, left * ratio, top * ratio);
    drawText(context, text, { heightPixels, pixelsPerM });
    drawn++;
  }
}

/**
 * Draws a text about the origin of the context: turned, aligned and as wide as the drawing says.
 * @param heightPixels of its capitals, on the canvas; the font is set already
 */
function drawText(
  context: CanvasRenderingContext2D,
  { text, angleRad, acrossRatio, row, widthRatio, lengthM }: DrawnText,
  { heightPixels, pixelsPerM }: { heightPixels: number; pixelsPerM: number },
): void {
  const lines = text.split('\n');
  const widths = lines.map((line) => context.measureText(line).width);
  const widest = Math.max(1, ...widths);
  const stretch = lengthM === undefined ? widthRatio : (lengthM * pixelsPerM) / widest;
  if (!(stretch > 0) || !Number.isFinite(stretch)) return;
  context.rotate(-angleRad);
  context.scale(stretch, 1);
  const below = (lines.length - 1) * lineHeights * heightPixels;
  const first = firstBaseline(row, heightPixels, below);
  for (const [index, line] of lines.entries()) {
    context.fillText(line, -acrossRatio * widths[index], first + index * lineHeights * heightPixels);
  }
}

/** Baseline of the first line, downwards from the position. */
function firstBaseline(row: DrawnText['row'], heightPixels: number, below: number): number {
  switch (row) {
    case 'top':
      return heightPixels;
    case 'middle':
      return (heightPixels - below) / 2;
    case 'bottom':
      return -below - descentHeights * heightPixels;
    default:
      return 0;
  }
}
