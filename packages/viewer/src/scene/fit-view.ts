import type { Plan } from '@diku/engine';
import type { CameraPose } from '../persistence/persisted-plan.ts';
import { contentBox, levelOffsetsM } from './level-placement.ts';

/** Cameras in numbers, for what draws a garage with and without three. World axes are the plan's, z up, metres. */
export type Point3 = readonly [x: number, y: number, z: number];

export interface ViewBox {
  min: Point3;
  max: Point3;
  /** How steeply the perspective view looks down on it. */
  downDeg: number;
}

/** Vertical angle that the perspective camera sees. */
export const fovDeg = 38;
/** An upright canvas has room for the depth of a garage: so much more steeply it is looked down on. */
const uprightDeg = 20;
const degToRad = Math.PI / 180;

/** The box of the levels on screen, and how steeply it is looked down on. */
export function shownBox(
  plan: Plan,
  view: { stacked: boolean; gapRatio: number; levelId: string },
  offsets = levelOffsetsM(plan, view),
): ViewBox {
  const shown = plan.levels.filter((level) => view.stacked || level.id === view.levelId);
  const boxes = shown.map(contentBox);
  const topM = Math.max(...shown.map((level) => (offsets.get(level.id) ?? 0) + level.clearHeightM));
  return {
    min: [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1])), 0],
    max: [Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3])), topM],
    downDeg: view.stacked ? 36 : 55,
  };
}

/** Half of what a plan view shows from its lower to its upper edge where all of a box is to be seen. */
export function fitHalfHeightM({ min, max }: ViewBox, aspect: number): number {
  return Math.max(max[1] - min[1], (max[0] - min[0]) / aspect) * 0.56;
}

/**
 * Puts the camera in the south at the least distance from which all corners of the box are in view, the view in the
 * middle; in the east of long boxes on an upright canvas, which they fill so. Returns where it is and what it looks at.
 * @param aspect width over height of the canvas
 */
export function fitPerspective(
  { min, max, downDeg }: ViewBox,
  aspect: number,
): { position: Point3; target: Point3 } {
  const downRad = (downDeg + (aspect < 1 ? uprightDeg : 0)) * degToRad;
  const isFromEast = aspect < 1 && max[0] - min[0] > max[1] - min[1];
  const away: Point3 = isFromEast ? [1, 0, 0] : [0, -1, 0];
  const right: Point3 = [-away[1], away[0], 0];
  const direction: Point3 = [away[0] * Math.cos(downRad), away[1] * Math.cos(downRad), Math.sin(downRad)];
  const up: Point3 = [-away[0] * Math.sin(downRad), -away[1] * Math.sin(downRad), Math.cos(downRad)];
  const tangent = Math.tan((fovDeg / 2) * degToRad);
  const corners = [min[0], max[0]].flatMap((x) =>
    [min[1], max[1]].flatMap((y) => [min[2], max[2]].map((z): Point3 => [x, y, z])),
  );
  let target: Point3 = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  let distanceM = 5;
  for (let pass = 0; pass < 4; pass++) {
    const offsets = corners.map((corner) => minus(corner, target));
    distanceM = Math.max(
      5,
      ...offsets.map((offset) => {
        const spreadM = Math.max(Math.abs(dot(offset, up)), Math.abs(dot(offset, right)) / aspect);
        return spreadM / (tangent * 0.92) + dot(offset, direction);
      }),
    );
    const heights = offsets.map((offset) => dot(offset, up) / (distanceM - dot(offset, direction)));
    target = along(target, up, ((Math.min(...heights) + Math.max(...heights)) / 2) * distanceM);
  }
  return { position: along(target, direction, distanceM), target };
}

/** The pose from which all of a box is seen. */
export function fitPose(box: ViewBox, projection: '3d' | '2d', aspect: number): CameraPose {
  const [x, y] = [(box.min[0] + box.max[0]) / 2, (box.min[1] + box.max[1]) / 2];
  const halfHeightM = fitHalfHeightM(box, aspect);
  if (projection === '2d')
    return { position: [x, y, box.max[2] + 500], target: [x, y, 0], zoom: 1, halfHeightM };
  const { position, target } = fitPerspective(box, aspect);
  return { position: [...position], target: [...target], zoom: 1, halfHeightM };
}

/** Turns world points into positions on a canvas, CSS pixels; undefined behind the camera. */
export function poseProjector(
  { position, target, zoom, halfHeightM }: CameraPose,
  projection: '3d' | '2d',
  { width, height }: { width: number; height: number },
): (point: Point3) => readonly [left: number, top: number] | undefined {
  if (projection === '2d') {
    const pixelsPerM = (height * zoom) / (2 * halfHeightM);
    return ([x, y]) => [
      width / 2 + (x - position[0]) * pixelsPerM,
      height / 2 - (y - position[1]) * pixelsPerM,
    ];
  }
  const ahead = unit(minus(target, position));
  const right = unit([ahead[1], -ahead[0], 0]);
  const up: Point3 = [
    right[1] * ahead[2] - right[2] * ahead[1],
    right[2] * ahead[0] - right[0] * ahead[2],
    right[0] * ahead[1] - right[1] * ahead[0],
  ];
  const focalPixels = (height * zoom) / (2 * Math.tan((fovDeg / 2) * degToRad));
  return (point) => {
    const offset = minus(point, position);
    const depthM = dot(offset, ahead);
    if (depthM < 0.1) return undefined;
    return [
      width / 2 + (dot(offset, right) * focalPixels) / depthM,
      height / 2 - (dot(offset, up) * focalPixels) / depthM,
    ];
  };
}

function minus(a: Point3, b: Point3): Point3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function along(a: Point3, direction: Point3, lengthM: number): Point3 {
  return [a[0] + direction[0] * lengthM, a[1] + direction[1] * lengthM, a[2] + direction[2] * lengthM];
}

function dot(a: Point3, b: Point3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function unit(a: Point3): Point3 {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}
