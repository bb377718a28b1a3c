import { inEveryLanguage, type Phrase, type PhraseValue, type Point, say } from '../../core/index.ts';
import { type NamedRegistry, rowName } from '../../plan/index.ts';
import { isStatedLayer } from '../drawing/classify-layer.ts';
import { type Choice, choicesFor, type ValueInput } from './choices.ts';
import type { Evidence, Facet, Reason, Topic } from './evidence.ts';
import { sureFrom } from './evidence-table.ts';

/** Returns what a doubt is about: how many, how long, on which layer, how thick. */
function describeSubject(
  topic: Topic,
  first: Evidence,
  { count, lengthM, thicknessesM }: { count: number; lengthM?: number; thicknessesM?: [number, number] },
): Phrase {
  const name = say(`doubt-topic-${topic}`);
  if (first.kind === 'drawing') return name;
  if (first.kind === 'level') return say('doubt-of-level', { level: first.level, topic: name });
  const parts: PhraseValue[] = [];
  const detail = first.kind === 'layer' ? undefined : first.reference.split(':')[2];
  if (detail) parts.push(rowName(first.kind as NamedRegistry, detail));
  const layer = drawnLayer(first.layer);
  if (layer !== undefined) parts.push(topic === 'layer' ? layer : say('doubt-on-layer', { layer }));
  if (first.layerClass !== undefined) {
    parts.push(say('doubt-taken-for', { what: say(`layer-class-${first.layerClass}`) }));
  }
  if (thicknessesM !== undefined) {
    const [min, max] = thicknessesM.map((each) => Math.round(each * 100) * 10);
    parts.push(min === max ? `${min} mm` : `${min}–${max} mm`);
  }
  if (first.kind !== 'layer') parts.push(say('doubt-places', { count }));
  if (lengthM !== undefined) parts.push(`${lengthM.toFixed(0)} m`);
  const listed = parts.reduceRight((rest, part) => say('doubt-part-and', { first: part, rest }));
  return say('doubt-of-objects', { topic: name, parts: listed });
}

/** The layer's name as the drawing has it; formats without layers have none. */
function drawnLayer(layer: string | undefined): string | undefined {
  if (layer === undefined) return undefined;
  return isStatedLayer(layer) ? layer.split('|')[1] : layer;
}

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
  /** Subject of the doubt. */
  subject: Phrase;
  count: number;
  /** Length of walls, and of lines on a layer. */
  lengthM?: number;
  layer?: string;
  /** The level's id before any correction: what `corrections.levels` goes by. */
  sourceLevel?: string;
  choices: Choice[];
  /** A value that may be typed instead. */
  input?: ValueInput;
}

/** A doubt as JSON documents have it, in the words of every language. */
export function doubtDocument(doubt: Doubt): object {
  const { reason, subject, choices } = doubt;
  return {
    ...doubt,
    reason: { code: reason.code, ...inEveryLanguage(reason.said) },
    subject: inEveryLanguage(subject),
    choices: choices.map(({ value, label }) => ({ value, label: inEveryLanguage(label) })),
  };
}

/** Doubts that others depend on come first. */
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
    ([min, max], each) => [Math.min(min, each), Math.max(max, each)],
    [Infinity, 0],
  );
}
