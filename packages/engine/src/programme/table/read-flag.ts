import type { IssueKind } from './issue-kinds.ts';
import { isIdle, readStatement, type Statement } from './read-statement.ts';
import { isUnknown, plainly, type Reading, withoutSpaces } from './reading.ts';

/** Reading of a cell of yes or no; `blank` where it is empty. */
export type Flag = boolean | 'blank' | null;

const ticks = /^[√✓✔☑vV●■◉✅]$/;
/** `不是没有`: it says something less than the plain word. */
export const deniedTwice =
  /(?:不是|并非|并不是|不能说|不算|谈不上|没有说)(?:没有?|无|不)|没有?不(?!少)|无不(?!便)|不是不/;
const crosses = /^[×✗✘✕✖☒xX╳❌]$/;
/** `否③`, `是*`: a note below the table may take back what the cell says. */
const footnoted = /[^\s①-⑳⑴-⒇❶-❿※†*＊]\s*[①-⑳⑴-⒇❶-❿※†*＊]\s*$/u;
const yes = /^(y|yes|t|true|1)$/i;
const no = /^(n|no|f|false|0)$/i;

/** Returns whether a garage is covered; `是` and `否` are how the table wants it. Null where it cannot be told. */
export function readFlag(raw: string): Reading<Flag> {
  if (raw === '否') return plainly(false);
  if (raw === '是') return plainly(true);
  const text = withoutSpaces(raw).normalize('NFKC');
  if (text === '') return plainly('blank');
  const stated = (value: Flag, kind: IssueKind): Reading<Flag> => ({ value, kinds: [kind] });
  if (footnoted.test(raw)) return stated(null, 'remark_in_cell');
  if (text === '否') return plainly(false);
  if (text === '是') return plainly(true);
  if (ticks.test(text)) return stated(true, 'flag_style_tick');
  if (crosses.test(text)) return stated(false, 'flag_style_tick');
  if (yes.test(text)) return stated(true, 'flag_style_yn');
  if (no.test(text)) return stated(false, 'flag_style_yn');
  if (/^100(\.0+)?%$/.test(text)) return stated(true, 'flag_style_text');
  if (/^0(\.0+)?%$/.test(text)) return stated(false, 'flag_style_text');
  if (text === '已') return stated(true, 'flag_style_text');
  if (isUnknown(text)) {
    const isBlank = /^(\P{L}*|暂无|空|缺|null|none|nil)$/iu.test(text);
    return stated(null, isBlank ? 'missing_coverage_flag' : 'answer_unknown');
  }
  // Rows of one community that say different things.
  if (text.includes('≠')) return stated(null, 'unreadable');
  // `是（2025.6）`: what stands in the bracket may only say when and by whom.
  const [, mark, inside] = /^(是|有|√|✓|y|yes)[(（](.+)[)）]$/i.exec(text) ?? [];
  if (mark !== undefined && isIdle(inside)) return stated(true, 'flag_style_text');
  // `已（未开通）`: the remark takes back what the mark says.
  const [, said, remark] = /^([^(（]{1,6})[(（](.+)[)）]$/.exec(text) ?? [];
  if (said !== undefined && isTakenBack(said, remark)) return stated(null, 'flag_partial');
  const { value, cause } = readStatement(raw);
  if (deniedTwice.test(text)) return stated(value, 'denied_twice');
  if (value !== null) return stated(value, 'flag_style_text');
  return stated(null, kindOfCause[cause]);
}

function isTakenBack(said: string, remark: string): boolean {
  const [mark, other] = [readFlag(said).value, readFlag(remark).value];
  return typeof mark === 'boolean' && typeof other === 'boolean' && mark !== other;
}

const kindOfCause: Record<Statement['cause'], IssueKind> = {
  ...{ stated: 'unreadable', partly: 'flag_partial', planned: 'flag_partial', open: 'answer_unknown' },
  unclear: 'unreadable',
};
