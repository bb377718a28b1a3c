import { plainText, type StoredCommunity } from '@diku/engine/programme';

/** Facts about a plan before it is opened. */
export interface PlanEntry {
  /** Id of the community that it is for, where it says one. */
  communityId?: string;
  communityName?: string;
  district?: string;
  /** Name of its folder, or of its file without the ending. */
  label?: string;
}

/**
 * The plans of each community, in the order given: by its id, else by its name in the same district, else by the name of the folder
 * or file. A name that several communities have finds none of them: which one is meant nobody knows.
 */
export function matchPlans<Entry extends PlanEntry>(
  communities: readonly Pick<StoredCommunity, 'id' | 'name' | 'district'>[],
  entries: readonly Entry[],
): Map<string, Entry[]> {
  const ids = new Set(communities.map(({ id }) => id));
  const byName = index(communities, ({ name, district }) => [
    looseText(name),
    ...(district ? [looseText(district + name)] : []),
  ]);
  const find = ({ communityId, communityName, district, label }: PlanEntry): string | undefined => {
    if (communityId !== undefined && ids.has(communityId)) return communityId;
    if (communityName !== undefined) {
      const named = district ? byName.get(looseText(district + communityName)) : undefined;
      const found = named ?? byName.get(looseText(communityName));
      if (found && (!district || !found.district || found.district === district)) return found.id;
    }
    if (label === undefined) return undefined;
    return ids.has(label) ? label : (byName.get(looseText(label)) ?? undefined)?.id;
  };
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const id = find(entry);
    if (id === undefined) continue;
    const known = found.get(id);
    if (known) known.push(entry);
    else found.set(id, [entry]);
  }
  return found;
}

/** Each key that one item alone has; null where several have it. */
function index<Item>(items: readonly Item[], keysOf: (item: Item) => string[]): Map<string, Item | null> {
  const found = new Map<string, Item | null>();
  for (const item of items) {
    for (const key of keysOf(item)) found.set(key, found.has(key) ? null : item);
  }
  return found;
}

/** Letters and digits alone: folders have other marks than tables. */
function looseText(text: string): string {
  return plainText(text).replace(/[^\p{L}\p{N}]+/gu, '');
}
