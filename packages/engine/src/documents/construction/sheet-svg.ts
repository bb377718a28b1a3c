import { encode } from 'fast-png';
import { encodeBase64 } from '../../core/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { colourParts, type Mark, type Pen, type RasterMark, type Sheet } from '../encoders/sheet.ts';
import { fontStack } from '../encoders/svg-elements.ts';

/** Sheets as one self-contained SVG in millimetres, one under the other. Same input, same bytes. */
export function sheetsSvg(sheets: readonly Sheet[]): string {
  const gapMm = 10;
  const widthMm = Math.max(...sheets.map((sheet) => sheet.widthMm));
  let y = 0;
  const parts = sheets.map((sheet) => {
    const part =
      `<g transform="translate(0 ${number(y)})" aria-label="${escapeXml(sheet.title)}">` +
      `<rect width="${number(sheet.widthMm)}" height="${number(sheet.heightMm)}" fill="#fff"/>` +
      `${sheet.marks.map(markSvg).join('\n')}</g>`;
    y += sheet.heightMm + gapMm;
    return part;
  });
  const heightMm = y - gapMm;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${number(widthMm)} ${number(heightMm)}" ` +
    `width="${number(widthMm)}mm" height="${number(heightMm)}mm" role="img" ` +
    `aria-label="${escapeXml(sheets.map(({ title }) => title).join(' · '))}" font-family="${fontStack}">` +
    `${parts.join('\n')}</svg>\n`
  );
}

function markSvg(mark: Mark): string {
  if (mark.kind === 'text') {
    const [x, y] = mark.at;
    const turn = mark.angleDeg
      ? ` transform="rotate(${number(-mark.angleDeg)} ${number(x)} ${number(y)})"`
      : '';
    const anchor = mark.anchor === 'start' ? '' : ` text-anchor="${mark.anchor}"`;
    const weight = mark.bold ? ' font-weight="600"' : '';
    return (
      `<text x="${number(x)}" y="${number(y)}" font-size="${number(mark.sizeMm)}" fill="${mark.colour}"` +
      `${anchor}${weight}${turn}>${escapeXml(mark.text)}</text>`
    );
  }
  if (mark.kind === 'raster') return rasterSvg(mark);
  const style = `fill="${mark.fill ?? 'none'}"${penSvg(mark.pen)}`;
  if (mark.kind === 'circle') {
    const [x, y] = mark.center;
    return `<circle cx="${number(x)}" cy="${number(y)}" r="${number(mark.radiusMm)}" ${style}/>`;
  }
  const data = mark.points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`);
  return `<path d="${data.join('')}${mark.closed ? 'Z' : ''}" ${style}/>`;
}

function rasterSvg({ at: [x, y], widthMm, heightMm, rows, columns, pixels, palette }: RasterMark): string {
  // The transparent colour stands first: the encoder writes alpha for the leading entries only.
  const colours = palette.map((colour) => [...colourParts(colour), 255]);
  const png = encode(
    {
      ...{ width: columns, height: rows, data: pixels, depth: 8, channels: 1 },
      palette: [[255, 255, 255, 0], ...colours],
    },
    { zlib: { level: 9 } },
  );
  return (
    `<image x="${number(x)}" y="${number(y)}" width="${number(widthMm)}" height="${number(heightMm)}" ` +
    `preserveAspectRatio="none" image-rendering="optimizeSpeed" href="data:image/png;base64,${encodeBase64(png)}"/>`
  );
}

function penSvg(pen: Pen | undefined): string {
  if (!pen) return '';
  const dash = pen.dashMm ? ` stroke-dasharray="${pen.dashMm.map(number).join(' ')}"` : '';
  return ` stroke="${pen.colour}" stroke-width="${number(pen.widthMm)}" stroke-linejoin="round"${dash}`;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
