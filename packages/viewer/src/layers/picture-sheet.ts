import { drawingToPlan, type LevelTransform } from '@diku/engine/plan';
import {
  BufferAttribute,
  BufferGeometry,
  LinearFilter,
  Mesh,
  MeshBasicMaterial,
  Sphere,
  SRGBColorSpace,
  Texture,
  Vector3,
} from 'three';
import { type ImportedDrawing, isPicture } from '../store/imported.ts';

/** Wider or higher pictures are made smaller: not every graphics card takes more. */
const mostPixels = 4096;
/** White paper is dimmed on a dark page. */
const tint = { light: '#ffffff', dark: '#868d93' };

/** The picture that a plan was traced from, to lie under it. */
export class PictureSheet {
  readonly #onLoad: () => void;
  #file: File | undefined;
  #texture: Texture | undefined;
  /** Of the picture itself. */
  #widthPixels = 0;
  #heightPixels = 0;

  constructor(onLoad: () => void) {
    this.#onLoad = onLoad;
  }

  /** The same for the same picture; undefined for other drawings, and until it is loaded. */
  of(imported: ImportedDrawing): object | undefined {
    const file = isPicture(imported) ? imported.file : undefined;
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
    let picture: ImageBitmap;
    try {
      picture = await createImageBitmap(file);
    } catch {
      // The engine reads kinds that this browser does not: the traced lines are there all the same.
      return;
    }
    const { width, height } = picture;
    const ratio = Math.min(1, mostPixels / Math.max(width, height));
    if (ratio < 1) {
      const [resizeWidth, resizeHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
      const smaller = await createImageBitmap(picture, { resizeWidth, resizeHeight, resizeQuality: 'high' });
      picture.close();
      picture = smaller;
    }
    if (file !== this.#file) return;
    const texture = new Texture(picture);
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
