import { uncountedClass } from '../store/field-scale.ts';

/** Hands the place in the level's plane on, metres. */
export const fieldVertexShader = `
out vec2 planM;
void main() {
  planM = position.xy;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

/**
 * Class colours go out as they stand (no lighting, no tone mapping), so pixels equal the legend's swatches. The palette
 * has a column for each class and a row for each way in which stripes cross a place: nothing is branched on, as a
 * program on the processor would compute every branch.
 */
export const fieldFragmentShader = `
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
