import type { Phrase } from '@diku/engine';
import type { Doubt, Evidence } from '@diku/engine/import';
import type { ImportReview, LevelDrawingLines, RememberedPreset } from './imported.ts';
import type { DrawnLine, DrawnPoint } from './pointed.ts';
import type { WorkFailure } from './work-failure.ts';

export type ReviewTab = 'doubts' | 'layers' | 'drawing' | 'scale';

/** State of pointing at the whole drawing, in its own coordinates. */
export interface Pointing {
  /** `box` and `draw`: a part or an outline is being drawn. */
  mode: 'parts' | 'box' | 'outline' | 'draw' | 'lines';
  /** Corners so far. */
  draft: readonly DrawnPoint[];
  /** The outline that was to be taken over crosses itself. */
  isCrossing: boolean;
  /** Lines that the next answer is about. */
  lines: readonly DrawnLine[];
  /** The candidate for the outline that is looked at, from 0. */
  candidate?: number;
}

/** View of an import's review; nothing here is part of the plan. */
export interface ReviewState {
  active: boolean;
  tab: ReviewTab;
  doubtId: string | undefined;
  /** Which of the doubt's objects the view is at. */
  member: number;
  /** Reference of the object that was clicked. */
  object: string | undefined;
  /** Layer whose lines stand out. */
  layer: string | undefined;
  /** 0 the drawing alone, 0.5 both, 1 what was recognised alone. */
  blendRatio: number;
  /** Left of it the drawing alone; undefined without a divider. */
  swipeRatio: number | undefined;
  /** Two points of the plan whose distance is known, while they are picked. */
  picked: [number, number][] | undefined;
  /** Lines of the whole drawing, once they were asked for. */
  sheet: { sourceId: number; lines: LevelDrawingLines } | undefined;
  pointing: Pointing;
  /** Answers on their way: ids of doubts. */
  pending: readonly string[];
  /** Undefined at rest. */
  doneRatio: number | undefined;
  /** Why the last decision could not be carried out. */
  failure: WorkFailure | undefined;
  /** Subjects of answered doubts, by their id. */
  answered: Readonly<Record<string, Phrase>>;
  /** Presets persisted on this computer. */
  remembered: readonly RememberedPreset[];
  /** The planner wants drawing and decisions persisted on this computer. */
  isPersisted: boolean;
  /** State of persistence; undefined until it is known. */
  persistence: Persistence | undefined;
}

/** `too-large` and `refused`: not persisted although it is wanted. */
export type Persistence = 'kept' | 'off' | 'too-large' | 'refused';

export const noReview: ReviewState = {
  active: false,
  tab: 'doubts',
  doubtId: undefined,
  member: 0,
  object: undefined,
  layer: undefined,
  blendRatio: 0.5,
  swipeRatio: undefined,
  picked: undefined,
  sheet: undefined,
  pointing: { mode: 'parts', draft: [], isCrossing: false, lines: [] },
  pending: [],
  doneRatio: undefined,
  failure: undefined,
  answered: {},
  remembered: [],
  isPersisted: true,
  persistence: undefined,
};

export type DoubtGroup = 'drawing' | 'layers' | 'walls' | 'openings' | 'columns' | 'rooms' | 'others';

const groupOf: Partial<Record<Doubt['kind'], DoubtGroup>> = {
  unit: 'drawing',
  'level-name': 'drawing',
  elevation: 'drawing',
  'clear-height': 'drawing',
  outline: 'drawing',
  use: 'drawing',
  registration: 'drawing',
  layer: 'layers',
  wall: 'walls',
  'wall-thickness': 'walls',
  'wall-material': 'walls',
  opening: 'openings',
  'opening-kind': 'openings',
  column: 'columns',
  zone: 'rooms',
};

/**
 * Loss that a wrong answer may cost a link that meets one metre (or one piece) of it, dB: what the field
 * depends on most comes first. Rough, for the order alone: a wrong unit or outline counts above everything
 * else.
 */
const lossDb: Record<Doubt['kind'], number> = {
  unit: 1e9,
  outline: 1e6,
  use: 1e6,
  'level-name': 1e5,
  registration: 1e5,
  'clear-height': 2000,
  elevation: 1000,
  layer: 10,
  wall: 14,
  'wall-material': 10,
  'wall-thickness': 6,
  opening: 12,
  'opening-kind': 10,
  column: 4,
  zone: 1,
  point: 1,
  bay: 0.5,
  passages: 1,
  facility: 0.2,
};

/** Expected effect of a doubt: the chance that it is wrong times its amount times its cost, dB. */
export function effectOf({ kind, confidence, lengthM, count }: Doubt): number {
  return (1 - confidence) * (lengthM ?? count) * lossDb[kind];
}

const levelKinds: ReadonlySet<Doubt['kind']> = new Set<Doubt['kind']>([
  ...(['unit', 'level-name', 'elevation', 'clear-height', 'outline', 'use', 'registration'] as const),
]);

/** Returns whether a doubt is about a whole level, or the whole drawing: it has no point of its own. */
export function isAboutLevel({ kind }: Pick<Doubt, 'kind'>): boolean {
  return levelKinds.has(kind);
}

const groupOrder: readonly DoubtGroup[] = [
  ...(['drawing', 'layers', 'walls', 'openings', 'columns', 'rooms', 'others'] as const),
];

/** Doubts by what they are about, most effect first in each group; answers leave the order of the others alone. */
export function groupDoubts(doubts: readonly Doubt[]): { group: DoubtGroup; doubts: Doubt[] }[] {
  const sorted = [...doubts].sort((p, q) => effectOf(q) - effectOf(p) || (p.id < q.id ? -1 : 1));
  return groupOrder.flatMap((group) => {
    const members = sorted.filter(({ kind }) => (groupOf[kind] ?? 'others') === group);
    return members.length > 0 ? [{ group, doubts: members }] : [];
  });
}

/** All doubts in the order they are shown: their numbers are their indices in it. */
export function orderedDoubts(doubts: readonly Doubt[]): Doubt[] {
  return groupDoubts(doubts).flatMap((group) => group.doubts);
}

/** The doubt after (1) or before (−1) another in the order they are shown; the ends meet. */
export function stepDoubt(
  doubts: readonly Doubt[],
  fromId: string | undefined,
  step: 1 | -1,
): Doubt | undefined {
  const shown = orderedDoubts(doubts);
  const at = shown.findIndex(({ id }) => id === fromId);
  if (at < 0) return step > 0 ? shown[0] : shown.at(-1);
  return shown[(at + step + shown.length) % shown.length];
}

/** Something fundamental is open: the review begins by itself. */
export function asksAtOnce(doubts: readonly Doubt[]): boolean {
  return doubts.some(({ kind }) =>
    ['unit', 'use', 'outline', 'registration', 'level-name', 'layer'].includes(kind),
  );
}

/** Nothing of a known size confirms the scale: no field before it is. */
export function isScaleOpen(doubts: readonly Doubt[]): boolean {
  return doubts.some(({ kind, confidence }) => kind === 'unit' && confidence < 0.6);
}

export type CountedKind = 'wall' | 'column' | 'opening' | 'bay' | 'zone' | 'point' | 'facility';
export const countedKinds: readonly CountedKind[] = [
  ...(['wall', 'column', 'opening', 'bay', 'zone', 'point', 'facility'] as const),
];

/** Number of things of each kind on a level, the mean of their confidences, and how many are doubtful. */
export function countKinds(
  { evidence }: Pick<ImportReview, 'evidence'>,
  levelId: string,
  sureFrom: number,
): Record<CountedKind, { count: number; unsure: number; confidence: number; lengthM: number }> {
  const empty = () => ({ count: 0, unsure: 0, confidence: 0, lengthM: 0 });
  const counts = Object.fromEntries(countedKinds.map((kind) => [kind, empty()])) as ReturnType<
    typeof countKinds
  >;
  for (const each of evidence) {
    if (each.level !== levelId || !isCounted(each.kind)) continue;
    const entry = counts[each.kind];
    entry.count++;
    entry.confidence += each.confidence;
    entry.lengthM += each.lengthM ?? 0;
    if (each.confidence < sureFrom) entry.unsure++;
  }
  for (const entry of Object.values(counts)) entry.confidence /= Math.max(1, entry.count);
  return counts;
}

function isCounted(kind: Evidence['kind']): kind is CountedKind {
  return countedKinds.includes(kind as CountedKind);
}
