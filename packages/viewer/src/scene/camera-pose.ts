import type { OrthographicCamera, PerspectiveCamera, Vector3 } from 'three';
import type { CameraPose } from '../keeping/kept-plan.ts';

export type { CameraPose };

const digits = 1000;

/** To the millimetre: a camera at rest reads the same every time. */
export function readPose(
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

export function takePose(
  { position, target, zoom }: CameraPose,
  camera: PerspectiveCamera | OrthographicCamera,
  looksAt: Vector3,
): void {
  camera.position.set(...position);
  camera.zoom = zoom;
  looksAt.set(...target);
}
