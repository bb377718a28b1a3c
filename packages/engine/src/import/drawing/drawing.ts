import type { Point } from '../../core/index.ts';
import type { MaterialName, Opening } from '../../plan/index.ts';
import type { LayerClass } from './layer-classes.ts';

/** Describes where a piece of a drawing came from, as far as recognition cares. */
export type PathSource =
  | 'line'
  | 'polyline'
  | 'arc'
  | 'circle'
  | 'hatch'
  | 'mline'
  | 'solid'
  | 'curve'
  /** A leader runs from its tip at a thing to the text about it. */
  | 'leader';

/** Describes what a format knows of a piece beyond its class. Recognition takes it as it is. */
export interface StatedFacts {
  /** Material of a wall. */
  material?: MaterialName;
  /** Kind of an opening drawn as a line from jamb to jamb. */
  opening?: Opening['kind'];
  /** A line along a beam: heights above the floor; it reaches the ceiling where no `topM` is given. */
  beam?: { bottomM: number; topM?: number };
  /** Facts about a floor's edge. */
  floor?: FloorFacts;
}

/** Describes what is known of a floor whose edge is a guess. */
export interface FloorFacts {
  /** Least fraction of the edge's area that walls must enclose to be taken for the floor. */
  coveredRatio: number;
  /** Area that the whole drawing covers, m². */
  drawnM2: number;
}

/** A flat polyline; curves are already chords. */
export interface DrawingPath {
  layer: string;
  /** Its own colour, where it is not drawn in the layer's. Equal numbers are equal colours, no more. */
  color?: number;
  source: PathSource;
  points: Point[];
  closed: boolean;
  /** Drawn width of a wide polyline or multiline; 0 for a thin line. */
  widthInUnits: number;
  /** Drawn dash by dot, as centre lines and axes are. */
  isCentreLine?: true;
  /** Index in `symbols` of the outermost block it is part of, or −1. */
  symbol: number;
  /** The circular arc behind the chords. */
  arc?: { center: Point; radiusInUnits: number };
  /** Rings of one hatch share a number. */
  group?: number;
  stated?: StatedFacts;
  /** Its class by its shape and neighbours, against its layer. */
  readAs?: LayerClass;
  /** Its class as the planner gave it, which wins over everything. */
  givenAs?: LayerClass;
}

/** Describes how a text stands about its position, to draw it; recognition does without. */
export interface TextSetting {
  /** Direction of its lines, counter-clockwise from x. */
  angleRad: number;
  /** Fraction of its length left of the position: 0 begins there, 0.5 is centred, 1 ends there. */
  acrossRatio: number;
  /** The part of the text at the height of its position. */
  row: 'baseline' | 'bottom' | 'middle' | 'top';
  /** Its letters are so much wider than usual. */
  widthRatio: number;
  /** It is made to be this long. */
  lengthInUnits?: number;
}

export interface DrawingText {
  layer: string;
  color?: number;
  text: string;
  position: Point;
  heightInUnits: number;
  symbol: number;
  /** A text without a setting begins at the position and runs along x. */
  setting?: TextSetting;
}

/** A placed block: the outermost one, with the names of the blocks nested in it. */
export interface DrawingSymbol {
  layer: string;
  color?: number;
  names: string[];
  position: Point;
  /** Its class by its shape, against its layer. */
  readAs?: LayerClass;
}

/**
 * A drawing without its format: flat lines, texts and symbols. `…InUnits` are the drawing's own units, which
 * are metres once it is scaled.
 */
export interface Drawing {
  paths: DrawingPath[];
  texts: DrawingText[];
  symbols: DrawingSymbol[];
  /** Entities left out, by type. */
  ignored: Record<string, number>;
}
