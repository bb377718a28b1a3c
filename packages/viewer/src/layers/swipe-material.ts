import {
  LineBasicMaterial,
  type Material,
  MeshBasicMaterial,
  type WebGLProgramParametersWithUniforms,
  type WebGLRenderer,
} from 'three';

/** Position of the divider as a fraction of the view's width from the left; shared by all that it cuts. */
export interface SwipeEdge {
  ratio: number;
}

/** A flat colour that is drawn only to the right of a divider. */
export function swipedMesh(color: string, opacity: number, edge: SwipeEdge): MeshBasicMaterial {
  return cutAt(new MeshBasicMaterial({ color, opacity, ...flat }), edge);
}

/** The same for lines. */
export function swipedLine(color: string, opacity: number, edge: SwipeEdge): LineBasicMaterial {
  return cutAt(new LineBasicMaterial({ color, opacity, ...flat }), edge);
}

/** Laid over what was drawn before, whatever its height. */
const flat = { transparent: true, depthTest: false, depthWrite: false, toneMapped: false } as const;

/** Draws what a material draws only to the right of a divider. */
export function cutAt<Made extends Material>(material: Made, edge: SwipeEdge): Made {
  /** Pixels of the image. */
  const swipeEdge = { value: 0 };
  material.onBeforeRender = (renderer: WebGLRenderer) => {
    swipeEdge.value = edge.ratio * renderer.domElement.width;
  };
  material.onBeforeCompile = (shader: WebGLProgramParametersWithUniforms) => {
    shader.uniforms.swipeEdge = swipeEdge;
    const cut = 'uniform float swipeEdge;\nvoid main() {\nif (gl_FragCoord.x < swipeEdge) discard;';
    shader.fragmentShader = shader.fragmentShader.replace('void main() {', cut);
  };
  return material;
}
