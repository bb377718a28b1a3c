import { InputError, say } from '../../core/index.ts';
import { cost231Model } from './cost231-multi-wall.ts';
import { dominantPathModel } from './dominant-path.ts';
import { freeSpaceModel } from './free-space.ts';
import { p1238Models } from './itu-p1238.ts';
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
        found: say('ray-no-field'),
        expected: say('models-or-ray', { list: propagationModelIds.join(', ') }),
      },
    ]);
  }
  if (model === undefined) {
    throw new InputError([
      {
        at: 'model',
        found: say('unknown-model', { id: JSON.stringify(id) }),
        expected: say('one-of', { list: propagationModelIds.join(', ') }),
      },
    ]);
  }
  return model;
}
