import { type Box3, type PerspectiveCamera, Vector3 } from 'three';

/** An upright canvas has room for the depth of a garage: so much more steeply it is looked down on. */
const uprightDeg = 20;

/**
 * Puts the camera in the south at the least distance from which all corners of the bounds are in view, the picture in
 * the middle; in the east of long bounds on an upright canvas, which they fill so. Returns what it looks at.
 */
export function fitPerspective(
  camera: PerspectiveCamera,
  bounds: Box3,
  { downDeg, aspect }: { downDeg: number; aspect: number },
): Vector3 {
  const downRad = ((downDeg + (aspect < 1 ? uprightDeg : 0)) * Math.PI) / 180;
  const size = bounds.getSize(new Vector3());
  const isFromEast = aspect < 1 && size.x > size.y;
  const away = isFromEast ? new Vector3(1, 0, 0) : new Vector3(0, -1, 0);
  const right = new Vector3(-away.y, away.x, 0);
  const direction = away.clone().multiplyScalar(Math.cos(downRad)).setZ(Math.sin(downRad));
  const up = away.clone().multiplyScalar(-Math.sin(downRad)).setZ(Math.cos(downRad));
  const tangent = Math.tan(((camera.fov / 2) * Math.PI) / 180);
  const corners = boxCorners(bounds);
  const target = bounds.getCenter(new Vector3());
  let distanceM = 5;
  for (let pass = 0; pass < 4; pass++) {
    distanceM = 5;
    for (const corner of corners) {
      const offset = corner.clone().sub(target);
      const spreadM = Math.max(Math.abs(offset.dot(up)), Math.abs(offset.dot(right)) / aspect);
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
