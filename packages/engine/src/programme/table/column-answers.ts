import type { Community } from '../community.ts';
import { type Instruction, instructedSigns, splitInstructions } from './fill-instructions.ts';
import { readPolarity } from './polarity.ts';
import type { Asks, ColumnField } from './table-column.ts';

/**
 * Meaning of a bare yes and a bare no below a header; undefined where the header leaves it open, null where
 * it tells nothing.
 */
export interface Answers<Value = unknown> {
  yes: Value | null | undefined;
  no: Value | null | undefined;
  /** "Yes" is the property itself, as in most columns. */
  isPlain: boolean;
  /** The header denies (`未覆盖`, `是否无信号`): 有 and 无 may answer it or say what is there. */
  isDenial: boolean;
  /** It asks for what is needed or planned. */
  isIntended?: boolean;
  /** It asks how good the signal is, and its header names 无 as the last degree. */
  isGraded?: boolean;
  /** It asks where the signal lacks: its cells are places. */
  isOfLocations?: boolean;
  /** A blank says no, by a note. */
  isBlankNo?: boolean;
  /** Meanings of codes in its cells, by a legend. */
  legend?: ReadonlyMap<string, string>;
  /** Its cells are codes that no legend explains: a 1 says nothing. */
  isCoded?: boolean;
  /** The legend is that of a symbol font. */
  isSymbols?: boolean;
  /** It asks what was done: the day on which it was says that it was. */
  isDone?: boolean;
  /** The column is one of numbers, unless its header is a question: ticks and digits are no answers. */
  isOfNumbers?: boolean;
}

/** Kinds of columns whose cells may be a bare yes or no. */
export type AnswerFamily = 'covered' | 'all' | 'owners' | 'property' | 'complaints' | 'level';

/** Words of a procedure and not of what it came to. */
const procedure =
  /表态|属实|有效|上升|下降|减少|增加|征询|征求|沟通|协商|协调|开会|召开|表决|投票|公示|上报|走访|处理|处置|答复|办结|回复|闭环|落实|informed|asked|contacted|handled/i;
/** A signal that is not good is one. */
const quality = /良好|正常|达标|畅通|稳定|清晰|优|满格|好|good|fine|normal/i;
/** Asked of the same people or garage, and nothing that the form has. */
const otherMatter = /收费|收取|费用|费$|补偿|赔偿|多少|何时|为何|fee|charge for/i;
const ownerConsentWord =
  /同意|支持|愿|赞成|接受|允许|准许|通过|认可|欢迎|许可|批准|配合|反对|拒|阻|异议|否决|抵制|抗|放行|进场|agree|consent|refus|object|oppos|support|cooperat/i;
/** Whose consent it is. */
const ownersNamed = /业主|业委|居民|住户|owner|resident|hoa/i;

/** The family of a field; undefined for columns of other values. */
export function familyOf(field: ColumnField): AnswerFamily | undefined {
  if (field === 'owners' || field === 'property' || field === 'complaints') return field;
  if (field === 'covered') return 'all';
  if (field.startsWith('covered.')) return 'covered';
  return /RsrpDbm\./.test(field) ? 'level' : undefined;
}

/** `好/中/差/无`: the last degree is that there is none. */
export const degreesListed = /[好优强良].*[差弱].*无|无.*[差弱].*[好优强良]/;
/** Places of a lack and not whether there is one. */
const locationsAsked =
  /位置|区域|楼栋|楼号|部位|范围|楼层|层数|地点|点位|哪里|哪些|何处|分布|情况|描述|where|location|area/i;

/** Words on works that were done, and those on works that are to be. */
const done =
  /(?:实际|已)(?:建成|开通|完工|完成|竣工|交付|投用|覆盖)|actual(?:ly)? (?:opened|completed|on.?air)/;
const notYet = /计划|预计|拟|应|目标|plan|target|expected|due/;

interface HeaderContext {
  parts?: readonly string[];
  notes?: readonly Instruction[];
  asks?: Asks;
}

/**
 * Question that a column asks by its header.
 * @param parts of a header of several rows: the group's name first
 * @param notes what the table says above and below on how it is filled in
 */
export function readAnswers(
  family: AnswerFamily,
  name: string,
  { parts = [], notes = [], asks }: HeaderContext = {},
): Answers {
  if (asks) return answersOf(family, asks === 'plain' ? 1 : -1);
  const text = name.normalize('NFKC').toLowerCase();
  const lastPart = parts.length > 1 ? parts[parts.length - 1].normalize('NFKC').toLowerCase() : text;
  const { words, instructions } = splitInstructions(text);
  const whole = readPolarity(words);
  const inner = readPolarity(splitInstructions(lastPart).words);
  const ofTable = notes.filter(({ said: stated }) => matters[family].test(stated));
  const marks = instructedSigns(instructions.length > 0 ? instructions : ofTable, whole.sign);
  // A title over a group may deny what its columns ask again.
  const isDivided =
    parts.length > 1 &&
    inner.hasSign &&
    /覆盖|信号|同意|配合|cover|signal/.test(lastPart) &&
    inner.sign !== whole.sign;
  const { isIntended, isLack } = whole;
  const isContradictory = marks.size > 1;
  const [instructed] = marks;
  const sign = instructed ?? whole.sign;
  if (isContradictory || isDivided || whole.isTangled || otherMatter.test(words)) return open;
  if (family === 'level') {
    const isGraded = (whole.isDegree || quality.test(words)) && !/电平|rsrp|场强|强度|dbm/.test(words);
    const answers = isIntended || isGraded || isLack ? silent : levelAnswers(sign);
    return { ...answers, isOfNumbers: !whole.isQuestion && sign > 0 };
  }
  if (family === 'complaints') {
    return procedure.test(words) ? open : { ...countAnswers(sign), isOfNumbers: sign > 0 };
  }
  if (isIntended) return family === 'covered' || family === 'all' ? { ...open, isIntended } : open;
  if (family === 'all') return whole.isDegree ? open : allAnswers(sign, words);
  if (family === 'covered') {
    if (degreesListed.test(words)) return { ...open, isGraded: true };
    if (whole.isDegree) return open;
    const isDone = sign > 0 && done.test(words) && !notYet.test(words);
    const isOfLocations = sign < 0 && isLack && locationsAsked.test(words);
    return {
      ...{ ...answersOf(family, sign), isDenial: sign < 0 && !isLack },
      ...(isOfLocations ? { isOfLocations } : {}),
      ...(isDone ? { isDone } : {}),
    };
  }
  return ownerConsentAnswers(family, words, { ...whole, sign });
}

/** Words that a note of the table must contain to be about such columns. */
const matters: Record<AnswerFamily, RegExp> = {
  covered: /覆盖|信号|盲|开通|cover|signal/i,
  all: /覆盖|信号|盲|开通|cover|signal/i,
  owners: /业主|居民|同意|反对|owner/i,
  property: /物业|配合|propert/i,
  complaints: /投诉|complain/i,
  level: /^$/,
};

/** Neither a yes nor a no tells. */
const open: Answers = { yes: undefined, no: undefined, isPlain: false, isDenial: false };
const silent: Answers = { yes: null, no: null, isPlain: false, isDenial: false };

type OwnerConsent<Field extends 'owners' | 'property'> = NonNullable<Community[Field]>;
/** The good one first. */
const values: Record<'covered' | 'owners' | 'property', readonly [unknown, unknown]> = {
  covered: [true, false],
  owners: ['agree', 'disagree'] satisfies [OwnerConsent<'owners'>, OwnerConsent<'owners'>],
  property: ['yes', 'no'] satisfies [OwnerConsent<'property'>, OwnerConsent<'property'>],
};

function answersOf(family: AnswerFamily, sign: 1 | -1): Answers {
  if (family === 'level') return levelAnswers(sign);
  if (family === 'complaints') return countAnswers(sign);
  if (family === 'all') return { yes: sign > 0, no: sign < 0, isPlain: false, isDenial: sign < 0 };
  const [good, bad] = values[family];
  return sign > 0
    ? { yes: good, no: bad, isPlain: true, isDenial: false }
    : { yes: bad, no: good, isPlain: false, isDenial: true };
}

/**
 * Answers for all operators together: that all are there says it of each, that any is there not of which. "No" to all
 * does not say that each has none.
 */
function allAnswers(sign: 1 | -1, words: string): Answers {
  const isOfAll = /均|都|全|三家|三网|三大|各|all/i.test(words);
  const isOfAny = !isOfAll && /有|任|至少|存在|any/i.test(words);
  if (sign < 0) {
    return isOfAll
      ? { yes: false, no: undefined, isPlain: false, isDenial: true }
      : { yes: undefined, no: true, isPlain: false, isDenial: true };
  }
  return isOfAny
    ? { yes: undefined, no: false, isPlain: false, isDenial: false }
    : { yes: true, no: undefined, isPlain: false, isDenial: false };
}

/** That there is a signal says no level; that there are complaints no number. */
function levelAnswers(sign: 1 | -1): Answers {
  const [yes, no] = sign > 0 ? [null, 'no-signal'] : ['no-signal', null];
  return { yes, no, isPlain: false, isDenial: sign < 0 };
}

function countAnswers(sign: 1 | -1): Answers {
  const [yes, no] = sign > 0 ? [null, 0] : [0, null];
  return { yes, no, isPlain: false, isDenial: sign < 0 };
}

function ownerConsentAnswers(
  family: 'owners' | 'property',
  words: string,
  { sign, isLack, isDegree }: ReturnType<typeof readPolarity>,
): Answers {
  const [good, bad] = values[family];
  const turned = (yes: unknown, no: unknown): Answers => ({
    ...(sign > 0 ? { yes, no } : { yes: no, no: yes }),
    isPlain: false,
    isDenial: sign < 0 && !isLack,
  });
  // How far the owners were asked: where they were, the column does not say what they said.
  if (procedure.test(words) && !ownerConsentWord.test(words)) {
    return family === 'owners' ? turned(undefined, 'pending') : open;
  }
  if (isDegree) return family === 'property' ? turned('partial', good) : open;
  if (family === 'owners' && sign < 0 && !ownersNamed.test(words)) return open;
  // Who is not against it has not said yes.
  if (isLack) return sign < 0 ? turned(undefined, bad) : turned(good, bad);
  return answersOf(family, sign);
}
