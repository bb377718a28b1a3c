/** The same prism in every way that programs write bodies: each returns an item and the kind of its representation. */
import { type IfcText, type Location, refs } from './ifc-text.ts';

export interface ShapeItem {
  item: number;
  kind: string;
}

type Corner = readonly [number, number, number];

/** Corners and faces, outward, of a prism on a ring that runs counter-clockwise. */
export function prism(ring: readonly Location[], heightM: number): { corners: Corner[]; faces: number[][] } {
  const count = ring.length;
  const corners = [0, heightM].flatMap((z) => ring.map(([x, y]): Corner => [x, y, z]));
  const sides = ring.map((_, i) => [i, (i + 1) % count, count + ((i + 1) % count), count + i]);
  const bottom = ring.map((_, i) => count - 1 - i);
  const top = ring.map((_, i) => count + i);
  return { corners, faces: [...sides, bottom, top] };
}

/** A wedge from the ground up along x: a ramp, with its underside `thicknessM` below. */
export function wedge(
  [x, y]: Location,
  [lengthM, widthM]: readonly [number, number],
  [fromM, toM]: readonly [number, number],
  thicknessM: number,
): { corners: Corner[]; faces: number[][] } {
  const ring: Location[] = [
    [x, y],
    [x + lengthM, y],
    [x + lengthM, y + widthM],
    [x, y + widthM],
  ];
  const { faces } = prism(ring, 1);
  const heights = [fromM, toM, toM, fromM];
  const corners = [-thicknessM, 0].flatMap((off) =>
    ring.map(([u, v], i): Corner => [u, v, heights[i] + off]),
  );
  return { corners, faces };
}

interface Faces {
  corners: readonly Corner[];
  faces: readonly (readonly number[])[];
}

/** IFC4: triangles by their corners' numbers. */
export function triangulated(model: IfcText, { corners, faces }: Faces): ShapeItem {
  const list = pointList(model, corners);
  const triangles = faces.flatMap((face) =>
    face.slice(2).map((_, i) => `(${face[0] + 1},${face[i + 1] + 1},${face[i + 2] + 1})`),
  );
  const item = model.add(`IFCTRIANGULATEDFACESET(#${list},$,.T.,(${triangles.join(',')}),$)`);
  return { item, kind: 'Tessellation' };
}

/** IFC4: faces of many corners. */
export function polygonal(model: IfcText, { corners, faces }: Faces): ShapeItem {
  const list = pointList(model, corners);
  const ids = faces.map((face) =>
    model.add(`IFCINDEXEDPOLYGONALFACE((${face.map((corner) => corner + 1).join(',')}))`),
  );
  const item = model.add(`IFCPOLYGONALFACESET(#${list},.T.,(${refs(ids)}),$)`);
  return { item, kind: 'Tessellation' };
}

/** A body by its bounding faces, as both schemas have it. */
export function faceted(model: IfcText, { corners, faces }: Faces): ShapeItem {
  const points = corners.map((corner) => model.point(...corner));
  const ids = faces.map((face) => {
    const loop = model.add(`IFCPOLYLOOP((${refs(face.map((corner) => points[corner]))}))`);
    return model.add(`IFCFACE((#${model.add(`IFCFACEOUTERBOUND(#${loop},.T.)`)}))`);
  });
  const shell = model.add(`IFCCLOSEDSHELL((${refs(ids)}))`);
  return { item: model.add(`IFCFACETEDBREP(#${shell})`), kind: 'Brep' };
}

/** Faces without a body, as shells of surfaces. */
export function surfaces(model: IfcText, { corners, faces }: Faces): ShapeItem {
  const points = corners.map((corner) => model.point(...corner));
  const ids = faces.map((face) => {
    const loop = model.add(`IFCPOLYLOOP((${refs(face.map((corner) => points[corner]))}))`);
    return model.add(`IFCFACE((#${model.add(`IFCFACEOUTERBOUND(#${loop},.T.)`)}))`);
  });
  const set = model.add(`IFCCONNECTEDFACESET((${refs(ids)}))`);
  return { item: model.add(`IFCFACEBASEDSURFACEMODEL((#${set}))`), kind: 'SurfaceModel' };
}

/** Returns what stands around the origin, placed by a type's map: turned by `angleDeg` and moved. */
export function mapped(
  model: IfcText,
  { item, kind }: ShapeItem,
  [x, y, z]: Corner,
  angleDeg = 0,
): ShapeItem {
  const origin = model.axes([0, 0, 0]);
  const shown = model.add(`IFCSHAPEREPRESENTATION(#${model.context},'Body','${kind}',(#${item}))`);
  const map = model.add(`IFCREPRESENTATIONMAP(#${origin},#${shown})`);
  const [cos, sin] = [Math.cos((angleDeg * Math.PI) / 180), Math.sin((angleDeg * Math.PI) / 180)];
  const axes = [
    [cos, sin, 0],
    [-sin, cos, 0],
    [0, 0, 1],
  ].map((axis) => `#${model.direction(...axis)}`);
  const point = model.point(x, y, z);
  const operator = model.add(
    `IFCCARTESIANTRANSFORMATIONOPERATOR3D(${axes[0]},${axes[1]},#${point},$,${axes[2]})`,
  );
  return { item: model.add(`IFCMAPPEDITEM(#${map},#${operator})`), kind: 'MappedRepresentation' };
}

/** A body that is too high, cut off at a height by a half space. */
export function clipped(model: IfcText, ring: readonly Location[], heightM: number): ShapeItem {
  const body = model.extrusion({ ring, heightM: heightM + 2 });
  const plane = model.add(`IFCPLANE(#${model.axes([0, 0, heightM])})`);
  const half = model.add(`IFCHALFSPACESOLID(#${plane},.F.)`);
  return { item: model.add(`IFCBOOLEANCLIPPINGRESULT(.DIFFERENCE.,#${body},#${half})`), kind: 'Clipping' };
}

/** A profile with parameters (`IFCISHAPEPROFILEDEF`, …) at a location, extruded upwards. */
export function extrudedProfile(
  model: IfcText,
  body: { type: string; sizesM: readonly number[]; tail?: string; at: Location; heightM: number },
): ShapeItem {
  const { type, sizesM, tail = '', at, heightM } = body;
  const axis = model.add(`IFCAXIS2PLACEMENT2D(#${model.point(...at)},$)`);
  const sizes = sizesM.map((size) => model.real(size)).join(',');
  const profile = model.add(`${type}(.AREA.,$,#${axis},${sizes}${tail})`);
  const up = model.direction(0, 0, 1);
  const item = model.add(
    `IFCEXTRUDEDAREASOLID(#${profile},#${model.axes([0, 0, 0])},#${up},${model.real(heightM)})`,
  );
  return { item, kind: 'SweptSolid' };
}

function pointList(model: IfcText, corners: readonly Corner[]): number {
  const rows = corners.map((corner) => `(${corner.map((value) => model.real(value)).join(',')})`);
  return model.add(`IFCCARTESIANPOINTLIST3D((${rows.join(',')}))`);
}
