import {
  Mesh,
  NearestFilter,
  OrthographicCamera,
  PlaneGeometry,
  Scene,
  ShaderMaterial,
  SRGBColorSpace,
  Vector2,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';

/** So much more than the canvas shows is drawn on each side, as a fraction of it. */
const marginRatio = 0.35;
/** No texture is larger. */
const maxPixels = 4096;

/** Centre of a plan view, in metres, and the size of a pixel. */
interface Look {
  x: number;
  y: number;
  pixelM: number;
}

/**
 * A plan view drawn once with a margin around the canvas. While the view is dragged frames show the part of it that they
 * look at, moved by whole pixels: one rectangle instead of everything that is drawn.
 */
export class MarginView {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new OrthographicCamera(-1, 1, 1, -1, 0, 1);
  readonly #material: ShaderMaterial;
  #target: WebGLRenderTarget | undefined;
  /** Content of the target; undefined where it shows nothing. */
  #look: Look | undefined;

  constructor(renderer: WebGLRenderer) {
    this.#renderer = renderer;
    this.#material = new ShaderMaterial({
      uniforms: {
        picture: { value: null },
        corner: { value: new Vector2() },
        part: { value: new Vector2() },
      },
      vertexShader: `varying vec2 place; uniform vec2 corner; uniform vec2 part;
        void main() { place = corner + uv * part; gl_Position = vec4(position.xy, 0.0, 1.0); }`,
      // As it was drawn: its colours are those of the canvas already.
      fragmentShader: `varying vec2 place; uniform sampler2D picture;
        void main() { gl_FragColor = texture2D(picture, place); }`,
      depthTest: false,
      depthWrite: false,
    });
    const sheet = new Mesh(new PlaneGeometry(2, 2), this.#material);
    sheet.frustumCulled = false;
    this.#scene.add(sheet);
  }

  /** Marks its content as out of date. */
  forget(): void {
    this.#look = undefined;
  }

  /** Returns whether what a camera looks at is in it. */
  covers(camera: OrthographicCamera): boolean {
    const shift = this.#shiftPixels(camera);
    if (!shift || !this.#target) return false;
    const { width, height } = this.#renderer.domElement;
    const [marginX, marginY] = [(this.#target.width - width) / 2, (this.#target.height - height) / 2];
    return Math.abs(shift[0]) <= marginX && Math.abs(shift[1]) <= marginY;
  }

  /** Returns whether a camera looks at the same scale as it was drawn at, wherever that is. */
  isOfScale(camera: OrthographicCamera): boolean {
    return this.#shiftPixels(camera) !== undefined;
  }

  /** Returns whether little of the margin is left on some side. */
  isNearEdge(camera: OrthographicCamera): boolean {
    const shift = this.#shiftPixels(camera);
    const { width, height } = this.#renderer.domElement;
    return !shift || Math.max(Math.abs(shift[0]) / width, Math.abs(shift[1]) / height) > marginRatio / 3;
  }

  /** Draws what a camera looks at, and a margin around it. */
  fill(camera: OrthographicCamera, draw: (camera: OrthographicCamera) => void): void {
    const { width, height } = this.#renderer.domElement;
    const target = this.#sized(grown(width), grown(height));
    const wider = camera.clone();
    const [across, up] = [target.width / width, target.height / height];
    wider.left = camera.left * across;
    wider.right = camera.right * across;
    wider.top = camera.top * up;
    wider.bottom = camera.bottom * up;
    wider.updateProjectionMatrix();
    wider.updateMatrixWorld();
    this.#renderer.setRenderTarget(target);
    draw(wider);
    this.#renderer.setRenderTarget(null);
    this.#look = this.#lookOf(camera);
  }

  /** Shows on the canvas what a camera looks at. */
  show(camera: OrthographicCamera): void {
    const shift = this.#shiftPixels(camera);
    if (!shift || !this.#target) return;
    const { width, height } = this.#renderer.domElement;
    const { corner, part, picture: view } = this.#material.uniforms;
    const left = (this.#target.width - width) / 2 + shift[0];
    const low = (this.#target.height - height) / 2 + shift[1];
    corner.value.set(left / this.#target.width, low / this.#target.height);
    part.value.set(width / this.#target.width, height / this.#target.height);
    view.value = this.#target.texture;
    this.#renderer.render(this.#scene, this.#camera);
  }

  #lookOf(camera: OrthographicCamera): Look {
    const heightM = (camera.top - camera.bottom) / camera.zoom;
    return { x: camera.position.x, y: camera.position.y, pixelM: heightM / this.#renderer.domElement.height };
  }

  /** Returns the shift from the middle of the view to that of the view; undefined at another scale. */
  #shiftPixels(camera: OrthographicCamera): [number, number] | undefined {
    const look = this.#look;
    const now = this.#lookOf(camera);
    if (!look || Math.abs(now.pixelM / look.pixelM - 1) > 1e-9) return undefined;
    return [Math.round((now.x - look.x) / look.pixelM), Math.round((now.y - look.y) / look.pixelM)];
  }

  #sized(width: number, height: number): WebGLRenderTarget {
    if (this.#target?.width === width && this.#target.height === height) return this.#target;
    this.#target?.dispose();
    const target = new WebGLRenderTarget(width, height, { stencilBuffer: true, generateMipmaps: false });
    target.texture.minFilter = target.texture.magFilter = NearestFilter;
    // Colours are written as on the canvas, so that what is transparent mixes as it does there.
    target.texture.colorSpace = SRGBColorSpace;
    target.texture.internalFormat = 'RGBA8';
    Object.assign(target, { isXRRenderTarget: true });
    this.#target = target;
    return target;
  }
}

/** Adds as many pixels as fit, the same number on both sides. */
function grown(pixels: number): number {
  const margin = Math.min(Math.round(pixels * marginRatio), Math.floor((maxPixels - pixels) / 2));
  return pixels + 2 * Math.max(0, margin);
}
