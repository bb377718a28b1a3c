export { buildGarageDemand } from './build-garage-demand.ts';
export type * from './garage-demand.ts';
export { GarageEvaluator } from './garage-evaluator.ts';
export { PassJudge } from './pass-judge.ts';
export { type PlaceOptions, placeAntennas, type Verification } from './place-antennas.ts';
export type * from './placement.ts';
