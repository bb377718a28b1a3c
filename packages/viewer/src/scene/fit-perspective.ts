import { type Box3, type PerspectiveCamera, Vector3 } from 'three';

/**
 * Puts the camera in the south at the least distance from which all corners of the bounds are in view, the picture in
 * the middle. Returns what it looks at.
 */
export function fitPerspective(
  camera: PerspectiveCamera,
  bounds: Box3,
  { downDeg, aspect }: { downDeg: number; aspect: number },
): Vector3 {
  const downRad = (downDeg * Math.PI) / 180;
  const direction = new Vector3(0, -Math.cos(downRad), Math.sin(downRad));
  const up = new Vector3(0, Math.sin(downRad), Math.cos(downRad));
  const tangent = Math.tan(((camera.fov / 2) * Math.PI) / 180);
  const corners = boxCorners(bounds);
  const target = bounds.getCenter(new Vector3());
  let distanceM = 5;
  for (let pass = 0; pass < 4; pass++) {
    distanceM = 5;
    for (const corner of corners) {
      const offset = corner.clone().sub(target);
      const spreadM = Math.max(Math.abs(offset.dot(up)), Math.abs(offset.x) / aspect);
      distanceM = Math.max(distanceM, spreadM / (tangent * 0.92) + offset.dot(direction));
    }
    const heights = corners.map((corner) => {
      const offset = corner.clone().sub(target);
      return offset.dot(up) / (distanceM - offset.dot(direction));
    });
    target.addScaledVector(up, ((Math.min(...heights) + Math.max(...heights)) / 2) * distanceM);
  }
  camera.position.copy(target).addScaledVector(direction, distanceM);
  return target;
}

function boxCorners({ min, max }: Box3): Vector3[] {
  return [min.x, max.x].flatMap((x) =>
    [min.y, max.y].flatMap((y) => [min.z, max.z].map((z) => new Vector3(x, y, z))),
  );
}

/** Near and far planes that follow the distance, so that the field stays above the floor from afar too. */
export function spreadDepth(camera: PerspectiveCamera, target: Vector3): void {
  const distanceM = camera.position.distanceTo(target);
  camera.near = distanceM * 0.05;
  camera.far = distanceM * 6 + 500;
  camera.updateProjectionMatrix();
}
