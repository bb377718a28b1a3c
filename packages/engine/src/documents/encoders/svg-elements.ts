import { escapeXml } from './escape-xml.ts';
import { formatPixel } from './format-numbers.ts';

/** System fonts in a browser; the bundled Noto Sans SC when rasterised. */
export const fontStack =
  "'Noto Sans SC','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',system-ui,sans-serif";

export interface TextStyle {
  sizePx: number;
  fill?: string;
  anchor?: 'start' | 'middle' | 'end';
  weight?: number;
  /** Colour of a soft outline that keeps the text readable on the field. */
  halo?: string;
}

/** One line of text with its baseline at (x, y); the text is escaped. */
export function svgText(text: string, x: number, y: number, style: TextStyle): string {
  const { sizePx, fill = '#1d2126', anchor = 'start', weight, halo } = style;
  const attributes =
    `font-size="${formatPixel(sizePx)}"` +
    (anchor === 'start' ? '' : ` text-anchor="${anchor}"`) +
    (weight === undefined ? '' : ` font-weight="${weight}"`);
  const location = `x="${formatPixel(x)}" y="${formatPixel(y)}"`;
  const content = escapeXml(text);
  const under = halo
    ? `<text ${location} ${attributes} fill="none" stroke="${halo}" stroke-width="3" stroke-linejoin="round">${content}</text>`
    : '';
  return `${under}<text ${location} ${attributes} fill="${fill}">${content}</text>`;
}

/** Rough width of a text in pixels: a hanzi is one em, other characters a little over half. */
export function estimateTextWidthPx(text: string, sizePx: number): number {
  let ems = 0;
  for (const character of text) ems += character > '\u2e7f' ? 1 : 0.58;
  return ems * sizePx;
}

/** The text cut to a width, with an ellipsis where something is missing. */
export function fitText(text: string, sizePx: number, widthPx: number): string {
  if (estimateTextWidthPx(text, sizePx) <= widthPx) return text;
  const characters = [...text];
  while (characters.length > 0 && estimateTextWidthPx(`${characters.join('')}…`, sizePx) > widthPx) {
    characters.pop();
  }
  return `${characters.join('')}…`;
}

/** Browsers show cells as squares; the renderer of the command line skips the rule and follows `optimizeSpeed`. */
const crispImages = '<style>@supports (image-rendering:pixelated){image{image-rendering:pixelated}}</style>';

export function svgDocument(widthPx: number, heightPx: number, label: string, content: string): string {
  const size = `${formatPixel(widthPx)} ${formatPixel(heightPx)}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" width="${formatPixel(widthPx)}" ` +
    `height="${formatPixel(heightPx)}" role="img" aria-label="${escapeXml(label)}" font-family="${fontStack}">` +
    `${crispImages}<rect width="100%" height="100%" fill="#fff"/>${content}</svg>`
  );
}
