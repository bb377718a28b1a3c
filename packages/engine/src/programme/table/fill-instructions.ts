import { readPolarity } from './polarity.ts';

/** That a mark stands for what is stated: `未覆盖打√`, `√ 表示无信号`, `0有1无`. */
export interface Instruction {
  mark: string;
  said: string;
}

const mark = '[√✓✔×✗xXyYnN是否有无01●■◆▲★◎]';
const positive = /[√✓✔yY是有1●■◆▲★◎]/;
/** `未覆盖打√`, `有盲区填否`. */
const markedAs = new RegExp(
  `^(.*?)(?:请|的|则|就|均|一律)*(?:打|填|划|画|选|写|标|记)(?:写|上|为|入|“|"|‘|')*(${mark})`,
  'u',
);
/** `1=未覆盖`, `√ 表示无信号`. */
const meaning = new RegExp(`^["“]?(${mark})["”]?\\s*(?:[=:：]|为|表示|代表|指)+\\s*(.+)$`, 'u');
/** `打√的为目前无信号`. */
const meaningOfMarked = new RegExp(
  `^(?:[^:：]{0,20}[:：]\\s*)?(?:打|填|划|画|勾选?)["“]?(${mark})["”]?(?:的|者|处)*(?:均|皆|都)?(?:[=:：]|为|表示|代表|指)+\\s*(.+)$`,
  'u',
);
/** `0有1无`. */
const coded =
  /([01])\s*(?:[=:：]|为|表示)?\s*(有|无|是|否)(?![\p{Script=Han}])|([01])\s*(有|无|是|否)(?=[01])/gu;

/** `覆盖√未覆盖×`. */
const marksBehind = /(\p{Script=Han}{1,8})\s*([√✓✔×✗])/gu;
/** `√未覆盖`: of marks that are no words. */
const markBefore = /^["“]?([√✓✔×✗])["”]?\s*(\p{Script=Han}.*)$/u;

/** Clauses of a text; of marks with their meanings behind them each is one: `√已覆盖 ×未覆盖`. */
function clausesOf(text: string): string[] {
  return text.split(/[,，;；、。\n（）()【】]|(?<=\D)\/(?=\S{2})/).flatMap((part) => {
    const clause = part.trim();
    return /^["“]?[√✓✔×✗]/.test(clause) ? clause.split(/\s*(?=["“]?[√✓✔×✗])/) : [part];
  });
}

/** Marks that say nothing by themselves, with what a legend says of them: `1-已覆盖；2-未覆盖`, `●已开通 ○未开通`. */
const legendEntry =
  /(?<![\dA-Za-z.])(\d|[A-F]|[●○◎△▲□■◇◆☆★⊙])\s*(?:[-—–=＝:：.．、]|表示|代表|为|指)*\s*["“]?([\p{Script=Han}][\p{Script=Han}（）()]*)/gu;

/** The legend of a text; empty where it has none. */
export function legendIn(text: string): Map<string, string> {
  const entries = [...text.normalize('NFKC').matchAll(legendEntry)].map(
    ([, code, said]) => [code, said] as const,
  );
  const isLegend =
    entries.length > 1 &&
    entries.some(([, said]) => said.replace(/[()（）]/g, '').length > 1) &&
    entries.some(([, said]) => /覆盖|信号|开通|建|同意|配合|反对|有|无/.test(said)) &&
    new Set(entries.map(([code]) => code)).size === entries.length;
  return new Map(isLegend ? entries : []);
}

const blankWords =
  /(?:未(?:打|填|勾|标|划|画)|空白|空格|留空|不填|不打|没有?打|没有?填|空着)[^，,；;。]{0,12}?(?:的|者|处|均|皆|表示|代表|为|即|则|视为|视同|一律|[=＝:：])+([^，,；;。（(]*)/;

/** Meaning of a blank in the words of a note: `未打√的均为未覆盖`; undefined where none speaks of blanks. */
export function blankIn(text: string): string | undefined {
  return (
    blankWords
      .exec(text)?.[1]
      ?.replace(/^(均|皆|都|一律|全部)?(为|是|表示)?/, '')
      .trim() || undefined
  );
}

/** Instructions in a text on how the table is filled in. */
export function instructionsIn(text: string): Instruction[] {
  return clausesOf(text).flatMap((part): Instruction[] => {
    const clause = part
      .replace(/^\s*(?:(?:备?注|说明|填表说明)\s*[:：]?)?\s*(?:[(（]?\d{1,2}[.、)）])?\s*/, '')
      .trim();
    const pairs = [...clause.matchAll(coded)].map(([, a, saidA, b, saidB]) => ({
      mark: a ?? b,
      said: saidA ?? saidB,
    }));
    if (pairs.length > 0) return pairs;
    const behind = [...clause.matchAll(marksBehind)].map((match) => ({ mark: match[2], said: match[1] }));
    if (behind.length > 1) return behind;
    const [, given, stands] = meaningOfMarked.exec(clause) ?? [];
    if (given !== undefined) return [{ mark: given, said: stands }];
    const [, stated, marked] = markedAs.exec(clause) ?? [];
    if (marked !== undefined) return [{ mark: marked, said: stated }];
    const [, meant, means] = meaning.exec(clause) ?? [];
    if (meant !== undefined) return [{ mark: meant, said: means }];
    const [, before, saidOfIt] = markBefore.exec(clause) ?? [];
    return before === undefined ? [] : [{ mark: before, said: saidOfIt }];
  });
}

/** A header without the brackets that tell how it is filled in, and what these say. */
export function splitInstructions(text: string): { words: string; instructions: Instruction[] } {
  const instructions: Instruction[] = [];
  const words = text.replace(/[([{【]([^)\]}】]*)[)\]}】]/g, (whole, inside: string) => {
    const found = instructionsIn(inside);
    instructions.push(...found);
    return found.length > 0 ? ' ' : whole;
  });
  // `无覆盖打×`: the header itself is one.
  if (instructions.length === 0) instructions.push(...instructionsIn(words));
  return { words, instructions };
}

/** A yes or a no in a legend, which says nothing of what is asked for. */
const bareAnswer =
  /^(?:如果?|若|凡|确)?(?:有|没有?|无|是|不是|否|存在|不存在|属实|不属实|属于|不属于|符合|不符合)(?:此类|此|该)?(?:情况|现象|问题|情形)?[的者]?$/;

/**
 * Meaning of a yes by instructions: that the property is there (1) or not (−1); both, where they contradict
 * each other.
 * @param base sign of the header's own words, for marks that are said to be 有 or 无, 是 or 否
 */
export function instructedSigns(instructions: readonly Instruction[], base: 1 | -1): Set<1 | -1> {
  const signs = new Set<1 | -1>();
  for (const { mark: given, said: stated } of instructions) {
    // Of two things that a mark stands for the first one tells.
    const { hasSign, sign } = readPolarity(stated.split(/或|以及|及|和/)[0]);
    // `存在打√` says no more than `有打√`: what is there is what the header asks for.
    const isBare = bareAnswer.test(stated.trim());
    if (!hasSign && !isBare) continue;
    const isThere = isBare ? !/[无否没不]/.test(stated) : sign > 0;
    const isSame = positive.test(given) === isThere;
    signs.add(((isSame ? 1 : -1) * (isBare ? base : 1)) as 1 | -1);
  }
  return signs;
}

/** Names of colours, with the words that tables have for them. */
const colourWords = '红橙黄绿青蓝紫粉灰';
const colourEntry = new RegExp(
  `([${colourWords}])色?(?:底色?|填充|单元格|标注|标记|背景|部分|的)*(?:[-—=＝:：]|表示|代表|为|指|是)+\\s*([^，,；;。、\\n）)]{1,20})`,
  'gu',
);

/** Meanings of colours by a legend in a text: `黄色表示未覆盖`. */
export function colourLegendIn(text: string): Map<string, string> {
  return new Map([...text.matchAll(colourEntry)].map(([, colour, said]) => [colour, said.trim()]));
}

/** The name of a colour such as `FFC000`; undefined for greys and what is no such code. */
export function colourName(fill: string): string | undefined {
  const parts = /^([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})$/i
    .exec(fill)
    ?.slice(1)
    .map((part) => Number.parseInt(part, 16));
  if (!parts) return undefined;
  const [red, green, blue] = parts;
  const [max, min] = [Math.max(...parts), Math.min(...parts)];
  if (max - min < 24) return max < 230 ? '灰' : undefined;
  const sixth =
    max === red
      ? ((green - blue) / (max - min) + 6) % 6
      : max === green
        ? (blue - red) / (max - min) + 2
        : (red - green) / (max - min) + 4;
  const bounds: readonly [number, string][] = [
    [0.33, '红'],
    [0.78, '橙'],
    [1.17, '黄'],
    [2.8, '绿'],
    [3.3, '青'],
    [4.3, '蓝'],
    [5.5, '紫'],
    [6.1, '红'],
  ];
  return bounds.find(([bound]) => sixth < bound)?.[1];
}
