import { type Point, signedArea } from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath, DrawingText } from '../../drawing/drawing.ts';
import { tuning } from '../../tuning.ts';
import { outlineFromAbove } from './cut-mesh.ts';
import { pointInside, textAt } from './draw-spaces.ts';
import { flatPath } from './draw-wall.ts';
import type { IfcModel, Mesh } from './ifc-model.ts';
import type { Relations } from './relations.ts';

const { minRiseM, largestSlabM2, smallestRampM2, largestRampCount } = tuning.ifcDrawRamps;

/** Less is a floor that drains, more is a side. */
const slopeRangeRatio = { min: 0.02, max: 0.6 } as const;

/** Describes how a body slopes, as seen from above. */
interface Slope {
  /** Rise over run of the median part of what slopes; 0 where nothing does. */
  slopeRatio: number;
  /** Fraction of what is seen from above that slopes. */
  slopedRatio: number;
  /** Rise from the lowest to the highest point seen from above, m. */
  riseM: number;
}

/** The floor of a ramp that leads from one storey to another. */
export interface Ramp {
  ring: Point[];
  slopeRatio: number;
  bottomM: number;
  topM: number;
}

/** A floor that slopes like this and rises like a ramp is one, whatever the model calls it; larger ones are decks. */
const slabSlopeRatio = { min: 0.04, max: 0.25 } as const;
/** A ramp shows on a storey from whose floor it goes up or down: its ends may miss the floor by this much, m. */
const reachM = { above: 1.5, below: 0.5 } as const;

/** Rings on a layer of their own, slopes and ways up and down as texts: what a drawing of the storey would show. */
export function drawRamps(
  ramps: readonly Ramp[],
  floorM: number,
): { paths: DrawingPath[]; texts: DrawingText[] } {
  const shown = ramps.filter((ramp) => leadsFrom(ramp, floorM));
  return {
    paths: shown.map(({ ring }) => flatPath(statedLayer('ramp-floor'), ring, { closed: true })),
    texts: shown.flatMap(({ ring, slopeRatio, bottomM, topM }) => {
      const at = textAt(pointInside(ring));
      const direction = topM - floorM > floorM - bottomM ? '上' : '下';
      return [
        { ...at, text: `i=${(100 * slopeRatio).toFixed(1)}%` },
        { ...at, text: direction },
      ];
    }),
  };
}

/** It begins or ends at a floor, or goes past it. */
export function leadsFrom({ bottomM, topM }: Pick<Ramp, 'bottomM' | 'topM'>, floorM: number): boolean {
  return bottomM <= floorM + reachM.above && topM >= floorM - reachM.below;
}

function rampOf(mesh: Mesh): Ramp[] {
  const { slopeRatio, riseM } = slopeOf(mesh);
  const [ring] = outlineFromAbove(mesh).rings.sort(
    (p, q) => Math.abs(signedArea(q)) - Math.abs(signedArea(p)),
  );
  if (!ring || slopeRatio === 0 || riseM < minRiseM) return [];
  if (Math.abs(signedArea(ring)) < smallestRampM2) return [];
  return [{ ring, slopeRatio, bottomM: mesh.bottomM, topM: mesh.topM }];
}

/** Slabs that are parts of ramps are found twice. */
function withoutTwins(ramps: readonly Ramp[]): Ramp[] {
  const seen = new Set<string>();
  return ramps.filter(({ ring, bottomM, topM }) => {
    const [[x, y]] = [...ring].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
    const key = [x, y, bottomM, topM, Math.abs(signedArea(ring))].map((value) => value.toFixed(2)).join(' ');
    return !seen.has(key) && seen.add(key);
  });
}

/** The slope of a body's upper side, by its triangles and their areas in plan. */
function slopeOf({ vertices, corners }: Mesh): Slope {
  const sloped: { slopeRatio: number; areaM2: number }[] = [];
  let areaM2 = 0;
  let slopedM2 = 0;
  let lowM = Infinity;
  let highM = -Infinity;
  for (let k = 0; k < corners.length; k += 3) {
    const [a, b, c] = [corners[k], corners[k + 1], corners[k + 2]].map((corner) => 3 * corner);
    const edge = (from: number, to: number) =>
      [0, 1, 2].map((axis) => vertices[to + axis] - vertices[from + axis]);
    const [u, v] = [edge(a, b), edge(a, c)];
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const faceM2 = normal[2] / 2;
    if (faceM2 < 1e-6) continue;
    const slopeRatio = Math.hypot(normal[0], normal[1]) / normal[2];
    if (slopeRatio > slopeRangeRatio.max) continue;
    areaM2 += faceM2;
    for (const corner of [a, b, c]) {
      lowM = Math.min(lowM, vertices[corner + 2]);
      highM = Math.max(highM, vertices[corner + 2]);
    }
    if (slopeRatio < slopeRangeRatio.min) continue;
    slopedM2 += faceM2;
    sloped.push({ slopeRatio, areaM2: faceM2 });
  }
  if (sloped.length === 0) return { slopeRatio: 0, slopedRatio: 0, riseM: Math.max(0, highM - lowM) };
  sloped.sort((p, q) => p.slopeRatio - q.slopeRatio);
  let below = 0;
  const median = sloped.find((part) => {
    below += part.areaM2;
    return below >= slopedM2 / 2;
  })!;
  return { slopeRatio: median.slopeRatio, slopedRatio: slopedM2 / areaM2, riseM: highM - lowM };
}

/** Ramps, their flights, and slabs that slope like ramps. */
export function readRamps(
  model: IfcModel,
  { partsOf }: Pick<Relations, 'partsOf'>,
  slabs: readonly Mesh[],
): { ramps: Ramp[]; unread: number } {
  const found: Ramp[] = [];
  const used = new Set<number>();
  let unread = 0;
  const add = (id: number): boolean => {
    used.add(id);
    const mesh = found.length < largestRampCount ? model.mesh(id) : undefined;
    if (mesh) found.push(...rampOf(mesh));
    return mesh !== undefined;
  };
  for (const id of model.idsOf('IFCRAMP')) {
    const parts = (partsOf.get(id) ?? []).filter((part) =>
      /^IFC(RAMPFLIGHT|SLAB)$/i.test(model.typeOf(part)),
    );
    const isRead = parts.map(add).some(Boolean) || add(id);
    if (!isRead) unread++;
  }
  for (const id of model.idsOf('IFCRAMPFLIGHT')) if (!used.has(id) && !add(id)) unread++;
  for (const slab of slabs) {
    const { slopeRatio, slopedRatio } = slopeOf(slab);
    if (slopedRatio < 0.5 || slopeRatio < slabSlopeRatio.min || slopeRatio > slabSlopeRatio.max) continue;
    if (found.length < largestRampCount) {
      found.push(...rampOf(slab).filter(({ ring }) => Math.abs(signedArea(ring)) < largestSlabM2));
    }
  }
  return { ramps: withoutTwins(found), unread };
}
