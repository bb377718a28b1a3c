// Office Open XML, ECMA-376 part 1: 18.3.1.4 cells, 18.17.4.1 dates as days, 22.9.2.19 escapes in texts.
import type { TextList } from './text-list.ts';

const dayMs = 86_400_000;

/**
 * Text of a cell, as the sheet shows it where that matters: numbers with fifteen digits, as spreadsheets
 * compute them, dates as `2015-06-30`, booleans as `TRUE` and `FALSE`, errors as `#N/A`.
 * @param value what stands in it
 * @param type of the cell: n, s, str, inlineStr, b, e, d
 */
export function cellText(
  value: string,
  type: string,
  style: number,
  values: Pick<SheetValues, 'texts' | 'dateStyles' | 'isFrom1904'>,
): string {
  switch (type) {
    case 's':
      return unescaped(values.texts.at(Number(value)) ?? '');
    case 'str':
    case 'inlineStr':
      return unescaped(value);
    case 'b':
      return value === '' ? '' : value.trim() === '1' ? 'TRUE' : 'FALSE';
    case 'e':
    case 'd':
      return value;
    default:
      return numberText(value, values.dateStyles.has(style), values.isFrom1904);
  }
}

/** Digits that a double keeps exactly; longer numbers are rounded to as many. */
const exactDigits = 15;

function numberText(value: string, isDate: boolean, isFrom1904: boolean): string {
  if (!isDate && value.length <= exactDigits && /^-?\d+$/.test(value)) return value;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value.trim();
  if (isDate && number >= 1 && number < 2_958_466) return dateText(number, isFrom1904);
  return String(value.length <= exactDigits ? number : Number(number.toPrecision(exactDigits)));
}

/** Days since 1899-12-30 (from March 1900 on), or since 1904-01-01, as a date. */
export function dateText(days: number, isFrom1904 = false): string {
  const epochMs = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(epochMs + Math.floor(days) * dayMs).toISOString().slice(0, 10);
}

/** `_x000D_` stands for the character of that number; line ends as `\n`. */
function unescaped(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
  return plain.includes('\r') ? plain.replace(/\r\n?/g, '\n') : plain;
}

/** `AA5` or `AA` → 26; −1 where there are no letters. */
export function columnIndex(reference: string): number {
  let index = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) break;
    index = index * 26 + letter - 64;
  }
  return index - 1;
}

/** 26 → `AA`. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return letters;
}

/** Tables that cells refer to. */
export interface SheetValues {
  texts: TextList;
  dateStyles: ReadonlySet<number>;
  isFrom1904: boolean;
  /** Styles of cells that strike out their text. */
  struckStyles: ReadonlySet<number>;
  /** Colours of cells by their styles, `FFFF00`. */
  fills: ReadonlyMap<number, string>;
  /** Parts of shared texts that are struck out, by their numbers. */
  struckTexts: ReadonlyMap<number, string>;
}
