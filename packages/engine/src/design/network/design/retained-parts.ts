import {
  joinedSources,
  type NetworkCable,
  type NetworkDevice,
  type NetworkSource,
  type Plan,
} from '../../../plan/index.ts';
import { hubIds } from './held-hubs.ts';
import { heldSourceIds } from './held-sources.ts';

/** Parts of a plan's network that stay as they are when the network is designed anew. */
export interface RetainedParts {
  devices: NetworkDevice[];
  cables: NetworkCable[];
  /** Sources within a tree, which pass on what another source sends. */
  sources: NetworkSource[];
}

/**
 * The locked devices and feeders, the sources within trees that stay, and what these do not stay without: what is at the ends of
 * a locked cable, the loads on a device's ports with their cables. Undefined where nothing is locked.
 * @param also ids of parts that stay without a lock of their own
 */
export function retainedParts(
  { network }: Pick<Plan, 'network'>,
  also: ReadonlySet<string> = new Set(),
): RetainedParts | undefined {
  const { devices = [], parts = [] } = network ?? {};
  // Data cables stay with their hubs, fibres with their baseband units.
  const besides = new Set([...hubIds(network ?? {}), ...(network?.basebands ?? []).map(({ id }) => id)]);
  const cables = (network?.cables ?? []).filter(({ from }) => !besides.has(from.node));
  const within = joinedSources(network ?? {});
  const held = heldSourceIds(network ?? {});
  const sources = new Set([...within].filter((id) => held.has(id) || also.has(id)));
  const lockedIds = (list: readonly { id: string; locked?: boolean }[]) =>
    new Set(list.flatMap(({ id, locked }) => (locked === true || also.has(id) ? [id] : [])));
  const stays = lockedIds(devices);
  const installed = lockedIds(cables);
  if (stays.size + installed.size + sources.size === 0) return undefined;
  const kinds = new Map(parts.map(({ id, kind }) => [id, kind]));
  const kindOf = new Map(devices.map(({ id, part }) => [id, kinds.get(part)]));
  for (let before = -1; before < stays.size + installed.size; ) {
    before = stays.size + installed.size;
    for (const { id, from, to } of cables) {
      const isOfLoad = kindOf.get(to.node) === 'load' && (stays.has(to.node) || stays.has(from.node));
      if (isOfLoad) installed.add(id);
      if (!installed.has(id)) continue;
      for (const { node } of [from, to]) {
        if (kindOf.has(node)) stays.add(node);
        if (within.has(node)) sources.add(node);
      }
    }
  }
  return {
    devices: devices.filter(({ id }) => stays.has(id)),
    cables: cables.filter(({ id }) => installed.has(id)),
    sources: (network?.sources ?? []).filter(({ id }) => sources.has(id)),
  };
}
