import type { Language } from '../../../core/index.ts';
import type { Level, Plan } from '../../../plan/index.ts';
import type { Prediction } from '../../../radio/index.ts';
import { levelLabel } from '../../wording/carrier-label.ts';
import { textsIn } from '../../wording/document-text.ts';
import { clipMarks } from '../clip-marks.ts';
import { frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import { buildingMarks } from './building-marks.ts';
import { coverageMarks, drawnOperator } from './coverage-marks.ts';
import { floorAnnotations } from './floor-annotations.ts';
import { type FloorPlacement, placeFloor } from './floor-placement.ts';
import { networkMarks } from './network-marks.ts';

/** One sheet per level: the building in grey, the edge of coverage where a prediction is given, antennas, cables and devices over it, legend, scale bar, north. */
export function floorDrafts(
  plan: Plan,
  options: { lang: Language; size: SheetSize; levels?: readonly string[]; prediction?: Prediction },
): SheetDraft[] {
  const { levels } = options;
  return plan.levels
    .filter(({ id }) => levels === undefined || levels.includes(id))
    .map((level) => floorDraft(plan, level, options));
}

function floorDraft(
  plan: Plan,
  level: Level,
  { lang, size, prediction }: { lang: Language; size: SheetSize; prediction?: Prediction },
): SheetDraft {
  const texts = textsIn(lang);
  const { drawing, legend } = frameBoxes(size);
  const placement: FloorPlacement = placeFloor(level, drawing);
  const scale = `1:${placement.scale}`;
  const coverage = prediction && {
    operator: textsIn(lang).name('operator', drawnOperator(prediction)),
    marks: clipMarks(coverageMarks(prediction, level.id, placement), placement.within),
  };
  return {
    id: level.id,
    title: texts('construction.floorTitle', { level: levelLabel(level) }),
    scale,
    size,
    marks: [
      ...clipMarks(buildingMarks(level, placement), placement.within),
      ...(coverage?.marks ?? []),
      ...clipMarks(
        networkMarks(plan, level, placement, { texts, lang, names: 'drawn', under: coverage?.marks ?? [] }),
        placement.within,
      ),
      ...floorAnnotations(plan, level, { box: legend, placement, texts, scale, coverage }),
    ],
  };
}
