import type { RequirementProfile } from '../../plan/requirement-profile.ts';
import type { Plan } from '../../plan/schema.ts';
import type { Monitor } from '../../progress.ts';
import type { GarageDemand } from '../garage-demand.ts';
import type { Effort } from '../placement.ts';
import { boundByMajorants } from './bound-by-majorants.ts';
import { boundLevels } from './bound-levels.ts';
import type { BoundBudget } from './bound-tree.ts';
import type { Certificate, CertificateAssumption } from './certificate.ts';
import type { LoadHighs } from './linear-program.ts';
import { problemOfGarage } from './problem-of-garage.ts';
import { proveBound } from './prove-bound.ts';

export interface BoundGarageOptions {
  /** Without it the bound does without linear programs. */
  loadHighs?: LoadHighs;
  effort: Effort;
  /** Points that some set of candidates serves. */
  reachable: readonly number[];
  /** The best set known, which passes. */
  known: readonly number[];
  /** Whether a set passes, as the search has it. */
  passes(set: readonly number[]): boolean;
  /** A cancelled proof ends with the bound so far. */
  monitor?: Monitor;
  /** Hears the bound and the number of antennas of the best set known. */
  report(lowerBound: number, best: number): void;
}

const budgets: Record<Effort, BoundBudget> = {
  low: { linearPrograms: 100, work: 8e6, rootRounds: 15, nodeRounds: 2 },
  normal: { linearPrograms: 1000, work: 6e7, rootRounds: 30, nodeRounds: 3 },
  high: { linearPrograms: 20_000, work: 1e9, rootRounds: 50, nodeRounds: 4 },
};

export interface GarageBound {
  lowerBound: number;
  certificate: Certificate;
  /** A smaller set that passes. */
  better?: number[];
  /** [levels]: no plan with at most as many antennas as are known has fewer on the level. */
  levelBounds?: number[];
}

/** A lower bound on the antennas of a garage, how it was proved, and a smaller set that passes where the proof met one. */
export async function boundGarage(
  demand: GarageDemand,
  requirements: Plan['requirements'],
  profile: RequirementProfile,
  { loadHighs, effort, reachable, known, passes, monitor, report }: BoundGarageOptions,
): Promise<GarageBound> {
  const problem = problemOfGarage(demand, requirements, profile, reachable, known.length);
  const floors: CertificateAssumption[] = problem.layers.length > 0 ? ['walk', 'mean'] : ['points-only'];
  const assumes: CertificateAssumption[] = ['candidates', 'model', ...floors];
  const isCancelled = () => monitor?.cancelled?.() === true;
  if (!loadHighs) {
    const lowerBound = boundByMajorants(problem, known);
    const none = { linearBound: lowerBound, nodes: 0, linearPrograms: 0, iterations: 0, cuts: 0 };
    const ended = lowerBound === known.length ? 'proven' : 'budget';
    return { lowerBound, certificate: { method: 'majorants', ended, ...none, assumes } };
  }
  const highs = await loadHighs();
  const expired = () => isCancelled() || monitor?.expired?.() === true;
  const hooks = { passes, expired, report };
  const { lowerBound, better, rootBound, stopped, ...counted } = proveBound(
    highs,
    problem,
    budgets[effort],
    hooks,
  );
  const levelCount = demand.levels.length;
  const levelBounds = levelCount === 1 ? [lowerBound] : boundLevels(highs, problem, levelCount, expired);
  const ended = stopped !== 'expired' ? stopped : isCancelled() ? 'cancelled' : 'time-limit';
  return {
    lowerBound,
    certificate: { method: 'linear-programs', ended, linearBound: rootBound, ...counted, assumes },
    ...(better ? { better } : {}),
    levelBounds,
  };
}
