import type { Point } from '../../geometry/points.ts';
import { type Monitor, reportProgress } from '../../progress.ts';
import { radToDeg } from '../../units.ts';
import { statedLayer } from '../classify-layer.ts';
import type { DrawingPath, PathSource } from '../drawing.ts';
import type { LayerClass } from '../layer-classes.ts';
import type { ImportWarning } from '../level-drawing.ts';
import type { ReadDrawing } from '../read-drawing.ts';
import { decodePicture } from './decode-picture.ts';
import { type FoundFloor, findFloor } from './find-floor.ts';
import { readImageHeader } from './image-header.ts';
import { type PictureFacts, type PictureOptions, pictureFacts } from './image-scale.ts';
import { normalisePaper } from './normalise-paper.ts';
import type { Raster } from './raster.ts';
import { readOccupancy } from './read-occupancy.ts';
import { type FoundShapes, vectoriseImage } from './vectorise-image.ts';

/** Thicknesses are given in steps that walls are built in, m: coarse pixels do not tell more. */
const thicknessStepM = { fine: 0.01, filled: 0.05, hollow: 0.1 } as const;
const finePixelM = 0.025;
/** Of walls in a robot's map, which shows their faces. */
const assumedThicknessM = 0.2;
/** Openings wider than this are closed by shutters. */
const widestDoorM = 2.2;
/** Above this, m per pixel, thin walls look like lines. */
const coarsePixelM = 0.09;

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
  const edges = { outline: map?.edges ?? [], 'floor-edge': floor ? [floor.edge] : [] };
  return {
    format: grey.format,
    encoding: `${grey.width} × ${grey.height} px`,
    unit: { unit: 'px', metresPerUnit: metresPerPixel },
    sheets: [
      {
        drawing: {
          paths: pathsOf(found, edges, facts, grey.height),
          texts: titleOf(facts, grey),
          symbols: [],
          ignored: {},
        },
      },
    ],
    warnings: [...warningsOf(found, facts), ...warningsOfFloor(floor)],
  };
}

/** Gaps that are no doors any more are said, m. */
const saidGapM = 2;

function warningsOfFloor(floor: FoundFloor | undefined): ImportWarning[] {
  if (!floor || floor.gapM < saidGapM) return [];
  return [
    {
      code: 'image-gaps',
      message: `the outer walls close only once gaps of up to ${floor.gapM} m in them are bridged; then they enclose ${floor.areaM2.toFixed(0)} m²`,
      at: 'image',
    },
  ];
}

function traced(grey: Raster, metresPerPixel: number, monitor: Monitor | undefined): FoundShapes {
  const { darkness, noise } = normalisePaper(grey);
  reportProgress(monitor, 'import', 0.3);
  return vectoriseImage(darkness, { metresPerPixel, noise });
}

function pathsOf(
  found: FoundShapes,
  edges: Readonly<Record<'outline' | 'floor-edge', readonly Point[][]>>,
  { metresPerPixel, occupancy }: PictureFacts,
  height: number,
): DrawingPath[] {
  const path = (
    layerClass: LayerClass,
    source: PathSource,
    points: readonly Point[],
    more: Partial<DrawingPath> = {},
  ): DrawingPath => ({
    layer: statedLayer(layerClass),
    source,
    points: points.map(([x, y]): Point => [x, height - y]),
    closed: false,
    widthInUnits: 0,
    symbol: -1,
    ...more,
  });
  const thickness = (width: number, filled: boolean): number => {
    if (occupancy) return assumedThicknessM / metresPerPixel;
    const step =
      metresPerPixel <= finePixelM ? thicknessStepM.fine : thicknessStepM[filled ? 'filled' : 'hollow'];
    // Half a step more than one is that one.
    const steps = Math.ceil(((width - found.penPixels) * metresPerPixel) / step - 0.51);
    return Math.max(0.1, steps * step) / metresPerPixel;
  };
  const isDoor = (start: Point, end: Point) =>
    Math.hypot(end[0] - start[0], end[1] - start[1]) * metresPerPixel <= widestDoorM;
  return [
    ...found.walls.map(({ a, b, width, filled }) =>
      path('wall', filled ? 'hatch' : 'polyline', [a, b], { widthInUnits: thickness(width, filled) }),
    ),
    ...edges.outline.map((edge) => path('outline', 'polyline', edge, { closed: true })),
    ...edges['floor-edge'].map((edge) => path('floor-edge', 'polyline', edge, { closed: true })),
    ...found.columns.map(({ corners }) => path('column', 'polyline', corners, { closed: true })),
    ...found.bays.map((bay) => path('bay', 'polyline', bay, { closed: true })),
    ...found.openings.map(({ start, end }) =>
      path(isDoor(start, end) ? 'door' : 'shutter', 'line', [start, end]),
    ),
  ];
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

function warningsOf(found: FoundShapes, { metresPerPixel, occupancy }: PictureFacts): ImportWarning[] {
  const warnings: ImportWarning[] = [
    {
      code: 'image-traced',
      message:
        'the plan was traced from a picture: lettering is not read, so names, kinds of doors, materials and heights are assumptions',
      at: 'image',
    },
  ];
  const [mainRad] = found.anglesRad;
  if (mainRad !== undefined) {
    const tiltDeg = radToDeg(mainRad) > 45 ? radToDeg(mainRad) - 90 : radToDeg(mainRad);
    if (Math.abs(tiltDeg) > 0.05) {
      warnings.push({
        code: 'image-rotated',
        message: `the picture is turned by ${(-tiltDeg).toFixed(2)}° (counter-clockwise); it was set straight`,
        at: 'image',
      });
    }
  }
  if (occupancy) {
    warnings.push({
      code: 'image-occupancy',
      message: `a robot's map shows the faces of walls only: ${found.walls.length} pieces were taken as walls ${assumedThicknessM} m thick`,
      at: 'image',
    });
  }
  const guessed = found.openings.filter(({ drawn }) => !drawn).length;
  if (guessed > 0) {
    warnings.push({
      code: 'image-doors-guessed',
      message: `${guessed} gaps in walls are as wide as a door and were taken for one`,
      at: 'image',
    });
  }
  if (metresPerPixel > coarsePixelM) {
    warnings.push({
      code: 'image-coarse',
      message: `a pixel is ${metresPerPixel} m: walls thinner than ${(2 * metresPerPixel).toFixed(2)} m cannot be told from lines`,
      at: 'image',
    });
  }
  return warnings;
}
