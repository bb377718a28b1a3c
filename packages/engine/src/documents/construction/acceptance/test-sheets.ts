import type { Language, Point } from '../../../core/index.ts';
import type { Handover } from '../../../design/index.ts';
import type { ImpossibleSurvey, Survey, SurveyPoint } from '../../../measurement/index.ts';
import { type Level, type Plan, planProfile, zoneKindRow } from '../../../plan/index.ts';
import {
  impossibleSurveyText,
  routeOf,
  surveyLevelRows,
  surveySentences,
} from '../../acceptance/survey-table.ts';
import type { DocumentTable, TableColumn } from '../../encoders/document-table.ts';
import { formatFixed, formatGrouped, formatQuantity, formatShort } from '../../encoders/format-numbers.ts';
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
import { cutText, wrapText } from '../../encoders/text-width.ts';
import { capital } from '../../wording/capital.ts';
import { carrierName, levelLabel } from '../../wording/carrier-label.ts';
import { type DocumentTexts, documentText, textsIn } from '../../wording/document-text.ts';
import { surveyKindName } from '../../wording/survey-kind-name.ts';
import { clipMarks } from '../clip-marks.ts';
import { areaOf, buildingMarks } from '../floor-plan/building-marks.ts';
import { axesMm, planAxesMarks, scaleBarMarks } from '../floor-plan/floor-annotations.ts';
import { matchLines, type PlacedPart, planBox } from '../floor-plan/floor-drafts.ts';
import { partitionLevel } from '../floor-plan/floor-partition.ts';
import {
  type FloorPlacement,
  fitFloor,
  floorPlacement,
  placeFloor,
  sheetTurnDeg,
} from '../floor-plan/floor-placement.ts';
import { roomNames } from '../floor-plan/room-names.ts';
import { panelMm, partKeyMarks } from '../floor-plan/side-panel.ts';
import { frameBoxes, type SheetDraft, type SheetSize } from '../frame-sheet.ts';
import { type LegendItem, legendMarks } from '../legend-marks.ts';
import { type Area, createTakenAreas, isIn, isWithin, type TakenAreas } from '../position-labels.ts';
import { laneText } from '../radio-sheets.ts';
import { tableDrafts } from '../tables/table-drafts.ts';

/** Room for a reading, and for whether a call or a scan worked, mm. */
const blankMm = 16;

/** Half of a point's ring or square, for numbers of two figures and of three. */
const radiiMm = { two: 2.3, three: 2.7 };
const numberMm = 2.5;
/** A point whose symbol stands beside it, mm. */
const dotMm = 0.5;
const white = '#ffffff';
const rampColour = '#e4e7ea';
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
    .flatMap((level) => levelTestSheets(survey, plan, level, options));
}

/** A smaller drawing than this is parted where its points crowd; scales of the parts, and the fraction of symbols that may stand off their points. */
const wholeScale = 300;
const partScales = [500, 400, 300, 250, 200] as const;
const offRatio = 0.1;
/** The key plan of a part, mm. */
const keyHeightMm = 46;

/** One sheet of a level where its points have room on it, else those of its parts at the first scale at which they have. */
function levelTestSheets(
  survey: Survey,
  plan: Plan,
  level: Level,
  { lang, size }: { lang: Language; size: SheetSize },
): SheetDraft[] {
  const points = survey.points.filter((point) => point.level === level.id);
  const whole = placeFloor(level, frameBoxes(size).drawing, sheetTurnDeg(plan));
  const options = { survey, lang, size };
  const wholeOff = crowdedCount(points, whole);
  const allowedOff = offRatio * points.length;
  if (whole.scale <= wholeScale || wholeOff <= allowedOff) return [testSheet(level, points, whole, options)];
  const locations = points.map(({ x, y }): SheetPoint => [x, y]);
  const tried = partScales
    .filter((scale) => scale < whole.scale)
    .map((scale) => {
      const partition = partitionLevel(plan, level, planBox(size), scale, locations);
      const drawn = partition.parts.filter(({ number }) => number !== undefined);
      const sheets = drawn.map((part, index) => {
        const placement = partition.placements[index];
        const here = points.filter(({ x, y }) =>
          isIn(placement.toSheet([x, y]), placement.cell ?? placement.within),
        );
        return { partition, part, placement, points: here };
      });
      const offCount = sheets.reduce((sum, each) => sum + crowdedCount(each.points, each.placement), 0);
      return { sheets: sheets.filter((each) => each.points.length > 0), offCount };
    });
  const fewest = Math.min(wholeOff, ...tried.map(({ offCount }) => offCount));
  const best = tried.find(({ offCount }) => offCount <= Math.max(allowedOff, fewest));
  if (!best) return [testSheet(level, points, whole, options)];
  return best.sheets.map((each, index) =>
    testSheet(level, each.points, each.placement, {
      ...options,
      part: { ...each, index: index + 1, count: best.sheets.length },
    }),
  );
}

/** Points whose symbols stand off them, or over others. */
function crowdedCount(points: readonly SurveyPoint[], placement: FloorPlacement): number {
  return placedPoints(points, placement, createTakenAreas()).filter(({ offMm }) => offMm > 0).length;
}

function testSheet(
  level: Level,
  points: readonly SurveyPoint[],
  placement: FloorPlacement,
  {
    survey,
    lang,
    size,
    part,
  }: {
    survey: Survey;
    lang: Language;
    size: SheetSize;
    part?: PlacedPart & { index: number; count: number };
  },
): SheetDraft {
  const texts = textsIn(lang);
  const within = placement.cell ?? placement.within;
  const taken = createTakenAreas();
  const placed = placedPoints(points, placement, taken);
  const names = roomNames(level, placement, texts, { taken, lines: createTakenAreas() });
  const route = routeOf(survey, level.id);
  const title = texts('construction.testSheetTitle', { level: levelLabel(level) });
  return {
    ...{
      id: part ? `test-${level.id}-${part.index}` : `test-${level.id}`,
      drawing: { set: `YC-${level.id}`, index: part?.index ?? 1, count: part?.count ?? 1 },
      ...{ size, series: title },
      title: part ? texts('construction.partTitle', { title, part: part.index, parts: part.count }) : title,
    },
    scale: `1:${placement.scale}`,
    marks: [
      ...clipMarks(
        [
          ...buildingMarks(level, placement),
          ...names.flatMap(({ marks }) => marks),
          ...route.lines.flatMap((line) => routeMarks(line.map(placement.toSheet))),
        ],
        within,
      ),
      ...clipMarks(placedMarks(placed), placement.within),
      ...(part ? aroundPart(level, placement, part, { texts, size }) : []),
      ...testLegend(survey, level, placement, { lang, size }),
    ],
  };
}

function placedMarks(placed: readonly PlacedPoint[]): Mark[] {
  return [
    ...placed.flatMap(({ point, at, leader }) => [...leader.line, ...pointMarks(point, at)]),
    ...placed.flatMap(({ leader }) => leader.dot),
  ];
}

/** Match lines of a part, and which part of the level it is. */
function aroundPart(
  level: Level,
  placement: FloorPlacement,
  part: PlacedPart,
  { texts, size }: { texts: DocumentTexts; size: SheetSize },
): Mark[] {
  const { drawing } = frameBoxes(size);
  const x = drawing.x + drawing.widthMm - panelMm;
  const box = { ...drawing, x, widthMm: panelMm, heightMm: keyHeightMm };
  return [
    ...matchLines(placement, { ...part, grid: [], texts }),
    ...partKeyMarks(level, box, part.partition, part.part),
  ];
}

/** Legend, rule, scale bar and axes of a test sheet. */
function testLegend(
  survey: Survey,
  level: Level,
  placement: FloorPlacement,
  { lang, size }: { lang: Language; size: SheetSize },
): Mark[] {
  const texts = textsIn(lang);
  const { legend } = frameBoxes(size);
  const { rule } = survey;
  const points = survey.points.filter((point) => point.level === level.id);
  const required = points.filter((point) => point.required).length;
  const halfMm = legend.widthMm / 2;
  const notes = [
    texts('survey.sheet', {
      ...{ level: level.id, random: points.length - required, required },
      walkM: formatGrouped(routeOf(survey, level.id).lengthM),
    }),
    texts('survey.rule', { locations: rule.locations, least: rule.leastServed, most: rule.mostFailures }),
    texts('survey.pointsRule'),
  ].flatMap((note, index) => wrapText(`${index + 1}. ${note}`, 2.5, halfMm - axesMm - 2));
  const foot = { ...legend, x: legend.x + halfMm, widthMm: halfMm };
  return [
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
  ];
}

/** A point and where its symbol stands, with a leader to it where it crowds others. */
interface PlacedPoint {
  point: SurveyPoint;
  at: SheetPoint;
  /** Distance of the symbol from the point, mm; infinite where it stands over others. */
  offMm: number;
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
    const free = isFree(stands) ? stands : aroundPoint(stands, halfMm + 0.8).find(isFree);
    const at = free ?? stands;
    const offMm = free ? Math.hypot(free[0] - stands[0], free[1] - stands[1]) : Number.POSITIVE_INFINITY;
    taken.add(areaAt(at));
    if (at === stands) return { point, at, offMm, leader: { line: [], dot: [] } };
    taken.add({
      ...{ minX: stands[0] - dotMm, maxX: stands[0] + dotMm },
      ...{ minY: stands[1] - dotMm, maxY: stands[1] + dotMm },
    });
    const line = [pathMark('LABEL', [stands, at], { pen: pens.thin })];
    return {
      point,
      at,
      offMm,
      leader: { line, dot: [circleMark('LABEL', stands, dotMm, { fill: inkColour })] },
    };
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

type Leakage = Handover['leakage'][number];

/** An entrance outside which leakage is measured, with all of its carriers. */
interface LeakageEntrance {
  lane: string;
  name: string;
  carriers: readonly Leakage[];
  /** Number of its first point. */
  first: number;
}

function leakageEntrances(handover: Handover, texts: DocumentTexts): LeakageEntrance[] {
  const lanes = [...new Set(handover.leakage.map(({ lane }) => lane))];
  let first = 1;
  return lanes.map((lane) => {
    const carriers = handover.leakage.filter((each) => each.lane === lane);
    const entrance = { lane, name: laneText(lane, handover, texts), carriers, first };
    first += carriers[0].points.length;
    return entrance;
  });
}

/** Floor that a panel shows, m, and the scales that one may have. */
const panel = {
  shownM: 32,
  scales: [100, 150, 200, 250, 300, 400, 500],
  titleMm: 11,
  keyMm: [30, 22],
  /** The same where the panel has the ramp alone and no garage: fractions of the panel, and height. */
  wideKeyRatio: 0.64,
  highKeyRatio: 0.3,
  highKeyMm: 62,
} as const;
/** Panels beside each other, and on a sheet. */
const panelColumns = 3;
const maxPanels = 6;

/** Sheets of the leakage test: a panel for each entrance with its numbered points outdoors, on as many sheets as they take. */
export function leakageTestDrafts(
  handover: Handover,
  plan: Plan,
  { lang, size }: { lang: Language; size: SheetSize },
): SheetDraft[] {
  const texts = textsIn(lang);
  const entrances = leakageEntrances(handover, texts);
  const pages = Array.from({ length: Math.ceil(entrances.length / maxPanels) }, (_, index) =>
    entrances.slice(index * maxPanels, (index + 1) * maxPanels),
  );
  const title = texts('construction.leakageTest.title');
  return [
    ...pages.map((page, index): SheetDraft => {
      const part = { title, part: index + 1, parts: pages.length };
      return {
        id: pages.length === 1 ? 'leakage-test' : `leakage-test-${index + 1}`,
        title: pages.length === 1 ? title : texts('construction.continued', part),
        ...{ series: title, size },
        ...leakagePage(page, plan, { texts, size }),
      };
    }),
    ...(pages.length > 0 ? tableDrafts(leakageRecord(entrances, plan, lang), size, texts) : []),
  ];
}

function leakagePage(
  entrances: readonly LeakageEntrance[],
  plan: Plan,
  { texts, size }: { texts: DocumentTexts; size: SheetSize },
): Pick<SheetDraft, 'scale' | 'marks'> {
  const { drawing, legend } = frameBoxes(size);
  const columns = Math.min(panelColumns, entrances.length);
  const rows = Math.ceil(entrances.length / columns);
  const [widthMm, heightMm] = [drawing.widthMm / columns, drawing.heightMm / rows];
  const roomMm = Math.min(widthMm, heightMm - panel.titleMm) - 6;
  const scale = panel.scales.find((each) => (1000 * panel.shownM) / each <= roomMm) ?? panel.scales[6];
  const legendMm = 0.36 * legend.widthMm;
  const notesMm = legend.widthMm - legendMm;
  const { leakageDistanceM, leakageDbm, leakageBelowOutdoorDb } = planProfile(plan).handover;
  const notes = texts
    .list('construction.leakageTest.notes', {
      ...{ distance: formatShort(leakageDistanceM), limit: formatShort(leakageDbm) },
      ...{ below: formatShort(leakageBelowOutdoorDb), height: formatShort(planProfile(plan).phoneHeightM) },
    })
    .flatMap((note, index) => wrapText(`${index + 1}. ${note}`, noteMm, notesMm - axesMm - 4));
  const foot = { ...legend, x: legend.x + legendMm, widthMm: notesMm };
  const placements = entrances.map((entrance, index) => {
    const box = {
      x: drawing.x + (index % columns) * widthMm,
      y: drawing.y + Math.floor(index / columns) * heightMm,
      ...{ widthMm, heightMm },
    };
    return leakagePanel(entrance, plan, { box, scale, texts, others: entrances });
  });
  return {
    scale: `1:${scale}`,
    marks: [
      ...placements.flatMap(({ marks }) => marks),
      ...legendMarks(leakageLegend(texts), { ...legend, widthMm: legendMm }, texts('construction.legend')),
      ...notes.map((line, index) =>
        textMark('FRAME', line, [legend.x + legendMm, legend.y + 4.2 + index * 3.7], { sizeMm: noteMm }),
      ),
      ...scaleBarMarks({ ...legend, widthMm: legendMm }, placements[0].placement),
      ...planAxesMarks(foot, placements[0].placement),
    ],
  };
}

const noteMm = 2.5;
const arcPen: Pen = { widthMm: 0.25, colour: '#0072b2', dashMm: [2, 1.2] };

/** The surroundings of one entrance, its points and their arc, and where on its level it is. */
function leakagePanel(
  { name, carriers, first }: LeakageEntrance,
  plan: Plan,
  {
    box,
    scale,
    texts,
    others,
  }: {
    box: { x: number; y: number; widthMm: number; heightMm: number };
    scale: number;
    texts: DocumentTexts;
    others: readonly LeakageEntrance[];
  },
): { marks: Mark[]; placement: FloorPlacement } {
  const [found] = carriers;
  const { outerEnd, points } = found;
  const shown: Area = {
    ...{ minX: box.x + 3, minY: box.y + panel.titleMm },
    ...{ maxX: box.x + box.widthMm - 3, maxY: box.y + box.heightMm - 3 },
  };
  const level = plan.levels.find(({ id }) => id === found.level);
  const turned = { scale, turnDeg: sheetTurnDeg(plan), shown };
  const small = panelPlacement(found, { ...turned, keyMm: panel.keyMm });
  const garage = level && nearestOnOutline(level, outerEnd);
  const isAlone = garage !== undefined && !isWithinEdge(small.toSheet(garage.atM), shown, garageEdgeMm);
  const keyMm = isAlone ? largeKeyMm(shown) : panel.keyMm;
  const placement = isAlone ? panelPlacement(found, { ...turned, keyMm }) : small;
  const { toSheet } = placement;
  const end = toSheet(outerEnd);
  const number = { first, last: first + points.length - 1 };
  const away = isAlone
    ? [texts('construction.leakageTest.garageAt', { distance: formatQuantity(garage.distanceM, 'm') })]
    : [];
  return {
    placement,
    marks: [
      ...panelTitle(
        [
          name,
          [texts('construction.leakageTest.points', number), ...away].join(texts('report.clauseSeparator')),
        ],
        box,
      ),
      rectangleMark('FRAME', areaBox(shown), { pen: pens.thin }),
      ...clipMarks(
        [...(level ? buildingMarks(level, placement) : []), ...fanMarks(carriers, first, { end, toSheet })],
        shown,
      ),
      ...(level
        ? keyMarks(level, found, { shown, keyMm, turnDeg: placement.angleDeg, others: isAlone ? others : [] })
        : []),
    ],
  };
}

/** Name of a panel, and what its second line says. */
function panelTitle(
  [name, line]: readonly [string, string],
  box: { x: number; y: number; widthMm: number },
): Mark[] {
  const roomMm = box.widthMm - 8;
  return [
    textMark('FRAME', cutText(name, 3, roomMm), [box.x + 4, box.y + 5], { sizeMm: 3, bold: true }),
    textMark('FRAME', cutText(line, 2.5, roomMm), [box.x + 4, box.y + 9.2], { sizeMm: 2.5 }),
  ];
}

/** The points of an entrance with their arc, and what is predicted at each. */
function fanMarks(
  carriers: readonly Leakage[],
  first: number,
  { end, toSheet }: { end: SheetPoint; toSheet: FloorPlacement['toSheet'] },
): Mark[] {
  const [{ points }] = carriers;
  return [
    ...points.map(({ position }) => pathMark('LABEL', [end, toSheet(position)], { pen: pens.hair })),
    pathMark(
      'LABEL',
      points.map(({ position }) => toSheet(position)),
      { pen: arcPen },
    ),
    ...endMarks(end),
    ...points.flatMap(({ position }, index) => [
      ...pointMarks({ number: first + index, required: false }, toSheet(position)),
      levelMark(strongestDbm(carriers, index), toSheet(position), end),
    ]),
  ];
}

/** So much of the garage has to be in a panel for a reader to see where it is, mm. */
const garageEdgeMm = 10;

/** Nearest location of a level's outline, and how far it is. */
function nearestOnOutline({ outline }: Level, from: Point): { atM: Point; distanceM: number } | undefined {
  const found = outline.map((start, index) => {
    const end = outline[(index + 1) % outline.length];
    const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    const along = ((from[0] - start[0]) * dx + (from[1] - start[1]) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.min(1, Math.max(0, along));
    const atM: Point = [start[0] + part * dx, start[1] + part * dy];
    return { atM, distanceM: Math.hypot(atM[0] - from[0], atM[1] - from[1]) };
  });
  return found.sort((a, b) => a.distanceM - b.distanceM).at(0);
}

function isWithinEdge([x, y]: SheetPoint, { minX, minY, maxX, maxY }: Area, edgeMm: number): boolean {
  return x > minX + edgeMm && x < maxX - edgeMm && y > minY + edgeMm && y < maxY - edgeMm;
}

/** Size of the key plan of a panel that has no garage, mm. */
function largeKeyMm({ minX, minY, maxX, maxY }: Area): readonly [number, number] {
  const heightMm = Math.min(panel.highKeyMm, Math.max(panel.keyMm[1], panel.highKeyRatio * (maxY - minY)));
  const widthMm = Math.min(1.4 * heightMm, panel.wideKeyRatio * (maxX - minX));
  return [Math.max(panel.keyMm[0], widthMm), heightMm];
}

/** Room around the points of a panel for their numbers and figures, mm. */
const fanEdgeMm = 16;

/** Points at the far edge of a panel from the garage: what is left of it shows the ramp and the garage behind. */
function panelPlacement(
  { outerEnd, points }: Leakage,
  {
    scale,
    turnDeg,
    shown,
    keyMm,
  }: { scale: number; turnDeg: number; shown: Area; keyMm: readonly [number, number] },
): FloorPlacement {
  const ahead = points[Math.floor(points.length / 2)].position;
  const middle: SheetPoint = [(shown.minX + shown.maxX) / 2, (shown.minY + shown.maxY) / 2];
  const options = { scale, angleDeg: turnDeg, within: shown };
  const centreM: SheetPoint = [(outerEnd[0] + ahead[0]) / 2, (outerEnd[1] + ahead[1]) / 2];
  const { toSheet } = floorPlacement({ ...options, centreM, centreMm: middle });
  const fan = areaOf([outerEnd, ...points.map(({ position }) => position)].map(toSheet));
  const [end, front] = [toSheet(outerEnd), toSheet(ahead)];
  const [right, down] = [front[0] - end[0], front[1] - end[1]];
  const lengthMm = Math.hypot(right, down) || 1;
  const roomX = right > 0 ? shown.maxX - fan.maxX : fan.minX - shown.minX;
  // The key plan is at the lower edge.
  const roomY = down > 0 ? shown.maxY - keyMm[1] - fan.maxY : fan.minY - shown.minY;
  const shiftMm = (part: number, roomMm: number) => (part / lengthMm) * Math.max(0, roomMm - fanEdgeMm);
  return floorPlacement({
    ...{ ...options, centreM },
    centreMm: [middle[0] + shiftMm(right, roomX), middle[1] + shiftMm(down, roomY)],
  });
}

/** Median of the carrier that is strongest at a point, dBm. */
function strongestDbm(carriers: readonly Leakage[], index: number): number {
  return Math.max(...carriers.map(({ points }) => points[index].medianDbm));
}

/** The level that is predicted at a point, beyond it as seen from the entrance. */
function levelMark(levelDbm: number, [x, y]: SheetPoint, [endX, endY]: SheetPoint): Mark {
  const farMm = Math.hypot(x - endX, y - endY) || 1;
  const [across, down] = [(x - endX) / farMm, (y - endY) / farMm];
  // Beside the symbol it begins or ends there, above and below it stands in the middle.
  const isAside = Math.abs(across) > 0.4;
  const beyondMm = isAside ? radiiMm.three + 0.6 : radiiMm.three + 2;
  const at: SheetPoint = [x + beyondMm * across, y + beyondMm * down + 0.36 * noteMm];
  const anchor = !isAside ? 'middle' : across > 0 ? 'start' : 'end';
  return textMark('LABEL', formatFixed(levelDbm, 1), at, { sizeMm: noteMm, anchor });
}

function areaBox({ minX, minY, maxX, maxY }: Area) {
  return { x: minX, y: minY, widthMm: maxX - minX, heightMm: maxY - minY };
}

/** The outer end of an entrance: a cross. */
function endMarks([x, y]: SheetPoint): Mark[] {
  return [
    [-1.5, -1.5, 1.5, 1.5],
    [-1.5, 1.5, 1.5, -1.5],
  ].map(([fromX, fromY, toX, toY]) =>
    pathMark(
      'LABEL',
      [
        [x + fromX, y + fromY],
        [x + toX, y + toY],
      ],
      { pen: pens.medium },
    ),
  );
}

/**
 * The outline of a level in the lower left corner, with a dot where the panel is; where the panel has no garage, with walls, ramps and
 * the numbers of all entrances.
 */
function keyMarks(
  level: Level,
  { lane, outerEnd: at, points }: Leakage,
  {
    shown,
    keyMm: [widthMm, heightMm],
    turnDeg,
    others,
  }: { shown: Area; keyMm: readonly [number, number]; turnDeg: number; others: readonly LeakageEntrance[] },
): Mark[] {
  const box = { x: shown.minX, y: shown.maxY - heightMm, widthMm, heightMm };
  const room = { x: box.x + 3, y: box.y + 3, widthMm: widthMm - 6, heightMm: heightMm - 6 };
  const ends = others
    .filter(({ carriers: [each] }) => each.level === level.id)
    .map(({ lane: id, carriers: [each] }) => ({ id, atM: each.outerEnd }));
  // The outer end of a ramp lies beyond the outline, and its points beyond it.
  const beyond: Point[] =
    ends.length > 0 ? [...ends.map(({ atM }) => atM), ...points.map(({ position }) => position)] : [];
  const around: Level = { ...level, walls: [], outline: [...level.outline, at, ...beyond] };
  const { toSheet } = fitFloor(around, room, turnDeg);
  const named = (id: string, [x, y]: SheetPoint) =>
    textMark('LABEL', id, [x + 1.4, y - 1.4], { sizeMm: numberMm, bold: id === lane });
  return [
    rectangleMark('FRAME', box, { pen: pens.thin, fill: white }),
    ...(ends.length > 0 ? keyBuilding(level, toSheet) : []),
    pathMark('BUILDING', level.outline.map(toSheet), { closed: true, pen: pens.thin }),
    ...ends.flatMap(({ id, atM }) => [
      circleMark('LABEL', toSheet(atM), 0.6, { pen: pens.hair, fill: white }),
      named(id, toSheet(atM)),
    ]),
    circleMark('LABEL', toSheet(at), 0.9, { fill: routePen.colour }),
  ];
}

/** Walls and ramps of a level as a key plan has them. */
function keyBuilding(level: Level, toSheet: (atM: SheetPoint) => SheetPoint): Mark[] {
  return [
    ...(level.zones ?? [])
      .filter(({ kind }) => zoneKindRow(kind).isRamp)
      .map(({ polygon }) =>
        pathMark('BUILDING', polygon.map(toSheet), { closed: true, pen: pens.hair, fill: rampColour }),
      ),
    ...(level.walls ?? []).map(({ start, end }) =>
      pathMark('BUILDING', [toSheet(start), toSheet(end)], { pen: pens.hair }),
    ),
  ];
}

function leakageLegend(texts: DocumentTexts): LegendItem[] {
  return [
    {
      label: texts('construction.leakageTest.point'),
      draw: (at) => pointMarks({ number: 1, required: false }, at),
    },
    { label: texts('construction.leakageTest.outerEnd'), draw: endMarks },
    {
      label: texts('construction.leakageTest.key'),
      draw: (at) => [circleMark('LABEL', at, 0.9, { fill: routePen.colour })],
    },
  ];
}

/** The points with what is predicted there of each operator's strongest carrier, and room for what is measured. */
function leakageRecord(entrances: readonly LeakageEntrance[], plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const blank = (key: 'cell' | 'measured' | 'outdoor' | 'time' | 'result'): TableColumn => ({
    ...{ head: texts(`construction.leakageTest.${key}`), format: 'text', characters: 12 },
    blankMm: key === 'result' ? 18 : 24,
  });
  const rows = entrances.flatMap(({ lane, carriers, first }) =>
    carriers[0].points.flatMap(({ position: [x, y] }, index) => {
      const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
      return operators.flatMap((operator) => {
        const sent = carriers.filter(
          ({ carrier: id }) => plan.carriers.find((each) => each.id === id)?.operator === operator,
        );
        if (sent.length === 0) return [];
        const strongest = sent.reduce((best, each) =>
          each.points[index].medianDbm > best.points[index].medianDbm ? each : best,
        );
        const carrier = plan.carriers.find(({ id }) => id === strongest.carrier);
        return [
          [
            ...[first + index, lane, x, y],
            carrier ? carrierName(carrier, lang) : strongest.carrier,
            ...[strongest.points[index].medianDbm, strongest.p95Dbm, strongest.limitDbm],
            ...['', '', '', '', ''],
          ],
        ];
      });
    }),
  );
  return {
    id: 'leakage-record',
    title: texts('construction.leakageTest.recordTitle'),
    columns: [
      { head: texts('construction.leakageTest.number'), format: 'integer', characters: 6 },
      { head: texts('construction.leakageTest.entrance'), format: 'text', characters: 8 },
      { head: texts('tables.x'), format: 'metres', characters: 8 },
      { head: texts('tables.y'), format: 'metres', characters: 8 },
      { head: texts('construction.leakageTest.carrier'), format: 'text', characters: 18 },
      { head: texts('construction.leakageTest.median'), format: 'db', characters: 10 },
      { head: texts('construction.leakage.p95'), format: 'db', characters: 10 },
      { head: texts('construction.leakage.limit'), format: 'db', characters: 10 },
      ...[blank('cell'), blank('measured'), blank('outdoor'), blank('time'), blank('result')],
    ],
    rows,
    notes: texts.list('construction.leakageTest.recordNotes'),
  };
}
