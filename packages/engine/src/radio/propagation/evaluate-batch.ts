import { InputError, type Problem } from '../../core/index.ts';
import { evaluateModel } from './evaluate-model.ts';
import type { ModelResult } from './model-definition.ts';
import { show } from './read-inputs.ts';

/** An item of a batch that could not be evaluated, in its place. */
export interface ModelFailure {
  model?: string;
  error: string;
  problems: readonly Problem[];
}

const maxItems = 1_000_000;

/**
 * Evaluates `[{ model, inputs }, …]` in order; a bad item gives its error in its place.
 * @throws InputError where the whole is no list
 */
export function evaluateBatch(items: unknown): (ModelResult | ModelFailure)[] {
  if (!Array.isArray(items) || items.length > maxItems) {
    throw new InputError([
      { at: 'batch', found: show(items), expected: `a list of up to ${maxItems} { model, inputs }` },
    ]);
  }
  return items.map((item: unknown, i) => evaluateItem(item, i));
}

function evaluateItem(item: unknown, i: number): ModelResult | ModelFailure {
  const { model, inputs } = (typeof item === 'object' && item !== null ? item : {}) as Record<
    string,
    unknown
  >;
  try {
    if (typeof model !== 'string') {
      throw new InputError([{ at: `[${i}].model`, found: show(model), expected: 'the id of a model' }]);
    }
    if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs)) {
      throw new InputError([{ at: `[${i}].inputs`, found: show(inputs), expected: 'an object' }]);
    }
    return evaluateModel(model, inputs as Record<string, unknown>);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {
      ...(typeof model === 'string' ? { model } : {}),
      error: error.message,
      problems: error.problems,
    };
  }
}
