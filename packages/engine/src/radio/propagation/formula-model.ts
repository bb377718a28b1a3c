import { InputError, say, wavelengthM } from '../../core/index.ts';
import type { PlanFormula } from '../../plan/index.ts';
import type { DistanceLaw, DistanceTable } from '../kernel/field-kernel.ts';
import {
  type CompiledFormula,
  checkInputName,
  compileFormula,
  quantityExpected,
  readQuantity,
} from './compile-formula.ts';
import { formulaConstants, formulaLimits, formulaUnits } from './formula-language.ts';
import { formulaMath } from './formula-math.ts';
import type { PropagationModel } from './propagation-model.ts';
import { show } from './read-inputs.ts';
import { tabulateLaw } from './tabulate-law.ts';

export const formulaModelId = 'custom';

/** Closer than this the formula's loss is held: the near field of a ceiling antenna. */
const nearestM = 0.3;
const defaultCapDb = 40;
/** Looks at the formula times the parts it has: a bound on the work whatever the formula. */
const mostWork = 4_000_000;
const mostLooks = 60_000;
const mostKept = 32;

/** What a formula of a field may use besides the planner's own constants. */
const fieldSymbols = ['d', 'f', 'lambda', 'distanceM', 'frequencyMhz'] as const;
const place = 'propagation.formula';

/** Tables already made, by name and reach. They are the same for the same formula, so that fields kept stay good. */
const kept = new Map<string, DistanceTable>();

/**
 * A planner's formula as the model of a whole field: a table over distance per frequency. `loadFormulas()` once before.
 * @param farthestM the longest link that the table has to serve
 * @throws InputError at `propagation.formula…`; a law is refused when it is asked for, where over the distances used it is no
 * finite number, a gain, does not fit its units, or changes too fast
 */
export function formulaModel(formula: PlanFormula | undefined, farthestM: number): PropagationModel {
  if (formula === undefined) {
    throw new InputError([
      { at: place, found: say('no-value'), expected: say('no-formula', { form: '{ "expression": "…" }' }) },
    ]);
  }
  const constants = readConstants(formula.constants ?? {});
  const compiled = atPlace(() => compileFormula(formula.expression, [...fieldSymbols, ...constants.keys()]));
  const text = JSON.stringify([formula.expression, formula.constants ?? {}]);
  return {
    id: formulaModelId,
    distanceLaw(frequencyMhz): DistanceLaw {
      const name = `${text} at ${frequencyMhz} MHz`;
      const key = `${farthestM}|${name}`;
      let table = kept.get(key);
      if (!table) {
        table = atPlace(() => tabulate(compiled, constants, { name, frequencyMhz, farthestM }));
        for (const oldest of kept.keys()) {
          if (kept.size < mostKept) break;
          kept.delete(oldest);
        }
        kept.set(key, table);
      }
      return { interceptDb: 0, slopeDbPerDecade: 0, minDistanceM: nearestM, table };
    },
    usesObstacles: formula.usesObstacles ?? true,
    capDb: formula.capDb ?? defaultCapDb,
    source: `the plan's formula ${formula.expression}`,
  };
}

/**
 * Between the knots of the first grid the formula is computed in SI's base units, which is the same and much quicker; at
 * the knots with its units, so that they are checked all along.
 */
function tabulate(
  compiled: CompiledFormula,
  constants: ReadonlyMap<string, unknown>,
  { name, frequencyMhz, farthestM }: { name: string; frequencyMhz: number; farthestM: number },
): DistanceTable {
  const math = formulaMath();
  const withUnits = new Map<string, unknown>([
    ...Object.entries(formulaConstants),
    ...constants,
    ['f', math.unit(frequencyMhz, 'MHz')],
    ['lambda', math.unit(wavelengthM(frequencyMhz), 'm')],
    ['frequencyMhz', frequencyMhz],
  ]);
  const inNumbers = new Map<string, unknown>(
    [...withUnits].map(([key, value]) => [key, math.isUnit(value) ? math.siValue(value) : value]),
  );
  for (const unit of formulaUnits) inNumbers.set(unit, math.siValue(math.unit(1, unit)));
  const lossDbAt = (distanceM: number) => {
    inNumbers.set('d', distanceM);
    inNumbers.set('distanceM', distanceM);
    return checkedLossDb(evaluateAt(compiled, inNumbers, distanceM), distanceM);
  };
  return tabulateLaw({
    ...{ name, nearestM, farthestM, lossDbAt },
    mostLooks: Math.min(mostLooks, Math.floor(mostWork / compiled.nodeCount)),
    checkAt(distanceM) {
      withUnits.set('d', math.unit(distanceM, 'm'));
      withUnits.set('distanceM', distanceM);
      evaluateAt(compiled, withUnits, distanceM);
    },
  });
}

function evaluateAt(compiled: CompiledFormula, scope: Map<string, unknown>, distanceM: number): number {
  try {
    return compiled.lossDb(scope);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [problem] = error.said;
    const found = say('formula-at', { found: problem.found, distance: distanceM.toPrecision(4) });
    throw new InputError([{ ...problem, found }]);
  }
}

function checkedLossDb(lossDb: number, distanceM: number): number {
  if (lossDb >= 0) return lossDb;
  const found = say('formula-at', { found: `${lossDb.toFixed(2)} dB`, distance: distanceM.toPrecision(4) });
  throw new InputError([{ at: 'expression', found, expected: say('formula-gain') }]);
}

function readConstants(constants: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const at = `${place}.constants`;
  const entries = Object.entries(constants);
  if (entries.length > formulaLimits.maxInputs) {
    const found = say('formula-constants', { count: entries.length });
    throw new InputError([{ at, found, expected: say('at-most', { most: formulaLimits.maxInputs }) }]);
  }
  return new Map(
    entries.map(([name, value]) => {
      atPlace(() => checkInputName(name), at);
      if ((fieldSymbols as readonly string[]).includes(name)) {
        throw new InputError([
          { at: `${at}.${name}`, found: say('formula-symbol'), expected: say('another-name') },
        ]);
      }
      const quantity = readQuantity(value);
      if (quantity === undefined) {
        throw new InputError([{ at: `${at}.${name}`, found: show(value), expected: quantityExpected }]);
      }
      return [name, quantity];
    }),
  );
}

/** Errors say where in the plan they are. */
function atPlace<T>(work: () => T, at: string = place): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.said.map((problem) => ({ ...problem, at: `${at}.${problem.at}` })));
  }
}
