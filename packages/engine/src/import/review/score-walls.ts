import {
  distance,
  distanceToRing,
  midpoint,
  type Point,
  pointAlong,
  ringContains,
} from '../../core/index.ts';
import { wallMaterial, zoneKindRow } from '../../plan/index.ts';
import { isStatedLayer } from '../drawing/classify-layer.ts';
import { wallClasses } from '../drawing/layer-classes.ts';
import type { NaturedWall } from '../recognition/wall-natures.ts';
import { type Evidence, facet, withConfidence } from './evidence.ts';
import type { EvidenceCode } from './evidence-table.ts';
import { referenceTo } from './references.ts';
import type { ScoredLevel } from './scored-level.ts';

/** Evidence for each wall of the built level: that it is one, how thick, and of what. */
export function evaluateWalls(scored: ScoredLevel): Evidence[] {
  const walls = scored.built.walls ?? [];
  return walls.map((wall, i) => {
    const found = scored.walls[i];
    const layer = layerOf(found, scored);
    const at = midpoint(wall.start, wall.end);
    const mm = Math.round(wall.thicknessM * 20) * 50;
    // What an image gives is measured each time anew: one question for all.
    const about = scored.isTraced ? [layer.name ?? ''] : [layer.name ?? '', mm];
    return withConfidence({
      kind: 'wall',
      level: scored.built.id,
      id: wall.id,
      reference: referenceTo('wall', at, scored.transform, scored),
      at,
      ...(layer.name === undefined ? {} : { layer: layer.name }),
      segment: [wall.start, wall.end],
      lengthM: distance(wall.start, wall.end),
      thicknessM: wall.thicknessM,
      facets: [
        facet(
          'wall',
          isAstray(at, scored) ? 'wall-outside' : existenceOf(found, layer, scored.isTraced),
          layer.name ?? '',
        ),
        facet('wall-thickness', thicknessOf(found, layer, scored.isTraced), ...about),
        facet('wall-material', materialOf(found, scored.isTraced), ...about),
      ],
    });
  });
}

interface WallLayer {
  name?: string;
  /** True of a wall by name, not only by the shape of its hatches. */
  isWall: boolean;
  isStated: boolean;
}

function layerOf(wall: NaturedWall, { level, index }: ScoredLevel): WallLayer {
  const locations = [0.5, 0.3, 0.7, 0.15, 0.85].map((t) => pointAlong(wall.a, wall.b, t));
  const reachM = wall.thicknessM / 2 + 0.06;
  const path =
    index.pathNear(locations, reachM, (layerClass) => layerClass === wall.layerClass) ??
    index.pathNear(locations, reachM, (layerClass, { source }) =>
      wall.filled ? source === 'hatch' : wallClasses.has(layerClass) || layerClass === 'ramp',
    );
  if (!path) return { isWall: !wall.filled, isStated: false };
  const isStated = isStatedLayer(path.layer);
  return { name: path.layer, isWall: wallClasses.has(level.classOf(path)), isStated };
}

/** Outside the level, and not beside a ramp that leaves it. */
function isAstray(at: Point, { built }: ScoredLevel): boolean {
  if (ringContains(built.outline, at) || distanceToRing(built.outline, at) < 1) return false;
  const ramps = (built.zones ?? []).filter(({ kind }) => zoneKindRow(kind).isRamp);
  return !ramps.some(({ polygon }) => ringContains(polygon, at) || distanceToRing(polygon, at) < 1);
}

function existenceOf(wall: NaturedWall, layer: WallLayer, isTraced: boolean): EvidenceCode {
  if (isTraced) return 'wall-traced';
  if (layer.isStated) return 'stated';
  if (wall.single) return 'wall-line';
  return wall.filled && !layer.isWall ? 'wall-hatch' : 'wall-faces';
}

function thicknessOf(wall: NaturedWall, layer: WallLayer, isTraced: boolean): EvidenceCode {
  if (isTraced) return 'thickness-traced';
  if (wall.single) return 'thickness-line';
  if (layer.isStated) return 'stated';
  return isUsual(wall.thicknessM) ? 'thickness-faces' : 'thickness-unusual';
}

/** Steps of 50 mm, and 120, 240, 370 mm in brick, within what drawing in whole millimetres leaves. */
function isUsual(thicknessM: number): boolean {
  const mm = thicknessM * 1000;
  return (
    Math.abs(mm - 50 * Math.round(mm / 50)) < 6 || [120, 240, 370].some((each) => Math.abs(mm - each) < 6)
  );
}

/** Returns which of the rules of `natureOf` spoke. */
function materialOf(
  { layerClass, material, nature, filled, thicknessM }: NaturedWall,
  isTraced: boolean,
): EvidenceCode {
  if (material !== undefined) return 'stated';
  if (layerClass !== 'wall') return 'material-layer';
  if (nature.kind === 'retaining') return nature.sure ? 'material-outer' : 'material-outer-thin';
  if (wallMaterial(nature.material)?.isCast) {
    if (filled) return 'material-hatch';
    if (isTraced) return 'material-traced';
    return nature.sure || thicknessM > 0.23 ? 'material-thick' : 'material-core';
  }
  if (nature.kind === 'fire') return 'material-fire';
  if (!nature.sure) return 'material-guess';
  return thicknessM < 0.15 ? 'material-thin' : 'material-not-hatched';
}
