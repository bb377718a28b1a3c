/** What the package exports of human exposure. */

export { evaluateExposure } from './evaluate-exposure.ts';
export type * from './exposure.ts';
export { type ExposureLimit, publicExposureLimit } from './gb8702-limits.ts';
export type { StandingKind } from './standing-places.ts';
