import { InputError } from '../errors.ts';
import { checkFormula } from './check-formula.ts';
import { formulaConstants, formulaFunctions, formulaLimits, formulaUnits } from './formula-language.ts';
import { type FormulaMath, formulaMath } from './load-formulas.ts';
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
    const math = formulaMath();
    const expression = read.text('expression');
    const scope = readScope(read, math);
    if (expression.trim() === '') read.fail('expression', 'nothing', 'a formula');
    const result = evaluateFormula(expression, scope, math);
    if (math.isUnit(result)) {
      read.fail(
        'expression',
        `a result in ${result.formatUnits()}`,
        'a plain number of dB; divide by a unit',
      );
    }
    if (typeof result === 'number' && Number.isFinite(result)) return { lossDb: result, source: this.source };
    return read.fail('expression', `the result ${show(String(result))}`, 'a finite number');
  },
};

function evaluateFormula(expression: string, scope: Map<string, unknown>, math: FormulaMath): unknown {
  const { maxLength } = formulaLimits;
  if (expression.length > maxLength) {
    throw new InputError([
      { at: 'expression', found: `${expression.length} characters`, expected: `at most ${maxLength}` },
    ]);
  }
  const names = new Set([...scope.keys()].filter((name) => !Object.hasOwn(formulaConstants, name)));
  try {
    const node = math.parse(expression);
    checkFormula(node, names);
    return node.compile().evaluate(scope);
  } catch (error) {
    if (error instanceof InputError) throw error;
    // mathjs throws plain errors for syntax, units that do not fit, and a stack too deep.
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError([
      { at: 'expression', found: show(reason), expected: 'a formula that can be evaluated' },
    ]);
  }
}

function readScope(read: InputReader, math: FormulaMath): Map<string, unknown> {
  const scope = new Map<string, unknown>(Object.entries(formulaConstants));
  const inputs = Object.entries(read.raw()).filter(([name]) => name !== 'expression');
  if (inputs.length > formulaLimits.maxInputs) {
    read.fail('inputs', `${inputs.length} inputs`, `at most ${formulaLimits.maxInputs}`);
  }
  for (const [name, value] of inputs) {
    if (!/^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(name)) {
      read.fail(show(name), 'this name', 'a letter, then letters, digits or _, at most 40');
    }
    if (formulaUnits.has(name) || formulaFunctions.has(name) || Object.hasOwn(formulaConstants, name)) {
      read.fail(name, 'a name the formula language uses', 'another name');
    }
    scope.set(name, readQuantity(name, value, read, math));
  }
  return scope;
}

function readQuantity(name: string, value: unknown, read: InputReader, math: FormulaMath): unknown {
  const parts = typeof value === 'string' ? /^\s*(\S+?)\s*([A-Za-z]*)\s*$/.exec(value) : null;
  if (parts === null || parts[2] === '') return read.number(name, {});
  const [, text, unit] = parts;
  const number = Number(text);
  if (!Number.isFinite(number) || !formulaUnits.has(unit)) {
    read.fail(name, show(value), `a number, or a number with one of ${[...formulaUnits].join(', ')}`);
  }
  return math.unit(number, unit);
}
