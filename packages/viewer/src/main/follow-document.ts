import type { App } from '../app/app.ts';
import type { ImportClient } from '../compute/import-client.ts';
import type { PlanMemory } from '../keeping/plan-memory.ts';
import { noCompare, type Variant } from '../store/compare-state.ts';
import { readKept } from './restore-plan.ts';

/** Variants and pinned values belong to a document: another one has its own, kept on this computer with its plan. */
export function followDocument(app: App, memory: PlanMemory, client: ImportClient): void {
  const { store, compare, view, review } = app;
  let id = store.opened?.id;
  let written: readonly Variant[] = compare.value.variants;

  store.subscribe(() => {
    const before = id;
    id = store.opened?.id;
    if (id === before) return;
    written = noCompare.variants;
    compare.patch(noCompare);
    // What the first document had is brought back with its view.
    if (before !== undefined) view.patch({ pins: [] });
    if (id !== undefined) void bringBack(id);
  });

  compare.subscribe(() => {
    const { variants } = compare.value;
    const isToBeKept = !store.isReadOnly && (!store.imported || review.value.isKept);
    if (variants === written || id === undefined || !isToBeKept) return;
    written = variants;
    // Where the browser keeps nothing, that was said of the plan.
    void memory.writeVariants(id, variants).catch(() => {});
  });

  async function bringBack(document: string): Promise<void> {
    const kept = await memory.variantsOf(document).catch(() => []);
    const variants: Variant[] = [];
    for (const variant of kept) {
      const outcome = await readKept(client, variant);
      if (outcome.ok && outcome.value.kind === 'plan')
        variants.push({ ...variant, plan: outcome.value.plan });
    }
    if (id !== document || variants.length === 0 || compare.value.variants.length > 0) return;
    written = variants;
    compare.patch({ variants });
  }
}
