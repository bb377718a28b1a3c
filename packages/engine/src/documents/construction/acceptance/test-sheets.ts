import type { Language } from '../../../core/index.ts';
import type { ImpossibleSurvey, Survey, SurveyPoint } from '../../../measurement/index.ts';
import type { Level, Plan } from '../../../plan/index.ts';
import {
  impossibleSurveyText,
  routeOf,
  surveyLevelRows,
  surveySentences,
} from '../../acceptance/survey-table.ts';
import type { DocumentTable, TableColumn } from '../../encoders/document-table.ts';
import { formatGrouped } from '../../encoders/format-numbers.ts';
import {
  circleMark,
  inkColour,
  type Mark,
  type Pen,
  pathMark,
  pens,
  rectangleMark,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { wrapText } from '../../encoders/text-width.ts';
import { capital } from '../../wording/capital.ts';
import { levelLabel } from '../../wording/carrier-label.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';
import { surveyKindName } from '../../wording/survey-kind-name.ts';
import { clipMarks } from '../clip-marks.ts';
import { buildingMarks } from '../floor-plan/building-marks.ts';
import { axesMm, planAxesMarks, scaleBarMarks } from '../floor-plan/floor-annotations.ts';
import { type FloorPlacement, placeFloor, sheetTurnDeg } from '../floor-plan/floor-placement.ts';
import { roomNames } from '../floor-plan/room-names.ts';
import { frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import { type LegendItem, legendMarks } from '../legend-marks.ts';
import { type Area, createTakenAreas, isIn, isWithin, type TakenAreas } from '../position-labels.ts';

/** Room for a reading, and for whether a call or a scan worked, mm. */
const blankMm = 16;

/** Half of a point's ring or square, for numbers of two figures and of three. */
const radiiMm = { two: 2.3, three: 2.7 };
const numberMm = 2.5;
/** A point whose symbol stands beside it, mm. */
const dotMm = 0.5;
const white = '#ffffff';
const routePen: Pen = { widthMm: 0.35, colour: '#d55e00' };
/** Distance between two arrow heads along the route. */
const arrowStepMm = 40;

/** A sheet per level for the tester: the floor, numbered points in walking order, the path through them. */
export function testSheets(
  survey: Survey,
  plan: Plan,
  options: { lang: Language; size: SheetSize; levels: readonly string[] },
): SheetDraft[] {
  return plan.levels
    .filter(({ id }) => options.levels.includes(id) && survey.points.some(({ level }) => level === id))
    .map((level) => testSheet(survey, level, { ...options, turnDeg: sheetTurnDeg(plan) }));
}

function testSheet(
  survey: Survey,
  level: Level,
  { lang, size, turnDeg }: { lang: Language; size: SheetSize; turnDeg: number },
): SheetDraft {
  const texts = textsIn(lang);
  const { drawing, legend } = frameBoxes(size);
  const placement = placeFloor(level, drawing, turnDeg);
  const { toSheet, within } = placement;
  const { rule } = survey;
  const points = survey.points.filter((point) => point.level === level.id);
  const required = points.filter((point) => point.required).length;
  const route = routeOf(survey, level.id);
  const taken = createTakenAreas();
  const placed = placedPoints(points, placement, taken);
  const names = roomNames(level, placement, texts, { taken, lines: createTakenAreas() });
  const halfMm = legend.widthMm / 2;
  const notes = [
    texts('survey.sheet', {
      ...{ level: level.id, random: points.length - required, required },
      walkM: formatGrouped(route.lengthM),
    }),
    texts('survey.rule', { locations: rule.locations, least: rule.leastServed, most: rule.mostFailures }),
    texts('survey.pointsRule'),
  ].flatMap((note, index) => wrapText(`${index + 1}. ${note}`, 2.5, halfMm - axesMm - 2));
  const foot = { ...legend, x: legend.x + halfMm, widthMm: halfMm };
  return {
    ...{
      id: `test-${level.id}`,
      size,
      title: texts('construction.testSheetTitle', { level: levelLabel(level) }),
    },
    scale: `1:${placement.scale}`,
    marks: [
      ...clipMarks(
        [
          ...buildingMarks(level, placement),
          ...names.flatMap(({ marks }) => marks),
          ...route.lines.flatMap((line) => routeMarks(line.map(toSheet))),
          ...placed.flatMap(({ point, at, leader }) => [...leader.line, ...pointMarks(point, at)]),
          ...placed.flatMap(({ leader }) => leader.dot),
        ],
        within,
      ),
      ...legendMarks(
        legendItems(lang, required > 0),
        { ...legend, widthMm: halfMm },
        texts('construction.legend'),
      ),
      ...notes.map((line, index) =>
        textMark('FRAME', line, [legend.x + halfMm, legend.y + 4.2 + index * 3.4], { sizeMm: 2.5 }),
      ),
      ...scaleBarMarks(foot, placement),
      ...planAxesMarks(foot, placement),
    ],
  };
}

/** A point and where its symbol stands, with a leader to it where it crowds others. */
interface PlacedPoint {
  point: SurveyPoint;
  at: SheetPoint;
  leader: { line: Mark[]; dot: Mark[] };
}

/** Rings of candidates around a point that crowds others. */
const maxRings = 20;

/** Points with their symbols, none over another or another point: those that would be stand at the nearest free location. */
function placedPoints(
  points: readonly SurveyPoint[],
  { toSheet, within }: Pick<FloorPlacement, 'toSheet' | 'within'>,
  taken: TakenAreas,
): PlacedPoint[] {
  const all = points.map(({ x, y }) => toSheet([x, y]));
  return points.map((point, index): PlacedPoint => {
    const stands = all[index];
    const halfMm = radiusOf(point.number);
    const areaAt = ([x, y]: SheetPoint): Area => ({
      ...{ minX: x - halfMm, minY: y - halfMm, maxX: x + halfMm, maxY: y + halfMm },
    });
    const isFree = (at: SheetPoint) => {
      const area = areaAt(at);
      const isOnOther = all.some((other, order) => order !== index && isIn(other, area));
      return isWithin(area, within) && taken.overlapMm2(area) === 0 && !isOnOther;
    };
    const at = isFree(stands) ? stands : (aroundPoint(stands, halfMm + 0.8).find(isFree) ?? stands);
    taken.add(areaAt(at));
    if (at === stands) return { point, at, leader: { line: [], dot: [] } };
    taken.add({
      ...{ minX: stands[0] - dotMm, maxX: stands[0] + dotMm },
      ...{ minY: stands[1] - dotMm, maxY: stands[1] + dotMm },
    });
    const line = [pathMark('LABEL', [stands, at], { pen: pens.thin })];
    return { point, at, leader: { line, dot: [circleMark('LABEL', stands, dotMm, { fill: inkColour })] } };
  });
}

/** Locations on rings around a point, the nearest first. */
function aroundPoint([x, y]: SheetPoint, stepMm: number): SheetPoint[] {
  return Array.from({ length: maxRings }, (_, index) => index + 1).flatMap((ring) =>
    Array.from({ length: 8 * ring }, (_, step): SheetPoint => {
      const angleRad = (2 * Math.PI * step) / (8 * ring);
      return [x + ring * stepMm * Math.cos(angleRad), y + ring * stepMm * Math.sin(angleRad)];
    }),
  );
}

function radiusOf(number: number): number {
  return number > 99 ? radiiMm.three : radiiMm.two;
}

/** A random location is a ring, a required point a square, both with their number. */
function pointMarks({ number, required }: Pick<SurveyPoint, 'number' | 'required'>, at: SheetPoint): Mark[] {
  const [x, y] = at;
  const style = { pen: pens.medium, fill: white };
  const radiusMm = radiusOf(number);
  const box = { x: x - radiusMm, y: y - radiusMm, widthMm: 2 * radiusMm, heightMm: 2 * radiusMm };
  return [
    required ? rectangleMark('LABEL', box, style) : circleMark('LABEL', at, radiusMm, style),
    textMark('LABEL', String(number), [x, y + 0.36 * numberMm], {
      ...{ sizeMm: numberMm, anchor: 'middle' },
    }),
  ];
}

function routeMarks(points: readonly SheetPoint[]): Mark[] {
  if (points.length < 2) return [];
  return [pathMark('CABLE', points, { pen: routePen }), ...arrowHeads(points)];
}

/** Arrow heads in the walking direction. */
function arrowHeads(points: readonly SheetPoint[]): Mark[] {
  let toNextMm = arrowStepMm / 2;
  const marks: Mark[] = [];
  for (let index = 1; index < points.length; index += 1) {
    const [[ax, ay], [bx, by]] = [points[index - 1], points[index]];
    const lengthMm = Math.hypot(bx - ax, by - ay);
    if (lengthMm === 0) continue;
    const [ux, uy] = [(bx - ax) / lengthMm, (by - ay) / lengthMm];
    for (; toNextMm <= lengthMm; toNextMm += arrowStepMm) {
      const at = (along: number, across: number): SheetPoint => [
        ax + ux * (toNextMm + along) - uy * across,
        ay + uy * (toNextMm + along) + ux * across,
      ];
      marks.push(
        pathMark('CABLE', [at(1.2, 0), at(-1, 0.9), at(-1, -0.9)], { closed: true, fill: routePen.colour }),
      );
    }
    toNextMm -= lengthMm;
  }
  return marks;
}

function legendItems(lang: Language, hasRequired: boolean): LegendItem[] {
  const texts = textsIn(lang);
  const point = (required: boolean) => (at: SheetPoint) => pointMarks({ number: 1, required }, at);
  return [
    { label: capital(texts('survey.random')), draw: point(false) },
    ...(hasRequired ? [{ label: capital(texts('survey.required')), draw: point(true) }] : []),
    {
      label: capital(texts('survey.route')),
      draw: ([x, y]) => [
        pathMark(
          'FRAME',
          [
            [x - 4, y],
            [x + 4, y],
          ],
          { pen: routePen },
        ),
      ],
    },
  ];
}

/**
 * Decision rule of the acceptance test, level by level, and how it is done; the reason where no test can show
 * the target.
 */
export function testRule(survey: Survey | ImpossibleSurvey, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const table = { id: 'test', title: texts('survey.title') } as const;
  if (survey.status !== 'ready') {
    return { ...table, columns: [], rows: [], notes: impossibleSurveyText(survey, lang).split('\n') };
  }
  const { summary, rule, notes } = surveySentences(survey, plan, lang);
  const [heads, ...rows] = surveyLevelRows(survey, lang);
  const columns = heads.map((head) => ({ head: capital(head), format: 'text', characters: 14 }) as const);
  return { ...table, columns, rows, notes: [summary, ...rule, ...notes, ...texts.list('survey.how')] };
}

/** The points of the acceptance test with room for what is measured, and for who did it. */
export function testRecord(survey: Survey, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  const [number, level, x, y, kind, name] = texts.list('survey.columns');
  const columns: TableColumn[] = [
    { head: capital(number), format: 'integer', characters: 8 },
    { head: capital(level), format: 'text', characters: 8 },
    { head: x, format: 'metres', characters: 8 },
    { head: y, format: 'metres', characters: 8 },
    { head: capital(kind), format: 'text', characters: 20 },
    { head: capital(name), format: 'text', characters: 24 },
    ...operators.flatMap((operator): TableColumn[] => [
      { head: `${texts.name('operator', operator)} RSRP`, format: 'text', characters: 12, blankMm },
      {
        head: `${texts.name('operator', operator)} ${texts('survey.result')}`,
        format: 'text',
        characters: 12,
        blankMm,
      },
    ]),
  ];
  return {
    id: 'test',
    title: documentText(lang, 'construction.testTitle'),
    columns,
    rows: survey.points.map((point) => [
      ...[point.number, point.level, point.x, point.y],
      point.required
        ? `${surveyKindName(point.kind, texts)} (${texts('survey.required')})`
        : surveyKindName(point.kind, texts),
      point.name ?? point.pointId ?? '',
      ...operators.flatMap(() => ['', '']),
    ]),
    notes: [texts('survey.signatures')],
  };
}
