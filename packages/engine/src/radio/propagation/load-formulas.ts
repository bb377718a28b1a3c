import type { MathJsInstance, MathNode, Unit } from 'mathjs';

/** The part of mathjs that formulas need. */
export interface FormulaMath {
  parse(expression: string): MathNode;
  unit(value: number, name: string): Unit;
  isUnit(value: unknown): value is Unit;
  /** The number of SI's base units (m, s, kg, rad) in a quantity. */
  siValue(quantity: Unit): number;
}

let loaded: FormulaMath | undefined;

/** Loads mathjs, which is large and needed by planners' own formulas only. Once is enough. */
export async function loadFormulas(): Promise<void> {
  if (loaded !== undefined) return;
  const {
    create,
    parseDependencies,
    unitDependencies,
    isUnitDependencies,
    addDependencies,
    subtractDependencies,
    multiplyDependencies,
    divideDependencies,
    powDependencies,
    unaryMinusDependencies,
    unaryPlusDependencies,
    smallerDependencies,
    smallerEqDependencies,
    largerDependencies,
    largerEqDependencies,
    equalDependencies,
    unequalDependencies,
    andDependencies,
    orDependencies,
    notDependencies,
    log10Dependencies,
    logDependencies,
    sqrtDependencies,
    absDependencies,
    minDependencies,
    maxDependencies,
    sinDependencies,
    cosDependencies,
    tanDependencies,
    expDependencies,
  } = await import('mathjs');
  const math = create({
    ...parseDependencies,
    ...unitDependencies,
    ...isUnitDependencies,
    ...addDependencies,
    ...subtractDependencies,
    ...multiplyDependencies,
    ...divideDependencies,
    ...powDependencies,
    ...unaryMinusDependencies,
    ...unaryPlusDependencies,
    ...smallerDependencies,
    ...smallerEqDependencies,
    ...largerDependencies,
    ...largerEqDependencies,
    ...equalDependencies,
    ...unequalDependencies,
    ...andDependencies,
    ...orDependencies,
    ...notDependencies,
    ...log10Dependencies,
    ...logDependencies,
    ...sqrtDependencies,
    ...absDependencies,
    ...minDependencies,
    ...maxDependencies,
    ...sinDependencies,
    ...cosDependencies,
    ...tanDependencies,
    ...expDependencies,
  }) as MathJsInstance;
  loaded = {
    parse: (expression) => math.parse(expression),
    unit: (value, name) => math.unit(value, name),
    isUnit: (value): value is Unit => math.isUnit(value),
    siValue: (quantity) => (quantity as Unit & { value: number }).value,
  };
}

/** The loaded part. @throws Error where `loadFormulas()` was not awaited before */
export function formulaMath(): FormulaMath {
  if (loaded === undefined) throw new Error('formulas are not loaded: await loadFormulas() first');
  return loaded;
}
