import type { Highs } from 'highs';
import type { LoadHighs } from '../../../core/index.ts';
import { boundLevels } from './bound-levels.ts';
import { type OpenProver, type Prover, resultFor } from './proof.ts';
import type { ProofState } from './proof-state.ts';
import { proveBound } from './prove-bound.ts';

/** Proves on the calling thread, once a result is asked for. */
export function proverHere(loadHighs: LoadHighs): OpenProver {
  return (): Prover => ({
    start({ problem, budget }, { passes, expired }) {
      let loaded: Promise<Highs> | undefined;
      const load = () => {
        loaded ??= loadHighs();
        return loaded;
      };
      return {
        async until(knownCount, report) {
          const goesOn = (state: ProofState) => {
            if (state.lowerBound >= knownCount) return false;
            report(state);
            return true;
          };
          const result = proveBound(await load(), problem, budget, { passes, expired, goesOn });
          return resultFor(result, knownCount);
        },
        levelBounds: async (knownCount, levelCount) =>
          boundLevels(await load(), { ...problem, knownCount }, levelCount, expired),
      };
    },
    dispose() {},
  });
}
