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
