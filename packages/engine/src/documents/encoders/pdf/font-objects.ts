import { strToU8, zlibSync } from 'fflate';
import type { PdfFile } from './pdf-file.ts';
import type { PaperFont } from './read-font.ts';
import { subsetFont } from './subset-font.ts';

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
