import type {
  AccessorNode,
  ConditionalNode,
  ConstantNode,
  FunctionNode,
  MathNode,
  OperatorNode,
  ParenthesisNode,
  SymbolNode,
} from 'mathjs';
import { InputError, type Phrase, say } from '../../core/index.ts';
import {
  formulaConstants,
  formulaFunctions,
  formulaLimits,
  formulaOperators,
  formulaUnits,
} from './formula-language.ts';
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

/** The inputs that a formula may have. */
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

/**
 * Walks a parsed formula and refuses every node, operator, function and name that is not on the lists.
 * @param names the inputs the formula may use
 */
function checkFormula(root: MathNode, names: ReadonlySet<string>): void {
  let nodes = 0;

  function visit(node: MathNode, nesting: number): void {
    nodes++;
    if (nesting > formulaLimits.maxDepth || nodes > formulaLimits.maxNodes) {
      refuse(
        say('formula-too-long'),
        say('formula-size', { depth: formulaLimits.maxDepth, parts: formulaLimits.maxNodes }),
      );
    }
    switch (node.type) {
      case 'ConstantNode': {
        if (typeof (node as ConstantNode).value !== 'number')
          refuse(short(node.toString()), say('number-any'));
        return;
      }
      case 'SymbolNode': {
        checkName((node as SymbolNode).name, names);
        return;
      }
      case 'ParenthesisNode': {
        visit((node as ParenthesisNode).content, nesting + 1);
        return;
      }
      case 'ConditionalNode': {
        const { condition, trueExpr, falseExpr } = node as ConditionalNode;
        for (const part of [condition, trueExpr, falseExpr]) visit(part, nesting + 1);
        return;
      }
      case 'OperatorNode': {
        const { fn, op, args } = node as OperatorNode;
        if (!formulaOperators.has(fn))
          refuse(say('formula-operator', { name: short(op) }), say('formula-operators'));
        for (const part of args) visit(part, nesting + 1);
        return;
      }
      case 'FunctionNode': {
        const { fn, args } = node as FunctionNode & { fn: SymbolNode | AccessorNode };
        const name = fn.type === 'SymbolNode' ? (fn as SymbolNode).name : fn.toString();
        const counts = formulaFunctions.get(name);
        if (counts === undefined)
          refuse(say('formula-function', { name: short(name) }), [...formulaFunctions.keys()].join(', '));
        if (args.length < counts[0] || args.length > counts[1]) {
          refuse(say('formula-arguments', { count: args.length, name }), `${counts[0]}–${counts[1]}`);
        }
        for (const part of args) visit(part, nesting + 1);
        return;
      }
      default:
        refuse(node.type, say('formula-parts'));
    }
  }

  visit(root, 0);
}

function checkName(name: string, names: ReadonlySet<string>): void {
  if (names.has(name) || formulaUnits.has(name) || Object.hasOwn(formulaConstants, name)) return;
  refuse(
    say('formula-unknown-name', { name: short(name) }),
    say('formula-names', { list: [...names].join(', ') }),
  );
}

function refuse(found: string | Phrase, expected: string | Phrase): never {
  throw new InputError([{ at: 'expression', found, expected }]);
}

function short(text: string): string {
  return text.length > 70 ? `${text.slice(0, 69)}…` : text;
}
