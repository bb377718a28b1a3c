/** The engine's public door: drawing → plan → scene → fields → signal → coverage → verdict. */

// foundations
export * from './errors.ts';
export * from './progress.ts';
export { createRandom } from './random.ts';
export * from './units.ts';
// geometry
// plan
export { carrierProfileIds, findCarrierProfile } from './plan/carrier-profiles.ts';
export { findRequirementProfile, type RequirementProfile } from './plan/requirement-profile.ts';
export * from './plan/schema.ts';
// drawing
// materials
// propagation
export type { PropagationModel } from './propagation/propagation-model.ts';
// kernel
export type * from './kernel/field-kernel.ts';
// scene
export { cellKind, type Scene } from './scene/scene.ts';
// workers
// fields
// signal
export type { CarrierMap } from './signal/carrier-map.ts';
// coverage
export type * from './coverage/assessment.ts';
// placement
// workflow
// report
