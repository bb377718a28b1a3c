import { type Camera, Color, type Light, type Object3D, type Scene, WebGLRenderer } from 'three';
import { hasGraphicsCard } from './graphics-card.ts';

/** What is to be drawn anew; each contains the ones before it. The overlay is the page's, WebGL has no part in it. */
export type PicturePart = 'overlay' | 'changing' | 'all';

/** Three's layers: what stands still, and what is drawn over it. */
const stillLayer = 0;
const changingLayer = 1;

/** Puts an object into the second pass. It says by the stencil where it may draw: depth is not asked there. */
export function markChanging(object: Object3D): void {
  object.layers.set(changingLayer);
}

/** Materials are made anew whenever a pass has other lights than the one before. */
export function lightAllPasses(light: Light): void {
  light.layers.enableAll();
}

/**
 * Draws a scene in two passes: all that stands still while an antenna is dragged, then what changes with every frame.
 * Where WebGL is a program on the processor, the first pass stays in the canvas, with its stencil, and frames of a drag
 * cost the second one only. With a graphics card every frame draws both.
 */
export class TwoPassPicture {
  readonly canvas: HTMLCanvasElement;
  readonly #renderer: WebGLRenderer;
  readonly #keepsPicture: boolean;
  #stillOutdated = true;
  #changingOutdated = true;

  constructor() {
    const fast = hasGraphicsCard();
    this.#keepsPicture = !fast;
    this.#renderer = new WebGLRenderer({
      antialias: fast,
      stencil: true,
      preserveDrawingBuffer: this.#keepsPicture,
    });
    this.#renderer.setPixelRatio(fast ? Math.min(window.devicePixelRatio, 2) : 1);
    this.canvas = this.#renderer.domElement;
  }

  set background(color: string) {
    this.#renderer.setClearColor(new Color(color));
  }

  /** CSS pixels. Empties the canvas. */
  setSize(width: number, height: number): void {
    this.#renderer.setSize(width, height);
  }

  outdate(part: PicturePart): void {
    if (part === 'all') this.#stillOutdated = true;
    if (part !== 'overlay') this.#changingOutdated = true;
  }

  /** Draws what is out of date. */
  draw(scene: Scene, camera: Camera): void {
    if (!this.#changingOutdated) return;
    if (this.#stillOutdated || !this.#keepsPicture) this.#drawLayer(scene, camera, stillLayer);
    this.#drawLayer(scene, camera, changingLayer);
    this.#stillOutdated = this.#changingOutdated = false;
  }

  #drawLayer(scene: Scene, camera: Camera, layer: number): void {
    this.#renderer.autoClear = layer === stillLayer;
    camera.layers.set(layer);
    this.#renderer.render(scene, camera);
  }
}
