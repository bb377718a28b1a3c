import type { NetworkCable, NetworkDevice, Plan } from '../../../plan/index.ts';
import { hubIds } from './held-hubs.ts';

/** Parts of a plan's network that stay as they are when the network is designed anew. */
export interface RetainedParts {
  devices: NetworkDevice[];
  cables: NetworkCable[];
}

/**
 * The locked devices and cables, and what they do not stay without: the devices at the ends of a locked cable, the loads on
 * a device's ports with their cables. Undefined where nothing is locked.
 */
export function retainedParts({ network }: Pick<Plan, 'network'>): RetainedParts | undefined {
  const { devices = [], parts = [] } = network ?? {};
  // Data cables stay with their hubs.
  const hubs = hubIds(network ?? {});
  const cables = (network?.cables ?? []).filter(({ from }) => !hubs.has(from.node));
  const lockedIds = (list: readonly { id: string; locked?: boolean }[]) =>
    new Set(list.flatMap(({ id, locked }) => (locked === true ? [id] : [])));
  const stays = lockedIds(devices);
  const installed = lockedIds(cables);
  if (stays.size + installed.size === 0) return undefined;
  const kinds = new Map(parts.map(({ id, kind }) => [id, kind]));
  const kindOf = new Map(devices.map(({ id, part }) => [id, kinds.get(part)]));
  for (let before = -1; before < stays.size + installed.size; ) {
    before = stays.size + installed.size;
    for (const { id, from, to } of cables) {
      const isOfLoad = kindOf.get(to.node) === 'load' && (stays.has(to.node) || stays.has(from.node));
      if (isOfLoad) installed.add(id);
      if (!installed.has(id)) continue;
      for (const { node } of [from, to]) if (kindOf.has(node)) stays.add(node);
    }
  }
  return {
    devices: devices.filter(({ id }) => stays.has(id)),
    cables: cables.filter(({ id }) => installed.has(id)),
  };
}
