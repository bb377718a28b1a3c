import type { Monitor } from '../../progress.ts';
import type { Effort } from '../placement.ts';
import { boundByMajorants } from './bound-by-majorants.ts';
import { boundLevels } from './bound-levels.ts';
import type { BoundProblem } from './bound-problem.ts';
import type { Certificate, CertificateAssumption } from './certificate.ts';
import type { LoadHighs } from './linear-program.ts';
import type { BoundBudget } from './node-program.ts';
import { proveBound } from './prove-bound.ts';

export interface BoundGarageOptions {
  /** Without it the bound does without linear programs. */
  loadHighs?: LoadHighs;
  effort: Effort;
  /** Levels of the plan. */
  levelCount: number;
  /** The best set known, which passes. */
  known: readonly number[];
  /** Whether a set passes, as the search has it. */
  passes(set: readonly number[]): boolean;
  /** A cancelled proof ends with the bound so far. */
  monitor?: Monitor;
  /** Hears the bound and the number of antennas of the best set known. */
  report(lowerBound: number, best: number): void;
}

const budgets: Record<Effort, Omit<BoundBudget, 'tolerable' | 'mostWork'>> = {
  low: { linearPrograms: 200, work: 2e7, rootRounds: 20, nodeRounds: 2, rootTrials: 20, nodeTrials: 2 },
  normal: { linearPrograms: 3000, work: 8e7, rootRounds: 30, nodeRounds: 3, rootTrials: 50, nodeTrials: 2 },
  high: { linearPrograms: 40_000, work: 4e9, rootRounds: 50, nodeRounds: 4, rootTrials: 100, nodeTrials: 4 },
};
/** With more of a gap than this, an antenna a level and a tenth of many, the proof goes on for so many times its budget. */
const tolerableShare = 0.1;
const moreWork: Record<Effort, number> = { low: 1, normal: 5, high: 1 };

/** Of so few antennas majorants alone may prove the number, before a solver is even started. */
const mostByMajorants = 3;

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
  garage: Omit<BoundProblem, 'knownCount'>,
  { loadHighs, effort, levelCount, known, passes, monitor, report }: BoundGarageOptions,
): Promise<GarageBound> {
  const problem = { ...garage, knownCount: known.length };
  const floors: CertificateAssumption[] = problem.layers.length > 0 ? ['walk', 'mean'] : ['points-only'];
  const assumes: CertificateAssumption[] = ['candidates', 'model', ...floors];
  const meanNeededRatio = problem.layers[0]?.neededRatio;
  const mean = meanNeededRatio === undefined ? {} : { meanNeededRatio };
  const isCancelled = () => monitor?.cancelled?.() === true;
  if (!loadHighs || (known.length <= mostByMajorants && levelCount === 1)) {
    const lowerBound = boundByMajorants(problem, known);
    const none = { linearBound: lowerBound, nodes: 0, linearPrograms: 0, iterations: 0, cuts: 0 };
    const isProven = lowerBound === known.length;
    const ended = isProven ? 'proven' : 'budget';
    const certificate: Certificate = { method: 'majorants', ended, ...none, ...mean, assumes };
    if (isProven)
      return { lowerBound, certificate, ...(levelCount === 1 ? { levelBounds: [lowerBound] } : {}) };
    if (!loadHighs) return { lowerBound, certificate };
  }
  const highs = await loadHighs();
  const expired = () => isCancelled() || monitor?.expired?.() === true;
  const budget = budgets[effort];
  const tolerable = tolerableGap(problem, known);
  const { lowerBound, better, rootBound, stopped, ...counted } = proveBound(
    highs,
    problem,
    { ...budget, tolerable, mostWork: moreWork[effort] * budget.work },
    { passes, expired, report },
  );
  const levelBounds = levelCount === 1 ? [lowerBound] : boundLevels(highs, problem, levelCount, expired);
  const ended = stopped !== 'expired' ? stopped : isCancelled() ? 'cancelled' : 'time-limit';
  return {
    lowerBound,
    certificate: { method: 'linear-programs', ended, linearBound: rootBound, ...counted, ...mean, assumes },
    ...(better ? { better } : {}),
    levelBounds,
  };
}

/** Antennas of a known set that may stay in doubt without more effort. */
function tolerableGap({ levels }: BoundProblem, known: readonly number[]): number {
  const onLevel = new Map<number, number>();
  for (const candidate of known) onLevel.set(levels[candidate], (onLevel.get(levels[candidate]) ?? 0) + 1);
  return [...onLevel.values()].reduce(
    (sum, count) => sum + Math.max(1, Math.floor(tolerableShare * count)),
    0,
  );
}
