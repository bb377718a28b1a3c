import { readPolarity } from './polarity.ts';

/** That a mark stands for what is stated: `未覆盖打√`, `√ 表示无信号`, `0有1无`. */
export interface Instruction {
  mark: string;
  said: string;
}

const mark = '[√✓✔×✗xXyYnN是否有无01]';
const positive = /[√✓✔yY是有1]/;
/** `未覆盖打√`, `有盲区填否`. */
const markedAs = new RegExp(
  `^(.*?)(?:请|的|则|就|均|一律)*(?:打|填|划|画|选|写|标|记)(?:写|上|为|入|“|"|‘|')*(${mark})`,
  'u',
);
/** `1=未覆盖`, `√ 表示无信号`. */
const meaning = new RegExp(`^["“]?(${mark})["”]?\\s*(?:[=:：]|为|表示|代表|指)+\\s*(.+)$`, 'u');
/** `0有1无`. */
const coded =
  /([01])\s*(?:[=:：]|为|表示)?\s*(有|无|是|否)(?![\p{Script=Han}])|([01])\s*(有|无|是|否)(?=[01])/gu;

/** `覆盖√未覆盖×`. */
const marksBehind = /(\p{Script=Han}{1,8})\s*([√✓✔×✗])/gu;
/** `√未覆盖`: of marks that are no words. */
const markBefore = /^["“]?([√✓✔×✗])["”]?\s*(\p{Script=Han}.*)$/u;

/** Instructions in a text on how the table is filled in. */
export function instructionsIn(text: string): Instruction[] {
  return text.split(/[,，;；、。\n]|(?<=\D)\/(?=\S{2})/).flatMap((part): Instruction[] => {
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

/**
 * Meaning of a yes by instructions: that the property is there (1) or not (−1); both, where they contradict
 * each other.
 * @param base sign of the header's own words, for marks that are said to be 有 or 无, 是 or 否
 */
export function instructedSigns(instructions: readonly Instruction[], base: 1 | -1): Set<1 | -1> {
  const signs = new Set<1 | -1>();
  for (const { mark: given, said: stated } of instructions) {
    const { hasSign, sign } = readPolarity(stated);
    const isBare = /^(有|无|是|否)$/.test(stated.trim());
    if (!hasSign && !isBare) continue;
    const isSame = positive.test(given) === sign > 0;
    signs.add(((isSame ? 1 : -1) * (isBare ? base : 1)) as 1 | -1);
  }
  return signs;
}
