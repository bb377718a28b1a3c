import { InputError, requireObject, requireText, say } from '../../core/index.ts';
import { threeGppModels } from './evaluate-3gpp-models.ts';
import { customModel } from './evaluate-custom-model.ts';
import { diffractionModels } from './evaluate-diffraction-models.ts';
import { distanceModels } from './evaluate-distance-models.ts';
import { otherModels } from './evaluate-other-models.ts';
import { slabModels } from './evaluate-slab-models.ts';
import { wallModels } from './evaluate-wall-models.ts';
import type { ModelDefinition, ModelResult } from './model-definition.ts';
import { inputReader } from './read-inputs.ts';

const definitions = new Map<string, ModelDefinition>(
  [
    ...distanceModels,
    ...wallModels,
    ...threeGppModels,
    ...slabModels,
    ...diffractionModels,
    ...otherModels,
    customModel,
  ].map((each) => [each.id, each]),
);

/** The models that can be evaluated outside any plan, with their inputs and sources. */
export function listModels(): { id: string; title: string; inputs: readonly string[]; source: string }[] {
  return [...definitions.values()].map(({ id, title, inputs, source }) => ({ id, title, inputs, source }));
}

/**
 * Evaluates one model. Losses in dB, full double precision. `custom` needs `loadFormulas()` once before.
 * @throws InputError for an unknown model, an unknown, missing or impossible input
 */
export function evaluateModel(id: string, inputs: Readonly<Record<string, unknown>>): ModelResult {
  requireText('model', id);
  requireObject('inputs', inputs);
  const definition = definitions.get(id);
  if (definition === undefined) {
    throw new InputError([
      {
        at: 'model',
        found: say('unknown-model', { id: JSON.stringify(id) }),
        expected: say('one-of', { list: [...definitions.keys()].join(', ') }),
      },
    ]);
  }
  const read = inputReader(inputs, definition.inputs);
  const { notes = [], ...output } = definition.evaluate(read);
  const defaults = read.defaults();
  return {
    model: id,
    inputs: read.echo(),
    ...(Object.keys(defaults).length > 0 ? { defaults } : {}),
    ...output,
    ...(notes.length > 0 ? { notes } : {}),
  };
}
