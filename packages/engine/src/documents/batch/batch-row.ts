import type { Phrase } from '../../core/index.ts';
import { type Placement, reportNetwork } from '../../design/index.ts';
import { type Plan, sortReasons } from '../../plan/index.ts';
import type { Prediction } from '../../radio/index.ts';

/** A garage as it was planned and evaluated. */
interface EvaluatedGarage {
  plan: Plan;
  prediction: Prediction;
  placement: Pick<Placement, 'lowerBound'>;
  ended: Placement['ended'];
}

/** Figures of a planned garage, as one row among many. Ratios are 0–1. */
interface GarageFigures {
  met: boolean;
  /** False where nobody can say whether it is met; absent in results of older programs. */
  decidable?: boolean;
  /** Codes of the reasons, with their levels, separated by semicolons. */
  reasons?: string;
  /** The same of those that a person has accepted. */
  accepted?: string;
  /** Chance that all operators pass. */
  passProbability: number;
  /** The least of all operators. */
  expectedCoverageRatio: number;
  limitingOperator: string;
  levels: number;
  /** Inside the outlines, less holes. */
  areaM2: number;
  bays: number;
  antennas: number;
  lowerBound: number;
  /** Sources of the feeder network; absent where there is none. */
  sources?: number;
  cableM?: number;
  costCny?: number;
  /** `time-limit`: the emergency stop cut the search short, so that another run may differ. */
  ended: Placement['ended'];
}

/**
 * Why a community has no plan: its input cannot be used, it took too long or too much memory, its process ended, or the program
 * is at fault.
 */
export type FailureKind = 'input' | 'time' | 'memory' | 'crash' | 'internal';

/** One community of a batch. */
export interface BatchRow {
  id: string;
  name?: string;
  district?: string;
  /** Drawing or plan, as the list names it. */
  input: string;
  /** Its results, relative to the result set. */
  folder: string;
  figures?: GarageFigures;
  /** A failure stands in place of figures. */
  failure?: { kind: FailureKind; reason: string };
}

/** `bays-outside:B2; network-stale`. */
function codesOf(reasons: readonly Phrase[]): string {
  return reasons
    .map(({ code, values }) => (values?.level === undefined ? code : `${code}:${values.level}`))
    .join('; ');
}

/** The figures of one planned garage for a table of many. */
export function garageFigures({ plan, prediction, placement, ended }: EvaluatedGarage): GarageFigures {
  const { target, operators, levels, antennas } = prediction.assessment;
  const network = reportNetwork(plan);
  return {
    met: target.met,
    decidable: prediction.assessment.decidable,
    reasons: codesOf(prediction.assessment.reasons),
    accepted: sortReasons(plan)
      .accepted.map(({ code, level }) => (level === undefined ? code : `${code}:${level}`))
      .join('; '),
    passProbability: target.jointPassProbability,
    expectedCoverageRatio: Math.min(...operators.map((each) => each.expectedCoverageRatio)),
    limitingOperator: target.limiting.operator,
    levels: plan.levels.length,
    areaM2: levels.reduce((sum, { areaM2 }) => sum + areaM2, 0),
    bays: plan.levels.reduce((sum, level) => sum + (level.bays?.length ?? 0), 0),
    antennas,
    lowerBound: placement.lowerBound,
    ...(network
      ? {
          sources: plan.network?.sources?.length ?? 0,
          cableM: network.bill.cableM,
          costCny: network.bill.costCny,
        }
      : {}),
    ended,
  };
}
