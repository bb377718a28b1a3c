import type { TextMark } from '../sheet.ts';
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
export interface TextSetter {
  /** PDF operators of a text, y down. */
  operators(mark: TextMark): string;
  /** Per font: glyph → character. */
  used: readonly Map<number, number>[];
  missing: Set<string>;
}

export function createTextSetter(fonts: readonly PaperFont[]): TextSetter {
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
export function pdfText(text: string): string {
  let hex = 'FEFF';
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).padStart(4, '0');
  return `<${hex}>`;
}

/** `#rrggbb` as three operands 0–1. */
export function colourOperands(colour: string): string {
  return [1, 3, 5].map((at) => number(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ');
}

export function number(value: number): string {
  return String(Math.round(value * 10_000) / 10_000 + 0);
}
