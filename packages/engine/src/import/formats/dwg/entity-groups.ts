import type {
  Arc,
  AttributeBase,
  CadEntityTemplate,
  CadHatchTemplate,
  CadInsertTemplate,
  Circle,
  Color,
  Ellipse,
  Face3D,
  Hatch,
  HatchBoundaryPathArc,
  HatchBoundaryPathEllipse,
  HatchBoundaryPathLine,
  HatchBoundaryPathPolyline,
  HatchBoundaryPathSpline,
  IDwgStreamReader,
  Insert,
  Line,
  LwPolyline,
  MLine,
  MText,
  Polyline,
  ProxyEntity,
  Solid,
  TextEntity,
  Vertex,
  VertexFaceRecord,
  XYZ,
} from '@node-projects/acad-ts';
import { radToDeg, type TagList } from '../../../core/index.ts';
import { typeNames } from './object-types.ts';
import type { DwgObject } from './read-objects.ts';

/** Names of what objects refer to by handle: DXF refers by name. */
export interface DwgNames {
  layer(handle: number | null): string | undefined;
  block(handle: number | null): string | undefined;
  multilineStyle(handle: number | null): string | undefined;
  /** Returns red, green and blue of a colour of a colour book in one number. */
  color(handle: number | null): number | undefined;
  /** The release is R2013 or later, in which some objects differ. */
  isR2013: boolean;
}

/** Adds an entity in DXF's groups: those that its readers here look at. */
export function addEntity(tags: TagList, object: DwgObject, names: DwgNames, isInLayout: boolean): void {
  const { template, handle } = object;
  const { cadObject: entity } = template;
  tags.addText(0, typeOf(object));
  tags.addText(5, handle.toString(16).toUpperCase());
  const layer = names.layer(template.layerHandle);
  if (layer !== undefined) tags.addText(8, layer);
  if (isInLayout) tags.addNumber(67, 1);
  if (entity.isInvisible) tags.addNumber(60, 1);
  const { colorHandle } = template;
  if (colorHandle) addTrueColor(tags, names.color(colorHandle));
  else addColor(tags, entity.color);
  const graphics = template.proxyGraphics;
  if (graphics && graphics.length > 0) {
    tags.addNumber(160, graphics.length);
    tags.addBytes(310, graphics);
  }
  writers[object.type]?.(tags, object, names);
}

/** Returns the type, which is that of its class for a proxy. */
function typeOf({ type, template }: DwgObject): string {
  if (type !== typeNames[498]) return type;
  const name = (template.cadObject as ProxyEntity).dxfClass?.dxfName?.trim().toUpperCase();
  return name && /^[A-Z]\w*$/.test(name) ? name : type;
}

type Writer = (tags: TagList, object: DwgObject, names: DwgNames) => void;

/** A writer that needs the entity alone. */
function of<Entity>(write: (tags: TagList, entity: Entity) => void): Writer {
  return (tags, { template }) => write(tags, template.cadObject as unknown as Entity);
}

const writers: Readonly<Record<string, Writer>> = {
  LINE: of<Line>((tags, { startPoint, endPoint, normal }) => {
    addPoint(tags, 10, startPoint);
    addPoint(tags, 11, endPoint);
    addNormal(tags, normal);
  }),
  CIRCLE: of<Circle>(addCircle),
  ARC: of<Arc>((tags, arc) => {
    addCircle(tags, arc);
    tags.addNumber(50, radToDeg(arc.startAngle));
    tags.addNumber(51, radToDeg(arc.endAngle));
  }),
  ELLIPSE: of<Ellipse>((tags, ellipse) => {
    addPoint(tags, 10, ellipse.center);
    addPoint(tags, 11, ellipse.majorAxisEndPoint);
    tags.addNumber(40, ellipse.radiusRatio);
    tags.addNumber(41, ellipse.startParameter);
    tags.addNumber(42, ellipse.endParameter);
    addNormal(tags, ellipse.normal);
  }),
  SPLINE: (tags, { bits }, { isR2013 }) => addSpline(tags, bits, isR2013),
  LWPOLYLINE: of<LwPolyline>(addLwPolyline),
  POLYLINE: of<Polyline>(addPolyline),
  VERTEX: of<Vertex>(addVertex),
  MLINE: (tags, { template }, names) => addMultiline(tags, template, names),
  HATCH: (tags, { template }) => addHatch(tags, template as CadHatchTemplate),
  SOLID: of<Solid>(addSolid),
  TRACE: of<Solid>(addSolid),
  '3DFACE': of<Face3D>(addCorners),
  TEXT: of<TextEntity>((tags, text) => addText(tags, text, 73)),
  ATTRIB: of<AttributeBase>(addAttribute),
  ATTDEF: of<AttributeBase>(addAttribute),
  MTEXT: of<MText>(addMtext),
  INSERT: (tags, { template }, names) => addInsert(tags, template as CadInsertTemplate, names),
};

/** The entity's own colour; that of its layer is not written. */
function addColor(tags: TagList, color: Color): void {
  if (color.isTrueColor) tags.addNumber(420, color.trueColor);
  else if (!color.isByLayer) tags.addNumber(62, color.index);
}

function addPoint(tags: TagList, code: number, { x, y, z }: XYZ): void {
  tags.addNumber(code, x);
  tags.addNumber(code + 10, y);
  tags.addNumber(code + 20, z);
}

function addPlanePoint(tags: TagList, code: number, { x, y }: { x: number; y: number }): void {
  tags.addNumber(code, x);
  tags.addNumber(code + 10, y);
}

/** The direction of extrusion, where it is not up. */
function addNormal(tags: TagList, normal: XYZ): void {
  if (normal.x === 0 && normal.y === 0 && normal.z === 1) return;
  // Nothing is extruded along nothing: what that says is damage, and the plan's plane the best reading of it.
  if (normal.x === 0 && normal.y === 0 && normal.z === 0) return;
  addPoint(tags, 210, normal);
}

function addCircle(tags: TagList, { center, radius, normal }: Circle | Arc): void {
  addPoint(tags, 10, center);
  tags.addNumber(40, radius);
  addNormal(tags, normal);
}

function addTrueColor(tags: TagList, color: number | undefined): void {
  if (color !== undefined) tags.addNumber(420, color);
}

/** Kind of parameter of a spline that is given by knots in any case. */
const customKnots = 15;

/** A spline by knots and control points, or by the points that it passes. */
function addSpline(tags: TagList, bits: IDwgStreamReader, isR2013: boolean): void {
  let isThroughPoints = bits.readBitLong() === 2;
  let isClosed = false;
  let parameter = 0;
  if (isR2013) {
    const flags = bits.readBitLong();
    parameter = bits.readBitLong();
    isThroughPoints = parameter !== customKnots && (isThroughPoints || (flags & 1) !== 0);
    isClosed = (flags & 4) !== 0;
  }
  const degree = bits.readBitLong();
  const counts = { knots: 0, control: 0, fit: 0 };
  let hasWeights = false;
  if (isThroughPoints) {
    bits.readBitDouble();
    addPoint(tags, 12, bits.read3BitDouble());
    addPoint(tags, 13, bits.read3BitDouble());
    counts.fit = bits.readBitLong();
  } else {
    bits.readBit();
    isClosed = bits.readBit() || isClosed;
    bits.readBit();
    bits.readBitDouble();
    bits.readBitDouble();
    counts.knots = bits.readBitLong();
    counts.control = bits.readBitLong();
    hasWeights = bits.readBit();
  }
  tags.addNumber(70, (isClosed ? 1 : 0) | ([32, 64, 128][parameter] ?? 0));
  tags.addNumber(71, degree);
  for (let k = 0; k < counts.knots; k++) tags.addNumber(40, bits.readBitDouble());
  for (let k = 0; k < counts.control; k++) {
    addPoint(tags, 10, bits.read3BitDouble());
    if (hasWeights) tags.addNumber(41, bits.readBitDouble());
  }
  for (let k = 0; k < counts.fit; k++) addPoint(tags, 11, bits.read3BitDouble());
}

function addLwPolyline(tags: TagList, line: LwPolyline): void {
  tags.addNumber(70, line.isClosed ? 1 : 0);
  if (line.constantWidth !== 0) tags.addNumber(43, line.constantWidth);
  if (line.elevation !== 0) tags.addNumber(38, line.elevation);
  for (const { location, bulge, startWidth, endWidth } of line.vertices) {
    addPlanePoint(tags, 10, location);
    if (startWidth !== 0 || endWidth !== 0) {
      tags.addNumber(40, startWidth);
      tags.addNumber(41, endWidth);
    }
    if (bulge !== 0) tags.addNumber(42, bulge);
  }
  addNormal(tags, line.normal);
}

function addPolyline(tags: TagList, line: Polyline): void {
  tags.addNumber(70, line.flags);
  tags.addNumber(30, line.elevation);
  if (line.startWidth !== 0) tags.addNumber(40, line.startWidth);
  if (line.endWidth !== 0) tags.addNumber(41, line.endWidth);
  addNormal(tags, line.normal);
}

/** Adds a vertex, which is a corner or a face in a polyface mesh. */
function addVertex(tags: TagList, vertex: Vertex): void {
  const { index1, index2, index3, index4 } = vertex as Partial<VertexFaceRecord>;
  if (index1 !== undefined) {
    tags.addNumber(70, 128);
    tags.addNumber(71, index1);
    for (const [code, index] of [
      [72, index2],
      [73, index3],
      [74, index4],
    ] as const) {
      if (index) tags.addNumber(code, index);
    }
    return;
  }
  tags.addNumber(70, vertex.flags);
  addPoint(tags, 10, vertex.location);
  if (vertex.startWidth !== 0) tags.addNumber(40, vertex.startWidth);
  if (vertex.endWidth !== 0) tags.addNumber(41, vertex.endWidth);
  if (vertex.bulge !== 0) tags.addNumber(42, vertex.bulge);
}

function addMultiline(tags: TagList, template: CadEntityTemplate, names: DwgNames): void {
  const line = template.cadObject as MLine;
  const { mLineStyleHandle } = template as unknown as { mLineStyleHandle: number | null };
  tags.addText(2, names.multilineStyle(mLineStyleHandle) ?? 'STANDARD');
  tags.addNumber(40, line.scaleFactor);
  tags.addNumber(70, line.justification);
  tags.addNumber(71, line.flags);
  for (const { position, direction, miter, segments } of line.vertices) {
    addPoint(tags, 11, position);
    addPoint(tags, 12, direction);
    addPoint(tags, 13, miter);
    for (const { parameters } of segments) {
      tags.addNumber(74, parameters.length);
      for (const parameter of parameters) tags.addNumber(41, parameter);
    }
  }
  addNormal(tags, line.normal);
}

function addSolid(tags: TagList, solid: Solid): void {
  addCorners(tags, solid);
  addNormal(tags, solid.normal);
}

function addCorners(
  tags: TagList,
  { firstCorner, secondCorner, thirdCorner, fourthCorner }: Solid | Face3D,
): void {
  const corners = [firstCorner, secondCorner, thirdCorner, fourthCorner];
  for (const [k, corner] of corners.entries()) addPoint(tags, 10 + k, corner);
}

function addText(tags: TagList, text: TextEntity, rowCode: number): void {
  const { horizontalAlignment, verticalAlignment } = text;
  tags.addText(1, text.value);
  addPoint(tags, 10, text.insertPoint);
  tags.addNumber(40, text.height);
  tags.addNumber(50, radToDeg(text.rotation));
  if (text.widthFactor !== 1) tags.addNumber(41, text.widthFactor);
  if (horizontalAlignment !== 0) tags.addNumber(72, horizontalAlignment);
  if (verticalAlignment !== 0) tags.addNumber(rowCode, verticalAlignment);
  if (horizontalAlignment !== 0 || verticalAlignment !== 0) addPoint(tags, 11, text.alignmentPoint);
  addNormal(tags, text.normal);
}

function addAttribute(tags: TagList, attribute: AttributeBase): void {
  addText(tags, attribute, 74);
  tags.addText(2, attribute.tag);
  tags.addNumber(70, attribute.flags);
}

function addMtext(tags: TagList, text: MText): void {
  tags.addText(1, text.value);
  addPoint(tags, 10, text.insertPoint);
  addPoint(tags, 11, text.alignmentPoint);
  tags.addNumber(40, text.height);
  tags.addNumber(71, text.attachmentPoint);
  addNormal(tags, text.normal);
}

function addInsert(tags: TagList, template: CadInsertTemplate, names: DwgNames): void {
  const insert = template.cadObject as Insert;
  const { blockHeaderHandle } = template;
  tags.addText(
    2,
    names.block(blockHeaderHandle) ?? `*${(blockHeaderHandle ?? 0).toString(16).toUpperCase()}`,
  );
  addPoint(tags, 10, insert.insertPoint);
  tags.addNumber(41, insert.xScale);
  tags.addNumber(42, insert.yScale);
  tags.addNumber(43, insert.zScale);
  tags.addNumber(50, radToDeg(insert.rotation));
  if (insert.columnCount > 1 || insert.rowCount > 1) {
    tags.addNumber(70, insert.columnCount);
    tags.addNumber(71, insert.rowCount);
    tags.addNumber(44, insert.columnSpacing);
    tags.addNumber(45, insert.rowSpacing);
  }
  addNormal(tags, insert.normal);
}

function addHatch(tags: TagList, { cadObject, pathTemplates }: CadHatchTemplate): void {
  const hatch = cadObject as Hatch;
  tags.addNumber(30, hatch.elevation);
  addNormal(tags, hatch.normal);
  tags.addNumber(91, pathTemplates.length);
  for (const { path } of pathTemplates) {
    tags.addNumber(92, path.flags);
    const edges = path.edges as readonly HatchEdge[];
    if (edges.length === 1 && edges[0].type === 0)
      addHatchPolyline(tags, edges[0] as HatchBoundaryPathPolyline);
    else {
      tags.addNumber(93, edges.length);
      for (const edge of edges) addHatchEdge(tags, edge);
    }
  }
}

type HatchEdge = { readonly type: number };

function addHatchPolyline(tags: TagList, { vertices, isClosed }: HatchBoundaryPathPolyline): void {
  tags.addNumber(72, 1);
  tags.addNumber(73, isClosed ? 1 : 0);
  tags.addNumber(93, vertices.length);
  for (const vertex of vertices) {
    addPlanePoint(tags, 10, vertex);
    // The library has the bulge where a height would be.
    tags.addNumber(42, vertex.z);
  }
}

function addHatchEdge(tags: TagList, edge: HatchEdge): void {
  tags.addNumber(72, edge.type);
  if (edge.type === 1) {
    const { start, end } = edge as HatchBoundaryPathLine;
    addPlanePoint(tags, 10, start);
    addPlanePoint(tags, 11, end);
  } else if (edge.type === 2) {
    const arc = edge as HatchBoundaryPathArc;
    addPlanePoint(tags, 10, arc.center);
    tags.addNumber(40, arc.radius);
    addTurn(tags, arc);
  } else if (edge.type === 3) {
    const ellipse = edge as HatchBoundaryPathEllipse;
    addPlanePoint(tags, 10, ellipse.center);
    addPlanePoint(tags, 11, ellipse.majorAxisEndPoint);
    tags.addNumber(40, ellipse.minorToMajorRatio);
    addTurn(tags, ellipse);
  } else if (edge.type === 4) addHatchSpline(tags, edge as HatchBoundaryPathSpline);
}

function addTurn(
  tags: TagList,
  { startAngle, endAngle, counterClockWise }: HatchBoundaryPathArc | HatchBoundaryPathEllipse,
): void {
  tags.addNumber(50, radToDeg(startAngle));
  tags.addNumber(51, radToDeg(endAngle));
  tags.addNumber(73, counterClockWise ? 1 : 0);
}

function addHatchSpline(tags: TagList, spline: HatchBoundaryPathSpline): void {
  tags.addNumber(94, spline.degree);
  tags.addNumber(73, spline.isRational ? 1 : 0);
  tags.addNumber(74, spline.isPeriodic ? 1 : 0);
  tags.addNumber(95, spline.knots.length);
  tags.addNumber(96, spline.controlPoints.length);
  for (const knot of spline.knots) tags.addNumber(40, knot);
  for (const point of spline.controlPoints) {
    addPlanePoint(tags, 10, point);
    // The library has the weight where a height would be.
    if (spline.isRational) tags.addNumber(42, point.z);
  }
}
