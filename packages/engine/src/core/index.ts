/** The room that knows no garage: units, errors, messages, numerics, geometry, text, projections. */

export {
  isRecord,
  requireBytes,
  requireFunction,
  requireList,
  requireNumber,
  requireNumberIfGiven,
  requireObject,
  requireOneOf,
  requireOneOfIfGiven,
  requirePoint,
  requireSolver,
  requireText,
} from './check-arguments.ts';
export {
  asPhrase,
  CancelledError,
  DrawingError,
  describeProblem,
  InputError,
  type LocalizedProblem,
  PlanError,
  type Problem,
  problemIn,
} from './errors.ts';
export { closedLoops } from './geometry/closed-loops.ts';
export { type Interval, mergeIntervals, subtractIntervals } from './geometry/intervals.ts';
export {
  type OrientedRectangle,
  rectangleAlong,
  rectangleAround,
  rectangleCorners,
} from './geometry/oriented-rectangle.ts';
export {
  buildPlanarGraph,
  type PlanarFace,
  pruneDeadEnds,
  type TaggedSegment,
  traceFaces,
} from './geometry/planar-graph.ts';
export {
  type Bounds,
  boundsOf,
  distance,
  distanceToBounds,
  emptyBounds,
  extendBounds,
  meanPoint,
  midpoint,
  type Point,
  type PointMm,
  pointInMetres,
  pointInMm,
  rotatePoint,
} from './geometry/points.ts';
export {
  counterClockwise,
  distanceToRing,
  offsetRing,
  perimeter,
  ringContains,
  signedArea,
  simplifyRing,
} from './geometry/polygons.ts';
export {
  distanceToSegment,
  lineIntersection,
  nearestParameter,
  orientation,
  PointGrid,
  pointAlong,
  segmentsCross,
} from './geometry/segments.ts';
export {
  createMessages,
  type Language,
  type MessageValues,
  type SayIn,
  type SayMessage,
  type ValuesOf,
} from './messages/messages.ts';
export {
  addPhrases,
  inEveryLanguage,
  isAssumed,
  isPhraseCode,
  listPhrases,
  type Phrase,
  type PhraseCode,
  type PhraseValue,
  phraseText,
  provenance,
  type SourceCode,
  say,
  verbatim,
} from './messages/phrase.ts';
export { languages } from './messages/phrases.generated.ts';
export { betaCdf, betaQuantile } from './numerics/beta-distribution.ts';
export {
  factorCholesky,
  invertFactored,
  invertLower,
  logDeterminant,
  solveLower,
} from './numerics/cholesky.ts';
export {
  absComplex,
  addComplex,
  type Complex,
  complex,
  divideComplex,
  expComplex,
  multiplyComplex,
  scaleComplex,
  sqrtComplex,
  subtractComplex,
} from './numerics/complex.ts';
export { countBits } from './numerics/count-bits.ts';
export { cutGrid, type GridCosts, neverCut } from './numerics/cut-grid.ts';
export { createDisjointSets } from './numerics/disjoint-sets.ts';
export { transformGrid } from './numerics/fourier.ts';
export { fresnelAuxiliary, fresnelIntegrals } from './numerics/fresnel-integrals.ts';
export {
  type EstimateField,
  type FieldCovariance,
  type FieldParts,
  type FieldSamples,
  krigeField,
} from './numerics/kriging.ts';
export type { Row } from './numerics/linear-program.ts';
export {
  type LinearEffort,
  LinearProgram,
  type LinearSolution,
  type LoadHighs,
} from './numerics/linear-program.ts';
export { createNormalSource, createRandom } from './numerics/random.ts';
export { solveBounded } from './numerics/solve-bounded.ts';
export {
  erfc,
  mean,
  median,
  nearestRank,
  normalCdf,
  normalDensity,
  normalQuantile,
  percentiles,
  scaledErfc,
} from './numerics/statistics.ts';
export { loadOptional } from './optional-package.ts';
export {
  type Monitor,
  type PlacingProgress,
  type Progress,
  reportProgress,
  unlessCancelled,
} from './progress.ts';
export { type Datum, datums, toGcj02, toWgs84 } from './projections/china-datums.ts';
export { createTangentPlane, type TangentPlane } from './projections/tangent-plane.ts';
export { decodeBase64, encodeBase64 } from './text/base64.ts';
export { compareTexts } from './text/compare-texts.ts';
export { createTagList, type TagList } from './text/dxf/create-tag-list.ts';
export { type Damage, type DxfTags, quote } from './text/dxf/dxf-tags.ts';
export { openTags, toUtf8 } from './text/dxf/open-tags.ts';
export { scanAscii } from './text/dxf/scan-ascii.ts';
export { binarySentinel } from './text/dxf/scan-binary.ts';
export { foldTraditional } from './text/fold-traditional.ts';
export { readNumber, statesNoService } from './text/read-number.ts';
export { decodeWalkText } from './text/tables/csv-table.ts';
export type { OpenOptions } from './text/tables/open-options.ts';
export { openTables } from './text/tables/open-table.ts';
export { byteChunks, type TableBytes, tableBytes } from './text/tables/table-bytes.ts';
export { cleanCell, headParts, isNumberCell } from './text/tables/table-head.ts';
export {
  type CellComment,
  type CellMark,
  createGapFiller,
  filledRows,
  type OpenTable,
  type TableRow,
  takeRows,
} from './text/tables/table-rows.ts';
export { columnIndex, columnLetters } from './text/tables/xlsx/cell-text.ts';
export type { Inflater } from './text/tables/xlsx/inflater.ts';
export { decodeBytes, decodeChunks, decodeLatin1 } from './text/text-decoder.ts';
export {
  dbmToMw,
  dbmToW,
  dbToLossUnits,
  dbToRatio,
  degToRad,
  LOSS_UNITS_PER_DB,
  lossUnitsToDb,
  metresToMm,
  mmToMetres,
  mwToDbm,
  radToDeg,
  ratioToDb,
  roundMm,
  wavelengthM,
  wPerM2ToUwPerCm2,
  wToDbm,
} from './units.ts';
