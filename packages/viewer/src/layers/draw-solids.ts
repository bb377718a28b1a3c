import {
  BufferAttribute,
  BufferGeometry,
  Color,
  type Material,
  Matrix4,
  Mesh,
  Quaternion,
  Vector3,
} from 'three';
import { flatLitMaterial } from './flat-lit-material.ts';

/** A box or cylinder standing on the floor (or hanging at `baseM`). */
export interface Solid {
  x: number;
  y: number;
  baseM: number;
  lengthM: number;
  widthM: number;
  heightM: number;
  angleRad: number;
  color: string;
}

const up = new Vector3(0, 0, 1);

/**
 * Any number of solids as one mesh, in one draw call. Where WebGL is a program on the processor every instance of an instanced
 * mesh costs as much as a mesh of its own, so each has its corners here.
 * @param form of each, between −0.5 and 0.5 along every axis
 */
export function drawSolids(
  form: BufferGeometry,
  solids: readonly Solid[],
  material: Material = flatLitMaterial(),
): Mesh {
  const [places, facings, corners] = [
    form.getAttribute('position'),
    form.getAttribute('normal'),
    form.index!,
  ];
  const { count } = places;
  const positions = new Float32Array(3 * count * solids.length);
  const normals = new Float32Array(positions.length);
  const colors = new Float32Array(positions.length);
  const indices = new Uint32Array(corners.count * solids.length);
  const [matrix, turn, color, vector] = [new Matrix4(), new Quaternion(), new Color(), new Vector3()];
  for (const [order, solid] of solids.entries()) {
    const { x, y, baseM, lengthM, widthM, heightM, angleRad } = solid;
    turn.setFromAxisAngle(up, angleRad);
    matrix.compose(new Vector3(x, y, baseM + heightM / 2), turn, new Vector3(lengthM, widthM, heightM));
    color.set(solid.color);
    for (let corner = 0; corner < count; corner++) {
      const at = 3 * (order * count + corner);
      vector.fromBufferAttribute(places, corner).applyMatrix4(matrix).toArray(positions, at);
      vector.fromBufferAttribute(facings, corner).applyQuaternion(turn).toArray(normals, at);
      color.toArray(colors, at);
    }
    for (let index = 0; index < corners.count; index++) {
      indices[order * corners.count + index] = order * count + corners.getX(index);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setAttribute('normal', new BufferAttribute(normals, 3));
  geometry.setAttribute('color', new BufferAttribute(colors, 3));
  geometry.setIndex(new BufferAttribute(indices, 1));
  return new Mesh(geometry, material);
}
