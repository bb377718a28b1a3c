/** An upright facet over two vertices, the first not north of the second. */
@unmanaged
export class Facet {
  vertexA: i32;
  vertexB: i32;
  lossUnits: i32;
  /** Heights of its edges; both without meaning in a group. */
  lower: i32;
  upper: i32;
}

/** Facets with an edge at one height: the lower edge of a facet with its loss, the upper edge with minus its loss. */
@unmanaged
export class Group {
  height: i32;
  vertexStart: i32;
  vertexEnd: i32;
  facetStart: i32;
  facetEnd: i32;
}
