import { createMessages } from '../../core/index.ts';
import { type IssueSlots, issueMessages } from './issues.generated.ts';

/** Every kind of judgement that reading a table takes. */
export type IssueKind = keyof IssueSlots;

/** Why a judgement of a kind is made so: `issueReason('zh', 'blank_row')`. */
export const issueReason = createMessages<IssueSlots>(issueMessages);
