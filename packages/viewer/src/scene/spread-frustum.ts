import type { OrthographicCamera } from 'three';

/** What a camera over a plan sees: so much up and down, and across what its canvas is wider. @param aspect width over height */
export function spreadFrustum(camera: OrthographicCamera, halfHeightM: number, aspect: number): void {
  camera.top = halfHeightM;
  camera.bottom = -halfHeightM;
  camera.left = -halfHeightM * aspect;
  camera.right = halfHeightM * aspect;
  camera.updateProjectionMatrix();
}
