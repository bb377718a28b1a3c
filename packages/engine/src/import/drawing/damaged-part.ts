import { DrawingError, type Phrase, say } from '../../core/index.ts';
import type { Drawing } from './drawing.ts';
import { wallClasses } from './layer-classes.ts';
import type { LevelDrawing } from './level-drawing.ts';

/** Something a reader had to leave out because the file is damaged there. */
export interface DamagedPart {
  at: string | Phrase;
  found: Phrase;
  expected: Phrase;
  /** Layers of what it hides; none where that is not known. */
  layers: string[];
}

/** Refuses a drawing whose damage may hide walls or the outline: on a layer that holds some, or on none that is known. */
export function refuseDamagedWalls(
  damaged: readonly DamagedPart[] | undefined,
  drawing: Drawing,
  classOf: LevelDrawing['classOf'],
): void {
  if (!damaged?.length) return;
  const holdsWalls = (item: { layer: string }) => {
    const layerClass = classOf(item);
    return wallClasses.has(layerClass) || layerClass === 'outline';
  };
  const wallLayers = new Set(drawing.paths.filter(holdsWalls).map(({ layer }) => layer));
  for (const { at, found, expected, layers } of damaged) {
    if (layers.length === 0) throw new DrawingError(at, found, expected);
    const hiding = layers.find((layer) => wallLayers.has(layer) || holdsWalls({ layer }));
    if (hiding !== undefined) throw new DrawingError(at, say('on-layer', { found, layer: hiding }), expected);
  }
}
