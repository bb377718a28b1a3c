import type { Plan } from '@diku/engine';

/** A calibrated plan without what the fit left over at each location. */
export function withoutResiduals(plan: Plan): Plan {
  const { calibration, ...propagation } = plan.propagation ?? {};
  if (!calibration) return plan;
  const { residuals: _, ...fitted } = calibration;
  return { ...plan, propagation: { ...propagation, calibration: fitted } };
}
