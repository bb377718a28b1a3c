import { distance, type Point } from '../../core/index.ts';
import { type GuessedClasses, layerKey } from '../drawing/classify-layer.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { type Evidence, facet, withConfidence } from './evidence.ts';

/** A layer is asked about when so much is drawn on it and no name says what. */
const leastLengthM = 20;
const mostLayers = 20;

export interface LayerPart {
  levelId: string;
  level: LevelDrawing;
  /** Plan = own frame + shift, m. */
  shift: Point;
}

interface LayerSum {
  lengthM: number;
  levelId: string;
  at: Point;
  longestM: number;
  guess?: LayerClass;
}

/**
 * Evidence for layers whose names say nothing: those judged by what is drawn on them, and those nothing was recognised
 * on. Most drawn first.
 */
export function judgeLayers(
  parts: readonly LayerPart[],
  { used, guesses }: { used: ReadonlySet<string>; guesses: GuessedClasses },
): Evidence[] {
  const layers = new Map<string, LayerSum>();
  for (const { levelId, level, shift } of parts) {
    for (const path of level.drawing.paths) {
      const layerClass = level.classOf(path);
      const guess = guesses.get(layerKey(path));
      const isGuessed = guess !== undefined && guess === layerClass;
      if (!isGuessed && (used.has(path.layer) || layerClass !== 'unknown')) continue;
      let sum = layers.get(path.layer);
      if (!sum) {
        sum = { lengthM: 0, levelId, at: path.points[0], longestM: -1 };
        layers.set(path.layer, sum);
      }
      if (isGuessed) sum.guess ??= guess;
      for (let i = 1; i < path.points.length; i++)
        sum.lengthM += distance(path.points[i - 1], path.points[i]);
      const [first, second] = path.points;
      const pieceM = distance(first, second ?? first);
      if (pieceM <= sum.longestM || sum.levelId !== levelId) continue;
      sum.longestM = pieceM;
      sum.at = [first[0] + shift[0], first[1] + shift[1]];
    }
  }
  return [...layers.entries()]
    .filter(([, { lengthM }]) => lengthM >= leastLengthM)
    .sort((p, q) => q[1].lengthM - p[1].lengthM || (p[0] < q[0] ? -1 : 1))
    .slice(0, mostLayers)
    .map(([layer, { lengthM, levelId, at, guess }]) =>
      withConfidence({
        kind: 'layer',
        level: levelId,
        id: layer,
        reference: `layer:${layer}`,
        at,
        layer,
        lengthM,
        ...(guess ? { layerClass: guess } : {}),
        facets: [facet('layer', guess ? 'layer-guessed' : 'layer-unknown', layer)],
      }),
    );
}
