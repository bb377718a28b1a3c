import type { NetworkEvaluation } from '../../feeder/network-evaluation.ts';
import type {
  CatalogPart,
  NetworkBaseband,
  NetworkDevice,
  NetworkSource,
} from '../../plan/network-schema.ts';
import { networkState } from '../../plan/network-state.ts';
import { planProfile } from '../../plan/plan-profile.ts';
import type { RequirementProfile } from '../../plan/requirement-profile.ts';
import type { Antenna, Carrier, Plan } from '../../plan/schema.ts';
import type { RulePlace } from './rule.ts';

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

/** Where an antenna, source, device or baseband unit stands. */
export function nodePlace(context: RuleContext, id: string): RulePlace {
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

/** Where a source of a limit is written down in the profile. */
export function sourceOf({ profile }: RuleContext, ...keys: string[]): string {
  return keys.map((key) => profile.sources[key] ?? 'assumption').join('; ');
}

function byId<Item extends { id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
