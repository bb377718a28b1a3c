import { type TextKey, text, textKeys } from '../texts/language.ts';

/** Everything a layer can be said to hold, as it is listed. */
export const layerClasses = textKeys
  .filter((key) => key.startsWith('class-'))
  .map((key) => key.slice('class-'.length));

export function classLabel(layerClass: string): string {
  return layerClasses.includes(layerClass) ? text(`class-${layerClass}` as TextKey) : layerClass;
}

/** A layer as the drawing names it. Where the format states what things are there are no layers, but classes. */
export function layerLabel(layer: string): string {
  const [, stated, name] = /^diku:([^|]*)\|?(.*)$/.exec(layer) ?? [];
  return stated === undefined ? layer : name || classLabel(stated);
}
