import { compareTexts, requireObject, signedArea } from '../../core/index.ts';
import {
  type CatalogPart,
  type DerivedStates,
  derivedStates,
  type PartState,
  type Plan,
  planProfile,
  requirePlan,
} from '../../plan/index.ts';
import {
  type AntennaFeed,
  type FurtherFeed,
  fittingNetwork,
  listDeviations,
  type NetworkEvaluation,
} from '../../radio/index.ts';
import { evaluateExposure } from '../exposure/evaluate-exposure.ts';
import type { Exposure } from '../exposure/exposure.ts';
import { networkNeeds } from '../network/network-needs.ts';
import { listPassages, type Penetration } from '../network/penetrations.ts';
import { checkRules } from '../network/rules/check-rules.ts';
import { evaluate, type RuleResult } from '../network/rules/rule.ts';

/** One line of the bill: all that is ordered of one part. */
interface BillItem {
  /** Id of the part; of what no part is named for, the antenna's type. */
  part: string;
  kind: CatalogPart['kind'];
  name: string;
  nameEn?: string;
  unit: 'piece' | 'm';
  /** Pieces, or metres as installed. */
  quantity: number;
  /** Quantity to order: a cable's length includes its waste, rounded up to whole metres. */
  ordered: number;
  unitPriceCny: number;
  unitLabourCny: number;
  materialCny: number;
  labourCny: number;
  costCny: number;
  /** Provenance of price and figures; absent where the plan has no part for it and so no price. */
  source?: string;
  /** No source was read for the price. */
  assumed: boolean;
}

/** The bill of materials and what it comes to. */
export interface NetworkBill {
  items: BillItem[];
  /** Passive devices. */
  devices: number;
  antennas: number;
  /** Radio and data cable and fibre as installed. */
  cableM: number;
  /** Ordered over what is installed, less 1. */
  cableWasteRatio: number;
  materialCny: number;
  labourCny: number;
  costCny: number;
  /** Fraction of the cost that rests on assumed prices, 0–1. */
  assumedRatio: number;
  /** Absent without antennas. */
  costPerAntennaCny?: number;
  /** Floor of all levels. */
  areaM2: number;
  costPerM2Cny: number;
  /** Parts that are needed and have no price. */
  unpriced: string[];
}

const kindOrder: readonly CatalogPart['kind'][] = [
  ...(['radio-unit', 'repeater', 'shift-unit', 'poi', 'baseband', 'hub', 'small-cell', 'antenna'] as const),
  ...(['splitter', 'coupler', 'attenuator', 'load', 'cable', 'data-cable', 'fibre'] as const),
  ...(['penetration', 'accessory'] as const),
];

interface Need {
  quantity: number;
  unit: 'piece' | 'm';
  part?: CatalogPart;
  /** Used where no part is named. */
  name: string;
  kind: CatalogPart['kind'];
}

/** Bill of a plan's network and antennas, with prices of the parts that the plan lists. */
export function networkBill(plan: Plan): NetworkBill {
  const { cableWasteRatio } = planProfile(plan).network;
  const needs = new Map<string, Need>();
  for (const { level: _, ...need } of networkNeeds(plan)) {
    const known = needs.get(need.name);
    needs.set(need.name, { ...(known ?? need), quantity: (known?.quantity ?? 0) + need.quantity });
  }
  const items = [...needs.values()]
    .map((each) => billItem(each, cableWasteRatio))
    .sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || compareTexts(a.part, b.part));
  return { ...addUp(items), ...perUnit(plan, items), cableWasteRatio };
}

/** Report on the network of a plan; undefined where it has none. */
export function reportNetwork(plan: Plan): NetworkReport | undefined {
  requirePlan(plan);
  const evaluation = fittingNetwork(plan);
  if (!evaluation) return undefined;
  const rules = scoreNetwork(plan, evaluation);
  const { network, portPowers } = derivedStates(plan);
  const isStale = network.state === 'stale' || portPowers.state === 'stale';
  const met = !isStale && rules.every(({ passed, isWarning }) => passed || isWarning);
  return { evaluation, bill: networkBill(plan), rules, met, states: { network, portPowers } };
}

function billItem({ quantity, unit, part, name, kind }: Need, cableWasteRatio: number): BillItem {
  const ordered = unit === 'm' ? Math.ceil(quantity * (1 + cableWasteRatio) - 1e-9) : quantity;
  const unitPriceCny = part?.priceCny ?? 0;
  const unitLabourCny = part?.labourCny ?? 0;
  const materialCny = toCents(ordered * unitPriceCny);
  const labourCny = toCents(quantity * unitLabourCny);
  return {
    ...{ part: name, kind, name: part?.name ?? name },
    ...(part?.nameEn === undefined ? {} : { nameEn: part.nameEn }),
    ...{ unit, quantity, ordered, unitPriceCny, unitLabourCny, materialCny, labourCny },
    costCny: toCents(materialCny + labourCny),
    ...(part ? { source: part.source } : {}),
    assumed: part?.assumed ?? part === undefined,
  };
}

function addUp(items: readonly BillItem[]) {
  const sum = (value: (item: BillItem) => number) => items.reduce((total, item) => total + value(item), 0);
  const costCny = toCents(sum((item) => item.costCny));
  const assumedCny = toCents(sum((item) => (item.assumed ? item.costCny : 0)));
  return {
    items: [...items],
    materialCny: toCents(sum((item) => item.materialCny)),
    labourCny: toCents(sum((item) => item.labourCny)),
    costCny,
    assumedRatio: costCny === 0 ? 0 : assumedCny / costCny,
    unpriced: items.filter(({ source }) => source === undefined).map(({ part }) => part),
  };
}

function perUnit(plan: Plan, items: readonly BillItem[]) {
  const areaM2 = plan.levels.reduce((sum, { outline, holes = [] }) => {
    const holesM2 = holes.reduce((total, hole) => total + Math.abs(signedArea(hole)), 0);
    return sum + Math.abs(signedArea(outline)) - holesM2;
  }, 0);
  const costCny = items.reduce((sum, item) => sum + item.costCny, 0);
  const cables = items.filter(({ kind }) => ['cable', 'data-cable', 'fibre'].includes(kind));
  return {
    devices: plan.network?.devices?.length ?? 0,
    antennas: plan.antennas.length,
    cableM: cables.reduce((sum, { quantity }) => sum + quantity, 0),
    areaM2,
    costPerM2Cny: costCny / areaM2,
    ...(plan.antennas.length > 0 ? { costPerAntennaCny: costCny / plan.antennas.length } : {}),
  };
}

function toCents(costCny: number): number {
  return Math.round(costCny * 100) / 100;
}

/** A plan's feeder network: powers, bill, rules. */
export interface NetworkReport {
  evaluation: NetworkEvaluation;
  bill: NetworkBill;
  rules: RuleResult[];
  /** No rule failed, warnings aside, and the network is of the plan as it is. */
  met: boolean;
  /** How the network and the powers it brings stand to the plan. */
  states: Pick<DerivedStates, 'network' | 'portPowers'>;
}

/** The contract's `network` of a result document, and what came along since. */
export interface NetworkDocument extends Omit<NetworkBill, 'items' | 'antennas'> {
  /** Antennas that are fed, and those that are not. */
  antennas: number;
  unfed: string[];
  portPowerDb: {
    /** Largest less smallest deviation from the target. */
    spread: number;
    /** The lowest, with its sign; absent where nothing is fed. */
    worst?: number;
    worstAt?: { antenna: string; level: string; carrier: string };
    /** Ports and carriers in all, and those below their targets. */
    ports: number;
    below: number;
  };
  bill: BillItem[];
  /** The longest run of each cable. */
  longestCables: { part: string; cable: string; lengthM: number }[];
  ports: AntennaFeed[];
  /** Those of the other paths; absent where every antenna has one. */
  furtherPorts?: FurtherFeed[];
  /** Every way of a cable through walls, over doors and through slabs. */
  penetrations: Penetration[];
  rules: RuleResult[];
  rulesMet: boolean;
  /** `stale`: every figure here is of a network that was designed for another plan. */
  state: PartState['state'];
}

/** A network with its bill, powers and rules as one JSON document: lengths in metres, powers in dBm, money in CNY. */
export function networkDocument(report: NetworkReport, plan: Plan): NetworkDocument {
  requireObject('report', report, ['evaluation', 'bill', 'rules', 'states']);
  requirePlan(plan);
  const { evaluation, bill, rules, met, states } = report;
  const { items, ...totals } = bill;
  const { worst, spreadDb } = evaluation;
  const deviations = listDeviations(evaluation.antennas, plan.carriers);
  return {
    ...totals,
    antennas: evaluation.antennas.length,
    unfed: evaluation.unfed,
    portPowerDb: {
      spread: spreadDb,
      ...(worst
        ? {
            worst: worst.deviationDb,
            worstAt: { antenna: worst.antenna, level: worst.level, carrier: worst.carrier },
          }
        : {}),
      ports: deviations.length,
      below: deviations.filter(({ deviationDb }) => deviationDb < -1e-6).length,
    },
    bill: items,
    longestCables: longestCables(evaluation),
    ports: evaluation.antennas,
    ...(evaluation.furtherPaths.length > 0 ? { furtherPorts: evaluation.furtherPaths } : {}),
    penetrations: listPassages(plan).penetrations,
    rules,
    rulesMet: met,
    state: states.network.state,
  };
}

function longestCables({ cables }: NetworkEvaluation): NetworkDocument['longestCables'] {
  const longest = new Map<string, NetworkDocument['longestCables'][number]>();
  for (const { part, cable, lengthM } of cables) {
    if (lengthM > (longest.get(part)?.lengthM ?? -1)) longest.set(part, { part, cable, lengthM });
  }
  return [...longest.values()];
}

/** Every rule that a plan's feeder network is held to, human exposure last. */
export function scoreNetwork(plan: Plan, evaluation: NetworkEvaluation): RuleResult[] {
  return [...checkRules(plan, evaluation), exposureRule(evaluateExposure(plan, evaluation))];
}

/** The limit for the public as one rule among those of the network, head by head near each antenna. */
function exposureRule({ antennas }: Exposure): RuleResult {
  const findings = antennas.map(({ antenna, worst }) => ({
    at: { kind: 'head' as const, id: antenna, level: worst.level, position: worst.position },
    value: worst.shareRatio,
    detail: { powerDensityUwPerCm2: worst.powerDensityUwPerCm2, heightM: worst.heightM },
  }));
  const rule = evaluate('exposure', { bound: 'most', unit: 'ratio', limit: 1 }, findings);
  return { ...rule, sources: ['GB 8702-2014'] };
}
