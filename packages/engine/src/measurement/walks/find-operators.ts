import { type Phrase, say } from '../../core/index.ts';
import type { Carrier, Operator, Plan } from '../../plan/index.ts';
import { createCarrierMatcher, type MatchedCarrier } from './match-carrier.ts';
import { operatorOf } from './read-operator.ts';
import type { Preamble } from './read-preamble.ts';
import type { SetAsideRow, WalkOptions } from './walk.ts';
import type { ReadingGroup, WalkRows } from './walk-rows.ts';

/** Carrier of a row, as far as can be told. */
export interface RowCarrier {
  operator?: Operator;
  carrier?: Carrier;
  frequencyMhz?: number;
}

export type NoReading = Omit<SetAsideRow, 'row'>;

type FindCarrier = (index: number, group: ReadingGroup) => RowCarrier | NoReading;

/**
 * Finds operator and carrier of a row's group: the operator by its column, by other rows of its SIM, by the lines above
 * the header, by the file's name where the plan's carriers bear it out, by the carrier where one operator has it, as the
 * options say, or as all other rows. What the plan does not have is set aside; what only guesses could tell stays open.
 */
export function carrierFinder(
  plan: Plan,
  rows: WalkRows,
  preamble: Preamble,
  options: WalkOptions,
  assumptions: Phrase[],
): FindCarrier {
  const match = createCarrierMatcher(plan);
  const tell = createTeller(assumptions);
  const namedOf = rows.operators.map((text) => (text === '' ? undefined : operatorOf(text, 'value')));
  const bySim = operatorsOfSims(rows, namedOf);
  const byName = options.fileName === undefined ? undefined : operatorOf(options.fileName, 'file');
  const ofFile = preamble.operator ?? byName;
  const carrierOf = (index: number, group: ReadingGroup): RowCarrier & Pick<MatchedCarrier, 'shared'> => {
    const words = group.carriers[index];
    const stated = group.operator ?? namedOf[index] ?? bySim.get(rows.sims[index]);
    if (stated) return { ...match(words, stated), operator: stated };
    const matched = match(words);
    if (matched.shared) {
      const chosen = [ofFile, options.operator].find((each) => each && matched.shared?.includes(each));
      return chosen ? { ...match(words, chosen), operator: chosen } : matched;
    }
    if (matched.carrier) return { ...matched, operator: matched.carrier.operator };
    const assumed = options.operator ?? ofFile;
    return assumed ? { ...match(words, assumed), operator: assumed } : matched;
  };
  const last = lastResort(plan, rows, carrierOf);
  return (index, group) => {
    const text = rows.operators[index];
    if (text !== '' && namedOf[index] === undefined) return { reason: 'unknown-operator', found: text };
    const { shared, ...found } = carrierOf(index, group);
    const operator = found.operator ?? last(index);
    if (operator && !plan.carriers.some((each) => each.operator === operator)) {
      return { reason: 'unknown-operator', found: operator };
    }
    if (!group.operator && !namedOf[index] && (!operator || operator !== options.operator))
      tell(operator, { found, shared, rows, index, bySim, preamble, byName });
    return found.operator || !operator ? found : { ...match(group.carriers[index], operator), operator };
  };
}

/** Operators of SIMs that some rows name, each one only. */
function operatorsOfSims(
  { sims }: WalkRows,
  namedOf: readonly (Operator | undefined)[],
): Map<string, Operator> {
  const found = new Map<string, Set<Operator>>();
  sims.forEach((sim, index) => {
    const operator = namedOf[index];
    if (sim === '' || !operator) return;
    const known = found.get(sim) ?? new Set();
    found.set(sim, known.add(operator));
  });
  return new Map(
    [...found].flatMap(([sim, operators]): [string, Operator][] => {
      const [only] = operators;
      return operators.size === 1 ? [[sim, only]] : [];
    }),
  );
}

/**
 * The plan's only operator, else the only one that any row is of, of a file with several SIMs or phones any row of the
 * same; undefined where there are several.
 */
function lastResort(
  plan: Plan,
  rows: WalkRows,
  carrierOf: (index: number, group: ReadingGroup) => RowCarrier,
): (index: number) => Operator | undefined {
  const operators = new Set(plan.carriers.map(({ operator }) => operator));
  const [only] = operators;
  if (operators.size === 1) return () => only;
  const told = new Map<string, Set<Operator>>();
  rows.lines.forEach((_, index) => {
    if (rows.kinds[index]) return;
    const known = told.get(rows.sims[index]) ?? new Set();
    told.set(rows.sims[index], known);
    for (const group of rows.groups) {
      if (known.size > 1 || !Number.isFinite(group.rsrp.values[index])) continue;
      const { operator } = carrierOf(index, group);
      if (operator) known.add(operator);
    }
  });
  return (index) => {
    const known = told.get(rows.sims[index]);
    const [single] = known ?? [];
    return known?.size === 1 ? single : undefined;
  };
}

interface Told {
  found: RowCarrier;
  shared?: readonly Operator[];
  rows: WalkRows;
  index: number;
  bySim: ReadonlyMap<string, Operator>;
  preamble: Preamble;
  byName?: Operator;
}

/** Says once for each reason how an operator was found that no column names. */
function createTeller(assumptions: Phrase[]): (operator: Operator | undefined, told: Told) => void {
  const said = new Set<string>();
  const once = (key: string, phrase: () => Phrase) => {
    if (said.has(key)) return;
    said.add(key);
    assumptions.push(phrase());
  };
  return (operator, { found, shared, rows, index, bySim, preamble, byName }) => {
    if (!operator) {
      const list = shared?.join(', ');
      if (list) once(`shared ${list}`, () => say('walk-operator-shared', { list }));
      return;
    }
    const sim = rows.sims[index];
    if (bySim.get(sim) === operator) once(`sim ${sim}`, () => say('walk-operator-by-sim', { sim, operator }));
    else if (preamble.operator === operator)
      once('header', () => say('walk-operator-by-header', { operator }));
    else if (byName === operator) once('name', () => say('walk-operator-by-name', { operator }));
    else if (found.carrier && !shared)
      once(`channel ${operator}`, () => say('walk-operator-by-channel', { operator }));
    else if (!found.operator) once(`rest ${operator}`, () => say('walk-operator-of-rest', { operator }));
  };
}
