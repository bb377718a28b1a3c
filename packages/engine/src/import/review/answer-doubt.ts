import type { Answer } from './choices.ts';

import type { Corrections } from './corrections.ts';
import type { Doubt } from './doubts.ts';

/** The corrections with one more answer; an earlier answer to the same doubt is replaced. */
export function answerDoubt(
  corrections: Corrections,
  doubt: Pick<Doubt, 'id' | 'level' | 'layer' | 'sourceLevel'>,
  answer: Answer,
): Corrections {
  const { id } = doubt;
  const without = (list: readonly string[] | undefined) => (list ?? []).filter((each) => each !== id);
  const { [id]: _, ...set } = corrections.set ?? {};
  const next: Corrections = {
    ...corrections,
    accept: without(corrections.accept),
    reject: without(corrections.reject),
    set,
  };
  if (answer === 'accept') next.accept = [...next.accept!, id];
  else if (answer === 'reject') next.reject = [...next.reject!, id];
  else if ('set' in answer) next.set = { ...set, [id]: answer.set };
  else if ('units' in answer) next.units = answer.units;
  else if ('layer' in answer) next.layers = { ...corrections.layers, [doubt.layer ?? '']: answer.layer };
  else {
    const level = doubt.sourceLevel ?? doubt.level;
    next.levels = { ...corrections.levels, [level]: { ...corrections.levels?.[level], ...answer.level } };
  }
  return next;
}
