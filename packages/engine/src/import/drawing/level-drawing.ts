import { type Phrase, type Point, phraseText } from '../../core/index.ts';
import type { Drawing } from './drawing.ts';
import type { LayerClass } from './layer-classes.ts';

/** The part of a drawing that shows one level, in metres, turned so that its main direction is along x. */
export interface LevelDrawing {
  drawing: Drawing;
  /** Class of a path, text or symbol: by its layer, else by its block's name, else by what it looks like. */
  classOf: (item: {
    layer: string;
    color?: number;
    symbol?: number;
    names?: readonly string[];
    readAs?: LayerClass;
    givenAs?: LayerClass;
  }) => LayerClass;
}

/** A finding that the planner should look at; `at` names the location. */
export interface ImportWarning {
  code: string;
  /** The warning's English sentence. */
  message: string;
  at: string;
  /** The same as data. */
  said: Phrase;
}

export function importWarning(code: string, at: string, stated: Phrase): ImportWarning {
  return { code, message: phraseText(stated, 'en'), at, said: stated };
}

/** A location in plan metres as warnings print it. */
export function describeLocation(point: Readonly<Point>): string {
  return `(${point[0].toFixed(2)}, ${point[1].toFixed(2)}) m`;
}
