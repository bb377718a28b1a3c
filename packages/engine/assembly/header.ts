// One job's inputs, written by the wrapper. Lengths are integer mm held as f64: every product of two differences stays
// below 2^46, so all f64 arithmetic on them is exact.
@unmanaged
export class Header {
  originX: f64;
  originY: f64;
  cell: f64;
  transmitterX: f64;
  transmitterY: f64;
  /** Squared height difference, mm². */
  heightSquared: f64;
  /** Squared shortest distance of the law, mm². */
  minSquared: f64;
  /** Groups of four rows and columns with their middle less than so far off, in plan, have the near and the middle law (distance.ts), mm. */
  nearRadius: f64;
  middleRadius: f64;
  /** Loss at a squared distance of 1 mm², dB. */
  intercept: f64;
  /** dB per doubling of the squared distance. */
  slope: f64;
  transmitterZ: i32;
  receiverZ: i32;
  columns: i32;
  rows: i32;
  /** Columns west of those that are asked for, up to 3: groups of four lie where they do in the whole of a grid. */
  skippedColumns: i32;
  vertexCount: i32;
  /** [vertexCount, 2] f64: x, y; no two alike. */
  vertices: usize;
  /** [vertexCount] i32: first row north of each; written by `prepare`. */
  vertexRows: usize;
  /** [vertexCount] i32: room for the steps that facets leave on the ray through each vertex. */
  wedges: usize;
  facetCount: i32;
  /** [facetCount] records (facet.ts). */
  facets: usize;
  /** Lines of the facets themselves, one per facet that rows cross: room for facetCount. */
  edges: usize;
  /** [facetCount rounded up to 4, plus 4] i32: each facet's step right of it. */
  facetSteps: usize;
  /** [facetCount / 4, rounded up] records (sides.ts). */
  sides: usize;
  /** Room for 8 records (stamp.ts) per facet. */
  stamps: usize;
  /** [bands + 1] i32: address of each band's first stamp. */
  bandStamps: usize;
  groupCount: i32;
  /** [groupCount] records (facet.ts): facets that begin or end at a height, by height. */
  groups: usize;
  /** The groups' facets, with vertices of their own, and room for the steps of these. */
  planeFacets: usize;
  planeVertices: usize;
  planeWedges: usize;
  slabCount: i32;
  /** [slabCount, 4] i32: elevation, loss, first and past-last slab edge. */
  slabs: usize;
  /** [slabEdgeCount, 4] f64: ax, ay, bx, by of the counter-clockwise opening rings. */
  slabEdges: usize;
  obliqueCount: i32;
  /** [obliqueCount] records (oblique.ts). */
  obliques: usize;
  /**
   * Lines of rays, enlarged edges and oblique steps: room for all vertices, plane facets, slab edges, twice the oblique
   * steps, and one more.
   */
  rays: usize;
  /** Entries of the leakage table at TABLE (gather.ts); 0 for no cap. */
  tableLength: i32;
  /** [bandRows / 4, stride, 4] i32: steps of the rows at hand, four rows side by side. */
  band: usize;
  /** A multiple of 4. */
  bandRows: i32;
  /** Columns rounded up to 4, plus 4. */
  stride: i32;
  /** [rows rounded up to 4, plus 4] i32: steps of what lies west of the first column, from row to row. */
  rowSteps: usize;
  /** [stride / 4, 5] f32: squared offsets of four columns from the transmitter, and twice their mean, 2^20 mm². */
  squares: usize;
  /** [rows of one call, columns that are asked for] i32 or f32, plus three rows of slack. */
  output: usize;
}
