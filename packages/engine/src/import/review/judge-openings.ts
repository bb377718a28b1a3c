import { distance, distanceToSegment, midpoint, type Point } from '../../core/index.ts';
import type { Opening } from '../../plan/index.ts';
import { type LayerClass, openingClasses } from '../drawing/layer-classes.ts';
import { kindOfTag } from '../recognition/openings/door-tags.ts';
import { type Evidence, facet } from './evidence.ts';
import type { EvidenceCode } from './evidence-table.ts';
import { isOnRing, itemEvidence } from './judge-items.ts';
import type { JudgedLevel } from './judged-level.ts';

/** Evidence for each opening: that it is one, and its kind. */
export function judgeOpenings(judged: JudgedLevel): Evidence[] {
  const marks = judged.level.drawing.texts.filter(({ text }) => kindOfTag(text) !== undefined);
  const { walls } = judged.found;
  return (judged.built.openings ?? []).map((opening, i) => {
    const { id, kind, start, end } = opening;
    const own = judged.found.openings[i];
    const middle = midpoint(own.start, own.end);
    const places = [middle, own.start, own.end];
    const path = judged.index.pathNear(places, 0.8, (layerClass) => openingClasses.has(layerClass));
    const layer = path?.layer;
    const isOnWall = walls.some((wall) =>
      [own.start, own.end].some((tip) => distanceToSegment(tip, wall.a, wall.b) < wall.thicknessM / 2 + 0.35),
    );
    const isNear = (place: Point, reachM: number) =>
      judged.index.pathNear([place], reachM, (layerClass) => openingClasses.has(layerClass)) !== undefined;
    // The symbol of the next door touches one jamb at most.
    const isDrawn = isNear(middle, 0.4) || (isNear(own.start, 0.5) && isNear(own.end, 0.5));
    const existence = existenceOf({ isOnWall, isDrawn, isTraced: judged.isTraced });
    const code = (): EvidenceCode => {
      if (path?.stated?.opening) return 'stated';
      if (judged.isTraced) return 'kind-traced';
      if (path && judged.level.classOf(path) !== 'door') return 'opening-layer';
      if (kind === 'blast-door') return 'opening-open-leaves';
      const isLeaf = (_: LayerClass, { source }: { source: string }) => source === 'arc';
      const widthM = distance(own.start, own.end);
      if (judged.index.pathNear(places, 0.15 + 0.1 * widthM, isLeaf)) return 'opening-leaf';
      if (marks.some(({ position }) => distance(position, middle) < 3.5)) return 'opening-mark';
      return kind === 'lift-door' && isAtCore(opening, judged) ? 'opening-lift' : 'opening-width';
    };
    return itemEvidence(judged, {
      kind: 'opening',
      id,
      at: midpoint(start, end),
      layer,
      detail: kind,
      facets: [facet('opening', existence, layer ?? ''), facet('opening-kind', code(), kind, layer ?? '')],
    });
  });
}

function existenceOf({ isOnWall, isDrawn, isTraced }: Record<string, boolean>): EvidenceCode {
  if (!isOnWall) return 'opening-off-wall';
  if (isTraced) return 'opening-traced';
  return isDrawn ? 'opening-drawn' : 'opening-gap';
}

function isAtCore(opening: Opening, { built }: JudgedLevel): boolean {
  return (built.zones ?? []).some(
    ({ kind, polygon }) =>
      (kind === 'core' || kind === 'lift-car' || kind === 'stair') && isOnRing(opening, polygon),
  );
}
