import { mmToMetres } from '../units.ts';
import type { FieldJob } from './field-kernel.ts';

/** Byte addresses of one job in the kernel's memory; `end` is the first byte not needed. */
export interface SimdLayout {
  header: number;
  segments: number;
  losses: number;
  table: number;
  shadows: number;
  band: number;
  bandRows: number;
  /** i32 per band row. */
  stride: number;
  output: number;
  cells: number;
  end: number;
}

/** The module keeps its own few constants below this address. */
const FIRST_FREE_BYTE = 4096;
/** Rows at hand stay in the first-level cache. */
const BAND_BYTES = 24_576;
/** An obstacle's shadow falls into at most three runs of rows: south of, at and north of the transmitter. */
const SHADOWS_PER_OBSTACLE = 3;

/** Places one job behind another in 16-byte steps. */
export function planLayout(
  job: FieldJob,
  tableLength: number,
  { headerBytes, shadowBytes }: { headerBytes: number; shadowBytes: number },
): SimdLayout {
  const { columns, rows } = job.grid;
  const count = job.obstacles.lossUnits.length;
  const cells = columns * rows;
  const stride = align(columns, 4) + 4;
  const bandRows = Math.min(rows, Math.max(2, 2 * Math.floor(BAND_BYTES / (8 * stride))));
  let end = FIRST_FREE_BYTE;
  const take = (bytes: number): number => {
    const address = end;
    end = align(end + bytes, 16);
    return address;
  };
  return {
    header: take(headerBytes),
    // Before everything that varies from job to job: one cap's table stays in place.
    table: take(4 * tableLength),
    segments: take(16 * count),
    losses: take(4 * count),
    shadows: take(SHADOWS_PER_OBSTACLE * count * shadowBytes),
    band: take(4 * bandRows * stride),
    bandRows,
    stride,
    // The last row is written four cells at a time.
    output: take(4 * cells + 12),
    cells,
    end,
  };
}

/** Writes the fields of `Header` (packages/engine/assembly/header.ts) in their order. */
export function writeHeader(view: DataView, layout: SimdLayout, job: FieldJob, tableLength: number): void {
  const { grid, law } = job;
  // With d² in mm²: slope·log10(d in m) = slope/2·log10(2)·log2(d²) + slope·log10(1 mm in m).
  const slopeDbPerDoubling = (law.slopeDbPerDecade / 2) * Math.log10(2);
  const interceptDb = law.interceptDb + law.slopeDbPerDecade * Math.log10(mmToMetres(1));
  const reals = [
    grid.originXMm,
    grid.originYMm,
    grid.cellMm,
    job.transmitterXMm,
    job.transmitterYMm,
    (job.transmitterZMm - job.receiverZMm) ** 2,
    (law.minDistanceM / mmToMetres(1)) ** 2,
    interceptDb,
    slopeDbPerDoubling,
  ];
  const integers = [
    grid.columns,
    grid.rows,
    job.obstacles.lossUnits.length,
    layout.segments,
    layout.losses,
    layout.table,
    tableLength,
    layout.shadows,
    layout.band,
    layout.bandRows,
    layout.stride,
    layout.output,
  ];
  let address = layout.header;
  for (const value of reals) {
    view.setFloat64(address, value, true);
    address += 8;
  }
  for (const value of integers) {
    view.setInt32(address, value, true);
    address += 4;
  }
}

function align(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
