import type { Plan } from '@diku/engine';
import type { ExactResult } from './result-state.ts';
import type { WorkFailure } from './work-failure.ts';

/** So many variants of a document are persisted. */
const maxVariants = 12;

/** The plan as it was once, under a name. */
export interface Variant {
  id: string;
  name: string;
  plan: Plan;
}

/** Variants of the document on screen, and the one that is laid beside the plan. */
export interface CompareState {
  variants: readonly Variant[];
  comparedId: string | undefined;
  /** The mode: beside each other at a divider, or what the plan gives more than the variant. */
  mode: 'swipe' | 'difference';
  /** Position of the divider, as a fraction of the view's width from the left: the plan is left of it. */
  swipeRatio: number;
  /** The variant's prediction, in the state of shutters and cars on screen. */
  exact: ExactResult | undefined;
  doneRatio: number;
  /** Why there is none. */
  failure: WorkFailure | undefined;
}

export const noCompare: CompareState = {
  variants: [],
  comparedId: undefined,
  mode: 'swipe',
  swipeRatio: 0.5,
  exact: undefined,
  doneRatio: 0,
  failure: undefined,
};

export function comparedVariant({ variants, comparedId }: CompareState): Variant | undefined {
  return variants.find(({ id }) => id === comparedId);
}

/** The variants with one more, the oldest gone where they are too many. @param name of the number that it is */
export function withVariant(
  variants: readonly Variant[],
  plan: Plan,
  name: (count: number) => string,
): Variant[] {
  const taken = new Set(variants.flatMap(({ id, name }) => [id, name]));
  let count = 1;
  while (taken.has(String(count)) || taken.has(name(count))) count++;
  return [...variants, { id: String(count), name: name(count), plan }].slice(-maxVariants);
}

/**
 * Checks what a browser stored: it may come from another version, or be damaged; the plans themselves are
 * parsed besides.
 */
export function isVariants(value: unknown): value is Variant[] {
  if (!Array.isArray(value) || value.length > maxVariants) return false;
  return value.every((each: unknown) => {
    const { id, name, plan } = Object(each) as Partial<Variant>;
    return typeof id === 'string' && typeof name === 'string' && typeof plan === 'object' && plan !== null;
  });
}
