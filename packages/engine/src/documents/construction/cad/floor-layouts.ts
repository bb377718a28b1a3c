import type { Level, Plan } from '../../../plan/index.ts';
import type { SheetPoint } from '../../encoders/sheet.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import type { LayoutView } from '../dxf/drawing-content.ts';
import { areaOf } from '../floor-plan/building-marks.ts';
import type { DrawnCoverage } from '../floor-plan/coverage-marks.ts';
import {
  annotations,
  type PlacedPart,
  partTitle,
  planBox,
  shownArea,
  surroundings,
} from '../floor-plan/floor-drafts.ts';
import type { LevelPartition } from '../floor-plan/floor-partition.ts';
import type { FloorPlacement } from '../floor-plan/floor-placement.ts';
import type { SheetDraft, SheetSize } from '../frame-sheet.ts';
import { type Area, isIn } from '../position-labels.ts';

/** A level in model space: how its marks lie there, and what its list names. */
export interface ModelLevel {
  /** Parts at the scale of its texts, in the turn in which these are upright. */
  partition: LevelPartition;
  unitsPerMm: number;
  /** Turn of model space on such a sheet. */
  twistDeg: number;
  toModel(atM: SheetPoint): SheetPoint;
  /** Labels without room, and the points of the plan at which their numbers stand. */
  listed: readonly { text: string; atM: SheetPoint }[];
  hasPenetrations: boolean;
  coverage: DrawnCoverage | undefined;
  frozen: readonly string[];
}

/** A sheet of a level in paper space: its draft has what lies on the paper, the view what it shows of model space. */
export interface FloorSheet {
  draft: SheetDraft;
  view: LayoutView;
}

/** Half of the width that stays free of labels along the edges of a part, mm. */
const edgeMm = 0.2;

/** The edges of a level's parts as they lie among its marks: a label across one would be cut on both sheets. */
export function partEdges({ parts }: LevelPartition, { toSheet }: FloorPlacement): Area[] {
  return parts.flatMap(({ cornersM }) => {
    const corners = cornersM.map(toSheet);
    return corners.map((corner, index) => {
      const { minX, minY, maxX, maxY } = areaOf([corner, corners[(index + 1) % corners.length]]);
      return { minX: minX - edgeMm, minY: minY - edgeMm, maxX: maxX + edgeMm, maxY: maxY + edgeMm };
    });
  });
}

/** A level's sheets at the scale of its texts in model space, parted as in the other documents. */
export function floorSheets(
  plan: Plan,
  level: Level,
  model: ModelLevel,
  { size, texts }: { size: SheetSize; texts: DocumentTexts },
): FloorSheet[] {
  const { partition } = model;
  const drawn = partition.parts.filter(({ number }) => number !== undefined);
  return drawn.map((part, index): FloorSheet => {
    const placed = { partition, part, placement: partition.placements[index] };
    const { toSheet } = placed.placement;
    const shown = shownArea(level, placed.placement);
    const listed = model.listed.flatMap(({ text, atM }, order) =>
      isIn(toSheet(atM), shown) ? [{ number: order + 1, text }] : [],
    );
    const { coverage } = model;
    return {
      draft: {
        ...partTitle(level, texts, placed),
        size,
        marks: [
          ...surroundings(level, texts, placed, 'edges'),
          ...annotations(plan, level, {
            ...placed,
            texts,
            size,
            coverage,
            listed,
            hasPenetrations: model.hasPenetrations,
            isExact: true,
          }).marks,
        ],
      },
      view: partView(model, placed, shown, size),
    };
  });
}

/** Window on the part, with room at its edges for labels where it is all of the level. */
function partView(
  { toModel, unitsPerMm, twistDeg, frozen }: ModelLevel,
  { placement }: PlacedPart,
  shown: ReturnType<typeof shownArea>,
  size: SheetSize,
): LayoutView {
  const box = planBox(size);
  const { minX, minY, maxX, maxY } = placement.cell
    ? shown
    : { minX: box.x, minY: box.y, maxX: box.x + box.widthMm, maxY: box.y + box.heightMm };
  const middle: SheetPoint = [(minX + maxX) / 2, (minY + maxY) / 2];
  return {
    ...{ centerMm: [middle[0], size[1] - middle[1]], widthMm: maxX - minX, heightMm: maxY - minY },
    ...{ target: toModel(placement.toPlan(middle)), unitsPerMm, twistDeg, frozen },
  };
}
