import { districts, streetsOf } from '../district-vocabulary.ts';
import type { DistrictName } from '../districts.ts';
import type { IssueKind } from './issue-kinds.ts';
import { plainly, type Reading, withoutSpaces } from './reading.ts';

/** Every name a district goes by, without 上海市 and spaces, in lower case. */
const byName = new Map<string, { name: DistrictName; kind?: IssueKind }>();
for (const { id, name, formerly } of districts) {
  byName.set(name, { name });
  byName.set(name.replace(/(新区|区)$/, ''), { name, kind: 'district_short' });
  for (const variant of [id, `${id}district`, `${id}newarea`]) {
    byName.set(variant, { name, kind: 'district_variant' });
  }
  for (const old of formerly) {
    byName.set(old, { name, kind: 'district_old_name' });
    byName.set(
      old.replace(/[区县]$/, ''),
      byName.get(old.replace(/[区县]$/, '')) ?? { name, kind: 'district_old_name' },
    );
  }
}
byName.set('浦东区', { name: '浦东新区', kind: 'district_variant' });
byName.set('浦东新', { name: '浦东新区', kind: 'district_variant' });

/** The district of that name; null where Shanghai has none such. A blank cell is not looked at here. */
export function readDistrict(raw: string): Reading<DistrictName | null> {
  const exact = byName.get(raw);
  if (exact && !exact.kind) return plainly(exact.name);
  const kinds: IssueKind[] = [];
  let text = withoutSpaces(raw);
  if (text !== raw) kinds.push('district_space');
  text = text.normalize('NFKC').toLowerCase();
  const bare = text.replace(/^(中国)?上海市?(?=.)|^shanghai(city)?/, '');
  if (bare !== text) kinds.push('district_prefix');
  const found = byName.get(bare) ?? byName.get(bare.replace(/[^a-z]/g, ''));
  if (!found) return { value: null, kinds: ['district_unknown'] };
  if (found.kind) kinds.push(found.kind);
  return { value: found.name, kinds };
}

/** The one district that a title or the name of a sheet or file has in it; null where there is none or several. */
export function districtIn(text: string): DistrictName | null {
  const plain = withoutSpaces(text);
  const found = districts.filter(
    ({ name }) => plain.includes(name) || plain.includes(name.replace(/(新区|区)$/, '')),
  );
  return found.length === 1 ? found[0].name : null;
}

const streets = Object.entries(streetsOf).flatMap(([district, list]) =>
  list.split(' ').map((street) => ({ district, street: /[镇乡]$/.test(street) ? street : `${street}街道` })),
);

/** The one street office or town that a text names in full: `闵行区莘庄镇地下车库信号覆盖现状表`. */
export function streetIn(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  const found = [...new Set(streets.flatMap(({ street }) => (plain.includes(street) ? street : [])))];
  // 新虹街道 stands in no other name; 桥镇 would in 虹桥镇.
  const longest = found.filter(
    (street) => !found.some((other) => other !== street && other.includes(street)),
  );
  if (longest.length === 1) return longest[0];
  const alone = /^([\p{Script=Han}]{2,6}(?:街道|镇|乡))$/u.exec(plain)?.[1];
  return longest.length === 0 ? alone : undefined;
}
