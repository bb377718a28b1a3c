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
