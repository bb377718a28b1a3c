import { InputError, type Phrase, requireBytes, say } from '../../../core/index.ts';

/** A TrueType font with outlines in `glyf`, as far as a PDF needs it. Lengths in font units. */
export interface DocumentFont {
  name: string;
  unitsPerEm: number;
  ascent: number;
  descent: number;
  capHeightInUnits: number;
  /** xMin, yMin, xMax, yMax. */
  bounds: [number, number, number, number];
  glyphCount: number;
  /** 0 where the font lacks the character. */
  glyphOf(codePoint: number): number;
  advanceOf(glyph: number): number;
  table(tag: string): Uint8Array | undefined;
}

/**
 * Reads the first font of a TrueType file or collection (ISO/IEC 14496-22). Throws `InputError` for anything else, and
 * for fonts with PostScript outlines.
 */
export function readFont(bytes: Uint8Array, fileName = 'font'): DocumentFont {
  requireBytes('font', bytes);
  try {
    return parseFont(bytes);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw refusal(fileName, say('damaged-font'));
  }

  function parseFont(file: Uint8Array): DocumentFont {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const start = tagAt(view, 0) === 'ttcf' ? view.getUint32(12) : 0;
    const kind = view.getUint32(start);
    if (kind === 0x4f54544f) throw refusal(fileName, say('cff-font'));
    if (kind !== 0x00010000 && kind !== 0x74727565) throw refusal(fileName, say('no-font'));
    const tables = new Map<string, Uint8Array>();
    for (let i = 0; i < view.getUint16(start + 4); i++) {
      const entry = start + 12 + 16 * i;
      const from = view.getUint32(entry + 8);
      tables.set(tagAt(view, entry), file.subarray(from, from + view.getUint32(entry + 12)));
    }
    const viewOf = (tag: string): DataView => {
      const table = tables.get(tag);
      if (!table) throw refusal(fileName, say('no-font-table', { tag }));
      return new DataView(table.buffer, table.byteOffset, table.byteLength);
    };
    for (const tag of ['glyf', 'loca']) viewOf(tag);
    const head = viewOf('head');
    const hhea = viewOf('hhea');
    const hmtx = viewOf('hmtx');
    const os2 = tables.has('OS/2') ? viewOf('OS/2') : undefined;
    const metricsCount = hhea.getUint16(34);
    const ascent = hhea.getInt16(4);
    const capHeightInUnits = os2 && os2.byteLength > 90 ? os2.getInt16(88) : Math.round(0.7 * ascent);
    return {
      name: 'DikuPaper',
      unitsPerEm: head.getUint16(18),
      ascent,
      descent: hhea.getInt16(6),
      capHeightInUnits,
      bounds: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
      glyphCount: viewOf('maxp').getUint16(4),
      glyphOf: characterMap(viewOf('cmap')),
      advanceOf: (glyph) => hmtx.getUint16(4 * Math.min(glyph, metricsCount - 1)),
      table: (tag) => tables.get(tag),
    };
  }
}

function refusal(fileName: string, found: Phrase): InputError {
  return new InputError([{ at: fileName, found, expected: say('truetype-font') }]);
}

function tagAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(at + k)));
}

/** The widest Unicode map of the font, formats 4 and 12. */
function characterMap(cmap: DataView): (codePoint: number) => number {
  let chosen: { at: number; format: number } | undefined;
  for (let i = 0; i < cmap.getUint16(2); i++) {
    const platform = cmap.getUint16(4 + 8 * i);
    const at = cmap.getUint32(8 + 8 * i);
    const format = cmap.getUint16(at);
    if ((platform !== 0 && platform !== 3) || (format !== 4 && format !== 12)) continue;
    if (!chosen || format > chosen.format) chosen = { at, format };
  }
  const map = new Map<number, number>();
  if (chosen?.format === 12) readGroups(cmap, chosen.at, map);
  else if (chosen) readSegments(cmap, chosen.at, map);
  return (codePoint) => map.get(codePoint) ?? 0;
}

function readGroups(cmap: DataView, at: number, map: Map<number, number>): void {
  for (let i = 0; i < cmap.getUint32(at + 12); i++) {
    const group = at + 16 + 12 * i;
    const first = cmap.getUint32(group);
    const last = Math.min(cmap.getUint32(group + 4), 0x10ffff);
    for (let code = first; code <= last; code++) map.set(code, cmap.getUint32(group + 8) + code - first);
  }
}

function readSegments(cmap: DataView, at: number, map: Map<number, number>): void {
  const twice = cmap.getUint16(at + 6);
  for (let i = 0; i < twice; i += 2) {
    const last = cmap.getUint16(at + 14 + i);
    const first = cmap.getUint16(at + 16 + twice + i);
    const delta = cmap.getUint16(at + 16 + 2 * twice + i);
    const rangeAt = at + 16 + 3 * twice + i;
    const range = cmap.getUint16(rangeAt);
    for (let code = first; code <= last && code < 0xffff; code++) {
      const raw = range === 0 ? code : cmap.getUint16(rangeAt + range + 2 * (code - first));
      const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph > 0) map.set(code, glyph);
    }
  }
}
