import {
  Group,
  Matrix4,
  MOUSE,
  OrthographicCamera,
  PerspectiveCamera,
  Plane,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
} from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import type { CameraPose } from '../persistence/persisted-plan.ts';
import { fitPose, fovDeg, type ViewBox } from './fit-view.ts';
import { type CanvasSpot, projectPath } from './project-path.ts';
import { TwoPassView, type ViewPart } from './two-pass-view.ts';

const digits = 1000;

type Projection = '3d' | '2d';

/** A camera in numbers: what it shows and the size of the canvas, CSS pixels. */
export interface Projector {
  /** World to clip space, column by column. [16] */
  elements: readonly number[];
  width: number;
  height: number;
}

/**
 * Canvas, cameras and controls. World axes are the plan's: x east, y north, z up, metres.
 * Nothing is drawn until `requestRender`; nothing moves by itself.
 */
export class Stage {
  readonly root = new Group();
  readonly #view = new TwoPassView();
  readonly canvas = this.#view.canvas;
  readonly #scene = new Scene();
  readonly #perspective = new PerspectiveCamera(fovDeg, 1, 0.5, 4000);
  readonly #orthographic = new OrthographicCamera(-1, 1, 1, -1, 0.1, 4000);
  readonly #controls: Record<Projection, OrbitControls>;
  readonly #raycaster = new Raycaster();
  readonly #afterRender = new Set<() => void>();
  #projection: Projection = '3d';
  #box: ViewBox = { min: [0, 0, 0], max: [60, 40, 3], downDeg: 55 };
  /** Size of the canvas, CSS pixels; asking the page for it would lay it out in the middle of a frame. */
  #width = 1;
  #height = 1;
  /** Handle of the frame that will draw; 0 for none. */
  #frame = 0;
  /** A resized canvas shows all again, and levels that are drawn apart, until the user moves the camera. */
  showsAll = false;
  #orthographicHalfHeightM = 30;

  constructor(parent: HTMLElement) {
    parent.append(this.canvas);
    this.#perspective.up.set(0, 0, 1);
    this.#controls = {
      '3d': new OrbitControls(this.#perspective, this.canvas),
      '2d': new OrbitControls(this.#orthographic, this.canvas),
    };
    const { '3d': orbit, '2d': plan } = this.#controls;
    orbit.maxPolarAngle = 1.45;
    orbit.minDistance = 4;
    plan.enableRotate = false;
    plan.mouseButtons.LEFT = plan.mouseButtons.RIGHT;
    for (const controls of Object.values(this.#controls)) {
      controls.zoomToCursor = true;
      // As in every drawing program; the wheel zooms.
      controls.mouseButtons.MIDDLE = MOUSE.PAN;
      controls.screenSpacePanning = controls === plan;
      controls.addEventListener('change', () => this.requestRender('view'));
      controls.addEventListener('start', () => {
        this.showsAll = false;
      });
    }
    plan.enabled = false;
    this.#scene.add(this.root);
    this.canvas.addEventListener('webglcontextrestored', () => this.requestRender());
    new ResizeObserver(() => this.#resize(parent)).observe(parent);
    this.#resize(parent);
  }

  set background(color: string) {
    this.#view.background = color;
    this.requestRender();
  }

  /** True when something that stands on the canvas cuts what is drawn while the view moves. */
  set isFixedToCanvas(isFixed: boolean) {
    this.#view.isFixedToCanvas = isFixed;
  }

  get projection(): Projection {
    return this.#projection;
  }

  /** Changes between perspective and plan view, keeping what is in the middle. */
  setProjection(projection: Projection): void {
    if (projection === this.#projection) return;
    this.#projection = projection;
    for (const [name, controls] of Object.entries(this.#controls)) controls.enabled = name === projection;
    this.fit();
  }

  /** Off while an antenna is dragged. */
  set controlsEnabled(enabled: boolean) {
    this.#controls[this.#projection].enabled = enabled;
  }

  /** The box that `fit` shows. */
  set box(box: ViewBox) {
    this.#box = box;
  }

  /** Shows all of the box. */
  fit(): void {
    this.showsAll = true;
    const pose = fitPose(this.#box, this.#projection, this.#width / this.#height);
    if (this.#projection === '2d') {
      this.#orthographicHalfHeightM = pose.halfHeightM;
      this.#orthographic.zoom = 1;
      spreadFrustum(this.#orthographic, this.#orthographicHalfHeightM, this.#width / this.#height);
    }
    this.#camera.position.set(...pose.position);
    this.#controls[this.#projection].target.set(...pose.target);
    this.#controls[this.#projection].update();
    this.requestRender();
  }

  /** Position of the camera of the projection. */
  get pose(): CameraPose {
    return readPose(this.#camera, this.#controls[this.#projection].target, this.#orthographicHalfHeightM);
  }

  set pose(pose: CameraPose) {
    this.showsAll = false;
    this.#orthographicHalfHeightM = pose.halfHeightM;
    takePose(pose, this.#camera, this.#controls[this.#projection].target);
    spreadFrustum(this.#orthographic, this.#orthographicHalfHeightM, this.#width / this.#height);
    this.#controls[this.#projection].update();
    this.requestRender();
  }

  /** Takes a pose once the view that it is of has been drawn, and fitted to its plan. */
  poseOnceDrawn(pose: CameraPose): void {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        this.pose = pose;
      }),
    );
  }

  /** Moves what is seen by so much to the right and down, CSS pixels; not while something else is dragged. */
  pan(rightPx: number, downPx: number): void {
    const controls = this.#controls[this.#projection];
    if (!controls.enabled) return;
    this.showsAll = false;
    controls.pan(rightPx, downPx);
  }

  /**
   * Moves the view so that a point is in the middle.
   * @param maxSpanM so much of the garage is seen from the lower to the upper edge, or less where less is seen now
   */
  flyTo(x: number, y: number, z: number, maxSpanM = Number.POSITIVE_INFINITY): void {
    this.showsAll = false;
    const controls = this.#controls[this.#projection];
    const shift = new Vector3(x, y, z).sub(controls.target);
    if (this.#projection === '2d') shift.z = 0;
    controls.target.add(shift);
    controls.object.position.add(shift);
    controls.object.updateMatrixWorld();
    const nearer = maxSpanM / (this.#height / this.pixelsPerM(x, y, z));
    if (nearer < 1) this.#comeNearer(nearer);
    controls.update();
    this.requestRender();
  }

  /** @param ratio of the distance that is left, or of what is seen */
  #comeNearer(ratio: number): void {
    if (this.#projection === '2d') {
      this.#orthographic.zoom /= ratio;
      this.#orthographic.updateProjectionMatrix();
      return;
    }
    const { target } = this.#controls['3d'];
    this.#perspective.position.sub(target).multiplyScalar(ratio).add(target);
  }

  /** Canvas position of a world point in CSS pixels, and whether it is in front of the camera. */
  project(x: number, y: number, z: number): { left: number; top: number; visible: boolean } {
    const point = new Vector3(x, y, z).project(this.#camera);
    return {
      left: ((point.x + 1) / 2) * this.#width,
      top: ((1 - point.y) / 2) * this.#height,
      visible: point.z > -1 && point.z < 1,
    };
  }

  /** Turns world points into positions on the canvas, CSS pixels, as it is drawn now. */
  get projector(): Projector {
    const camera = this.#camera;
    camera.updateMatrixWorld();
    const { elements } = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    return { elements, width: this.#width, height: this.#height };
  }

  /** A path of world points on the canvas, in pieces that are in front of the camera. */
  projectPath(points: readonly (readonly [number, number, number])[]): CanvasSpot[][] {
    return projectPath(points, this.#camera, { width: this.#width, height: this.#height });
  }

  /** CSS pixels of a metre at a world point, where it lies across the view. */
  pixelsPerM(x: number, y: number, z: number): number {
    if (this.#projection === '2d') {
      return (this.#height * this.#orthographic.zoom) / (2 * this.#orthographicHalfHeightM);
    }
    const depthM = -new Vector3(x, y, z).applyMatrix4(this.#perspective.matrixWorldInverse).z;
    const halfHeightM = depthM * Math.tan(((this.#perspective.fov / 2) * Math.PI) / 180);
    return this.#height / (2 * Math.max(halfHeightM, this.#perspective.near));
  }

  /**
   * Point where the ray under a canvas position (CSS pixels) meets the plane at height z; undefined above the
   * horizon.
   */
  pickPlane(left: number, top: number, z: number): { x: number; y: number } | undefined {
    const pointer = new Vector2((left / this.#width) * 2 - 1, 1 - (top / this.#height) * 2);
    this.#raycaster.setFromCamera(pointer, this.#camera);
    const hit = this.#raycaster.ray.intersectPlane(new Plane(new Vector3(0, 0, 1), -z), new Vector3());
    return hit ? { x: hit.x, y: hit.y } : undefined;
  }

  onRender(listener: () => void): void {
    this.#afterRender.add(listener);
  }

  requestRender(part: ViewPart = 'all'): void {
    this.#view.outdate(part);
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Draws now what was requested, for callers inside a frame: it need not wait for the next one. */
  renderRequested(): void {
    if (this.#frame === 0) return;
    cancelAnimationFrame(this.#frame);
    this.#draw();
  }

  /** Draws everything now. @returns the canvas, which has it until the page goes on */
  drawNow(): HTMLCanvasElement {
    this.#view.outdate('all');
    cancelAnimationFrame(this.#frame);
    this.#draw();
    return this.canvas;
  }

  #draw(): void {
    this.#frame = 0;
    spreadDepth(this.#perspective, this.#controls['3d'].target);
    this.#view.draw(this.#scene, this.#camera);
    for (const listener of this.#afterRender) listener();
  }

  get #camera(): PerspectiveCamera | OrthographicCamera {
    return this.#projection === '3d' ? this.#perspective : this.#orthographic;
  }

  #resize(parent: HTMLElement): void {
    this.#width = Math.max(1, parent.clientWidth);
    this.#height = Math.max(1, parent.clientHeight);
    this.#view.setSize(this.#width, this.#height);
    this.#perspective.aspect = this.#width / this.#height;
    this.#perspective.updateProjectionMatrix();
    spreadFrustum(this.#orthographic, this.#orthographicHalfHeightM, this.#width / this.#height);
    if (this.showsAll) this.fit();
    this.requestRender();
  }
}

/**
 * Sets a camera over a plan: this much up and down, and across in proportion to its canvas. @param aspect
 * width over height
 */
function spreadFrustum(camera: OrthographicCamera, halfHeightM: number, aspect: number): void {
  camera.top = halfHeightM;
  camera.bottom = -halfHeightM;
  camera.left = -halfHeightM * aspect;
  camera.right = halfHeightM * aspect;
  camera.updateProjectionMatrix();
}

/** Reads the pose to the millimetre: a camera at rest reads the same every time. */
function readPose(
  { position, zoom }: PerspectiveCamera | OrthographicCamera,
  target: Vector3,
  halfHeightM: number,
): CameraPose {
  const round = (value: number) => Math.round(value * digits) / digits;
  return {
    position: [round(position.x), round(position.y), round(position.z)],
    target: [round(target.x), round(target.y), round(target.z)],
    zoom,
    halfHeightM,
  };
}

function takePose(
  { position, target, zoom }: CameraPose,
  camera: PerspectiveCamera | OrthographicCamera,
  looksAt: Vector3,
): void {
  camera.position.set(...position);
  camera.zoom = zoom;
  looksAt.set(...target);
}

/** Moves near and far planes with the distance, so that the field stays above the floor from afar too. */
function spreadDepth(camera: PerspectiveCamera, target: Vector3): void {
  const distanceM = camera.position.distanceTo(target);
  camera.near = distanceM * 0.05;
  camera.far = distanceM * 6 + 500;
  camera.updateProjectionMatrix();
}
