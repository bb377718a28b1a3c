import { createTangentPlane, distanceToRing, type Point, ringContains } from '../../core/index.ts';
import { type ProgrammeOperator, programmeOperators } from '../../plan/index.ts';
import type { Community } from '../community.ts';
import { plainText } from '../community-key.ts';
import { districts, streetsOf } from '../district-vocabulary.ts';
import { districtOutline } from '../map/district-outlines.ts';
import type { StatusIssue } from '../status-data.ts';
import { consentWords } from './consent-vocabulary.ts';
import type { IssueKind } from './issue-kinds.ts';
import { operatorNames, operatorsNamed, statedInNote } from './read-operators.ts';
import type { ColumnField, CountField, TableColumn } from './table-column.ts';

/** Context of a row that is checked. */
export interface CheckContext {
  columns: ReadonlyMap<ColumnField, TableColumn>;
  cell(column: TableColumn): string;
  /** Days of completion by operator, in columns that are not read: `完成日期`. */
  days: readonly { operator: ProgrammeOperator; name: string; cell: string }[];
  /** Day of the table, as its title has it, or of the import; undefined where neither is known. */
  asOf?: string;
}

/** No garage of a city is larger; more is a slip of a digit, a column or a unit. Assumptions. */
const maxBelieved: Partial<Record<CountField, number>> = {
  ...{ households: 15_000, bays: 6000, chargers: 6000, gates: 60, levels: 6, garageAreaM2: 400_000 },
  complaints: 20_000,
};
/** A bay takes 12 m² by itself and some 25 to 45 m² with its lane. */
const bayAreaM2 = { min: 6, max: 250 };
/** Nobody calls a garage covered where a phone hears this, dBm, nor uncovered where it hears the other. */
const [deafDbm, loudDbm] = [-115, -88];
/** Outlines of districts are drawn to some kilometre. */
const outlineToleranceM = 4000;

/**
 * Looks whether the values of a community can be true together. What cannot is questioned, and made unknown where nobody
 * can say which value is wrong. Changes `community`.
 */
export function checkCommunity(community: Community, context: CheckContext): StatusIssue[] {
  const issues: StatusIssue[] = [];
  const [record] = community.records;
  const doubt = (field: ColumnField, kind: IssueKind, read: StatusIssue['read'], raw?: string): void => {
    const column = context.columns.get(field) ?? context.columns.get(field.split('.')[0] as ColumnField);
    const cell = raw ?? (column ? context.cell(column).trim() : field);
    issues.push({
      record,
      column: column?.name ?? '*',
      raw: cell,
      kind,
      read: column ? read : `${field}: ${read ?? '–'}`,
    });
  };
  checkSizes(community, doubt);
  checkGarage(community, doubt, issues);
  checkSignals(community, context, doubt);
  checkDays(community, context, issues);
  checkLocation(community, doubt);
  checkNote(community, context, doubt, issues);
  return issues;
}

type Doubt = (field: ColumnField, kind: IssueKind, read: StatusIssue['read'], raw?: string) => void;

function checkSizes(community: Community, doubt: Doubt): void {
  for (const [field, max] of Object.entries(maxBelieved) as [CountField, number][]) {
    const value = community[field];
    if (value === null || value <= max) continue;
    // Bays and area in each other's columns are looked at together.
    if (field === 'bays' && community.garageAreaM2 !== null && community.garageAreaM2 < value) continue;
    community[field] = null;
    doubt(field, 'impossible_value', null);
  }
  const { bays, garageAreaM2: areaM2, households, chargers, complaints } = community;
  if (bays !== null && bays >= 5 && areaM2 !== null && areaM2 > 0) {
    const ofBayM2 = areaM2 / bays;
    const isSwapped = areaM2 >= 100 && bays > 1000 && bays / areaM2 > 10;
    if (ofBayM2 < bayAreaM2.min) {
      community.garageAreaM2 = null;
      doubt(
        'garageAreaM2',
        isSwapped ? 'values_swapped' : areaM2 < 100 ? 'unit_doubtful' : 'impossible_value',
        null,
      );
      if (isSwapped) {
        community.bays = null;
        doubt('bays', 'values_swapped', null);
      }
    } else if (ofBayM2 > bayAreaM2.max) doubt('garageAreaM2', 'values_contradict', areaM2);
  } else if (areaM2 !== null && areaM2 > 0 && areaM2 < 50) {
    community.garageAreaM2 = null;
    doubt('garageAreaM2', 'unit_doubtful', null);
  }
  if (chargers !== null && bays !== null && chargers > bays) doubt('chargers', 'values_contradict', chargers);
  if (bays !== null && households !== null && households > 0 && bays > 8 * households)
    doubt('bays', 'values_contradict', community.bays);
  if (complaints !== null && households !== null && households > 0 && complaints > 2 * households)
    doubt('complaints', 'values_contradict', complaints);
}

const noGarage = /(无|没有|不设|未建)(地下)?(车库|地库|停车库)|(地下)?(车库|地库)(为)?(无|没有)/;

function checkGarage(community: Community, doubt: Doubt, issues: StatusIssue[]): void {
  const { levels, bays, garageAreaM2, note, covered } = community;
  const isSaid = noGarage.test(note ?? '');
  if (levels !== 0 && !isSaid) return;
  const isClaimed = (bays ?? 0) > 0 || (garageAreaM2 ?? 0) > 0 || Object.values(covered).includes(true);
  const raw = isSaid ? (note ?? '') : '0';
  issues.push({ record: community.records[0], column: '*', raw, kind: 'no_garage', read: null });
  if (!isClaimed) return;
  const fields = ['bays', 'garageAreaM2', 'chargers'] as const;
  for (const field of fields)
    if ((community[field] ?? 0) > 0) doubt(field, 'values_contradict', community[field]);
  doubt('levels', 'values_contradict', levels);
}

function checkSignals(community: Community, { columns, cell }: CheckContext, doubt: Doubt): void {
  for (const operator of programmeOperators) {
    const level = community.garageRsrpDbm[operator];
    const isDeaf = level === 'no-signal' || (typeof level === 'number' && level <= deafDbm);
    const flag = columns.get(`covered.${operator}`) ?? columns.get('covered');
    const levels = columns.get(`garageRsrpDbm.${operator}`);
    const raw = [flag, levels].flatMap((column) => (column ? [cell(column).trim()] : [])).join(' · ');
    if (community.covered[operator] === true && isDeaf) {
      community.covered[operator] = null;
      doubt(`covered.${operator}`, 'values_contradict', null, raw);
    } else if (community.covered[operator] === false && typeof level === 'number' && level >= loudDbm) {
      doubt(`covered.${operator}`, 'values_contradict', false, raw);
    }
  }
}

/** A day as tables write it; undefined where there is none. */
export function dayIn(text: string): string | undefined {
  const [, year, month, day = '28'] =
    /(20\d\d)\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2}))?/.exec(text.normalize('NFKC')) ?? [];
  return year && `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function checkDays(
  community: Community,
  { days, asOf, columns, cell }: CheckContext,
  issues: StatusIssue[],
): void {
  const [record] = community.records;
  for (const { operator, name, cell: text } of days) {
    const day = dayIn(text);
    if (day === undefined) continue;
    const isLater = asOf !== undefined && day > asOf;
    const covered = community.covered[operator];
    if (covered === false || (covered === true && isLater)) {
      if (covered) community.covered[operator] = null;
      issues.push({
        record,
        column: name,
        raw: text.trim(),
        kind: 'values_contradict',
        read: community.covered[operator],
      });
    }
  }
  const built = columns.get('builtYear');
  if (built && asOf !== undefined && (community.builtYear ?? 0) > Number(asOf.slice(0, 4))) {
    community.builtYear = null;
    issues.push({
      record,
      column: built.name,
      raw: cell(built).trim(),
      kind: 'impossible_value',
      read: null,
    });
  }
}

/** Districts by their street offices and towns. */
const districtOfStreet = new Map(
  Object.entries(streetsOf).flatMap(([district, streets]) =>
    streets
      .split(' ')
      .map((street) => [/[镇乡]$/.test(street) ? street : `${street}街道`, district] as const),
  ),
);

function checkLocation({ lonDeg, latDeg, district, street, address }: Community, doubt: Doubt): void {
  const ofStreet = districtOfStreet.get(plainText(street ?? ''));
  if (district !== null && ofStreet !== undefined && ofStreet !== district)
    doubt('street', 'district_differs', street);
  const named = districts.filter(
    ({ name, formerly }) =>
      name !== '浦东新区' &&
      (address ?? '').includes(name) &&
      !(formerly as readonly string[]).includes(name),
  );
  if (district !== null && named.length === 1 && named[0].name !== district)
    doubt('address', 'district_differs', address);
  if (lonDeg === null || latDeg === null || district === null) return;
  if (isFarFrom(district, [lonDeg, latDeg]))
    doubt('lonDeg', 'district_differs', lonDeg, `${lonDeg}, ${latDeg}`);
}

function isFarFrom(district: NonNullable<Community['district']>, [lonDeg, latDeg]: Point): boolean {
  const plane = createTangentPlane(lonDeg, latDeg);
  const rings = districtOutline(district).map((ring) => ring.map((corner) => plane.toPlane(corner)));
  return rings.every(
    (ring) => !ringContains(ring, [0, 0]) && distanceToRing(ring, [0, 0]) > outlineToleranceM,
  );
}

/** Clauses that begin another subject. */
const ofOthers = /地面|电梯|室外|业主|业委|居民|物业|居委|充电|车位|顶板|机房|[做搞建装]过/;
/** A cell of its row is said to be wrong or old. */
const misfilled =
  /[填写弄搞登标录]反|填错|写错|弄错|登错|录错|误填|误报|误写|有误|错误|应为|应是|应改为|更正为|(未|没有?|待|需)更新|以.{1,12}为准|反了|颠倒/;

/** Makes the flags unknown that a clause calls wrong: of those that it names, or of all where it speaks of coverage. */
function doubtFlags(
  covered: Community['covered'],
  named: string,
  clause: string,
  doubt: (field: ColumnField) => void,
): void {
  const isOfAll = named === '' && /覆盖|信号|三家|运营商|本行|此行|整行|该行|是否/.test(clause);
  for (const operator of programmeOperators) {
    if (covered[operator] === null || !(isOfAll || named.includes(operatorNames[operator]))) continue;
    covered[operator] = null;
    doubt(`covered.${operator}`);
  }
}

/** Words of a note that change what the cells say, or which community the row is. */
const changing =
  /连通|共用|合用|合并|同一(个)?(车库|地库|小区)|重复|更名|原名|曾用名|改名|划归|划入|属于|拆除|停用|关闭|有误|错误|更正|以.+为准|实际|不含|不包括|未包含|其中|仅|只有|暂估|估算|待核|核实|存疑|不详|分期|[一二三四]期|改为|反悔|撤回|不再/;

function checkNote(community: Community, context: CheckContext, doubt: Doubt, issues: StatusIssue[]): void {
  const { note, records, covered } = community;
  if (note === null) return;
  const column = context.columns.get('note')?.name ?? '*';
  let isOpen = changing.test(note);
  let subject = '';
  for (const clause of note.split(/[，,；;。\n]/)) {
    // A clause without a subject is of the operators that the one before named.
    const named = operatorsNamed(clause);
    if (named === '' && subject !== '' && !ofOthers.test(clause))
      contradictFlags(covered, `${subject}${clause.trim()}`, note, doubt);
    else if (named !== '') subject = named;
    if (misfilled.test(clause))
      doubtFlags(covered, named, clause, (field) => doubt(field, 'values_contradict', null, note));
    // What was done once says nothing of now.
    if (/地面|电梯|室外|[做搞建装]过/.test(clause)) continue;
    isOpen = contradictFlags(covered, clause, note, doubt) || isOpen;
  }
  contradictConsent(community, note, doubt);
  if (isOpen) issues.push({ record: records[0], column, raw: note, kind: 'note_changes', read: null });
}

/**
 * Makes unknown what a clause of a note says otherwise, or not so surely, of an operator; true where it says something that
 * nothing is made of.
 */
function contradictFlags(covered: Community['covered'], clause: string, note: string, doubt: Doubt): boolean {
  let isOpen = false;
  for (const [operator, { value, cause }] of statedInNote(clause)) {
    const flag = covered[operator];
    if (flag === null || flag === value) continue;
    // That something is planned, or there in part, is no news of what is not covered.
    if (value === null && flag === false && (cause === 'planned' || cause === 'partly')) continue;
    if (value === null && cause === 'unclear' && !/覆盖|信号|开通|盲|通话|能用|室分/.test(clause))
      isOpen = true;
    else {
      covered[operator] = null;
      doubt(`covered.${operator}`, 'values_contradict', null, note);
    }
  }
  return isOpen;
}

/** The owners have not been asked, or not answered. */
const stillOpen =
  /(?:未|没有?|待|尚未|暂缓|推迟)(?:经)?(?:表决|征询|征求|投票|公示|召开|开会|开大会|答复|反馈)|正在(?:征询|表决|投票)|征询中/;

/** Makes consent unknown of which a note says otherwise, or with terms. */
function contradictConsent(community: Community, note: string, doubt: Doubt): void {
  const { against, with: withIt, ownersNamed, propertyNamed, ownersTerms, propertyTerms } = consentWords;
  for (const clause of note.split(/[，,；;。\n]/)) {
    const isAgainst = against.test(clause) || /改为反对/.test(clause);
    const isFor = withIt.test(clause) && !isAgainst && !/未|没|待|需/.test(clause);
    const { owners, property } = community;
    const isOfOwners =
      (ownersNamed.test(clause) && !propertyNamed.test(clause)) ||
      /(未|没有?|待|暂缓|推迟)(表决|征询|投票|开大会)/.test(clause);
    if (isOfOwners || /改为反对/.test(clause)) {
      const isOpen = stillOpen.test(clause);
      if (isOpen && (owners === 'agree' || owners === 'disagree')) {
        community.owners = null;
        doubt('owners', 'values_contradict', null, note);
      }
      const isTerms = ownersTerms.test(clause) && (withIt.test(clause) || isAgainst);
      if ((owners === 'agree' && (isAgainst || isTerms)) || (owners === 'disagree' && isFor)) {
        community.owners = null;
        doubt('owners', 'values_contradict', null, note);
      }
    }
    if (!propertyNamed.test(clause)) continue;
    if ((property === 'yes' && (isAgainst || propertyTerms.test(clause))) || (property === 'no' && isFor)) {
      community.property = null;
      doubt('property', 'values_contradict', null, note);
    }
  }
}

const summedFields = ['households', 'bays', 'chargers', 'gates', 'complaints', 'garageAreaM2'] as const;
/** Rounded parts may differ by so much from their rounded sum. */
const sumToleranceRatio = 0.002;

/** Adds up the rows of communities, and compares with what rows of totals say. */
export class TotalCheck {
  private section: Record<string, number | undefined> = {};
  private whole: Record<string, number | undefined> = {};
  private counts = { section: 0, whole: 0 };

  add(community: Community): void {
    for (const field of summedFields) {
      const value = community[field];
      const plus = (sum: number | undefined, count: number) =>
        value === null || (sum === undefined && count > 0) ? undefined : (sum ?? 0) + value;
      this.section[field] = plus(this.section[field], this.counts.section);
      this.whole[field] = plus(this.whole[field], this.counts.whole);
    }
    this.counts.section += 1;
    this.counts.whole += 1;
  }

  /** Fields in which a row of totals differs from the rows that it adds up, with their sums. */
  differing(
    read: (field: CountField) => number | null,
    isWhole: boolean,
  ): { field: CountField; sum: number }[] {
    const [sums, count] = isWhole ? [this.whole, this.counts.whole] : [this.section, this.counts.section];
    const found = summedFields.flatMap((field) => {
      const [stated, sum] = [read(field), sums[field]];
      if (stated === null || sum === undefined || count < 2) return [];
      return Math.abs(stated - sum) <= sumToleranceRatio * Math.abs(sum) + 1e-6 ? [] : [{ field, sum }];
    });
    this.section = {};
    this.counts.section = 0;
    return found;
  }
}

/** Words at the end of a name that many leave away, and characters that are written for each other. */
const endings = /(住宅)?(小区|社区|公寓|花园|花苑|家园|新村|新邨|苑|园|城|府|居|庭)$/;
const tellingApart = /[一二三四五六七八九十\d东西南北中上下新老甲乙丙丁a-z]/gi;

/** A community that was read, as it is compared with others. */
export interface Named {
  record: number;
  name: string;
  address: string | null;
  district: string | null;
}

/**
 * Pairs that may be one community under two names, the later one second: names that differ in an ending or one character, or
 * one address under two names. Numbers and points of the compass tell communities apart.
 */
export function suspectedPairs(all: readonly Named[]): [Named, Named][] {
  const pairs: [Named, Named][] = [];
  const seen = new Map<string, Named>();
  for (const each of all) {
    const keys = keysOf(each);
    const before = new Set(keys.flatMap((key) => seen.get(key) ?? []));
    for (const earlier of before) if (isSuspect(earlier, each)) pairs.push([earlier, each]);
    for (const key of keys) if (!seen.has(key)) seen.set(key, each);
  }
  return pairs;
}

function isSuspect(a: Named, b: Named): boolean {
  if (a.district !== null && b.district !== null && a.district !== b.district) return false;
  const telling = ({ name }: Named) => (plainText(name).match(tellingApart) ?? []).join('');
  const rest = ({ name }: Named) => plainText(name).replace(tellingApart, '');
  if (telling(a) !== telling(b) && rest(a) === rest(b)) return false;
  const [first, other] = [addressOf(a), addressOf(b)];
  return telling(a) === telling(b) || (first !== undefined && first === other);
}

function coreOf(name: string): string {
  const plain = plainText(name)
    .replace(/[(（].*$/, '')
    .replace(/^(上海市?|[^区]{2}区)(?=..)/, '')
    .replace(/[·.\-—]/g, '');
  const core = plain.replace(endings, '');
  return core.length >= 2 ? core : plain;
}

function addressOf({ address }: Named): string | undefined {
  const plain = plainText(address ?? '')
    .replace(/^上海市?|^[^路]{2,3}[区县]/g, '')
    .replace(/[号弄支]+$/, '');
  return /\d/.test(plain) ? plain : undefined;
}

/** Keys by which two that are alike meet. */
function keysOf(named: Named): string[] {
  const [core, address] = [coreOf(named.name), addressOf(named)];
  const without =
    core.length < 3 ? [] : [...core].map((_, at) => `~${core.slice(0, at)}*${core.slice(at + 1)}`);
  return [`=${core}`, ...without, ...(address === undefined ? [] : [`@${address}`])];
}
