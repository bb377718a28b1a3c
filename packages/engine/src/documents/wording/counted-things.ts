import {
  type Antenna,
  type CatalogPart,
  cableLengthM,
  isSelfPowered,
  type Plan,
  radiatesAlongPath,
} from '../../plan/index.ts';
import { operatorGroups } from '../../radio/index.ts';
import { formatFixed } from '../encoders/format-numbers.ts';
import type { DocumentTexts } from './document-text.ts';

/** Unit in which a kind of part is counted: 台, 副, 处 or 个; metres of cables. */
export function unitName(
  kind: CatalogPart['kind'] | undefined,
  unit: 'piece' | 'm',
  texts: DocumentTexts,
): string {
  if (unit === 'm') return texts('tables.metres');
  if (kind === 'antenna') return texts('tables.unitOf.antenna');
  if (kind === 'penetration') return texts('tables.unitOf.hole');
  return texts(machineKinds.has(kind) ? 'tables.unitOf.machine' : 'tables.pieces');
}

const machineKinds: ReadonlySet<CatalogPart['kind'] | undefined> = new Set([
  ...(['radio-unit', 'repeater', 'shift-unit', 'poi', 'baseband', 'hub', 'small-cell'] as const),
]);

interface Radiators {
  antennas: number;
  /** Small cells. */
  units: number;
  cables: number;
  cablesM: number;
}

/** Counts antennas, small cells and radiating cables apart, cables with their metres. */
export function countRadiators(antennas: readonly Antenna[]): Radiators {
  const cables = antennas.filter(radiatesAlongPath);
  const units = antennas.filter((each) => isSelfPowered(each) && !radiatesAlongPath(each)).length;
  return {
    ...{ antennas: antennas.length - cables.length - units, units, cables: cables.length },
    cablesM: cables.reduce((sum, each) => sum + cableLengthM(each), 0),
  };
}

/** `天线 4 副、pRRU 6 台、漏缆 1 条共 46.0 m`: those that there are. */
export function antennaCounts(antennas: readonly Antenna[], texts: DocumentTexts): string {
  const counts = countRadiators(antennas);
  return [
    ...(counts.antennas > 0 || antennas.length === 0
      ? [texts('construction.countAntennas', { count: counts.antennas })]
      : []),
    ...(counts.units > 0 ? [texts('construction.countUnits', { count: counts.units })] : []),
    ...(counts.cables > 0
      ? [
          texts('construction.countCables', {
            ...{ count: counts.cables, length: formatFixed(counts.cablesM, 1) },
          }),
        ]
      : []),
  ].join(texts('construction.listSeparator'));
}

/**
 * Density per 1,000 m² of an area: `1.07 副天线、漏缆 54.2 m`; that of antennas where nothing radiates. Operators that do not have all
 * antennas have theirs beside it: `1.35 台pRRU（电信、联通 0.81，移动 0.54）`.
 */
export function densityText(
  plan: Pick<Plan, 'antennas' | 'carriers'>,
  areaM2: number,
  texts: DocumentTexts,
): string {
  const counts = countRadiators(plan.antennas);
  const per = (quantity: number, decimals: number) =>
    formatFixed(areaM2 > 0 ? (1000 * quantity) / areaM2 : 0, decimals);
  const all = [
    ...(counts.antennas > 0 || plan.antennas.length === 0
      ? [texts('report.densityOf.antennas', { density: per(counts.antennas, 2) })]
      : []),
    ...(counts.units > 0 ? [texts('report.densityOf.units', { density: per(counts.units, 2) })] : []),
    ...(counts.cables > 0 ? [texts('report.densityOf.cables', { density: per(counts.cablesM, 1) })] : []),
  ].join(texts('construction.listSeparator'));
  return `${all}${groupDensities(plan, areaM2, texts)}`;
}

/** Densities of operators that do not have all antennas, in brackets; empty where all have. */
export function groupDensities(
  plan: Pick<Plan, 'antennas' | 'carriers'>,
  areaM2: number,
  texts: DocumentTexts,
): string {
  const groups = operatorGroups(plan).map(({ operators, antennas }) => {
    const names = operators.map((id) => texts.name('operator', id)).join(texts('construction.listSeparator'));
    return `${names} ${formatFixed(areaM2 > 0 ? (1000 * antennas.length) / areaM2 : 0, 2)}`;
  });
  return groups.length === 0
    ? ''
    : texts('report.densityGroups', { list: groups.join(texts('report.listSeparator')) });
}

/**
 * Cost of one thing that radiates: an antenna, a small cell, or a metre of radiating cable; undefined where they are of more than one
 * kind, among which the cost is not divided.
 */
export function unitCostText(
  { antennas }: Pick<Plan, 'antennas'>,
  costCny: number,
  { texts, format }: { texts: DocumentTexts; format: (costCny: number) => string },
): string | undefined {
  const { antennas: hung, units, cables, cablesM } = countRadiators(antennas);
  if ([hung, units, cables].filter((count) => count > 0).length !== 1) return undefined;
  if (hung > 0) return texts('network.costOf.antennas', { cost: format(costCny / hung) });
  return units > 0
    ? texts('network.costOf.units', { cost: format(costCny / units) })
    : texts('network.costOf.cables', { cost: format(costCny / cablesM) });
}
