import type { Level, Plan } from '../../../plan/schema.ts';
import { levelLabel } from '../../carrier-label.ts';
import { type Lang, textsOf } from '../../texts.ts';
import { clipMarks } from '../clip-marks.ts';
import { frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import { paperTexts } from '../paper-texts.ts';
import { buildingMarks } from './building-marks.ts';
import { floorFurniture } from './floor-furniture.ts';
import { type FloorPlacement, placeFloor } from './floor-placement.ts';
import { networkMarks } from './network-marks.ts';

/** One sheet per level: the building in grey, antennas, cables and devices over it, legend, scale bar, north. */
export function floorDrafts(
  plan: Plan,
  options: { lang: Lang; size: SheetSize; levels?: readonly string[] },
): SheetDraft[] {
  const { lang, size, levels } = options;
  return plan.levels
    .filter(({ id }) => levels === undefined || levels.includes(id))
    .map((level) => floorDraft(plan, level, lang, size));
}

function floorDraft(plan: Plan, level: Level, lang: Lang, size: SheetSize): SheetDraft {
  const texts = paperTexts[lang];
  const { drawing, legend } = frameBoxes(size);
  const placement: FloorPlacement = placeFloor(level, drawing);
  const scale = `1:${placement.scale}`;
  return {
    id: level.id,
    title: texts.floorTitle(levelLabel(level)),
    scale,
    size,
    marks: [
      ...clipMarks(buildingMarks(level, placement, textsOf(lang)), placement.within),
      ...clipMarks(networkMarks(plan, level, placement, { texts, lang }), placement.within),
      ...floorFurniture(plan, level, { box: legend, placement, texts, scale }),
    ],
  };
}
