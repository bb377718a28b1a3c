import { planSchema } from '@diku/engine';
import { say } from '@diku/engine/core';
import type { DocumentOptions } from '@diku/engine/documents';
import { schemaProblems } from '@diku/engine/plan';
import { usageError } from './exit-status.ts';

const titleSchema = planSchema.shape.titleBlock.unwrap();
export const titleFlag = '--title <field=value>';
/** Names of the fields of a title block. */
export const titleFields: readonly string[] = Object.keys(titleSchema.shape);
export type TitleFields = NonNullable<DocumentOptions['titleBlock']>;

/** `--title designer=李雷`: a field of the title block, before that of the plan. */
export function titleOption(text: string, before: TitleFields = {}): TitleFields {
  const at = text.indexOf('=');
  const field = text.slice(0, at < 0 ? text.length : at);
  if (at < 0 || !titleFields.includes(field)) {
    throw usageError('--title', `"${text}"`, say('title-field', { list: titleFields.join(', ') }));
  }
  const given = titleSchema.safeParse({ [field]: text.slice(at + 1) });
  if (given.success) return { ...before, ...given.data };
  const [{ found, expected }] = schemaProblems(given.error.issues, { [field]: text.slice(at + 1) });
  throw usageError(`--title ${field}`, found, expected);
}
