import type { Level } from '@diku/engine';
import {
  DataTexture,
  EqualStencilFunc,
  GLSL3,
  Group,
  type Material,
  Mesh,
  MeshBasicMaterial,
  NearestFilter,
  RedFormat,
  ReplaceStencilOp,
  RGBAFormat,
  ShaderMaterial,
  ShapeGeometry,
  Vector2,
} from 'three';
import { type ThemeColors, themeColors } from '../scene/theme-colors.ts';
import { markChanging, markChangingAndPatch, markPatch, type ViewPart } from '../scene/two-pass-view.ts';
import { furtherClass, outdoorClass, uncountedClass, unservedClass } from '../store/field-scale.ts';
import type { DrawnRaster } from '../store/heatmap-raster.ts';
import { classColors } from '../store/scale-colors.ts';
import { ChangingLines } from './changing-lines.ts';
import { changePositions, changingGeometry } from './changing-positions.ts';
import { floorShape } from './floor-layer.ts';
import { cutAt, type SwipeEdge } from './swipe-material.ts';

/** Cells along an edge of a block. */
const blockCells = 16;
/** So many cells around one that changed are drawn with it: what lies on its edges may be as broad. */
const reachCells = 2;

type CellRectangle = [column: number, row: number, endColumn: number, endRow: number];

/** Hands the point in the level's plane on, metres. */
const fieldVertexShader = `
out vec2 planM;
void main() {
  planM = position.xy;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

/**
 * Class colours go out as they stand (no lighting, no tone mapping), so pixels equal the legend's swatches. The palette
 * has a column for each class and a row for each way in which stripes cross a point: nothing is branched on, as a
 * program on the processor would compute every branch.
 */
const fieldFragmentShader = `
precision highp float;
uniform sampler2D classes;
uniform sampler2D palette;
uniform vec2 originM;
uniform float cellM;
in vec2 planM;
out vec4 fragment;
void main() {
  ivec2 size = textureSize(classes, 0);
  ivec2 cell = ivec2(floor((planM - originM) / cellM + 0.5));
  bool outside = cell.x < 0 || cell.y < 0 || cell.x >= size.x || cell.y >= size.y;
  int value = outside ? ${uncountedClass} : int(texelFetch(classes, cell, 0).r * 255.0 + 0.5);
  vec2 stripes = fract(vec2(planM.x + planM.y, planM.x - planM.y) / 1.2);
  int row = (stripes.x > 0.22 ? 0 : 1) + (min(stripes.x, stripes.y) < 0.3 ? 2 : 0);
  fragment = texelFetch(palette, ivec2(value, row), 0);
}`;

/** The colour under the stripes of what comes from outside, and from antennas without a class of their own. */
const furtherColor = '#8a9299';

/** Rows of the palette: no stripe, one way, the other way, both ways. */
const paletteRows = 4;

/**
 * The field on one level's floor. Made once per level, then refilled. Where a heatmap differs little from the one drawn
 * last, the points where it does are drawn alone: pixels are what a frame costs without a graphics card.
 */
export class FieldLayer {
  readonly group = new Group();
  readonly #theme: 'light' | 'dark';
  readonly #colors: ThemeColors;
  readonly #palette = makeTexture(256, paletteRows, RGBAFormat);
  #classes = makeTexture(1, 1, RedFormat);
  readonly #material: ShaderMaterial;
  readonly #contour: ChangingLines;
  readonly #patch: Mesh;
  readonly #changed = new ChangedBlocks();
  #raster: DrawnRaster | undefined;
  #isolated: number | undefined;
  /** Colours of the classes from 0 on. */
  #classColors: readonly string[] = [];

  /**
   * @param mark number of this field in the stencil, 1 to 255
   * @param edge of a field that lies over another one to the right of a divider
   */
  constructor(level: Level, theme: 'light' | 'dark', mark: number, edge?: SwipeEdge) {
    this.#theme = theme;
    this.#colors = themeColors[theme];
    this.#material = new ShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: fieldVertexShader,
      fragmentShader: fieldFragmentShader,
      uniforms: {
        classes: { value: this.#classes },
        palette: { value: this.#palette },
        originM: { value: new Vector2() },
        cellM: { value: 1 },
      },
    });
    this.#contour = new ChangingLines(this.#colors.contour, 2);
    const geometry = new ShapeGeometry(floorShape(level));
    const field = new Mesh(geometry, this.#material);
    this.#patch = new Mesh(changingGeometry(), this.#material);
    this.#patch.frustumCulled = false;
    markChanging(field);
    markPatch(this.#patch);
    markChangingAndPatch(this.#contour.lines);
    for (const drawn of [field, this.#patch]) drawn.onAfterRender = () => this.#changed.clear();
    for (const [order, drawn] of [field, this.#contour.lines].entries()) {
      drawn.renderOrder = order + (edge ? 2 : 0);
      Object.assign(drawn.material, drawOnlyAt(mark));
      if (edge) cutAt(drawn.material as Material, edge);
    }
    this.#patch.renderOrder = field.renderOrder;
    this.group.add(drawMask(geometry, mark), field, this.#patch, this.#contour.lines);
    this.group.visible = false;
    this.#paint();
  }

  /**
   * Shows a heatmap, or nothing. Cells outside the count keep a hatched floor.
   * @param colors of its classes
   * @param isOfServers classes as strong as the usual line: one in the colour of the floor runs between them
   * @returns what has to be drawn anew
   */
  show(
    raster: DrawnRaster | undefined,
    colors: readonly string[],
    isolated: number | undefined,
    isOfServers: boolean,
  ): ViewPart {
    this.#contour.lines.material.color.set(isOfServers ? this.#colors.floor : this.#colors.contour);
    const wasVisible = this.group.visible;
    this.group.visible = raster !== undefined;
    const isPainted = isolated === this.#isolated && colors.join() === this.#classColors.join();
    const isSame = raster === this.#raster && isPainted;
    let isPatch = isPainted;
    if (!isPainted) {
      this.#isolated = isolated;
      this.#classColors = colors;
      this.#paint();
    }
    if (raster && raster !== this.#raster) {
      this.#raster = raster;
      isPatch = this.#showClasses(raster) && isPatch;
      this.#contour.show(raster.contourM);
    }
    if (wasVisible !== this.group.visible) return 'all';
    if (isSame || !raster) return 'overlay';
    return isPatch ? 'patch' : 'changing';
  }

  dispose(): void {
    this.#patch.geometry.dispose();
    this.#classes.dispose();
    this.#palette.dispose();
  }

  /**
   * Writes classes into the texture that is there, where its size fits. @returns whether the patch is all that differs
   */
  #showClasses({ map: { grid }, classes }: DrawnRaster): boolean {
    const { columns, rows } = grid;
    const { width, height } = this.#classes.image;
    const { originM, cellM } = this.#material.uniforms;
    const isSameSize = width === columns && height === rows;
    if (!isSameSize) {
      this.#classes.dispose();
      this.#classes = makeTexture(columns, rows, RedFormat);
      this.#material.uniforms.classes.value = this.#classes;
      this.#changed.begin(columns, rows);
    }
    this.#changed.take(this.#classes.image.data as Uint8Array, classes);
    this.#classes.needsUpdate = true;
    const [west, south, sizeM] = [grid.originXMm / 1000, grid.originYMm / 1000, grid.cellMm / 1000];
    const isSameGrid =
      isSameSize && originM.value.x === west && originM.value.y === south && cellM.value === sizeM;
    originM.value.set(west, south);
    cellM.value = sizeM;
    if (isSameGrid) changePositions(this.#patch.geometry, this.#patchPoints(), 2);
    return isSameGrid;
  }

  /** Corners of two triangles for each rectangle of cells that changed. */
  #patchPoints(): number[] {
    const { originM, cellM } = this.#material.uniforms;
    const xOf = (column: number) => originM.value.x + (column - 0.5) * cellM.value;
    const yOf = (row: number) => originM.value.y + (row - 0.5) * cellM.value;
    return this.#changed.rectangles().flatMap(([column, row, endColumn, endRow]) => {
      const [west, south, east, north] = [xOf(column), yOf(row), xOf(endColumn), yOf(endRow)];
      return [west, south, east, south, east, north, west, south, east, north, west, north];
    });
  }

  /** Fills the palette; with a class isolated, the others look like bare floor. */
  #paint(): void {
    const { floor, floorHatch } = this.#colors;
    const worst = classColors[this.#theme][4];
    for (let row = 0; row < paletteRows; row++) {
      const [isHatched, isCrossed] = [(row & 1) !== 0, (row & 2) !== 0];
      const setClass = (index: number, color: string) => {
        const isShown = this.#isolated === undefined || this.#isolated === index;
        this.#setColor(index, row, isShown ? color : floor);
      };
      for (const [index, color] of this.#classColors.slice(0, furtherClass).entries()) setClass(index, color);
      setClass(furtherClass, isCrossed ? floor : furtherColor);
      setClass(outdoorClass, isHatched ? floor : furtherColor);
      this.#setColor(unservedClass, row, isCrossed ? worst : floor);
      this.#setColor(uncountedClass, row, isHatched ? floorHatch : floor);
    }
    this.#palette.needsUpdate = true;
  }

  #setColor(column: number, row: number, hex: string): void {
    const rgba = (Number.parseInt(hex.slice(1), 16) << 8) | 0xff;
    const { data, width } = this.#palette.image;
    new DataView((data as Uint8Array).buffer).setUint32(4 * (row * width + column), rgba);
  }
}

/** Marks in the stencil where the floor is seen, after everything that may stand before it. */
function drawMask(geometry: ShapeGeometry, mark: number): Mesh {
  const material = new MeshBasicMaterial({
    colorWrite: false,
    stencilWrite: true,
    stencilRef: mark,
    stencilZPass: ReplaceStencilOp,
  });
  const mask = new Mesh(geometry, material);
  mask.renderOrder = 1;
  return mask;
}

function drawOnlyAt(mark: number): Partial<Material> {
  return {
    depthTest: false,
    depthWrite: false,
    stencilWrite: true,
    stencilRef: mark,
    stencilFunc: EqualStencilFunc,
  };
}

function makeTexture(width: number, height: number, format: typeof RedFormat | typeof RGBAFormat) {
  const bytes = format === RedFormat ? 1 : 4;
  const texture = new DataTexture(new Uint8Array(width * height * bytes), width, height, format);
  texture.unpackAlignment = 1;
  texture.magFilter = texture.minFilter = NearestFilter;
  return texture;
}

/** Blocks of cells in which a grid of classes differs from what was drawn last, until they are drawn. */
export class ChangedBlocks {
  #columns = 0;
  #rows = 0;
  /** [block rows, block columns]: 1 where a cell changed. */
  #blocks = new Uint8Array(0);

  /** Another grid, of which nothing is drawn yet. */
  begin(columns: number, rows: number): void {
    this.#columns = columns;
    this.#rows = rows;
    this.#blocks = new Uint8Array(this.#blockColumns * Math.ceil(rows / blockCells));
  }

  /**
   * Takes classes over into those shown, and notes where they differ.
   * @param shown [rows, columns], overwritten
   * @param classes [rows, columns]
   */
  take(shown: Uint8Array, classes: Uint8Array): void {
    for (let cell = 0; cell < classes.length; cell++) {
      if (shown[cell] === classes[cell]) continue;
      shown[cell] = classes[cell];
      const row = Math.floor(cell / this.#columns);
      this.#mark(cell - row * this.#columns, row);
    }
  }

  #mark(column: number, row: number): void {
    const [west, east] = [
      this.#blockOf(column - reachCells, this.#columns),
      this.#blockOf(column + reachCells, this.#columns),
    ];
    const [south, north] = [
      this.#blockOf(row - reachCells, this.#rows),
      this.#blockOf(row + reachCells, this.#rows),
    ];
    for (const blockRow of [south, north]) {
      for (const blockColumn of [west, east]) this.#blocks[blockRow * this.#blockColumns + blockColumn] = 1;
    }
  }

  /** Clears the notes: everything noted is drawn. */
  clear(): void {
    this.#blocks.fill(0);
  }

  /** First column and row, past-last column and row of rectangles that cover all that is noted. */
  rectangles(): CellRectangle[] {
    const rectangles: CellRectangle[] = [];
    const across = this.#blockColumns;
    for (let first = 0; first < this.#blocks.length; first += across) {
      const south = (first / across) * blockCells;
      for (let block = 0; block < across; block++) {
        if (this.#blocks[first + block] === 0) continue;
        const west = block;
        while (block < across && this.#blocks[first + block] === 1) block++;
        const east = Math.min(block * blockCells, this.#columns);
        rectangles.push([west * blockCells, south, east, Math.min(south + blockCells, this.#rows)]);
      }
    }
    return rectangles;
  }

  get #blockColumns(): number {
    return Math.ceil(this.#columns / blockCells);
  }

  #blockOf(index: number, count: number): number {
    return Math.floor(Math.min(Math.max(index, 0), count - 1) / blockCells);
  }
}
