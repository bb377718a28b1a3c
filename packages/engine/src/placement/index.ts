/** What of placing leaves the engine. */

export { boundLevels } from './bound/bound-levels.ts';
export type * from './bound/bound-problem.ts';
export type { BoundTreeResult } from './bound/bound-tree.ts';
export type * from './bound/certificate.ts';
export { impliedCoverage } from './bound/implied-coverage.ts';
export { majorantsOf } from './bound/kept-majorants.ts';
export type { LoadHighs } from './bound/linear-program.ts';
export { gainStep, gainSteps } from './bound/majorants.ts';
export type { BoundBudget, TreeHooks } from './bound/node-program.ts';
export { createPointShares } from './bound/point-shares.ts';
export { proveBound } from './bound/prove-bound.ts';
export { servedBy } from './bound/served-by.ts';
export { buildGarageDemand } from './build-garage-demand.ts';
export type * from './garage-demand.ts';
export { GarageEvaluator } from './garage-evaluator.ts';
export * from './objectives/index.ts';
export { PassJudge } from './pass-judge.ts';
export { type PlaceOptions, placeAntennas, type Verification } from './place-antennas.ts';
export type * from './placement.ts';
