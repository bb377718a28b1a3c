/** What of placing leaves the engine. */

export type { LoadHighs } from '../core/numerics/linear-program.ts';
export { proverBeside } from './bound/beside/prover-beside.ts';
export { boundLevels } from './bound/bound-levels.ts';
export type * from './bound/bound-problem.ts';
export type * from './bound/certificate.ts';
export { impliedCoverage } from './bound/implied-coverage.ts';
export { majorantsOf } from './bound/kept-majorants.ts';
export { gainStep, gainSteps } from './bound/majorants.ts';
export type { BoundBudget } from './bound/node-program.ts';
export { createPointShares } from './bound/point-shares.ts';
export type * from './bound/proof.ts';
export type * from './bound/proof-state.ts';
export { proveBound, type TreeHooks } from './bound/prove-bound.ts';
export { proverHere } from './bound/prover-here.ts';
export { servedBy } from './bound/served-by.ts';
export { buildGarageDemand } from './build-garage-demand.ts';
export { shareOutCells } from './candidates/share-out-cells.ts';
export type { DemandCost } from './demand-costs.ts';
export type * from './garage-demand.ts';
export { GarageEvaluator } from './garage-evaluator.ts';
export * from './objectives/index.ts';
export { PassJudge, type Verification } from './pass-judge.ts';
export { type PlaceOptions, placeAntennas } from './place-antennas.ts';
export type * from './placement.ts';
