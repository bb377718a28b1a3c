import { InputError, isRecord, requireObject, requireText, say, wavelengthM } from '../../core/index.ts';
import { checkInputName, compileFormula, quantityExpected, readQuantity } from './compile-formula.ts';
import { threeGppModels } from './evaluate-3gpp-models.ts';
import { diffractionModels } from './evaluate-diffraction-models.ts';
import { distanceModels } from './evaluate-distance-models.ts';
import { otherModels } from './evaluate-other-models.ts';
import { slabModels } from './evaluate-slab-models.ts';
import { wallModels } from './evaluate-wall-models.ts';
import { formulaConstants, formulaLimits } from './formula-language.ts';
import { formulaMath } from './formula-math.ts';
import type { ModelDefinition, ModelResult } from './model-definition.ts';
import { type InputReader, inputReader, show } from './read-inputs.ts';

/**
 * A planner's formula, e.g. `20 log10(4 pi d / lambda) + 3 dB`, in the names of its other inputs. Inputs are
 * numbers, or texts with a unit (`"3.5 GHz"`); the result is a plain number of dB.
 */
const customModel: ModelDefinition = {
  id: 'custom',
  title: 'A formula of the planner’s own',
  source: 'the planner’s formula',
  inputs: ['expression', '*'],
  evaluate(read) {
    const expression = read.text('expression');
    const scope = readScope(read);
    const formula = compileFormula(expression, [...scope.keys()]);
    for (const [name, value] of Object.entries(formulaConstants)) scope.set(name, value);
    return { lossDb: formula.lossDb(scope), source: this.source };
  },
};

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

function readScope(read: InputReader): Map<string, unknown> {
  const scope = new Map<string, unknown>();
  const { expression: _, inputs: nested, ...flat } = read.raw();
  // A list of its own, as a plan's formula has its constants.
  const inputs = Object.entries(isRecord(nested) ? { ...flat, ...nested } : read.raw()).filter(
    ([name]) => name !== 'expression',
  );
  if (inputs.length > formulaLimits.maxInputs) {
    read.fail('inputs', `${inputs.length} inputs`, `at most ${formulaLimits.maxInputs}`);
  }
  for (const [name, value] of inputs) {
    checkInputName(name);
    const quantity = readQuantity(value);
    if (quantity === undefined) {
      throw new InputError([{ at: name, found: show(value), expected: quantityExpected }]);
    }
    scope.set(name, quantity);
  }
  return addFieldSymbols(scope);
}

/** `d`, `f` and `lambda` of a link that is given by `distanceM` and `frequencyMhz`, as a field's formula has them. */
function addFieldSymbols(scope: Map<string, unknown>): Map<string, unknown> {
  const { unit } = formulaMath();
  const { distanceM, frequencyMhz } = Object.fromEntries(scope);
  const add = (name: string, value: number, unitName: string) => {
    if (!scope.has(name)) scope.set(name, unit(value, unitName));
  };
  if (typeof distanceM === 'number') add('d', distanceM, 'm');
  if (typeof frequencyMhz === 'number' && frequencyMhz > 0) {
    add('f', frequencyMhz, 'MHz');
    add('lambda', wavelengthM(frequencyMhz), 'm');
  }
  return scope;
}
