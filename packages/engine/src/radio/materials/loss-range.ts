import { planningBandsMhz } from '../../plan/index.ts';
import { findCatalogueEntry, type MaterialOverrides, overridePoints } from './find-loss.ts';
import { obliqueRange } from './oblique-excess.ts';

/** A loss per crossing that is used outside the frequencies its source holds for. */
export interface LossExtrapolation {
  material: string;
  frequencyMhz: number;
  /** Closed range of the source. */
  rangeMhz: readonly [number, number];
  /** `formula`: followed on beyond its range; `table`: the value at the nearer end is held. */
  way: 'formula' | 'table';
  source: string;
}

/**
 * Whether a material's or obstacle's loss at a frequency rests on an extrapolation, and on which; undefined where not.
 * @param isOblique whether walls cost more at flat incidence, by P.2040
 */
export function lossExtrapolation(
  material: string,
  frequencyMhz: number,
  overrides?: MaterialOverrides,
  isOblique = false,
): LossExtrapolation | undefined {
  const outside = (
    rangeMhz: readonly [number, number],
    way: LossExtrapolation['way'],
    source: string,
  ): LossExtrapolation | undefined =>
    frequencyMhz < rangeMhz[0] || frequencyMhz > rangeMhz[1]
      ? { material, frequencyMhz, rangeMhz, way, source }
      : undefined;
  const oblique = isOblique ? obliqueRange(material) : undefined;
  const byAngle = oblique && outside(oblique.rangeMhz, 'formula', oblique.source);
  const own = overridePoints(material, overrides);
  if (own !== undefined) {
    return outside([own[0].frequencyMhz, own[own.length - 1].frequencyMhz], 'table', 'the plan') ?? byAngle;
  }
  const formula = findCatalogueEntry(material)?.formula;
  return (
    (formula && outside(formula.rangeMhz, 'formula', formula.source)) ??
    outside(
      [planningBandsMhz[0], planningBandsMhz[planningBandsMhz.length - 1]],
      'table',
      'planning bands',
    ) ??
    byAngle
  );
}
