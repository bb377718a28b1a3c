import type { Plan } from '../../plan/index.ts';
import { findCatalogueEntry, type PropagationModel } from '../../radio/index.ts';
import type { FitParameter } from './fit-model.ts';
import type { LinkPath } from './link-paths.ts';
import { type MaterialUse, materialUses, meanLossDb } from './material-uses.ts';

/**
 * Priors of a plan's model. Assumptions: port powers, cables and the phone are off together by 6 dB and per
 * band by 3 dB more; the exponent by 0.4 (garages: 1.6 along an aisle to 2.6 across cars).
 */
export const priors = {
  offsetSdDb: 6,
  bandOffsetSdDb: 3,
  exponentSd: 0.4,
  /** Standard deviation for a material that the catalogue does not know. */
  materialSdDb: 5,
} as const;

/** A material's loss is its catalogue loss times one factor, the same for every thickness and band. */
export interface MaterialParameter extends FitParameter {
  material: string;
  uses: MaterialUse[];
  /** Mean loss of the plan's pieces of it over the plan's bands, as the plan has it, dB per crossing. */
  lossDb: number;
}

/**
 * The unknowns, in this order: one offset, one more per band, the exponent, a factor per material. Offsets are dB of path
 * loss over the plan's model.
 */
export interface PlanParameters {
  all: FitParameter[];
  frequenciesMhz: number[];
  materials: MaterialParameter[];
  exponentIndex: number;
}

/** @param crossed materials that some path crosses */
export function planParameters(
  plan: Plan,
  model: PropagationModel,
  frequenciesMhz: readonly number[],
  crossed: ReadonlySet<string>,
): PlanParameters {
  const bands = [...new Set(frequenciesMhz)].sort((a, b) => a - b);
  const offset = { name: 'offset', priorMean: 0, priorSd: priors.offsetSdDb, min: -60, max: 60 };
  const bandOffsets = bands.map((frequencyMhz) => ({
    ...offset,
    name: `offset ${frequencyMhz} MHz`,
    priorSd: priors.bandOffsetSdDb,
  }));
  const exponent: FitParameter = {
    name: 'exponent',
    priorMean: model.distanceLaw(bands[0] ?? 2000).slopeDbPerDecade / 10,
    priorSd: priors.exponentSd,
    min: 1,
    max: 6,
  };
  const materials = materialParameters(plan, model.columnRatio).filter(({ material }) =>
    crossed.has(material),
  );
  const all = [offset, ...bandOffsets, exponent, ...materials];
  return { all, frequenciesMhz: bands, materials, exponentIndex: 1 + bands.length };
}

/**
 * Parameters of every material that the plan's obstacles are made of. The prior does not depend on what was measured.
 */
export function materialParameters(plan: Plan, columnRatio?: number): MaterialParameter[] {
  const uses = materialUses(plan.levels, plan.materials, columnRatio);
  const frequenciesMhz = [...new Set(plan.carriers.map((carrier) => carrier.frequencyMhz))];
  return [...new Set(uses.map(({ material }) => material))].map((material) => {
    const matching = uses.filter((use) => use.material === material);
    const lossDb = meanLossDb(matching, frequenciesMhz);
    const sdDb = findCatalogueEntry(material)?.priorSdDb ?? priors.materialSdDb;
    return {
      name: material,
      material,
      uses: matching,
      lossDb,
      priorMean: 1,
      priorSd: Math.max(sdDb, 0.5) / lossDb,
      min: 0,
      max: 10,
    };
  });
}

/** Loss that each parameter adds to a path per unit. [parameters] */
export function pathFeatures(
  path: LinkPath,
  frequencyMhz: number,
  { all, frequenciesMhz, materials, exponentIndex }: PlanParameters,
): Float64Array {
  const features = new Float64Array(all.length);
  features[0] = 1;
  features[1 + frequenciesMhz.indexOf(frequencyMhz)] = 1;
  features[exponentIndex] = 10 * Math.log10(path.distanceM);
  for (const [index, { material }] of materials.entries()) {
    features[exponentIndex + 1 + index] = path.lossesDb.get(material) ?? 0;
  }
  return features;
}
