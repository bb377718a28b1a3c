import type { Monitor } from '../../../core/index.ts';
import type { Effort } from '../placement.ts';
import { boundGarage, type GarageBound, proofBudgets } from './bound-garage.ts';
import type { GarageProblem } from './problem-of-garage.ts';
import type { Proof, Prover } from './proof.ts';

export interface SearchProofOptions {
  /** Without it the bound does without linear programs. */
  prover: Prover | undefined;
  effort: Effort;
  levelCount: number;
  /** Whether a set passes: the same answer whenever it is asked. */
  passes(set: readonly number[]): boolean;
  monitor: Monitor | undefined;
}

/** The lower bound of what a search looks for: its proof begins with the first set that passes, and ends by the last one. */
export class SearchProof {
  readonly #garage: GarageProblem;
  readonly #options: SearchProofOptions;
  #proof: Proof | undefined;

  constructor(garage: GarageProblem, options: SearchProofOptions) {
    this.#garage = garage;
    this.#options = options;
  }

  /** With a set of so many antennas that passes; only the first one counts. */
  begin(knownCount: number): void {
    if (this.#proof) return;
    const { prover, effort, passes } = this.#options;
    const { problem, services } = this.#garage;
    const order = { problem: { ...problem, knownCount }, services, budget: proofBudgets[effort] };
    this.#proof = prover?.start(order, { passes, expired: () => this.#isExpired() });
  }

  /** Once the search has found what it finds; hears the bound on its way. */
  async bound(known: readonly number[], report: (lowerBound: number) => void): Promise<GarageBound> {
    this.begin(known.length);
    const { levelCount } = this.#options;
    const cancelled = () => this.#options.monitor?.cancelled?.() === true;
    const expired = () => this.#isExpired();
    const own = { proof: this.#proof, levelCount, known, cancelled, expired, report };
    return boundGarage(this.#garage.problem, own);
  }

  #isExpired(): boolean {
    const { monitor } = this.#options;
    return monitor?.cancelled?.() === true || monitor?.expired?.() === true;
  }
}
