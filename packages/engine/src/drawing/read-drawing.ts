import { DrawingError } from '../core/errors.ts';
import type { Point } from '../core/geometry/points.ts';
import { say } from '../core/messages/phrase.ts';
import type { Monitor } from '../core/progress.ts';
import type { ImportSummary, LeftOut } from '../plan/import-summary-schema.ts';
import type { DamagedPart } from './damaged-part.ts';
import type { Drawing } from './drawing.ts';
import { readDxfDrawing } from './dxf/read-dxf-drawing.ts';
import type { UnitGuess } from './guess-units.ts';
import type { PictureOptions } from './image/image-scale.ts';
import type { ImportWarning } from './level-drawing.ts';
import { type FileKind, notReadable, sniffFormat } from './sniff-format.ts';

export type DrawingFormat = 'dxf' | 'geojson' | 'osm' | 'ifc' | 'png' | 'jpeg';

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

/** Where a place of the drawing lies on the earth, WGS 84. */
export interface DrawingOrigin {
  lonDeg: number;
  latDeg: number;
  /** The place in the drawing, in metres; (0, 0) when left out. */
  at?: Point;
  /** Turns the drawing's axes to east and north; when left out they are. */
  rotationDeg?: number;
}

/** What a file says, whatever its format, before anything is recognised in it. */
export interface ReadDrawing {
  format: DrawingFormat;
  encoding: string;
  /** The unit where the format fixes it; otherwise it is guessed. */
  unit?: UnitGuess;
  /** `$INSUNITS` as the header gives it: one guess among others. */
  headerUnit?: string;
  origin?: DrawingOrigin;
  /** One that shows all levels, or one for each stated level. */
  sheets: DrawingSheet[];
  /** What had to be left out because the file is damaged there. */
  damaged?: DamagedPart[];
  warnings: ImportWarning[];
  /** Levels of the garage that the file names and that nothing could be made of. */
  leftOut?: LeftOut[];
  /** What the file refers to and does not hold, or holds and nobody can read. */
  missing?: ImportSummary['missing'];
}

/** A file that is handed in. Its name counts where the bytes leave something open, such as the level. */
export interface DrawingFile {
  bytes: Uint8Array;
  fileName?: string;
}

export interface ReadOptions {
  /** Hears of progress and may cancel, between two steps. */
  monitor?: Monitor;
  /** Where the platform keeps a WebAssembly file (`web-ifc.wasm`): a URL or a path. Node finds it by itself. */
  locateWasm?: (name: string) => string;
  /** Of a PNG or JPEG picture: its scale, and the text of the file beside it. */
  picture?: PictureOptions;
}

/** Reads one file, or several of one kind where `joins` says that they may be parts of one drawing. */
interface Reader {
  read: (files: readonly DrawingFile[], options: ReadOptions) => Promise<ReadDrawing>;
  joins?: boolean;
}

/** A PNG or JPEG picture; its scale is an option. */
const pictureReader: Reader = {
  read: async ([{ bytes }], { picture, monitor }) =>
    (await import('./image/read-image.ts')).readImage(bytes, picture, monitor),
};

/** The reader of each kind of file that is read; what a format needs beyond this project is loaded inside. */
const readers: Readonly<Partial<Record<FileKind, Reader>>> = {
  dxf: { read: async ([{ bytes }], { monitor }) => readDxfDrawing(bytes, monitor) },
  json: {
    read: async (files) => (await import('./geojson/read-geojson.ts')).readGeoJson(files),
    joins: true,
  },
  osm: { read: async (files) => (await import('./osm/read-osm.ts')).readOsm(files), joins: true },
  ifc: { read: async ([{ bytes }], options) => (await import('./ifc/read-ifc.ts')).readIfc(bytes, options) },
  png: pictureReader,
  jpeg: pictureReader,
};

/**
 * Reads drawings by what their bytes are, not by their names. Throws `DrawingError` with the place, and
 * `CancelledError` when the monitor asks for it.
 */
export async function readDrawing(
  source: Uint8Array | readonly DrawingFile[],
  options: ReadOptions = {},
): Promise<ReadDrawing> {
  const files: readonly DrawingFile[] = source instanceof Uint8Array ? [{ bytes: source }] : source;
  const [first, ...others] = files;
  if (!first) throw new DrawingError(say('files'), say('nothing'), say('one-drawing'));
  const kind = sniffFormat(first.bytes);
  const reader = readers[kind];
  if (!reader) throw notReadable(kind, first.bytes);
  for (const { bytes, fileName } of others) {
    const other = sniffFormat(bytes);
    if (reader.joins && other === kind) continue;
    const expected = say('file-beside-expected');
    throw new DrawingError(fileName ?? say('files'), say('file-beside', { kind, other }), expected);
  }
  return reader.read(files, options);
}
