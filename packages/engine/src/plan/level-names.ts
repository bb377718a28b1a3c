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
  if (/剖面|立面|详图|大样|SECTION|ELEVATION|DETAIL/.test(title) || titlesNoFloor(text)) return true;
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

/** Titles of what is seen from above or from the side, in the languages that drawings here come in. */
const viewWords = {
  /** A Chinese title ends with them. */
  last: [
    '(?:屋顶|屋面|顶层).{0,4}(?:平面|俯视|顶视)(?:布置)?图?',
    '(?:顶视|俯视)图?',
    '(?:立面|剖面)(?:展开)?图?',
    '(?:大样|详图|节点)图?',
  ],
  /** Other titles begin with them, behind a few words more where the language has it so. */
  first: [
    '(?:[\\w.-]+ ){0,4}(?:ROOF (?:TOP )?PLAN|ELEVATIONS?|SECTIONS?|DETAILS?|FACADES?)',
    'DACHAUFSICHT|DACHDRAUFSICHT|DRAUFSICHT|[\\w-]*ANSICHT|[\\w-]*SCHNITT',
    'PIANTA (?:DELLA |DELLE )?COPERTUR[AE]|PROSPETT[OI]|SEZION[EI]|PARTICOLAR[EI]|DETTAGLI[OI]?',
    'PLAN DE TOITURE|TOITURE|FAÇADES?|COUPES?',
    'ALZADOS?|FACHADAS?|SECCI[OÓ]N(?:ES)?|(?:PLANTA DE )?CUBIERTAS?',
    'ФАСАД|РАЗРЕЗ|ПЛАН КРОВЛИ',
  ],
} as const;
/** Marks of axes and cuts, numbers, directions may stand behind. */
const markings = '[\\dA-ZА-Я一二三四五六七八九十()（）\\-－—–~～·.: ]{0,16}$';
const viewTitles = new RegExp(
  `(?:${viewWords.last.join('|')})${markings}|^(?:${viewWords.first.join('|')})(?!\\p{L})${markings}`,
  'u',
);
/** Titles of sites; a garage's whole floor is called a general plan too. */
const siteTitles =
  /总平面(?:布置)?图?$|总图$|^(?:[\w.-]+ ){0,3}(?:SITE|BLOCK|LOCATION) PLAN$|^LAGEPLAN$|^PLANIMETRIA GENERALE$|^PLAN DE MASSE$|^ГЕНПЛАН$/;

/**
 * True for titles of what is no floor: roofs, sites, elevations, sections, details, in several languages, with numbers and
 * scales about them. Notes that point to such sheets are none.
 */
export function titlesNoFloor(text: string): boolean {
  const title = foldTraditional(text)
    .toUpperCase()
    .replace(/(?:比例|SCALE|SCALA|\bM(?=\s*1\s*[:：]))?\s*[:：]?\s*\b1\s*[:：/]\s*\d{1,4}\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (title.length > 40 || /见|另|参照|参考|索引|做法|\bSEE\b|\bREFER/.test(title)) return false;
  if (viewTitles.test(title)) return true;
  return siteTitles.test(title) && !/地下|地库|车库|停车|BASEMENT|GARAGE|PARKING/.test(title);
}

/** True for the title of a floor's plan, be it above or below ground. */
export function titlesFloor(text: string): boolean {
  if (titlesNoFloor(text)) return false;
  const title = foldTraditional(text)
    .toUpperCase()
    .replace(/[\s:：]*\b1\s*[:：/]\s*\d{1,4}\s*$/, '')
    .trim();
  return (
    title.length <= 40 &&
    (levelIdOf(text) !== undefined ||
      /平面(?:布置)?图?(?:[-－\d()（）一二三四]{0,4})$|^(?:LEVEL|FLOOR|GESCHOSS|EBENE|NIVEAU|NIVEL|LIVELLO)\b|\b(?:PLAN|FLOOR|LAYOUT|GRUNDRISS|PLANTA)$|^(?:PIANTA|PLANTA|GRUNDRISS|ПЛАН)(?![\p{L}])/u.test(
        title,
      ))
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
