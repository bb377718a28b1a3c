import type { IssueKind } from './issue-kinds.ts';

/** Value that a cell was read as, with the assumptions made on the way. */
export interface Reading<Value> {
  value: Value;
  kinds: readonly IssueKind[];
}

const nothing: readonly IssueKind[] = [];

/** A cell that says what it means. */
export function plainly<Value>(value: Value): Reading<Value> {
  return { value, kinds: nothing };
}

export const wideDigits = /[０-９]/;

/** A text without spaces of any width and without what is not seen. */
export function withoutSpaces(text: string): string {
  return text.replace(/[\s\p{Cf}]+/gu, '');
}

/** Slips of the pen and of character recognition for 已 and 未: `己覆盖`, `以开通`, `末覆盖`, `木通`. */
const verbs = '(?=覆盖|开[通始]|建|完[成工]|安装|[装通接做达解]|经|投[用入]|验收|有(?!限)|同意|征询|通过)';
const slips: readonly [RegExp, string][] = [
  [
    new RegExp(
      `[己巳]${verbs}|(?<![可所得予加])以${verbs.replace('|有(?!限)', '').replace('经|', '')}`,
      'gu',
    ),
    '已',
  ],
  [new RegExp(`(?<![期年月季周旬底])末${verbs}|^木${verbs}`, 'gu'), '未'],
];

/** A statement with 已 and 未 where a similar character stands for them. */
export function withoutSlips(text: string): string {
  return slips.reduce((mended, [slip, meant]) => mended.replace(slip, meant), text);
}

/** A cell that says that nothing is known. */
export function isUnknown(text: string): boolean {
  return /^([/\\?？]+|[-—–－]+|n\/?a|#n\/a|#[a-z!?/0]+|null|none|nil|tbd|未知|不详|不清楚|不明|待查|待核实?|未核实|未统计|暂无|未测|未填|空|缺)$/i.test(
    text,
  );
}
