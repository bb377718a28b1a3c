import { isTextKey, text, textKeysOf } from '../texts/language.ts';

/** Everything a layer can be said to hold, as it is listed. */
export function layerClasses(): string[] {
  return textKeysOf('class-').map((key) => key.slice('class-'.length));
}

export function classLabel(layerClass: string): string {
  const key = `class-${layerClass}`;
  return isTextKey(key) ? text(key) : layerClass;
}

/** A layer as the drawing names it. Where the format states what things are there are no layers, but classes. */
export function layerLabel(layer: string): string {
  const [, stated, name] = /^diku:([^|]*)\|?(.*)$/.exec(layer) ?? [];
  return stated === undefined ? layer : name || classLabel(stated);
}
