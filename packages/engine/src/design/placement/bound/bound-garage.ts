import type { Effort } from '../placement.ts';
import { boundByMajorants } from './bound-by-majorants.ts';
import type { Certificate, CertificateAssumption } from './certificate.ts';
import type { BoundBudget } from './node-program.ts';
import type { GarageProblem } from './problem-of-garage.ts';
import type { Proof } from './proof.ts';

export interface BoundGarageOptions {
  /** The bound does without linear programs where there is no proof. */
  proof?: Proof;
  /** Levels of the plan. */
  levelCount: number;
  /** The best set known, which passes. */
  known: readonly number[];
  /** Returns whether the proof was cancelled: it ends with the bound so far. */
  cancelled(): boolean;
  /** Returns whether it was cancelled, or the time is over. */
  expired(): boolean;
  /** Hears the bound. */
  report(lowerBound: number): void;
}

/** Counts, so that results repeat; `normal` is for about a minute on two cores, of a garage of 60,000 m². */
export const proofBudgets: Record<Effort, BoundBudget> = {
  low: {
    linearPrograms: 200,
    work: 4e9,
    rootRounds: 20,
    nodeRounds: 2,
    rootBranchings: 20,
    nodeBranchings: 2,
  },
  normal: {
    linearPrograms: 3000,
    work: 1.75e10,
    rootRounds: 30,
    nodeRounds: 3,
    rootBranchings: 50,
    nodeBranchings: 2,
  },
  high: {
    linearPrograms: 40_000,
    work: 1e12,
    rootRounds: 50,
    nodeRounds: 4,
    rootBranchings: 100,
    nodeBranchings: 4,
  },
};

/** Majorants alone may prove the number of so few antennas, before a solver is even started. */
const maxByMajorants = 3;

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
  { problem, floorLayers }: GarageProblem,
  { proof, levelCount, known, cancelled, expired, report }: BoundGarageOptions,
): Promise<GarageBound> {
  const knownCount = known.length;
  const floors: CertificateAssumption[] = floorLayers.length > 0 ? ['walk', 'mean'] : ['points-only'];
  const rooms: CertificateAssumption[] = problem.layers.length > floorLayers.length ? ['rooms'] : [];
  const assumes: CertificateAssumption[] = ['candidates', 'model', ...floors, ...rooms];
  const meanNeededRatio = floorLayers[0]?.neededRatio;
  const mean = meanNeededRatio === undefined ? {} : { meanNeededRatio };
  if (!proof || (knownCount <= maxByMajorants && levelCount === 1)) {
    const lowerBound = boundByMajorants({ ...problem, knownCount }, known, expired);
    const none = { linearBound: lowerBound, nodes: 0, linearPrograms: 0, iterations: 0, cuts: 0 };
    const isProven = lowerBound === knownCount;
    const stop = expired() ? endOf(cancelled) : 'budget';
    const ended = isProven ? 'proven' : stop;
    const certificate: Certificate = { method: 'majorants', ended, ...none, ...mean, assumes };
    if (isProven)
      return { lowerBound, certificate, ...(levelCount === 1 ? { levelBounds: [lowerBound] } : {}) };
    if (!proof) return { lowerBound, certificate };
  }
  const result = await proof.until(knownCount, (state) => report(state.lowerBound));
  const { lowerBound, better, rootBound, stopped, work: _, ...counted } = result;
  const levelBounds = levelCount === 1 ? [lowerBound] : await proof.levelBounds(knownCount, levelCount);
  const ended = stopped === 'expired' ? endOf(cancelled) : stopped;
  return {
    lowerBound,
    certificate: { method: 'linear-programs', ended, linearBound: rootBound, ...counted, ...mean, assumes },
    ...(better && better.length < knownCount ? { better } : {}),
    levelBounds,
  };
}

function endOf(cancelled: () => boolean): 'cancelled' | 'time-limit' {
  return cancelled() ? 'cancelled' : 'time-limit';
}
