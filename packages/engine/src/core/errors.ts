import type { Language } from './messages/messages.ts';
import { type Phrase, phraseText, say, verbatim } from './messages/phrase.ts';

/** One thing wrong with something handed in: where it is, what was found, what was expected. */
export interface Problem {
  /** Path or position inside the input, e.g. `levels[0].walls[3].material` or `line 1204`. */
  at: string;
  found: string;
  expected: string;
}

/** The same as data, from which it is written in any language. What is given as a string is printed as it stands. */
export interface LocalizedProblem {
  at: string | Phrase;
  found: string | Phrase;
  expected: string | Phrase;
}

/**
 * Input that cannot be used: a drawing, a plan, a table or an option (exit status 65). It holds its problems as data; `message`
 * and `problems` are made of them in English when somebody asks.
 */
export class InputError extends Error {
  /** The problems, as data. */
  readonly said: readonly LocalizedProblem[];

  constructor(stated: readonly LocalizedProblem[]) {
    super();
    this.name = 'InputError';
    this.said = stated;
  }

  /** The problems in English. */
  get problems(): readonly Problem[] {
    return this.said.map((each) => problemIn(each, 'en'));
  }

  /** The problems in English, one a line. */
  override get message(): string {
    // An engine may ask before the problems are there.
    return (this.said ?? []).map((each) => describeProblem(each)).join('\n');
  }
}

/** A plan document that does not follow the schema or makes no sense. */
export class PlanError extends InputError {
  constructor(stated: readonly LocalizedProblem[]) {
    super(stated);
    this.name = 'PlanError';
  }
}

/**
 * A drawing that cannot be read or in which no garage can be recognised. Made of phrases, so that it can be written in
 * every language; a position may be a name, a number or a path as it stands.
 */
export class DrawingError extends InputError {
  constructor(at: string | Phrase, found: Phrase, expected: Phrase) {
    super([{ at, found, expected }]);
    this.name = 'DrawingError';
  }

  /** Its one problem, as data. */
  get problem(): { at: string | Phrase; found: Phrase; expected: Phrase } {
    const [{ at, found, expected }] = this.said;
    return { at, found: asPhrase(found), expected: asPhrase(expected) };
  }
}

/** The caller cancelled the work. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledError';
  }
}

/** A problem in a language. */
export function problemIn({ at, found, expected }: LocalizedProblem, language: Language): Problem {
  return {
    at: phraseText(at, language),
    found: phraseText(found, language),
    expected: phraseText(expected, language),
  };
}

export function asPhrase(text: string | Phrase): Phrase {
  return typeof text === 'string' ? verbatim(text) : text;
}

/** `at: found …; expected …`, on one line. */
export function describeProblem(problem: LocalizedProblem, language: Language = 'en'): string {
  if (problem?.found === undefined)
    throw new RangeError('problem: found no place; expected at, found and expected');
  return phraseText(say('problem', { ...problem }), language).replace(/\s+/g, ' ');
}
