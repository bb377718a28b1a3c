/** `@diku/engine/core`: errors, messages, numbers and tables. */

export {
  bytePieces,
  type Datum,
  datums,
  degToRad,
  type Inflater,
  type LoadHighs,
  mmToMetres,
  openTables,
  type PlacingProgress,
  type PointMm,
  radToDeg,
  say,
  type TableBytes,
  type TableRow,
  tableBytes,
  takeRows,
  toGcj02,
  toWgs84,
  verbatim,
} from '../core/index.ts';
