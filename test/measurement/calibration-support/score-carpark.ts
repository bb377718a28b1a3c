import { calibratePlan } from '@diku/engine';
import {
  type CalibrationReport,
  type ErrorStatistics,
  walkErrors,
} from '../../../packages/engine/src/measurement/index.ts';
import { carparkPlan, carparkWalk } from './carpark.ts';
import { withoutResiduals } from './without-residuals.ts';

/** Calibrated on one walk, predicted on another. */
export interface CarparkScore {
  fitted: string;
  predicted: string;
  /** Errors on the other walk: of the plan as it is, of that less the mean error of the fitted walk, calibrated. */
  before: ErrorStatistics;
  offsetOnlyRmseDb: number;
  after: ErrorStatistics;
  /** Calibrated, with what the fit left over at each location of the walk. */
  withResiduals: ErrorStatistics;
  report: CalibrationReport;
}

const pairs = [
  [{ handset: 1 }, { handset: 2 }],
  [{ handset: 2 }, { handset: 1 }],
  [{ round: 5 }, { round: 6 }],
  [{ round: 6 }, { round: 5 }],
] as const;

/** The four ways, or the first of them, in which one part of the walks predicts another. */
export function scoreCarpark(count: number = pairs.length): CarparkScore[] {
  const plan = carparkPlan();
  return pairs.slice(0, count).map(([from, to]) => {
    const walk = carparkWalk(plan, from);
    const other = carparkWalk(plan, to);
    const { plan: calibrated, report } = calibratePlan(plan, walk);
    const before = walkErrors(plan, other);
    return {
      fitted: partName(from),
      predicted: partName(to),
      before,
      offsetOnlyRmseDb: Math.hypot(
        Math.sqrt(before.rmseDb ** 2 - before.meanDb ** 2),
        before.meanDb - report.inSample.before.meanDb,
      ),
      after: walkErrors(withoutResiduals(calibrated), other),
      withResiduals: walkErrors(calibrated, other),
      report,
    };
  });
}

function partName(part: (typeof pairs)[number][number]): string {
  if ('round' in part) return `both lines, round ${part.round}`;
  return part.handset === 1 ? 'handset 1, north line' : 'handset 2, south line';
}
