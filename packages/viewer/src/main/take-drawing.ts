import type { App } from '../app/app.ts';
import type { Recognised } from '../compute/import-session.ts';
import { rememberedPresets } from '../review/preset-memory.ts';
import type { ImportedDrawing, ImportSource } from '../store/imported.ts';
import { noReview } from '../store/review-state.ts';

/** Shows what was recognised in a drawing as the plan, as one undo step. */
export function takeDrawing(
  app: App,
  source: ImportSource,
  { plan, review, usedPreset }: Recognised,
): ImportedDrawing {
  const imported: ImportedDrawing = { ...source, ...review, usedPreset };
  app.review.patch({ ...noReview, active: app.review.value.active, remembered: rememberedPresets() });
  app.page.patch({ pendingDrawing: undefined });
  app.store.openPlan('open', plan, imported);
  return imported;
}
