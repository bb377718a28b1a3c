import { distance, meanPoint, type Point, signedArea } from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import type { Section } from './cut-mesh.ts';
import { flatPath } from './draw-wall.ts';

/** Corners of a ring that can be a circle. */
const leastCorners = 8;
const roundTolerance = 0.02;

/** A column by the outline of its section: a circle where its corners lie on one. */
export function drawColumn({ rings }: Section): DrawingPath[] {
  if (rings.length === 0) return [];
  const ring = rings.reduce((p, q) => (Math.abs(signedArea(q)) > Math.abs(signedArea(p)) ? q : p));
  const path = flatPath(statedLayer('column'), ring, { closed: true });
  const circle = circleThrough(ring);
  return [circle ? { ...path, source: 'circle', arc: circle } : path];
}

function circleThrough(ring: readonly Point[]): { center: Point; radiusInUnits: number } | undefined {
  if (ring.length < leastCorners) return undefined;
  const center = meanPoint(ring);
  const radii = ring.map((point) => distance(center, point));
  const mean = radii.reduce((sum, each) => sum + each, 0) / radii.length;
  const round = radii.every((each) => Math.abs(each - mean) < roundTolerance * mean);
  return round ? { center, radiusInUnits: mean } : undefined;
}
