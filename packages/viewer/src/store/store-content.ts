import type { Plan } from '@diku/engine';
import type { ImportedDrawing } from './imported.ts';
import type { PlanChange } from './plan-change.ts';
import type { PlanDocument } from './plan-document.ts';

/** Content of a store, to be persisted and restored. */
export interface StoreContent {
  plan: Plan;
  imported: ImportedDrawing | undefined;
  document: PlanDocument | undefined;
  undo: readonly PlanChange[];
  redo: readonly PlanChange[];
}
