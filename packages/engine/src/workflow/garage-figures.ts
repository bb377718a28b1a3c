import type { PlannedGarage } from './plan-garage.ts';
import { reportNetwork } from './report-network.ts';

/** What a planned garage comes to, as one row among many. Ratios are 0–1. */
export interface GarageFigures {
  met: boolean;
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
  /** Of the feeder network; absent where there is none. */
  sources?: number;
  cableM?: number;
  costCny?: number;
  /** `time-limit`: the emergency stop cut the search short, so that another run may differ. */
  ended: PlannedGarage['ended'];
}

export function garageFigures({ plan, prediction, placement, ended }: PlannedGarage): GarageFigures {
  const { target, operators, levels, antennas } = prediction.assessment;
  const network = reportNetwork(plan);
  return {
    met: target.met,
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
