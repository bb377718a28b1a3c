import { InputError } from '../errors.ts';
import { cost231Model } from './cost231-model.ts';
import { dominantPathModel } from './dominant-path.ts';
import { freeSpaceModel } from './free-space.ts';
import { p1238Models } from './itu-p1238-models.ts';
import { multiWallModel } from './multi-wall.ts';
import type { PropagationModel } from './propagation-model.ts';

const models: readonly PropagationModel[] = [
  dominantPathModel(),
  multiWallModel(),
  multiWallModel({ obliqueStepDb: 1 }),
  freeSpaceModel,
  cost231Model,
  ...p1238Models,
];

/** Id by which links, and only links, are traced by rays. */
export const rayModelId = 'ray';

/** Ids of the models a whole field can be predicted with, the default first. */
export const propagationModelIds: readonly string[] = models.map((model) => model.id);

/** The model of an id, with its defaults. @throws InputError for an unknown id */
export function propagationModel(id: string): PropagationModel {
  const model = models.find((candidate) => candidate.id === id);
  if (id === rayModelId) {
    throw new InputError([
      {
        at: 'model',
        found: '"ray", which traces one link at a time and is too slow for a whole field',
        expected: `one of ${propagationModelIds.join(', ')}; rays: diku link --model ray`,
      },
    ]);
  }
  if (model === undefined) {
    throw new InputError([
      {
        at: 'model',
        found: `unknown model ${JSON.stringify(id)}`,
        expected: `one of ${propagationModelIds.join(', ')}`,
      },
    ]);
  }
  return model;
}
