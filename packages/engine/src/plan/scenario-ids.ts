/** Something that fails, one at a time: the worst such case counts. */
export const failureIds = ['antenna-failed', 'unit-failed'] as const;

/** States that a garage may be in on the day of the test, and failures later on. */
export const scenarioIds = [
  'planned',
  'cars-empty',
  'cars-60',
  'cars-full',
  'shutters-open',
  'shutters-closed',
  'shutters-closed-cars-full',
  'outside-off',
  'ports-weaker',
  ...failureIds,
] as const;

/** A state of the garage that is evaluated besides the plan as it stands. */
export type ScenarioId = (typeof scenarioIds)[number];
