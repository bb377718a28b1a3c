import type { Language } from '../../core/index.ts';
import {
  bracketReachM,
  farAntennas,
  fitsCable,
  type Hole,
  holeDiameterMm,
  hungAntennas,
  listFarEnds,
  listHoles,
  type NetworkNeed,
  networkNeeds,
  rampAntennas,
  sourceRooms,
} from '../../design/index.ts';
import {
  type Antenna,
  type CatalogPart,
  facilityKindRow,
  isAimed,
  isSelfPowered,
  type Level,
  type Passing,
  type Plan,
  radiatesAlongPath,
} from '../../plan/index.ts';
import { type RampCourse, type RampLocation, roadElevationM } from '../../radio/index.ts';
import { formatFixed, formatPercent, formatShort } from '../encoders/format-numbers.ts';
import {
  circleMark,
  type Mark,
  pathMark,
  pens,
  rectangleMark,
  type SheetPoint,
  textMark,
} from '../encoders/sheet.ts';
import { wrapText } from '../encoders/text-width.ts';
import { openFindings } from '../wording/describe-reasons.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { partName } from '../wording/part-name.ts';
import { aimOf, rampSentences, signedM } from './antenna-mount.ts';
import { type Box, frameBoxes, type SheetDraft, type SheetSize } from './frame-sheet.ts';
import { sourceKinds } from './unit-texts.ts';

/** A typical detail of what the plan has. */
interface Detail {
  title: string;
  /** Draws on a canvas of 120 by 62, y down. */
  draw(canvas: Canvas): Mark[];
  /** Numbered on the drawing: what is pointed at, and where the number stands. */
  items: DetailItem[];
  /** Dimensions, and what is open. */
  lines: string[];
}

interface DetailItem {
  text: string;
  to: SheetPoint;
  from: SheetPoint;
}

/** @param ends the point on the drawing, and that of the number, x and y of each */
function pointing(text: string, [toX, toY, fromX, fromY]: readonly number[]): DetailItem {
  return { text, to: [toX, toY], from: [fromX, fromY] };
}

interface DetailContext {
  plan: Plan;
  lang: Language;
  texts: DocumentTexts;
  needs: readonly NetworkNeed[];
  holes: readonly Hole[];
}

const canvasSize = { across: 120, down: 62 };
const noteMm = 2.5;
const stepMm = 3.5;
const headMm = 9;
/** Panels are about so large. */
const panelSize = { widthMm: 126, heightMm: 112 };

/**
 * Typical details of how the plan's parts are mounted, those alone that occur in it: not to scale, with their parts, counts and the
 * dimensions that the plan has. None for a plan without parts.
 */
export function detailDrafts(plan: Plan, { lang, size }: { lang: Language; size: SheetSize }): SheetDraft[] {
  const texts = textsIn(lang);
  const context: DetailContext = { plan, lang, texts, needs: networkNeeds(plan), holes: listHoles(plan) };
  const details = [
    ...ceilingDetail(context),
    ...panelDetail(context),
    ...rampDetails(context),
    ...smallCellDetail(context),
    ...cableDetail(context),
    ...deviceDetail(context),
    ...passings.flatMap((passing) => holeDetail(context, passing)),
    ...earthingDetail(context),
  ];
  const { drawing } = frameBoxes(size);
  const columns = Math.max(1, Math.floor(drawing.widthMm / panelSize.widthMm));
  const rows = Math.max(1, Math.floor(drawing.heightMm / panelSize.heightMm));
  const perPage = columns * rows;
  const pages = Array.from({ length: Math.ceil(details.length / perPage) }, (_, index) =>
    details.slice(index * perPage, (index + 1) * perPage),
  );
  const title = texts('construction.details.title');
  return pages.map((page, index) => {
    const part = { title, part: index + 1, parts: pages.length };
    return {
      id: pages.length === 1 ? 'details' : `details-${index + 1}`,
      title: pages.length === 1 ? title : texts('construction.continued', part),
      drawing: { set: 'DT', index: index + 1, count: pages.length },
      ...{ series: title, scale: texts('construction.details.scale'), size },
      marks: pageMarks(page, { columns, rows, size, texts }),
    };
  });
}

function pageMarks(
  details: readonly Detail[],
  { columns, rows, size, texts }: { columns: number; rows: number; size: SheetSize; texts: DocumentTexts },
): Mark[] {
  const { drawing, legend } = frameBoxes(size);
  const [widthMm, heightMm] = [drawing.widthMm / columns, drawing.heightMm / rows];
  const notes = texts
    .list('construction.details.notes')
    .flatMap((note, index) => wrapText(`${index + 1}. ${note}`, noteMm, legend.widthMm - 8));
  return [
    ...details.flatMap((detail, index) =>
      detailMarks(detail, {
        x: drawing.x + (index % columns) * widthMm,
        y: drawing.y + Math.floor(index / columns) * heightMm,
        ...{ widthMm, heightMm },
      }),
    ),
    ...notes.map((line, index) =>
      textMark('FRAME', line, [legend.x + 4, legend.y + 5.2 + index * 1.5 * noteMm], { sizeMm: noteMm }),
    ),
  ];
}

/** A detail in its panel: title, drawing with numbers, and below it what they mean. */
function detailMarks(detail: Detail, box: Box): Mark[] {
  const canvas = canvasIn(box);
  const lines = [
    ...detail.items.map(({ text }, index) => `${index + 1}  ${text}`),
    ...detail.lines.map((line) => `· ${line}`),
  ].flatMap((line) => wrapText(line, noteMm, box.widthMm - 10));
  const listY = box.y + headMm + canvas.unitMm * canvasSize.down + 5;
  return [
    rectangleMark('FRAME', box, { pen: pens.thin }),
    textMark('FRAME', detail.title, [box.x + 4, box.y + 6], { sizeMm: 3.5, bold: true }),
    ...detail.draw(canvas),
    ...detail.items.flatMap(({ to, from }, index) => canvas.balloon(index + 1, to, from)),
    ...lines.map((line, index) =>
      textMark('FRAME', line, [box.x + 5, listY + index * stepMm], { sizeMm: noteMm }),
    ),
  ];
}

/** Drawing tools in units of the canvas. */
interface Canvas {
  unitMm: number;
  /** @param along x and y of one point after the other */
  line(along: readonly number[], pen?: keyof typeof pens): Mark;
  box(x: number, y: number, across: number, down: number, fill?: string): Mark;
  /** Concrete, cut. */
  cut(x: number, y: number, across: number, down: number): Mark[];
  ring(x: number, y: number, size: number, fill?: string): Mark;
  /** A dimension line between two heights at an x, with its letter. */
  dimension(x: number, fromY: number, toY: number, text: string): Mark[];
  text(text: string, x: number, y: number): Mark;
  balloon(number: number, to: SheetPoint, from: SheetPoint): Mark[];
}

const white = '#ffffff';
const balloonMm = 1.9;

function canvasIn(box: Box): Canvas {
  const unitMm = (box.widthMm - 8) / canvasSize.across;
  const at = ([x, y]: SheetPoint): SheetPoint => [box.x + 4 + unitMm * x, box.y + headMm + unitMm * y];
  const line = (along: readonly number[], pen: keyof typeof pens = 'thin') => {
    const points = Array.from(
      { length: along.length / 2 },
      (_, index): SheetPoint => [along[2 * index], along[2 * index + 1]],
    );
    return pathMark('DEVICE', points.map(at), { pen: pens[pen] });
  };
  const corners = (x: number, y: number, across: number, down: number): SheetPoint[] => [
    ...([
      [x, y],
      [x + across, y],
    ] as const),
    ...([
      [x + across, y + down],
      [x, y + down],
    ] as const),
  ];
  const text = (label: string, x: number, y: number) => {
    const [left, base] = at([x, y]);
    return textMark('LABEL', label, [left, base + 0.36 * noteMm], { sizeMm: noteMm, anchor: 'middle' });
  };
  return {
    ...{ unitMm, line, text },
    box: (x, y, across, down, fill = white) =>
      pathMark('DEVICE', corners(x, y, across, down).map(at), { closed: true, pen: pens.medium, fill }),
    cut: (x, y, across, down) => [
      pathMark('BUILDING', corners(x, y, across, down).map(at), { closed: true, pen: pens.medium }),
      ...hatchLines(x, y, across, down).map((points) =>
        pathMark('BUILDING', points.map(at), { pen: pens.hair }),
      ),
    ],
    ring: (x, y, size, fill) =>
      circleMark('DEVICE', at([x, y]), unitMm * size, { pen: pens.thin, ...(fill ? { fill } : {}) }),
    dimension: (x, fromY, toY, label) => [
      line([x, fromY, x, toY]),
      ...[fromY, toY].map((y) => line([x - 1.2, y + 1.2, x + 1.2, y - 1.2], 'medium')),
      text(label, x + 3, (fromY + toY) / 2),
    ],
    balloon: (number, to, from) => {
      const [[toX, toY], [fromX, fromY]] = [at(to), at(from)];
      const farMm = Math.hypot(toX - fromX, toY - fromY) || 1;
      const edge: SheetPoint = [
        fromX + (balloonMm * (toX - fromX)) / farMm,
        fromY + (balloonMm * (toY - fromY)) / farMm,
      ];
      return [
        pathMark('LABEL', [edge, [toX, toY]], { pen: pens.hair }),
        circleMark('LABEL', [toX, toY], 0.35, { fill: pens.thin.colour }),
        circleMark('LABEL', [fromX, fromY], balloonMm, { pen: pens.thin, fill: white }),
        textMark('LABEL', String(number), [fromX, fromY + 0.36 * noteMm], {
          ...({ sizeMm: noteMm, anchor: 'middle' } as const),
        }),
      ];
    },
  };
}

/** Strokes at 45° inside a rectangle. */
function hatchLines(x: number, y: number, across: number, down: number): SheetPoint[][] {
  const apart = 3;
  const count = Math.ceil((across + down) / apart);
  return Array.from({ length: count }, (_, index): SheetPoint[] => {
    // On x + (y below the top) constant, from the left or bottom edge up to the right or top.
    const sum = (index + 0.5) * apart;
    const low = Math.max(0, sum - down);
    const high = Math.min(across, sum);
    return [
      [x + low, y + sum - low],
      [x + high, y + sum - high],
    ];
  }).filter(([[fromX], [toX]]) => toX > fromX);
}

/** Names of parts that a detail has one of for each antenna, with so many. */
function countedFor(
  { needs, lang, texts }: DetailContext,
  isMeant: (part: CatalogPart) => boolean,
  count: number,
): string {
  const names = new Set(needs.flatMap(({ part }) => (part && isMeant(part) ? [partName(part, lang)] : [])));
  return [...names].map((name) => `${name} ×${count}`).join(texts('construction.listSeparator')) || '–';
}

/** `名称 ×8、名称 ×2` of parts that are needed; a dash where none is. */
function counted({ needs, lang, texts }: DetailContext, isMeant: (part: CatalogPart) => boolean): string {
  const sums = new Map<string, { name: string; quantity: number; unit: NetworkNeed['unit'] }>();
  for (const { part, quantity, unit } of needs) {
    if (!part || !isMeant(part)) continue;
    const known = sums.get(part.id) ?? { name: partName(part, lang), quantity: 0, unit };
    sums.set(part.id, { ...known, quantity: known.quantity + quantity });
  }
  const list = [...sums.values()].map(({ name, quantity, unit }) =>
    unit === 'm' ? `${name} ${formatFixed(quantity, 1)} m` : `${name} ×${quantity}`,
  );
  return list.join(texts('construction.listSeparator')) || '–';
}

const perBearer =
  (...bearers: readonly CatalogPart['per'][]) =>
  ({ kind, per }: CatalogPart) =>
    kind === 'accessory' && bearers.includes(per);

/** Jumpers of these antennas, and connectors of the feeders that end there, each size as often as feeders have it. */
function connectorsAt(context: DetailContext, antennas: readonly Antenna[]): string {
  const { needs, lang, texts } = context;
  const accessories = new Map(
    needs.flatMap(({ part }) => (part?.kind === 'accessory' ? [[part.id, part]] : [])),
  );
  const list = [...accessories.values()].flatMap((part) => {
    const count = perBearer('antenna-input')(part)
      ? inputsOf(context, antennas)
      : perBearer('cable-end')(part)
        ? endsAt(context, antennas, part)
        : 0;
    return count > 0 ? [`${partName(part, lang)} ×${count}`] : [];
  });
  return list.join(texts('construction.listSeparator')) || '–';
}

/** Feeders to these antennas whose ends take a connector. */
function endsAt(
  { plan: { network } }: DetailContext,
  antennas: readonly Antenna[],
  part: CatalogPart,
): number {
  const { cables = [], parts = [] } = network ?? {};
  const ids = new Set(antennas.map(({ id }) => id));
  return cables.filter(
    (cable) =>
      ids.has(cable.to.node) &&
      fitsCable(
        parts,
        part,
        parts.find(({ id }) => id === cable.part),
      ),
  ).length;
}

/** Connectors at devices and sources: those that are not at the antennas of other details. */
function connectorsElsewhere(context: DetailContext): string {
  const { plan, needs, lang, texts } = context;
  const fed = plan.antennas.filter((antenna) => !radiatesAlongPath(antenna));
  const counts = new Map<string, { part: CatalogPart; count: number }>();
  for (const { part, quantity } of needs) {
    if (!part || !perBearer('cable-end')(part)) continue;
    counts.set(part.id, { part, count: (counts.get(part.id)?.count ?? 0) + quantity });
  }
  const list = [...counts.values()].flatMap(({ part, count }) => {
    const left = count - endsAt(context, fed, part);
    return left > 0 ? [`${partName(part, lang)} ×${left}`] : [];
  });
  return list.join(texts('construction.listSeparator')) || '–';
}

/** Feeders that end at these antennas: two at those of two paths. */
function inputsOf({ plan }: DetailContext, antennas: readonly Antenna[]): number {
  const ids = new Set(antennas.map(({ id }) => id));
  return (plan.network?.cables ?? []).filter(({ to }) => ids.has(to.node)).length;
}

/** `2.40` or `2.20–2.40`. */
function rangeText(values: readonly number[], digits = 2): string {
  const ends = [Math.min(...values), Math.max(...values)].map((value) => formatFixed(value, digits));
  return [...new Set(ends)].join('–');
}

function isOnCeiling(antenna: Antenna): boolean {
  return !radiatesAlongPath(antenna) && !(isAimed(antenna) && antenna.feed !== 'small-cell');
}

/** Heights of antennas level by level: clear height, that of the antennas, the rod between, and beams below them. */
function heightLines({ plan, texts }: DetailContext, antennas: readonly Antenna[]): string[] {
  const assumed = new Set(
    openFindings(plan).flatMap(({ code, at }) => (code === 'clear-height-assumed' && at ? [at] : [])),
  );
  return plan.levels.flatMap((level: Level) => {
    const here = antennas.filter((antenna) => antenna.level === level.id);
    if (here.length === 0) return [];
    const heights = here.map(({ heightM }) => heightM);
    const beamsM = (level.beams ?? []).map(({ bottomM }) => bottomM);
    const values = {
      ...{ level: level.id, clear: formatFixed(level.clearHeightM, 2), count: here.length },
      height: rangeText(heights),
      rod: rangeText(heights.map((heightM) => Math.max(0, level.clearHeightM - heightM))),
    };
    return [
      texts(
        assumed.has(level.id) ? 'construction.details.heightsAssumed' : 'construction.details.heights',
        values,
      ),
      beamsM.length === 0
        ? texts('construction.details.noBeams', { level: level.id })
        : texts('construction.details.beams', {
            ...{
              level: level.id,
              bottom: rangeText(beamsM),
              above: heights.filter((each) => each > Math.min(...beamsM)).length,
            },
          }),
    ];
  });
}

/** An antenna below the ceiling, on a rod past ducts and beams. */
function ceilingDetail(context: DetailContext): Detail[] {
  const { plan, texts } = context;
  const antennas = plan.antennas.filter((each) => isOnCeiling(each) && !isSelfPowered(each));
  if (antennas.length === 0) return [];
  return [
    {
      title: texts('construction.details.ceiling'),
      draw: (canvas) => [
        ...ceilingMarks(canvas),
        canvas.line([60, 8, 60, 30], 'thick'),
        canvas.box(57, 8, 6, 2),
        canvas.box(50, 30, 20, 3),
        canvas.line([50, 33, 54, 38, 66, 38, 70, 33], 'medium'),
        canvas.line([66, 31, 74, 24, 88, 20], 'medium'),
        ...canvas.dimension(100, 8, 60, 'H'),
        ...canvas.dimension(108, 38, 60, 'h'),
        ...canvas.dimension(46, 8, 30, 'L'),
      ],
      items: [
        pointing(texts('construction.details.slab'), [64, 4, 76, 12]),
        pointing(countedFor(context, perBearer('passive-antenna'), antennas.length), [60, 20, 68, 17]),
        pointing(counted(context, isPartOf(antennas)), [62, 35, 76, 43]),
        pointing(
          texts('construction.details.jumper', {
            list: connectorsAt(context, antennas),
          }),
          [80, 22, 88, 31],
        ),
        pointing(texts('construction.details.obstacles'), [21, 18, 34, 26]),
        ...supplyItems(context, antennas, [51, 32, 40, 44]),
      ],
      lines: heightLines(context, antennas),
    },
  ];
}

/** Height and aim of panel antennas, each by its number, and which have nothing near to be mounted on. */
function aimedLines(plan: Plan, antennas: readonly Antenna[], texts: DocumentTexts): string[] {
  const far = new Map(farAntennas(plan).map(({ id, distanceM }) => [id, distanceM]));
  const shown = antennas.slice(0, maxListed).map((antenna) => {
    const { azimuthDeg, tiltDeg } = aimOf(antenna, plan);
    const distanceM = far.get(antenna.id);
    const values = {
      ...{ id: antenna.id, height: formatFixed(antenna.heightM, 2) },
      ...{ azimuth: formatShort(azimuthDeg), tilt: formatShort(tiltDeg) },
    };
    return distanceM === undefined
      ? texts('construction.details.aimed', values)
      : texts('construction.details.aimedFar', {
          ...values,
          ...{ distance: formatFixed(distanceM, 1), reach: bracketReachM },
        });
  });
  return [
    ...shown,
    ...(antennas.length > maxListed
      ? [texts('construction.details.more', { count: antennas.length - maxListed })]
      : []),
  ];
}

/** Parts of the catalogue that antennas of these types are. */
function isPartOf(antennas: readonly Antenna[]): (part: CatalogPart) => boolean {
  const types = new Set(antennas.map(({ type }) => type));
  return ({ kind, antennaType = '' }) => kind === 'antenna' && types.has(antennaType);
}

/** Supply of the far ends among these antennas that are fed on the spot. */
function supplyItems(
  context: DetailContext,
  antennas: readonly Antenna[],
  ends: readonly number[],
): DetailItem[] {
  const onSpot = listFarEnds(context.plan).filter(
    ({ antenna, blocking }) => blocking.length > 0 && antennas.some(({ id }) => id === antenna),
  );
  if (onSpot.length === 0) return [];
  const list = countedFor(context, perBearer('shift-antenna'), onSpot.length);
  return [pointing(context.texts('construction.details.supply', { list }), ends)];
}

/** Slab, a beam, a duct, a tray and the floor. */
function ceilingMarks(canvas: Canvas): Mark[] {
  return [
    ...canvas.cut(0, 0, 118, 8),
    ...canvas.cut(4, 8, 8, 12),
    canvas.box(16, 12, 18, 10),
    canvas.line([16, 12, 34, 22], 'hair'),
    canvas.line([16, 22, 34, 12], 'hair'),
    canvas.line([84, 14, 84, 20, 96, 20, 96, 14], 'medium'),
    canvas.line([0, 60, 118, 60], 'medium'),
  ];
}

/** A panel antenna on a wall or column. */
function panelDetail(context: DetailContext): Detail[] {
  const { plan, texts } = context;
  const antennas = plan.antennas.filter(
    (each) => isAimed(each) && !isSelfPowered(each) && !radiatesAlongPath(each),
  );
  if (antennas.length === 0) return [];
  const hung = hungAntennas(plan);
  const hungCount = antennas.filter(({ id }) => hung.has(id)).length;
  const holders = [
    { bearer: 'passive-antenna' as const, count: antennas.length - hungCount },
    { bearer: 'hung-antenna' as const, count: hungCount },
  ]
    .flatMap(({ bearer, count }) => (count === 0 ? [] : countedFor(context, perBearer(bearer), count)))
    .join(texts('construction.listSeparator'));
  return [
    {
      title: texts('construction.details.panel'),
      draw: (canvas) => [
        ...canvas.cut(0, 0, 118, 6),
        ...canvas.cut(18, 6, 10, 54),
        canvas.line([0, 60, 118, 60], 'medium'),
        canvas.line([28, 22, 44, 22], 'thick'),
        canvas.box(28, 19, 2, 6),
        canvas.line([44, 14, 47, 14.6, 44, 31, 41, 30.4, 44, 14], 'medium'),
        canvas.line([44, 22, 84, 22], 'hair'),
        canvas.line([44, 22, 84, 29], 'thin'),
        canvas.text(texts('construction.details.tilt'), 90, 26),
        canvas.line([43, 30.6, 43, 38, 30, 44, 30, 60], 'medium'),
        ...canvas.dimension(64, 22, 60, 'h'),
      ],
      items: [
        pointing(texts('construction.details.wall', { reach: bracketReachM }), [22, 40, 8, 40]),
        pointing(holders, [36, 22, 36, 11]),
        pointing(counted(context, isPartOf(antennas)), [45, 17, 56, 12]),
        pointing(
          texts('construction.details.jumper', {
            list: connectorsAt(context, antennas),
          }),
          [36, 41, 48, 48],
        ),
        ...supplyItems(context, antennas, [44, 28, 56, 36]),
      ],
      lines: aimedLines(plan, antennas, texts),
    },
  ];
}

/** Room on the canvas for a ramp with the ground above it, and what is left at both sides of it. */
const rampRoom = { left: 12, across: 92, top: 8, down: 46, right: 116 };
/** Points of a road drawn along a ramp. */
const roadSteps = 40;

/** The section of each ramp that antennas hang on: road, ground, heights of its ends and of the antennas over ±0.00. */
function rampDetails(context: DetailContext): Detail[] {
  const { plan, texts } = context;
  const onRamps = rampAntennas(plan);
  const courses = [...new Set([...onRamps.values()].map(({ course }) => course))];
  return courses.map((course): Detail => {
    const hung = plan.antennas.flatMap((antenna) => {
      const location = onRamps.get(antenna.id);
      return location?.course === course ? [{ antenna, location }] : [];
    });
    const level = plan.levels.find(({ id }) => course.levels.includes(id));
    const scales = sectionScales(course, hung, level?.clearHeightM ?? 0);
    return {
      title: texts('construction.details.ramp', { lane: course.lane, times: formatFixed(scales.times, 1) }),
      draw: (canvas) => sectionMarks(canvas, { course, hung, level, scales, texts }),
      items: [],
      lines: [
        sectionText(course, texts),
        ...course.assumptions.map((assumption) =>
          texts(`construction.ramp.assumptions.${assumption}`, {
            mean: formatPercent((course.topM - course.bottomM) / course.lengthM, 1),
            transition: formatFixed(course.transitionM, 1),
          }),
        ),
        ...hung.map(({ antenna, location }) => hungText(antenna, location, texts)),
        ...rampSentences({ antennas: hung.map(({ antenna }) => antenna) }, onRamps, texts),
      ],
    };
  });
}

interface HungOnRamp {
  antenna: Antenna;
  location: RampLocation;
}

interface SectionScales {
  /** How much higher than wide the section is drawn. */
  times: number;
  at(alongM: number, elevationM: number): SheetPoint;
}

function sectionScales(
  { lengthM, bottomM, topM }: RampCourse,
  hung: readonly HungOnRamp[],
  clearHeightM: number,
): SectionScales {
  const highestM = Math.max(
    topM,
    bottomM + clearHeightM,
    ...hung.map(({ antenna, location }) => location.roadM + antenna.heightM),
  );
  const perM = rampRoom.across / lengthM;
  const times = Math.min(4, rampRoom.down / (highestM - bottomM) / perM);
  return {
    times,
    at: (alongM, elevationM) => [
      rampRoom.left + perM * alongM,
      rampRoom.top + rampRoom.down - times * perM * (elevationM - bottomM),
    ],
  };
}

function sectionMarks(
  canvas: Canvas,
  {
    course,
    hung,
    level,
    scales: { at },
    texts,
  }: {
    course: RampCourse;
    hung: readonly HungOnRamp[];
    level: Level | undefined;
    scales: SectionScales;
    texts: DocumentTexts;
  },
): Mark[] {
  const { bottomM, topM, lengthM } = course;
  const road = Array.from({ length: roadSteps + 1 }, (_, step) => {
    const alongM = (step * lengthM) / roadSteps;
    return at(alongM, roadElevationM(course, alongM));
  });
  const [foot, top] = [road[0], road[roadSteps]];
  const [lintelX, lintelY] = at(0, bottomM + (level?.clearHeightM ?? 0));
  const ground = at(0, topM)[1];
  const elevation = (elevationM: number, x: number, y: number, isAssumed = false) => {
    const text = signedM(elevationM);
    return [
      canvas.line([x - 1.2, y - 1.6, x, y, x + 1.2, y - 1.6, x - 1.2, y - 1.6]),
      canvas.text(isAssumed ? texts('construction.ramp.assumed', { elevation: text }) : text, x, y - 3.4),
    ];
  };
  return [
    canvas.line([0, foot[1], ...road.flat(), rampRoom.right, top[1]], 'thick'),
    // The garage at the foot, under its slab, and the ground beside the ramp.
    ...(lintelY > ground ? canvas.cut(0, ground, lintelX, lintelY - ground) : []),
    canvas.line([lintelX, ground, rampRoom.right, ground], 'hair'),
    ...elevation(bottomM, 5, foot[1]),
    ...elevation(topM, rampRoom.right - 5, top[1], course.assumptions.includes('ground')),
    ...hung.flatMap(({ antenna, location }) => {
      const [x, y] = at(location.atM, location.roadM);
      const [, hangsY] = at(location.atM, location.roadM + antenna.heightM);
      return [
        ...canvas.dimension(x, hangsY, y, 'h'),
        canvas.ring(x, hangsY, 1, white),
        canvas.text(antenna.id, x, hangsY - 3),
        canvas.line([x, y, x, rampRoom.top + rampRoom.down + 2], 'hair'),
        canvas.text(formatFixed(location.atM, 1), x, rampRoom.top + rampRoom.down + 4.5),
      ];
    }),
  ];
}

/** `坡长 37.9 m，i=15 %，标高 −4.20 至 ±0.00`. */
function sectionText({ lengthM, slopeRatio, bottomM, topM }: RampCourse, texts: DocumentTexts): string {
  return texts('construction.ramp.section', {
    length: formatFixed(lengthM, 1),
    slope: slopeRatio === undefined ? texts('construction.ramp.unstated') : formatPercent(slopeRatio, 0),
    ...{ bottom: signedM(bottomM), top: signedM(topM) },
  });
}

function hungText(antenna: Antenna, { atM, roadM }: RampLocation, texts: DocumentTexts): string {
  return texts('construction.ramp.hung', {
    ...{ antenna: antenna.id, along: formatFixed(atM, 1), road: signedM(roadM) },
    ...{ height: formatFixed(antenna.heightM, 2), elevation: signedM(roadM + antenna.heightM) },
  });
}

/** Listed by name; what is more is on its schedule. */
const maxListed = 5;

/** A small cell below the ceiling, on its data cable. */
function smallCellDetail(context: DetailContext): Detail[] {
  const { plan, texts } = context;
  const cells = plan.antennas.filter(({ feed }) => feed === 'small-cell');
  if (cells.length === 0) return [];
  return [
    {
      title: texts('construction.details.smallCell'),
      draw: (canvas) => [
        ...ceilingMarks(canvas),
        canvas.line([54, 8, 54, 28], 'medium'),
        canvas.line([66, 8, 66, 28], 'medium'),
        canvas.box(48, 28, 24, 6),
        canvas.line([72, 31, 90, 20], 'medium'),
        ...canvas.dimension(100, 8, 60, 'H'),
        ...canvas.dimension(108, 34, 60, 'h'),
        ...canvas.dimension(42, 8, 28, 'L'),
      ],
      items: [
        pointing(
          counted(context, ({ kind }) => kind === 'small-cell'),
          [60, 31, 76, 42],
        ),
        pointing(counted(context, perBearer('small-cell')), [66, 18, 75, 14]),
        pointing(
          counted(context, ({ kind }) => kind === 'data-cable'),
          [80, 26, 88, 34],
        ),
        pointing(texts('construction.details.obstacles'), [21, 18, 34, 26]),
      ],
      lines: heightLines(context, cells),
    },
  ];
}

/** A radiating cable in its clamps. */
function cableDetail(context: DetailContext): Detail[] {
  const { plan, texts } = context;
  const cables = plan.antennas.filter(radiatesAlongPath);
  if (cables.length === 0) return [];
  return [
    {
      title: texts('construction.details.radiating'),
      draw: (canvas) => [
        ...canvas.cut(0, 0, 118, 8),
        ...[12, 36, 60, 84].flatMap((x) => [
          canvas.line([x, 8, x, 26], 'medium'),
          canvas.ring(x, 29, 3.4, white),
        ]),
        canvas.line([0, 28, 100, 28], 'medium'),
        canvas.line([0, 30, 100, 30], 'medium'),
        canvas.box(100, 26, 8, 6, pens.thin.colour),
        canvas.line([0, 60, 118, 60], 'medium'),
        ...canvas.dimension(3, 8, 28, 'L'),
        ...canvas.dimension(90, 30, 60, 'h'),
        ...canvas.dimension(112, 8, 60, 'H'),
      ],
      items: [
        pointing(
          counted(context, ({ antennaType }) => antennaType === 'radiating-cable'),
          [24, 29, 24, 42],
        ),
        pointing(counted(context, perBearer('radiating-metre')), [36, 26, 48, 16]),
        pointing(
          counted(context, ({ kind, per }) => kind === 'load' && per === 'radiating-cable'),
          [104, 29, 103, 44],
        ),
      ],
      lines: heightLines(context, cables),
    },
  ];
}

/** Splitters and couplers where feeders run. */
function deviceDetail(context: DetailContext): Detail[] {
  const { plan, texts } = context;
  const isDevice = ({ kind, per }: CatalogPart) => per === undefined && deviceKinds.includes(kind);
  if (!context.needs.some(({ part }) => part && isDevice(part))) return [];
  const hasTray = plan.levels.some(({ facilities = [] }) =>
    facilities.some(({ kind }) => facilityKindRow(kind).isTray),
  );
  return [
    {
      title: texts(hasTray ? 'construction.details.deviceTray' : 'construction.details.deviceHung'),
      draw: (canvas) => [
        ...canvas.cut(0, 0, 118, 8),
        ...[20, 98].map((x) => canvas.line([x, 8, x, 40], 'medium')),
        ...(hasTray ? [canvas.box(8, 28, 102, 12, '#f1f3f5')] : [canvas.line([8, 40, 110, 40], 'medium')]),
        canvas.box(48, 29, 22, 10),
        ...[
          [2, 48],
          [70, 116],
        ].map(([from, to]) => canvas.line([from, 34, to, 34], 'thick')),
        canvas.line([59, 39, 59, 50, 100, 50], 'medium'),
        ...[45, 70].map((x) => canvas.box(x, 32, 3, 4)),
        canvas.box(57.5, 39, 3, 3),
        ...[30, 86].flatMap((x) => [canvas.box(x, 31, 4, 6)]),
      ],
      items: [
        pointing(
          texts(hasTray ? 'construction.details.tray' : 'construction.details.hanger'),
          [14, 38, 10, 50],
        ),
        pointing(counted(context, isDevice), [59, 31, 59, 18]),
        pointing(counted(context, perBearer('device')), [64, 32, 76, 18]),
        pointing(connectorsElsewhere(context), [46.5, 34, 40, 18]),
        pointing(
          texts('construction.details.feeder', {
            list: counted(context, ({ kind }) => kind === 'cable'),
          }),
          [104, 34, 104, 18],
        ),
        pointing(counted(context, perBearer('line')), [32, 34, 32, 50]),
      ],
      lines: [texts('construction.details.deviceNote')],
    },
  ];
}

const deviceKinds: readonly CatalogPart['kind'][] = ['splitter', 'coupler', 'attenuator', 'load'];

const passings = [
  'pressure-sleeve',
  'fire-seal',
  'waterproof-sleeve',
  'plain',
] as const satisfies readonly Passing[];

/** Sleeve and seal of one kind of way through walls and slabs. */
function holeDetail(context: DetailContext, passing: Passing): Detail[] {
  const { plan, texts, lang } = context;
  const holes = context.holes.filter((hole) => hole.passing === passing);
  if (holes.length === 0) return [];
  const sizes = holeSizes(plan, holes);
  const part = plan.network?.parts?.find((each) => each.passing === passing);
  return [
    {
      title: texts(`construction.details.passing.${passing}`),
      draw: (canvas) => [
        ...canvas.cut(48, 0, 24, 24),
        ...canvas.cut(48, 38, 24, 24),
        canvas.box(passing === 'pressure-sleeve' ? 38 : 45, 25, passing === 'pressure-sleeve' ? 44 : 30, 12),
        canvas.box(48, 26, 4, 10, '#d9b38c'),
        canvas.box(68, 26, 4, 10, '#d9b38c'),
        canvas.line([4, 31, 116, 31], 'thick'),
        ...(passing === 'waterproof-sleeve' ? [canvas.box(58, 20, 4, 22, '#c9ced3')] : []),
      ],
      items: [
        pointing(passedText(holes, texts), [60, 12, 84, 10]),
        pointing(texts('construction.details.sleeve', { sizes }), [46, 26, 30, 16]),
        pointing(
          texts('construction.details.seal', {
            seal: texts.name('passing', passing),
            part: part ? partName(part, lang) : '–',
          }),
          [70, 34, 90, 46],
        ),
        pointing(
          texts(
            passing === 'pressure-sleeve' ? 'construction.details.oneCable' : 'construction.details.cables',
          ),
          [20, 31, 20, 44],
        ),
      ],
      lines: holeLines(holes, texts),
    },
  ];
}

/** Walls and slabs that are passed, with their thickness. */
function passedText(holes: readonly Hole[], texts: DocumentTexts): string {
  const thickMm = holes.flatMap(({ thicknessM }) => (thicknessM === undefined ? [] : [1000 * thicknessM]));
  const kinds = holes.map(({ through, wallKind }) =>
    wallKind ? texts.name('wall', wallKind) : texts(`tables.through.${through}`),
  );
  return texts('construction.details.passed', {
    kinds: [...new Set(kinds)].join(texts('construction.listSeparator')),
    thickness: thickMm.length > 0 ? rangeText(thickMm, 0) : '–',
  });
}

function holeLines(holes: readonly Hole[], texts: DocumentTexts): string[] {
  const assumed = holes.filter(({ isAssumed }) => isAssumed).length;
  const ids = holes.slice(0, maxHoles).map(({ id }) => id);
  return [
    texts('construction.details.holes', {
      ...{ count: holes.length, list: ids.join(texts('construction.listSeparator')) },
      more: holes.length > maxHoles ? texts('construction.details.moreHoles') : '',
    }),
    ...(assumed > 0 ? [texts('construction.details.holesAssumed', { count: assumed })] : []),
  ];
}

const maxHoles = 8;

/** `DN50 ×3 DN32 ×1`. */
function holeSizes(plan: Plan, holes: readonly Hole[]): string {
  const sizes = new Map<string, number>();
  for (const hole of holes) {
    const sizeMm = holeDiameterMm(plan, hole);
    const name = sizeMm === undefined ? '–' : `DN${sizeMm}`;
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return [...sizes].map(([name, count]) => `${name} ×${count}`).join(' ');
}

/** Kinds of equipment that stand at the sites of a network: `BBU`, `RHUB`. */
function siteKinds(plan: Plan): string[] {
  const { basebands = [], parts = [] } = plan.network ?? {};
  const kinds = sourceKinds(plan);
  return [
    ...(basebands.length > 0 ? ['BBU'] : []),
    ...(kinds === 'hubs' ? [] : ['RRU']),
    ...(parts.some(({ kind }) => kind === 'poi') ? ['POI'] : []),
    ...(kinds === 'sources' ? [] : ['RHUB']),
  ];
}

/** Racks and housings with their earthing. */
function earthingDetail(context: DetailContext): Detail[] {
  const { plan, texts } = context;
  const rooms = sourceRooms(plan);
  if (rooms.length === 0) return [];
  const isUnit = ({ kind }: CatalogPart) => unitKinds.includes(kind);
  return [
    {
      title: texts('construction.details.earthing'),
      draw: (canvas) => [
        canvas.box(34, 3, 30, 48),
        ...[8, 18, 28, 38].map((y) => canvas.box(37, y, 24, 7)),
        ...[11, 21, 31, 41].map((y) => canvas.line([61, y, 76, y, 76, 55], 'thin')),
        canvas.box(70, 55, 34, 3, '#3f7d4e'),
        canvas.line([104, 56.5, 116, 56.5], 'thick'),
        canvas.line([0, 60, 118, 60], 'medium'),
        canvas.line([37, 12, 12, 12, 12, 2], 'medium'),
      ],
      items: [
        pointing(counted(context, perBearer('rack', 'remote-source', 'remote-hub')), [34, 46, 20, 48]),
        pointing(counted(context, isUnit), [49, 31, 20, 33]),
        pointing(texts('construction.details.earthWire'), [76, 40, 92, 36]),
        pointing(counted(context, perBearer('equipment-site')), [88, 56.5, 96, 46]),
        pointing(texts('construction.details.earthPoint'), [112, 56.5, 112, 44]),
        pointing(counted(context, perBearer('powered-unit', 'power-frame')), [24, 12, 20, 21]),
      ],
      lines: [
        texts('construction.details.rooms', {
          kinds: siteKinds(plan).join(texts('construction.listSeparator')),
          list: rooms
            .map(({ names, level }) => `${names.join(texts('construction.listSeparator'))} (${level})`)
            .join(texts('construction.listSeparator')),
        }),
      ],
    },
  ];
}

const unitKinds: readonly CatalogPart['kind'][] = [
  ...(['baseband', 'radio-unit', 'repeater', 'shift-unit', 'poi', 'hub'] as const),
];
