import { text } from '../texts/language.ts';
import { type TextKey, texts } from '../texts/texts.ts';

/** Everything a layer can be said to hold, as it is listed. */
export const layerClasses = Object.keys(texts)
  .filter((key) => key.startsWith('class_'))
  .map((key) => key.slice('class_'.length));

export function classLabel(layerClass: string): string {
  return layerClasses.includes(layerClass) ? text(`class_${layerClass}` as TextKey) : layerClass;
}

/** A layer as the drawing names it. Where the format states what things are there are no layers, but classes. */
export function layerLabel(layer: string): string {
  const [, stated, name] = /^diku:([^|]*)\|?(.*)$/.exec(layer) ?? [];
  return stated === undefined ? layer : name || classLabel(stated);
}
