import {
  type Camera,
  Color,
  type Object3D,
  OrthographicCamera,
  PerspectiveCamera,
  type Scene,
  WebGLRenderer,
} from 'three';
import { MarginView } from './margin-view.ts';

/** Frames further apart than this are too slow to turn a view by, milliseconds. */
const slowMs = 30;

/** A first frame after a rest says nothing about the next ones. */
const atRestMs = 200;

/** So many slow frames in a row are no accident. */
const maxSlow = 2;

/** Names of programs that draw on the processor: SwiftShader, Mesa's, Windows' own. */
const softwareNames = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * Part to be drawn anew; each contains the ones before it. The overlay is the page's, WebGL has no part in
 * it; a patch is what differs from what was drawn last; the view is where the camera looks, while all that it
 * may look at stays as it is.
 */
export type ViewPart = 'overlay' | 'patch' | 'changing' | 'view' | 'all';

/** The view is at rest without a frame for so long. */
const restMs = 200;

/** Fraction of the pixels in a row that a view shows which moves too slowly otherwise. */
const coarseRatio = 0.5;

/** Three's layers: what stands still, what is drawn over it, and of that what suffices where little of it differs. */
const stillLayer = 0;
const changingLayer = 1;
const patchLayer = 2;

/**
 * Draws a scene in two passes: all that stands still while an antenna is dragged, then what changes with every frame.
 * Where WebGL is a program on the processor, the first pass stays in the canvas, with its stencil, and frames of a
 * drag cost the second one only, or the few points where it differs. A plan view is drawn with a margin there, in
 * advance when nothing happens, of which frames show a part while the view is dragged; a perspective view that is
 * turned has fewer pixels until it rests, where all of them come too slowly. With a graphics card every frame draws
 * everything.
 */
export class TwoPassView {
  readonly canvas: HTMLCanvasElement;
  readonly #renderer: WebGLRenderer;
  readonly #keepsView: boolean;
  readonly #margin: MarginView;
  readonly #pace = new MotionPace();
  #restTimer = 0;
  #stillOutdated = true;
  #changingOutdated = true;
  #patchOutdated = true;
  /** The scene itself has changed, not only the camera's position. */
  #contentOutdated = true;
  /** Some of what is drawn depends on where on the canvas it is: it cannot be moved with the view. */
  isFixedToCanvas = false;

  constructor() {
    const fast = hasGraphicsCard();
    this.#keepsView = !fast;
    this.#renderer = new WebGLRenderer({
      antialias: fast,
      stencil: true,
      preserveDrawingBuffer: this.#keepsView,
    });
    this.#renderer.setPixelRatio(fast ? Math.min(window.devicePixelRatio, 2) : 1);
    this.canvas = this.#renderer.domElement;
    this.#margin = new MarginView(this.#renderer);
  }

  set background(color: string) {
    this.#renderer.setClearColor(new Color(color));
    this.#contentOutdated = true;
  }

  /** CSS pixels. Empties the canvas. */
  setSize(width: number, height: number): void {
    this.#renderer.setSize(width, height);
    this.#margin.forget();
  }

  outdate(part: ViewPart): void {
    if (part !== 'overlay' && part !== 'view') this.#contentOutdated = true;
    if (part === 'all' || part === 'view') this.#stillOutdated = true;
    if (part !== 'overlay' && part !== 'patch') this.#changingOutdated = true;
    if (part !== 'overlay') this.#patchOutdated = true;
  }

  /** Draws what is out of date. */
  draw(scene: Scene, camera: Camera): void {
    if (!this.#patchOutdated) return;
    const isTurned = this.#keepsView && camera instanceof PerspectiveCamera && this.#isOnlyView;
    if (isTurned) this.#setPixels(this.#pace.isCoarseAt(performance.now()) ? coarseRatio : 1);
    this.#drawOutdated(scene, camera);
    if (!this.#keepsView) return;
    clearTimeout(this.#restTimer);
    this.#restTimer = window.setTimeout(() => this.#prepare(scene, camera), restMs);
  }

  #drawOutdated(scene: Scene, camera: Camera): void {
    if (this.#contentOutdated) this.#margin.forget();
    this.#contentOutdated = false;
    if (this.#isMovable(camera) && this.#margin.isOfScale(camera)) {
      if (!this.#margin.covers(camera)) this.#fillMargin(scene, camera);
      this.#renderer.autoClear = true;
      this.#margin.show(camera);
      // Its stencil is not that of the garage: what changes next is drawn with all the rest.
      this.#changingOutdated = this.#patchOutdated = false;
      this.#stillOutdated = true;
      return;
    }
    const isAll = this.#stillOutdated || !this.#keepsView;
    if (isAll) this.#drawLayer(scene, camera, stillLayer);
    this.#drawLayer(scene, camera, isAll || this.#changingOutdated ? changingLayer : patchLayer);
    this.#stillOutdated = this.#changingOutdated = this.#patchOutdated = false;
  }

  /** Looked at from elsewhere, and nothing else is new. */
  get #isOnlyView(): boolean {
    return this.#stillOutdated && !this.#contentOutdated;
  }

  /** @param ratio of the canvas's pixels to the page's, in a row */
  #setPixels(ratio: number): void {
    if (this.#renderer.getPixelRatio() === ratio) return;
    // Another number of pixels empties the canvas.
    this.#renderer.setPixelRatio(ratio);
    this.#stillOutdated = true;
  }

  /** Prepares while nothing happens: all pixels, and in advance what a drag of the view may look at. */
  #prepare(scene: Scene, camera: Camera): void {
    if (this.#pace.rest()) {
      this.#setPixels(1);
      this.#changingOutdated = this.#patchOutdated = true;
      this.#drawOutdated(scene, camera);
    }
    if (this.#contentOutdated || !this.#isMovable(camera)) return;
    if (this.#margin.isNearEdge(camera)) this.#fillMargin(scene, camera);
  }

  #isMovable(camera: Camera): camera is OrthographicCamera {
    return this.#keepsView && !this.isFixedToCanvas && camera instanceof OrthographicCamera;
  }

  #fillMargin(scene: Scene, camera: OrthographicCamera): void {
    this.#margin.fill(camera, (wider) => {
      this.#drawLayer(scene, wider, stillLayer);
      this.#drawLayer(scene, wider, changingLayer);
    });
  }

  #drawLayer(scene: Scene, camera: Camera, layer: number): void {
    this.#renderer.autoClear = layer === stillLayer;
    camera.layers.set(layer);
    this.#renderer.render(scene, camera);
  }
}

/** Tells from the times of its frames whether a view that moves comes too slowly to be drawn with all its pixels. */
class MotionPace {
  #lastMs = Number.NEGATIVE_INFINITY;
  #slow = 0;
  #isCoarse = false;

  /** @param nowMs time of a frame of a view that moves @returns whether to draw it with fewer pixels */
  isCoarseAt(nowMs: number): boolean {
    const tookMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (tookMs < atRestMs) this.#slow = tookMs > slowMs ? this.#slow + 1 : 0;
    if (this.#slow >= maxSlow) this.#isCoarse = true;
    return this.#isCoarse;
  }

  /** The view rests. @returns whether what it shows is coarse */
  rest(): boolean {
    const wasCoarse = this.#isCoarse;
    this.#isCoarse = false;
    this.#slow = 0;
    return wasCoarse;
  }
}

/**
 * Returns whether WebGL is more than a program on the processor, where every sample of a pixel is paid for in frames.
 * Browsers do not own up to it reliably, so the name of the renderer counts too.
 */
function hasGraphicsCard(): boolean {
  const context = document
    .createElement('canvas')
    .getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !softwareNames.test(renderer);
}

/** Puts an object into the second pass. It says by the stencil where it may draw: depth is not asked there. */
export function markChanging(object: Object3D): void {
  object.layers.set(changingLayer);
}

/** Puts an object into the pass that stands for the second one where little differs from what was drawn last. */
export function markPatch(object: Object3D): void {
  object.layers.set(patchLayer);
}

/** An object that is drawn by either of them. */
export function markChangingAndPatch(object: Object3D): void {
  markChanging(object);
  object.layers.enable(patchLayer);
}
