import { statementWords } from './statement-vocabulary.ts';

type Group = keyof typeof statementWords;

/** The value of a statement on a garage's signal, and why it says nothing where it has none. */
export interface Statement {
  value: boolean | null;
  /**
   * `partly`: some of it, weak, or different things; `planned`: not yet; `open`: nobody knows; `unclear`: not understood, or
   * denied twice.
   */
  cause: 'stated' | 'partly' | 'planned' | 'open' | 'unclear';
}

const groups = Object.keys(statementWords) as Group[];
const words = groups
  .flatMap((group) =>
    statementWords[group]
      .trim()
      .split(/\s+/)
      .map((word) => ({ group, word })),
  )
  // Longer words first: 不稳定 before 不 and 稳定.
  .sort((a, b) => b.word.length - a.word.length);
const locations = words.filter(({ group }) => group === 'location');
const token = new RegExp(
  [...locations, ...words.filter(({ group }) => group !== 'location')]
    .map(({ word }) => `(${word})`)
    .join('|'),
  'giuy',
);
const ordered = [...locations, ...words.filter(({ group }) => group !== 'location')];
const number = /\d+(?:[.\-/]\d+)*|[-—~·]/y;

interface Found {
  group: Group;
  text: string;
}

/** The words of a clause that are known, and whether all are. */
function tokensOf(clause: string): { found: Found[]; isKnown: boolean } {
  const found: Found[] = [];
  let isKnown = true;
  for (let at = 0; at < clause.length; ) {
    token.lastIndex = at;
    const match = token.exec(clause);
    if (match) {
      const index = match.slice(1).findIndex((part) => part !== undefined);
      found.push({ group: ordered[index].group, text: match[0] });
      at += match[0].length;
      continue;
    }
    number.lastIndex = at;
    const digits = number.exec(clause);
    if (!digits) isKnown = false;
    at += digits?.[0].length ?? 1;
  }
  return { found, isKnown };
}

interface Verdict extends Statement {
  hasLocation: boolean;
  isOfAll: boolean;
}

/** Words that say of works that they have not begun. */
const begun =
  /^(计划|规划|立项|签约|签订|施工|开工|动工|进场|到场|申请|设计|招标|实施|改造|安装中|整改|planned|plan)$/;

/** The verdict of a clause by its words; undefined where it says nothing of its own. */
function verdictOf(found: readonly Found[]): Verdict | undefined {
  const has = (group: Group) => found.some((each) => each.group === group);
  const denials = found.filter(({ group, text }) => group === 'denial' && !/^[暂仍尚]$/.test(text)).length;
  const lacks = found.filter(({ group }) => group === 'lack').length;
  const holes = found.filter(({ group }) => group === 'hole').length;
  const hasLocation = has('location');
  const isOfAll = found.some(({ text }) =>
    /^(均|都|皆|全|全部|全都|全覆盖|均已|都已|均无|各|所有|整个|全库)$/.test(text),
  );
  const of = (value: boolean | null, cause: Statement['cause']): Verdict => ({
    value,
    cause,
    hasLocation,
    isOfAll,
  });
  if (has('open')) return of(null, 'open');
  if (has('partly')) return of(null, 'partly');
  if (has('planned')) {
    const isNotBegun = found.some(
      ({ group, text }, index) =>
        group === 'planned' && begun.test(text) && found[index - 1]?.group === 'denial',
    );
    return isNotBegun && denials === 1 && !has('good') ? of(false, 'stated') : of(null, 'planned');
  }
  const flips = denials + lacks + holes;
  const isDeniedHole = holes === 1 && denials === 1 && lacks === 0;
  if (flips > 1 && !isDeniedHole) return of(null, 'unclear');
  if (flips === 1) return of(false, 'stated');
  if (isDeniedHole || has('good')) return of(true, 'stated');
  if (has('works')) return has('done') ? of(true, 'stated') : of(null, 'unclear');
  return undefined;
}

/** Clauses of a text, by its signs. */
function clausesOf(text: string): string[] {
  return text
    .split(/[,，;；。、/|\n!！:：?？…()（）〔〕【】[\]"“”‘’'&+\s]+/)
    .filter((clause) => clause !== '');
}

/** Parts of a clause: another one begins with every location or generation behind a verdict. */
function segmentsOf(found: readonly Found[]): Found[][] {
  const segments: Found[][] = [[]];
  for (const each of found) {
    const last = segments[segments.length - 1];
    if ((each.group === 'location' || each.group === 'generation') && verdictOf(last) !== undefined)
      segments.push([each]);
    else last.push(each);
  }
  return segments;
}

/** Statements as they were read: a table has few of them, often. */
const known = new Map<string, Statement>();
const maxKnown = 2000;

/**
 * Reads what a text says of one signal. Every word of it has to be known: a statement that is not wholly understood
 * says nothing.
 */
export function readStatement(raw: string): Statement {
  const before = known.get(raw);
  if (before) return before;
  if (known.size >= maxKnown) known.clear();
  const statement = raw.length > 400 ? ({ value: null, cause: 'unclear' } as const) : statementOf(raw);
  known.set(raw, statement);
  return statement;
}

/** Returns whether a text has nothing but words that state nothing. */
export function isIdle(raw: string): boolean {
  return clausesOf(raw.normalize('NFKC').toLowerCase()).every((text) => {
    const { found, isKnown } = tokensOf(text);
    return isKnown && found.every(({ group }) => group === 'idle' || group === 'done');
  });
}

function statementOf(raw: string): Statement {
  const text = raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
  const verdicts: Verdict[] = [];
  let isOpen = false;
  let unclear: Statement['cause'] | undefined;
  let pendingLocation = false;
  for (const clause of clausesOf(text)) {
    const { found, isKnown } = tokensOf(clause);
    if (!isKnown) {
      unclear ??= 'unclear';
      for (const { group } of found) if (group === 'open' || group === 'partly') unclear = group;
      continue;
    }
    for (const segment of segmentsOf(found)) {
      const verdict = verdictOf(segment);
      if (verdict) verdicts.push({ ...verdict, hasLocation: verdict.hasLocation || pendingLocation });
      // `B1、B2均有`: locations before a verdict are of it.
      pendingLocation =
        verdict === undefined && (pendingLocation || segment.some(({ group }) => group === 'location'));
      isOpen ||= verdict?.cause === 'open';
    }
  }
  if (isOpen) return { value: null, cause: 'open' };
  if (unclear) return { value: null, cause: unclear };
  if (verdicts.length === 0 || pendingLocation) return { value: null, cause: 'unclear' };
  const stop = verdicts.find(({ cause }) => cause === 'partly' || cause === 'unclear');
  if (stop) return { value: null, cause: stop.cause };
  const stated = new Set(verdicts.flatMap(({ value }) => value ?? []));
  if (stated.size > 1) return { value: null, cause: 'partly' };
  const [value] = stated;
  if (value === undefined) return { value: null, cause: 'planned' };
  // It is there, and something is still to come.
  if (value && verdicts.some(({ cause }) => cause === 'planned')) return { value: null, cause: 'planned' };
  const ofLocated = verdicts.filter(({ hasLocation }) => hasLocation);
  if (ofLocated.length === 1 && !ofLocated[0].isOfAll) return { value: null, cause: 'partly' };
  return { value, cause: 'stated' };
}
