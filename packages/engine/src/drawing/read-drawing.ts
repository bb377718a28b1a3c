import type { Drawing } from './drawing.ts';
import { flattenDxf } from './dxf/flatten-dxf.ts';
import { readDxf } from './dxf/read-dxf.ts';
import type { UnitGuess } from './guess-units.ts';
import type { ImportWarning } from './level-drawing.ts';
import { type FileKind, notReadable, sniffFormat } from './sniff-format.ts';

export type DrawingFormat = 'dxf' | 'geojson' | 'osm';

/** A storey as a format states it, where drawings leave it to titles and marks. */
export interface StatedLevel {
  /** `B1`, `B2`, … */
  id: string;
  name: string;
  elevationM?: number;
  clearHeightM?: number;
  /** Of the slab under the floor. */
  slabThicknessM?: number;
}

/** One drawing, or one storey of a model: storeys of one model share a frame. */
export interface DrawingSheet {
  drawing: Drawing;
  level?: StatedLevel;
}

/** What a file says, whatever its format, before anything is recognised in it. */
export interface ReadDrawing {
  format: DrawingFormat;
  encoding: string;
  /** The unit where the format fixes it; otherwise it is guessed. */
  unit?: UnitGuess;
  /** `$INSUNITS` as the header gives it: one guess among others. */
  headerUnit?: string;
  /** One that shows all levels, or one for each stated level. */
  sheets: DrawingSheet[];
  warnings: ImportWarning[];
}

type Reader = (bytes: Uint8Array) => Promise<ReadDrawing>;

/** The reader of each kind of file that is read; what a format needs beyond this project is loaded inside. */
const readers: Readonly<Partial<Record<FileKind, Reader>>> = {
  dxf: async (bytes) => readDxfDrawing(bytes),
};

/** Reads the bytes of a drawing by what they are, not by the file's name. Throws `DrawingError` with the place. */
export async function readDrawing(bytes: Uint8Array): Promise<ReadDrawing> {
  const kind = sniffFormat(bytes);
  const reader = readers[kind];
  if (!reader) throw notReadable(kind, bytes);
  return reader(bytes);
}

function readDxfDrawing(bytes: Uint8Array): ReadDrawing {
  const document = readDxf(bytes);
  const drawing = flattenDxf(document);
  return {
    format: 'dxf',
    encoding: document.encoding,
    headerUnit: document.header.get('$INSUNITS'),
    sheets: [{ drawing }],
    warnings: ignoredEntities(drawing),
  };
}

/** One warning for all entities that are not read, such as proxies of other programs. */
function ignoredEntities({ ignored }: Drawing): ImportWarning[] {
  const kinds = Object.entries(ignored).sort(([a], [b]) => (a < b ? -1 : 1));
  if (kinds.length === 0) return [];
  const count = kinds.reduce((sum, [, each]) => sum + each, 0);
  const list = kinds.map(([kind, each]) => `${kind} × ${each}`).join(', ');
  return [
    {
      code: 'entities-ignored',
      message: `${count} entities of kinds that are not read: ${list}`,
      at: 'drawing',
    },
  ];
}
