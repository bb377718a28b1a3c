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
import { InputError } from '../errors.ts';
import {
  formulaConstants,
  formulaFunctions,
  formulaLimits,
  formulaOperators,
  formulaUnits,
} from './formula-language.ts';

/**
 * Walks a parsed formula and refuses every node, operator, function and name that is not on the lists.
 * @param names the inputs the formula may use
 */
export function checkFormula(root: MathNode, names: ReadonlySet<string>): void {
  let nodes = 0;

  function visit(node: MathNode, nesting: number): void {
    nodes++;
    if (nesting > formulaLimits.maxDepth || nodes > formulaLimits.maxNodes) {
      refuse(
        'a formula too deep or too long',
        `depth ≤ ${formulaLimits.maxDepth}, parts ≤ ${formulaLimits.maxNodes}`,
      );
    }
    switch (node.type) {
      case 'ConstantNode': {
        if (typeof (node as ConstantNode).value !== 'number') refuse(node.toString(), 'a number');
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
        if (!formulaOperators.has(fn)) refuse(`operator ${op}`, '+ - * / ^, comparisons, and, or, not');
        for (const part of args) visit(part, nesting + 1);
        return;
      }
      case 'FunctionNode': {
        const { fn, args } = node as FunctionNode & { fn: SymbolNode | AccessorNode };
        const name = fn.type === 'SymbolNode' ? (fn as SymbolNode).name : fn.toString();
        const counts = formulaFunctions.get(name);
        if (counts === undefined) refuse(`function ${name}`, [...formulaFunctions.keys()].join(', '));
        if (args.length < counts[0] || args.length > counts[1]) {
          refuse(`${args.length} arguments of ${name}`, `${counts[0]}–${counts[1]}`);
        }
        for (const part of args) visit(part, nesting + 1);
        return;
      }
      default:
        refuse(node.type, 'numbers, inputs, units, operators, functions and conditions only');
    }
  }

  visit(root, 0);
}

function checkName(name: string, names: ReadonlySet<string>): void {
  if (names.has(name) || formulaUnits.has(name) || Object.hasOwn(formulaConstants, name)) return;
  refuse(`unknown name ${name}`, `an input (${[...names].join(', ')}), pi, e, dB or a unit`);
}

function refuse(found: string, expected: string): never {
  const short = found.length > 80 ? `${found.slice(0, 79)}…` : found;
  throw new InputError([{ at: 'expression', found: short, expected }]);
}
