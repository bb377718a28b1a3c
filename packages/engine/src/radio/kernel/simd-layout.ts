import { mmToMetres } from '../../core/index.ts';
import { type FieldJob, OBLIQUE_FIELDS } from './field-kernel.ts';
import { type GroupedGrid, lawRadiiMm } from './grouped-grid.ts';
import { lawOfSquaredMm } from './path-loss-law.ts';
import { FACET_FIELDS, GROUP_FIELDS, type PreparedObstacles, SLAB_FIELDS } from './prepare-obstacles.ts';

/** Sizes and points the assembly dictates. */
export interface SimdConstants {
  headerBytes: number;
  lineBytes: number;
  sidesBytes: number;
  stampBytes: number;
  tableAddress: number;
}

/** Byte addresses of one grid and obstacle set in the kernel's memory; `end` is the first byte not needed. */
export interface SimdLayout {
  header: number;
  tableLength: number;
  vertices: number;
  vertexCount: number;
  vertexRows: number;
  wedges: number;
  facets: number;
  facetCount: number;
  edges: number;
  facetSteps: number;
  sides: number;
  stamps: number;
  bandStamps: number;
  groups: number;
  groupCount: number;
  planeFacets: number;
  planeVertices: number;
  planeWedges: number;
  slabs: number;
  slabCount: number;
  slabEdges: number;
  obliques: number;
  obliqueCount: number;
  rays: number;
  band: number;
  bandRows: number;
  stride: number;
  rowSteps: number;
  squares: number;
  output: number;
  /** Rows that the kernel writes in one call, a multiple of 4. */
  outputRows: number;
  end: number;
}

/** Rows at hand stay in the second-level cache; smaller bands visit every line more often than that saves. */
const BAND_BYTES = 524_288;
/** Finished rows are taken away while they lie near: at most so many bytes at a time. */
const OUTPUT_BYTES = 131_072;
/** A short facet leaves at most as many stamps (packages/engine/assembly/stamp.ts). */
const STAMPS_PER_PANEL = 8;
/** Records begin on cache lines. */
const ALIGNMENT = 64;

/** Points one thing behind another; whatever does not vary from job to job of one grid and obstacle set included. */
export function planLayout(
  grid: GroupedGrid,
  obstacles: PreparedObstacles,
  tableLength: number,
  constants: SimdConstants,
): SimdLayout {
  const { columns, rows, skippedColumns } = grid;
  const vertexCount = obstacles.vertices.length / 2;
  const facetCount = obstacles.facets.length / FACET_FIELDS;
  const planeVertexCount = obstacles.planeVertices.length / 2;
  const stride = align(columns, 4) + 4;
  const bandRows = countRows(BAND_BYTES, 4 * stride, rows);
  const outputRows = countRows(OUTPUT_BYTES, 4 * (columns - skippedColumns), rows);
  let end = constants.tableAddress;
  const take = (bytes: number): number => {
    const address = end;
    end = align(end + bytes, ALIGNMENT);
    return address;
  };
  take(4 * tableLength);
  return {
    tableLength,
    header: take(constants.headerBytes),
    vertices: take(16 * vertexCount),
    vertexCount,
    vertexRows: take(4 * vertexCount),
    wedges: take(4 * vertexCount),
    facets: take(obstacles.facets.byteLength),
    facetCount,
    edges: take(constants.lineBytes * facetCount),
    facetSteps: take(4 * (align(facetCount, 4) + 4)),
    sides: take(constants.sidesBytes * Math.ceil(facetCount / 4)),
    stamps: take(constants.stampBytes * STAMPS_PER_PANEL * facetCount),
    bandStamps: take(4 * (Math.ceil(rows / bandRows) + 1)),
    groups: take(obstacles.groups.byteLength),
    groupCount: obstacles.groups.length / GROUP_FIELDS,
    planeFacets: take(obstacles.planeFacets.byteLength),
    planeVertices: take(obstacles.planeVertices.byteLength),
    planeWedges: take(4 * planeVertexCount),
    slabs: take(obstacles.slabs.byteLength),
    slabCount: obstacles.slabs.length / SLAB_FIELDS,
    slabEdges: take(obstacles.slabEdges.byteLength),
    obliques: take(obstacles.obliques.byteLength),
    obliqueCount: obstacles.obliques.length / OBLIQUE_FIELDS,
    rays: take(constants.lineBytes * countRays(obstacles)),
    band: take(4 * bandRows * stride),
    bandRows,
    stride,
    rowSteps: take(4 * (rows + 8)),
    squares: take(5 * stride),
    // Four rows are written at a time.
    output: take(4 * (columns - skippedColumns) * (outputRows + 3)),
    outputRows,
    end,
  };
}

/** Lines through all vertices, and those that facets in the plane of the transmitter and slanted ones need beside. */
function countRays({ vertices, planeVertices, planeFacets, slabEdges, obliques }: PreparedObstacles): number {
  const vertexCount = (vertices.length + planeVertices.length) / 2;
  const facetCount = planeFacets.length / FACET_FIELDS + (2 * obliques.length) / OBLIQUE_FIELDS;
  // One more: a line is written before it is known to be needed.
  return vertexCount + facetCount + slabEdges.length / 4 + 1;
}

/** Writes the fields of `Header` (packages/engine/assembly/header.ts) in their order. */
export function writeHeader(view: DataView, layout: SimdLayout, grid: GroupedGrid, job: FieldJob): void {
  let address = layout.header;
  for (const value of headerReals(grid, job)) {
    view.setFloat64(address, value, true);
    address += 8;
  }
  for (const value of headerIntegers(layout, grid, job)) {
    view.setInt32(address, value, true);
    address += 4;
  }
}

function headerReals(grid: GroupedGrid, job: FieldJob): number[] {
  const { law } = job;
  const { interceptDb, slopeDbPerDoubling } = lawOfSquaredMm(law);
  return [
    grid.originXMm,
    grid.originYMm,
    grid.cellMm,
    job.transmitterXMm,
    job.transmitterYMm,
    (job.transmitterZMm - job.receiverZMm) ** 2,
    (law.minDistanceM / mmToMetres(1)) ** 2,
    ...lawRadiiMm(grid, law),
    interceptDb,
    slopeDbPerDoubling,
  ];
}

function headerIntegers(layout: SimdLayout, grid: GroupedGrid, job: FieldJob): number[] {
  return [
    job.transmitterZMm,
    job.receiverZMm,
    grid.columns,
    grid.rows,
    grid.skippedColumns,
    layout.vertexCount,
    layout.vertices,
    layout.vertexRows,
    layout.wedges,
    layout.facetCount,
    layout.facets,
    layout.edges,
    layout.facetSteps,
    layout.sides,
    layout.stamps,
    layout.bandStamps,
    layout.groupCount,
    layout.groups,
    layout.planeFacets,
    layout.planeVertices,
    layout.planeWedges,
    layout.slabCount,
    layout.slabs,
    layout.slabEdges,
    layout.obliqueCount,
    layout.obliques,
    layout.rays,
    layout.tableLength,
    layout.band,
    layout.bandRows,
    layout.stride,
    layout.rowSteps,
    layout.squares,
    layout.output,
  ];
}

/** Number of rows that fit, in groups of four. */
function countRows(bytes: number, rowBytes: number, rows: number): number {
  return Math.min(align(rows, 4), Math.max(4, 4 * Math.floor(bytes / (4 * rowBytes))));
}

function align(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
