/** An upright panel over two vertices, the first not north of the second. */
@unmanaged
export class Panel {
  vertexA: i32;
  vertexB: i32;
  lossUnits: i32;
  /** 1 + index of its line among the edges, 0 for none; written by `prepare`. */
  edge: i32;
  /** Lower and upper edge, mm. */
  lower: i32;
  upper: i32;
}
