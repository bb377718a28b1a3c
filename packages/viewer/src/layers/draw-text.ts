import type { DrawnText } from '../store/imported.ts';

/** Heights of texts in drawings are those of capital letters; a font is so much larger. */
export const fontPerHeight = 1.35;
export const textFont = 'system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
/** Lines of one text are this many heights apart, as CAD programs set them. */
const lineHeights = 5 / 3;
/** From the baseline down to what counts as the bottom, heights of capitals. */
const descentHeights = 0.25;

/**
 * Draws a text about the origin of the context: turned, aligned and as wide as the drawing says.
 * @param heightPixels of its capitals, on the canvas; the font is set already
 */
export function drawText(
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

/** Where the baseline of the first line is, downwards from the position. @param below length of the lines after it */
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
