/**
 * The stages of a community in the notice 沪经信基〔2023〕93号, in order: survey, choice, plan, coordination, works,
 * test, acceptance.
 */
export const stages = [
  'surveyed',
  'chosen',
  'planned',
  'coordinated',
  'under-construction',
  'tested',
  'accepted',
] as const;

/** A stage of a community. */
export type Stage = (typeof stages)[number];

/** Index of a stage in the order, 0–6. */
export function stageIndex(stage: Stage): number {
  return stages.indexOf(stage);
}
