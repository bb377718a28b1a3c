import { createLayerClassifier, isStatedLayer, plainLayerName } from '../drawing/classify-layer.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import { wildcardMatcher } from '../drawing/match-wildcard.ts';
import type { ReadDrawing } from '../drawing/read-drawing.ts';
import { tuning } from '../tuning.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import { importSettings, type SettingSources } from './import-settings.ts';

const { maxLayers } = tuning.layerRows;

/** Describes what a layer was taken for, and by what. */
export interface LayerRow {
  layer: string;
  layerClass: LayerClass;
  /** `given` by preset, option or correction; `stated` by the format; by its `name`; by the `shape` of what is on it. */
  basis: 'given' | 'stated' | 'name' | 'shape' | 'none';
  /** Lines and texts. */
  entityCount: number;
  /** Confidence of what was recognised on it, 0 to 1; absent where nothing was. */
  confidence?: number;
}

const classOfKind: Readonly<Partial<Record<EvidenceKind, LayerClass>>> = {
  wall: 'wall',
  column: 'column',
  opening: 'door',
  bay: 'bay',
};
/** Every layer of a drawing that was read, most drawn first. */
export function layerRows(
  read: ReadDrawing,
  { sources, evidence }: { sources: SettingSources; evidence: readonly Evidence[] },
): LayerRow[] {
  const settings = importSettings(sources);
  const classify = createLayerClassifier(settings.layers);
  const rules = Object.keys(settings.layers).map(wildcardMatcher);
  const found = recognisedOn(evidence);
  return [...entityCounts(read)]
    .map(([layer, entityCount]): LayerRow => {
      const named = classify(layer);
      const on = found.get(layer);
      const isGiven = rules.some((matches) => matches(layer) || matches(plainLayerName(layer)));
      const layerClass = named === 'unknown' ? (on?.layerClass ?? 'unknown') : named;
      const byName = isGiven ? 'given' : isStatedLayer(layer) ? 'stated' : 'name';
      const basis = named !== 'unknown' ? byName : layerClass === 'unknown' ? 'none' : 'shape';
      return {
        layer,
        layerClass,
        basis,
        entityCount,
        ...(on ? { confidence: on.sum / on.count } : {}),
      };
    })
    .sort((p, q) => q.entityCount - p.entityCount || (p.layer < q.layer ? -1 : 1))
    .slice(0, maxLayers);
}

interface OnLayer {
  layerClass?: LayerClass;
  sum: number;
  count: number;
}

/** That things are there, not how thick or of what: what a layer's class decides. */
function recognisedOn(evidence: readonly Evidence[]): Map<string, OnLayer> {
  const layers = new Map<string, OnLayer>();
  for (const { kind, layer, layerClass, facets } of evidence) {
    if (layer === undefined) continue;
    const existence = facets.find(({ topic }) => topic === kind) ?? facets[0];
    let on = layers.get(layer);
    if (!on) {
      on = { sum: 0, count: 0 };
      layers.set(layer, on);
    }
    on.layerClass ??= (layerClass as LayerClass | undefined) ?? classOfKind[kind];
    on.sum += existence.confidence;
    on.count++;
  }
  return layers;
}

function entityCounts(read: ReadDrawing): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { drawing } of read.sheets) {
    for (const { layer } of [...drawing.paths, ...drawing.texts]) {
      counts.set(layer, (counts.get(layer) ?? 0) + 1);
    }
  }
  return counts;
}
