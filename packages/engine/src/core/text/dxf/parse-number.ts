import { decodeLatin1 } from '../text-decoder.ts';

const exactPowers = Array.from({ length: 23 }, (_, k) => 10 ** k);
const largestExact = 2 ** 53 / 10;

/** The number written in these bytes, spaces around it allowed; NaN where it is none. Rounded as `Number` does. */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && (bytes[i] === 32 || bytes[i] === 9)) i++;
  let sign = 1;
  if (bytes[i] === 45 || bytes[i] === 43) sign = bytes[i++] === 45 ? -1 : 1;
  let mantissa = 0;
  let decimals = 0;
  let digits = 0;
  let isFraction = false;
  for (; i < end; i++) {
    const byte = bytes[i];
    if (byte >= 48 && byte <= 57) {
      if (mantissa > largestExact) return parseSlowly(bytes, start, end);
      mantissa = mantissa * 10 + byte - 48;
      digits++;
      if (isFraction) decimals++;
    } else if (byte === 46 && !isFraction) isFraction = true;
    else break;
  }
  while (i < end && (bytes[i] === 32 || bytes[i] === 9)) i++;
  // Both are exact, so that the quotient is the nearest double.
  if (i === end && digits > 0 && decimals < exactPowers.length && mantissa <= 2 ** 53) {
    return (sign * mantissa) / exactPowers[decimals];
  }
  return parseSlowly(bytes, start, end);
}

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 400) return Number.NaN;
  const text = decodeLatin1(bytes, start, end).trim();
  return /^[-+]?(\d+\.?\d*|\.\d+)([eEdD][-+]?\d+)?$/.test(text)
    ? Number(text.replace(/[dD]/, 'e'))
    : Number.NaN;
}
