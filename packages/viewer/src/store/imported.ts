import type { Phrase, Plan } from '@diku/engine';
import type {
  Choice,
  Corrections,
  Doubt,
  DrawingPart,
  Evidence,
  EvidenceKind,
  ImageScale,
  ImportPreset,
  LayerRow,
  LevelOutlines,
  ObjectQuestion,
  SheetPage,
  TextSetting,
  UnitGuess,
} from '@diku/engine/import';
import type { ImportedLevel } from '@diku/engine/plan';
import type { PointedChange } from './pointed.ts';

/** Lines of one layer in a level's drawing: points `start` to `start + count` of its segments. */
export interface LayerRange {
  layer: string;
  start: number;
  count: number;
}

/** A text of the drawing and how it stands about x and y, metres. */
export interface DrawnText extends Omit<TextSetting, 'lengthInUnits'> {
  text: string;
  x: number;
  y: number;
  heightM: number;
  /** It is made to be this long. */
  lengthM?: number;
}

/** The original drawing of one level in plan coordinates, as it is drawn. */
export interface LevelDrawingLines {
  levelId: string;
  /** Ends of lines: x, y, x, y in metres, layer by layer. */
  segmentsM: Float32Array;
  ranges: LayerRange[];
  texts: DrawnText[];
  /** Lines left out because there are too many to draw. */
  omitted: number;
  /** Its (0, 0) in the drawing's own coordinates, of one that is in its own units; those may be too large for the lines. */
  origin?: [number, number];
}

/** Report of an import on itself, apart from the plan it made. */
export interface ImportReview {
  source: { format: string; unit: string; encoding: string };
  levels: ImportedLevel[];
  doubts: Doubt[];
  evidence: Evidence[];
  warnings: { at?: string; said: Phrase }[];
  drawings: LevelDrawingLines[];
  /** The unit with what speaks for it and against it. */
  units: UnitGuess;
  /** Parts of model space that stand apart. */
  parts: DrawingPart[];
  /** Edges that the floors of levels in doubt may have. */
  outlines: LevelOutlines[];
  /** Pages of a PDF of several, where none was chosen. */
  pages?: SheetPage[];
  layers: LayerRow[];
  corrections: Corrections;
  /** Questions that can be asked about any one object of a kind. */
  questions: Partial<Record<EvidenceKind, ObjectQuestion[]>>;
  /** Presets that come with the program. */
  presetNames: string[];
}

/** A preset that an import was done with. */
export interface UsedPreset {
  name: string;
  preset: ImportPreset;
  /** Chosen by the layers of the drawing, not by the planner. */
  remembered: boolean;
}

/** A preset persisted on this computer, with the layers of the drawing it was made on. */
export interface RememberedPreset {
  name: string;
  preset: ImportPreset;
  layers: string[];
}

/** A drawing's file and everything that was decided about it. */
export interface ImportSource {
  /** Names the reading of the file among those of this page. */
  sourceId: number;
  /** The file, to be read again if it has to be. */
  file: File;
  /** Further parts of it, such as one file per level, or what lies beside an image. */
  others: readonly File[];
  /** Scale of an image. */
  scale?: ImageScale;
  /** Page of a PDF, where one was chosen, and those that there are. */
  page?: number;
  pages?: SheetPage[];
  /** It was chosen for this one, which the plan made of it is of. */
  community?: Plan['community'];
  corrections?: Corrections;
  usedPreset?: UsedPreset;
}

/** The drawing behind the plan, with everything decided about it. Belongs to the plan: undo restores both. */
export interface ImportedDrawing extends ImportReview, ImportSource {
  corrections: Corrections;
}

/** Subject of an answer: a doubt, or one object or level by its reference. */
export type Answered = Pick<Doubt, 'id' | 'level' | 'layer' | 'sourceLevel'>;

/** One decision of the planner, as it goes to the engine. */
export type Correction =
  | { doubt: Answered; answer: Choice['value'] }
  | { layer: string; layerClass: string }
  | { units: NonNullable<Corrections['units']> }
  /** Scale of an image, which is read anew for it. */
  | { scale: ImageScale }
  | PointedChange
  | { replace: Corrections };

/** Evidence that belongs to a doubt or has its reference, in the order of `evidence`. */
export function membersOf({ evidence }: Pick<ImportReview, 'evidence'>, id: string | undefined): Evidence[] {
  if (id === undefined) return [];
  return evidence.filter(
    ({ facets, reference }) => reference === id || facets.some(({ group }) => group === id),
  );
}

/** Returns whether the source is an image, whose unit is the pixel. */
export function isRaster({ source }: Pick<ImportReview, 'source'>): boolean {
  return source.format === 'png' || source.format === 'jpeg';
}
