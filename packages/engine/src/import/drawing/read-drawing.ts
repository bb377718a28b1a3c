import type { Point } from '../../core/index.ts';
import type { ImportSummary, LeftOut } from '../../plan/index.ts';
import type { DamagedPart } from './damaged-part.ts';
import type { Drawing } from './drawing.ts';
import type { ImportWarning } from './level-drawing.ts';
import type { UnitGuess } from './units.ts';
import type { UnseenParts } from './unseen-parts.ts';

export type DrawingFormat = 'dxf' | 'dwg' | 'geojson' | 'osm' | 'ifc' | 'pdf' | 'png' | 'jpeg';

/** A storey as a format states it, where drawings leave it to titles and marks. */
export interface StatedLevel {
  /** `B1`, `B2`, … */
  id: string;
  name: string;
  elevationM?: number;
  clearHeightM?: number;
  /** Thickness of the slab under the floor. */
  slabThicknessM?: number;
}

/** One drawing, or one storey of a model: storeys of one model share a frame. */
export interface DrawingSheet {
  drawing: Drawing;
  level?: StatedLevel;
}

/** Describes where a location of the drawing lies on the earth, WGS 84. */
export interface DrawingOrigin {
  lonDeg: number;
  latDeg: number;
  /** The location in the drawing, in metres; (0, 0) when left out. */
  at?: Point;
  /** Turns the drawing's axes to east and north; when left out they are. */
  rotationDeg?: number;
}

/** A scale that a text of a sheet names: 150 is 1:150. */
export interface SheetScale {
  ratio: number;
  /** Subject of the scale, by the words beside it; a bar is drawn with numbers along it. */
  of: 'plan' | 'sheet' | 'bar' | 'unknown' | 'detail';
  texts: string[];
}

/** One page of a document of several, to choose it by. */
export interface SheetPage {
  /** Counts from 1. */
  page: number;
  /** Width and height of the paper. */
  sizeMm: [number, number];
  lines: number;
  texts: number;
  /** The page is an image. */
  isImage: boolean;
  /** The largest text on it. */
  title?: string;
  /** The longest lines, x, y, x, y each: fractions of the paper's width, from its upper left corner. */
  thumbnail: number[];
}

/** Describes what a file says, whatever its format, before anything is recognised in it. */
export interface ReadDrawing {
  format: DrawingFormat;
  encoding: string;
  /** The unit where the format fixes it; otherwise it is guessed. */
  unit?: UnitGuess;
  /** A sheet of paper: metres of paper per unit, and the scales that it names, likeliest first. */
  paper?: { metresPerUnit: number; scales: SheetScale[] };
  /** Pages of a document of several that were looked at for the one that was read. */
  pages?: SheetPage[];
  /** `$INSUNITS` as the header gives it: one guess among others. */
  headerUnit?: string;
  origin?: DrawingOrigin;
  /** One that shows all levels, or one for each stated level. */
  sheets: DrawingSheet[];
  /** Parts that were left out because the file is damaged there. */
  damaged?: DamagedPart[];
  warnings: ImportWarning[];
  /** Levels of the garage that the file names and that nothing could be made of. */
  leftOut?: LeftOut[];
  /** Things that the file refers to and does not hold, or holds in a form that cannot be read. */
  missing?: ImportSummary['missing'];
  /** Parts of it in other files, or on layers that are not shown. */
  unseen?: UnseenParts;
}

/** A file that is handed in. Its name counts where the bytes leave something open, such as the level. */
export interface DrawingFile {
  bytes: Uint8Array;
  fileName?: string;
}
