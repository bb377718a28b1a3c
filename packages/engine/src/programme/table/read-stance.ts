import type { Community } from '../community.ts';
import { readPolarity } from './polarity.ts';
import { isUnknown, plainly, type Reading, withoutSpaces } from './reading.ts';

const owners: readonly [NonNullable<Community['owners']>, RegExp][] = [
  [
    'disagree',
    /不(同意|愿|支持|赞成|行|配合)|反对|拒绝|抵制|阻挠|有异议|^否$|^[×xn]$|^no$|disagree|refus|oppos|against/i,
  ],
  [
    'pending',
    /待|部分|未(定|表态|同意|决|征询|开)|征询|协商|沟通|协调|商议|讨论|表决|投票|研究|中立|犹豫|不确定|进行中|pending|undecided|not ?yet|part(ly|ial)|open/i,
  ],
  [
    'agree',
    /同意|支持|愿意|赞成|通过|可以|无异议|无意见|欢迎|积极|配合|^ok|^[是√✓vy好]$|^yes$|agree|approv|support/i,
  ],
];

const property: readonly [NonNullable<Community['property']>, RegExp][] = [
  [
    'no',
    /不(同意|愿|支持|配合|行|接受)|反对|拒绝|阻挠|抵制|^(否|差|低|无)$|^[×xn]$|^no$|refus|uncooperative/i,
  ],
  [
    'partial',
    /协调|一般|部分|待|有条件|沟通|协商|尚可|较?差|基本|中等?$|收费|part(ly|ial)|fair|conditional/i,
  ],
  ['yes', /配合|支持|同意|愿意|积极|良好|很好|较好|欢迎|^ok|^[是√✓vy好优高有]$|^yes$|cooperat|good|support/i],
];

/** How the form wants it. */
const ownerWords = new Map([
  ['同意', 'agree'],
  ['不同意', 'disagree'],
  ['待定', 'pending'],
] as const);
const propertyWords = new Map([
  ...(['配合', '是', '好'] as const).map((word) => [word, 'yes'] as const),
  ...(['需协调', '一般'] as const).map((word) => [word, 'partial'] as const),
  ...(['不配合', '否'] as const).map((word) => [word, 'no'] as const),
]);

export function readOwners(raw: string): Reading<Community['owners']> {
  return readStance(raw, ownerWords, owners, 'owner_variant', 'agree');
}

export function readProperty(raw: string): Reading<Community['property']> {
  return readStance(raw, propertyWords, property, 'property_variant', 'yes');
}

function readStance<Stance extends string>(
  raw: string,
  words: ReadonlyMap<string, Stance>,
  patterns: readonly [Stance, RegExp][],
  variant: 'owner_variant' | 'property_variant',
  agreed: Stance,
): Reading<Stance | null> {
  const known = words.get(raw.trim());
  if (known) return plainly(known);
  const text = withoutSpaces(raw).normalize('NFKC');
  if (text === '' || isUnknown(text)) return { value: null, kinds: ['missing'] };
  // "agree (…)": what stands in brackets explains; that they were talked to says nothing where what they said follows.
  const said = text.replace(/[(（【[].*$/, '').replace(/已经?(多次)?(沟通|协调|协商)/g, '') || text;
  // Who is not against it: no word of a refusal in it is one.
  const { isLack, sign } = readPolarity(said);
  if (isLack && sign > 0) return { value: agreed, kinds: [variant] };
  const stance = (patterns.find(([, pattern]) => pattern.test(said)) ??
    patterns.find(([, pattern]) => pattern.test(text)))?.[0];
  return stance ? { value: stance, kinds: [variant] } : { value: null, kinds: ['unreadable'] };
}
