/** A group of a DXF file: its code, and its value as it stands. */
export type DxfGroup = readonly [code: number, value: string | number];

/** Form of a file's groups. */
export interface GroupStyle {
  lineEnd: '\n' | '\r\n' | '\r';
  encode(text: string): Uint8Array;
}

/** Groups as lines: code, value. Coordinates keep a millionth of a unit. */
export function writeGroups(groups: readonly DxfGroup[], { lineEnd, encode }: GroupStyle): Uint8Array {
  const lines = groups.map(([code, value]) => {
    const text = typeof value === 'number' ? groupNumber(value) : value;
    return `${String(code).padStart(3)}${lineEnd}${text}${lineEnd}`;
  });
  return encode(lines.join(''));
}

function groupNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(6)) + 0);
}

/** A text as a value of one line: no control characters, and nothing that CAD would take for a code. */
export function groupText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they would end the value
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .replaceAll('%%', '%%%%%%')
      .replaceAll('^', '^ ')
      // Signs that fonts of CAD lack.
      .replaceAll('−', '-')
      .replaceAll('″', '"')
      .replaceAll('\u2009', ' ')
  );
}

/** Characters over 127 as `\U+XXXX`, which every CAD reads in files of any code page. */
export function escapeWide(text: string): string {
  let escaped = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    escaped += unit < 128 ? text[i] : `\\U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return escaped;
}
