import { programmeOperators } from '../../plan/index.ts';
import type { Community } from '../community.ts';
import { plainText } from '../community-key.ts';
import { districts } from '../district-vocabulary.ts';

/** Cells of a table that a community was read from. */
export interface CommunityOrigin {
  sheet?: string;
  /** Row of the sheet, from 1. */
  row: number;
  /** Cells by field, `E5`. */
  cells: Readonly<Record<string, string>>;
}

/** One table's word on a community. */
export interface Statement {
  /** Whose table it is: an operator of the programme, `office`, `decision` for what somebody settled, or a name. */
  party: string;
  /** Day of the table. */
  date: string;
  /** Number of its import: of one party's tables of a day the later one counts. */
  order: number;
  file: string;
  community: Community;
  origin?: CommunityOrigin;
}

/** A value with where it comes from. */
export interface SourcedValue {
  value: string | number | boolean;
  party: string;
  file: string;
  date: string;
  sheet?: string;
  cell?: string;
}

/** A field of which parties say different things. */
export interface StatementConflict {
  field: string;
  values: SourcedValue[];
  /** The value that is taken, by the rule. */
  taken: string | number | boolean;
  rule: 'decision' | 'operator' | 'later' | 'majority' | 'party';
}

const plainFields = [
  ...(['district', 'street', 'address', 'lonDeg', 'latDeg', 'builtYear', 'households', 'levels'] as const),
  ...(['garageAreaM2', 'bays', 'chargers', 'gates', 'complaints', 'owners', 'property'] as const),
];
const operatorFields = ['covered', 'garageRsrpDbm', 'groundRsrpDbm'] as const;

/** Every field of a community with a value of its own, `covered.telecom` for one of an operator. */
export const statementFields: readonly string[] = [
  ...plainFields,
  ...operatorFields.flatMap((field) => programmeOperators.map((operator) => `${field}.${operator}`)),
];

/** The value of a field such as `covered.telecom`; null where it is not known. */
export function valueOfField(community: Community, field: string): string | number | boolean | null {
  const [first, operator] = field.split('.');
  const value = (community as Record<string, unknown>)[first];
  const found = operator === undefined ? value : (value as Record<string, unknown> | null)?.[operator];
  return (found ?? null) as string | number | boolean | null;
}

/** Parties in the order in which they are believed where nothing else decides. */
const parties = ['decision', 'office', ...programmeOperators] as readonly string[];

function rankOf(party: string): string {
  const at = parties.indexOf(party);
  return `${at < 0 ? parties.length : at} ${party}`;
}

function inOrder(a: Statement, b: Statement): number {
  const [first, other] = [a, b].map(({ date, order }) => `${date} ${String(order).padStart(9, '0')}`);
  return first < other ? -1 : first > other ? 1 : 0;
}

/**
 * One community out of what several tables say of it. Whoever says nothing of a field takes nothing away. Where parties differ
 * goes first what somebody decided, an operator on its own network, the later day, what more of them say, and last the
 * order of parties; the order in which tables came decides only between those of one party on one day.
 * @param statements at least one
 */
export function mergeStatements(statements: readonly Statement[]): {
  community: Community;
  conflicts: StatementConflict[];
  sources: Record<string, SourcedValue>;
} {
  const sorted = [...statements].sort((a, b) =>
    rankOf(a.party) < rankOf(b.party) ? -1 : rankOf(a.party) > rankOf(b.party) ? 1 : inOrder(a, b),
  );
  const last = [...statements].sort(inOrder).at(-1) as Statement;
  const community = structuredCloneOf(last.community);
  const conflicts: StatementConflict[] = [];
  const sources: Record<string, SourcedValue> = {};
  for (const field of statementFields) {
    const found = resolveField(sorted, field);
    setField(community, field, found?.value.value ?? null);
    if (!found) continue;
    sources[field] = found.value;
    if (found.conflict) conflicts.push(found.conflict);
  }
  community.name = bestName(statements.map(({ community: { name } }) => name));
  const notes = [...new Set(sorted.flatMap(({ community: { note } }) => note ?? []))];
  community.note = notes.length === 0 ? null : notes.join('；').slice(0, 2000);
  return { community, conflicts, sources };
}

function structuredCloneOf(community: Community): Community {
  return JSON.parse(JSON.stringify(community)) as Community;
}

function setField(community: Community, field: string, value: unknown): void {
  const [first, operator] = field.split('.');
  const target = community as Record<string, unknown>;
  if (operator === undefined) target[first] = value;
  else (target[first] as Record<string, unknown>)[operator] = value;
}

function resolveField(
  statements: readonly Statement[],
  field: string,
): { value: SourcedValue; conflict?: StatementConflict } | undefined {
  const latest = new Map<string, { statement: Statement; value: string | number | boolean }>();
  for (const statement of statements) {
    const value = valueOfField(statement.community, field);
    if (value !== null) latest.set(statement.party, { statement, value });
  }
  const stated = [...latest.values()];
  if (stated.length === 0) return undefined;
  const texts = new Set(stated.map(({ value }) => comparable(field, value)));
  const sourced = stated.map(({ statement, value }) => sourcedValue(statement, field, value));
  const { at, rule } = chosenAmong(stated, field);
  if (texts.size === 1 || !rule) return { value: sourced[at] };
  return { value: sourced[at], conflict: { field, values: sourced, taken: sourced[at].value, rule } };
}

function sourcedValue(
  { party, file, date, origin }: Statement,
  field: string,
  value: string | number | boolean,
): SourcedValue {
  const cell = origin?.cells[field] ?? origin?.cells[field.split('.')[0]];
  const { sheet } = origin ?? {};
  return {
    ...{ value, party, file, date },
    ...(sheet === undefined ? {} : { sheet }),
    ...(cell === undefined ? {} : { cell }),
  };
}

/** 余姚路214弄 and 余姚路214号 are one address. */
function comparable(field: string, value: string | number | boolean): string {
  return field === 'address' ? addressCore(String(value)) : String(value);
}

function chosenAmong(
  stated: readonly { statement: Statement; value: string | number | boolean }[],
  field: string,
): { at: number; rule?: StatementConflict['rule'] } {
  const indexOf = (party: string | undefined) =>
    stated.findIndex(({ statement }) => statement.party === party);
  if (indexOf('decision') >= 0) return { at: indexOf('decision'), rule: 'decision' };
  const operator = field.split('.')[1];
  if (operator !== undefined && indexOf(operator) >= 0) return { at: indexOf(operator), rule: 'operator' };
  const texts = stated.map(({ value }) => comparable(field, value));
  const days = stated.map(({ statement: { date } }) => date);
  const lastDay = [...days].sort().at(-1) ?? '';
  const late = texts.filter((_, index) => days[index] === lastDay);
  const isLater = late.length < texts.length && new Set(late).size === 1;
  if (isLater) return { at: days.indexOf(lastDay), rule: 'later' };
  const countOf = (text: string) => late.filter((each) => each === text).length;
  const max = Math.max(...late.map(countOf));
  const winners = new Set(late.filter((text) => countOf(text) === max));
  const at = texts.findIndex((text, index) => winners.has(text) && days[index] === lastDay);
  return { at, rule: winners.size === 1 ? 'majority' : 'party' };
}

/** The plainest of several spellings of one name. */
function bestName(names: readonly string[]): string {
  const costOf = (name: string) => {
    const { core } = nameKeys(name);
    const hasPhase = /[（(][一二三四五六七八九十]+期[）)]/.test(name);
    const isArabic = /\d期/.test(name);
    const surplus = plainText(name).replace(/[()（）]/g, '').length - core.length;
    return 10 * Math.max(0, surplus) + (isArabic ? 5 : 0) - (hasPhase ? 1 : 0);
  };
  const sorted = [...new Set(names)].sort((a, b) => costOf(a) - costOf(b) || (a < b ? -1 : 1));
  return sorted[0];
}

const hanDigits = '零一二三四五六七八九十';
/** Words in brackets that tell one part of a community from another. */
const partInBrackets = /期|区|[东南西北]|号楼|组团|标段|地块/;

/** The name of a community without what spellings add or leave away, and a former name that stands in brackets. */
export function nameKeys(name: string): { core: string; former?: string; inBrackets?: string } {
  let text = plainText(name).replace(/[·.\-—'’“”"]/g, '·');
  const former = /[(（](?:原名?|曾用名|又名|别名)[:：]?([^)）]+)[)）]/.exec(text)?.[1];
  const bracket = /[(（]([^)）]*)[)）]/.exec(text)?.[1];
  text = text.replace(/[(（]([^)）]*)[)）]/g, (_, inside: string) =>
    partInBrackets.test(inside) && !/街道|镇$|乡$/.test(inside) && !/^原/.test(inside) ? inside : '',
  );
  text = text.replace(/(\d{1,2})(?=期|村|区)/g, (_, digits: string) => hanDigits[Number(digits)] ?? digits);
  for (const { name: district } of districts) {
    const short = district.replace(/(新区|区)$/, '');
    text = text.replace(new RegExp(`^(上海市?)?(${district}|${short}·?)(?=..)`), '');
  }
  text = text
    .replace(/^.{2,4}?(街道|镇|乡)(?=..)/, '')
    .replace(/^[^·]{1,5}·(?=..)/, '')
    .replaceAll('·', '');
  const withoutAddress = text.replace(/^.{2,8}?[路街道]\d+[弄号](\d+号)?/, '');
  const isAddress = withoutAddress !== text && withoutAddress === '';
  const rest = isAddress && bracket ? bracket : withoutAddress || text;
  const core = rest.replace(/(住宅|居民)?(小区|社区|住宅区)$/, '') || rest;
  return { core, ...(former === undefined ? {} : { former: nameKeys(former).core }) };
}

/** An address without district and without what stands for the gate: 余姚路214弄 → 余姚路214. */
export function addressCore(address: string): string {
  return plainText(address)
    .replace(/^(上海市?)?([^路]{1,4}?(新区|区|县))?/, '')
    .replace(/[号弄支]+$/, '');
}

const tellingApart = /[一二三四五六七八九十\d东南西北中上下新老甲乙丙丁a-z]/g;

/**
 * Returns whether two communities are one under two spellings: `same`, `ask` where somebody has to say, undefined
 * for others.
 */
export function compareNames(
  a: Pick<Community, 'district' | 'name' | 'address'>,
  b: Pick<Community, 'district' | 'name' | 'address'>,
): 'same' | 'ask' | undefined {
  if (a.district !== null && b.district !== null && a.district !== b.district) return undefined;
  const [first, other] = [nameKeys(a.name), nameKeys(b.name)];
  const [here, there] = [a.address, b.address].map((address) =>
    address === null ? undefined : addressCore(address),
  );
  const isAddressOpen = here === undefined || there === undefined;
  const isSameAddress = !isAddressOpen && here === there && /\d/.test(here);
  const isSameName = first.core === other.core;
  if (isSameName && (isSameAddress || isAddressOpen)) return 'same';
  const isFormer = first.former === other.core || other.former === first.core;
  if (isFormer) return isSameAddress ? 'same' : 'ask';
  const telling = (core: string) => (core.match(tellingApart) ?? []).join('');
  const isWithin = first.core.includes(other.core) || other.core.includes(first.core);
  if (isSameAddress && isWithin && telling(first.core) === telling(other.core)) return 'same';
  const rest = (core: string) => core.replace(tellingApart, '');
  const isOtherPart =
    !isWithin && telling(first.core) !== telling(other.core) && rest(first.core) === rest(other.core);
  if (isSameAddress && !isOtherPart) return 'ask';
  return isSameName ||
    (isWithin &&
      !isSameAddress &&
      Math.min(first.core.length, other.core.length) > 2 &&
      /区|苑|期/.test(first.core + other.core) &&
      isAddressOpen)
    ? 'ask'
    : undefined;
}
