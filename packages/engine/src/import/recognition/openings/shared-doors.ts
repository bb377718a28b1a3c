import { distance, distanceToSegment, midpoint, type Point, PointGrid } from '../../../core/index.ts';
import type { DrawingText } from '../../drawing/drawing.ts';
import { kindOfTag } from './door-tags.ts';
import type { OpeningLine } from './opening-line.ts';

/** Leaves and curtains of this width and more stand in openings that two of them can share, m. */
const leastWidthM = 2.6;
/** How far a mark may stand from the line of its opening, m. */
const markReachM = 3;
const pairedKinds = ['fire-shutter', 'blast-door'] as const;

/**
 * A blast door and a shutter in one opening, drawn over each other on one layer, come as one of them: where marks of
 * both stand at it, the other is there too.
 */
export function addSharedDoors(
  openings: readonly OpeningLine[],
  texts: readonly DrawingText[],
): OpeningLine[] {
  const wide = openings.filter(({ start, end }) => distance(start, end) >= leastWidthM);
  const grid = new PointGrid(6);
  wide.forEach(({ start, end }, i) => {
    grid.addAlong(i, start, end, markReachM);
  });
  const marked = wide.map(() => new Set<OpeningLine['kind']>());
  for (const { text, position } of texts) {
    const kind = kindOfTag(text);
    if (kind !== 'fire-shutter' && kind !== 'blast-door') continue;
    const nearest = nearestOpening(
      wide,
      grid.near(position[0], position[1], position[0], position[1]),
      position,
    );
    if (nearest !== undefined) marked[nearest].add(kind);
  }
  const added = wide.flatMap((opening, i): OpeningLine[] => {
    if (!pairedKinds.every((kind) => marked[i].has(kind))) return [];
    const at = midpoint(opening.start, opening.end);
    return pairedKinds
      .filter(
        (kind) =>
          !openings.some(
            (other) => other.kind === kind && distance(midpoint(other.start, other.end), at) < 1,
          ),
      )
      .map((kind) => ({ ...opening, kind }));
  });
  return [...openings, ...added];
}

function nearestOpening(
  openings: readonly OpeningLine[],
  candidates: readonly number[],
  position: Point,
): number | undefined {
  let best: number | undefined;
  let bestM = markReachM;
  for (const i of candidates) {
    const awayM = distanceToSegment(position, openings[i].start, openings[i].end);
    if (awayM >= bestM) continue;
    bestM = awayM;
    best = i;
  }
  return best;
}
