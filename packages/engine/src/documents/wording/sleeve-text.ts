import type { Penetration } from '../../design/index.ts';
import type { DocumentTexts } from './document-text.ts';

/** The sleeve of a way as schedules and drawings state it: its name, or what has to be confirmed or must not be. */
export function sleeveText(
  { isForbidden, isAssumed, isInFrame, sleeve }: Penetration,
  texts: DocumentTexts,
): string {
  if (isForbidden) return texts('tables.forbidden');
  const named = isAssumed ? texts('tables.toConfirm') : (sleeve ?? '');
  return isInFrame ? texts('tables.inFrame', { sleeve: named }) : named;
}
