import { FieldStack } from '../fields/field-stack.ts';
import { refuseAntennas } from '../placement/candidates/mount-rules.ts';
import { type PlaceOptions, placeAntennas } from '../placement/place-antennas.ts';
import type { Placement } from '../placement/placement.ts';
import type { Plan } from '../plan/schema.ts';
import { predictPlan } from './predict-plan.ts';

export interface PlacePlanOptions extends Omit<PlaceOptions, 'verify'> {
  /** Fields kept between the checks and a later prediction of the placed plan; default: its own. */
  fields?: FieldStack;
  /** Ids of antennas that are refused: they go, and none comes within `refuseRadiusM` of where they hung (default 5 m). */
  refuse?: readonly string[];
  refuseRadiusM?: number;
}

/** Places antennas and checks them on the prediction's own grid, for all carriers: what `place` and `plan` do. */
export async function placePlan(
  plan: Plan,
  options: PlacePlanOptions,
): Promise<{ plan: Plan; placement: Placement }> {
  const { solver, modelId, resolutionM } = options;
  const fields = options.fields ?? new FieldStack(solver);
  return placeAntennas(refuseAntennas(plan, options.refuse, options.refuseRadiusM), {
    ...options,
    verify: async (placed) => {
      const { assessment } = await predictPlan(placed, { solver, modelId, resolutionM, fields });
      const required = (assessment.scenarios ?? []).filter((scenario) => scenario.required);
      const results = [...assessment.operators, ...required.flatMap(({ operators }) => operators)];
      return {
        chance: Math.min(...results.map(({ passProbability }) => passProbability)),
        missingPoints: Math.max(...results.map((result) => result.pointsRequired - result.pointsServed)),
      };
    },
  });
}
