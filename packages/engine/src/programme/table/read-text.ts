import type { IssueKind } from './issue-kinds.ts';
import { plainly, type Reading, withoutSpaces } from './reading.ts';

const plainText = /^[\p{Script=Han}\d（）]+$/u;
const longest = 2000;

/** Street office or town. */
export function readStreet(raw: string): Reading<string | null> {
  if (plainText.test(raw)) return plainly(raw);
  const text = withoutSpaces(raw);
  if (text === '' || /^[-/—]+$/.test(text)) return { value: null, kinds: ['missing_street'] };
  return { value: text.slice(0, longest), kinds: text === raw ? [] : ['street_space'] };
}

/**
 * The name of a community: brackets in full width, no spaces but between words of letters.
 * @param isConverted the table was turned into an encoding without zero-width spaces, which left question marks
 */
export function readName(raw: string, isConverted: boolean): Reading<string | null> {
  if (plainText.test(raw)) return plainly(raw);
  const kinds: IssueKind[] = [];
  let text = raw;
  if (/\p{Cf}/u.test(text) || (isConverted && /^\?|\?$/.test(text.trim()))) {
    kinds.push('name_zero_width');
    text = text.replace(/\p{Cf}/gu, '');
    if (isConverted) text = text.trim().replace(/^\?+|\?+$/g, '');
  }
  const close = withoutGaps(text);
  if (close !== text) kinds.push('name_space');
  const digits = close.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (letter) => letter.normalize('NFKC'));
  if (digits !== close) kinds.push('fullwidth_name');
  const brackets = digits.replace(/[([]/g, '（').replace(/[)\]]/g, '）');
  if (brackets !== digits) kinds.push('name_halfwidth_brackets');
  return brackets === '' ? { value: null, kinds: [] } : { value: brackets.slice(0, longest), kinds };
}

/** An address with digits of half width. */
export function readAddress(raw: string): Reading<string | null> {
  if (plainText.test(raw)) return plainly(raw);
  if (raw.trim() === '' || /^[-/—\s]+$/.test(raw)) return { value: null, kinds: ['missing'] };
  const kinds: IssueKind[] = [];
  const close = withoutGaps(raw.replace(/\p{Cf}/gu, ''));
  if (close !== raw) kinds.push('address_space');
  const text = close.replace(/[０-９Ａ-Ｚａ-ｚ－]/g, (letter) => letter.normalize('NFKC'));
  if (text !== close) kinds.push('fullwidth_address');
  return { value: text.slice(0, longest), kinds };
}

/** An address by its road and number. */
const addressPart = /(路|街|大道|弄|巷|公路|村|镇).{0,12}\d|\d+\s*(弄|号|支弄)/;

/** A cell with the name of a community and its address, in either order: `甲苑（乙路1弄）`, `乙路1弄 甲苑`. */
export function readNamedAddress(raw: string): { name: string; address: Reading<string | null> } {
  const inBrackets = /^(.+?)\s*[（(【[]([^（(【[]+)[)）】\]]\s*$/s.exec(raw.trim());
  const parts = (
    inBrackets && addressPart.test(inBrackets[2]) !== addressPart.test(inBrackets[1])
      ? [inBrackets[1], inBrackets[2]]
      : raw.split(/[\n/／;；,，、|]+|\s{1,}|[:：]/)
  )
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const addresses = parts.filter((part) => addressPart.test(part));
  const names = parts.filter((part) => !addressPart.test(part));
  const isSplit = addresses.length > 0 && names.length === 1;
  if (!isSplit) return { name: raw, address: { value: null, kinds: ['name_with_address'] } };
  return { name: names[0], address: readAddress(addresses.join('')) };
}

/** A mobile or landline number of a person; digits of an address are shorter. */
const phone = /(?<!\d)(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-\d{7,8})(?!\d)/g;

/** A note as it stands, without telephone numbers. */
export function readNote(raw: string): Reading<string | null> {
  if (raw === '') return plainly(null);
  const kinds: IssueKind[] = [];
  const text = raw.trim();
  if (text.includes('\n')) kinds.push('embedded_newline');
  if (text.includes('"')) kinds.push('embedded_quotes');
  const silent = text.replace(phone, '***');
  if (silent !== text) kinds.push('phone_removed');
  return { value: silent === '' ? null : silent.slice(0, longest), kinds };
}

/** Text of a cell as a list of assumptions may show it. */
export function withoutPhones(raw: string): string {
  return raw.replace(phone, '***');
}

/** Spaces only between letters, where they part words. */
function withoutGaps(text: string): string {
  return text.trim().replace(/\s+/g, (_, at: number, whole: string) => {
    const isBetween =
      /[A-Za-z0-9]/.test(whole[at - 1] ?? '') && /[A-Za-z]/.test(whole.slice(at).trimStart()[0] ?? '');
    return isBetween ? ' ' : '';
  });
}
