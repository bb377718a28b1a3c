import {
  type CatalogPart,
  type Plan,
  planProfile,
  type RequirementProfile,
  type SchemeComparison,
  type SchemeFigures,
  type SchemeId,
  type SchemeRecommendation,
  type SchemeRow,
} from '../../plan/index.ts';
import { networkBill } from '../feeder/report-network.ts';

/** Costs of one part of a scheme over all years, discounted; energy is one of them. */
export interface OwnershipLine {
  /** Id of the part, or `energyPart`. */
  part: string;
  name: string;
  nameEn?: string;
  ownershipCny: number;
  assumed: boolean;
}

/** Stands for the energy of all parts among the costs. */
export const energyPart = 'energy';

/** Parts that take power and break, and so antennas with far ends in them. */
const activeKinds: readonly CatalogPart['kind'][] = [
  ...(['radio-unit', 'repeater', 'small-cell', 'hub', 'baseband', 'shift-unit'] as const),
];

const hoursPerYear = 8760;

/** Worth of a payment at the end of each year, at the start of the first, over one payment. */
export function annuityYears({ yearsCount, discountRatio }: RequirementProfile['economics']): number {
  return discountRatio === 0 ? yearsCount : (1 - (1 + discountRatio) ** -yearsCount) / discountRatio;
}

/** Cost to build a plan's network by its bill, and to run it: energy by the power of its parts, upkeep by their price. */
export function schemeCost(plan: Plan): { cost: SchemeFigures['cost']; lines: OwnershipLine[] } {
  const { economics } = planProfile(plan);
  const years = annuityYears(economics);
  const bill = networkBill(plan);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const isActive = ({ kind, part }: { kind: CatalogPart['kind']; part: string }) =>
    activeKinds.includes(kind) || parts.get(part)?.shift !== undefined;
  const active = bill.items.filter(isActive);
  const upkeepRatio = (item: { kind: CatalogPart['kind']; part: string }) =>
    isActive(item) ? economics.activeUpkeepRatio : economics.passiveUpkeepRatio;
  const powerW = bill.items.reduce(
    (sum, { part, quantity }) => sum + quantity * (parts.get(part)?.powerW ?? 0),
    0,
  );
  const energyKwhPerYear = (powerW * hoursPerYear) / 1000;
  const energyCnyPerYear = energyKwhPerYear * economics.energyCnyPerKwh;
  const upkeepCnyPerYear = bill.items.reduce((sum, item) => sum + item.costCny * upkeepRatio(item), 0);
  const lines = [
    ...bill.items.map((item) => ({
      ...{ part: item.part, name: item.name },
      ...(item.nameEn === undefined ? {} : { nameEn: item.nameEn }),
      ownershipCny: item.costCny * (1 + upkeepRatio(item) * years),
      assumed: item.assumed,
    })),
    { part: energyPart, name: energyPart, ownershipCny: energyCnyPerYear * years, assumed: true },
  ];
  return {
    cost: {
      buildCny: bill.costCny,
      activeCny: active.reduce((sum, { costCny }) => sum + costCny, 0),
      assumedRatio: bill.assumedRatio,
      perM2Cny: bill.costPerM2Cny,
      powerW,
      unknownPowerParts: active
        .filter(({ part }) => parts.get(part)?.powerW === undefined)
        .map(({ part }) => part),
      ...{ energyKwhPerYear, energyCnyPerYear, upkeepCnyPerYear },
      ownershipCny: bill.costCny + years * (energyCnyPerYear + upkeepCnyPerYear),
    },
    lines,
  };
}

/** Another search of the same scheme may come to a cost that is so much less: no smaller difference decides anything. */
const searchRatio = 0.02;

/** Difference of the costs of two schemes, by part: those that both have in like amounts cancel. */
interface CostDifference {
  differenceCny: number;
  /** The same with every assumed price as bad for the first as its spread allows. */
  worstCny: number;
  /** Differences by part, of the second over the first. */
  parts: (Pick<OwnershipLine, 'part' | 'name' | 'nameEn' | 'assumed'> & { differenceCny: number })[];
}

/**
 * The cheapest over the years of the schemes that pass without an open condition, and what becomes of that where prices are
 * off. A price is the same for all schemes: only what one takes more of than the other makes a difference.
 * @param lines what each scheme's parts cost over the years
 */
export function recommendScheme(
  rows: readonly SchemeRow[],
  lines: ReadonlyMap<SchemeId, readonly OwnershipLine[]>,
  { priceSpreadRatio }: Pick<SchemeComparison, 'priceSpreadRatio'>,
): SchemeRecommendation {
  const eligible = rows
    .filter(isEligible)
    .sort((a, b) => ownershipCny(a) - ownershipCny(b) || rows.indexOf(a) - rows.indexOf(b));
  const [first, ...others] = eligible;
  if (!first) return { kind: 'none', close: [] };
  const differenceOf = ({ scheme }: SchemeRow) =>
    costDifference(lines.get(first.scheme) ?? [], lines.get(scheme) ?? [], priceSpreadRatio);
  if (others.length === 0) return { kind: 'only', first: first.scheme, close: [] };
  // A search may come to the very same design.
  const rivals = others.filter((row) => differenceOf(row).parts.length > 0);
  const [second] = rivals;
  if (!second) return { kind: 'cheapest', first: first.scheme, close: [] };
  const close = rivals.filter((row) => {
    const { differenceCny, worstCny } = differenceOf(row);
    return worstCny <= 0 || differenceCny <= searchRatio * ownershipCny(first);
  });
  const difference = differenceOf(second);
  return {
    kind: close.length > 0 ? 'prices-decide' : 'cheapest',
    ...{ first: first.scheme, second: second.scheme, close: close.map(({ scheme }) => scheme) },
    ...{ differenceCny: difference.differenceCny, minDifferenceCny: difference.worstCny },
    ...turningPoint(difference),
  };
}

function isEligible({ outcome, conditions, figures }: SchemeRow): boolean {
  return outcome === 'passes' && conditions.length === 0 && figures !== undefined;
}

function ownershipCny({ figures }: SchemeRow): number {
  return figures?.cost.ownershipCny ?? Number.POSITIVE_INFINITY;
}

function costDifference(
  first: readonly OwnershipLine[],
  second: readonly OwnershipLine[],
  priceSpreadRatio: number,
): CostDifference {
  const parts = new Map<string, CostDifference['parts'][number]>();
  const add = (list: readonly OwnershipLine[], sign: number) => {
    for (const { ownershipCny: costCny, ...line } of list) {
      const before = parts.get(line.part)?.differenceCny ?? 0;
      parts.set(line.part, { ...line, differenceCny: before + sign * costCny });
    }
  };
  add(second, 1);
  add(first, -1);
  const found = [...parts.values()].filter(({ differenceCny }) => Math.abs(differenceCny) > 0.005);
  const differenceCny = found.reduce((sum, each) => sum + each.differenceCny, 0);
  const assumedCny = found.reduce((sum, each) => sum + (each.assumed ? Math.abs(each.differenceCny) : 0), 0);
  return { differenceCny, worstCny: differenceCny - priceSpreadRatio * assumedCny, parts: found };
}

/** Factors on prices at which the two cost the same: on all that the second has more of, and on the part that needs least. */
function turningPoint({
  differenceCny,
  parts,
}: CostDifference): Pick<SchemeRecommendation, 'turnRatio' | 'turnPart'> {
  const moreCny = parts.reduce((sum, each) => sum + Math.max(0, each.differenceCny), 0);
  if (moreCny === 0) return {};
  const factors = parts
    .map((each) => ({ ...each, ratio: 1 - differenceCny / each.differenceCny }))
    .filter(({ ratio }) => ratio > 0)
    .sort((a, b) => Math.abs(Math.log(a.ratio)) - Math.abs(Math.log(b.ratio)));
  const [nearest] = factors;
  return {
    turnRatio: 1 - differenceCny / moreCny,
    ...(nearest
      ? {
          turnPart: {
            ...{ part: nearest.part, name: nearest.name, ratio: nearest.ratio },
            ...(nearest.nameEn === undefined ? {} : { nameEn: nearest.nameEn }),
          },
        }
      : {}),
  };
}
