/** All that the rooms of the engine give each other: for scripts that take an engine as an argument. */

export * from '../../packages/engine/src/core/index.ts';
export * from '../../packages/engine/src/design/index.ts';
export * from '../../packages/engine/src/documents/index.ts';
export * from '../../packages/engine/src/import/index.ts';
export * from '../../packages/engine/src/measurement/index.ts';
export * from '../../packages/engine/src/plan/index.ts';
export * from '../../packages/engine/src/programme/index.ts';
export * from '../../packages/engine/src/radio/index.ts';
export * from '../../packages/engine/src/workflow/index.ts';
