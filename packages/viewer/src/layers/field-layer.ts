import type { Level } from '@diku/engine';
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
import type { FieldPicture } from '../store/field-picture.ts';
import { classColors, uncountedClass, unservedClass } from '../store/field-scale.ts';
import { ChangingLines } from './changing-lines.ts';
import { floorShape } from './floor-layer.ts';

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
  readonly #contour: ChangingLines;
  #picture: FieldPicture | undefined;

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
    this.#contour = new ChangingLines(colors.contour, 2);
    this.#contour.lines.position.z = 0.02;
    this.group.add(mesh, this.#contour.lines);
    this.group.visible = false;
  }

  /** Shows a picture, or nothing. Cells outside the count keep a hatched floor. */
  show(picture: FieldPicture | undefined, isolated: number | undefined): void {
    this.group.visible = picture !== undefined;
    this.#material.uniforms.isolated.value = isolated ?? -1;
    if (!picture || picture === this.#picture) return;
    this.#picture = picture;
    this.#showClasses(picture);
    this.#contour.show(picture.contourM);
  }

  dispose(): void {
    this.#texture?.dispose();
  }

  /** Into the texture that is there, where its size fits. */
  #showClasses({ map: { grid }, classes }: FieldPicture): void {
    const { columns, rows } = grid;
    let texture = this.#texture;
    if (texture?.image.width !== columns || texture.image.height !== rows) {
      texture?.dispose();
      texture = new DataTexture(new Uint8Array(columns * rows), columns, rows, RedFormat, UnsignedByteType);
      texture.unpackAlignment = 1;
      texture.magFilter = texture.minFilter = NearestFilter;
      this.#texture = texture;
      this.#material.uniforms.classes.value = texture;
    }
    (texture.image.data as Uint8Array).set(classes);
    texture.needsUpdate = true;
    this.#material.uniforms.originM.value.set(grid.originXMm / 1000, grid.originYMm / 1000);
    this.#material.uniforms.cellM.value = grid.cellMm / 1000;
  }
}

/** The sRGB bytes as written, without conversion to linear light. */
function rawColor(hex: string): Color {
  return new Color().setHex(Number.parseInt(hex.slice(1), 16), '');
}
