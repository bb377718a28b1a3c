import type { MathJsInstance, Unit } from 'mathjs';
import { loadOptional } from '../../core/index.ts';
import { type FormulaMath, isMathStarted, startFormulaMath } from './formula-math.ts';

/** Loads mathjs, which is large and needed by planners' own formulas only. Once is enough. */
export async function loadFormulas(): Promise<void> {
  if (isMathStarted()) return;
  startFormulaMath(await loadOptional('mathjs', 'formulas of path loss', startMath));
}

/** Names what is used, so that a bundle leaves out the rest. */
async function startMath(): Promise<FormulaMath> {
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
  return {
    parse: (expression) => math.parse(expression),
    unit: (value, name) => math.unit(value, name),
    isUnit: (value): value is Unit => math.isUnit(value),
    siValue: (quantity) => (quantity as Unit & { value: number }).value,
  };
}
