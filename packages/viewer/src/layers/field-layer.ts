import type { CarrierMap, Level } from '@diku/engine';
import {
  Color,
  DataTexture,
  GLSL3,
  Group,
  Mesh,
  NearestFilter,
  RedFormat,
  ShaderMaterial,
  ShapeGeometry,
  UnsignedByteType,
  Vector2,
} from 'three';
import type { ThemeColors } from '../scene/theme-colors.ts';
import {
  classColors,
  classifyMap,
  type FieldScale,
  uncountedClass,
  unservedClass,
} from '../store/field-scale.ts';
import { drawSegments, floorShape } from './floor-layer.ts';

const vertexShader = `
out vec2 planM;
void main() {
  planM = position.xy;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

/** Class colours go out as they stand (no lighting, no tone mapping), so pixels equal the legend's swatches. */
const fragmentShader = `
precision highp float;
uniform sampler2D classes;
uniform vec2 originM;
uniform float cellM;
uniform vec3 colors[5];
uniform vec3 hatchColor;
uniform vec3 floorColor;
uniform int isolated;
in vec2 planM;
out vec4 fragment;
void main() {
  ivec2 size = textureSize(classes, 0);
  ivec2 cell = ivec2(floor((planM - originM) / cellM + 0.5));
  float stripe = fract((planM.x + planM.y) / 1.2);
  bool outside = cell.x < 0 || cell.y < 0 || cell.x >= size.x || cell.y >= size.y;
  int value = outside ? ${uncountedClass} : int(texelFetch(classes, cell, 0).r * 255.0 + 0.5);
  if (value == ${uncountedClass}) {
    if (stripe > 0.22) discard;
    fragment = vec4(hatchColor, 1.0);
  } else if (value == ${unservedClass}) {
    float other = fract((planM.x - planM.y) / 1.2);
    fragment = vec4(stripe < 0.3 || other < 0.3 ? colors[4] : floorColor, 1.0);
  } else {
    fragment = vec4(isolated >= 0 && isolated != value ? floorColor : colors[value], 1.0);
  }
}`;

/** The field on one level's floor. Made once per level, then refilled. */
export class FieldLayer {
  readonly group = new Group();
  readonly #material: ShaderMaterial;
  #texture: DataTexture | undefined;
  #map: CarrierMap | undefined;
  #scale: FieldScale | undefined;

  constructor(level: Level, theme: 'light' | 'dark', colors: ThemeColors) {
    this.#material = new ShaderMaterial({
      glslVersion: GLSL3,
      vertexShader,
      fragmentShader,
      uniforms: {
        classes: { value: null },
        originM: { value: new Vector2() },
        cellM: { value: 1 },
        colors: { value: classColors[theme].map((color) => rawColor(color)) },
        hatchColor: { value: rawColor(colors.floorHatch) },
        floorColor: { value: rawColor(colors.floor) },
        isolated: { value: -1 },
      },
    });
    const mesh = new Mesh(new ShapeGeometry(floorShape(level)), this.#material);
    this.group.add(mesh);
    this.#contourColor = colors.contour;
    this.group.visible = false;
  }

  readonly #contourColor: string;

  /** Shows a map, or nothing. Cells outside the count keep a hatched floor. */
  show(map: CarrierMap | undefined, scale: FieldScale, isolated: number | undefined): void {
    this.group.visible = map !== undefined;
    this.#material.uniforms.isolated.value = isolated ?? -1;
    if (!map || (map === this.#map && isSameScale(scale, this.#scale))) return;
    this.#map = map;
    this.#scale = scale;
    const classes = classifyMap(map, scale);
    const { grid } = map;
    this.#texture?.dispose();
    this.#texture = new DataTexture(classes, grid.columns, grid.rows, RedFormat, UnsignedByteType);
    this.#texture.unpackAlignment = 1;
    this.#texture.magFilter = this.#texture.minFilter = NearestFilter;
    this.#texture.needsUpdate = true;
    this.#material.uniforms.classes.value = this.#texture;
    this.#material.uniforms.originM.value.set(grid.originXMm / 1000, grid.originYMm / 1000);
    this.#material.uniforms.cellM.value = grid.cellMm / 1000;
    this.#drawContour(map, classes, scale);
  }

  dispose(): void {
    this.#texture?.dispose();
  }

  /** The requirement's limit, along the cell edges between passing and failing floor. */
  #drawContour(map: CarrierMap, classes: Uint8Array, scale: FieldScale): void {
    const old = this.group.children[1] as ReturnType<typeof drawSegments> | undefined;
    if (old) {
      old.geometry.dispose();
      this.group.remove(old);
    }
    const { columns, rows, originXMm, originYMm, cellMm } = map.grid;
    const fails = (value: number) => value > scale.requiredLimit;
    const z = 0.02;
    const positions: number[] = [];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = classes[row * columns + column];
        if (value === uncountedClass) continue;
        const left = (originXMm + (column - 0.5) * cellMm) / 1000;
        const bottom = (originYMm + (row - 0.5) * cellMm) / 1000;
        const right = left + cellMm / 1000;
        const top = bottom + cellMm / 1000;
        const east = column + 1 < columns ? classes[row * columns + column + 1] : uncountedClass;
        const north = row + 1 < rows ? classes[(row + 1) * columns + column] : uncountedClass;
        if (east !== uncountedClass && fails(east) !== fails(value)) {
          positions.push(right, bottom, z, right, top, z);
        }
        if (north !== uncountedClass && fails(north) !== fails(value)) {
          positions.push(left, top, z, right, top, z);
        }
      }
    }
    if (positions.length > 0) this.group.add(drawSegments(positions, this.#contourColor));
  }
}

function isSameScale(a: FieldScale, b: FieldScale | undefined): boolean {
  return a.quantity === b?.quantity && a.limits.join() === b.limits.join();
}

/** The sRGB bytes as written, without conversion to linear light. */
function rawColor(hex: string): Color {
  return new Color().setHex(Number.parseInt(hex.slice(1), 16), '');
}
