import { strToU8, zlibSync } from 'fflate';
import {
  type CircleMark,
  colourParts,
  type Mark,
  type PathMark,
  type RasterMark,
  type Sheet,
  type TextMark,
} from '../sheet.ts';
import { createPdfFile, type PdfFile } from './pdf-file.ts';
import type { DocumentFont } from './read-font.ts';

/** Kept as they are; `glyf` and `loca` are written anew. */
const retainedTables = ['cvt ', 'fpgm', 'head', 'hhea', 'hmtx', 'maxp', 'prep'];

/** Bits of a composite glyph's flags. */
const wordArguments = 1;
const oneScale = 8;
const moreComponents = 32;
const twoScales = 64;
const fourScales = 128;

/** Stands where no font has the character (U+3013, the printers' mark for a missing type). */
const missingMark = 0x3013;

interface Run {
  font: number;
  glyphs: number[];
  /** Text that a copy reads where the glyphs show something else. */
  actual?: string;
}

/** Sets text in the first font that has each character, and remembers which glyphs were used and what was missing. */
interface TextSetter {
  /** PDF operators of a text, y down. */
  operators(mark: TextMark): string;
  /** Characters by glyph, one map per font. */
  used: readonly Map<number, number>[];
  missing: Set<string>;
}

/**
 * Sheets as pages of one PDF 1.7 (ISO 32000-1): vectors, text that can be searched and copied, the glyphs used embedded, a
 * bookmark per page. No date and no random id: same input, same bytes.
 */
export function sheetsPdf(sheets: readonly Sheet[], { title, lang, fonts }: PdfOptions): PdfDocument {
  const setter = createTextSetter(fonts);
  const rasters: RasterMark[] = [];
  const contents = sheets.map((sheet) => pageContent(sheet, setter, rasters));
  const file = createPdfFile();
  const catalog = file.reserve();
  const pages = file.reserve();
  const outlines = file.reserve();
  const fontIds = fonts.map((font, index) => fontObjects(file, font, setter.used[index], index));
  const named = (letter: string, ids: readonly number[]) =>
    `<<${ids.map((id, index) => `/${letter}${index} ${id} 0 R`).join(' ')}>>`;
  const imageIds = rasters.map((raster) => imageObject(file, raster));
  const images = imageIds.length > 0 ? ` /XObject ${named('I', imageIds)}` : '';
  const resources = file.add(`<</Font ${named('F', fontIds)}${images}>>`);
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

function createTextSetter(fonts: readonly DocumentFont[]): TextSetter {
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
      const fractions = { start: 0, middle: 0.5, end: 1 };
      const before = runs.reduce((sum, run) => sum + widthOf(run), 0) * mark.sizeMm * fractions[mark.anchor];
      const angleRad = ((mark.angleDeg ?? 0) * Math.PI) / 180;
      const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
      const location = [mark.at[0] - before * cos, mark.at[1] + before * sin];
      const matrix = [cos, -sin, -sin, -cos, ...location].map(number).join(' ');
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
  return colourParts(colour)
    .map((part) => number(part / 255))
    .join(' ');
}

function number(value: number): string {
  return String(Math.round(value * 10_000) / 10_000 + 0);
}

const pointsPerMm = 72 / 25.4;
/** Handle length of a cubic curve that draws a quarter circle. */
const quarter = 0.5522847498;

/**
 * Content stream of a sheet: millimetres, y down, as the sheet has them.
 * @param rasters receives those of the sheet; they are drawn by their number in it
 */
function pageContent(sheet: Sheet, setter: TextSetter, rasters: RasterMark[]): string {
  const k = number(pointsPerMm);
  const lines = sheet.marks.map((mark) =>
    mark.kind === 'raster' ? rasterOperators(mark, rasters.push(mark) - 1) : markOperators(mark, setter),
  );
  return `1 j ${k} 0 0 -${k} 0 ${number(sheet.heightMm * pointsPerMm)} cm\n${lines.join('\n')}\n`;
}

/** An image is a square of side 1 whose first row is at its top. */
function rasterOperators({ at: [x, y], widthMm, heightMm }: RasterMark, index: number): string {
  const matrix = [widthMm, 0, 0, -heightMm, x, y + heightMm].map(number).join(' ');
  return `q ${matrix} cm /I${index} Do Q`;
}

function imageObject(file: PdfFile, { rows, columns, pixels, palette }: RasterMark): number {
  const hex = ['#ffffff', ...palette].map((colour) => colour.slice(1)).join('');
  return file.addStream(
    zlibSync(pixels),
    `/Type /XObject /Subtype /Image /Width ${columns} /Height ${rows} /BitsPerComponent 8 ` +
      `/ColorSpace [/Indexed /DeviceRGB ${palette.length} <${hex}>] /Mask [0 0] /Interpolate false /Filter /FlateDecode`,
  );
}

function markOperators(mark: Exclude<Mark, RasterMark>, setter: TextSetter): string {
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
  fonts: readonly [DocumentFont, ...DocumentFont[]];
}

export interface PdfDocument {
  bytes: Uint8Array;
  /** Characters that no font has: 〓 stands in their place, and a copy of the text has the character. */
  missing: string[];
}

/**
 * A TrueType file with the outlines of these glyphs only, and of what they are composed of. Glyphs keep their numbers, so
 * that every table about them stays good.
 */
function subsetFont(font: DocumentFont, glyphs: Iterable<number>): Uint8Array {
  const glyf = font.table('glyf')!;
  const locate = glyphLocations(font);
  const wanted = withComponents(new Set([0, ...glyphs]), glyf, locate);
  const parts: Uint8Array[] = [];
  const loca = new DataView(new ArrayBuffer(4 * (font.glyphCount + 1)));
  let at = 0;
  for (let glyph = 0; glyph < font.glyphCount; glyph++) {
    loca.setUint32(4 * glyph, at);
    if (!wanted.has(glyph)) continue;
    const [from, to] = locate(glyph);
    const outline = padded(glyf.subarray(from, to));
    parts.push(outline);
    at += outline.length;
  }
  loca.setUint32(4 * font.glyphCount, at);
  const head = font.table('head')!.slice();
  // Offsets in `loca` are four bytes each.
  new DataView(head.buffer).setInt16(50, 1);
  const tables = new Map<string, Uint8Array>();
  for (const tag of retainedTables) {
    const table = tag === 'head' ? head : font.table(tag);
    if (table) tables.set(tag, table);
  }
  tables.set('glyf', joined(parts));
  tables.set('loca', new Uint8Array(loca.buffer));
  return writeTables(tables);
}

function glyphLocations(font: DocumentFont): (glyph: number) => [number, number] {
  const head = font.table('head')!;
  const table = font.table('loca')!;
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const isLong = new DataView(head.buffer, head.byteOffset).getInt16(50) === 1;
  const at = (glyph: number) => (isLong ? view.getUint32(4 * glyph) : 2 * view.getUint16(2 * glyph));
  return (glyph) => [at(glyph), at(glyph + 1)];
}

function withComponents(
  glyphs: Set<number>,
  glyf: Uint8Array,
  locate: (glyph: number) => [number, number],
): Set<number> {
  // A set visits what is added to it on the way.
  for (const glyph of glyphs) {
    const [from, to] = locate(glyph);
    if (to - from < 12) continue;
    const view = new DataView(glyf.buffer, glyf.byteOffset + from, to - from);
    if (view.getInt16(0) >= 0) continue;
    let at = 10;
    let flags = moreComponents;
    while (flags & moreComponents && at + 4 <= view.byteLength) {
      flags = view.getUint16(at);
      glyphs.add(view.getUint16(at + 2));
      at += 4 + (flags & wordArguments ? 4 : 2);
      if (flags & oneScale) at += 2;
      else if (flags & twoScales) at += 4;
      else if (flags & fourScales) at += 8;
    }
  }
  return glyphs;
}

function writeTables(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const tags = [...tables.keys()].sort();
  const header = new DataView(new ArrayBuffer(12 + 16 * tags.length));
  const folded = 2 ** Math.floor(Math.log2(tags.length));
  header.setUint32(0, 0x00010000);
  header.setUint16(4, tags.length);
  header.setUint16(6, 16 * folded);
  header.setUint16(8, Math.log2(folded));
  header.setUint16(10, 16 * (tags.length - folded));
  const parts: Uint8Array[] = [new Uint8Array(header.buffer)];
  let at = header.byteLength;
  tags.forEach((tag, index) => {
    const table = padded(tables.get(tag)!);
    const entry = 12 + 16 * index;
    for (let k = 0; k < 4; k++) header.setUint8(entry + k, tag.charCodeAt(k));
    header.setUint32(entry + 4, checksum(table));
    header.setUint32(entry + 8, at);
    header.setUint32(entry + 12, tables.get(tag)!.length);
    parts.push(table);
    at += table.length;
  });
  return joined(parts);
}

function checksum(table: Uint8Array): number {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  whole.set(bytes);
  return whole;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Writes a composite font with the glyphs used (glyph → character); the number of its object. */
function fontObjects(
  file: PdfFile,
  font: DocumentFont,
  used: ReadonlyMap<number, number>,
  index: number,
): number {
  const glyphs = [...used.keys()].sort((a, b) => a - b);
  const perEm = (value: number) => Math.round((1000 * value) / font.unitsPerEm);
  const name = `/${subsetTag(index)}+${font.name}${index === 0 ? '' : index}`;
  const program = subsetFont(font, glyphs);
  const programId = file.addStream(zlibSync(program), `/Filter /FlateDecode /Length1 ${program.length}`);
  const descriptor = file.add(
    `<</Type /FontDescriptor /FontName ${name} /Flags 4 /FontBBox [${font.bounds.map(perEm).join(' ')}] ` +
      `/ItalicAngle 0 /Ascent ${perEm(font.ascent)} /Descent ${perEm(font.descent)} ` +
      `/CapHeight ${perEm(font.capHeightInUnits)} /StemV 80 /FontFile2 ${programId} 0 R>>`,
  );
  const widths = glyphs.map((glyph) => `${glyph} [${perEm(font.advanceOf(glyph))}]`).join(' ');
  const descendant = file.add(
    `<</Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) ` +
      `/Supplement 0>> /FontDescriptor ${descriptor} 0 R /DW 1000 /W [${widths}] /CIDToGIDMap /Identity>>`,
  );
  const unicode = file.addStream(zlibSync(strToU8(unicodeMap(used))), '/Filter /FlateDecode');
  return file.add(
    `<</Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H ` +
      `/DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R>>`,
  );
}

/** Six letters that mark an embedded part of a font. */
function subsetTag(index: number): string {
  return `DIKUA${String.fromCharCode(65 + index)}`;
}

/** Maps glyphs to characters, for searching and copying. */
function unicodeMap(used: ReadonlyMap<number, number>): string {
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  const lines = [...used].map(([glyph, code]) => {
    const units = String.fromCodePoint(code)
      .split('')
      .map((unit) => hex(unit.charCodeAt(0)));
    return `<${hex(glyph)}> <${units.join('')}>`;
  });
  const blocks: string[] = [];
  for (let from = 0; from < lines.length; from += 100) {
    const block = lines.slice(from, from + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return (
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n' +
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n' +
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n' +
    '1 begincodespacerange <0000> <FFFF> endcodespacerange\n' +
    `${blocks.join('\n')}\nendcmap CMapName currentdict /CMap defineresource pop end end\n`
  );
}
