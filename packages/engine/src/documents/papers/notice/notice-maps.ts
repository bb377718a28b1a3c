import type { Exposure } from '../../../design/index.ts';
import { type Level, type Plan, radiatesAlongPath } from '../../../plan/index.ts';
import {
  circleMark,
  type Mark,
  type PaperPoint,
  pathMark,
  pens,
  rectangleMark,
  textMark,
} from '../../encoders/sheet.ts';
import { cutText } from '../../encoders/text-width.ts';
import { levelLabel } from '../../wording/carrier-label.ts';
import { clipMarks } from '../clip-marks.ts';
import { antennaMarks, partSymbol } from '../device-symbols.ts';
import { buildingMarks } from '../floor-plan/building-marks.ts';
import { fitFloor } from '../floor-plan/floor-placement.ts';
import { radiatingPen } from '../floor-plan/network-marks.ts';
import type { Box } from '../frame-sheet.ts';

const antennaHalfMm = 0.9;
const sourceHalfMm = 1.2;
const labelMm = 2.4;
const gapMm = 2;
const worstRadiusMm = 1.8;

/** Small plans of the levels with antennas or equipment, side by side in a box: building, antennas, sources, the worst place. */
export function noticeMaps(plan: Plan, { worst }: Exposure, box: Box): Mark[] {
  const sources = plan.network?.sources ?? [];
  const levels = plan.levels.filter(({ id }) =>
    [...plan.antennas, ...sources].some(({ level }) => level === id),
  );
  const columns = Math.ceil(Math.sqrt(levels.length));
  const rows = Math.ceil(levels.length / columns);
  const widthMm = (box.widthMm - (columns - 1) * gapMm) / columns;
  const heightMm = (box.heightMm - (rows - 1) * gapMm) / rows;
  return levels.flatMap((level, index) => {
    const x = box.x + (index % columns) * (widthMm + gapMm);
    const y = box.y + Math.floor(index / columns) * (heightMm + gapMm);
    const at = worst?.level === level.id ? worst.position : undefined;
    return levelMap(plan, level, { x, y, widthMm, heightMm }, at);
  });
}

function levelMap(plan: Plan, level: Level, box: Box, worst: PaperPoint | undefined): Mark[] {
  const nameMm = labelMm + 2;
  const placement = fitFloor(level, { ...box, y: box.y + nameMm, heightMm: box.heightMm - nameMm });
  const { toPaper, within, angleDeg } = placement;
  const antennas = plan.antennas.filter((antenna) => antenna.level === level.id);
  const courses = antennas.flatMap(({ type, path }) =>
    radiatesAlongPath({ type }) && path
      ? [pathMark('ANTENNA', path.map(toPaper), { pen: radiatingPen })]
      : [],
  );
  const sources = (plan.network?.sources ?? []).filter((source) => source.level === level.id);
  const name = cutText(levelLabel(level), labelMm, box.widthMm - 4);
  return [
    ...clipMarks(
      [
        ...buildingMarks(level, placement),
        ...courses,
        ...sources.flatMap(({ position }) => partSymbol('poi', toPaper(position), sourceHalfMm)),
        ...antennas.flatMap((antenna) =>
          antennaMarks(
            antenna,
            toPaper(antenna.position),
            (antenna.azimuthDeg ?? 0) + angleDeg,
            antennaHalfMm,
          ),
        ),
        ...(worst ? [worstMark(toPaper(worst))] : []),
      ],
      within,
    ),
    rectangleMark('FRAME', box, { pen: pens.hair }),
    textMark('FRAME', name, [box.x + 1.5, box.y + 3.4], { sizeMm: labelMm, bold: true }),
  ];
}

/** A ring around the place with the highest value. */
export function worstMark(at: PaperPoint): Mark {
  return circleMark('LABEL', at, worstRadiusMm, { pen: { widthMm: 0.4, colour: '#c21807' } });
}

/** What the symbols mean, in one line from the left. */
export function noticeLegend(
  items: readonly { label: string; symbol: 'antenna' | 'source' | 'worst' }[],
  [x, y]: PaperPoint,
): Mark[] {
  const draw = {
    antenna: (at: PaperPoint) => antennaMarks({ type: 'ceiling-omni' }, at, 0, antennaHalfMm),
    source: (at: PaperPoint) => partSymbol('poi', at, sourceHalfMm),
    worst: (at: PaperPoint) => [worstMark(at)],
  };
  return items.flatMap(({ label, symbol }, index) => {
    const left = x + index * 36;
    return [
      ...draw[symbol]([left + 2.5, y - 0.9]),
      textMark('FRAME', label, [left + 6.5, y], { sizeMm: labelMm }),
    ];
  });
}
