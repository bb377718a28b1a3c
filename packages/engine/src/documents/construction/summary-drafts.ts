import type { Language } from '../../core/index.ts';
import { countEquipment, networkBill, type RuleResult } from '../../design/index.ts';
import type { Plan } from '../../plan/index.ts';
import type { NetworkEvaluation, Prediction } from '../../radio/index.ts';
import { equipmentText } from '../community/equipment-text.ts';
import { kindRows } from '../community/kind-rows.ts';
import { limitingSentence } from '../community/limiting-sentence.ts';
import { ruleConclusion } from '../community/network-rows.ts';
import { scenarioRows } from '../community/scenario-rows.ts';
import { chanceLines, conclusionText, verdictRows } from '../community/verdict-table.ts';
import { fitColumns } from '../encoders/fit-columns.ts';
import { formatFixed, formatGrouped } from '../encoders/format-numbers.ts';
import { type Mark, pathMark, pens, type SheetPoint, textMark } from '../encoders/sheet.ts';
import { cutText, minWidthMm, textWidthMm, wrapText } from '../encoders/text-width.ts';
import { acceptanceTestLine } from '../wording/acceptance-test-text.ts';
import { textsIn } from '../wording/document-text.ts';
import { drawingNumber, frameBoxes, type SheetDraft, type SheetSize } from './frame-sheet.ts';

interface SummaryOptions {
  /** The sheets that follow. */
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
}

const textMm = 3;
/** Text size of tables that are wider than the column; smaller is not read on paper. */
const smallMm = 2.5;
const lineMm = 5;
/** The lines of a sheet that is full stand closer. */
const minLineMm = 3.6;

/** The first sheet: what the plan is and whether it passes at the left, the list of sheets at the right. */
export function summaryDrafts(plan: Plan, options: SummaryOptions): SheetDraft[] {
  const { drafts, lang, size, missing, title } = options;
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
  const roomMm = drawing.heightMm - 30;
  const list = contentsOf([{ title, scale: '–' }, ...drafts]);
  const rows = Math.floor(roomMm / 6);
  return [
    {
      id: 'summary',
      title,
      scale: '–',
      size,
      marks: [
        heading(texts('construction.verdictTitle'), left, drawing.y + 14),
        ...lineMarks(summaryLines(plan, options, halfMm - 20), [left, drawing.y + 24], drawing.heightMm - 28),
        heading(texts('construction.contents'), middle + 10, drawing.y + 14),
        ...contentsMarks(list.slice(0, rows), list.length - rows, middle + 10, drawing.y + 24, halfMm - 20),
        pathMark(
          'FRAME',
          [
            [middle, drawing.y + 8],
            [middle, drawing.y + drawing.heightMm - 8],
          ],
          { pen: pens.hair },
        ),
        ...notes.map((line, index) =>
          textMark('FRAME', line, [legend.x + 4, legend.y + 6 + index * 4], { sizeMm: 2.5 }),
        ),
      ],
    },
  ];
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
}

/** Sheets by number, those of one table in one line. */
function contentsOf(drafts: readonly Pick<SheetDraft, 'title' | 'scale' | 'series'>[]): ContentsLine[] {
  return drafts.flatMap(({ title, scale, series }, index): ContentsLine[] => {
    if (series !== undefined && drafts[index - 1]?.series === series) return [];
    const after = drafts.slice(index).findIndex((other) => other.series !== series);
    const last = series === undefined ? index : (after < 0 ? drafts.length : index + after) - 1;
    const first = drawingNumber(index);
    if (last === index) return [{ number: first, title, scale }];
    return [{ number: `${first} … ${drawingNumber(last)}`, title: series ?? title, scale }];
  });
}

function contentsMarks(
  list: readonly ContentsLine[],
  more: number,
  x: number,
  y: number,
  widthMm: number,
): Mark[] {
  const marks = list.flatMap(({ number, title, scale }, index): Mark[] => {
    const at = y + index * 6;
    return [
      textMark('FRAME', number, [x, at], { sizeMm: textMm }),
      textMark('FRAME', cutText(title, textMm, widthMm - 57), [x + 32, at], { sizeMm: textMm }),
      textMark('FRAME', scale, [x + widthMm, at], { sizeMm: textMm, anchor: 'end' }),
      pathMark(
        'FRAME',
        [
          [x, at + 1.8],
          [x + widthMm, at + 1.8],
        ],
        { pen: pens.hair },
      ),
    ];
  });
  if (more > 0) marks.push(textMark('FRAME', `… +${more}`, [x, y + list.length * 6], { sizeMm: textMm }));
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
  { prediction, network, rules, lang }: SummaryOptions,
  widthMm: number,
): Line[] {
  const texts = textsIn(lang);
  const wrapped = (text: string, bold = false): Line[] =>
    wrapText(text, textMm, widthMm).map((line) => ({ cells: [{ text: line, x: 0 }], bold }));
  const lines: Line[] = [];
  if (prediction) {
    lines.push(...wrapped(conclusionText(prediction.assessment, lang), true), blank);
    lines.push(
      ...alignedRows(verdictRows(prediction, lang), widthMm),
      ...chanceLines(prediction, lang).flatMap((line) => wrapped(line)),
      ...wrapped(acceptanceTestLine(plan, lang)),
      blank,
      ...wrapped(limitingSentence(prediction, lang)),
      blank,
      ...kindLines(prediction, lang, widthMm),
    );
    const states = scenarioRows(prediction, lang);
    if (states)
      lines.push(...wrapped(texts('report.scenariosTitle'), true), ...alignedRows(states, widthMm), blank);
  }
  for (const level of plan.levels) {
    const count = plan.antennas.filter((antenna) => antenna.level === level.id).length;
    lines.push(...wrapped(texts('construction.levelLine', { level: level.id, antennas: count })));
  }
  if (!network) return [...lines, blank, ...wrapped(texts('construction.noNetwork'))];
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
  if (network.worst) {
    const { antenna, carrier, deviationDb } = network.worst;
    lines.push(
      ...wrapped(
        texts('construction.balanceLine', {
          ...{ antenna, carrier, deviation: formatFixed(deviationDb, 1) },
          spread: formatFixed(network.spreadDb, 1),
        }),
      ),
    );
  }
  lines.push(
    ...wrapped(`${texts('network.rules')}${texts('report.separator')}${ruleConclusion(rules, lang)}`),
  );
  return lines;
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
