import { dbToRatio, type Language, type Point } from '../../core/index.ts';
import {
  type Capacity,
  type EntranceLeakage,
  type EntranceWindow,
  type Handover,
  type HandoverAdvice,
  type HandoverSite,
  hasCommonPassives,
  type Interference,
  type IsolationPair,
  type LaneHandover,
  type LevelRange,
  nearestAirM,
  type OrderHits,
  outdoorCellId,
  overlapOf,
  type ProductHit,
  type Receiver,
  streetDbm,
} from '../../design/index.ts';
import {
  hasMeters,
  isAimed,
  isSelfPowered,
  type Level,
  type Plan,
  type PointKind,
  planProfile,
} from '../../plan/index.ts';
import { type LossTerm, levelName } from '../../radio/index.ts';
import type { Cell, DocumentTable, TableColumn } from '../encoders/document-table.ts';
import {
  formatFixed,
  formatGrouped,
  formatPercent,
  formatProbability,
  formatQuantity,
  formatShort,
  roundShown,
  roundTerms,
  shownDifference,
} from '../encoders/format-numbers.ts';
import { axisLocationText } from '../wording/axis-locations.ts';
import { carrierLabel, carrierName } from '../wording/carrier-label.ts';
import { type DocumentTexts, messagesOf, textsIn } from '../wording/document-text.ts';
import { sourceText } from '../wording/source-text.ts';
import { aimOf } from './antenna-mount.ts';

/** A gain (a loss where negative) on the path from source to phone. */
export interface PointTerm {
  name:
    | Exclude<LossTerm['name'], 'walk-test'>
    | 'cables'
    | 'parts'
    | 'element'
    | 'antenna-gain'
    | 'rest-of-cable'
    | 'body'
    | 'housing'
    | 'vehicle'
    | 'other-antennas'
    | 'median-of-sum'
    | 'walk-test';
  valueDb: number;
  /** Wall, column or level that is crossed, and its material. */
  id?: string;
  material?: string;
  /** Length of the cables. */
  lengthM?: number;
}

/** People stand no nearer than this to walls, columns and the outline, metres: an assumption that the sheet prints. */
export const budgetClearanceM = 0.5;

/** Link budget of a carrier at a location of its map. */
export interface PointBudget {
  purpose: 'worst' | 'median' | 'scan' | 'modem' | 'portal';
  carrier: string;
  level: string;
  /** Metres. */
  position: Point;
  /** The point where codes are scanned, or a device has its modem. */
  point?: { id: string; kind: PointKind };
  /** The strongest antenna of the serving cell. */
  antenna: string;
  distanceM: number;
  /** The budget begins at the radio unit, or at the antenna's port where no network leads from one to it. */
  start: 'source' | 'port';
  startDbm: number;
  /** Terms behind the start; they add up with `startDbm` to `rsrpDbm`. */
  terms: PointTerm[];
  portPowerDbm: number;
  /** Median level and SINR, as the carrier's map has them there. */
  rsrpDbm: number;
  sinrDb: number;
  levelSigmaDb: number;
  thresholdDbm: number;
  /** Level over the threshold that the probability asks for that points are held to. */
  fadingMarginDb: number;
  /** Level over threshold and fading margin. */
  marginDb: number;
  uplinkMarginDb: number;
  /** Probability of service at the cell: level, SINR and uplink together. */
  servedProbability: number;
}

/** Terms before what the path crosses, and behind it, in their order. */
const feederNames = ['cables', 'parts'] as const;
const nearNames = ['element', 'antenna-gain', 'distance'] as const;
const farNames = [
  'saturation',
  'leakage-cap',
  'corner-bound',
  'combination',
  'rest-of-cable',
  'body',
  'housing',
  'vehicle',
  'other-antennas',
  'median-of-sum',
  'walk-test',
] as const;
const apartNames: readonly string[] = [...feederNames, ...nearNames, ...farNames];
/** Terms that a note explains, where there are any. */
const explainedNames = ['saturation', 'leakage-cap', 'corner-bound', 'combination'] as const;

/** The link budgets, a table per carrier: a column per point, a row per term. */
export function budgetTables(budgets: readonly PointBudget[], plan: Plan, lang: Language): DocumentTable[] {
  return plan.carriers.flatMap((carrier) => {
    const points = budgets.filter((budget) => budget.carrier === carrier.id).map(shownBudget);
    if (points.length === 0) return [];
    const texts = textsIn(lang);
    const profile = planProfile(plan);
    const heads = points.map((point, index) => pointHead(point, points, index, texts));
    return [
      {
        id: `budget-${carrier.id}`,
        title: texts('construction.budgetTitle', { carrier: carrierLabel(carrier, lang) }),
        columns: [
          { head: texts('construction.budgetItem'), format: 'text', characters: 34 } as const,
          { head: texts('tables.unit'), format: 'text', characters: 6 } as const,
          ...heads.map((head) => ({ head, format: 'text', characters: 26 }) as const),
        ],
        rows: [
          ...placeRows(points, texts),
          ...termRows(points, plan, texts),
          ...resultRows(points, texts, {
            probability: formatPercent(profile.pointProbability, 0),
            level: levelName(carrier),
          }),
        ],
        notes: [
          ...texts.list('construction.budgetNotes', {
            probability: formatPercent(profile.pointProbability, 0),
            sigma: formatShort(profile.shadowingSigmaDb),
            source: sourceText(profile.sources.shadowingSigmaDb, lang),
            clearance: formatShort(budgetClearanceM),
          }),
          ...explainedNames
            .filter((name) => points.some(({ terms }) => terms.some((term) => term.name === name)))
            .map((name) => texts(`construction.budgetTermNotes.${name}`)),
        ],
      },
    ];
  });
}

/** Decimals of a budget. */
const budgetDecimals = 2;

/** A budget in the figures that its sheet shows, which add up there as they do unrounded. */
function shownBudget(budget: PointBudget): PointBudget {
  const shown = (value: number) => roundShown(value, budgetDecimals);
  const [startDbm, portPowerDbm, rsrpDbm] = [budget.startDbm, budget.portPowerDbm, budget.rsrpDbm].map(shown);
  const isFed = ({ name }: PointTerm) => (feederNames as readonly string[]).includes(name);
  const fed = budget.terms.filter(isFed);
  const far = budget.terms.filter((term) => !isFed(term));
  const rounded = (terms: readonly PointTerm[], sumDb: number) => {
    const values = roundTerms(
      terms.map(({ valueDb }) => valueDb),
      sumDb,
      budgetDecimals,
    );
    return terms.map((term, index) => ({ ...term, valueDb: values[index] }));
  };
  const [thresholdDbm, fadingMarginDb] = [budget.thresholdDbm, budget.fadingMarginDb].map(shown);
  return {
    ...{ ...budget, startDbm, portPowerDbm, rsrpDbm, thresholdDbm, fadingMarginDb },
    terms: [...rounded(fed, portPowerDbm - startDbm), ...rounded(far, rsrpDbm - portPowerDbm)],
    marginDb: shown(rsrpDbm - thresholdDbm - fadingMarginDb),
  };
}

function pointHead(
  point: PointBudget,
  points: readonly PointBudget[],
  index: number,
  texts: DocumentTexts,
): string {
  const name = texts(`construction.budgetPurposes.${point.purpose}`);
  if (point.purpose !== 'worst') return name;
  const number = points.slice(0, index + 1).filter(({ purpose }) => purpose === 'worst').length;
  return `${name} ${number}`;
}

function placeRows(points: readonly PointBudget[], texts: DocumentTexts): Cell[][] {
  return [
    [
      texts('construction.budgetRows.place'),
      'm',
      ...points.map(({ level, position: [x, y], point }) => {
        const at = `${level} (${formatFixed(x, 2)}, ${formatFixed(y, 2)})`;
        return point ? `${at} ${texts.name('point', point.kind)} ${point.id}` : at;
      }),
    ],
    [texts('construction.budgetRows.antenna'), '', ...points.map(({ antenna }) => antenna)],
    [
      texts('construction.budgetRows.distance'),
      'm',
      ...points.map(({ distanceM }) => formatFixed(distanceM, 1)),
    ],
  ];
}

function termRows(points: readonly PointBudget[], plan: Plan, texts: DocumentTexts): Cell[][] {
  const selfPowered = new Set(plan.antennas.filter(isSelfPowered).map(({ id }) => id));
  const row = (name: (typeof feederNames | typeof nearNames | typeof farNames)[number]): Cell[][] => {
    const found = points.map(({ terms }) => terms.filter((term) => term.name === name));
    if (found.every((terms) => terms.length === 0)) return [];
    const isData = name === 'cables' && points.every(({ antenna }) => selfPowered.has(antenna));
    const label = isData ? 'construction.dataCableTerm' : (`construction.budgetTerms.${name}` as const);
    return [[texts(label), 'dB', ...found.map((terms) => sumText(terms))]];
  };
  const crossed = points.map(({ terms }) => terms.filter(({ name }) => !apartNames.includes(name)));
  const count = Math.max(0, ...crossed.map(({ length }) => length));
  const isFed = points.some(({ start }) => start === 'source');
  return [
    ...(isFed
      ? [
          [
            texts('construction.budgetRows.source'),
            'dBm',
            ...points.map(({ start, startDbm }) => (start === 'source' ? formatFixed(startDbm, 2) : '–')),
          ],
          ...feederNames.flatMap(row),
        ]
      : []),
    [
      texts('construction.budgetRows.port'),
      'dBm',
      ...points.map(({ portPowerDbm }) => formatFixed(portPowerDbm, 2)),
    ],
    ...nearNames.flatMap(row),
    ...Array.from({ length: count }, (_, index) => [
      texts('construction.budgetRows.crossed', { number: index + 1 }),
      'dB',
      ...crossed.map((terms, column) =>
        terms[index] ? crossedText(terms[index], points[column].level, plan, texts) : '',
      ),
    ]),
    ...farNames.flatMap(row),
  ];
}

function sumText(terms: readonly PointTerm[]): string {
  if (terms.length === 0) return '';
  const text = formatFixed(
    terms.reduce((sum, { valueDb }) => sum + valueDb, 0),
    2,
  );
  const lengthM = terms.reduce((sum, term) => sum + (term.lengthM ?? 0), 0);
  return lengthM > 0 ? `${text} (${formatQuantity(lengthM, 'm')})` : text;
}

function crossedText(
  { name, id, material, valueDb }: PointTerm,
  levelId: string,
  plan: Plan,
  texts: DocumentTexts,
): string {
  const known = messagesOf('construction.budgetCrossed', texts.language)[name] ?? name;
  const isNamed = material !== undefined && (name === 'wall' || name === 'opening');
  const kind = isNamed ? texts.name(name === 'wall' ? 'material' : 'opening', material) : known;
  const level = plan.levels.find((each) => each.id === levelId);
  const where = level && id !== undefined ? crossedLocation(level, id, texts) : undefined;
  return [formatFixed(valueDb, 2), kind, where ?? id ?? ''].filter((part) => part !== '').join(' ');
}

/** The middle of what is crossed: between which axes, or where in the plan, as it has no number on the sheets. */
function crossedLocation(level: Level, id: string, texts: DocumentTexts): string | undefined {
  const { walls = [], openings = [], columns = [], bays = [] } = level;
  const line = [...walls, ...openings].find((each) => each.id === id);
  const bay = bays.find((each) => each.id === id);
  const column = columns.find((each) => each.id === id);
  const corners = line ? [line.start, line.end] : bay ? bay.polygon : column ? [column.center] : [];
  if (corners.length === 0) return undefined;
  const middle = (axis: 0 | 1) => corners.reduce((sum, point) => sum + point[axis], 0) / corners.length;
  const at: [number, number] = [middle(0), middle(1)];
  const axes = axisLocationText(level, at, texts);
  return axes === '' ? `(${formatFixed(at[0], 1)}, ${formatFixed(at[1], 1)})` : axes;
}

function resultRows(
  points: readonly PointBudget[],
  texts: DocumentTexts,
  { probability, level }: { probability: string; level: string },
): Cell[][] {
  const row = (
    name: 'threshold' | 'sigma' | 'quality' | 'uplinkMargin',
    unit: string,
    value: (point: PointBudget) => number,
  ): Cell[] => [
    texts(`construction.budgetRows.${name}`),
    unit,
    ...points.map((point) => formatFixed(value(point), 2)),
  ];
  return [
    [
      texts('construction.budgetRows.predicted', { level }),
      'dBm',
      ...points.map(({ rsrpDbm }) => formatFixed(rsrpDbm, 2)),
    ],
    row('threshold', 'dBm', ({ thresholdDbm }) => thresholdDbm),
    row('sigma', 'dB', ({ levelSigmaDb }) => levelSigmaDb),
    [
      texts('construction.budgetRows.fading', { probability }),
      'dB',
      ...points.map(({ fadingMarginDb }) => formatFixed(fadingMarginDb, 2)),
    ],
    [
      texts('construction.budgetRows.margin'),
      'dB',
      ...points.map(({ marginDb }) => formatFixed(marginDb, 2)),
    ],
    row('quality', 'dB', ({ sinrDb }) => sinrDb),
    row('uplinkMargin', 'dB', ({ uplinkMarginDb }) => uplinkMarginDb),
    [
      texts('construction.budgetRows.served'),
      '',
      ...points.map(({ servedProbability }) => formatProbability(servedProbability)),
    ],
  ];
}

/** Handover and leakage, and what else of the cells operators have to set. */
export interface HandoverTables {
  /** Each fills a sheet. */
  large: DocumentTable[];
  /** These stand together. */
  small: DocumentTable[];
}

/** The tables of handover and leakage. */
export function handoverTables(handover: Handover, plan: Plan, lang: Language): HandoverTables {
  return {
    large: [overlapTable(handover, plan, lang), leakageTable(handover, plan, lang)].filter(
      ({ rows }) => rows.length > 0 || handover.lanes.some(({ doubts }) => doubts.length > 0),
    ),
    small: [
      neighbourTable(handover, plan, lang),
      receiverTable(handover, plan, lang),
      duplexTable(handover, plan, lang),
    ].filter(({ rows }) => rows.length > 0),
  };
}

function carrierText(id: string, plan: Plan, lang: Language): string {
  const carrier = plan.carriers.find((each) => each.id === id);
  return carrier ? carrierName(carrier, lang) : id;
}

/** Name of an entrance or ramp with its levels and location. */
export function laneText(id: string, { lanes }: Handover, texts: DocumentTexts): string {
  const lane = lanes.find((each) => each.id === id);
  if (!lane) return id;
  const [x, y] = lane.position;
  const values = { id, levels: lane.levels.join(' → '), x: formatFixed(x, 1), y: formatFixed(y, 1) };
  const name = texts(
    lane.kind === 'outdoors' ? 'construction.handover.entrance' : 'construction.handover.ramp',
    values,
  );
  return lane.isAssumed ? texts('construction.handover.assumedLane', { name }) : name;
}

/** Doubts that the drawing leaves about entrances, a sentence each. */
export function entranceDoubtTexts(handover: Handover, texts: DocumentTexts): string[] {
  return handover.lanes.flatMap(({ id, doubts }) =>
    doubts.map((doubt) =>
      texts(`construction.entranceDoubts.${doubt}`, { lane: laneText(id, handover, texts) }),
    ),
  );
}

/** A column of a table, and its cell for each of what it lists. */
type Column<Item> = readonly [column: TableColumn, cellOf: (item: Item) => string];

function overlapColumns(handover: Handover, plan: Plan, lang: Language): Column<LaneHandover>[] {
  const texts = textsIn(lang);
  const cellText = (cell: string) => (cell === outdoorCellId ? texts('construction.serverOutdoor') : cell);
  const number = (value: number | undefined) => (value === undefined ? '–' : formatFixed(value, 1));
  return [
    [
      { head: texts('construction.handover.lane'), format: 'text', characters: 26 },
      (each) => laneText(each.lane, handover, texts),
    ],
    [
      { head: texts('tables.carrier'), format: 'text', characters: 14 },
      (each) => carrierText(each.carrier, plan, lang),
    ],
    [
      { head: texts('construction.handover.cells'), format: 'text', characters: 16 },
      (each) => each.cells.map(cellText).join(' / '),
    ],
    [
      { head: texts('construction.handover.overlap'), format: 'text', characters: 10 },
      ({ overlapM }) => number(overlapM),
    ],
    [
      { head: texts('construction.handover.time'), format: 'text', characters: 10 },
      (each) => number(each.overlapS),
    ],
    [
      { head: texts('construction.handover.crossing'), format: 'text', characters: 12 },
      ({ crossingM }) => number(crossingM),
    ],
    [
      { head: texts('construction.handover.level'), format: 'text', characters: 12 },
      ({ levelDbm }) => number(levelDbm),
    ],
    [
      { head: texts('construction.handover.outdoor'), format: 'text', characters: 12 },
      (each) => outdoorText(each, texts),
    ],
    [
      { head: texts('tables.result'), format: 'text', characters: 40 },
      (each) => overlapText(each, plan, texts),
    ],
  ];
}

function overlapTable(handover: Handover, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const profile = planProfile(plan);
  const { overlapDb, overlapS, speedKmh } = profile.handover;
  const columns = overlapColumns(handover, plan, lang);
  // Where nobody knows the level outside most would be dashes.
  const shown = columns.filter(([, cellOf]) => handover.handovers.some((each) => cellOf(each) !== '–'));
  return {
    id: 'handover',
    title: texts('construction.handover.title'),
    columns: shown.map(([column]) => column),
    rows: handover.handovers.map((each) => shown.map(([, cellOf]) => cellOf(each))),
    notes: [
      ...entranceDoubtTexts(handover, texts),
      ...texts.list('construction.handover.notes', {
        ...{ apart: formatShort(overlapDb), time: formatShort(overlapS), speed: formatShort(speedKmh) },
        required: formatFixed((overlapS * speedKmh) / 3.6, 1),
        vehicle: formatShort(profile.vehicleLossDb),
        entry: formatShort(profile.outdoor.entryLossDb),
      }),
      sourcesNote(['handover.overlapDb', 'handover.speedKmh', 'handover.overlapS'], plan, lang),
      ...adviceNotes(handover, plan, lang),
    ],
  };
}

function outdoorText(
  { outdoorDbm, cells }: Pick<LaneHandover, 'outdoorDbm' | 'cells'>,
  texts: DocumentTexts,
): string {
  if (outdoorDbm !== undefined) return formatFixed(outdoorDbm, 1);
  return cells.includes(outdoorCellId) ? texts('construction.handover.unknown') : '–';
}

function overlapText(each: LaneHandover, plan: Plan, texts: DocumentTexts): string {
  const { overlapS, speedKmh } = planProfile(plan).handover;
  const required = formatFixed((overlapS * speedKmh) / 3.6, 1);
  if (each.status === 'same-cell') return texts('construction.handover.sameCell');
  if (each.status === 'met') return texts('construction.handover.met');
  const { window } = each;
  if (window && each.status !== 'not-met') return windowText(window, each.status, plan, texts);
  if (each.longest) {
    const text = texts('construction.handover.neverMet', {
      longest: formatFixed(each.longest.overlapM, 1),
      outdoor: formatFixed(each.longest.outdoorDbm, 0),
      required,
    });
    return `${text}${speedText(each.window, plan, texts)}`;
  }
  // One that rounds to what is asked for is said to the centimetre.
  const isNear = each.overlapM !== undefined && formatFixed(each.overlapM, 1) === required;
  return texts('construction.handover.short', {
    required: isNear
      ? `${formatFixed((overlapS * speedKmh) / 3.6, 2)} (${formatFixed(each.overlapM ?? 0, 2)})`
      : required,
  });
}

/** Ranges of levels at ground, their ends rounded inwards to 0.1 dB. */
function rangesText(ranges: readonly LevelRange[], texts: DocumentTexts): string {
  return ranges
    .map(([from, to]) =>
      texts('construction.window.range', {
        from: formatFixed(Math.ceil(10 * from) / 10, 1),
        to: formatFixed(Math.floor(10 * to) / 10, 1),
      }),
    )
    .join(texts('construction.window.or'));
}

/** Levels outside that meet handover and leakage of an entrance, the same on both sheets: jointly, or each alone where none meets both. */
function windowText(
  window: EntranceWindow,
  status: LaneHandover['status'],
  plan: Plan,
  texts: DocumentTexts,
): string {
  const { overlapDbm, leakageFromDbm, bothDbm } = window;
  const leakage =
    leakageFromDbm === undefined
      ? texts('construction.window.anyLevel')
      : texts('construction.window.fromLevel', {
          level: formatFixed(Math.ceil(10 * leakageFromDbm) / 10, 1),
        });
  const values = { overlap: rangesText(overlapDbm, texts), leakage };
  if (overlapDbm.length === 0) {
    return `${texts('construction.window.noOverlap', { leakage })}${speedText(window, plan, texts)}`;
  }
  if (status === 'conflicting') {
    return `${texts('construction.window.excluded', values)}${speedText(window, plan, texts)}`;
  }
  const both = rangesText(bothDbm, texts);
  if (bothDbm.some(([fromDbm]) => fromDbm <= streetDbm)) {
    return texts('construction.window.both', { ...values, both });
  }
  return texts('construction.window.bothHigh', { ...values, both, street: formatFixed(streetDbm, 0) });
}

/** Speed at which the longest overlap that leaks no more than it may lasts long enough. */
function speedText(window: EntranceWindow | undefined, plan: Plan, texts: DocumentTexts): string {
  if (!window?.longest || window.longest.overlapM <= 0) return '';
  const { overlapM, outdoorDbm } = window.longest;
  return texts('construction.window.speed', {
    ...{ longest: formatFixed(overlapM, 1), outdoor: formatFixed(outdoorDbm, 0) },
    speed: formatFixed(Math.floor((36 * overlapM) / planProfile(plan).handover.overlapS) / 10, 1),
  });
}

/** Advice on every lane with an overlap that is too short, and how it was found. */
function adviceNotes({ advice, ...handover }: Handover, plan: Plan, lang: Language): string[] {
  const texts = textsIn(lang);
  const [first] = advice;
  if (!first) return [];
  return [
    ...advice.map((each) => adviceText(each, { advice, ...handover }, plan, lang)),
    texts('construction.handover.adviceNote', { lane: first.sitesAtMost, all: first.allSitesAtMost }),
  ];
}

function adviceText(each: HandoverAdvice, handover: Handover, plan: Plan, lang: Language): string {
  const texts = textsIn(lang);
  const { lane, carriers, sitesCount: count, allSitesAtMost: all, best } = each;
  const list = carriers
    .map((carrier) => carrierText(carrier, plan, lang))
    .join(texts('report.listSeparator'));
  const values = { lane: laneText(lane, handover, texts), carriers: list, count };
  const unfed = unfedText(each, texts);
  if (count === 0) {
    const key = each.unfedCount > 0 ? 'adviceUnreached' : 'adviceUntried';
    return texts(`construction.handover.${key}`, { ...values, all }) + unfed;
  }
  if (!best) return texts('construction.handover.adviceNone', values) + unfed;
  const text = texts(
    best.isMended ? 'construction.handover.adviceMended' : 'construction.handover.adviceShort',
    {
      ...values,
      site: siteText(best, plan, texts),
      overlap: siteOverlapText(best, carriers, plan, lang),
    },
  );
  return text + unfed;
}

/** Sites of an advice that nothing can feed, and the antennas of its lane that were withdrawn for that. */
function unfedText({ unfedCount, withdrawn }: HandoverAdvice, texts: DocumentTexts): string {
  const list = withdrawn.map(({ id, level, position: [x, y] }) =>
    texts('construction.handover.withdrawnAt', { id, level, x: formatFixed(x, 1), y: formatFixed(y, 1) }),
  );
  return [
    ...(unfedCount > 0 ? [texts('construction.handover.adviceUnfed', { count: unfedCount })] : []),
    ...(list.length > 0
      ? [
          texts('construction.handover.adviceWithdrawn', {
            list: list.join(texts('construction.listSeparator')),
          }),
        ]
      : []),
  ].join('');
}

/** An antenna that was tried, as on the sheet: where it hangs, of which cell, and a panel with aim and power. */
function siteText({ antenna, change }: HandoverSite, plan: Plan, texts: DocumentTexts): string {
  const [x, y] = antenna.position.map((value) => formatFixed(value, 1));
  const at = { level: antenna.level, x, y, cell: antenna.cell, id: antenna.id };
  if (change === 'moved') return texts('construction.handover.adviceMoved', at);
  if (!isAimed(antenna)) return texts('construction.handover.adviceAdded', at);
  const backoffDb = Math.max(
    0,
    ...plan.carriers.map(
      ({ id, portPowerDbm }) => portPowerDbm - (antenna.targetPowerDbm?.[id] ?? portPowerDbm),
    ),
  );
  return texts('construction.handover.advicePanel', {
    ...at,
    azimuth: formatShort(aimOf(antenna, plan).azimuthDeg),
    power:
      backoffDb > 0
        ? texts('construction.handover.panelLowered', { backoff: formatShort(backoffDb) })
        : texts('construction.handover.panelNominal'),
  });
}

/** Overlap with an antenna that was tried, of the carrier that has the shortest; where it mends all, the fewest levels outside instead. */
function siteOverlapText(
  { handovers, isMended }: HandoverSite,
  carriers: readonly string[],
  plan: Plan,
  lang: Language,
): string {
  const texts = textsIn(lang);
  const { overlapS, speedKmh } = planProfile(plan).handover;
  const found = handovers.filter(({ carrier }) => carriers.includes(carrier));
  if (isMended && found.every(({ window }) => window)) {
    const widest = found.map(({ carrier, window }) => ({
      carrier,
      range: widestRange(window?.bothDbm ?? []),
    }));
    const [narrow] = widest.sort((a, b) => a.range[1] - a.range[0] - (b.range[1] - b.range[0]));
    return texts('construction.handover.adviceWindow', {
      carrier: carrierText(narrow.carrier, plan, lang),
      range: rangesText([narrow.range], texts),
    });
  }
  const [shortest] = [...found].sort((a, b) => overlapOf(a) - overlapOf(b));
  const overlapM = overlapOf(shortest);
  const figures = {
    overlap: formatFixed(overlapM, 1),
    time: formatFixed(overlapM / (speedKmh / 3.6), 1),
    required: formatFixed((overlapS * speedKmh) / 3.6, 1),
  };
  const { longest } = shortest;
  if (!longest) return texts('construction.handover.adviceOverlap', figures);
  return texts('construction.handover.adviceOverlapAt', {
    ...figures,
    outdoor: formatFixed(longest.outdoorDbm, 0),
  });
}

/** The widest of the ranges below what streets have. */
function widestRange(ranges: readonly LevelRange[]): LevelRange {
  const below = ranges
    .filter(([fromDbm]) => fromDbm <= streetDbm)
    .map(([fromDbm, toDbm]): LevelRange => [fromDbm, Math.min(toDbm, streetDbm)]);
  return below.reduce((best, each) => (each[1] - each[0] > best[1] - best[0] ? each : best));
}

/** Sources of the numbers of a table, each once. */
function sourcesNote(keys: readonly string[], plan: Plan, lang: Language): string {
  const { sources } = planProfile(plan);
  const said = [...new Set(keys.map((key) => sourceText(sources[key] ?? '', lang)))];
  const texts = textsIn(lang);
  return texts('construction.numbersFrom', { list: said.join(texts('report.clauseSeparator')) });
}

function leakageTable(handover: Handover, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const { leakageDistanceM, leakageBelowOutdoorDb, leakageDbm } = planProfile(plan).handover;
  return {
    id: 'leakage',
    title: texts('construction.leakage.title'),
    columns: [
      { head: texts('construction.handover.lane'), format: 'text', characters: 26 },
      { head: texts('tables.carrier'), format: 'text', characters: 14 },
      { head: texts('construction.leakage.mean'), format: 'db', characters: 12 },
      { head: texts('construction.leakage.p95'), format: 'db', characters: 12 },
      { head: texts('construction.leakage.limit'), format: 'db', characters: 12 },
      { head: texts('construction.handover.outdoor'), format: 'text', characters: 12 },
      { head: texts('tables.result'), format: 'text', characters: 40 },
    ],
    rows: handover.leakage.map((each) => [
      ...[laneText(each.lane, handover, texts), carrierText(each.carrier, plan, lang)],
      ...[each.meanDbm, each.p95Dbm, each.limitDbm],
      each.outdoorDbm === undefined
        ? texts('construction.handover.unknown')
        : formatFixed(each.outdoorDbm, 1),
      leakageText(each, plan, texts),
    ]),
    notes: [
      ...entranceDoubtTexts(handover, texts),
      ...texts.list('construction.leakage.notes', {
        ...{ distance: formatShort(leakageDistanceM), limit: formatShort(leakageDbm) },
        ...{
          entry: formatShort(planProfile(plan).outdoor.entryLossDb),
          below: formatShort(leakageBelowOutdoorDb),
          sigma: formatShort(planProfile(plan).shadowingSigmaDb),
        },
      }),
      sourcesNote(['handover.leakageDbm'], plan, lang),
    ],
  };
}

function leakageText(each: EntranceLeakage, plan: Plan, texts: DocumentTexts): string {
  if (each.status === 'met' && !each.window) return texts('construction.leakage.met');
  if (each.window) return windowText(each.window, each.status, plan, texts);
  const outdoor = formatFixed(each.neededOutdoorDbm ?? Number.NaN, 1);
  return texts(each.status === 'not-met' ? 'construction.leakage.over' : 'construction.leakage.depends', {
    outdoor,
  });
}

const blankMm = 26;

function neighbourTable(handover: Handover, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'neighbours',
    title: texts('construction.neighbours.title'),
    columns: [
      { head: texts('tables.carrier'), format: 'text', characters: 14 },
      { head: texts('construction.neighbours.cell'), format: 'text', characters: 10 },
      { head: 'PCI', format: 'text', characters: 8, blankMm: 12 },
      { head: texts('construction.neighbours.inner'), format: 'text', characters: 20 },
      { head: texts('construction.neighbours.outer'), format: 'text', characters: 24, blankMm },
      { head: texts('construction.neighbours.collision'), format: 'text', characters: 24 },
    ],
    rows: handover.cells.map(({ cell, carrier, pci, neighbours, meetsOutdoor, collisions }) => [
      ...[carrierText(carrier, plan, lang), cell, pci === undefined ? '' : String(pci)],
      neighbours.length > 0 ? neighbours.join(', ') : '–',
      meetsOutdoor ? '' : '–',
      collisions.length > 0
        ? collisions
            .map(({ cell: other, modulo }) =>
              modulo === 'same'
                ? texts('construction.neighbours.same', { cell: other })
                : texts('construction.neighbours.modulo', { cell: other, modulo }),
            )
            .join(texts('report.clauseSeparator'))
        : texts(pci === undefined ? 'construction.neighbours.unknown' : 'construction.neighbours.none'),
    ]),
    notes: texts.list('construction.neighbours.notes'),
  };
}

function receiverTable({ receivers }: Handover, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const { uplink } = planProfile(plan);
  const isOfProfile = receivers.some(({ noiseFigureDb }) => noiseFigureDb === uplink.noiseFigureDb);
  const isOfCatalogue = receivers.some(({ noiseFigureDb }) => noiseFigureDb !== uplink.noiseFigureDb);
  return {
    id: 'receivers',
    title: texts('construction.receivers.title'),
    columns: [
      { head: texts('tables.carrier'), format: 'text', characters: 14 },
      { head: texts('construction.neighbours.cell'), format: 'text', characters: 10 },
      { head: texts('construction.receivers.units'), format: 'integer', characters: 10 },
      { head: texts('construction.receivers.figure'), format: 'db', characters: 12 },
      { head: texts('construction.receivers.rise'), format: 'db', characters: 12 },
      { head: texts('construction.receivers.total'), format: 'db', characters: 12 },
    ],
    rows: receivers.map(({ cell, carrier, units, noiseFigureDb, combiningDb, totalDb }) => [
      ...[carrierText(carrier, plan, lang), cell, units, noiseFigureDb, combiningDb, totalDb],
    ]),
    notes: [
      texts('construction.receivers.note', { remotes: uplink.activeRemotes }),
      ...(isOfCatalogue ? [texts('construction.receivers.catalogue')] : []),
      sourcesNote(
        [...(isOfProfile ? (['uplink.noiseFigureDb'] as const) : []), 'uplink.activeRemotes'],
        plan,
        lang,
      ),
    ],
  };
}

function duplexTable({ duplex }: Handover, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  return {
    id: 'duplex',
    title: texts('construction.duplex.title'),
    columns: [
      { head: texts('tables.carrier'), format: 'text', characters: 14 },
      { head: texts('construction.duplex.down'), format: 'percent', characters: 12 },
      { head: texts('construction.duplex.up'), format: 'percent', characters: 12 },
      { head: texts('construction.duplex.frame'), format: 'text', characters: 20, blankMm },
      { head: texts('construction.duplex.sync'), format: 'text', characters: 20, blankMm },
    ],
    rows: duplex.map(({ carrier, downRatio, upRatio }) => [
      ...[carrierText(carrier, plan, lang), downRatio, upRatio, '', ''],
    ]),
    notes: [
      texts('construction.duplex.note'),
      sourcesNote(['throughput.duplex.lte', 'throughput.duplex'], plan, lang),
    ],
  };
}

/** Traffic of the busy hour: of phones, and of the modems of devices where any are asked for. */
export function capacityTables(capacity: Capacity, plan: Plan, lang: Language): DocumentTable[] {
  const devices = capacity.devices.length === 0 ? [] : [deviceCapacityTable(capacity, plan, lang)];
  return [capacityTable(capacity, plan, lang), ...devices];
}

/** Users, traffic and load of every cell in the busy hour. */
function capacityTable(capacity: Capacity, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const mbps = (kbps: number) => formatFixed(kbps / 1000, 1);
  const text = (key: keyof typeof capacityHeads, characters: number) =>
    ({ head: texts(capacityHeads[key]), format: 'text', characters }) as const;
  return {
    id: 'capacity',
    title: texts('construction.capacity.title'),
    columns: [
      { head: texts('tables.carrier'), format: 'text', characters: 16 },
      text('cell', 8),
      { head: texts('construction.capacity.users'), format: 'integer', characters: 8 },
      text('calls', 12),
      text('blocks', 12),
      text('down', 16),
      { head: texts('construction.capacity.downLoad'), format: 'percent', characters: 10 },
      text('up', 16),
      { head: texts('construction.capacity.upLoad'), format: 'percent', characters: 10 },
      { head: texts('construction.capacity.connected'), format: 'integer', characters: 8 },
      text('cells', 20),
    ],
    rows: capacity.carriers.map((each) => [
      ...[carrierText(each.carrier, plan, lang), each.cell, Math.round(each.users)],
      `${formatFixed(each.callsErlang, 2)} / ${each.simultaneousCalls}`,
      `${each.callBlocks} / ${each.blocks}`,
      `${mbps(each.demandDownKbps)} / ${mbps(each.rateDownKbps)}`,
      each.downLoadRatio,
      `${mbps(each.demandUpKbps)} / ${mbps(each.rateUpKbps)}`,
      ...[each.upLoadRatio, Math.round(each.connected)],
      each.neededCells === 1
        ? texts('construction.capacity.enough')
        : texts('construction.capacity.needed', { cells: each.neededCells }),
    ]),
    notes: capacityNotes(capacity, plan, lang),
  };
}

/** Messages of devices in the busy hour. */
function deviceCapacityTable({ devices }: Capacity, plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const { messagesPerHourCount, meterMessagesPerDayCount, carrierMessagesPerHourCount } =
    planProfile(plan).iot;
  const isMetered = hasMeters(plan);
  return {
    id: 'device-capacity',
    title: texts('construction.deviceCapacity.title'),
    columns: [
      { head: texts('tables.carrier'), format: 'text', characters: 16 },
      { head: texts('construction.deviceCapacity.devices'), format: 'integer', characters: 10 },
      { head: texts('construction.deviceCapacity.messages'), format: 'integer', characters: 14 },
      { head: texts('construction.deviceCapacity.load'), format: 'text', characters: 20 },
    ],
    rows: devices.map(({ carrier, devices: count, messagesPerHour, loadRatio }) => [
      ...[carrierText(carrier, plan, lang), count, Math.round(messagesPerHour)],
      loadRatio === undefined ? texts('construction.deviceCapacity.unreckoned') : formatPercent(loadRatio, 2),
    ]),
    notes: [
      texts('construction.deviceCapacity.note', {
        messages: formatShort(messagesPerHourCount),
        carried: formatGrouped(carrierMessagesPerHourCount),
      }),
      ...(isMetered
        ? [
            texts('construction.deviceCapacity.meters', { messages: formatShort(meterMessagesPerDayCount) }),
            sourcesNote(['iot.meterMessagesPerDayCount'], plan, lang),
          ]
        : []),
      sourcesNote(['iot.messagesPerHourCount', 'iot.carrierMessagesPerHourCount'], plan, lang),
    ],
  };
}

function capacityNotes(capacity: Capacity, plan: Plan, lang: Language): string[] {
  const texts = textsIn(lang);
  const demand = planProfile(plan).capacity;
  const users = capacity.operators
    .map(({ operator, users: count }) => `${texts.name('operator', operator)} ${formatFixed(count, 1)}`)
    .join(texts('report.listSeparator'));
  return [
    texts(
      capacity.areBaysAssumed ? 'construction.capacity.usersByArea' : 'construction.capacity.usersByBays',
      {
        ...{
          bays: capacity.bays,
          area: formatShort(demand.areaPerBayM2),
          total: formatFixed(capacity.users, 1),
          rest: formatFixed(
            capacity.operators.reduce((rest, { users: count }) => rest - count, capacity.users),
            1,
          ),
        },
        ...{
          movements: formatShort(demand.movementsPerBayRatio),
          people: formatShort(demand.personsPerCarCount),
        },
        ...{ stay: formatShort(demand.stayMin), users },
      },
    ),
    ...texts.list('construction.capacity.notes', {
      ...{ erlang: formatShort(demand.voiceErlang, 3), blocked: formatPercent(demand.blockingRatio, 0) },
      ...{ down: formatShort(demand.dataDownKbps), up: formatShort(demand.dataUpKbps) },
      ...{ load: formatPercent(demand.maxLoadRatio, 0), connected: demand.maxConnectedCount },
      together: formatPercent(demand.connectedRatio, 0),
    }),
    sourcesNote(
      Object.keys(demand).map((key) => `capacity.${key}`),
      plan,
      lang,
    ),
  ];
}

const capacityHeads = {
  cell: 'construction.neighbours.cell',
  calls: 'construction.capacity.calls',
  blocks: 'construction.capacity.blocks',
  down: 'construction.capacity.down',
  up: 'construction.capacity.up',
  cells: 'tables.result',
} as const;

/** Receivers beside each other in the table of isolation. */
const maxReceivers = 12;

/** Products in the uplinks where carriers have passive parts in common, and the isolation that every pair of systems needs. */
export function interferenceTables(
  interference: Interference,
  plan: Plan,
  lang: Language,
): { hits: DocumentTable[]; isolation: DocumentTable[] } {
  const receivers = interference.hits.map(({ receiver }) => receiver);
  const groups: (typeof receivers)[] = [];
  for (let from = 0; from < receivers.length; from += maxReceivers) {
    groups.push(receivers.slice(from, from + maxReceivers));
  }
  return {
    hits: hasCommonPassives(plan) ? [hitsTable(interference, plan, lang)] : [],
    isolation: groups.map((group) => isolationTable(interference, group, plan, lang)),
  };
}

function receiverText(
  { id, isProtected }: Pick<Receiver, 'id' | 'isProtected'>,
  plan: Plan,
  lang: Language,
): string {
  if (!isProtected) return carrierText(id, plan, lang);
  return messagesOf('construction.protectedSystems', lang)[id] ?? id;
}

function hitsTable(
  { hits, isFifthComplete, powers }: Interference,
  plan: Plan,
  lang: Language,
): DocumentTable {
  const texts = textsIn(lang);
  const profile = planProfile(plan);
  const order = ({ count, strongest }: OrderHits, noiseDbm: number): Cell[] => [
    ...[count, strongest ? productText(strongest, plan, lang) : '–'],
    strongest ? formatFixed(strongest.levelDbm, 1) : '–',
    strongest ? formatFixed(shownDifference(strongest.levelDbm, noiseDbm, 1), 1) : '–',
  ];
  const orderColumns = (name: string): TableColumn[] => [
    { head: texts('construction.products.count', { order: name }), format: 'integer', characters: 8 },
    { head: texts('construction.products.strongest', { order: name }), format: 'text', characters: 40 },
    { head: texts('construction.products.level', { order: name }), format: 'text', characters: 10 },
    { head: texts('construction.products.over', { order: name }), format: 'text', characters: 10 },
  ];
  return {
    id: 'products',
    title: texts('construction.products.title'),
    columns: [
      { head: texts('construction.products.receiver'), format: 'text', characters: 18 },
      { head: texts('construction.products.band'), format: 'text', characters: 14 },
      { head: texts('construction.products.noise'), format: 'db', characters: 10 },
      ...orderColumns('IM3'),
      ...orderColumns('IM5'),
    ],
    rows: hits.map(({ receiver, noiseDbm, third, fifth }) => [
      receiverText(receiver, plan, lang),
      `${formatShort(receiver.lowMhz, 1)}–${formatShort(receiver.highMhz, 1)}`,
      ...[noiseDbm, ...order(third, noiseDbm), ...order(fifth, noiseDbm)],
    ]),
    notes: [
      ...texts.list('construction.products.notes', {
        third: formatShort(profile.network.intermodulationDbc),
        fifth: formatShort(profile.interference.fifthOrderDbc),
        powers: powers
          .map(({ carrier, powerDbm }) => `${carrierText(carrier, plan, lang)} ${formatFixed(powerDbm, 1)}`)
          .join(texts('construction.listSeparator')),
        basis: texts(
          powers.every(({ isSet }) => isSet) ? 'construction.products.set' : 'construction.products.full',
        ),
      }),
      ...(isFifthComplete ? [] : [texts('construction.products.fifthOfTwo')]),
      sourcesNote(['network.intermodulationDbc', 'interference.fifthOrderDbc'], plan, lang),
    ],
  };
}

/** `2×电信 LTE 1870 − 移动 LTE 1815 = 1925 MHz (±30)`. */
function productText({ terms, centreMhz, widthMhz }: ProductHit, plan: Plan, lang: Language): string {
  const parts = [...terms]
    .sort((a, b) => b.times - a.times)
    .map(({ carrier, times }, index) => {
      const sign = times < 0 ? ' − ' : index > 0 ? ' + ' : '';
      const count = Math.abs(times) > 1 ? `${Math.abs(times)}×` : '';
      return `${sign}${count}${carrierText(carrier, plan, lang)}`;
    });
  return `${parts.join('')} = ${formatShort(centreMhz, 1)} ± ${formatShort(widthMhz / 2, 1)} MHz`;
}

/** Names the pair of small cells that the air isolates least, with distance and formula; empty where no two send different carriers. */
export function airNotes(isolation: Interference['isolation'], texts: DocumentTexts): string[] {
  const [nearest] = isolation.flatMap(({ air }) => air ?? []).sort((a, b) => a.isolationDb - b.isolationDb);
  if (!nearest) return [];
  return [
    texts('construction.isolation.air', {
      ...{ a: nearest.antennas[0], b: nearest.antennas[1] },
      distance: formatFixed(nearest.distanceM, 1),
      isolation: formatFixed(nearest.isolationDb, 0),
    }),
  ];
}

/** Isolation that filters of small cells have to add to that of the air where it is worst, and how far apart they would need none. */
export function missingIsolation(isolation: Interference['isolation']) {
  const [worst] = isolation
    .flatMap(({ air, requiredDb }) => (air ? [{ ...air, missingDb: requiredDb - air.isolationDb }] : []))
    .filter(({ missingDb }) => missingDb > 0)
    .sort((a, b) => b.missingDb - a.missingDb);
  // In free space twice as far is 6 dB.
  return (
    worst && {
      ...worst,
      neededM: Math.ceil(Math.max(nearestAirM, worst.distanceM) * dbToRatio(worst.missingDb / 2)),
    }
  );
}

/** Isolation of a pair by what is between them, dB; undefined where nothing is known. */
export function givenIsolationDb({ poiDb, air }: IsolationPair): number | undefined {
  const known = [poiDb, air?.isolationDb].filter((each) => each !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function isolationTable(
  { isolation }: Interference,
  receivers: readonly Receiver[],
  plan: Plan,
  lang: Language,
): DocumentTable {
  const texts = textsIn(lang);
  const { interference } = planProfile(plan);
  const cellOf = (from: string, to: string) => {
    const pair = isolation.find((each) => each.from === from && each.to === to);
    if (!pair) return '–';
    const required = formatFixed(pair.requiredDb, 0);
    const givenDb = givenIsolationDb(pair);
    if (givenDb === undefined) return `≥ ${required}`;
    const given = formatFixed(givenDb, 0);
    return givenDb >= pair.requiredDb ? `${required} / ${given}` : `${required} / ${given} !`;
  };
  const isCombined = hasCommonPassives(plan);
  return {
    id: 'isolation',
    title: texts(isCombined ? 'construction.isolation.title' : 'construction.isolation.titleAir'),
    columns: [
      { head: texts('construction.isolation.from'), format: 'text', characters: 18 },
      ...receivers.map(
        (receiver) => ({ head: receiverText(receiver, plan, lang), format: 'text', characters: 12 }) as const,
      ),
    ],
    rows: plan.carriers.map(({ id }) => [
      carrierText(id, plan, lang),
      ...receivers.map((receiver) => cellOf(id, receiver.id)),
    ]),
    notes: [
      ...texts.list(isCombined ? 'construction.isolation.notes' : 'construction.isolation.notesAir', {
        ...{
          rise: formatShort(interference.noiseRiseDb),
          spurious: formatShort(interference.spuriousDbmPerMhz),
        },
        ...{
          same: formatShort(interference.sameBandSpuriousDbmPerMhz),
          blocking: formatShort(interference.blockingDbm),
        },
      }),
      ...airNotes(isolation, texts),
      sourcesNote(
        Object.keys(interference)
          .filter((key) => isCombined || !key.startsWith('poi'))
          .map((key) => `interference.${key}`),
        plan,
        lang,
      ),
    ],
  };
}
