import type { IssueKind } from './issue-kinds.ts';
import { readPolarity } from './polarity.ts';
import { isUnknown, plainly, type Reading, withoutSpaces } from './reading.ts';

/** Reading of a cell of yes or no; `blank` where it is empty. */
export type Flag = boolean | 'blank' | null;

const ticks = /^[√✓✔☑vV●■◉✅]$/;
const crosses = /^[×✗✘✕✖☒xX╳❌]$/;
const yes = /^(y|yes|t|true|1)$/i;
const no = /^(n|no|f|false|0)$/i;
/** Neither yes nor no. */
export const partly = /部分|局部|在建|施工中|建设中|进行中|partial/i;

/** Returns whether a garage is covered; `是` and `否` are how the table wants it. Null where it cannot be told. */
export function readFlag(raw: string): Reading<Flag> {
  if (raw === '否') return plainly(false);
  if (raw === '是') return plainly(true);
  const text = withoutSpaces(raw).normalize('NFKC');
  if (text === '') return plainly('blank');
  const stated = (value: Flag, kind: IssueKind): Reading<Flag> => ({ value, kinds: [kind] });
  if (text === '否') return plainly(false);
  if (text === '是') return plainly(true);
  if (ticks.test(text)) return stated(true, 'flag_style_tick');
  if (crosses.test(text)) return stated(false, 'flag_style_tick');
  if (yes.test(text)) return stated(true, 'flag_style_yn');
  if (no.test(text)) return stated(false, 'flag_style_yn');
  if (/^100(\.0+)?%$/.test(text)) return stated(true, 'flag_style_text');
  if (/^0(\.0+)?%$/.test(text)) return stated(false, 'flag_style_text');
  if (isUnknown(text)) return stated(null, 'missing_coverage_flag');
  if (/不明|不详|不清|不确定|未(摸排|排查|测试?|核实|调查|统计|了解)|待(查|核|测|定|确认)/.test(text))
    return stated(null, 'missing_coverage_flag');
  // `2G有4G无`: both.
  if (/[有√].*[无×]|(?<!没)[无×].*有|没有.*[2-5]G.*有/i.test(text) && /[2-5]G|b\d|层|期/i.test(text))
    return stated(null, 'unreadable');
  // Rows of one community that say different things.
  if (text.includes('≠')) return stated(null, 'unreadable');
  if (/(?<![未没非不无])(已有?|原有?|原已|现有|利旧)(信号|专项)?覆盖/.test(text))
    return stated(true, 'flag_style_text');
  if (partly.test(text)) return stated(null, 'flag_partial');
  // A statement of its own: 已覆盖, 无信号, 不存在盲区.
  const { sign, hasSign, isIntended, isDegree, isTangled } = readPolarity(
    text.replace(/[(（].*$/, '') || text,
  );
  if (!hasSign || isDegree || isTangled || (isIntended && sign > 0)) return stated(null, 'unreadable');
  return stated(sign > 0, 'flag_style_text');
}
