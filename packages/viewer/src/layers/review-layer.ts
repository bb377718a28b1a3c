import type { Evidence, Level, Plan } from '@diku/engine';
import {
  BufferAttribute,
  BufferGeometry,
  Group,
  type LineBasicMaterial,
  LineSegments,
  Mesh,
  Sphere,
  Vector3,
} from 'three';
import { type FlatShapes, recognisedShapes } from '../scene/recognised-shapes.ts';
import type { Stage } from '../scene/stage.ts';
import { type DrawnClass, doubtColors, recognisedColors } from '../store/class-colors.ts';
import { type ImportedDrawing, type LevelDrawingLines, membersOf } from '../store/imported.ts';
import type { ReviewState } from '../store/review-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { clearGroup } from './dispose.ts';
import { type SwipeEdge, swipedLine, swipedMesh } from './swipe-material.ts';

export const paper = {
  light: { ground: '#ffffff', ink: '#6f777e', layer: '#0b6b84' },
  dark: { ground: '#1d2125', ink: '#8f99a1', layer: '#58c4e0' },
};
const uncut: SwipeEdge = { ratio: 0 };
/** Areas let the drawing through. */
const fillOpacity: Partial<Record<DrawnClass, number>> = { zone: 0.22, bay: 0.35 };

/** From the lowest to the uppermost. */
const parts = ['ground', 'unsure', 'chosen', 'drawing', 'recognised'] as const;
type Part = (typeof parts)[number];
/** How far a glow reaches beyond what it marks, m. */
const glowM = { unsure: 0.4, chosen: 0.7 };

/**
 * The original drawing underneath, what was recognised on top in the colours of its class, what is unsure with a glow.
 * Lies flat over the garage, which is hidden meanwhile.
 */
export class ReviewLayer {
  readonly #stage: Stage;
  readonly #group = new Group();
  readonly #parts: Record<Part, Group>;
  readonly #edge: SwipeEdge = { ratio: 0 };
  /** Shares of opacity, and what they were set on. */
  #blended: unknown[] = [];
  readonly #seen = new Map<Part, unknown[]>();

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#group.visible = false;
    this.#parts = Object.fromEntries(parts.map((part) => [part, new Group()])) as Record<Part, Group>;
    this.#group.add(...Object.values(this.#parts));
    this.#stage.root.add(this.#group);
  }

  update(
    plan: Plan | undefined,
    {
      view,
      review,
      imported,
    }: { view: ViewState; review: ReviewState; imported: ImportedDrawing | undefined },
  ): void {
    const level = plan?.levels.find(({ id }) => id === view.levelId);
    const isShown = review.active && level !== undefined && imported !== undefined;
    if (isShown !== this.#group.visible) this.#stage.requestRender();
    this.#group.visible = isShown;
    if (!isShown) return;
    const { theme } = view;
    const lines = imported.drawings.find(({ levelId }) => levelId === level.id);
    this.#redraw('ground', [level, theme], () => drawGround(level, theme));
    this.#redraw('drawing', [lines, review.layer, theme], () =>
      lines ? drawLines(lines, review.layer, theme) : [],
    );
    this.#redraw('recognised', [level, theme], () => drawRecognised(level, theme, this.#edge));
    this.#redraw('unsure', [level, imported.doubts, imported.evidence, review.pending], () =>
      drawGlow(level, unsureIds(imported, level, review.pending), {
        color: doubtColors.unsure,
        growM: glowM.unsure,
        edge: this.#edge,
      }),
    );
    this.#redraw('chosen', [level, imported.evidence, review.doubtId, review.object], () =>
      drawGlow(level, idsOn(level, membersOf(imported, review.object ?? review.doubtId)), {
        color: doubtColors.chosen,
        growM: glowM.chosen,
        edge: uncut,
      }),
    );
    this.#blend(review);
    this.#cut(review);
  }

  #redraw(part: Part, now: unknown[], draw: () => (Mesh | LineSegments)[]): void {
    const seen = this.#seen.get(part);
    if (seen && now.every((value, index) => Object.is(value, seen[index]))) return;
    this.#seen.set(part, now);
    const group = this.#parts[part];
    clearGroup(group);
    for (const object of draw()) {
      object.renderOrder = 1 + parts.indexOf(part);
      object.frustumCulled = false;
      group.add(object);
    }
    this.#blended = [];
    this.#stage.requestRender();
  }

  #blend({ blendRatio }: ReviewState): void {
    if (this.#blended[0] === blendRatio) return;
    this.#blended = [blendRatio];
    fade(this.#parts.drawing, Math.min(1, 2 - 2 * blendRatio));
    for (const part of [this.#parts.recognised, this.#parts.unsure]) fade(part, Math.min(1, 2 * blendRatio));
    this.#stage.requestRender();
  }

  #cut({ swipeRatio = 0 }: ReviewState): void {
    if (this.#edge.ratio === swipeRatio) return;
    this.#edge.ratio = swipeRatio;
    this.#stage.requestRender();
  }
}

/** Opacity of a part as a share of what its materials have by themselves. */
function fade(part: Group, ratio: number): void {
  for (const { material } of part.children as (Mesh | LineSegments)[]) {
    const flat = material as LineBasicMaterial;
    flat.userData.opacity ??= flat.opacity;
    flat.opacity = flat.userData.opacity * ratio;
    flat.visible = flat.opacity > 0.01;
  }
}

/** Ids on a level of what belongs to doubts without an answer. */
function unsureIds(
  { doubts, evidence }: ImportedDrawing,
  level: Level,
  pending: readonly string[],
): ReadonlySet<string> {
  const asked = new Set(doubts.map(({ id }) => id).filter((id) => !pending.includes(id)));
  return idsOn(
    level,
    evidence.filter(({ facets }) => facets.some(({ group }) => asked.has(group))),
  );
}

function idsOn(level: Level, evidence: readonly Evidence[]): ReadonlySet<string> {
  return new Set(evidence.filter((each) => each.level === level.id).map(({ id }) => id));
}

function drawGround(level: Level, theme: ViewState['theme']): Mesh[] {
  const flat: FlatShapes = { trianglesM: [], linesM: [] };
  const zone = { id: 'outline', kind: 'core', polygon: level.outline } as const;
  const shape =
    recognisedShapes({ ...level, zones: [zone] }, { only: new Set(['outline']) }).get('zone') ?? flat;
  return [mesh(shape.trianglesM, swipedMesh(paper[theme].ground, 1, uncut))];
}

function drawLines(
  { segmentsM, ranges }: LevelDrawingLines,
  layer: string | undefined,
  theme: ViewState['theme'],
): LineSegments[] {
  const ink = new LineSegments(geometryOf(segmentsM), swipedLine(paper[theme].ink, 0.9, uncut));
  const range = ranges.find((each) => each.layer === layer);
  if (!range) return [ink];
  const part = segmentsM.subarray(2 * range.start, 2 * (range.start + range.count));
  return [ink, new LineSegments(geometryOf(part), swipedLine(paper[theme].layer, 1, uncut))];
}

function drawRecognised(level: Level, theme: ViewState['theme'], edge: SwipeEdge): (Mesh | LineSegments)[] {
  return [...recognisedShapes(level)].flatMap(([drawn, { trianglesM, linesM }]) => {
    const color = recognisedColors[theme][drawn];
    return [
      ...(trianglesM.length > 0
        ? [mesh(trianglesM, swipedMesh(color, fillOpacity[drawn] ?? 0.78, edge))]
        : []),
      ...(linesM.length > 0
        ? [new LineSegments(geometryOf(new Float32Array(linesM)), swipedLine(color, 0.9, edge))]
        : []),
    ];
  });
}

function drawGlow(
  level: Level,
  ids: ReadonlySet<string>,
  { color, growM, edge }: { color: string; growM: number; edge: SwipeEdge },
): (Mesh | LineSegments)[] {
  if (ids.size === 0) return [];
  const shapes = [...recognisedShapes(level, { only: ids, growM }).values()];
  const triangles = shapes.flatMap(({ trianglesM }) => trianglesM);
  const lines = shapes.flatMap(({ linesM }) => linesM);
  return [
    mesh(triangles, swipedMesh(color, 0.7, edge)),
    new LineSegments(geometryOf(new Float32Array(lines)), swipedLine(color, 1, edge)),
  ];
}

function mesh(trianglesM: readonly number[], material: ReturnType<typeof swipedMesh>): Mesh {
  return new Mesh(geometryOf(new Float32Array(trianglesM)), material);
}

function geometryOf(pointsM: Float32Array): BufferGeometry {
  const geometry = new BufferGeometry();
  // Height 0 comes by itself; nobody needs the extent.
  geometry.setAttribute('position', new BufferAttribute(pointsM, 2));
  geometry.boundingSphere = new Sphere(new Vector3(), Number.POSITIVE_INFINITY);
  return geometry;
}
