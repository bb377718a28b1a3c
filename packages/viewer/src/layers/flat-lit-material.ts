import { Color, GLSL3, ShaderMaterial } from 'three';

/**
 * A sun from the south-west, and a sky that the north has more of than the south. Bodies have flat faces, so that the light of
 * a face is worked out at its corners: where WebGL is a program on the processor, pixels that look nothing up but their colour
 * are what a view is turned by.
 */
const vertexShader = `
const vec3 towardsSun = normalize(vec3(-0.5, -0.8, 1.6));
const float sunLight = 1.7;
const vec3 towardsSky = vec3(0.0, 1.0, 0.0);
const vec3 skyLight = 2.6 * vec3(1.0);
const vec3 groundLight = 2.6 * vec3(GROUND);
const float pi = 3.141592653589793;
uniform vec3 bodyColor;
out vec3 shade;
vec3 toScreen(vec3 energy) {
  vec3 bent = 1.055 * pow(energy, vec3(0.41666)) - 0.055;
  return mix(bent, energy * 12.92, vec3(lessThanEqual(energy, vec3(0.0031308))));
}
void main() {
  vec3 body = bodyColor;
  #ifdef USE_COLOR
    body *= color;
  #endif
  vec3 facing = normalize(mat3(modelMatrix) * normal);
  float sky = 0.5 + 0.5 * dot(facing, towardsSky);
  vec3 light = sunLight * max(dot(facing, towardsSun), 0.0) + mix(groundLight, skyLight, sky);
  shade = toScreen(min(body * light / pi, vec3(1.0)));
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

const fragmentShader = `
precision mediump float;
in vec3 shade;
out vec4 fragment;
void main() {
  fragment = vec4(shade, 1.0);
}`;

const ground = new Color('#b4bac0');

/**
 * Material of lit surfaces in a garage.
 * @param color default: each corner has its own
 */
export function flatLitMaterial(color?: string): ShaderMaterial {
  return new ShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: vertexShader.replace(
      'GROUND',
      ground
        .toArray()
        .map((value) => value.toFixed(6))
        .join(', '),
    ),
    fragmentShader,
    vertexColors: color === undefined,
    uniforms: { bodyColor: { value: new Color(color ?? '#ffffff') } },
  });
}
