import { plainText } from '../community-key.ts';
import { readDistrict } from '../table/read-district.ts';
import type { ProgrammeCommunity } from './programme-community.ts';

/**
 * Name of a community as somebody gives it: its id, or its name, for which `id` stands where there is none.
 */
export interface CommunityName {
  id: string;
  name?: string;
  /** District in any spelling. */
  district?: string;
}

/**
 * Ids of the communities that each name may mean: the one of that id, else all of that name in, where both
 * name one, the same district.
 */
export function matchCommunities(
  names: readonly CommunityName[],
  communities: Iterable<ProgrammeCommunity>,
): string[][] {
  const ids = new Set(names.map(({ id }) => id));
  const found = new Set<string>();
  const called = new Map<string, Pick<ProgrammeCommunity, 'id' | 'district'>[]>(
    names.map((each) => [nameOf(each), []]),
  );
  for (const { id, name, district } of communities) {
    if (ids.has(id)) found.add(id);
    called.get(plainText(name))?.push({ id, district });
  }
  return names.map((each) => {
    if (found.has(each.id)) return [each.id];
    const districtName = each.district ? readDistrict(each.district).value : null;
    const alike = called.get(nameOf(each)) ?? [];
    return alike
      .filter(({ district }) => !districtName || !district || district === districtName)
      .map(({ id }) => id);
  });
}

function nameOf({ id, name }: CommunityName): string {
  return plainText(name ?? id);
}
