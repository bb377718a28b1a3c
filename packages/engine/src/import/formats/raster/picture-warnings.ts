import { radToDeg } from '../../../core/index.ts';
import type { ImportWarning } from '../../drawing/level-drawing.ts';
import type { FoundFloor } from './find-floor.ts';
import type { PictureFacts } from './image-scale.ts';
import { assumedThicknessM } from './picture-paths.ts';
import type { FoundShapes } from './vectorise-image.ts';

/** Above this, m per pixel, thin walls look like lines. */
const coarsePixelM = 0.09;

/** Gaps that are no doors any more are said, m. */
const saidGapM = 2;

/** What the planner should know of how a picture was read. */
export function pictureWarnings(
  found: FoundShapes,
  { metresPerPixel, occupancy }: PictureFacts,
  floor: FoundFloor | undefined,
): ImportWarning[] {
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
  if (floor && floor.gapM >= saidGapM) {
    warnings.push({
      code: 'image-gaps',
      message: `the outer walls close only once gaps of up to ${floor.gapM} m in them are bridged; then they enclose ${floor.areaM2.toFixed(0)} m²: compare the outline with the picture, and draw the outer wall over where it should not be open`,
      at: 'image',
    });
  }
  return warnings;
}
