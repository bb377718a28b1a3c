import type { Point } from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath, FloorFacts, PathSource } from '../../drawing/drawing.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import type { FoundFloor } from './find-floor.ts';
import type { PictureFacts } from './image-scale.ts';
import type { FoundShapes } from './vectorise-image.ts';

/** Thicknesses are given in steps that walls are built in, m: coarse pixels do not tell more. */
const thicknessStepM = { fine: 0.01, filled: 0.05, hollow: 0.1 } as const;
const finePixelM = 0.025;
/** Of walls in a robot's map, which shows their faces. */
export const assumedThicknessM = 0.2;
/** Openings wider than this are closed by shutters. */
const widestDoorM = 2.2;
/** Where only gaps up to this wide had to be bridged, m, the floor is known within few hundredths. */
const surelyClosedM = 1.6;
const coveredRatio = { sure: 0.99, unsure: 0.75 } as const;

/** What a picture shows. */
export interface PictureContent {
  found: FoundShapes;
  floor: FoundFloor | undefined;
  /** Of a robot's map: outer edge of the floor, then what it goes around. */
  edges: readonly Point[][];
  facts: PictureFacts;
  /** Of the picture, pixels. */
  height: number;
}

/** What was found as a drawing: x from the left, y upwards from the lower edge, pixels. */
export function picturePaths({ found, floor, edges, facts, height }: PictureContent): DrawingPath[] {
  const { metresPerPixel, occupancy } = facts;
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
    ...edges.map((edge) => path('outline', 'polyline', edge, { closed: true })),
    ...(floor
      ? [
          path('floor-edge', 'polyline', floor.edge, {
            closed: true,
            stated: { floor: factsOf(floor, found) },
          }),
        ]
      : []),
    ...found.columns.map(({ corners }) => path('column', 'polyline', corners, { closed: true })),
    ...found.bays.map((bay) => path('bay', 'polyline', bay, { closed: true })),
    ...found.openings.map(({ start, end }) =>
      path(isDoor(start, end) ? 'door' : 'shutter', 'line', [start, end]),
    ),
  ];
}

function factsOf({ gapM }: FoundFloor, { drawnM2 }: FoundShapes): FloorFacts {
  return { coveredRatio: gapM <= surelyClosedM ? coveredRatio.sure : coveredRatio.unsure, drawnM2 };
}
