import { strToU8, zlibSync } from 'fflate';
import type { CircleMark, Mark, PathMark, Sheet, TextMark } from '../sheet.ts';
import { fontObjects } from './font-objects.ts';
import { createPdfFile } from './pdf-file.ts';
import type { PaperFont } from './read-font.ts';

/** Stands where no font has the character (U+3013, the printers' mark for a missing type). */
const missingMark = 0x3013;

interface Run {
  font: number;
  glyphs: number[];
  /** What a copy of the text reads where the glyphs show something else. */
  actual?: string;
}

/** Sets text in the first font that has each character, and remembers which glyphs were used and what was missing. */
interface TextSetter {
  /** PDF operators of a text, y down. */
  operators(mark: TextMark): string;
  /** Per font: glyph → character. */
  used: readonly Map<number, number>[];
  missing: Set<string>;
}

function createTextSetter(fonts: readonly PaperFont[]): TextSetter {
  const used = fonts.map(() => new Map<number, number>());
  const missing = new Set<string>();
  const runsOf = (text: string): Run[] => {
    const runs: Run[] = [];
    // Spaces of every width are one in fonts that have few.
    for (const character of text.replace(/\s/g, ' ')) {
      const code = character.codePointAt(0)!;
      const at = fonts.findIndex((font) => font.glyphOf(code) > 0);
      const font = Math.max(at, 0);
      const glyph = at < 0 ? fonts[0].glyphOf(missingMark) : fonts[at].glyphOf(code);
      if (!used[font].has(glyph)) used[font].set(glyph, at < 0 ? missingMark : code);
      if (at < 0) missing.add(character);
      const last = runs.at(-1);
      if (last && last.font === font && at >= 0 && last.actual === undefined) last.glyphs.push(glyph);
      else runs.push({ font, glyphs: [glyph], ...(at < 0 ? { actual: character } : {}) });
    }
    return runs;
  };
  const widthOf = ({ font, glyphs }: Run): number =>
    glyphs.reduce((sum, glyph) => sum + fonts[font].advanceOf(glyph), 0) / fonts[font].unitsPerEm;
  return {
    used,
    missing,
    operators(mark) {
      const runs = runsOf(mark.text);
      const shares = { start: 0, middle: 0.5, end: 1 };
      const before = runs.reduce((sum, run) => sum + widthOf(run), 0) * mark.sizeMm * shares[mark.anchor];
      const angleRad = ((mark.angleDeg ?? 0) * Math.PI) / 180;
      const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
      const place = [mark.at[0] - before * cos, mark.at[1] + before * sin];
      const matrix = [cos, -sin, -sin, -cos, ...place].map(number).join(' ');
      const colour = colourOperands(mark.colour);
      const bold = mark.bold ? `2 Tr ${number(0.035 * mark.sizeMm)} w ${colour} RG ` : '';
      const shown = runs.map(({ font, glyphs, actual }) => {
        const hex = glyphs.map((glyph) => glyph.toString(16).padStart(4, '0')).join('');
        const show = `/F${font} ${number(mark.sizeMm)} Tf <${hex}> Tj`;
        return actual === undefined ? show : `/Span <</ActualText ${pdfText(actual)}>> BDC ${show} EMC`;
      });
      return `BT ${bold}${colour} rg ${matrix} Tm ${shown.join(' ')}${mark.bold ? ' 0 Tr' : ''} ET`;
    },
  };
}

/** A text outside the pages, UTF-16 with its byte order mark. */
function pdfText(text: string): string {
  let hex = 'FEFF';
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).padStart(4, '0');
  return `<${hex}>`;
}

/** `#rrggbb` as three operands 0–1. */
function colourOperands(colour: string): string {
  return [1, 3, 5].map((at) => number(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ');
}

function number(value: number): string {
  return String(Math.round(value * 10_000) / 10_000 + 0);
}

const pointsPerMm = 72 / 25.4;
/** Of a quarter circle by a cubic curve. */
const quarter = 0.5522847498;

/** Content stream of a sheet: millimetres, y down, as the sheet has them. */
function pageContent(sheet: Sheet, setter: TextSetter): string {
  const k = number(pointsPerMm);
  const lines = sheet.marks.map((mark) => markOperators(mark, setter));
  return `1 j ${k} 0 0 -${k} 0 ${number(sheet.heightMm * pointsPerMm)} cm\n${lines.join('\n')}\n`;
}

function markOperators(mark: Mark, setter: TextSetter): string {
  if (mark.kind === 'text') return setter.operators(mark);
  const shape = mark.kind === 'circle' ? circle(mark) : path(mark);
  const { pen, fill } = mark;
  const dash = pen?.dashMm ? `[${pen.dashMm.map(number).join(' ')}] 0 d ` : '';
  const stroke = pen ? `${colourOperands(pen.colour)} RG ${number(pen.widthMm)} w ${dash}` : '';
  const paint = fill ? `${colourOperands(fill)} rg ` : '';
  const operator = pen && fill ? 'B' : fill ? 'f' : 'S';
  return `${stroke}${paint}${shape} ${operator}${dash ? ' [] 0 d' : ''}`;
}

function path({ points, closed }: PathMark): string {
  const steps = points.map(([x, y], index) => `${number(x)} ${number(y)} ${index === 0 ? 'm' : 'l'}`);
  return `${steps.join(' ')}${closed ? ' h' : ''}`;
}

function circle({ center: [x, y], radiusMm: r }: CircleMark): string {
  const q = quarter * r;
  const curve = (...values: number[]) => `${values.map(number).join(' ')} c`;
  return [
    `${number(x + r)} ${number(y)} m`,
    curve(x + r, y + q, x + q, y + r, x, y + r),
    curve(x - q, y + r, x - r, y + q, x - r, y),
    curve(x - r, y - q, x - q, y - r, x, y - r),
    curve(x + q, y - r, x + r, y - q, x + r, y),
    'h',
  ].join(' ');
}

export interface PdfOptions {
  title: string;
  /** `zh-CN`, `en`. */
  lang: string;
  /** Each character is set in the first font that has it. */
  fonts: readonly [PaperFont, ...PaperFont[]];
}

export interface PdfDocument {
  bytes: Uint8Array;
  /** Characters that no font has: 〓 stands in their place, and a copy of the text has the character. */
  missing: string[];
}

/**
 * Sheets as pages of one PDF 1.7 (ISO 32000-1): vectors, text that can be searched and copied, the glyphs used embedded, a
 * bookmark per page. No date and no random id: same input, same bytes.
 */
export function sheetsPdf(sheets: readonly Sheet[], { title, lang, fonts }: PdfOptions): PdfDocument {
  const setter = createTextSetter(fonts);
  const contents = sheets.map((sheet) => pageContent(sheet, setter));
  const file = createPdfFile();
  const catalog = file.reserve();
  const pages = file.reserve();
  const outlines = file.reserve();
  const fontIds = fonts.map((font, index) => fontObjects(file, font, setter.used[index], index));
  const resources = file.add(`<</Font <<${fontIds.map((id, index) => `/F${index} ${id} 0 R`).join(' ')}>>>>`);
  const pageIds = sheets.map((sheet, index) => {
    const content = file.addStream(zlibSync(strToU8(contents[index])), '/Filter /FlateDecode');
    const box = [sheet.widthMm, sheet.heightMm].map((mm) => number(mm * pointsPerMm)).join(' ');
    return file.add(
      `<</Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${box}] /Resources ${resources} 0 R /Contents ${content} 0 R>>`,
    );
  });
  const bookmarks = sheets.map(() => file.reserve());
  sheets.forEach((sheet, index) => {
    const previous = index > 0 ? ` /Prev ${bookmarks[index - 1]} 0 R` : '';
    const next = index + 1 < sheets.length ? ` /Next ${bookmarks[index + 1]} 0 R` : '';
    file.set(
      bookmarks[index],
      `<</Title ${pdfText(sheet.title)} /Parent ${outlines} 0 R${previous}${next} /Dest [${pageIds[index]} 0 R /Fit]>>`,
    );
  });
  file.set(
    outlines,
    `<</Type /Outlines /First ${bookmarks[0]} 0 R /Last ${bookmarks.at(-1)} 0 R /Count ${sheets.length}>>`,
  );
  file.set(
    pages,
    `<</Type /Pages /Count ${sheets.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}]>>`,
  );
  file.set(
    catalog,
    `<</Type /Catalog /Pages ${pages} 0 R /Outlines ${outlines} 0 R /PageMode /UseOutlines /Lang ${pdfText(lang)}>>`,
  );
  const info = file.add(`<</Title ${pdfText(title)} /Producer (Diku)>>`);
  return { bytes: file.finish({ catalog, info }), missing: [...setter.missing] };
}
