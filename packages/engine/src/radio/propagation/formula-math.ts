import type { MathNode, Unit } from 'mathjs';

/**
 * The part of mathjs that formulas need. What loads it is a file of its own (`load-formulas.ts`), whose types name nothing of
 * mathjs: whoever installs the engine may leave it out.
 */
export interface FormulaMath {
  parse(expression: string): MathNode;
  unit(value: number, name: string): Unit;
  isUnit(value: unknown): value is Unit;
  /** The number of SI's base units (m, s, kg, rad) in a quantity. */
  siValue(quantity: Unit): number;
}

let loaded: FormulaMath | undefined;

export function isMathStarted(): boolean {
  return loaded !== undefined;
}

export function startFormulaMath(math: FormulaMath): void {
  loaded = math;
}

/** The loaded part. @throws Error where `loadFormulas()` was not awaited before */
export function formulaMath(): FormulaMath {
  if (loaded === undefined) throw new Error('formulas are not loaded: await loadFormulas() first');
  return loaded;
}
