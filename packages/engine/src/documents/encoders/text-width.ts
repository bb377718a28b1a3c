/** Widths in ems of what is not a hanzi, rounded up, so that room that fits by them fits in any sans-serif. */
const narrow = /[ilj.,:;'|!()[\] \u2009]/;
const wide = /[mwMW@%]/;
const capital = /[A-Z]/;

/** Widths of all signs up to the last that is not a hanzi, by their code, in ems. */
const signEms = Float64Array.from({ length: 0x2e80 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (narrow.test(sign)) return 0.36;
  if (wide.test(sign)) return 0.94;
  return capital.test(sign) ? 0.7 : 0.6;
});

/** Width of a line of text, mm, by a table of widths: the same in every format, and never less than it turns out. */
export function textWidthMm(text: string, sizeMm: number): number {
  let ems = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isSecondHalf =
      at > 0 && (code & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
    if (isSecondHalf) continue;
    ems += code >= signEms.length ? 1 : signEms[code];
  }
  return ems * sizeMm;
}

/** The size at which a text fits a width, mm: at most the first, at least the last. */
export function fittingSizeMm(text: string, widthMm: number, sizeMm: number, minMm: number): number {
  return Math.max(minMm, Math.min(sizeMm, (sizeMm * widthMm) / Math.max(textWidthMm(text, sizeMm), 0.1)));
}

/** The text cut to a width, with an ellipsis where something is missing. */
export function cutText(text: string, sizeMm: number, widthMm: number): string {
  if (textWidthMm(text, sizeMm) <= widthMm) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidthMm(`${characters.join('')}…`, sizeMm) > widthMm) characters.pop();
  return `${characters.join('')}…`;
}

/** No line ends with the first of these, or begins with the others (GB/T 15834). */
const opening = '（《“‘【〔';
const closing = '）》”’】〕，。、；：？！…％';
/** A hanzi with the marks that stay with it, a word with the spaces after it, or spaces. */
const parts = new RegExp(
  `[${opening}]*[\\u2e80-\\uffff][${closing}]*|[^\\s\\u2e80-\\uffff]+[${closing}]*\\s*|\\s+`,
  'gu',
);

/** Hanzi that stay together in a narrow column. */
const minHanzi = 4;

/** Least width of a column in which the text is wrapped: its longest word, or some hanzi. */
export function minWidthMm(text: string, sizeMm: number): number {
  const words = (text.match(parts) ?? []).map((part) => textWidthMm(part.trimEnd(), sizeMm));
  return Math.min(textWidthMm(text, sizeMm), Math.max(minHanzi * sizeMm, ...words));
}

/** The text in lines of a width, broken between words, and between hanzi, never before or after a mark that belongs to one. */
export function wrapText(text: string, sizeMm: number, widthMm: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.match(parts) ?? []) {
    if (line && textWidthMm((line + part).trimEnd(), sizeMm) > widthMm) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
    while (textWidthMm(line.trimEnd(), sizeMm) > widthMm && [...line].length > 1) {
      const fitting = [...cutText(line, sizeMm, widthMm + sizeMm)].slice(0, -1).join('') || [...line][0];
      lines.push(fitting);
      line = line.slice(fitting.length);
    }
  }
  if (line.trim() || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}
