import { createMessages } from '../../core/index.ts';
import { type IssueSlots, issueMessages } from './issues.generated.ts';

/** Every kind of assumption that reading a table takes. */
export type IssueKind = keyof IssueSlots;

/** Why an assumption of a kind is made so: `issueReason('zh', 'blank_row')`. */
export const issueReason = createMessages<IssueSlots>(issueMessages);
