/** States that a garage may be in on the day of the test. */
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
] as const;

/** A state of the garage that is evaluated besides the plan as it stands. */
export type ScenarioId = (typeof scenarioIds)[number];
