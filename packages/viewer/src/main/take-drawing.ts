import type { App } from '../app/app.ts';
import type { Recognised } from '../compute/import-session.ts';
import { newDocument } from '../persistence/plan-persistence.ts';
import { rememberedPresets } from '../review/preset-memory.ts';
import type { ImportedDrawing, ImportSource } from '../store/imported.ts';
import { noReview } from '../store/review-state.ts';

/** Shows what was recognised in a drawing as the plan, as one undo step. */
export function takeDrawing(app: App, source: ImportSource, recognised: Recognised): ImportedDrawing {
  const imported = beginReview(app, source, recognised);
  const plan = source.community ? { ...recognised.plan, community: source.community } : recognised.plan;
  app.store.openPlan('open', plan, imported, newDocument(source.file.name));
  return imported;
}

/** Returns what was recognised in a drawing, for the plan on screen. */
export function beginReview(
  app: App,
  source: ImportSource,
  { review, usedPreset }: Recognised,
): ImportedDrawing {
  app.review.patch({ ...noReview, active: app.review.value.active, remembered: rememberedPresets() });
  app.page.patch({ pendingDrawing: undefined });
  return { ...source, ...review, usedPreset };
}
