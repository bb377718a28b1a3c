import type { PlanChange } from './plan-change.ts';
import type { StoreContent } from './store-content.ts';

type Opened = Pick<StoreContent, 'plan' | 'imported' | 'document'>;

/** Another plan in the place of one, with what belongs to it, as one step. */
export function openingChange(name: string, before: Opened, after: Opened): PlanChange {
  const records: PlanChange['records'] = [{ kind: 'plan', before: before.plan, after: after.plan }];
  if (after.imported !== before.imported) {
    records.push({ kind: 'import', before: before.imported, after: after.imported });
  }
  if (after.document !== before.document) {
    records.push({ kind: 'document', before: before.document, after: after.document });
  }
  return { name, records };
}

/** The one kind of step that leaves a document as it is. */
export function isOpening({ records }: PlanChange): boolean {
  return records.some(({ kind }) => kind === 'document');
}

/** The step that undo or redo takes next; none that a plan would have which only is read. */
export function lastStep(changes: readonly PlanChange[], isReadOnly: boolean): PlanChange | undefined {
  const change = changes.at(-1);
  return change && (!isReadOnly || isOpening(change)) ? change : undefined;
}
