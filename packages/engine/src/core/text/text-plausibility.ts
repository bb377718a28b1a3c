import { decodeBytes } from './text-decoder.ts';

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
 * How much like text of a drawing this is when it was read in an encoding, added up over its characters: common
 * characters count for it, rare ones, private ones and odd scripts against it.
 */
export function plausibility(text: string, label: string): number {
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
