import { compareTexts } from '../../core/index.ts';
import { type Level, openingKinds } from '../../plan/index.ts';
import {
  carRowLossDb,
  columnLossDb,
  columnSizeM,
  type MaterialOverrides,
  openingLossDb,
  penetrationLossDb,
  slabLossDb,
  usualBeamWidthM,
  usualSlabM,
} from '../../radio/index.ts';

/** A material, or kind of obstacle, as thick as it stands somewhere in the plan. */
export interface MaterialUse {
  material: string;
  /** Undefined where the loss does not depend on it. */
  thicknessM?: number;
  /** Pieces of it in the plan. */
  count: number;
  lossDb(frequencyMhz: number): number;
}

/**
 * Materials of the levels' obstacles (`ObstacleSource.material`), each thickness once, by material and
 * thickness. Materials that cost nothing are left out.
 * @param columnRatio the model's
 */
export function materialUses(
  levels: readonly Level[],
  materials?: MaterialOverrides,
  columnRatio?: number,
): MaterialUse[] {
  const uses = new Map<string, MaterialUse>();
  const add = (material: string, thicknessM: number | undefined, lossDb: MaterialUse['lossDb']) => {
    const key = `${material}|${thicknessM}`;
    const use = uses.get(key);
    if (use) use.count += 1;
    else uses.set(key, { material, thicknessM, count: 1, lossDb });
  };
  const addSolid = (material: string, thicknessM: number) =>
    add(material, thicknessM, (mhz) => penetrationLossDb(material, mhz, thicknessM, materials));
  for (const level of levels) {
    for (const { material, thicknessM } of level.walls ?? []) addSolid(material, thicknessM);
    for (const { material, widthM } of level.beams ?? []) addSolid(material, widthM ?? usualBeamWidthM);
    for (const column of level.columns ?? []) {
      const sizeM = columnSizeM(column);
      add('column', sizeM, (mhz) => columnLossDb(mhz, sizeM, materials, columnRatio));
    }
    const slabM = level.slabThicknessM ?? usualSlabM;
    add('slab', slabM, (mhz) => slabLossDb(slabM, mhz, materials));
    if (level.bays?.length) add('cars', undefined, (mhz) => carRowLossDb(mhz, materials));
    for (const kind of openingKinds) {
      if (!level.openings?.some((opening) => opening.kind === kind)) continue;
      add(kind, undefined, (mhz) => openingLossDb(kind, 'closed', mhz, materials));
    }
  }
  return [...uses.values()]
    .filter(({ lossDb }) => lossDb(2000) > 0)
    .sort((a, b) => compareTexts(a.material, b.material) || (a.thicknessM ?? 0) - (b.thicknessM ?? 0));
}

/** Mean loss of a material's uses over frequencies, each piece counted, dB. */
export function meanLossDb(uses: readonly MaterialUse[], frequenciesMhz: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (const use of uses) {
    for (const frequencyMhz of frequenciesMhz) sum += use.count * use.lossDb(frequencyMhz);
    count += use.count * frequenciesMhz.length;
  }
  return count === 0 ? 0 : sum / count;
}
