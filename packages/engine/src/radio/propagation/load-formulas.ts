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
  const { create, parseDependencies, unitDependencies, isUnitDependencies } = await import('mathjs');
  const math = create({
    ...parseDependencies,
    ...unitDependencies,
    ...isUnitDependencies,
    ...(await arithmetic()),
    ...(await comparisons()),
    ...(await functions()),
  }) as MathJsInstance;
  return {
    parse: (expression) => math.parse(expression),
    unit: (value, name) => math.unit(value, name),
    isUnit: (value): value is Unit => math.isUnit(value),
    siValue: (quantity) => (quantity as Unit & { value: number }).value,
  };
}

async function arithmetic() {
  const {
    addDependencies,
    subtractDependencies,
    multiplyDependencies,
    divideDependencies,
    powDependencies,
    unaryMinusDependencies,
    unaryPlusDependencies,
  } = await import('mathjs');
  return {
    ...addDependencies,
    ...subtractDependencies,
    ...multiplyDependencies,
    ...divideDependencies,
    ...powDependencies,
    ...unaryMinusDependencies,
    ...unaryPlusDependencies,
  };
}

async function comparisons() {
  const {
    smallerDependencies,
    smallerEqDependencies,
    largerDependencies,
    largerEqDependencies,
    equalDependencies,
    unequalDependencies,
    andDependencies,
    orDependencies,
    notDependencies,
  } = await import('mathjs');
  return {
    ...smallerDependencies,
    ...smallerEqDependencies,
    ...largerDependencies,
    ...largerEqDependencies,
    ...equalDependencies,
    ...unequalDependencies,
    ...andDependencies,
    ...orDependencies,
    ...notDependencies,
  };
}

async function functions() {
  const {
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
  return {
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
  };
}
