import type { MathNode } from 'mathjs';
import { InputError, type Phrase, say } from '../../core/index.ts';
import { checkFormula } from './check-formula.ts';
import { formulaConstants, formulaFunctions, formulaLimits, formulaUnits } from './formula-language.ts';
import { formulaMath } from './formula-math.ts';
import { show } from './read-inputs.ts';

/** A planner's formula, checked and ready. */
export interface CompiledFormula {
  /** Names, operators and numbers it is made of. */
  nodeCount: number;
  /**
   * Its value in dB for these values of its names: numbers, or quantities with units.
   * @throws InputError where units do not fit or the value is no finite number
   */
  lossDb(scope: Map<string, unknown>): number;
}

/**
 * Parses a formula and checks all that can be checked without values. `loadFormulas()` once before.
 * @param names what it may use besides constants and units
 * @throws InputError at `expression`
 */
export function compileFormula(expression: string, names: readonly string[]): CompiledFormula {
  const { maxLength } = formulaLimits;
  if (expression.length > maxLength) {
    refuse(say('formula-characters', { count: expression.length }), say('at-most', { most: maxLength }));
  }
  if (expression.trim() === '') refuse(say('no-value'), say('a-formula'));
  const math = formulaMath();
  const node = attempt(() => {
    const parsed = math.parse(expression);
    checkFormula(parsed, new Set(names));
    return parsed;
  });
  const code = node.compile();
  return {
    nodeCount: countNodes(node),
    lossDb(scope) {
      const result = attempt(() => code.evaluate(scope) as unknown);
      if (math.isUnit(result)) {
        refuse(say('formula-result-unit', { unit: result.formatUnits() }), say('formula-plain-db'));
      }
      if (typeof result === 'number' && Number.isFinite(result)) return result;
      return refuse(say('formula-result', { value: show(String(result)) }), say('finite-number'));
    },
  };
}

/** Refuses a name that a formula cannot use for an input. @throws InputError at the name */
export function checkInputName(name: string): void {
  if (!/^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(name)) {
    throw new InputError([{ at: show(name), found: say('this-name'), expected: say('formula-name') }]);
  }
  if (formulaUnits.has(name) || formulaFunctions.has(name) || Object.hasOwn(formulaConstants, name)) {
    throw new InputError([{ at: name, found: say('formula-word'), expected: say('another-name') }]);
  }
}

/** What an input of a formula may be. */
export const quantityExpected = say('formula-quantity', { list: [...formulaUnits].join(', ') });

/** A number, or a number with a unit (`"3.5 GHz"`, `"6 dB"`), as a formula takes it. Undefined where it is neither. */
export function readQuantity(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const parts =
    typeof value === 'string' ? /^\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*([A-Za-z]*)\s*$/i.exec(value) : null;
  if (parts === null) return undefined;
  const [, text, unit] = parts;
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  if (unit === '') return number;
  if (unit === 'dB') return number * formulaConstants.dB;
  return formulaUnits.has(unit) ? formulaMath().unit(number, unit) : undefined;
}

function countNodes(node: MathNode): number {
  let count = 0;
  node.traverse(() => {
    count++;
  });
  return count;
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError) throw error;
    // mathjs throws plain errors for syntax, units that do not fit, and a stack too deep.
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(show(reason), say('formula-evaluated'));
  }
}

function refuse(found: string | Phrase, expected: Phrase): never {
  throw new InputError([{ at: 'expression', found, expected }]);
}
