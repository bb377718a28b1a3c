import type { Language } from '../../core/index.ts';
import { languages, requireOneOf } from '../../core/index.ts';
import { type Prediction, type Quantity, requirePrediction, scaledQuantities } from '../../radio/index.ts';
import { heatmapSvg } from './heatmap-svg.ts';

/** A map of one level and carrier as people see it. */
export interface HeatmapImage {
  levelId: string;
  carrierId: string;
  svg: string;
}

/** One image per map, in the maps' order. */
export function drawMaps(
  prediction: Prediction,
  lang: Language,
  quantity: Quantity = 'rsrp',
): HeatmapImage[] {
  requirePrediction(prediction);
  requireOneOf('lang', lang, languages);
  const known = scaledQuantities.map(({ id }) => id);
  requireOneOf('quantity', quantity, known);
  const { plan, profile, assessment } = prediction;
  return prediction.maps.map((map) => {
    const { levelId, carrierId } = map;
    const carrier = plan.carriers.find(({ id }) => id === carrierId);
    if (!carrier) throw new Error(`no carrier ${carrierId}`);
    return {
      levelId,
      carrierId,
      svg: heatmapSvg({ plan, levelId, carrier, map, profile, assessment, lang, quantity }),
    };
  });
}
