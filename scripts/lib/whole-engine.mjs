/** All that the rooms of the built engine give each other: for scripts that hand an engine on. */

export * from '../../packages/engine/dist/core/index.js';
export * from '../../packages/engine/dist/design/index.js';
export * from '../../packages/engine/dist/documents/index.js';
export * from '../../packages/engine/dist/import/index.js';
export * from '../../packages/engine/dist/measurement/index.js';
export * from '../../packages/engine/dist/plan/index.js';
export * from '../../packages/engine/dist/programme/index.js';
export * from '../../packages/engine/dist/radio/index.js';
export * from '../../packages/engine/dist/workflow/index.js';
