/** The functions and operators that a planner's formula may contain; everything else of mathjs is refused. */

/** Function names and how many arguments each takes. */
export const formulaFunctions: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['log10', [1, 1]],
  ['log', [1, 2]],
  ['sqrt', [1, 1]],
  ['abs', [1, 1]],
  ['min', [1, 10]],
  ['max', [1, 10]],
  ['sin', [1, 1]],
  ['cos', [1, 1]],
  ['tan', [1, 1]],
  ['exp', [1, 1]],
  ['pow', [2, 2]],
]);

export const formulaOperators: ReadonlySet<string> = new Set([
  'add',
  'subtract',
  'multiply',
  'divide',
  'pow',
  'unaryMinus',
  'unaryPlus',
  'smaller',
  'smallerEq',
  'larger',
  'largerEq',
  'equal',
  'unequal',
  'and',
  'or',
  'not',
]);

/** Units a formula or an input may carry; mathjs checks that they fit together. */
export const formulaUnits: ReadonlySet<string> = new Set(
  'mm cm m km Hz kHz MHz GHz ns us ms s mW W kW deg rad'.split(' '),
);

/** `dB` reads as a plain number: a level is what a formula gives. */
export const formulaConstants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, dB: 1 };

export const formulaLimits = { maxLength: 500, maxNodes: 400, maxDepth: 100, maxInputs: 50 };
