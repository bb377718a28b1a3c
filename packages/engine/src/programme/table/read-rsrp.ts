import { saysNoService } from '../../core/index.ts';
import type { IssueKind } from './issue-kinds.ts';
import { readPolarity } from './polarity.ts';
import { isUnknown, plainly, type Reading, withoutSpaces } from './reading.ts';

type Rsrp = number | 'no-signal' | null;

const noSignal = /搜不到|搜索不到|没有?信号|测不到|无覆盖|收不到|断网|无网$|^无$|盲区/;
/** Between these a phone reports a level of a garage or a road, dBm; without its sign too. */
const leastDbm = -150;
const mostDbm = -40;
const number = /[-+]?\d+(?:\.\d+)?/g;

/** A mean level in dBm; a number without its sign is below zero, since no phone hears as much as 1 mW. */
export function readRsrp(raw: string): Reading<Rsrp> {
  if (/^-\d{2,3}(\.\d+)?$/.test(raw)) return believed(Number(raw), []);
  const trimmed = raw.trim();
  if (trimmed === '') return { value: null, kinds: ['missing_rsrp'] };
  const kinds: IssueKind[] = [];
  let text = withoutSpaces(raw);
  if (text !== raw) kinds.push('number_spaces');
  if (/[０-９－．＋]/.test(text)) kinds.push('fullwidth_number');
  text = text.normalize('NFKC').replace(/[−–—‐‑－﹣]/g, '-');
  // "No blind spot" has the word too.
  if (noSignal.test(text) && /盲区/.test(text) && readPolarity(text).sign > 0) {
    return { value: null, kinds: ['signal_some'] };
  }
  if (saysNoService(text) || noSignal.test(text)) return { value: 'no-signal', kinds: ['no_signal_text'] };
  if (isUnknown(text)) return { value: null, kinds: ['missing_rsrp'] };
  if (/dbm?/i.test(text)) {
    kinds.push('unit_suffix');
    text = text.replace(/dbm?/gi, '');
  }
  if (/^(约|大约|近|~|≈)|左右$/.test(text)) {
    kinds.push('approx_prefix');
    text = text.replace(/^(约|大约|近|~|≈)|左右$/g, '');
  }
  if (/^([<>≤≥]=?|小于|低于|大于|高于|不足|优于)|(以上|以下)$/.test(text)) {
    kinds.push('bound');
    text = text.replace(/^([<>≤≥]=?|小于|低于|大于|高于|不足|优于)|(以上|以下)$/g, '');
  }
  const remark = /^([^(]*\d[^(]*)\(.*\)$/.exec(text);
  if (remark) {
    kinds.push('remark_in_cell');
    text = remark[1];
  }
  const levels = levelsOf(text);
  if (!levels) return { value: null, kinds: ['unreadable'] };
  if (levels.length > 1) kinds.push('range_mean');
  if (levels.some((level) => level > 0)) kinds.push('missing_minus');
  const negative = levels.map((level) => -Math.abs(level));
  return believed(negative.reduce((sum, level) => sum + level, 0) / negative.length, kinds);
}

/** `-91`, `-110~-98`, `-98/-101/-105`, `-98--110`: the levels named; undefined where something else is. */
function levelsOf(text: string): number[] | undefined {
  const between = text.replace(number, ' ').trim();
  if (!/^([~\-/、,，;至到]?\s*)*$/.test(between)) return undefined;
  const found = [...text.replace(/(\d)--(\d)/g, '$1~-$2').matchAll(number)].map(([level]) => Number(level));
  return found.length > 0 && found.length <= 20 ? found : undefined;
}

function believed(meanDbm: number, kinds: readonly IssueKind[]): Reading<Rsrp> {
  if (meanDbm < leastDbm || meanDbm > mostDbm) return { value: null, kinds: ['out_of_range'] };
  const value = Math.round(meanDbm * 100) / 100;
  return kinds.length === 0 ? plainly(value) : { value, kinds };
}
