import { type ProgrammeOperator, programmeOperators } from '../../plan/index.ts';
import { ofEachOperator } from '../community.ts';
import { isIdle, readStatement, type Statement } from './read-statement.ts';
import { isUnknown, type Reading, withoutSpaces } from './reading.ts';

type OfOperators = Record<ProgrammeOperator, boolean | null>;

/** Whom a cell speaks of: operators, all of them, some of them, or those that it does not name. */
const mention =
  /(?<telecom>中国电信|电信|(?:china )?telecom|ctcc|(?<![a-z])ct(?![a-z]))|(?<mobile>中国移动|移动|(?:china )?mobile|cmcc|(?<![a-z])cm(?![a-z]))|(?<unicom>中国联通|联通|(?:china )?unicom|cucc|(?<![a-z])cu(?![a-z]))|(?<all>三大运营商|[三3]家运营商|[三3][家网]|[全各]网|各家|(?:各|所有|全部)运营商|all (?:three|operators))|(?<others>(?:其他|其它|其余|另外|剩余|余下|别的)(?:[一二两12]家)?(?:运营商)?)|(?<some>(?:至少|仅|只|只有|有)?[一二两12](?:[到至-][两二2])?家(?:运营商)?|(?:个别|部分|某)(?:家)?运营商)/giu;
/** Signs that part the names of one list. */
const listSigns = /^(?:[、,，+＋&/|┋·\s]|和|与|及|以及|或|and)*$/i;
const clauseEnd = /[，,；;。\n]|但是|但|而|不过|然而|however|but/i;
/** `电联`, `移/联`. */
const short: Record<string, ProgrammeOperator> = { 电: 'telecom', 移: 'mobile', 联: 'unicom' };
export const operatorNames: Record<ProgrammeOperator, string> = {
  telecom: '电信',
  mobile: '移动',
  unicom: '联通',
};

interface Mention {
  who: readonly ProgrammeOperator[] | 'others' | 'some';
  at: number;
  end: number;
}

interface Listing {
  values: Map<ProgrammeOperator, boolean | null>;
  /** Only names, without a word on them. */
  isBare: boolean;
  isOnly: boolean;
}

/**
 * A cell that says of the operators together who covers: `电信、移动有，联通无`, `除联通外均已覆盖`, `电联`, `三家都没有信号`. Of whom it
 * says nothing sure is unknown.
 * @param listed what a bare list of names says of those in it
 */
export function readOperators(raw: string, listed = true): Reading<OfOperators> {
  const all = (value: boolean | null) => ofEachOperator(() => value);
  const text = withLongNames(
    withoutOptionLetters(
      raw
        .normalize('NFKC')
        .replace(/\p{Cf}/gu, '')
        // A list as programs write it: `["电信","移动"]`.
        .replace(/^\s*\[(.*)\]\s*$/s, (_, inside: string) => inside.replace(/["']/g, ''))
        .trim(),
    ),
  );
  const told = (value: OfOperators): Reading<OfOperators> => ({
    value,
    kinds: [Object.values(value).includes(null) ? 'operators_open' : 'flag_for_all'],
  });
  if (text === '') return { value: all(null), kinds: ['missing_coverage_flag'] };
  if (isUnknown(withoutSpaces(text))) return { value: all(null), kinds: ['answer_unknown'] };
  const except = exceptIn(text, listed);
  if (except) return told(except);
  const { main, inside } = withoutRemarks(text);
  const listing = readListing(main, listed);
  if (!listing) return told(all(ofAll(main)));
  const remarks = inside.map((remark) => readListing(remark, listed));
  const value = ofEachOperator((operator): boolean | null => {
    const stated = listing.values.get(operator);
    const more = remarks.flatMap((remark) =>
      remark?.values.has(operator) ? [remark.values.get(operator)] : [],
    );
    if (more.some((each) => each !== stated)) return null;
    if (stated !== undefined) return stated;
    const others = [...listing.values.values()];
    // A list of those that are covered leaves out who is not.
    const isComplete = others.length > 0 && others.every((each) => each === (listing.isBare ? listed : true));
    if (isComplete || listing.isOnly) return listing.isBare ? !listed : false;
    return null;
  });
  return told(value);
}

/** `都没有`: what is said without naming any. That they are not there "together" leaves open who is. */
function ofAll(text: string): boolean | null {
  const { value } = readStatement(text.replace(/^三无/, '都无'));
  if (value === false)
    return /均|都|全|皆|all|none/i.test(text) || /^(三?无|没有?|none|no\b)/i.test(text) ? false : null;
  return value;
}

function withoutOptionLetters(text: string): string {
  return text.replace(/(^|[,，、;；|┋\s])[A-H][.．、:：]\s*/g, '$1');
}

function withLongNames(text: string): string {
  const bare = text.replace(/[、,，+＋&/|和与及\s]/g, '');
  if (!/^[电移联]{1,3}$/.test(bare)) return text;
  return [...bare].map((letter) => operatorNames[short[letter]]).join('、');
}

/** A text without its brackets that name operators, and what stands in these. */
function withoutRemarks(text: string): { main: string; inside: string[] } {
  const inside: string[] = [];
  const main = text.replace(/[(（〔【[]([^)）〕】\]]*)[)）〕】\]]/g, (whole, remark: string, at: number) => {
    const before = mentionsIn(text.slice(0, at)).at(-1);
    // Right behind a name it is of that one.
    const isOfOne = before?.end === at && mentionsIn(remark).length === 0;
    if (!isOfOne && mentionsIn(remark).length === 0) return whole;
    inside.push(isOfOne ? `${text.slice(before.at, at)}${remark}` : remark);
    return '';
  });
  return { main, inside };
}

function mentionsIn(text: string): Mention[] {
  return [...text.matchAll(mention)].map(({ groups = {}, index, 0: word }): Mention => {
    const one = programmeOperators.find((operator) => groups[operator] !== undefined);
    const who = one ? [one] : groups.all ? programmeOperators : groups.others ? 'others' : 'some';
    return { who, at: index, end: index + word.length };
  });
}

/** `除联通外均已覆盖`: what is stated of the others, and its contrary of those that are named. */
function exceptIn(text: string, listed: boolean): OfOperators | undefined {
  const [, before = '', named = '', rest = ''] = /^(.*?)除了?(.+?)(?:之|以)?外(.*)$/s.exec(text) ?? [];
  const who = mentionsIn(named).flatMap((each) => (Array.isArray(each.who) ? each.who : []));
  if (who.length === 0 || mentionsIn(before).length > 0) return undefined;
  const words = rest.replace(mention, '');
  const stated = isIdle(words) ? listed : readStatement(words).value;
  return ofEachOperator((operator) => (stated === null ? null : who.includes(operator) ? !stated : stated));
}

/** Statements of a text on the operators that it names; undefined where it names none. */
function readListing(text: string, listed: boolean): Listing | undefined {
  const mentions = mentionsIn(text);
  if (mentions.length === 0) return undefined;
  const values = new Map<ProgrammeOperator, boolean | null>();
  const set = (operator: ProgrammeOperator, value: boolean | null) =>
    values.set(operator, values.has(operator) && values.get(operator) !== value ? null : value);
  let isBare = true;
  let isOnly = false;
  let group: Mention[] = [];
  let prefix = text.slice(0, mentions[0].at);
  const named = new Set(mentions.flatMap(({ who }) => (Array.isArray(who) ? who : [])));
  mentions.forEach((each, index) => {
    group.push(each);
    const between = text.slice(each.end, mentions[index + 1]?.at ?? text.length);
    const isListed = index + 1 < mentions.length && listSigns.test(between);
    if (isListed) return;
    const { stated, next } = splitBehind(between, index + 1 === mentions.length);
    if (/^\P{L}*(?:目前|现在?)?(?:只有|仅有?|只|only)/iu.test(prefix) || /^\s*only\W*$/i.test(stated))
      isOnly = true;
    const words = `${prefix}${stated}`.replace(/^(\W*)(?:目前|现在?)?(?:只有|仅有?|只)|\bonly\b/giu, '$1');
    const isPlain = isIdle(index + 1 === mentions.length ? words.replace(/等\s*$/, '') : words);
    const value = isPlain ? listed : readStatement(words).value;
    if (!isPlain) isBare = false;
    for (const { who } of group) {
      const of =
        who === 'some' ? [] : who === 'others' ? programmeOperators.filter((id) => !named.has(id)) : who;
      for (const operator of of) set(operator, value);
      if (who === 'some') for (const operator of programmeOperators) set(operator, null);
    }
    group = [];
    prefix = next;
  });
  return { values, isBare, isOnly };
}

/** The words behind a name are said of it, up to the clause that the next name is in. */
function splitBehind(between: string, isLast: boolean): { stated: string; next: string } {
  if (isLast) return { stated: between, next: '' };
  const parts = between.split(clauseEnd);
  if (parts.length < 2) return { stated: between, next: '' };
  const next = parts[parts.length - 1];
  return { stated: parts.slice(0, -1).join('，'), next };
}

/** The operators that a clause names, by their long names one after the other; empty where it names none. */
export function operatorsNamed(clause: string): string {
  const named = new Set(
    mentionsIn(clause.normalize('NFKC')).flatMap(({ who }) => (Array.isArray(who) ? who : [])),
  );
  return [...named].map((operator) => `中国${operatorNames[operator as ProgrammeOperator]}`).join('、');
}

/** Statements of a clause of a note on the operators that it names, or on all of them; a bare name says nothing. */
export function statedInNote(clause: string): Map<ProgrammeOperator, Statement> {
  const text = clause.normalize('NFKC');
  const mentions = mentionsIn(text).filter(({ who }) => who !== 'others' && who !== 'some');
  const words = text.replace(mention, ' ');
  const isOfAll = mentions.length === 0 && /覆盖|信号|开通|盲区/.test(text) && /均|全部|都/.test(text);
  const found = new Map<ProgrammeOperator, Statement>();
  // 移动信号 alone is any mobile signal, and of no operator.
  const isAnyMobile =
    /(?<!中国)移动(?:信号|网络|通信|通讯|电话)/.test(text) && !/电信|联通|中国移动/.test(text);
  if (isIdle(words) || isAnyMobile || (mentions.length === 0 && !isOfAll)) return found;
  const listing = readListing(text, true);
  const statement = readStatement(words);
  for (const operator of programmeOperators) {
    if (isOfAll) found.set(operator, statement);
    else if (listing?.values.has(operator)) {
      const value = listing.values.get(operator) ?? null;
      // What was not understood in parts is why the whole is not.
      const cause = value === null ? (statement.cause === 'stated' ? 'partly' : statement.cause) : 'stated';
      found.set(operator, { value, cause });
    }
  }
  return found;
}
