import type { Language } from '../../core/index.ts';
import { countEquipment, networkBill, type RuleResult } from '../../design/index.ts';
import type { Plan } from '../../plan/index.ts';
import type { NetworkEvaluation, Prediction } from '../../radio/index.ts';
import { equipmentText } from '../community/equipment-text.ts';
import { kindRows, liftSentence } from '../community/kind-rows.ts';
import { limitingSentence } from '../community/limiting-sentence.ts';
import { ruleConclusion } from '../community/network-rows.ts';
import { scenarioRows } from '../community/scenario-rows.ts';
import { chanceLines, conclusionText, verdictRows } from '../community/verdict-table.ts';
import { fitColumns } from '../encoders/fit-columns.ts';
import { formatFixed, formatGrouped, formatSigned } from '../encoders/format-numbers.ts';
import { type Mark, pathMark, pens, rectangleMark, type SheetPoint, textMark } from '../encoders/sheet.ts';
import { fittingSizeMm, minWidthMm, textWidthMm, wrapText } from '../encoders/text-width.ts';
import { acceptanceTestLine } from '../wording/acceptance-test-text.ts';
import { carrierName, levelLabel } from '../wording/carrier-label.ts';
import { antennaCounts } from '../wording/counted-things.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { drawingNumber, frameBoxes, type SheetDraft, type SheetSize } from './frame-sheet.ts';
import { conclusionWithOpen, type OpenPoints } from './open-points.ts';
import { type TitleBlock, titleStatements } from './title-block.ts';
import { sourceKinds } from './unit-texts.ts';

interface SummaryOptions {
  /** The sheets before it, and those that follow. */
  before: readonly SheetDraft[];
  drafts: readonly SheetDraft[];
  prediction?: Prediction;
  network?: NetworkEvaluation;
  rules: readonly RuleResult[];
  lang: Language;
  size: SheetSize;
  /** Characters that no font has. */
  missing: readonly string[];
  /** Title of the sheet. */
  title: string;
  /** All that is missed or open on any sheet, of a predicted plan. */
  open?: OpenPoints;
}

const textMm = 3;
/** Text size of tables that are wider than the column; smaller is not read on paper. */
const smallMm = 2.5;
const lineMm = 5;
/** The lines of a sheet that is full stand closer. */
const minLineMm = 3.6;

/** Distance of two lines of the contents, mm: closer where there are many. */
const contentsMm = { max: 6, min: 4.2 };

/**
 * The first sheet: what the plan is and whether it passes at the left, the list of sheets at the right; lines without room go on
 * behind it.
 */
export function summaryDrafts(plan: Plan, options: SummaryOptions): SheetDraft[] {
  const { before, drafts, lang, size, missing, title } = options;
  const texts = textsIn(lang);
  const { drawing, legend } = frameBoxes(size);
  const halfMm = drawing.widthMm / 2;
  const left = drawing.x + 10;
  const middle = drawing.x + halfMm;
  const notes =
    missing.length === 0
      ? []
      : wrapText(
          texts('construction.missingCharacters', { list: missing.join(' ') }),
          2.5,
          legend.widthMm - 8,
        );
  const perColumn = Math.floor((drawing.heightMm - 28) / minLineMm);
  const lines = summaryLines(plan, options, halfMm - 20);
  const sheets = (further: readonly SheetDraft[]) => [
    ...before,
    { id: 'summary', title, scale: '–' },
    ...further,
    ...drafts,
  ];
  const all = furtherDrafts(lines, { perColumn, size, texts });
  const columns = contentsColumn(sheets, { lines: lines.slice(perColumn), further: all, size });
  const { further, list, rows, stepMm, rest } = columns;
  const between: SheetPoint[] = [
    [middle, drawing.y + 8],
    [middle, drawing.y + drawing.heightMm - 8],
  ];
  return [
    {
      id: 'summary',
      title,
      scale: '–',
      size,
      marks: [
        heading(texts('construction.verdictTitle'), left, drawing.y + 14),
        ...lineMarks(lines.slice(0, perColumn), [left, drawing.y + 24], drawing.heightMm - 28),
        heading(texts('construction.contents'), middle + 10, drawing.y + 14),
        textMark('FRAME', texts('construction.pages'), [drawing.x + drawing.widthMm - 10, drawing.y + 14], {
          ...{ sizeMm: textMm, anchor: 'end' },
        }),
        ...lineMarks(
          rest,
          [middle + 10, drawing.y + 24 + Math.min(list.length, rows) * stepMm + minLineMm],
          rest.length * lineMm,
        ),
        ...contentsMarks(list.slice(0, rows), list.length - rows, {
          ...{ x: middle + 10, y: drawing.y + 24, widthMm: halfMm - 20, stepMm },
        }),
        pathMark('FRAME', between, { pen: pens.hair }),
        ...notes.map((line, index) =>
          textMark('FRAME', line, [legend.x + 4, legend.y + 6 + index * 4], { sizeMm: 2.5 }),
        ),
      ],
    },
    ...further,
  ];
}

/**
 * The contents with lines that the first column has no room for under them, where they leave room for these; else these go on
 * sheets of their own.
 */
function contentsColumn(
  sheets: (further: readonly SheetDraft[]) => Parameters<typeof contentsOf>[0],
  { lines, further, size }: { lines: readonly Line[]; further: readonly SheetDraft[]; size: SheetSize },
) {
  const roomMm = frameBoxes(size).drawing.heightMm - 30;
  const restMm = (lines.length + 2) * minLineMm;
  const isBelow = lines.length > 0 && contentsOf(sheets([])).length * contentsMm.min + restMm <= roomMm;
  const list = contentsOf(sheets(isBelow ? [] : further));
  const listMm = isBelow ? roomMm - restMm : roomMm;
  const stepMm = Math.max(contentsMm.min, Math.min(contentsMm.max, listMm / list.length));
  const rows = Math.floor(listMm / stepMm + 1e-9);
  return { list, stepMm, rows, further: isBelow ? [] : further, rest: isBelow ? lines : [] };
}

/** Lines that the first sheet has no room for, in two columns. */
function furtherDrafts(
  lines: readonly Line[],
  { perColumn, size, texts }: { perColumn: number; size: SheetSize; texts: DocumentTexts },
): SheetDraft[] {
  const { drawing } = frameBoxes(size);
  const parts = Array.from({ length: Math.ceil((lines.length - perColumn) / (2 * perColumn)) }, (_, index) =>
    lines.slice((2 * index + 1) * perColumn, (2 * index + 3) * perColumn),
  );
  return parts.map((part, index): SheetDraft => {
    const title = texts('construction.continued', {
      ...{ title: texts('construction.verdictTitle'), part: index + 2, parts: parts.length + 1 },
    });
    return {
      ...{ id: `summary-${index + 2}`, title, scale: '–', size },
      marks: [0, 1].flatMap((column) =>
        lineMarks(
          part.slice(column * perColumn, (column + 1) * perColumn),
          [drawing.x + 10 + (column * drawing.widthMm) / 2, drawing.y + 14],
          drawing.heightMm - 28,
        ),
      ),
    };
  });
}

/** The sentences on what is missed or open, numbered under their titles. */
export function openLines({ missed, doubts }: OpenPoints, texts: DocumentTexts): string[] {
  const block = (title: string, sentences: readonly string[]) =>
    sentences.length === 0 ? [] : [title, ...sentences.map((sentence, index) => `${index + 1}. ${sentence}`)];
  return [
    ...block(texts('construction.open.missedTitle'), missed),
    ...block(texts('construction.open.doubtsTitle'), doubts),
  ];
}

const changeRows = 6;

/** Names of a pack by its stage. */
export const packKeys = {
  scheme: { cover: 'construction.cover.packScheme', title: 'construction.packTitleScheme' },
  construction: { cover: 'construction.cover.pack', title: 'construction.packTitle' },
  'as-built': { cover: 'construction.cover.packAsBuilt', title: 'construction.packTitleAsBuilt' },
} as const;

/** The cover: project, what the pack is, the statements of the title block, and the log of changes to be kept by hand. */
export function coverDraft(block: TitleBlock, size: SheetSize, texts: DocumentTexts): SheetDraft {
  const { drawing } = frameBoxes(size);
  const { fields = {}, project, address } = block;
  const stated = titleStatements(block, texts);
  const middle = drawing.x + drawing.widthMm / 2;
  const centred = (text: string, y: number, sizeMm: number) =>
    textMark('FRAME', text, [middle, drawing.y + y], { sizeMm, anchor: 'middle', bold: true });
  const statements: [string, string][] = [
    [texts('construction.projectNumber'), stated.projectNumber],
    [texts('construction.stage'), stated.stage],
    [texts('construction.revision'), stated.revision],
    [texts('construction.owner'), stated.owner],
    [texts('construction.designUnit'), stated.designUnit],
    [texts('construction.date'), stated.date],
  ];
  const left = middle - 70;
  const fittingMm = Math.min(12, (12 * (drawing.widthMm - 40)) / textWidthMm(project, 12));
  return {
    ...{ id: 'cover', title: texts('construction.cover.title'), scale: '–', size },
    marks: [
      centred(project, 36, fittingMm),
      centred(texts('construction.cover.kind'), 54, 8),
      centred(texts(packKeys[fields.stage ?? 'construction'].cover), 70, 10),
      ...(address
        ? [textMark('FRAME', address, [middle, drawing.y + 82], { sizeMm: 4, anchor: 'middle' })]
        : []),
      ...statements.flatMap(([label, value], index): Mark[] => {
        const y = drawing.y + 98 + index * 9;
        return [
          textMark('FRAME', label, [left, y], { sizeMm: 4 }),
          textMark('FRAME', value, [left + 44, y], { sizeMm: 4 }),
          line([left + 42, y + 1.6], [left + 140, y + 1.6]),
        ];
      }),
      ...changeLog(block, { x: middle - 120, y: drawing.y + 160, widthMm: 240 }, texts),
      ...sealMarks({ x: middle + 80, y: drawing.y + 92, widthMm: 90 }, texts),
    ],
  };
}

/** Boxes for the seals of the design unit and of who is registered. */
function sealMarks(
  { x, y, widthMm }: { x: number; y: number; widthMm: number },
  texts: DocumentTexts,
): Mark[] {
  const gapMm = 4;
  const boxMm = (widthMm - gapMm) / 2;
  return (['design', 'person'] as const).flatMap((kind, index): Mark[] => {
    const left = x + index * (boxMm + gapMm);
    return [
      rectangleMark('FRAME', { x: left, y, widthMm: boxMm, heightMm: 56 }, { pen: pens.thin }),
      textMark('FRAME', texts(`construction.seal.${kind}`), [left + boxMm / 2, y + 5], {
        ...{ sizeMm: 2.8, anchor: 'middle' },
      }),
    ];
  });
}

/** The log of changes: this issue, with who has to state its revision and date where nobody did; the rest to be written in. */
function changeLog(
  block: TitleBlock,
  { x, y, widthMm }: { x: number; y: number; widthMm: number },
  texts: DocumentTexts,
): Mark[] {
  const widths = [30, 36, widthMm - 106, 40];
  const heads = [
    texts('construction.cover.revision'),
    texts('construction.date'),
    texts('construction.cover.content'),
    texts('construction.cover.by'),
  ];
  // A first issue is one that no other goes before.
  const { revision, date } = titleStatements(block, texts);
  const isFirst = /^(?:A|0|1|01|V?1\.0)?$/i.test(block.fields?.revision ?? '');
  const first = [
    revision,
    date,
    texts(isFirst ? 'construction.cover.firstIssue' : 'construction.cover.laterIssue'),
    '',
  ];
  const rowMm = 8;
  const top = y + 4;
  const bottom = top + (changeRows + 1) * rowMm;
  const starts = widths.map((_, index) => x + widths.slice(0, index).reduce((sum, each) => sum + each, 0));
  const row = (cells: readonly string[], index: number, bold: boolean) =>
    cells.map((text, column) =>
      textMark('FRAME', text, [starts[column] + 2, top + index * rowMm + 5.4], { sizeMm: 3.2, bold }),
    );
  return [
    textMark('FRAME', texts('construction.cover.changes'), [x, y], { sizeMm: 4.5, bold: true }),
    ...Array.from({ length: changeRows + 2 }, (_, index) =>
      line([x, top + index * rowMm], [x + widthMm, top + index * rowMm]),
    ),
    ...[...starts, x + widthMm].map((at) => line([at, top], [at, bottom])),
    ...row(heads, 0, true),
    ...row(first, 1, false),
  ];
}

function line(from: SheetPoint, to: SheetPoint): Mark {
  return pathMark('FRAME', [from, to], { pen: pens.thin });
}

/** Lines under each other, closer where there are many. */
function lineMarks(lines: readonly Line[], [left, top]: SheetPoint, roomMm: number): Mark[] {
  const stepMm = Math.max(minLineMm, Math.min(lineMm, roomMm / lines.length));
  return lines.flatMap(({ cells, bold = false, sizeMm = textMm }, index) =>
    cells.map(({ text, x }) => textMark('FRAME', text, [left + x, top + index * stepMm], { sizeMm, bold })),
  );
}

function heading(text: string, x: number, y: number): Mark {
  return textMark('FRAME', text, [x, y], { sizeMm: 5, bold: true });
}

interface ContentsLine {
  number: string;
  title: string;
  scale: string;
  /** Pages of the document, from 1. */
  pages: string;
}

/** Sheets by number, those of one table in one line. */
function contentsOf(
  drafts: readonly Pick<SheetDraft, 'id' | 'title' | 'scale' | 'series' | 'drawing'>[],
): ContentsLine[] {
  return drafts.flatMap(({ title, scale, series }, index): ContentsLine[] => {
    if (series !== undefined && drafts[index - 1]?.series === series) return [];
    const after = drafts.slice(index).findIndex((other) => other.series !== series);
    const last = series === undefined ? index : (after < 0 ? drafts.length : index + after) - 1;
    const first = drawingNumber(drafts, index);
    const page = String(index + 1);
    if (last === index) return [{ number: first, title, scale, pages: page }];
    const number = `${first} … ${drawingNumber(drafts, last)}`;
    return [{ number, title: series ?? title, scale, pages: `${page}–${last + 1}` }];
  });
}

function contentsMarks(
  list: readonly ContentsLine[],
  more: number,
  { x, y, widthMm, stepMm }: { x: number; y: number; widthMm: number; stepMm: number },
): Mark[] {
  const numbersMm = Math.max(...list.map(({ number }) => textWidthMm(number, textMm))) + 4;
  const titleMm = widthMm - numbersMm - 36;
  const marks = list.flatMap(({ number, title, scale, pages }, index): Mark[] => {
    const at = y + index * stepMm;
    return [
      textMark('FRAME', number, [x, at], { sizeMm: textMm }),
      textMark('FRAME', title, [x + numbersMm, at], { sizeMm: fittingSizeMm(title, titleMm, textMm, 1) }),
      textMark('FRAME', scale, [x + widthMm - 16, at], { sizeMm: textMm, anchor: 'end' }),
      textMark('FRAME', pages, [x + widthMm, at], { sizeMm: textMm, anchor: 'end' }),
      pathMark(
        'FRAME',
        [
          [x, at + 0.3 * stepMm],
          [x + widthMm, at + 0.3 * stepMm],
        ],
        { pen: pens.hair },
      ),
    ];
  });
  if (more > 0)
    marks.push(textMark('FRAME', `… +${more}`, [x, y + list.length * stepMm], { sizeMm: textMm }));
  return marks;
}

/** Texts of a line, each so far from its left end. */
interface Line {
  cells: readonly { text: string; x: number }[];
  bold?: boolean;
  sizeMm?: number;
}

const blank: Line = { cells: [] };

function summaryLines(
  plan: Plan,
  { prediction, network, rules, lang, open, drafts }: SummaryOptions,
  widthMm: number,
): Line[] {
  const texts = textsIn(lang);
  const wrapped = (text: string, bold = false): Line[] =>
    wrapText(text, textMm, widthMm).map((line) => ({ cells: [{ text: line, x: 0 }], bold }));
  const lines: Line[] = [];
  if (prediction) {
    const lifts = liftSentence(prediction, lang);
    const conclusion = conclusionText(prediction.assessment, lang);
    lines.push(...wrapped(open ? conclusionWithOpen(conclusion, open, lang) : conclusion, true), blank);
    lines.push(
      ...alignedRows(verdictRows(prediction, lang), widthMm),
      ...chanceLines(prediction, lang).flatMap((line) => wrapped(line)),
      ...wrapped(acceptanceTestLine(plan, lang)),
      blank,
      ...wrapped(limitingSentence(prediction, lang)),
      blank,
      ...(open ? openLines(open, texts) : []).flatMap((line) => wrapped(line, !/^\d/.test(line))),
      blank,
      ...kindLines(prediction, lang, widthMm),
      ...(lifts ? [...wrapped(lifts), blank] : []),
    );
    const states = scenarioRows(prediction, lang);
    if (states)
      lines.push(...wrapped(texts('report.scenariosTitle'), true), ...alignedRows(states, widthMm), blank);
  }
  for (const level of plan.levels) {
    const hung = plan.antennas.filter((antenna) => antenna.level === level.id);
    lines.push(
      ...wrapped(texts('construction.levelLine', { level: level.id, antennas: antennaCounts(hung, texts) })),
    );
  }
  const asked = askedLines(plan, drafts, texts).flatMap((line) => wrapped(line));
  if (!network) return [...lines, blank, ...wrapped(texts('construction.noNetwork')), ...asked];
  const bill = networkBill(plan);
  lines.push(
    blank,
    ...wrapped(
      texts('construction.networkLine', {
        equipment: equipmentText(countEquipment(plan), lang),
        devices: bill.devices,
        cableM: formatGrouped(bill.cableM),
        costCny: formatGrouped(bill.costCny),
      }),
    ),
  );
  lines.push(...balanceLines(plan, network, lang).flatMap((line) => wrapped(line)));
  lines.push(
    ...wrapped(`${texts('network.rules')}${texts('report.separator')}${ruleConclusion(rules, lang)}`),
  );
  return [...lines, ...asked];
}

/** Papers that reviewers ask for under other names: on which sheets they are, or why they are left out. */
function askedLines(plan: Plan, drafts: readonly SheetDraft[], texts: DocumentTexts): string[] {
  const { network, levels, outdoor, propagation } = plan;
  const titled = (titles: readonly string[]) => {
    const found = titles.filter((title) => drafts.some((draft) => draft.title.startsWith(title)));
    return found.join(texts('construction.listSeparator'));
  };
  const diagrams = titled(
    (network?.sources ?? []).map(({ id }) => texts('construction.diagramTitle', { source: id })),
  );
  const maps = titled(levels.map((level) => texts('construction.mapsTitle', { level: levelLabel(level) })));
  const isStated = Object.keys(outdoor?.groundRsrpDbm ?? {}).length > 0;
  return [
    diagrams === ''
      ? texts('construction.asked.noDiagram')
      : texts('construction.asked.diagram', { sheets: diagrams, chain: chainText(plan, texts) }),
    maps === '' ? texts('construction.asked.noMaps') : texts('construction.asked.maps', { sheets: maps }),
    texts('construction.asked.survey', {
      outdoor: texts(isStated ? 'construction.asked.outdoorStated' : 'construction.asked.outdoorUnknown'),
    }) + (propagation?.calibration ? texts('construction.asked.calibrated') : ''),
  ];
}

/** Equipment that a plan has from baseband unit to radio unit, POI or small cell: `BBU—光缆—RHUB—数据缆—pRRU 原理`. */
function chainText(plan: Plan, texts: DocumentTexts): string {
  const { basebands = [], parts = [] } = plan.network ?? {};
  const values = {
    head: basebands.length > 0 ? texts('construction.asked.chainHead') : '',
    poi: parts.some(({ kind }) => kind === 'poi') ? texts('construction.asked.chainPoi') : '',
  };
  const kinds = sourceKinds(plan);
  return [
    ...(kinds === 'hubs' ? [] : [texts('construction.asked.chainSources', values)]),
    ...(kinds === 'sources' ? [] : [texts('construction.asked.chainHubs', values)]),
  ].join(texts('report.clauseSeparator'));
}

/** Lowest and highest power at a port over its target, in a sentence; none where nothing is fed. */
function balanceLines(plan: Plan, { antennas, spreadDb }: NetworkEvaluation, lang: Language): string[] {
  const ports = antennas.flatMap(({ antenna, carriers }) => carriers.map((each) => ({ ...each, antenna })));
  if (ports.length === 0) return [];
  const sorted = [...ports].sort((a, b) => a.deviationDb - b.deviationDb);
  const [lowest, highest] = [sorted[0], sorted[sorted.length - 1]];
  const carrier = plan.carriers.find(({ id }) => id === lowest.carrier);
  return [
    textsIn(lang)('construction.balanceLine', {
      ...{ low: formatSigned(lowest.deviationDb, 1), high: formatSigned(highest.deviationDb, 1) },
      ...{ antenna: lowest.antenna, carrier: carrier ? carrierName(carrier, lang) : lowest.carrier },
      spread: formatFixed(spreadDb, 1),
    }),
  ];
}

/** The kinds of floor, without what a narrow column has no room for. */
function kindLines(prediction: Prediction, lang: Language, widthMm: number): Line[] {
  const rows = kindRows(prediction, lang);
  if (!rows) return [];
  return [
    ...alignedRows(
      rows.map((row) => [row[0], row[2], row[3], row[4], row[7]]),
      widthMm,
    ),
    blank,
  ];
}

/** Gap between the columns of a small table, mm. */
const gapMm = 4;
const minGapMm = 2;

/** Rows of a small table as lines, cells of a column under each other; smaller, then on several lines where the room asks for it. */
function alignedRows(rows: readonly (readonly string[])[], roomMm: number): Line[] {
  const widthsOf = (measure: (text: string, sizeMm: number) => number, sizeMm: number) =>
    rows[0].map((_, column) => Math.max(...rows.map((row) => measure(row[column] ?? '', sizeMm))));
  const gaps = rows[0].length - 1;
  const wholeMm = widthsOf(textWidthMm, textMm).reduce((sum, widthMm) => sum + widthMm, gaps * gapMm);
  const isTight = wholeMm > roomMm;
  const [sizeMm, betweenMm] = isTight ? [smallMm, minGapMm] : [textMm, gapMm];
  const widths = fitColumns(
    widthsOf(textWidthMm, sizeMm),
    widthsOf(minWidthMm, sizeMm),
    roomMm - gaps * betweenMm,
  );
  const starts = widths.map((_, column) =>
    widths.slice(0, column).reduce((sum, widthMm) => sum + widthMm + betweenMm, 0),
  );
  return rows.flatMap((row) => {
    const cells = row.map((text, column) => wrapText(text, sizeMm, widths[column] + 0.01));
    const count = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: count }, (_, line) => ({
      sizeMm,
      cells: cells.flatMap((lines, column) =>
        lines[line] === undefined ? [] : [{ text: lines[line], x: starts[column] }],
      ),
    }));
  });
}
