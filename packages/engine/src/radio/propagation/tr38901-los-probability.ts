/** 3GPP TR 38.901 Table 7.4.2-1, LOS probability of InH (mixed, open) and InF: distances in plan, d ≥ 0. */
import type { FactoryScenario } from './tr38901-factory.ts';

export const officeTypes = ['mixed', 'open'] as const;
export type OfficeType = (typeof officeTypes)[number];

/** Probability that an office link of this length in plan has line of sight. */
export function officeLosProbability(type: OfficeType, distance2dM: number): number {
  const d = distance2dM;
  if (type === 'open') {
    if (d <= 5) return 1;
    return d <= 49 ? Math.exp(-(d - 5) / 70.8) : 0.54 * Math.exp(-(d - 49) / 211.7);
  }
  if (d <= 1.2) return 1;
  return d < 6.5 ? Math.exp(-(d - 1.2) / 4.7) : 0.32 * Math.exp(-(d - 6.5) / 32.6);
}

export interface FactoryClutter {
  /** Typical size of what stands about, > 0. */
  clutterSizeM: number;
  /** Fraction of the floor it takes, open 0–1. */
  clutterDensityRatio: number;
  /** Its height and those of both ends: with the base above it (`inf-sh`, `inf-dh`) only. */
  clutterHeightM: number;
  baseHeightM: number;
  phoneHeightM: number;
}

/**
 * Probability that a factory link has line of sight. With the base above the clutter it is 1 where the phone is not below
 * the clutter's top: the table's own k grows without bound there.
 */
export function factoryLosProbability(
  scenario: FactoryScenario,
  distance2dM: number,
  clutter: FactoryClutter,
): number {
  if (scenario === 'inf-hh') return 1;
  let reachM = -clutter.clutterSizeM / Math.log(1 - clutter.clutterDensityRatio);
  if (scenario === 'inf-sh' || scenario === 'inf-dh') {
    const { clutterHeightM, baseHeightM, phoneHeightM } = clutter;
    if (clutterHeightM <= phoneHeightM) return 1;
    reachM *= (baseHeightM - phoneHeightM) / (clutterHeightM - phoneHeightM);
  }
  return Math.exp(-distance2dM / reachM);
}
