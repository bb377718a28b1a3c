import { decodeBytes, decodeLatin1 } from '../text-decoder.ts';

/** Characters that garages are full of, simplified and traditional: more telling than any frequency. */
const garageCharacters = new Set(
  '墙牆柱车車位库庫层層地下上一二三四五六七八九十负机機房间間门門防火人民卷帘簾楼樓梯电電井弱强強配变變风風泵水消充桩樁' +
    '坡道轴軸线線标標注文字图圖框高净淨面积積区區单單元平出入口收费費岗亭通停外内內剪力混凝土砌块塊轻輕隔断斷挡擋结結构構' +
    '底廳厅前室管雨污生活值班控制设設备備储儲物密闭閉护護扩擴散集气氣排烟煙送宽寬厚米号號号尺寸钢鋼窗说說明填充家具洁潔暖给給',
);

type HanziLabel = 'gbk' | 'big5';

/** Lead bytes of the first, common planes of both character sets. */
const commonLeads: Record<HanziLabel, readonly [number, number]> = { gbk: [0xb0, 0xd7], big5: [0xa4, 0xc6] };
const commonHanzi = new Map<HanziLabel, ReadonlySet<string>>();

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

/** Weight of what the header declares, in characters' plausibility per byte. */
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

/** Score of one value in an encoding; undefined where it cannot be read. */
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
  const decoded = decodeBytes(bytes, label);
  if (decoded !== undefined && (label === 'utf-8' || decodeBytes(bytes, 'utf-8') === undefined)) {
    return [decoded, false];
  }
  let best = decoded;
  let bestWorth = decoded === undefined ? -Infinity : (worthOf(bytes, label) ?? 0) + 1;
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

/** The everyday characters of an encoding: the first plane of its character set. */
function commonIn(label: HanziLabel): ReadonlySet<string> {
  let common = commonHanzi.get(label);
  if (!common) {
    const [first, last] = commonLeads[label];
    const characters: string[] = [];
    for (let lead = first; lead <= last; lead++) {
      for (let trail = label === 'gbk' ? 0xa1 : 0x40; trail <= 0xfe; trail++) {
        const character = decodeBytes(new Uint8Array([lead, trail]), label);
        if (character?.length === 1) characters.push(character);
      }
    }
    common = new Set(characters);
    commonHanzi.set(label, common);
  }
  return common;
}

/**
 * Likeness of a text to one of a drawing when read in an encoding, summed over its characters: common
 * characters count for it, rare ones, private ones and odd scripts against it.
 */
function plausibility(text: string, label: string): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 128) {
      if (code < 32 && code !== 9) sum -= 2;
    } else if (garageCharacters.has(character)) sum += 2;
    else if (code >= 0x4e00 && code <= 0x9fff) sum += isCommon(character, label) ? 1 : -0.5;
    else sum += plausibilityOfOther(code, label);
  }
  return sum;
}

function isCommon(character: string, label: string): boolean {
  if (label === 'gbk' || label === 'big5') return commonIn(label).has(character);
  return commonIn('gbk').has(character) || commonIn('big5').has(character);
}

function plausibilityOfOther(code: number, label: string): number {
  if (code >= 0xac00 && code <= 0xd7a3) return label === 'gbk' || label === 'big5' ? -1 : 0.8;
  if (code >= 0x3040 && code <= 0x30ff) return label === 'gbk' || label === 'big5' ? -1 : 0.5;
  if (code >= 0x400 && code <= 0x4ff) return label === 'windows-1251' || label === 'utf-8' ? 0.6 : -0.5;
  if ('°±²³×Ø÷ø§·µ½¼'.includes(String.fromCharCode(code))) return 0.4;
  if (code >= 0xc0 && code <= 0x17f) return 0.2;
  // Fullwidth forms, CJK punctuation, general punctuation, arrows, mathematics, circled numbers, Roman numerals.
  if ((code >= 0xff01 && code <= 0xff5e) || (code >= 0x3000 && code <= 0x303f)) return 0.6;
  if (code >= 0x2010 && code <= 0x25ff) return 0.4;
  if (code >= 0xe000 && code <= 0xf8ff) return -3;
  return -0.5;
}
