import type { Highs } from 'highs';
import type { ServedBy } from './bound-problem.ts';
import { fitMajorants } from './fit-majorants.ts';
import { createMajorants, type Majorants } from './majorants.ts';

const plain = new WeakMap<ServedBy, Majorants>();
const fitted = new WeakMap<ServedBy, Majorants>();

/** The majorants of a service function, found once: with a solver of linear programs tighter ones. */
export function majorantsOf(served: ServedBy, highs?: Highs): Majorants {
  const kept = highs ? fitted : plain;
  const majorants = kept.get(served) ?? (highs ? fitMajorants(highs, served) : createMajorants(served));
  kept.set(served, majorants);
  return majorants;
}
