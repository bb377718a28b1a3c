import { InputError } from '../errors.ts';
import { checkInputName, compileFormula, quantityExpected, readQuantity } from './compile-formula.ts';
import { formulaConstants, formulaLimits } from './formula-language.ts';
import type { ModelDefinition } from './model-definition.ts';
import { type InputReader, show } from './read-inputs.ts';

/**
 * A planner's formula, e.g. `20 log10(4 pi d / lambda) + 3 dB`, in the names of its other inputs. Inputs are
 * numbers, or texts with a unit (`"3.5 GHz"`); the result is a plain number of dB.
 */
export const customModel: ModelDefinition = {
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

function readScope(read: InputReader): Map<string, unknown> {
  const scope = new Map<string, unknown>();
  const inputs = Object.entries(read.raw()).filter(([name]) => name !== 'expression');
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
  return scope;
}
