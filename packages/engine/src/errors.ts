/** One thing wrong with something handed in: where it is, what was found, what was expected. */
export interface Problem {
  /** Path or position inside the input, e.g. `levels[0].walls[3].material` or `line 1204`. */
  at: string;
  found: string;
  expected: string;
}

/** Input that cannot be used: a drawing, a plan, a table or an option (exit status 65). */
export class InputError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], prefix = '') {
    super(prefix + problems.map(describeProblem).join('\n'));
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** A plan document that does not follow the schema or makes no sense. */
export class PlanError extends InputError {
  constructor(problems: readonly Problem[]) {
    super(problems);
    this.name = 'PlanError';
  }
}

/** A drawing that cannot be read or in which no garage can be recognised. */
export class DrawingError extends InputError {
  constructor(at: string, found: string, expected: string) {
    super([{ at, found, expected }]);
    this.name = 'DrawingError';
  }
}

/** The caller cancelled the work. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledError';
  }
}

/** `at: found …; expected …`, on one line. */
export function describeProblem(problem: Problem): string {
  const text = `${problem.at}: found ${problem.found}; expected ${problem.expected}`;
  return text.replace(/\s+/g, ' ');
}
