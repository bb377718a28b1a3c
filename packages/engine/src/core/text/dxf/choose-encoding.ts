import { decodeBytes, decodeLatin1 } from '../text-decoder.ts';
import { plausibility } from '../text-plausibility.ts';

/** Code pages as `$DWGCODEPAGE` spells them, and their labels in the Encoding Standard. */
const codePages: Record<string, string> = {
  ANSI_874: 'windows-874',
  ANSI_932: 'shift_jis',
  ANSI_936: 'gbk',
  ANSI_949: 'euc-kr',
  ANSI_950: 'big5',
  ANSI_1250: 'windows-1250',
  ANSI_1251: 'windows-1251',
  ANSI_1252: 'windows-1252',
  ANSI_1253: 'windows-1253',
  ANSI_1254: 'windows-1254',
  ANSI_1255: 'windows-1255',
  ANSI_1256: 'windows-1256',
  ANSI_1257: 'windows-1257',
  ANSI_1258: 'windows-1258',
  DOS932: 'shift_jis',
  DOS936: 'gbk',
  DOS949: 'euc-kr',
  DOS950: 'big5',
  GBK: 'gbk',
  GB2312: 'gbk',
  GB18030: 'gbk',
  BIG5: 'big5',
  'UTF-8': 'utf-8',
};

/** What the header is worth, in characters' plausibility per byte. */
const headerBonus = 0.15;

export interface FileEncoding {
  label: string;
  /** Encodings that single values may be in, the likeliest first. */
  candidates: readonly string[];
}

/**
 * The encoding of a file by a sample of its values that are not ASCII: the one in which they read best as text of a
 * drawing. What the header says is one hint among others.
 */
export function chooseEncoding(sample: readonly Uint8Array[], codePage: string | undefined): FileEncoding {
  const named = codePages[(codePage ?? '').trim().toUpperCase()];
  const candidates = [...new Set(['utf-8', ...(named ? [named] : []), 'gbk', 'big5', 'windows-1252'])];
  if (sample.length === 0) return { label: 'ascii', candidates };
  const worth = candidates.map((label) => {
    const hint = label === named ? headerBonus : 0;
    return { label, value: meanWorth(sample, label) + hint };
  });
  worth.sort((p, q) => q.value - p.value);
  return { label: worth[0].label, candidates };
}

function meanWorth(sample: readonly Uint8Array[], label: string): number {
  let sum = 0;
  let wideBytes = 0;
  for (const bytes of sample) {
    const wide = countWide(bytes);
    wideBytes += wide;
    sum += worthOf(bytes, label) ?? -wide;
  }
  return sum / wideBytes;
}

/** How well one value reads in an encoding; undefined where it cannot be read. */
function worthOf(bytes: Uint8Array, label: string): number | undefined {
  const text = decodeBytes(bytes, label);
  if (text === undefined) return undefined;
  // Three bytes in a row that happen to be UTF-8 hardly ever happen.
  return (
    plausibility(text, label) + (label === 'utf-8' && countWide(bytes) >= 3 ? 0.5 * countWide(bytes) : 0)
  );
}

function countWide(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte > 127) count++;
  return count;
}

/** The text of one value and whether it was in another encoding than its file. */
export function decodeValue(bytes: Uint8Array, { label, candidates }: FileEncoding): [string, boolean] {
  const own = decodeBytes(bytes, label);
  if (own !== undefined && (label === 'utf-8' || decodeBytes(bytes, 'utf-8') === undefined)) {
    return [own, false];
  }
  let best = own;
  let bestWorth = own === undefined ? -Infinity : (worthOf(bytes, label) ?? 0) + 1;
  let isMixed = false;
  for (const candidate of candidates) {
    const worth = candidate === label ? undefined : worthOf(bytes, candidate);
    if (worth === undefined || worth <= bestWorth) continue;
    best = decodeBytes(bytes, candidate);
    bestWorth = worth;
    isMixed = true;
  }
  return [best ?? decodeLatin1(bytes), isMixed || best === undefined];
}
