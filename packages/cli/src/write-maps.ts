import { heatmapSvg, type Prediction, rasterGeoTiff } from '@diku/engine';
import { createFileNamer } from './file-names.ts';
import { rasterize } from './rasterize.ts';
import type { Language } from './texts.ts';
import type { OutputFolder } from './write-output.ts';

/** A map of one level and carrier as people see it. */
export interface MapPicture {
  levelId: string;
  carrierId: string;
  svg: string;
}

/** One picture per map, in the maps' order. */
export function drawMaps(prediction: Prediction, language: Language): MapPicture[] {
  const { plan, profile, assessment } = prediction;
  return prediction.maps.map((map) => {
    const { levelId, carrierId } = map;
    const carrier = plan.carriers.find((candidate) => candidate.id === carrierId);
    if (!carrier) throw new Error(`no carrier ${carrierId}`);
    const svg = heatmapSvg({ plan, levelId, carrier, map, profile, assessment, lang: language });
    return { levelId, carrierId, svg };
  });
}

/** Writes `<level>-<carrier>.png` and `.tif` for every map. */
export async function writeMaps(
  prediction: Prediction,
  pictures: readonly MapPicture[],
  folder: OutputFolder,
): Promise<void> {
  const nameOf = createFileNamer();
  for (const [index, { levelId, carrierId, svg }] of pictures.entries()) {
    const name = nameOf(`${levelId}-${carrierId}`);
    folder.write(`${name}.png`, await rasterize(svg));
    folder.write(`${name}.tif`, rasterGeoTiff(prediction.maps[index], 'rsrp', prediction.plan.georeference));
  }
}
