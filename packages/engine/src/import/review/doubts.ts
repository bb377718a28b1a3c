import type { Point } from '../../core/index.ts';
import type { NamedRegistry } from '../../plan/index.ts';
import { isStatedLayer } from '../drawing/classify-layer.ts';
import { labelOf, rowLabel } from './choice-labels.ts';
import { type Choice, choicesFor, type ValueInput } from './choices.ts';
import type { Evidence, Facet, Reason, Topic, Wording } from './evidence.ts';
import { sureFrom } from './evidence-table.ts';

const topicNames: Readonly<Record<Topic, Wording>> = {
  unit: { zh: '图纸单位', en: 'unit of the drawing' },
  layer: { zh: '图层', en: 'layer' },
  'level-name': { zh: '楼层名称', en: 'name of the level' },
  elevation: { zh: '标高', en: 'elevation' },
  'clear-height': { zh: '净高', en: 'clear height' },
  outline: { zh: '外轮廓', en: 'outline' },
  use: { zh: '是否为车库', en: 'is it a garage?' },
  registration: { zh: '与首层的对位', en: 'position over the first level' },
  wall: { zh: '墙', en: 'walls' },
  'wall-thickness': { zh: '墙厚', en: 'thickness of walls' },
  'wall-material': { zh: '墙体材料', en: 'material of walls' },
  column: { zh: '柱', en: 'columns' },
  opening: { zh: '门', en: 'openings' },
  'opening-kind': { zh: '门的类别', en: 'kind of openings' },
  bay: { zh: '车位', en: 'bays' },
  point: { zh: '点位', en: 'points' },
  zone: { zh: '房间', en: 'rooms' },
  facility: { zh: '设施', en: 'facilities' },
};

/** What a doubt is about: how many, how long, on which layer, how thick. */
function describeSubject(
  topic: Topic,
  first: Evidence,
  { count, lengthM, thicknessesM }: { count: number; lengthM?: number; thicknessesM?: [number, number] },
): Wording {
  const name = topicNames[topic];
  if (first.kind === 'drawing') return name;
  if (first.kind === 'level') return { zh: `${first.level} ${name.zh}`, en: `${first.level}: ${name.en}` };
  const zh: string[] = [];
  const en: string[] = [];
  const detail = first.kind === 'layer' ? undefined : first.reference.split(':')[2];
  if (detail) {
    const label = rowLabel(first.kind as NamedRegistry, detail);
    zh.push(label.zh);
    en.push(label.en);
  }
  const layer = drawnLayer(first.layer);
  if (layer !== undefined) {
    zh.push(topic === 'layer' ? layer : `图层 ${layer}`);
    en.push(topic === 'layer' ? layer : `layer ${layer}`);
  }
  if (first.layerClass !== undefined) {
    zh.push(`判断为${labelOf(first.layerClass).zh}`);
    en.push(`taken for ${labelOf(first.layerClass).en}`);
  }
  if (thicknessesM !== undefined) {
    const [min, max] = thicknessesM.map((each) => Math.round(each * 100) * 10);
    const mm = min === max ? `${min} mm` : `${min}–${max} mm`;
    zh.push(mm);
    en.push(mm);
  }
  if (first.kind !== 'layer') {
    zh.push(`${count} 处`);
    en.push(count === 1 ? 'one place' : `${count} places`);
  }
  if (lengthM !== undefined) {
    zh.push(`${lengthM.toFixed(0)} m`);
    en.push(`${lengthM.toFixed(0)} m`);
  }
  return { zh: `${name.zh}：${zh.join('，')}`, en: `${name.en}: ${en.join(', ')}` };
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
  /** What it is about, in words. */
  subject: Wording;
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
    ([min, max], each) => [Math.min(min, each), Math.max(max, each)],
    [Infinity, 0],
  );
}
