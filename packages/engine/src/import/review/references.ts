import { distance, distanceToSegment, type Point } from '../../core/index.ts';
import { drawingToPlan, type LevelTransform, planToDrawing } from '../../plan/index.ts';
import type { Evidence } from './evidence.ts';

/** How far an object may have moved since it was referred to, m. */
const reachM = 0.5;
const wallReachM = 0.25;
/** Cost of another kind at the same location, m: a blast door and a shutter may share one. */
const otherDetailM = 0.3;

/** An object by its kind and its location in the drawing's own coordinates: `opening:1200,3400:fire-door`. */
export function referenceTo(
  kind: string,
  at: Point,
  transform: LevelTransform,
  more: { storey?: string; detail?: string } = {},
): string {
  const decimals = Math.min(6, Math.max(0, Math.round(3 + Math.log10(transform.metresPerUnit))));
  const [x, y] = planToDrawing(at, transform).map((value) => Number(value.toFixed(decimals)) + 0);
  return `${more.storey ? `${more.storey}/` : ''}${kind}:${x},${y}${more.detail ? `:${more.detail}` : ''}`;
}

const pattern =
  /^(?:([^/]+)\/)?(wall|column|opening|bay|point|zone|facility):(-?[\d.]+(?:e[+-]?\d+)?),(-?[\d.]+(?:e[+-]?\d+)?)(?::([a-z-]+))?$/i;

/** The kind, location in the drawing's own coordinates and detail that a reference names; undefined for other keys. */
export function parseReference(
  reference: string,
): { kind: string; at: Point; detail: string | undefined } | undefined {
  const match = pattern.exec(reference);
  return match ? { kind: match[2], at: [Number(match[3]), Number(match[4])], detail: match[5] } : undefined;
}

/** Describes what a reference can be looked for among: a level's evidence and how it lies in the plan. */
export interface ReferredLevel {
  storey?: string;
  transform: LevelTransform;
  evidence: readonly Evidence[];
}

/** The object a reference means: the nearest of its kind within reach, or undefined. */
export function findReferred(reference: string, levels: readonly ReferredLevel[]): Evidence | undefined {
  const match = pattern.exec(reference);
  if (!match) return undefined;
  const [, storey, kind, x, y, detail] = match;
  let best: Evidence | undefined;
  let bestCost = Infinity;
  for (const level of levels) {
    if (storey !== undefined && level.storey !== storey) continue;
    const at = drawingToPlan([Number(x), Number(y)], level.transform);
    for (const candidate of level.evidence) {
      if (candidate.kind !== kind) continue;
      const cost = costOf(candidate, at, detail);
      if (cost >= bestCost) continue;
      bestCost = cost;
      best = candidate;
    }
  }
  return best;
}

function costOf(candidate: Evidence, at: Point, detail: string | undefined): number {
  const apart = distance(candidate.at, at);
  const other = detail !== undefined && !candidate.reference.endsWith(`:${detail}`) ? otherDetailM : 0;
  if (candidate.kind === 'wall' && candidate.segment) {
    // A wall may have been cut or joined since: what counts is that it runs through the location.
    const aside = distanceToSegment(at, ...candidate.segment);
    return aside > wallReachM ? Infinity : aside + 0.001 * apart;
  }
  return apart > reachM ? Infinity : apart + other;
}
