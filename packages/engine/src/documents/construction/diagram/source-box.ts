import type { Language } from '../../../core/index.ts';
import type { CatalogPart, NetworkCable, NetworkSource } from '../../../plan/index.ts';
import { formatFixed } from '../../encoders/format-numbers.ts';
import {
  circleMark,
  type Mark,
  ofPart,
  pathMark,
  pens,
  rectangleMark,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { textWidthMm, wrapText } from '../../encoders/text-width.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { partName } from '../../wording/part-name.ts';
import { boxHalfMm, partSymbol, radioUnitMarks } from '../device-symbols.ts';
import { fibrePen } from '../floor-plan/network-marks.ts';
import { redlineColour } from '../floor-plan/redline-marks.ts';
import { unitPartId } from '../part-names.ts';
import type { DiagramRedlines } from './diagram-redlines.ts';
import type { FeederBranch, FeederNode } from './feeder-tree.ts';

/** Width of a column, mm. */
const columnMm = 80;
const sizeMm = 2.5;
const lineMm = 3.6;
/** Room for optical cables and their ends at the right of a column, mm. */
const opticalMm = 9;
/** Margins of a column's texts; lines of carriers and lines that go on are indented, mm. */
const room = { leftMm: 3.6, rightMm: 1.5, indentMm: 2.5 };
/** Lines of a box in one column; longer ones have more columns. */
const maxRows = 50;
/** Rows that the title of the box takes, mm. */
const headMm = 7.5;

/** A line of the box before it is wrapped. */
interface BoxText {
  text: string;
  isIndented?: true;
  isRed?: boolean;
  /** The unit that begins with it. */
  unit?: NetworkSource['units'][number];
  /** The baseband unit that it names, with its fibre. */
  baseband?: { id: string; fibre: NetworkCable };
  /** The fibre that it names. */
  fibre?: NetworkCable;
}

/** A line of the box as it stands there. */
interface BoxLine extends Omit<BoxText, 'isIndented'> {
  indentMm: number;
}

/** Size of a source's box, mm: it is as high, and as wide in columns, as its texts need. */
export function sourceBoxSize(node: FeederNode, words: BoxWords): { widthMm: number; heightMm: number } {
  const { columns, rows } = sourceColumns(node, words);
  return { widthMm: columns.length * columnMm, heightMm: headMm + rows * lineMm };
}

/** Free at the left of the box at the root of a tree, mm. */
export const boxLeftMm = 2;

/** The source's combiner or hub and its radio units, in a box whose right edge the tree begins at. */
export function sourceBox(node: FeederNode, [right, y]: SheetPoint, words: TreeWords): Mark[] {
  const { texts } = words;
  const { source } = node;
  if (!source) return [];
  const { columns } = sourceColumns(node, words);
  const { widthMm, heightMm } = sourceBoxSize(node, words);
  const box = { x: right - widthMm, y: y - 4.5, widthMm, heightMm };
  const symbolAt: SheetPoint = [right - 3.5, box.y + 3];
  // A hub sums up small cells; what it passes on comes from a baseband unit.
  const kind = texts(node.part?.kind === 'hub' ? 'construction.kinds.hub' : 'construction.source');
  return [
    rectangleMark('DEVICE', box, { pen: pens.medium, fill: '#ffffff' }),
    ...ofPart({ id: source.id, at: symbolAt }, partSymbol(node.part?.kind ?? 'radio-unit', symbolAt)),
    textMark('LABEL', `${kind} ${source.id}`, [box.x + room.leftMm, box.y + 4.2], { sizeMm: 3, bold: true }),
    ...supplyMarks(node, symbolAt, words),
    ...columns.flatMap((lines, column) => [
      ...(node.part?.kind === 'hub'
        ? hubFibreMarks(lines, box.y + headMm, symbolAt)
        : basebandMarks(lines, [box.x + column * columnMm, box.y + headMm], symbolAt, words)),
      ...lines.flatMap((line, row) =>
        lineMarks(line, source, [box.x + column * columnMm, box.y + headMm + row * lineMm]),
      ),
    ]),
  ];
}

/** A line from the upper left corner of its row, with the symbol of what it begins. */
function lineMarks(
  { text, indentMm, isRed, unit, fibre }: BoxLine,
  source: NetworkSource,
  [x, y]: SheetPoint,
): Mark[] {
  const at: SheetPoint = [x + room.leftMm + indentMm, y + 0.7];
  const mark = textMark('LABEL', text, at, isRed ? { sizeMm, colour: redlineColour } : { sizeMm });
  const symbol: SheetPoint = [x + 1.7, y - 0.2];
  return [
    fibre ? { ...mark, part: { id: fibre.id, at } } : mark,
    ...(unit ? ofPart({ id: unitPartId(source, unit), at: symbol }, radioUnitMarks(symbol)) : []),
  ];
}

/** Symbols of baseband units, and their optical cables down to the units of the source in their column. */
function basebandMarks(
  lines: readonly BoxLine[],
  [left, top]: SheetPoint,
  symbolAt: SheetPoint,
  { fibreEnds }: BoxWords,
): Mark[] {
  const middleOf = (row: number) => top + row * lineMm - 0.2;
  const x = left + columnMm - 3.5;
  let count = 0;
  return lines.flatMap(({ baseband }, row): Mark[] => {
    if (!baseband) return [];
    const at: SheetPoint = [x, middleOf(row)];
    const named = fibreEnds(baseband.fibre);
    const ends = lines.flatMap(({ unit }, index) =>
      unit && named.includes(unit.id) ? [middleOf(index)] : [],
    );
    count += 1;
    return [
      ...(ends.length > 0 || named.length === 0
        ? opticalMarks(at, x - 1 - count, ends.length > 0 ? ends : [symbolAt[1]])
        : []),
      ...ofPart({ id: baseband.id, at }, partSymbol('baseband', at)),
    ];
  });
}

/** Baseband units under the hub that they are connected to, each with its optical cable up to it. */
function hubFibreMarks(lines: readonly BoxLine[], top: number, [symbolX, symbolY]: SheetPoint): Mark[] {
  const based = lines.flatMap(({ baseband }, row) => (baseband ? [{ id: baseband.id, row }] : []));
  return based.flatMap(({ id, row }, index): Mark[] => {
    // Below the hub with room for a line to be seen.
    const at: SheetPoint = [symbolX, Math.max(top + row * lineMm - 0.2, symbolY + (index + 1) * hubStepMm)];
    const x = symbolX - 1 + index;
    return [
      pathMark(
        'DEVICE',
        [
          [x, symbolY],
          [x, at[1]],
        ],
        { pen: diagramFibrePen },
      ),
      ...ofPart({ id, at }, partSymbol('baseband', at)),
    ];
  });
}

/** A baseband unit stands so far below its hub, mm. */
const hubStepMm = 8;
/** A supply stands so far left of what it feeds, mm. */
const supplyMm = 9;
const supplyPen = { widthMm: 0.25, colour: '#3f7d4e' };

/** The mains that the equipment of a source takes its power from: what hangs on data cables has it over these. */
function supplyMarks({ source, part }: FeederNode, [x, y]: SheetPoint, { breakersOf }: BoxWords): Mark[] {
  if (!source || breakersOf(source.id) === '') return [];
  const from: SheetPoint = [x - supplyMm, y];
  const line = pathMark('DEVICE', [from, [x - (part ? boxHalfMm : 0), y]], { pen: supplyPen });
  return [line, ...supplySymbol(from)];
}

/** A ring with a wave: alternating current. */
export function supplySymbol([x, y]: SheetPoint): Mark[] {
  const wave: SheetPoint[] = Array.from({ length: 9 }, (_, step) => [
    x + (step - 4) * 0.26,
    y - 0.55 * Math.sin((step / 4) * Math.PI),
  ]);
  return [
    circleMark('DEVICE', [x, y], 1.5, { pen: supplyPen, fill: '#ffffff' }),
    pathMark('DEVICE', wave, { pen: supplyPen }),
  ];
}

/** Optical cables of system diagrams. */
export const diagramFibrePen = { widthMm: 0.25, colour: fibrePen.colour };

/** An optical cable from a baseband unit to the units that it ends at, with a dot at each optical port. */
function opticalMarks([fromX, fromY]: SheetPoint, x: number, ends: readonly number[]): Mark[] {
  const path = (points: readonly SheetPoint[]) => pathMark('DEVICE', points, { pen: diagramFibrePen });
  const tickX = fromX - opticalMm + 2.5;
  return [
    path([
      [fromX, fromY],
      [x, fromY],
      [x, Math.max(...ends)],
    ]),
    ...ends.flatMap((y): Mark[] => [
      path([
        [x, y],
        [tickX, y],
      ]),
      circleMark('DEVICE', [tickX, y], 0.45, { fill: fibrePen.colour }),
    ]),
  ];
}

/** The lines of a box in columns of at most so many rows, a unit never in two of them. */
function sourceColumns(node: FeederNode, words: BoxWords): { columns: BoxLine[][]; rows: number } {
  const blocks: BoxLine[][] = [];
  for (const line of sourceTexts(node, words)) {
    const lines = wrapped(line, words.texts, (node.basebands?.length ?? 0) > 0 ? opticalMm : 0);
    if (line.isIndented && blocks.length > 0) blocks[blocks.length - 1].push(...lines);
    else blocks.push(lines);
  }
  const columns: BoxLine[][] = [[]];
  for (const block of blocks) {
    const last = columns[columns.length - 1];
    if (last.length > 0 && last.length + block.length > maxRows) columns.push([...block]);
    else last.push(...block);
  }
  return { columns, rows: Math.max(...columns.map(({ length }) => length)) };
}

/** A text in as many lines as it needs, broken where it lists something: no figure of it is left out. */
function wrapped({ isIndented, ...line }: BoxText, texts: DocumentTexts, freeMm: number): BoxLine[] {
  const indentMm = isIndented ? room.indentMm : 0;
  const widthMm = columnMm - room.leftMm - room.rightMm - indentMm - freeMm;
  const comma = texts('construction.listSeparator');
  const segments = line.text.split(new RegExp(`(?<=${comma}| · )|(?=（)`));
  const lines: string[] = [];
  for (const segment of segments) {
    const before = lines.at(-1);
    if (before !== undefined && textWidthMm((before + segment).trimEnd(), sizeMm) <= widthMm)
      lines[lines.length - 1] = before + segment;
    else lines.push(...wrapText(segment, sizeMm, widthMm));
    // Spaces at its end stand before what is next.
    if (/\s$/.test(segment) && !/\s$/.test(lines[lines.length - 1])) lines[lines.length - 1] += ' ';
  }
  return lines.map((text, index): BoxLine => {
    const shown = text.replace(/ · $/, ' ·').trimEnd();
    if (index === 0) return { ...line, text: shown, indentMm };
    return { text: shown, indentMm: indentMm + room.indentMm / 2, isRed: line.isRed === true };
  });
}

/** Texts of the box: where the source is, what it hangs on, its combiner or hub, its units with their carriers. */
function sourceTexts(node: FeederNode, words: BoxWords): BoxText[] {
  const { texts, lang, redlines } = words;
  const { source, basebands = [] } = node;
  if (!source) return [];
  const { paths = 1 } = source;
  const changed = redlines?.node(source.id) ?? '';
  return [
    { text: `${texts('construction.level')} ${source.level} · ${source.cell}` },
    ...basebands.flatMap(({ id, fibre, powerW }): BoxText[] => [
      {
        text: `${id} ${words.basebandText(id)}${electricText(powerW)} · ${words.fibrePorts(fibre)}`,
        baseband: { id, fibre },
      },
      { text: words.fibreText(fibre), isIndented: true, fibre },
    ]),
    ...(node.part
      ? [
          {
            text: `${partName(node.part, lang)}${paths > 1 ? ` × ${paths}` : ''}${words.combinerLoss(node.part)}${supplyText(node, words)}`,
          },
        ]
      : []),
    ...(words.breakersOf(source.id) === ''
      ? []
      : [{ text: texts('construction.boxSupply', { list: words.breakersOf(source.id) }) }]),
    ...(changed === '' ? [] : [{ text: `${source.id} ${changed}`, isRed: true }]),
    ...(node.fedBy ? [{ text: texts('construction.fedBy', node.fedBy) }] : []),
    ...source.units.flatMap((unit) =>
      unitTexts(unit, words, node.part?.kind === 'poi' ? node.part : undefined),
    ),
    ...donorLines(node, words).map((text) => ({ text })),
  ];
}

/** A unit by its name with its power, and under it its carriers. */
function unitTexts(
  unit: NetworkSource['units'][number],
  { lang, unitPart, unitNumber, carrierLines, redlines, jumperText }: BoxWords,
  combiner: CatalogPart | undefined,
): BoxText[] {
  const known = unitPart(unit.part);
  const redline = redlines?.node(unit.id) ?? '';
  const name = `${unitNumber(unit.id)} ${known ? partName(known, lang) : unit.part}${electricText(known?.powerW)}${jumperText(unit.id)}`;
  return [
    { text: name, unit },
    ...carrierLines(unit, combiner).map((line): BoxText => ({ text: `${line} dBm`, isIndented: true })),
    ...(redline === '' ? [] : [{ text: redline, isIndented: true as const, isRed: true }]),
  ];
}

/** ` · 45 W`; nothing of what takes none or does not say it. */
function electricText(powerW: number | undefined): string {
  return powerW === undefined || powerW === 0 ? '' : ` · ${formatFixed(powerW, 0)} W`;
}

/** Power that the part at a source takes from its supply; of a hub for itself and over data cables for its small cells. */
function supplyText({ part, source }: FeederNode, { unitPart }: Pick<TreeWords, 'unitPart'>): string {
  if (part?.kind !== 'hub' || part.powerW === undefined) return electricText(part?.powerW);
  const unitsW = (source?.units ?? []).reduce((sum, unit) => sum + (unitPart(unit.part)?.powerW ?? 0), 0);
  return ` · ${formatFixed(part.powerW, 0)} + ${formatFixed(unitsW, 0)} W`;
}

function donorCount({ source }: FeederNode, unitPart: TreeWords['unitPart']): number {
  return (source?.units ?? []).filter(({ part }) => unitPart(part)?.donor !== undefined).length;
}

/** The antennas on the roof that repeaters have their signal from: nobody says where they stand. */
function donorLines(node: FeederNode, { texts, unitPart }: BoxWords): string[] {
  const count = donorCount(node, unitPart);
  return count === 0 ? [] : [texts('construction.donors', { count })];
}

/** Words of a source's box. */
export interface BoxWords {
  texts: DocumentTexts;
  lang: Language;
  unitPart(part: string): CatalogPart | undefined;
  /** Number of a unit on documents. */
  unitNumber(unit: string): string;
  /** Breakers of a source's units, `HUB1 C10`; empty where none of them takes power. */
  breakersOf(source: string): string;
  /** Carriers of a unit with the output of each, and what leaves its combiner, a line for each operator. */
  carrierLines(unit: NetworkSource['units'][number], combiner?: CatalogPart): string[];
  /** Operators of a baseband unit. */
  basebandText(id: string): string;
  /** The optical cable at a source: number, cores, length and what it ends at. */
  fibreText(fibre: NetworkCable): string;
  /** Ports of the baseband unit that it comes from. */
  fibrePorts(fibre: NetworkCable): string;
  /** Ids of the units that it ends at. */
  fibreEnds(fibre: NetworkCable): readonly string[];
  /** ` · 输出端1 J1 → POI 输入端1` of a radio unit that jumpers lead from to a POI; empty of others. */
  jumperText(unit: string): string;
  /** ` · 3.0dB` of a POI; empty of other parts. */
  combinerLoss(part: CatalogPart): string;
  /** Present in a plan with a record of what was built. */
  redlines: DiagramRedlines | undefined;
}

/** Words of a tree. */
export interface TreeWords extends BoxWords {
  /** Powers at both ends of a branch, a line for each group of carriers; empty where none is known. */
  powersOf(branch: FeederBranch): { from: string[]; to: string[] };
  /** The far end of a section of radiating cable; undefined of other antennas. */
  antennaNote(antenna: string): string | undefined;
  /** Label where the tree was cut. */
  cutName(node: FeederNode): string;
}
