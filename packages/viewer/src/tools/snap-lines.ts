import type { Level, Point } from '@diku/engine';
import { columnRing } from '../store/footprint.ts';
import { levelKinds, type RecordRef, refKey } from '../store/plan-records.ts';

/** Targets of snapping: lines with their ends, and points on their own. */
export interface SnapLines {
  /** x, y, x, y of each line, metres. */
  segments: Float64Array;
  /** Corners and centres that belong to no line. x, y */
  spots: Float64Array;
}

/** Those of all of a level, and those of the drag under way. */
const cached = new WeakMap<Level, SnapLines>();
const snapCache = new WeakMap<Level, { moving: readonly RecordRef[]; lines: SnapLines }>();

/**
 * The lines and points of a level: walls by their axes, openings, edges of columns, bays, zones and the outline,
 * by their corners. What moves is left out.
 */
export function collectSnapLines(level: Level, moving: readonly RecordRef[] = []): SnapLines {
  const last = snapCache.get(level);
  const known = moving.length === 0 ? cached.get(level) : last?.moving === moving ? last.lines : undefined;
  if (known) return known;
  const gone = new Set(moving.map(refKey));
  const segments: number[] = [];
  const spots: number[] = [];
  const skips = (kind: RecordRef['kind'], id: string) => gone.has(refKey({ kind, id, level: level.id }));
  const add = (points: readonly Point[], closed: boolean) => {
    for (let index = closed ? 0 : 1; index < points.length; index++) {
      segments.push(...points[(index || points.length) - 1], ...points[index]);
    }
  };
  for (const kind of levelKinds) {
    for (const { record, form, points } of linesOf(level, kind)) {
      if (skips(kind, record.id)) continue;
      if (form === 'spot') spots.push(...points[0]);
      else add(points, form === 'ring');
    }
  }
  for (const ring of [level.outline, ...(level.holes ?? [])]) add(ring, true);
  const lines = { segments: Float64Array.from(segments), spots: Float64Array.from(spots) };
  if (moving.length === 0) cached.set(level, lines);
  else snapCache.set(level, { moving, lines });
  return lines;
}

interface Lines {
  record: { id: string };
  form: 'ring' | 'path' | 'spot';
  points: readonly Point[];
}

function* linesOf(level: Level, kind: RecordRef['kind']): Generator<Lines> {
  if (kind === 'column') {
    for (const record of level.columns ?? []) {
      if (record.sizeM) yield { record, form: 'ring', points: columnRing(record) };
      yield { record, form: 'spot', points: [record.center] };
    }
  }
  if (kind === 'wall') for (const record of level.walls ?? []) yield axis(record);
  if (kind === 'beam') for (const record of level.beams ?? []) yield axis(record);
  if (kind === 'opening') for (const record of level.openings ?? []) yield axis(record);
  if (kind === 'bay') for (const record of level.bays ?? []) yield ring(record);
  if (kind === 'zone') for (const record of level.zones ?? []) yield ring(record);
  if (kind === 'slab-opening') for (const record of level.slabOpenings ?? []) yield ring(record);
  if (kind === 'point') {
    for (const record of level.points ?? []) yield { record, form: 'spot', points: [record.position] };
  }
  if (kind === 'facility') {
    for (const record of level.facilities ?? []) {
      if (record.path) yield { record, form: 'path', points: record.path };
      else if (record.position) yield { record, form: 'spot', points: [record.position] };
    }
  }
}

function axis(record: { id: string; start: Point; end: Point }): Lines {
  return { record, form: 'path', points: [record.start, record.end] };
}

function ring(record: { id: string; polygon: readonly Point[] }): Lines {
  return { record, form: 'ring', points: record.polygon };
}
