import { strToU8, zlibSync } from 'fflate';
import type { PdfFile } from './pdf-file.ts';
import type { PaperFont } from './read-font.ts';

/** Kept as they are; `glyf` and `loca` are written anew. */
const keptTables = ['cvt ', 'fpgm', 'head', 'hhea', 'hmtx', 'maxp', 'prep'];

/**
 * A TrueType file with the outlines of these glyphs only, and of what they are composed of. Glyphs keep their numbers, so
 * that every table about them stays good.
 */
function subsetFont(font: PaperFont, glyphs: Iterable<number>): Uint8Array {
  const glyf = font.table('glyf')!;
  const locate = glyphPlaces(font);
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
  for (const tag of keptTables) {
    const table = tag === 'head' ? head : font.table(tag);
    if (table) tables.set(tag, table);
  }
  tables.set('glyf', joined(parts));
  tables.set('loca', new Uint8Array(loca.buffer));
  return writeTables(tables);
}

function glyphPlaces(font: PaperFont): (glyph: number) => [number, number] {
  const head = font.table('head')!;
  const table = font.table('loca')!;
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const isLong = new DataView(head.buffer, head.byteOffset).getInt16(50) === 1;
  const at = (glyph: number) => (isLong ? view.getUint32(4 * glyph) : 2 * view.getUint16(2 * glyph));
  return (glyph) => [at(glyph), at(glyph + 1)];
}

/** Bits of a composite glyph's flags. */
const wordArguments = 1;
const oneScale = 8;
const moreComponents = 32;
const twoScales = 64;
const fourScales = 128;

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
export function fontObjects(
  file: PdfFile,
  font: PaperFont,
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

/** From glyph to character, for searching and copying. */
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
