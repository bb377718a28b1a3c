import { tuning } from '../../tuning.ts';
import type { Mesh } from './ifc-model.ts';

const { farthestM } = tuning.ifcJoinMeshes;

/** One placed geometry as web-ifc gives it: y up, vertices with normals, and where it stands. */
export interface MeshPart {
  /** A 4 × 4 matrix by columns, into metres with y up. */
  transformation: readonly number[];
  /** x, y, z and the normal by turns. */
  vertices: Float32Array;
  corners: Uint32Array;
}

/** One mesh with z up; undefined where there are no triangles or some have corners that are no points. */
export function joinMeshes(parts: readonly MeshPart[]): Mesh | undefined {
  const vertices = new Float64Array(parts.reduce((sum, part) => sum + part.vertices.length / 2, 0));
  const corners = new Uint32Array(parts.reduce((sum, part) => sum + part.corners.length, 0));
  let vertexCount = 0;
  let cornerCount = 0;
  let bottomM = Infinity;
  let topM = -Infinity;
  const bodyEnds: number[] = [];
  for (const { transformation: m, vertices: local, corners: meshCorners } of parts) {
    const first = vertexCount;
    for (let k = 0; k + 5 < local.length; k += 6) {
      const [x, y, z] = [local[k], local[k + 1], local[k + 2]];
      vertices[3 * vertexCount] = m[0] * x + m[4] * y + m[8] * z + m[12];
      vertices[3 * vertexCount + 1] = -(m[2] * x + m[6] * y + m[10] * z + m[14]);
      vertices[3 * vertexCount + 2] = m[1] * x + m[5] * y + m[9] * z + m[13];
      vertexCount++;
    }
    for (let k = 0; k + 2 < meshCorners.length; k += 3) {
      const triangle = [first + meshCorners[k], first + meshCorners[k + 1], first + meshCorners[k + 2]];
      if (!triangle.every((corner) => corner < vertexCount && isLocation(vertices, corner))) return undefined;
      for (const corner of triangle) {
        corners[cornerCount++] = corner;
        bottomM = Math.min(bottomM, vertices[3 * corner + 2]);
        topM = Math.max(topM, vertices[3 * corner + 2]);
      }
    }
    bodyEnds.push(cornerCount);
  }
  if (cornerCount === 0) return undefined;
  return { vertices, corners: corners.subarray(0, cornerCount), bodyEnds, bottomM, topM };
}

function isLocation(vertices: Float64Array, corner: number): boolean {
  for (let axis = 0; axis < 3; axis++) {
    // False for NaN too.
    if (!(Math.abs(vertices[3 * corner + axis]) <= farthestM)) return false;
  }
  return true;
}

/** Several meshes as one, each with the bodies it has. */
export function stackMeshes(meshes: readonly Mesh[]): Mesh {
  const vertices = new Float64Array(meshes.reduce((sum, mesh) => sum + mesh.vertices.length, 0));
  const corners = new Uint32Array(meshes.reduce((sum, mesh) => sum + mesh.corners.length, 0));
  const bodyEnds: number[] = [];
  let values = 0;
  let cornerCount = 0;
  for (const mesh of meshes) {
    vertices.set(mesh.vertices, values);
    mesh.corners.forEach((corner, k) => {
      corners[cornerCount + k] = values / 3 + corner;
    });
    for (const end of mesh.bodyEnds) bodyEnds.push(cornerCount + end);
    values += mesh.vertices.length;
    cornerCount += mesh.corners.length;
  }
  const bottomM = meshes.reduce((low, mesh) => Math.min(low, mesh.bottomM), Infinity);
  const topM = meshes.reduce((high, mesh) => Math.max(high, mesh.topM), -Infinity);
  return { vertices, corners, bodyEnds, bottomM, topM };
}

/** Volume of a closed mesh: the prisms below its triangles, those that look down taken off. */
export function volumeM3({ vertices, corners, bottomM }: Mesh): number {
  let volume = 0;
  for (let k = 0; k < corners.length; k += 3) {
    const [a, b, c] = [3 * corners[k], 3 * corners[k + 1], 3 * corners[k + 2]];
    const twiceAreaM2 =
      (vertices[b] - vertices[a]) * (vertices[c + 1] - vertices[a + 1]) -
      (vertices[b + 1] - vertices[a + 1]) * (vertices[c] - vertices[a]);
    const heightM = (vertices[a + 2] + vertices[b + 2] + vertices[c + 2]) / 3 - bottomM;
    volume += (twiceAreaM2 / 2) * heightM;
  }
  return Math.abs(volume);
}
