import type { App } from '../app/app.ts';
import { withVariant } from '../store/compare-state.ts';
import { text } from '../texts/language.ts';

/** Puts the plan, without what is only previewed, among the variants. */
export function keepVariant({ store, compare }: App): void {
  const plan = store.committed;
  if (!plan) return;
  const named = (count: number) => text('variantName', { count });
  compare.patch({ variants: withVariant(compare.value.variants, plan, named) });
}

/** Makes a variant the plan on screen, as one step. */
export function takeVariant({ store, compare }: App, id: string): void {
  const variant = compare.value.variants.find((each) => each.id === id);
  if (variant && variant.plan !== store.committed) store.replacePlan('variant', variant.plan);
}
