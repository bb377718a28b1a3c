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

/** A cell that says that nothing is known. */
export function isUnknown(text: string): boolean {
  return /^([/\\?？]+|[-—–－]+|n\/?a|#n\/a|#[a-z!?/0]+|null|none|nil|tbd|未知|不详|不清楚|不明|待查|待核实?|未核实|未统计|暂无|未测|未填|空|缺)$/i.test(
    text,
  );
}
