import { canonicalJson } from '../../plan/index.ts';
import type { Step, Works } from '../progress/programme-community.ts';
import type { Stage } from '../progress/stages.ts';

/** Steps that one or more copies took and that stand against those of others. */
export interface MergeSide {
  /** Names of the copies. */
  copies: string[];
  steps: Step[];
}

/** The history of one community out of several copies. */
export interface MergedHistory {
  history: Step[];
  /** Steps that exclude each other; empty where nothing does. */
  sides: MergeSide[];
  /** The side whose steps were taken. */
  taken?: number;
}

/** History of a community in a copy: that it was surveyed, then its steps. */
export interface NamedHistory {
  copy: string;
  history: readonly Step[];
}

/** The side that is to be taken; undefined where nobody has said. */
export type ChooseSide = (sides: readonly MergeSide[]) => number | undefined;

/** A step after those that all copies have, by what it changes. */
interface TailStep {
  step: Step;
  text: string;
  /** Moves of the community up to this one in its copy. */
  moves: number;
  isMove: boolean;
  /** Values that it gives: index in the sequence of each. */
  values: readonly (readonly [track: string, index: number])[];
}

interface Tail {
  copy: string;
  steps: TailStep[];
  /** Values in their order, by what they are of. */
  tracks: Map<string, string[]>;
}

/**
 * One history out of those of several copies. Histories only grow, so their common beginning is the ancestor; what each copy has after it
 * is taken, whoever has it, except where two copies change the same thing differently: the stage with its plan and evidence, the quarter
 * that is due, or one fact of the works. Those steps, and what rests on them, are taken of the chosen side alone. Remarks exclude nothing;
 * each stands at the stage that the community is in by then. The order of the copies says nothing.
 */
export function mergeHistories(copies: readonly NamedHistory[], choose: ChooseSide): MergedHistory {
  const [first, ...rest] = copies.map(({ history }) => history);
  const surveyed = copies.map(({ history }) => history[0]).reduce((a, b) => (b.date < a.date ? b : a));
  let common = 1;
  const texts = rest.map((history) => history.map(canonicalJson));
  while (
    common < first.length &&
    texts.every((history) => history[common] === canonicalJson(first[common]))
  ) {
    common += 1;
  }
  const prefix = [surveyed, ...first.slice(1, common)];
  const stage = prefix[prefix.length - 1].stage;
  const tails = copies.map(({ copy, history }) => tailOf(copy, history.slice(common), stage));
  const limits = contestedFrom(tails);
  const sides = sidesOf(tails, limits);
  const taken = sides.length === 0 ? undefined : choose(sides);
  const winners = taken === undefined ? [] : sides[taken].copies;
  const lists = tails.map((tail) =>
    winners.includes(tail.copy) ? tail.steps : tail.steps.filter((step) => !isContested(step, limits)),
  );
  const history = [...prefix, ...inOneOrder(lists, stage)];
  return { history, sides, ...(taken === undefined ? {} : { taken }) };
}

function tailOf(copy: string, steps: readonly Step[], before: Stage): Tail {
  const tracks = new Map<string, string[]>();
  let stage = before;
  let moves = 0;
  const marked = steps.map((step): TailStep => {
    const { date, plan, evidence, due, works = {} } = step;
    const isMove = step.stage !== stage || plan !== undefined || evidence !== undefined;
    stage = step.stage;
    if (isMove) moves += 1;
    const given: [string, unknown][] = [
      ...(isMove ? [['stage', { stage, date, plan, evidence }] as [string, unknown]] : []),
      ...(due === undefined ? [] : [['due', due] as [string, unknown]]),
      ...Object.entries(works as Works).map(([name, value]): [string, unknown] => [`works.${name}`, value]),
    ];
    const values = given.map(([track, value]) => {
      const sequence = tracks.get(track) ?? [];
      tracks.set(track, sequence);
      return [track, sequence.push(canonicalJson(value)) - 1] as const;
    });
    // Where a remark stands says nothing of what it is.
    const text = canonicalJson(isMove ? step : { ...step, stage: undefined });
    return { step, text, moves, isMove, values };
  });
  return { copy, steps: marked, tracks };
}

/** The index in each track from which on copies differ; tracks that all agree on are not there. */
function contestedFrom(tails: readonly Tail[]): Map<string, number> {
  const limits = new Map<string, number>();
  for (const track of new Set(tails.flatMap(({ tracks }) => [...tracks.keys()]))) {
    const sequences = tails.map(({ tracks }) => tracks.get(track) ?? []);
    const longest = Math.max(...sequences.map(({ length }) => length));
    for (let index = 0; index < longest; index += 1) {
      const values = sequences.flatMap((sequence) => sequence[index] ?? []);
      if (new Set(values).size < 2) continue;
      limits.set(track, index);
      break;
    }
  }
  // A step that is contested for one thing is not taken for another, nor is what rests on it.
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const step of tails.flatMap(({ steps }) => steps)) {
      if (!isContested(step, limits)) continue;
      for (const [track, index] of step.values) {
        if (index >= (limits.get(track) ?? Number.POSITIVE_INFINITY)) continue;
        limits.set(track, index);
        isSettled = false;
      }
    }
  }
  return limits;
}

function isContested({ values }: TailStep, limits: ReadonlyMap<string, number>): boolean {
  return values.some(([track, index]) => index >= (limits.get(track) ?? Number.POSITIVE_INFINITY));
}

/** The contested steps of each copy, those of copies that agree once, in an order that does not depend on that of the copies. */
function sidesOf(tails: readonly Tail[], limits: ReadonlyMap<string, number>): MergeSide[] {
  const sides = new Map<string, MergeSide>();
  for (const { copy, steps } of tails) {
    const contested = steps.filter((step) => isContested(step, limits));
    if (contested.length === 0) continue;
    const text = contested.map((each) => each.text).join();
    const side = sides.get(text) ?? { copies: [], steps: contested.map(({ step }) => step) };
    sides.set(text, side);
    side.copies.push(copy);
  }
  const ordered = [...sides].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, side]) => side);
  for (const side of ordered) side.copies.sort();
  return ordered;
}

/** Steps of all copies in one order, by day, those that several have once; the order of each copy stays. */
function inOneOrder(lists: readonly (readonly TailStep[])[], before: Stage): Step[] {
  const open = lists.map((list) => [...list]);
  const steps: Step[] = [];
  let stage = before;
  for (;;) {
    const heads = open.flatMap(([head]) => head ?? []);
    if (heads.length === 0) return steps;
    const next = heads.reduce((a, b) => (isEarlier(b, a) ? b : a));
    for (const list of open) {
      const at = list.findIndex(({ text }) => text === next.text);
      if (at >= 0) list.splice(at, 1);
    }
    if (next.isMove) stage = next.step.stage;
    steps.push(next.isMove ? next.step : { ...next.step, stage });
  }
}

function isEarlier(a: TailStep, b: TailStep): boolean {
  if (a.step.date !== b.step.date) return a.step.date < b.step.date;
  if (a.moves !== b.moves) return a.moves < b.moves;
  if (a.isMove !== b.isMove) return a.isMove;
  return a.text < b.text;
}
