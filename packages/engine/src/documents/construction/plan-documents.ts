import type { Language } from '../../core/index.ts';
import {
  InputError,
  languages,
  requireList,
  requireObject,
  requireOneOf,
  requireOneOfIfGiven,
  say,
} from '../../core/index.ts';
import {
  type AsBuilt,
  allowedPowers,
  type CostEstimate,
  evaluateCapacity,
  evaluateExposure,
  evaluateInterference,
  type Handover,
  type Interference,
  listHoles,
  listRework,
  networkBill,
  type RuleResult,
  ruleSources,
  scoreNetwork,
  workSchedule,
} from '../../design/index.ts';
import type { ImpossibleSurvey, Survey } from '../../measurement/index.ts';
import { type Plan, planProfile, requirePlan } from '../../plan/index.ts';
import { evaluateNetwork, type NetworkEvaluation, type Prediction } from '../../radio/index.ts';
import { kindRows, liftSentence } from '../community/kind-rows.ts';
import { limitingSentence } from '../community/limiting-sentence.ts';
import { ruleConclusion, ruleRows } from '../community/network-rows.ts';
import { scenarioRows } from '../community/scenario-rows.ts';
import { chanceLines, conclusionText, verdictRows } from '../community/verdict-table.ts';
import { locationLines } from '../community/weak-location-rows.ts';
import type { Cell, DocumentTable } from '../encoders/document-table.ts';
import {
  formatFixed,
  formatGrouped,
  formatShort,
  formatSigned,
  shownDifference,
} from '../encoders/format-numbers.ts';
import type { DocumentFont } from '../encoders/pdf/read-font.ts';
import { type PdfDocument, sheetsPdf } from '../encoders/pdf/sheets-pdf.ts';
import type { Sheet } from '../encoders/sheet.ts';
import { tableCsv } from '../encoders/table-csv.ts';
import { capital } from '../wording/capital.ts';
import { carrierHead, carrierName } from '../wording/carrier-label.ts';
import { countRadiators, unitName } from '../wording/counted-things.ts';
import { acceptedLines } from '../wording/describe-reasons.ts';
import { type DocumentTexts, documentText, textsIn } from '../wording/document-text.ts';
import { namedFeeds } from '../wording/named-feeds.ts';
import { sourceText } from '../wording/source-text.ts';
import { staleStamp } from '../wording/stale-stamp.ts';
import { leakageTestDrafts, testRecord, testRule, testSheets } from './acceptance/test-sheets.ts';
import { wantedLevels } from './cad/floor-dxf.ts';
import { sheetsDxf } from './cad/sheet-layouts.ts';
import { type NotesInput, notesDrafts } from './design-notes.ts';
import { diagramDrafts } from './diagram/diagram-drafts.ts';
import { floorDrafts } from './floor-plan/floor-drafts.ts';
import { frameSheets, type PaperSize, type SheetDraft, type SheetSize, sheetSizes } from './frame-sheet.ts';
import { detailDrafts } from './installation-details.ts';
import { mapDrafts } from './map-drafts.ts';
import { conclusionWithOpen, openPoints } from './open-points.ts';
import { planTitleBlock, projectName, type TitleOptions } from './plan-title.ts';
import {
  budgetTables,
  capacityTables,
  handoverTables,
  interferenceTables,
  type PointBudget,
} from './radio-sheets.ts';
import { schemeDrafts } from './scheme-sheet.ts';
import { sheetsSvg } from './sheet-svg.ts';
import { sourceRoomDrafts } from './source-room-sheet.ts';
import { coverDraft, openLines, packKeys, summaryDrafts } from './summary-drafts.ts';
import { asBuiltTables } from './tables/as-built-tables.ts';
import { estimateTables } from './tables/estimate-tables.ts';
import {
  antennasTable,
  assumptionsTable,
  billTable,
  cablesTable,
  devicesTable,
  penetrationsTable,
  portsTable,
  sectionsTable,
  shiftTable,
  unitsTable,
} from './tables/network-tables.ts';
import { reworkTable } from './tables/rework-table.ts';
import { joinedDraft, largeTableDrafts, tableDrafts } from './tables/table-drafts.ts';
import { workbookXlsx } from './tables/workbook-xlsx.ts';
import { sourceKinds } from './unit-texts.ts';

/** More carriers than these do not fit beside each other. */
const maxCarriers = 14;

/** The port powers for paper: a row per antenna, power and deviation of each carrier beside each other. */
function portMatrix(plan: Plan, network: NetworkEvaluation, lang: Language): DocumentTable {
  const arriving = new Set(
    network.antennas.flatMap(({ carriers }) => carriers.map(({ carrier }) => carrier)),
  );
  const carriers = plan.carriers.filter(({ id }) => arriving.has(id));
  const long = portsTable(plan, network, lang);
  if (carriers.length > maxCarriers) return long;
  const texts = textsIn(lang);
  const levels = new Map(plan.antennas.map(({ id, level }) => [id, level]));
  const allowed = allowedPowers(plan);
  const allowedText = ({ antenna, carriers: sent }: NetworkEvaluation['antennas'][number]) => {
    const windows = sent.flatMap(({ carrier, targetDbm }) => {
      const window = allowed(antenna, carrier, targetDbm);
      if (!window) return [];
      return [window.lowDbm, window.highDbm].map((dbm) => formatSigned(dbm - targetDbm, 1)).join('…');
    });
    return [...new Set(windows)].join(' / ');
  };
  const rows = namedFeeds(network, lang).map((feed): Cell[] => [
    ...[feed.level, feed.name, feed.source],
    ...carriers.map(({ id }) => {
      const port = feed.carriers.find(({ carrier }) => carrier === id);
      if (!port) return '–';
      return `${formatFixed(port.powerDbm, 1)} (${formatSigned(shownDifference(port.powerDbm, port.targetDbm, 1), 1)})`;
    }),
    allowedText(feed),
  ]);
  return {
    ...long,
    columns: [
      ...long.columns.slice(0, 3),
      ...carriers.map(
        (carrier) =>
          ({ head: carrierHead(carrier, lang).join(' '), format: 'text', characters: 14 }) as const,
      ),
      { head: texts('tables.allowedWindow'), format: 'text', characters: 22 },
    ],
    rows: [...rows, ...network.unfed.map((id) => [levels.get(id) ?? '', id, texts('tables.unfed')])],
    notes: [
      texts('tables.matrixNote'),
      texts('tables.allowedNote', { tolerance: formatShort(planProfile(plan).network.portToleranceDb) }),
      ...[targetsNote(plan, network, lang), ...long.notes],
    ],
  };
}

/** Target powers of each carrier: one, or from the lowest to the highest. */
function targetsNote(plan: Plan, { antennas }: NetworkEvaluation, lang: Language): string {
  const texts = textsIn(lang);
  const targets = plan.carriers.flatMap((carrier) => {
    const found = antennas
      .flatMap(({ carriers }) => carriers)
      .filter((each) => each.carrier === carrier.id)
      .map(({ targetDbm }) => formatFixed(targetDbm, 1));
    if (found.length === 0) return [];
    const sorted = [...new Set(found)].sort(
      (a, b) => Number(a.replace('−', '-')) - Number(b.replace('−', '-')),
    );
    const range = sorted.length === 1 ? sorted[0] : `${sorted[0]} … ${sorted[sorted.length - 1]}`;
    return [`${carrierName(carrier, lang)} ${range}`];
  });
  return texts('tables.targetsNote', { list: targets.join(texts('report.listSeparator')) });
}

/** Language, size and heading of documents. */
export interface DocumentOptions extends TitleOptions {
  /** Default A3. */
  paper?: PaperSize;
  levels?: readonly string[];
  /** Prediction of the same plan: floor plans show the edge of coverage, and the PDF says how the plan is evaluated. */
  prediction?: Prediction;
  /** The built plan beside the designed one, of `compareBuilt` with the prediction: tables of it are sheets too. */
  asBuilt?: AsBuilt;
  /** Link budgets of the prediction, of `pointBudgets`: they are sheets too. */
  budgets?: readonly PointBudget[];
  /** Handover and leakage of the prediction, of `evaluateHandover`: they are sheets too. */
  handover?: Handover;
}

export interface PlanPdfOptions extends DocumentOptions {
  /** The budget in the form of 451: its forms are sheets too. */
  estimate?: CostEstimate;
  /** Each character is set in the first that has it. */
  fonts: readonly [DocumentFont, ...DocumentFont[]];
  /** Makes it a construction pack, with the schedule of work, and the sheets and the record of this test. */
  survey?: Survey | ImpossibleSurvey;
}

/**
 * The community's drawings and tables as one PDF: contents and verdict, floors, system diagram, tables. Throws `InputError` for
 * a construction pack of a plan without a network.
 */
export function planPdf(plan: Plan, options: PlanPdfOptions): PdfDocument {
  requirePlan(plan);
  requireObject('options', options, ['lang', 'fonts']);
  requireOneOf('lang', options.lang, languages);
  requireList('fonts', options.fonts);
  requireObject('fonts[0]', options.fonts[0], ['glyphOf']);
  requireOneOfIfGiven('paper', options.paper, Object.keys(sheetSizes));
  const { lang, fonts, prediction, survey } = options;
  const texts = textsIn(lang);
  const size = sheetSizes[options.paper ?? 'A3'];
  const network = survey ? requiredNetwork(plan) : evaluateNetwork(plan);
  const rules = network ? scoreNetwork(plan, network) : [];
  const open = prediction && { ...openInputOf(plan, prediction, options), network, rules };
  const drafts = planDrafts(plan, options, { network, rules, size, open });
  const title = `${projectName(plan, lang)} · ${documentText(lang, 'report.reportTitle')}`;
  const block = planTitleBlock(plan, options);
  const before = survey ? [coverDraft(block, size, texts)] : [];
  const make = (missing: readonly string[]) => {
    const first = summaryDrafts(plan, {
      ...{ before, drafts, prediction, network, rules, lang, size, missing },
      open: open && openPoints(plan, open, lang),
      title: survey
        ? texts(packKeys[block.fields?.stage ?? 'construction'].title)
        : texts('construction.coverTitle'),
    });
    const sheets = frameSheets([...before, ...first, ...drafts], block, texts);
    return sheetsPdf(sheets, { title, lang: documentText(lang, 'report.htmlLang'), fonts });
  };
  const once = make([]);
  // What the fonts lack is stated on the first sheet, and known only when all is set.
  return once.missing.length > 0 ? make(once.missing) : once;
}

interface DraftInput {
  network?: NetworkEvaluation;
  rules: readonly RuleResult[];
  size: SheetSize;
  /** Present of a predicted plan. */
  open?: NotesInput;
}

/** Results beside the verdict in which something may be missed or open. */
function openInputOf(
  plan: Plan,
  prediction: Prediction,
  { handover, estimate }: Pick<PlanPdfOptions, 'handover' | 'estimate'>,
): Omit<NotesInput, 'network' | 'rules'> {
  return {
    ...{ prediction, handover, capacity: evaluateCapacity(prediction), exposure: evaluateExposure(plan) },
    hasEstimate: estimate !== undefined,
    ...(plan.network?.sources?.length ? { interference: evaluateInterference(plan) } : {}),
  };
}

/** All sheets behind the summary. */
function planDrafts(
  plan: Plan,
  options: PlanPdfOptions,
  { network, rules, size, open }: DraftInput,
): SheetDraft[] {
  const { lang, prediction, survey, budgets = [], handover } = options;
  const texts = textsIn(lang);
  const levels = wantedLevels(plan, options.levels).map(({ id }) => id);
  const capacity = open?.capacity;
  const interference = open ? open.interference : network ? evaluateInterference(plan) : undefined;
  return [
    ...(open ? notesDrafts(plan, open, { lang, size }) : []),
    ...asBuiltDrafts(options, size),
    ...schemeDrafts(plan, { lang, size }),
    ...floorDrafts(plan, { lang, size, prediction, levels }),
    ...diagramDrafts(plan, network, { lang, size }),
    ...(network ? [...sourceRoomDrafts(plan, { lang, size }), ...detailDrafts(plan, { lang, size })] : []),
    ...(network
      ? [
          billTable(networkBill(plan), plan, lang),
          ...reworkTables(plan, lang),
          antennasTable(plan, network, lang),
          portMatrix(plan, network, lang),
          devicesTable(plan, network, lang),
          unitsTable(plan, lang),
          ...shiftTables(plan, network, lang),
          cablesTable(plan, lang),
          ...sectionsTables(plan, network, lang),
          penetrationsTable(plan, lang),
          rulesTable(rules, plan, lang),
        ]
      : []
    ).flatMap((table) => tableDrafts(table, size, texts)),
    ...(options.estimate ? estimateForms(options.estimate, lang, size) : []),
    ...(prediction ? mapDrafts(prediction, { lang, size, levels }) : []),
    ...budgetTables(budgets, plan, lang)
      .flatMap((table) => largeTableDrafts(table, size, texts))
      .map((draft) => ({ ...draft, series: texts('construction.budgetSeries') })),
    ...(handover
      ? [
          ...handoverDrafts(handover, plan, {
            ...{ lang, size, test: leakageTestDrafts(handover, plan, { lang, size }) },
          }),
        ]
      : []),
    ...(capacity ? capacityTables(capacity, plan, lang) : []).flatMap((table) =>
      largeTableDrafts(table, size, texts),
    ),
    ...(interference ? interferenceDrafts(interference, plan, { lang, size }) : []),
    ...(survey ? packDrafts(plan, survey, { lang, size, levels }) : []),
    ...tableDrafts(assumptionsTable(plan, lang), size, texts),
  ];
}

/** Tables of what was built, those that belong together on one sheet where they fit. */
function asBuiltDrafts({ asBuilt, prediction, lang }: DocumentOptions, size: SheetSize): SheetDraft[] {
  if (!asBuilt || !prediction) return [];
  const texts = textsIn(lang);
  return asBuiltTables(asBuilt, prediction, lang).flatMap((tables) => {
    const [{ id, title }] = tables;
    const joined = joinedDraft(tables, size, { id, title });
    return joined ? [joined] : tables.flatMap((table) => largeTableDrafts(table, size, texts));
  });
}

/** Handover and leakage with the sheets of its test, and the tables of cells on one sheet. */
function handoverDrafts(
  handover: Handover,
  plan: Plan,
  { lang, size, test }: { lang: Language; size: SheetSize; test: readonly SheetDraft[] },
): SheetDraft[] {
  const texts = textsIn(lang);
  const { large, small } = handoverTables(handover, plan, lang);
  const together =
    small.length === 0
      ? []
      : joinedDraft(small, size, { id: 'cells', title: texts('construction.cellsTitle') });
  return [
    ...large.flatMap((table) => largeTableDrafts(table, size, texts)),
    ...test,
    ...(together ? [together].flat() : small.flatMap((table) => tableDrafts(table, size, texts))),
  ];
}

/** Intermodulation and isolation. */
function interferenceDrafts(
  interference: Interference,
  plan: Plan,
  { lang, size }: { lang: Language; size: SheetSize },
): SheetDraft[] {
  const { hits, isolation } = interferenceTables(interference, plan, lang);
  return [...hits, ...isolation].flatMap((table) => largeTableDrafts(table, size, textsIn(lang)));
}

/** Further sheets of a construction pack: the schedule of work and the acceptance test. */
function packDrafts(
  plan: Plan,
  survey: Survey | ImpossibleSurvey,
  options: { lang: Language; size: SheetSize; levels: readonly string[] },
): SheetDraft[] {
  const { lang, size } = options;
  const texts = textsIn(lang);
  return [
    ...tableDrafts(scheduleTable(plan, lang), size, texts),
    ...tableDrafts(testRule(survey, plan, lang), size, texts),
    ...(survey.status === 'ready'
      ? [...testSheets(survey, plan, options), ...tableDrafts(testRecord(survey, plan, lang), size, texts)]
      : []),
  ];
}

/** The system diagram as an SVG, a sheet per source as large as it needs. */
export function diagramSvg(plan: Plan, options: DocumentOptions): string {
  return sheetsSvg(diagramSheets(plan, options));
}

/**
 * System diagram and installation details as a DXF in millimetres of paper, a layout per sheet: parts and cables of the diagram are
 * blocks with attributes.
 */
export function diagramDxf(plan: Plan, options: DocumentOptions): Uint8Array {
  const network = requiredNetwork(plan);
  const { lang, paper } = options;
  const size = sheetSizes[paper ?? 'A3'];
  const drafts = [...diagramDrafts(plan, network, { lang, size }), ...detailDrafts(plan, { lang, size })];
  return sheetsDxf(drafts, {
    ...{ plan, network, lang, block: planTitleBlock(plan, options) },
  });
}

/** Floor plans with frame and title block as an SVG. */
export function floorSvg(plan: Plan, options: DocumentOptions): string {
  const size = sheetSizes[options.paper ?? 'A3'];
  const levels = wantedLevels(plan, options.levels).map(({ id }) => id);
  const drafts = floorDrafts(plan, { lang: options.lang, size, levels, prediction: options.prediction });
  return sheetsSvg(frameSheets(drafts, planTitleBlock(plan, options), textsIn(options.lang)));
}

/** A table of the construction documents. */
export type TableId =
  | 'bill'
  | 'rework'
  | 'ports'
  | 'cables'
  | 'devices'
  | 'units'
  | 'shift'
  | 'sections'
  | 'penetrations'
  | 'schedule'
  | 'rules'
  | 'assumptions';

/** Bill, port powers, cables, devices, penetrations, schedule, rules and assumptions as a workbook; first the verdict of a predicted plan. */
export function planXlsx(plan: Plan, options: DocumentOptions): Uint8Array {
  const { lang, prediction } = options;
  const stamp = staleStamp(plan, options);
  const verdict = prediction ? [verdictSheet(prediction, options)] : [];
  const built = prediction && options.asBuilt ? asBuiltTables(options.asBuilt, prediction, lang).flat() : [];
  const network = requiredNetwork(plan);
  const tables = [
    ...verdict,
    ...built,
    ...networkTables(plan, lang),
    antennasTable(plan, network, lang, { isSplit: true }),
    ...radioTables(plan, options),
  ];
  return workbookXlsx(
    tables.map((table) => (stamp ? { ...table, title: `${stamp} · ${table.title}` } : table)),
    tables.map(({ title }) => title),
  );
}

/** Link budgets, handover, capacity and interference as far as there are results. */
function radioTables(
  plan: Plan,
  { lang, prediction, budgets = [], handover }: DocumentOptions,
): DocumentTable[] {
  const cells = handover && handoverTables(handover, plan, lang);
  const { hits, isolation } = interferenceTables(evaluateInterference(plan), plan, lang);
  return [
    ...budgetTables(budgets, plan, lang),
    ...(cells ? [...cells.large, ...cells.small] : []),
    ...(prediction ? capacityTables(evaluateCapacity(prediction), plan, lang) : []),
    ...hits,
    ...isolation,
  ];
}

/** One of the tables as CSV. */
export function planCsv(plan: Plan, id: TableId, options: DocumentOptions): string {
  const stamp = staleStamp(plan, options);
  const table = networkTables(plan, options.lang, id).find((each) => each.id === id);
  if (table) return tableCsv(table, stamp);
  if (id === 'sections')
    throw new InputError([{ at: 'antennas', found: say('nothing'), expected: say('with-radiating-cable') }]);
  if (id === 'shift')
    throw new InputError([{ at: 'antennas', found: say('nothing'), expected: say('with-shifted-paths') }]);
  if (id === 'rework')
    throw new InputError([
      { at: 'network.existing', found: say('nothing'), expected: say('with-existing-tree') },
    ]);
  throw new InputError([{ at: 'network', found: say('no-network'), expected: say('with-network') }]);
}

/** @param wanted the only table that is asked for */
function networkTables(plan: Plan, lang: Language, wanted?: TableId): DocumentTable[] {
  const network = requiredNetwork(plan);
  const makers: Record<TableId, () => DocumentTable | DocumentTable[]> = {
    bill: () => billTable(networkBill(plan), plan, lang),
    rework: () => reworkTables(plan, lang),
    ports: () => portsTable(plan, network, lang),
    cables: () => cablesTable(plan, lang),
    sections: () => sectionsTables(plan, network, lang),
    devices: () => devicesTable(plan, network, lang),
    units: () => unitsTable(plan, lang),
    shift: () => shiftTables(plan, network, lang),
    penetrations: () => penetrationsTable(plan, lang),
    schedule: () => scheduleTable(plan, lang),
    rules: () => rulesTable(scoreNetwork(plan, network), plan, lang),
    assumptions: () => assumptionsTable(plan, lang),
  };
  return (Object.keys(makers) as TableId[])
    .filter((id) => wanted === undefined || id === wanted)
    .flatMap((id) => makers[id]());
}

/** Forms of the budget. */
export function estimateForms(estimate: CostEstimate, lang: Language, size: SheetSize): SheetDraft[] {
  const texts = textsIn(lang);
  return estimateTables(estimate, lang)
    .flatMap((table) => largeTableDrafts(table, size, texts))
    .map((draft) => ({ ...draft, series: texts('estimate.series') }));
}

function sectionsTables(plan: Plan, network: NetworkEvaluation, lang: Language): DocumentTable[] {
  const table = sectionsTable(plan, network, lang);
  return table ? [table] : [];
}

function shiftTables(plan: Plan, network: NetworkEvaluation, lang: Language): DocumentTable[] {
  const table = shiftTable(plan, network, lang);
  return table ? [table] : [];
}

/** The list of kept, moved, new and removed parts, where the plan has an existing tree. */
function reworkTables(plan: Plan, lang: Language): DocumentTable[] {
  const rework = listRework(plan);
  return rework ? [reworkTable(rework, lang)] : [];
}

function diagramSheets(plan: Plan, options: DocumentOptions): Sheet[] {
  const drafts = diagramDrafts(plan, requiredNetwork(plan), { lang: options.lang });
  return frameSheets(drafts, planTitleBlock(plan, options), textsIn(options.lang));
}

/** Evaluation of a plan's network. Throws `InputError` for a plan without one. */
export function requiredNetwork(plan: Plan): NetworkEvaluation {
  const network = evaluateNetwork(plan);
  if (network) return network;
  throw new InputError([{ at: 'network', found: say('no-network'), expected: say('with-network') }]);
}

/** The verdict as a table: operators, the kinds of floor, the states of the garage, and in the notes what the figures are figures of. */
function verdictSheet(prediction: Prediction, options: DocumentOptions): DocumentTable {
  const { lang } = options;
  const texts = textsIn(lang);
  const { plan } = prediction;
  const network = evaluateNetwork(plan);
  const rules = network ? scoreNetwork(plan, network) : [];
  const input = { ...openInputOf(plan, prediction, options), network, rules };
  const open = openPoints(plan, input, lang);
  const [heads, ...operators] = verdictRows(prediction, lang);
  const states = scenarioRows(prediction, lang) ?? [];
  const kinds = kindRows(prediction, lang) ?? [];
  const lifts = liftSentence(prediction, lang);
  const columnCount = Math.max(...[heads, ...states, ...kinds].map(({ length }) => length));
  const padded = (row: readonly string[]) =>
    Array.from({ length: columnCount }, (_, index) => row[index] ?? '');
  const blocks = [kinds, states].filter((block) => block.length > 0);
  return {
    id: 'verdict',
    title: documentText(lang, 'construction.verdictTitle'),
    columns: padded(heads).map((head) => ({ head, format: 'text', characters: 18 }) as const),
    rows: [...operators, ...blocks.flatMap((block) => [[], ...block])].map(padded),
    notes: [
      `${conclusionWithOpen(conclusionText(prediction.assessment, lang), open, lang)}${texts('report.separator')}${limitingSentence(prediction, lang)}`,
      ...openLines(open, texts),
      ...acceptedLines(prediction.assessment.accepted, lang),
      ...chanceLines(prediction, lang),
      ...locationLines(prediction, lang),
      ...(lifts ? [lifts] : []),
      ...(kinds.length > 0 ? [texts('report.kindNote')] : []),
      ...(states.length > 0 ? [texts('report.scenarioNote')] : []),
    ],
  };
}

/**
 * The rules of the network: a row each, with its limit, the worst value and its location, and where the limit comes
 * from.
 */
function rulesTable(rules: readonly RuleResult[], plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const profile = planProfile(plan);
  const [heads, ...rows] = ruleRows(rules, plan, lang);
  const [rule, result, worst, limit, location] = heads.map(capital);
  return {
    id: 'rules',
    title: texts('construction.rulesTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: rule, format: 'text', characters: 34 },
      { head: texts('tables.ruleId'), format: 'text', characters: 18 },
      { head: result, format: 'text', characters: 10 },
      { head: limit, format: 'text', characters: 14 },
      { head: worst, format: 'text', characters: 14 },
      { head: location, format: 'text', characters: 44 },
      { head: texts('tables.checked'), format: 'integer', characters: 10 },
      { head: texts('tables.failed'), format: 'integer', characters: 10 },
      { head: texts('tables.limitSource'), format: 'text', characters: 60 },
    ],
    rows: rows.map(([name, passed, worstText, limitText, locationText], index) => {
      const { id, checked, failed } = rules[index];
      const sources = ruleSources(id, profile);
      return [
        ...[index + 1, name, id, passed, limitText, worstText, locationText],
        ...[
          checked,
          failed,
          sources.map((each) => sourceText(each, lang)).join(texts('report.clauseSeparator')),
        ],
      ];
    }),
    notes: [texts('tables.rulesNote', { conclusion: ruleConclusion(rules, lang) })],
  };
}

/** The schedule of work: what, where, how much, how long for one crew, and room for when it was done and by whom. */
function scheduleTable(plan: Plan, lang: Language): DocumentTable {
  const texts = textsIn(lang);
  const steps = workSchedule(plan);
  const all = plan.levels.map(({ id }) => id).join(' ');
  const blank = (name: string, when: string, ...measure: Cell[]): Cell[] => [
    ...[name, all, measure[0], measure[1], undefined, undefined, when, '', ''],
  ];
  const lastDay = steps.reduce((last, step) => Math.max(last, step.lastDay), 0);
  const rows: Cell[][] = [
    blank(texts('tables.works.briefing'), texts('tables.beforeWork')),
    ...steps.map((step): Cell[] => [
      ...[
        workName(plan, step, texts),
        step.level,
        step.quantity,
        unitName(step.countedKind, step.unit, texts),
        step.labourCny,
      ],
      ...(step.days > 0
        ? [
            step.days,
            step.firstDay === step.lastDay
              ? texts('tables.ofDay', { day: step.firstDay })
              : texts('tables.ofDays', { first: step.firstDay, last: step.lastDay }),
          ]
        : [undefined, '']),
      ...['', ''],
    ]),
    ...commissionings(plan, texts).map(({ name, count, unit }) =>
      blank(name, texts('tables.afterDay', { day: lastDay }), count, unit),
    ),
    blank(texts('tables.works.acceptance'), texts('tables.afterCommissioning')),
  ];
  const days = steps.reduce((sum, step) => sum + step.days, 0);
  return {
    id: 'schedule',
    title: texts('construction.scheduleTitle'),
    columns: [
      { head: texts('tables.number'), format: 'integer', characters: 6 },
      { head: texts('tables.work'), format: 'text', characters: 60 },
      { head: texts('tables.level'), format: 'text', characters: 10 },
      { head: texts('tables.quantity'), format: 'quantity', characters: 10 },
      { head: texts('tables.unit'), format: 'text', characters: 6 },
      { head: texts('tables.labour'), format: 'money', characters: 14, total: true },
      { head: texts('tables.days'), format: 'quantity', characters: 12, total: true },
      { head: texts('tables.when'), format: 'text', characters: 16 },
      { head: texts('tables.done'), format: 'text', characters: 16, blankMm: 30 },
      { head: texts('tables.signed'), format: 'text', characters: 16, blankMm: 30 },
    ],
    rows: rows.map((row, index) => [index + 1, ...row]),
    totalLabel: texts('construction.total'),
    notes: texts.list('tables.scheduleNotes', {
      crewDay: formatGrouped(planProfile(plan).network.crewDayCny),
      days: formatShort(days, 1),
    }),
  };
}

/** Work as it is called, with what it installs besides what is counted. */
function workName(
  plan: Plan,
  { kind, level, quantity, frames, earthBars }: ReturnType<typeof workSchedule>[number],
  texts: DocumentTexts,
): string {
  if (kind === 'openings') {
    // Sleeves of civil defence were cast in with the wall: nobody drills there.
    const sleeves = listHoles(plan).filter(
      (hole) => hole.level === level && hole.passing === 'pressure-sleeve',
    );
    if (sleeves.length > 0) {
      const cast = texts(`tables.works.sleeves.${plan.community.garageState ?? 'unknown'}`);
      const counts = { cast, sleeves: sleeves.length, drilled: Math.max(0, quantity - sleeves.length) };
      return texts(counts.drilled > 0 ? 'tables.works.openingsAndCast' : 'tables.works.cast', counts);
    }
  }
  if (kind === 'sources') return texts(`tables.works.sourceKinds.${sourceKinds(plan)}`, { frames });
  return texts(`tables.works.${kind}`, { earthBars });
}

/**
 * Measurements at the start of service, counted each in its unit: at ports of feeders their return loss and power, so of radiating
 * cables, and of small cells what they report.
 */
function commissionings(
  { antennas }: Plan,
  texts: DocumentTexts,
): { name: string; count: number; unit: string }[] {
  const counts = countRadiators(antennas);
  const all = [
    {
      ...{ name: texts('tables.works.commissioning'), count: counts.antennas },
      unit: unitName('antenna', 'piece', texts),
    },
    {
      ...{ name: texts('tables.works.commissioningCables'), count: counts.cables },
      unit: texts('tables.unitOf.cable'),
    },
    {
      ...{ name: texts('tables.works.commissioningUnits'), count: counts.units },
      unit: unitName('small-cell', 'piece', texts),
    },
  ];
  return all.filter(({ count }) => count > 0);
}
