import { type Carrier, drawMaps, type Language, type Prediction } from '@diku/engine';
import { createFileNamer, type HeatmapImage, rasterGeoTiff } from '@diku/engine/documents';
import { isScaledQuantity, type RasterQuantity, rasterQuantity } from '@diku/engine/radio';
import type { OutputFolder } from './output-folder.ts';
import { rasterize } from './rasterize.ts';

/** Writes `<level>-<carrier>.png` and `.tif` for every map. */
export async function writeMaps(
  prediction: Prediction,
  heatmaps: readonly HeatmapImage[],
  folder: OutputFolder,
): Promise<void> {
  await writeQuantity(prediction, 'rsrp', heatmaps, folder, createFileNamer());
}

/**
 * Writes each quantity as `writeMaps` does (`<level>-<carrier>-<quantity>` but for RSRP); classes by number are rasters
 * alone.
 */
export async function writeQuantities(
  prediction: Prediction,
  quantities: readonly RasterQuantity[],
  language: Language,
  folder: OutputFolder,
): Promise<void> {
  const nameOf = createFileNamer();
  for (const quantity of quantities) {
    const heatmaps = isScaledQuantity(quantity) ? drawMaps(prediction, language, quantity) : undefined;
    await writeQuantity(prediction, quantity, heatmaps, folder, nameOf);
  }
}

async function writeQuantity(
  prediction: Prediction,
  quantity: RasterQuantity,
  heatmaps: readonly HeatmapImage[] | undefined,
  folder: OutputFolder,
  nameOf: (name: string) => string,
): Promise<void> {
  const { maps, profile, plan } = prediction;
  for (const [index, map] of maps.entries()) {
    const { levelId, carrierId } = map;
    const name = nameOf(`${levelId}-${carrierId}${quantity === 'rsrp' ? '' : `-${quantity}`}`);
    if (heatmaps) folder.write(`${name}.png`, await rasterize(heatmaps[index].svg));
    const carrier = carrierOf(prediction, carrierId);
    const values = rasterQuantity(quantity).values(map, { carrier, profile });
    folder.write(`${name}.tif`, rasterGeoTiff(map, quantity, plan.georeference, values));
  }
}

function carrierOf({ plan }: Prediction, carrierId: string): Carrier {
  const carrier = plan.carriers.find((candidate) => candidate.id === carrierId);
  if (carrier) return carrier;
  throw new Error(`no carrier ${carrierId}`);
}
