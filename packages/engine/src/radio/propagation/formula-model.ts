import { InputError, say, wavelengthM } from '../../core/index.ts';
import type { PlanFormula } from '../../plan/index.ts';
import type { DistanceTable, PathLossLaw } from '../kernel/field-kernel.ts';
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

/** How far a table may be from the law between its knots where it was looked at, dB. */
const tableToleranceDb = 0.0003;

/** Intervals of every doubling of the distance, at least: what is narrower may be missed. */
const intervalsPerDoubling = 64;

/** Positions between two knots at which the law is checked. */
const looks = [0.5, 0.23, 0.79] as const;

interface TabulateOptions {
  /** Name of the table. */
  name: string;
  nearestM: number;
  /** The table reaches at least so far; its knots do not depend on it. */
  farthestM: number;
  /** Loss in dB at a distance in metres. */
  lossDbAt(distanceM: number): number;
  /** Called at the knots of the first grid, in order, before the law is looked at between them. */
  checkAt?(distanceM: number): void;
  /** Calls of `lossDbAt` allowed. */
  maxLooks: number;
}

export const formulaModelId = 'custom';

/** Closer than this the formula's loss is held: the near field of a ceiling antenna. */
const nearestM = 0.3;
const defaultCapDb = 40;
/** Looks at the formula times the parts it has: a bound on the work whatever the formula. */
const maxWork = 4_000_000;
const maxLooks = 60_000;
const maxCached = 32;

/** Symbols that a formula of a field may use besides the planner's own constants. */
const fieldSymbols = ['d', 'f', 'lambda', 'distanceM', 'frequencyMhz'] as const;
const location = 'propagation.formula';

/** Tables already made, by name and reach. They are the same for the same formula, so that cached fields stay good. */
const cached = new Map<string, DistanceTable>();

/**
 * A planner's formula as the model of a whole field: a table over distance per frequency. `loadFormulas()` once before.
 * @param farthestM the longest link that the table has to serve
 * @throws InputError at `propagation.formula…`; a law is refused when it is asked for, where over the distances used it is no
 * finite number, a gain, does not fit its units, or changes too fast
 */
export function formulaModel(formula: PlanFormula | undefined, farthestM: number): PropagationModel {
  if (formula === undefined) {
    throw new InputError([
      {
        at: location,
        found: say('no-value'),
        expected: say('no-formula', { form: '{ "expression": "…" }' }),
      },
    ]);
  }
  const constants = readConstants(formula.constants ?? {});
  const compiled = atLocation(() =>
    compileFormula(formula.expression, [...fieldSymbols, ...constants.keys()]),
  );
  const text = JSON.stringify([formula.expression, formula.constants ?? {}]);
  return {
    id: formulaModelId,
    distanceLaw(frequencyMhz): PathLossLaw {
      const name = `${text} at ${frequencyMhz} MHz`;
      const key = `${farthestM}|${name}`;
      let table = cached.get(key);
      if (!table) {
        table = atLocation(() => tabulate(compiled, constants, { name, frequencyMhz, farthestM }));
        for (const oldest of cached.keys()) {
          if (cached.size < maxCached) break;
          cached.delete(oldest);
        }
        cached.set(key, table);
      }
      return { interceptDb: 0, slopeDbPerDecade: 0, minDistanceM: nearestM, table };
    },
    usesObstacles: formula.usesObstacles ?? true,
    capDb: formula.capDb ?? defaultCapDb,
    source: `the plan's formula ${formula.expression}`,
  };
}

/**
 * Tabulates the formula in SI's base units between the knots of the first grid, which is the same and much quicker; at
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
    maxLooks: Math.min(maxLooks, Math.floor(maxWork / compiled.nodeCount)),
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
  const at = `${location}.constants`;
  const entries = Object.entries(constants);
  if (entries.length > formulaLimits.maxInputs) {
    const found = say('formula-constants', { count: entries.length });
    throw new InputError([{ at, found, expected: say('at-most', { most: formulaLimits.maxInputs }) }]);
  }
  return new Map(
    entries.map(([name, value]) => {
      atLocation(() => checkInputName(name), at);
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
function atLocation<T>(work: () => T, at: string = location): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.said.map((problem) => ({ ...problem, at: `${at}.${problem.at}` })));
  }
}

/**
 * A law as a table that is linear between knots and no further than `tableToleranceDb` from it at every distance looked
 * at. Links have whole millimetres along each axis, so a step of the law falls between two of their distances and is kept
 * exactly.
 * @throws InputError where the law changes too fast for a table
 */
export function tabulateLaw(options: TabulateOptions): DistanceTable {
  const { name, nearestM, farthestM, checkAt, maxLooks } = options;
  let lookCount = 0;
  const lossDbAt = (distanceM: number) => {
    lookCount++;
    if (lookCount > maxLooks) {
      const found = say('formula-changes-fast', { distance: distanceM.toPrecision(4) });
      throw new InputError([{ at: 'expression', found, expected: say('formula-tabulated') }]);
    }
    return options.lossDbAt(distanceM);
  };
  const distances = [nearestM];
  const losses = [lossDbAt(nearestM)];

  function refine(fromM: number, fromDb: number, toM: number, toDb: number): void {
    if (holdsLinkDistance(fromM, toM) && !isStraight(fromM, fromDb, toM, toDb)) {
      const middleM = (fromM + toM) / 2;
      const middleDb = lossDbAt(middleM);
      refine(fromM, fromDb, middleM, middleDb);
      refine(middleM, middleDb, toM, toDb);
      return;
    }
    distances.push(toM);
    losses.push(toDb);
  }

  function isStraight(fromM: number, fromDb: number, toM: number, toDb: number): boolean {
    return looks.every((ratio) => {
      const lossDb = lossDbAt(fromM + ratio * (toM - fromM));
      return Math.abs(lossDb - (fromDb + ratio * (toDb - fromDb))) <= tableToleranceDb;
    });
  }

  checkAt?.(nearestM);
  for (let doubling = 0, fromM = nearestM; fromM < farthestM; doubling++) {
    const stepM = (nearestM * 2 ** doubling) / intervalsPerDoubling;
    for (let interval = 1; interval <= intervalsPerDoubling && fromM < farthestM; interval++) {
      const toM = nearestM * 2 ** doubling + interval * stepM;
      checkAt?.(toM);
      refine(fromM, losses[losses.length - 1], toM, lossDbAt(toM));
      fromM = toM;
    }
  }
  return { name, distancesM: Float64Array.from(distances), lossesDb: Float64Array.from(losses) };
}

/** Returns whether a link of whole millimetres can be longer than one distance and shorter than the other. */
function holdsLinkDistance(fromM: number, toM: number): boolean {
  let squaredMm = Math.floor((fromM * 1000) ** 2) - 1;
  while (Math.sqrt(squaredMm) / 1000 <= fromM) squaredMm++;
  return Math.sqrt(squaredMm) / 1000 < toM;
}
