import type { Answers } from './column-answers.ts';
import { withoutSpaces } from './reading.ts';

const yes = /^([√✓✔☑vV●■◉✅]|y|yes|t|true|1|是|是的|对|会)$/i;
const no = /^([×✗✘✕✖☒xX╳❌]|n|no|f|false|0|否|不是|不|不会|错)$/i;
const there = /^(有|存在|有的)$/;
const notThere = /^(无|没有|没|不存在|未发现|暂无)$/;

/** A bare yes (1) or no (−1) and nothing that says what of; undefined for any other cell. */
export function readAnswer(raw: string): { sign: 1 | -1; isOfPresence: boolean } | undefined {
  const text = withoutSpaces(raw).normalize('NFKC');
  if (yes.test(text) || there.test(text)) return { sign: 1, isOfPresence: there.test(text) };
  if (no.test(text) || notThere.test(text)) return { sign: -1, isOfPresence: notThere.test(text) };
  return undefined;
}

/**
 * Answer of a cell to its header, undefined where that is open; no result where the cell is no bare answer.
 */
export function answeredBy(raw: string, answers: Answers): { value: unknown } | undefined {
  const answer = readAnswer(raw);
  if (!answer || (answers.isOfNumbers && !answer.isOfPresence && !/^(是|否|yes|no)$/i.test(raw.trim())))
    return undefined;
  // Below "not covered" a "there is none" may deny the header or repeat it.
  if (answer.isOfPresence && answers.isDenial) return { value: undefined };
  return { value: answer.sign > 0 ? answers.yes : answers.no };
}

/** A cell that says the same in Chinese and English, in Chinese: `否 No`, `同意/Agreed`. As it stands where they differ. */
export function inOneLanguage(text: string): string {
  const [, first, latin] =
    /^\s*(\p{Script=Han}[\p{Script=Han}（）]*)[\s/|（(]+([A-Za-z][A-Za-z '/-]*?)[)）\s]*$/u.exec(text) ?? [];
  if (first === undefined || latin === undefined || !answerWord.test(latin)) return text;
  return /^(否|不|未|无|没|拒|反对)/.test(first) ===
    /^(no|not|un|non|none|reject|refus|disagree|declin|oppos|without)/i.test(latin)
    ? first
    : `${first} ≠ ${latin}`;
}

const answerWord =
  /^(yes|no|none|not? ?(yet )?(covered|agreed|available|signal|willing|cooperative|opened|ready)|(un|non)?covered|(dis)?agree[ds]?|reject(ed)?|refused?|declined?|opposed?|pending|(partial|full)(ly)?( covered)?|weak|poor|good|fair|strong|(un)?cooperative|(un)?willing|conditional(ly)?|unknown|n\/a|tbd|available|unavailable|support(s|ed|ive)?|consulting|under construction|planned)$/i;

const emptyBox = '□☐◯○▢';
const tickedBox = '☑☒✅■▣⊠●√✓✔';
const mayOffer = new RegExp(`[${emptyBox}${tickedBox}（(【[]`, 'u');
const option = new RegExp(`([${emptyBox}]?[${tickedBox}]|[${emptyBox}])([^${emptyBox}${tickedBox}]*)`, 'gu');
const markedBehind = new RegExp(
  `([^${emptyBox}${tickedBox}]+)([${emptyBox}]?[${tickedBox}]|[${emptyBox}])`,
  'gu',
);

/** The ticked ones of the boxes that a form offers in a cell: `□是 ☑否`, `（√）同意 （ ）不同意`; undefined where it offers none. */
export function tickedOptions(raw: string): string[] | undefined {
  // Nearly every cell has none: millions of rows are read.
  if (!mayOffer.test(raw)) return undefined;
  const text = raw
    .replace(/[（(【[]\s*[√✓✔]\s*[)）】\]]/gu, '☑')
    .replace(/[（(【[]\s*[)）】\]]/gu, '□')
    .trim();
  const isTicked = (mark: string) => [...mark].some((each) => tickedBox.includes(each));
  const isBehind = !emptyBox.includes(text[0] ?? '') && !tickedBox.includes(text[0] ?? '');
  const options = [...text.matchAll(isBehind ? markedBehind : option)].map(([, a, b]) => {
    const [mark, label] = isBehind ? [b, a] : [a, b];
    return { label: label.replace(/[\s,，、;；/]+/gu, ''), isTicked: isTicked(mark) };
  });
  // A tick behind a label belongs to its box: `□是√ □否`.
  options.forEach(({ label, isTicked: isTick }, index) => {
    if (label === '' && isTick && options[index - 1]?.label) options[index - 1].isTicked = true;
  });
  const offered = options.filter(({ label }) => label !== '');
  const hasBox = [...text].some((each) => `${emptyBox}☑☒✅■▣⊠`.includes(each));
  if (!hasBox || offered.length < 2 || new Set(offered.map(({ label }) => label)).size < offered.length)
    return undefined;
  return offered.filter((each) => each.isTicked).map(({ label }) => label);
}
