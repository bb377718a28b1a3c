/** Names in DXF of the types of objects that have a number of their own. */
export const typeNames: Readonly<Record<number, string>> = {
  1: 'TEXT',
  2: 'ATTRIB',
  3: 'ATTDEF',
  4: 'BLOCK',
  7: 'INSERT',
  8: 'INSERT',
  10: 'VERTEX',
  11: 'VERTEX',
  12: 'VERTEX',
  13: 'VERTEX',
  14: 'VERTEX',
  15: 'POLYLINE',
  16: 'POLYLINE',
  17: 'ARC',
  18: 'CIRCLE',
  19: 'LINE',
  20: 'DIMENSION',
  21: 'DIMENSION',
  22: 'DIMENSION',
  23: 'DIMENSION',
  24: 'DIMENSION',
  25: 'DIMENSION',
  26: 'DIMENSION',
  27: 'POINT',
  28: '3DFACE',
  29: 'POLYLINE',
  30: 'POLYLINE',
  31: 'SOLID',
  32: 'TRACE',
  33: 'SHAPE',
  34: 'VIEWPORT',
  35: 'ELLIPSE',
  36: 'SPLINE',
  37: 'REGION',
  38: '3DSOLID',
  39: 'BODY',
  40: 'RAY',
  41: 'XLINE',
  43: 'OLEFRAME',
  44: 'MTEXT',
  45: 'LEADER',
  46: 'TOLERANCE',
  47: 'MLINE',
  49: 'BLOCK_RECORD',
  51: 'LAYER',
  73: 'MLINESTYLE',
  74: 'OLE2FRAME',
  77: 'LWPOLYLINE',
  78: 'HATCH',
  498: 'ACAD_PROXY_ENTITY',
};

/** Types of tables and of what blocks begin with: read before entities, which refer to them. */
export const tableTypes: ReadonlySet<string> = new Set([
  'LAYER',
  'MLINESTYLE',
  'DBCOLOR',
  'BLOCK_RECORD',
  'BLOCK',
]);

/**
 * Entities of which the library reads no more than what all have: nothing of them is drawn, or their proxy graphics, or
 * (36, SPLINE) it takes those of R2013 on with fit points for others.
 */
export const undrawnTypes: readonly number[] = [
  20, 21, 22, 23, 24, 25, 26, 27, 33, 34, 36, 37, 38, 39, 40, 41, 43, 45, 46, 74,
];

/** Classes of entities that have no number in some releases and are drawn. */
export const drawnClasses: ReadonlySet<string> = new Set(['LWPOLYLINE', 'HATCH', 'ACIDBLOCKREFERENCE']);

/** A class of objects that are no entities and are needed: colours of colour books. */
export const colorClass = 'DBCOLOR';

/** An entity that is known by what all entities have, and nothing else. */
export const bareEntity = 75;

/** Number of the first class in a file's list of classes. */
export const firstClass = 500;
