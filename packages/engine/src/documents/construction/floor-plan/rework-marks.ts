import { listRework, type ReworkState } from '../../../design/index.ts';
import type { Level, NetworkCable, Plan } from '../../../plan/index.ts';
import {
  greyColour,
  inkColour,
  type Mark,
  type Pen,
  pathMark,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { partSymbol } from '../device-symbols.ts';
import type { LegendItem } from '../legend-marks.ts';
import type { FloorPlacement } from './floor-placement.ts';

const assumedDashMm = [3, 1.2];
const retainedPen: Pen = { widthMm: 0.35, colour: inkColour };
const newPen: Pen = { widthMm: 0.35, colour: '#c21807' };
const movedPen: Pen = { ...newPen, dashMm: [6, 1.2, 1, 1.2] };
const removedPen: Pen = { widthMm: 0.25, colour: greyColour, dashMm: [1.2, 1] };
const crossPen: Pen = { widthMm: 0.35, colour: greyColour };

/** State of each part of a network that was designed around an existing tree, by id; undefined where there was none. */
export function reworkStates(plan: Plan): ReadonlyMap<string, ReworkState> | undefined {
  const rework = listRework(plan);
  return rework && new Map(rework.items.map(({ id, state }) => [id, state]));
}

/** Pen of a feeder that is kept, routed anew or new: dashed where nobody stated its course. */
export function reworkPen(
  { id, courseAssumed }: NetworkCable,
  states: ReadonlyMap<string, ReworkState>,
): Pen {
  const state = states.get(id);
  if (state === 'kept') return courseAssumed ? { ...retainedPen, dashMm: assumedDashMm } : retainedPen;
  return state === 'moved' ? movedPen : newPen;
}

/** Feeders and devices of the existing tree that are removed, crossed out. */
export function removedMarks(
  plan: Plan,
  level: Level,
  states: ReadonlyMap<string, ReworkState>,
  { toSheet, texts }: { toSheet: FloorPlacement['toSheet']; texts: DocumentTexts },
): Mark[] {
  const { devices = [], cables = [], parts = [] } = plan.network?.existing ?? {};
  const isRemoved = ({ id }: { id: string }) => states.get(id) === 'removed';
  const kinds = new Map([...(plan.network?.parts ?? []), ...parts].map(({ id, kind }) => [id, kind]));
  const label = (id: string, [x, y]: SheetPoint) =>
    textMark('REDLINE', texts('construction.rework.removed', { id }), [x, y + 4.4], {
      ...({ sizeMm: 2.5, anchor: 'middle', colour: greyColour } as const),
    });
  return [
    ...cables.filter(isRemoved).flatMap(({ id, course }) =>
      course.flatMap(({ level: on, path }): Mark[] => {
        if (on !== level.id || path.length < 2) return [];
        const points = path.map(toSheet);
        const middle = points[Math.floor((points.length - 1) / 2)];
        const next = points[Math.floor((points.length - 1) / 2) + 1];
        const at: SheetPoint = [(middle[0] + next[0]) / 2, (middle[1] + next[1]) / 2];
        return [pathMark('REDLINE', points, { pen: removedPen }), ...crossMarks(at), label(id, at)];
      }),
    ),
    ...devices
      .filter((device) => isRemoved(device) && device.level === level.id)
      .flatMap(({ id, part, position }): Mark[] => {
        const at = toSheet(position);
        return [...partSymbol(kinds.get(part) ?? 'splitter', at), ...crossMarks(at), label(id, at)];
      }),
  ];
}

function crossMarks([x, y]: SheetPoint): Mark[] {
  const half = 1.2;
  return [1, -1].map((side) =>
    pathMark(
      'REDLINE',
      [
        [x - half, y - side * half],
        [x + half, y + side * half],
      ],
      { pen: crossPen },
    ),
  );
}

/** Pens of a level's sheets by what becomes of feeders, those that there are. */
export function reworkLegend(plan: Plan, level: Level, texts: DocumentTexts): LegendItem[] | undefined {
  const states = reworkStates(plan);
  if (!states) return undefined;
  const here = ({ course }: NetworkCable) => course.some((run) => run.level === level.id);
  const cables = (plan.network?.cables ?? []).filter(here);
  const gone = (plan.network?.existing?.cables ?? []).filter(here);
  const stroke =
    (pen: Pen, isCrossed = false): LegendItem['draw'] =>
    ([x, y]) => [
      pathMark(
        'FRAME',
        [
          [x - 4, y],
          [x + 4, y],
        ],
        { pen },
      ),
      ...(isCrossed ? crossMarks([x, y]) : []),
    ];
  const ofState = (state: ReworkState) => cables.filter(({ id }) => states.get(id) === state);
  return [
    ...(ofState('new').length > 0
      ? [{ label: texts('construction.rework.newCable'), draw: stroke(newPen) }]
      : []),
    ...(ofState('moved').length > 0
      ? [{ label: texts('construction.rework.movedCable'), draw: stroke(movedPen) }]
      : []),
    ...(ofState('kept').some(({ courseAssumed }) => !courseAssumed)
      ? [{ label: texts('construction.rework.keptCable'), draw: stroke(retainedPen) }]
      : []),
    ...(ofState('kept').some(({ courseAssumed }) => courseAssumed)
      ? [
          {
            label: texts('construction.rework.keptAssumed'),
            draw: stroke({ ...retainedPen, dashMm: assumedDashMm }),
          },
        ]
      : []),
    ...(gone.some(({ id }) => states.get(id) === 'removed')
      ? [{ label: texts('construction.rework.removedCable'), draw: stroke(removedPen, true) }]
      : []),
  ];
}
