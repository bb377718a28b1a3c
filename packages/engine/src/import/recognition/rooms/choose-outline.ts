import { distanceToSegment, type Point, say, segmentsCross, signedArea } from '../../../core/index.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import { isClosed, leastHeldRatio } from '../check-outline.ts';
import type { WallLine } from '../walls/wall-line.ts';
import type { FoundOutline } from './recognise-outline.ts';

const { partlyHeldRatio, nearlyHeldRatio, smallRatio, touchM, largestCheckedRing } =
  tuning.roomsChooseOutline;

interface OtherOutlines {
  /** The edge that the format gives as a guess. */
  edge?: FoundOutline;
  /** One around everything that stands there. */
  assume: () => FoundOutline | undefined;
}

/**
 * The outline that walls enclose where it holds most of the drawing and covers the floor that the format knows of. Else an
 * assumed one that holds nearly all of it; a closed one that holds half is better than none.
 */
export function chooseOutline(
  found: FoundOutline | undefined,
  walls: readonly WallLine[],
  { edge, assume }: OtherOutlines,
): FoundOutline | undefined {
  if (found && edge?.floor) {
    if (areaOf(found) < edge.floor.coveredRatio * areaOf(edge) || touchesItself(found.outline)) return edge;
  }
  const isKept = found && isClosed(found, walls);
  // Of a drawing the walls of ramps may lie outside: it is bays and columns that have to be on the floor.
  const heldRatio = (each: FoundOutline) => (edge ? leastHeldRatio(each, walls) : each.heldRatio);
  if (isKept && heldRatio(found) >= partlyHeldRatio) return found;
  const isBetter = (each: FoundOutline | undefined) =>
    each && (!isKept || heldRatio(each) >= nearlyHeldRatio);
  if (isBetter(edge)) return edge;
  const assumed = assume();
  return isBetter(assumed) ? assumed : found;
}

/** What is drawn where the floor is less than half of it, m²; else undefined. */
export function muchMoreDrawn(outline: FoundOutline, edge: FoundOutline | undefined): number | undefined {
  const drawnM2 = edge?.floor?.drawnM2 ?? 0;
  return areaOf(outline) < smallRatio * drawnM2 ? drawnM2 : undefined;
}

/** The warnings that an outline deserves. */
export function warnOfOutline(
  id: string,
  outline: FoundOutline,
  drawnM2: number | undefined,
  warnings: ImportWarning[],
): void {
  if (outline.isAssumed) {
    warnings.push(importWarning('outline-assumed', id, say('warning-outline-assumed')));
  }
  if (outline.doubtedHolesM2 !== undefined) {
    warnings.push(
      importWarning(
        'holes-assumed',
        id,
        say('warning-holes-assumed', { area: outline.doubtedHolesM2.toFixed(0) }),
      ),
    );
  }
  if (drawnM2 !== undefined) {
    warnings.push(
      importWarning(
        'outline-small',
        id,
        say('warning-outline-small', { found: areaOf(outline).toFixed(0), drawn: drawnM2.toFixed(0) }),
      ),
    );
  }
  if (outline.heldRatio < 0.98) {
    warnings.push(
      importWarning(
        'outline-partial',
        id,
        say('warning-outline-partial', { percent: Math.round((1 - outline.heldRatio) * 100) }),
      ),
    );
  }
}

/** Whether a ring crosses itself, runs back on itself or comes as near to itself as rounding may cross it. */
function touchesItself(ring: readonly Point[]): boolean {
  const count = ring.length;
  if (count > largestCheckedRing) return false;
  for (let i = 0; i < count; i++) {
    const [a, b, c] = [ring[i], ring[(i + 1) % count], ring[(i + 2) % count]];
    if (distanceToSegment(c, a, b) < touchM || distanceToSegment(a, b, c) < touchM) return true;
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      const [p, q] = [ring[j], ring[(j + 1) % count]];
      if (segmentsCross(a, b, p, q)) return true;
      if (distanceToSegment(p, a, b) < touchM || distanceToSegment(a, p, q) < touchM) return true;
    }
  }
  return false;
}

function areaOf({ outline }: FoundOutline): number {
  return Math.abs(signedArea(outline));
}
