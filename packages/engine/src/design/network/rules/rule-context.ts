import {
  type Antenna,
  type Carrier,
  type CatalogPart,
  type NetworkBaseband,
  type NetworkDevice,
  type NetworkSource,
  networkState,
  type Plan,
  planProfile,
  type RequirementProfile,
} from '../../../plan/index.ts';
import type { NetworkEvaluation } from '../../../radio/index.ts';
import type { RuleLocation } from './rule.ts';

/** A plan, its network and its powers by id. */
export interface RuleContext {
  plan: Plan;
  evaluation: NetworkEvaluation;
  profile: RequirementProfile;
  /** True where the network was designed for another plan than this. */
  isStale: boolean;
  parts: ReadonlyMap<string, CatalogPart>;
  antennas: ReadonlyMap<string, Antenna>;
  carriers: ReadonlyMap<string, Carrier>;
  sources: ReadonlyMap<string, NetworkSource>;
  devices: ReadonlyMap<string, NetworkDevice>;
  basebands: ReadonlyMap<string, NetworkBaseband>;
}

export function ruleContext(plan: Plan, evaluation: NetworkEvaluation): RuleContext {
  const { network } = plan;
  return {
    ...{ plan, evaluation, profile: planProfile(plan) },
    isStale: networkState(plan).state === 'stale',
    parts: byId(network?.parts ?? []),
    antennas: byId(plan.antennas),
    carriers: byId(plan.carriers),
    sources: byId(network?.sources ?? []),
    devices: byId(network?.devices ?? []),
    basebands: byId(network?.basebands ?? []),
  };
}

/** Location of an antenna, source, device or baseband unit. */
export function nodeLocation(context: RuleContext, id: string): RuleLocation {
  const { antennas, sources, devices, basebands, parts } = context;
  const antenna = antennas.get(id);
  if (antenna) return { kind: 'antenna', id, level: antenna.level, position: antenna.position };
  const source = sources.get(id);
  const baseband = basebands.get(id);
  const node = source ?? baseband ?? devices.get(id);
  const isHub = parts.get(source?.part ?? '')?.kind === 'hub';
  const kind = isHub ? 'hub' : source ? 'source' : baseband ? 'baseband' : 'device';
  return node ? { kind, id, level: node.level, position: node.position } : { kind, id };
}

/** Location of a unit: its source's, but of a small cell, which hangs apart from its hub, its antenna's. */
export function unitLocation(context: RuleContext, source: string, unit: string): RuleLocation {
  const feed = context.evaluation.antennas.find(({ carriers }) =>
    carriers.some((each) => each.unit === unit),
  );
  const antenna = context.antennas.get(feed?.antenna ?? '');
  const node = antenna?.feed === 'small-cell' ? antenna.id : source;
  return { ...nodeLocation(context, node), kind: 'unit', id: unit };
}

function byId<Item extends { id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
