import type { Level, Plan } from '@diku/engine';
import type { Evidence } from '@diku/engine/import';
import { drawingToPlan, type LevelTransform } from '@diku/engine/plan';
import {
  BufferAttribute,
  BufferGeometry,
  Group,
  LinearFilter,
  type LineBasicMaterial,
  type LineSegments,
  Mesh,
  MeshBasicMaterial,
  Sphere,
  SRGBColorSpace,
  Texture,
  Vector3,
} from 'three';
import type { Stage } from '../scene/stage.ts';
import { doubtColors } from '../store/class-colors.ts';
import { type ImportedDrawing, isRaster, membersOf } from '../store/imported.ts';
import type { ReviewState } from '../store/review-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { clearGroup } from './dispose.ts';
import { drawGlow, drawGround, drawLines, drawRecognised, uncut } from './review-shapes.ts';
import type { SwipeEdge } from './swipe-material.ts';

/** Wider or higher images are made smaller: not every graphics card takes more. */
const maxPixels = 4096;

/** White paper is dimmed on a dark page. */
const tint = { light: '#ffffff', dark: '#868d93' };

/** Parts from the lowest to the uppermost. */
const parts = ['ground', 'picture', 'unsure', 'chosen', 'drawing', 'recognised'] as const;
type Part = (typeof parts)[number];
/** How far a glow reaches beyond what it marks, m. */
const glowM = { unsure: 0.3, chosen: 0.5 };
/** Height over the floor and what is painted on it. */
const overFloorM = 0.06;

/**
 * The original drawing underneath, what was recognised on top in the colours of its class, what is unsure with a glow.
 * Lies flat over the garage in plan view. Seen from aside the garage itself is what was recognised, and the drawing lies
 * on its floor.
 */
export class ReviewLayer {
  readonly #stage: Stage;
  readonly #group = new Group();
  readonly #parts: Record<Part, Group>;
  readonly #sheet: ScanSheet;
  readonly #edge: SwipeEdge = { ratio: 0 };
  /** Fractions of opacity, and what they were set on. */
  #blended: unknown[] = [];
  readonly #seen = new Map<Part, unknown[]>();

  /** @param onLoad an image is there that was asked for */
  constructor(stage: Stage, onLoad: () => void) {
    this.#stage = stage;
    this.#group.visible = false;
    this.#parts = Object.fromEntries(parts.map((part) => [part, new Group()])) as Record<Part, Group>;
    this.#group.add(...Object.values(this.#parts));
    this.#stage.root.add(this.#group);
    this.#sheet = new ScanSheet(onLoad);
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
    const raster = this.#sheet.of(imported);
    const transform = imported.levels.find(({ id }) => id === level.id)?.transform;
    this.#redraw('picture', [raster, transform, theme], () =>
      raster && transform ? [this.#sheet.draw(transform, theme)] : [],
    );
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
    this.#blend(review, view.projection);
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

  #blend({ blendRatio }: ReviewState, projection: ViewState['projection']): void {
    if (this.#blended[0] === blendRatio && this.#blended[1] === projection) return;
    this.#blended = [blendRatio, projection];
    const isFlat = projection === '2d';
    this.#group.position.z = isFlat ? 0 : overFloorM;
    this.#parts.ground.visible = this.#parts.recognised.visible = isFlat;
    const drawn = Math.min(1, 2 - 2 * blendRatio);
    const recognised = isFlat ? Math.min(1, 2 * blendRatio) : 1;
    for (const part of parts) {
      const isDrawing = part === 'picture' || part === 'drawing';
      fade(
        this.#parts[part],
        isDrawing ? drawn : part === 'ground' || part === 'chosen' ? 1 : recognised,
        !isFlat,
      );
    }
    this.#stage.requestRender();
  }

  #cut({ swipeRatio = 0 }: ReviewState): void {
    if (this.#edge.ratio === swipeRatio) return;
    this.#edge.ratio = swipeRatio;
    this.#stage.isFixedToCanvas = swipeRatio > 0;
    this.#stage.requestRender();
  }
}

/** Opacity of a part as a fraction of what its materials have by themselves, and whether solids hide it. */
function fade(part: Group, ratio: number, isHidden: boolean): void {
  for (const { material } of part.children as (Mesh | LineSegments)[]) {
    const flat = material as LineBasicMaterial;
    flat.userData.opacity ??= flat.opacity;
    flat.opacity = flat.userData.opacity * ratio;
    flat.visible = flat.opacity > 0.01;
    flat.depthTest = isHidden;
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

/** The image that a plan was traced from, to lie under it. */
class ScanSheet {
  readonly #onLoad: () => void;
  #file: File | undefined;
  #texture: Texture | undefined;
  /** Size of the image itself. */
  #widthPixels = 0;
  #heightPixels = 0;

  constructor(onLoad: () => void) {
    this.#onLoad = onLoad;
  }

  /** The same for the same image; undefined for other drawings, and until it is loaded. */
  of(imported: ImportedDrawing): object | undefined {
    const file = isRaster(imported) ? imported.file : undefined;
    if (file === this.#file) return this.#texture;
    this.#file = file;
    this.#texture?.dispose();
    this.#texture = undefined;
    if (file) void this.#load(file);
    return undefined;
  }

  /** The drawing's units are pixels, counted upwards from the lower left corner. */
  draw(transform: LevelTransform, theme: 'light' | 'dark'): Mesh {
    const corners = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ].flatMap(([right, up]) =>
      drawingToPlan([right * this.#widthPixels, up * this.#heightPixels], transform),
    );
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(new Float32Array(corners), 2));
    // Rows of the texture run downwards.
    geometry.setAttribute('uv', new BufferAttribute(new Float32Array([0, 1, 1, 1, 1, 0, 0, 0]), 2));
    geometry.setIndex([0, 1, 2, 0, 2, 3]);
    geometry.boundingSphere = new Sphere(new Vector3(), Number.POSITIVE_INFINITY);
    const look = { transparent: true, depthTest: false, depthWrite: false, toneMapped: false };
    return new Mesh(geometry, new MeshBasicMaterial({ map: this.#texture, color: tint[theme], ...look }));
  }

  async #load(file: File): Promise<void> {
    let raster: ImageBitmap;
    try {
      raster = await createImageBitmap(file);
    } catch {
      // The engine reads kinds that this browser does not: the traced lines are there all the same.
      return;
    }
    const { width, height } = raster;
    const ratio = Math.min(1, maxPixels / Math.max(width, height));
    if (ratio < 1) {
      const [resizeWidth, resizeHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
      const smaller = await createImageBitmap(raster, { resizeWidth, resizeHeight, resizeQuality: 'high' });
      raster.close();
      raster = smaller;
    }
    if (file !== this.#file) return;
    const texture = new Texture(raster);
    texture.flipY = false;
    texture.colorSpace = SRGBColorSpace;
    texture.generateMipmaps = true;
    texture.magFilter = LinearFilter;
    texture.needsUpdate = true;
    this.#texture = texture;
    this.#widthPixels = width;
    this.#heightPixels = height;
    this.#onLoad();
  }
}
