import { stageColors, stageCorners } from '@diku/engine/documents';
import { type Stage, stages } from '@diku/engine/programme';
import type { CityRow } from '../../store/programme/city-row.ts';
import { mapColors } from '../../store/programme/map-colors.ts';
import { type MapCamera, type MapSize, toPixel } from '../../store/programme/map-projection.ts';

interface Marks {
  theme: 'light' | 'dark';
  camera: MapCamera;
  rows: readonly CityRow[];
}

/** Beyond each edge of the screen, as a fraction of it: what comes into sight first is there already. */
const marginRatio = 0.25;

/**
 * The marks of all communities as one image: while the map is moved it is moved as a whole, at rest it is drawn anew.
 */
export class MarksImage {
  readonly #canvas = document.createElement('canvas');
  #sprites: StageSprites | undefined;
  #drawn: (Marks & { size: MapSize; ratio: number }) | undefined;

  /** Returns whether the marks are of these communities, in this theme and size, wherever the camera was. */
  isOf({ theme, rows }: Marks, size: MapSize, ratio: number): boolean {
    const drawn = this.#drawn;
    const isSameSize = drawn?.size.widthPx === size.widthPx && drawn.size.heightPx === size.heightPx;
    return isSameSize && drawn.theme === theme && drawn.rows === rows && drawn.ratio === ratio;
  }

  isAt({ eastKm, northKm, pixelsPerKm }: MapCamera): boolean {
    const at = this.#drawn?.camera;
    return at?.eastKm === eastKm && at.northKm === northKm && at.pixelsPerKm === pixelsPerKm;
  }

  draw({ theme, camera, rows }: Marks, size: MapSize, ratio: number): void {
    this.#drawn = { theme, camera, rows, size, ratio };
    const { widthPx, heightPx } = withMargin(size);
    this.#canvas.width = Math.round(widthPx * ratio);
    this.#canvas.height = Math.round(heightPx * ratio);
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const radiusPx = markRadiusPx(camera.pixelsPerKm);
    const isStale =
      this.#sprites?.theme !== theme || this.#sprites.radiusPx !== radiusPx || this.#sprites.ratio !== ratio;
    if (!this.#sprites || isStale) this.#sprites = drawStageSprites(theme, radiusPx, ratio);
    const { sizePx, spriteOf } = this.#sprites;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const half = sizePx / 2;
    for (const { row, x, y } of uncovered(rows, camera, { widthPx, heightPx }, radiusPx).reverse())
      context.drawImage(
        spriteOf(row.state.stage, row.late !== undefined),
        x - half,
        y - half,
        sizePx,
        sizePx,
      );
  }

  /** Shows it as it was drawn, moved and enlarged to where the camera is now. */
  show(context: CanvasRenderingContext2D, camera: MapCamera, size: MapSize): void {
    const drawn = this.#drawn;
    if (!drawn || this.#canvas.width === 0) return;
    const factor = camera.pixelsPerKm / drawn.camera.pixelsPerKm;
    const [x, y] = toPixel(camera, size, [drawn.camera.eastKm, drawn.camera.northKm]);
    const { widthPx, heightPx } = withMargin(drawn.size);
    const [width, height] = [factor * widthPx, factor * heightPx];
    context.drawImage(this.#canvas, x - width / 2, y - height / 2, width, height);
  }
}

/** Larger where there is more room. */
export function markRadiusPx(pixelsPerKm: number): number {
  return Math.round(2 * Math.min(7, Math.max(2.5, 0.7 + Math.log2(pixelsPerKm)))) / 2;
}

/**
 * The marks that can be seen, the topmost first: late ones in the order of the list, then those under way, then those only surveyed.
 * One that lies under another, its middle within two thirds of its radius, is left out.
 */
function uncovered(rows: readonly CityRow[], camera: MapCamera, size: MapSize, radiusPx: number) {
  const taken = new Set<number>();
  const cellPx = (2 / 3) * radiusPx;
  const columns = Math.ceil(size.widthPx / cellPx) + 1;
  const seen: { row: CityRow; x: number; y: number }[] = [];
  for (const isSurveyed of [false, true]) {
    for (const row of rows) {
      if (!row.location || (row.state.stage === 'surveyed') !== isSurveyed) continue;
      const [x, y] = toPixel(camera, size, row.location);
      if (x < 0 || y < 0 || x > size.widthPx || y > size.heightPx) continue;
      const cell = Math.floor(y / cellPx) * columns + Math.floor(x / cellPx);
      if (taken.has(cell)) continue;
      taken.add(cell);
      seen.push({ row, x, y });
    }
  }
  return seen;
}

function withMargin({ widthPx, heightPx }: MapSize): MapSize {
  const scale = 1 + 2 * marginRatio;
  return { widthPx: Math.round(scale * widthPx), heightPx: Math.round(scale * heightPx) };
}

/** The mark of each stage as a small image, drawn once and used for every community. */
interface StageSprites {
  theme: 'light' | 'dark';
  radiusPx: number;
  ratio: number;
  /** Width and height, CSS pixels; the mark is in the middle. */
  sizePx: number;
  spriteOf(stage: Stage, isLate: boolean): HTMLCanvasElement;
}

function drawStageSprites(theme: 'light' | 'dark', radiusPx: number, ratio: number): StageSprites {
  const sizePx = 2 * Math.ceil(radiusPx * 1.3 + 5);
  const sprites = new Map<string, HTMLCanvasElement>();
  for (const stage of stages) {
    for (const isLate of [false, true]) {
      const sprite = document.createElement('canvas');
      sprite.width = sprite.height = Math.round(sizePx * ratio);
      const context = sprite.getContext('2d');
      if (!context) continue;
      context.scale(ratio, ratio);
      context.translate(sizePx / 2, sizePx / 2);
      drawMark(context, { stage, isLate, theme, radiusPx });
      sprites.set(`${stage} ${isLate}`, sprite);
    }
  }
  return { theme, radiusPx, ratio, sizePx, spriteOf: (stage, isLate) => sprites.get(`${stage} ${isLate}`)! };
}

function drawMark(
  context: CanvasRenderingContext2D,
  {
    stage,
    isLate,
    theme,
    radiusPx,
  }: { stage: Stage; isLate: boolean; theme: 'light' | 'dark'; radiusPx: number },
): void {
  const colors = mapColors[theme];
  // The many that are only surveyed are quieter than those under way.
  const radius = stage === 'surveyed' ? 0.7 * radiusPx : radiusPx;
  if (isLate) {
    context.lineWidth = 1.8;
    context.strokeStyle = colors.late;
    context.beginPath();
    context.arc(0, 0, radiusPx * 1.15 + Math.min(2.5, radiusPx / 2), 0, 2 * Math.PI);
    context.stroke();
  }
  context.beginPath();
  const corners = stageCorners(stage);
  if (corners.length === 0) context.arc(0, 0, radius, 0, 2 * Math.PI);
  for (const [index, [x, y]] of corners.entries()) {
    if (index === 0) context.moveTo(x * radius * 1.15, y * radius * 1.15);
    else context.lineTo(x * radius * 1.15, y * radius * 1.15);
  }
  context.closePath();
  context.fillStyle = stageColors[theme][stages.indexOf(stage)];
  context.fill();
  context.lineWidth = stage === 'surveyed' ? 0.8 : 1;
  context.strokeStyle = colors.edge;
  context.stroke();
}
