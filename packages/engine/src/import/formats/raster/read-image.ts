import { type Monitor, type Point, reportProgress } from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { ReadDrawing } from '../../drawing/read-drawing.ts';
import { decodePicture } from './decode-picture.ts';
import { findFloor } from './find-floor.ts';
import { readImageHeader } from './image-header.ts';
import { type PictureFacts, type PictureOptions, pictureFacts } from './image-scale.ts';
import { normalisePaper } from './normalise-paper.ts';
import { picturePaths } from './picture-paths.ts';
import { pictureWarnings } from './picture-warnings.ts';
import type { Raster } from './raster.ts';
import { readOccupancy } from './read-occupancy.ts';
import { type FoundShapes, vectoriseImage } from './vectorise-image.ts';

/** A scan or picture of a plan as a drawing in pixels: x from the left, y upwards from the lower edge. */
export async function readImage(
  bytes: Uint8Array,
  options: PictureOptions = {},
  monitor?: Monitor,
): Promise<ReadDrawing> {
  // What is no picture is refused before its scale is asked for.
  readImageHeader(bytes);
  const facts = pictureFacts(options);
  const grey = await decodePicture(bytes);
  reportProgress(monitor, 'import', 0.2);
  const { metresPerPixel } = facts;
  const map = facts.occupancy && readOccupancy(grey, facts.occupancy, metresPerPixel);
  const found = map ?? traced(grey, metresPerPixel, monitor);
  const floor = map ? undefined : findFloor(found, metresPerPixel);
  return {
    format: grey.format,
    encoding: `${grey.width} × ${grey.height} px`,
    unit: { unit: 'px', metresPerUnit: metresPerPixel },
    sheets: [
      {
        drawing: {
          paths: picturePaths({ found, floor, edges: map?.edges ?? [], facts, height: grey.height }),
          texts: titleOf(facts, grey),
          symbols: [],
          ignored: {},
        },
      },
    ],
    warnings: pictureWarnings(found, facts, floor),
  };
}

function traced(grey: Raster, metresPerPixel: number, monitor: Monitor | undefined): FoundShapes {
  const { darkness, noise } = normalisePaper(grey);
  reportProgress(monitor, 'import', 0.3);
  return vectoriseImage(darkness, { metresPerPixel, noise });
}

/** The level's name as the file beside the picture gives it, as a title under the picture. */
function titleOf(
  { level, metresPerPixel }: PictureFacts,
  { width }: { width: number },
): ReadDrawing['sheets'][0]['drawing']['texts'] {
  if (!level) return [];
  const position: Point = [width / 2, 0];
  return [
    { layer: statedLayer('text'), text: level, position, heightInUnits: 1 / metresPerPixel, symbol: -1 },
  ];
}
