import type { Point } from '../../core/index.ts';
import { type Choice, choicesFor, type ValueInput } from './choices.ts';
import { describeSubject } from './describe-subject.ts';
import type { Evidence, Facet, Reason, Topic, Wording } from './evidence.ts';
import { sureFrom } from './evidence-table.ts';

/** Something the planner should look at: one question, however many objects it is about. */
export interface Doubt {
  /** Stable as long as the same thing is concluded for the same reason; corrections name it. */
  id: string;
  kind: Topic;
  /** Level of the plan where the first of them lies. */
  level: string;
  /** Ids in the plan, across levels. */
  target: string[];
  /** The first of them in the plan, m. */
  at: Point;
  confidence: number;
  reason: Reason;
  /** What it is about, in words. */
  subject: Wording;
  count: number;
  /** Of walls, and of lines on a layer. */
  lengthM?: number;
  layer?: string;
  /** The level's id before any correction: what `corrections.levels` goes by. */
  sourceLevel?: string;
  choices: Choice[];
  /** A value that may be typed instead. */
  input?: ValueInput;
}

/** What all others depend on comes first. */
const firstTopics: readonly Topic[] = ['unit', 'use', 'level-name', 'outline', 'registration', 'layer'];

/**
 * One doubt per group of conclusions that are less than sure: first what everything depends on, then the least certain,
 * then what concerns most.
 */
export function collectDoubts(evidence: readonly Evidence[]): Doubt[] {
  const groups = new Map<string, { facet: Facet; members: Evidence[] }>();
  for (const each of evidence) {
    for (const facet of each.facets) {
      if (facet.confidence >= sureFrom) continue;
      const group = groups.get(facet.group);
      if (group) group.members.push(each);
      else groups.set(facet.group, { facet, members: [each] });
    }
  }
  const doubts = [...groups.values()].map(({ facet, members }) => doubtOf(facet, members));
  const amount = ({ lengthM, count }: Doubt) => lengthM ?? count;
  return doubts.sort(
    (p, q) =>
      rankOf(p.kind) - rankOf(q.kind) ||
      p.confidence - q.confidence ||
      amount(q) - amount(p) ||
      (p.id < q.id ? -1 : 1),
  );
}

function rankOf(topic: Topic): number {
  const index = firstTopics.indexOf(topic);
  return index < 0 ? firstTopics.length : index;
}

function doubtOf({ topic, group, confidence, reason }: Facet, members: readonly Evidence[]): Doubt {
  const [first] = [...members].sort((p, q) => (q.lengthM ?? 0) - (p.lengthM ?? 0));
  const lengthM = members.some((each) => each.lengthM !== undefined)
    ? Math.round(10 * members.reduce((sum, each) => sum + (each.lengthM ?? 0), 0)) / 10
    : undefined;
  const sourceLevel = first.kind === 'level' ? first.reference.slice('level:'.length) : undefined;
  return {
    id: group,
    kind: topic,
    level: first.level,
    target: members.filter(({ kind }) => kind !== 'layer' && kind !== 'drawing').map(({ id }) => id),
    at: first.at,
    confidence,
    reason,
    subject: describeSubject(topic, first, {
      count: members.length,
      lengthM,
      thicknessesM: rangeOf(members),
    }),
    count: members.length,
    ...(lengthM === undefined ? {} : { lengthM }),
    ...(first.layer === undefined ? {} : { layer: first.layer }),
    ...(sourceLevel === undefined ? {} : { sourceLevel }),
    ...choicesFor(topic, first),
  };
}

/** Thinnest and thickest of the walls. */
function rangeOf(members: readonly Evidence[]): [number, number] | undefined {
  const thicknessesM = members.flatMap(({ thicknessM }) => thicknessM ?? []);
  if (thicknessesM.length === 0) return undefined;
  return thicknessesM.reduce<[number, number]>(
    ([least, most], each) => [Math.min(least, each), Math.max(most, each)],
    [Infinity, 0],
  );
}
