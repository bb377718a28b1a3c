import { foldTraditional } from '../core/index.ts';

const chineseDigits = '一二三四五六七八九';

/** Level id (`B1`, `B2`) that a title names, or undefined. */
export function levelIdOf(text: string): string | undefined {
  const title = foldTraditional(text).replace(/\s+/g, '').toUpperCase();
  const chinese = /(?:地下|负)(?:室)?第?([一二三四五六七八九1-9])[层楼]/.exec(title);
  if (chinese) return `B${digitOf(chinese[1])}`;
  const code =
    /(?:^|[^A-Z0-9])-?B(?:ASEMENT)?(?:LEVEL)?-?0?([1-9])(?:F|层|楼|夹层)?(?:平面|PLAN|FLOOR|LEVEL|$|[^A-Z0-9])/.exec(
      title,
    );
  if (code) return `B${code[1]}`;
  const minus = /(?:^|[^0-9A-Z.])-([1-9])(?:F|层|楼)/.exec(title);
  if (minus) return `B${minus[1]}`;
  const lower = /(?:LOWERGROUND|BASEMENT|PARKING)(?:LEVEL|FLOOR)?-?B?-?0?([1-9])/.exec(title);
  if (lower) return `B${lower[1]}`;
  if (/^(?:LOWERGROUND|BASEMENT)(?:LEVEL|FLOOR)?PLAN/.test(title)) return 'B1';
  if (/^地下(车库|室|停车)/.test(title) && /平面/.test(title)) return 'B1';
  return undefined;
}

/** True for titles of sheets that show no basement: floors above ground, roofs, sites, sections, details. */
export function titlesOtherSheet(text: string): boolean {
  const title = foldTraditional(text).replace(/\s+/g, '').toUpperCase();
  if (title.length > 40 || levelIdOf(text)) return false;
  if (/剖面|立面|详图|大样|SECTION|ELEVATION|DETAIL/.test(title)) return true;
  if (
    /(屋顶|屋面|总|标准层|架空层|首层|夹层).{0,4}平面|(ROOF|SITE|GROUNDFLOOR|TYPICALFLOOR).{0,8}PLAN/.test(
      title,
    )
  )
    return true;
  return /^.{0,10}?(?<!下)[一二三四五六七八九十\d]{1,3}[层楼F].{0,6}(平面|PLAN)|(FIRST|SECOND|THIRD|\d(ST|ND|RD|TH))FLOOR/.test(
    title,
  );
}

/** Likeness of a text to the title of a plan: its height, and more for the word "plan". */
export function titleWeight({ text, heightInUnits }: { text: string; heightInUnits: number }): number {
  return heightInUnits * (/平面|PLAN|LAYOUT/i.test(text) ? 3 : 1);
}

/** Floor level in metres from a level mark such as `-4.200`, `±0.000` or `标高+3.60`: marks have a sign. */
export function elevationOf(text: string): number | undefined {
  const mark =
    /^\s*(?:标高|FFL|EL\.?|SSL)?\s*[:：]?\s*(?:标高)?\s*(?:([-−－+＋])\s?(\d{1,2}\.\d{2,3})|[±]\s?0\.0{2,3})\s*(?:m|\(.*\))?\s*$/i.exec(
      foldTraditional(text),
    );
  if (!mark) return undefined;
  const [, sign, value = '0'] = mark;
  return sign !== undefined && /[-−－]/.test(sign) ? 0 - Number(value) : Number(value);
}

/** Clear height in metres from a text such as `净高2.60` or `净高≥2500`. */
export function clearHeightOf(text: string): number | undefined {
  const found =
    /净高\s*[≥>=:：]?\s*(\d+(?:\.\d+)?)|CLEAR\s*(?:HEIGHT|HT\.?)\s*[≥>=:]?\s*(\d+(?:\.\d+)?)/i.exec(
      foldTraditional(text),
    );
  if (!found) return undefined;
  const value = Number(found[1] ?? found[2]);
  const metres = value > 100 ? value / 1000 : value;
  return metres >= 1.8 && metres <= 8 ? metres : undefined;
}

function digitOf(text: string): number {
  const index = chineseDigits.indexOf(text);
  return index < 0 ? Number(text) : index + 1;
}

/** A sheet's title as a level's name: without its scale and the word for plan (`地下一层平面图 1:150` → `地下一层`). */
export function levelNameOfTitle(title: string): string {
  const unscaled = title.replace(/\s*1\s*[:：]\s*\d+\s*$/, '');
  const end = foldTraditional(unscaled).search(/\s*(平面布置图|平面图|floor plan|plan)\s*$/i);
  const name = (end < 0 ? unscaled : unscaled.slice(0, end)).trim();
  return name || title.trim();
}
