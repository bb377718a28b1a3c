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
import { cutText, textWidthMm } from '../../encoders/text-width.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { partName } from '../../wording/part-name.ts';
import { partSymbol, unitMarks } from '../device-symbols.ts';
import { fibrePen } from '../floor-plan/network-marks.ts';
import { redlineColour } from '../floor-plan/redline-marks.ts';
import { partValue, unitPartId } from '../part-names.ts';
import type { DiagramRedlines } from './diagram-redlines.ts';
import type { FeederBranch, FeederNode } from './feeder-tree.ts';

export const sourceWidthMm = 72;
const sizeMm = 2.5;
const lineMm = 3.6;
/** Room for optical cables and their ends at the right of the box, mm. */
const opticalMm = 9;
const textRoomMm = sourceWidthMm - 5 - opticalMm;

/** Units listed by name, with a line for each operator; of more, how many there are. */
const maxUnits = 14;

/** The source's combiner or hub and its radio units, in a box whose right edge the tree begins at. */
export function sourceBox(node: FeederNode, [right, y]: SheetPoint, words: TreeWords): Mark[] {
  const { texts, lang } = words;
  const { source, basebands = [] } = node;
  if (!source) return [];
  const { paths = 1 } = source;
  const shown = source.units.slice(0, maxUnits).map((unit) => unitLines(unit, words));
  const units = shown.flat();
  const more = source.units.length - Math.min(source.units.length, maxUnits);
  const { redlined, isRed } = redlinesOf(source, words);
  const lines = [
    `${texts('construction.level')} ${source.level} · ${source.cell}`,
    ...fibreLines(node, words),
    ...(node.part
      ? [
          `${partName(node.part, lang)}${paths > 1 ? ` × ${paths}` : ''}${words.combinerLoss(node.part)}${supplyText(node, words)}`,
        ]
      : []),
    ...redlined,
    ...(node.fedBy ? [texts('construction.fedBy', node.fedBy)] : []),
    ...units,
    ...(more > 0 ? [`… +${more}`] : []),
    ...donorLines(node, words),
  ];
  const box = {
    x: right - sourceWidthMm + 2,
    y: y - 4.5,
    widthMm: sourceWidthMm - 2,
    heightMm: 7.5 + lines.length * lineMm,
  };
  const firstUnit = lines.indexOf(units[0] ?? '');
  const lineOf = (index: number) => firstUnit + shown.slice(0, index).flat().length;
  const middleOf = (line: number) => box.y + 7.3 + line * lineMm;
  const symbolAt: SheetPoint = [right - 3.5, box.y + 3];
  return [
    rectangleMark('DEVICE', box, { pen: pens.medium, fill: '#ffffff' }),
    ...ofPart({ id: source.id, at: symbolAt }, partSymbol(node.part?.kind ?? 'radio-unit', symbolAt)),
    ...source.units.slice(0, maxUnits).flatMap((unit, index) => {
      const at: SheetPoint = [box.x + 0.8, box.y + 7.3 + lineOf(index) * lineMm];
      return ofPart({ id: unitPartId(source, unit), at }, unitMarks(at));
    }),
    // A hub sums up small cells; what it passes on comes from a baseband unit.
    textMark(
      'LABEL',
      `${node.part?.kind === 'hub' ? texts('construction.kinds.hub') : texts('construction.source')} ${source.id}`,
      [box.x + 1.5, box.y + 4.2],
      { sizeMm: 3, bold: true },
    ),
    ...lines.map((line, index): Mark => {
      const at: SheetPoint = [box.x + 1.5, box.y + 8.2 + index * lineMm];
      const style = isRed(line) ? { sizeMm, colour: redlineColour } : { sizeMm };
      const mark = textMark('LABEL', cutText(line, sizeMm, textRoomMm), at, style);
      const fibre = basebands[(index - fibreLine - 1) / linesPerFibre]?.fibre;
      return fibre === undefined ? mark : { ...mark, part: { id: fibre.id, at } };
    }),
    ...basebandMarks(node, words, { symbolAt, middleOf, lineOf }),
  ];
}

/** Symbols of baseband units, and their optical cables down to the units of the source. */
function basebandMarks(
  { basebands = [], source }: FeederNode,
  { fibreEnds }: TreeWords,
  {
    symbolAt,
    middleOf,
    lineOf,
  }: { symbolAt: SheetPoint; middleOf(line: number): number; lineOf(unit: number): number },
): Mark[] {
  const shown = (source?.units ?? []).slice(0, maxUnits);
  return basebands.flatMap(({ id, fibre }, index) => {
    const at: SheetPoint = [symbolAt[0], middleOf(fibreLine + linesPerFibre * index)];
    const ends = fibreEnds(fibre)
      .map((end) => shown.findIndex((unit) => unit.id === end))
      .flatMap((unit) => (unit < 0 ? [] : [middleOf(lineOf(unit))]));
    return [
      ...opticalMarks(at, symbolAt[0] - 2 - index, ends.length > 0 ? ends : [symbolAt[1]]),
      ...ofPart({ id, at }, partSymbol('baseband', at)),
    ];
  });
}

/** An optical cable from a baseband unit down to the units that it ends at, with a dot at each optical port. */
function opticalMarks([fromX, fromY]: SheetPoint, x: number, ends: readonly number[]): Mark[] {
  const path = (points: readonly SheetPoint[]) =>
    pathMark('DEVICE', points, { pen: { widthMm: 0.25, colour: fibrePen.colour } });
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

/** Lines on a source itself that is not as designed, and whether a line says that of it or of a unit. */
function redlinesOf(
  { id, units }: NetworkSource,
  { redlines }: TreeWords,
): { redlined: string[]; isRed(line: string): boolean } {
  const changed = redlines?.node(id) ?? '';
  const redlined = changed === '' ? [] : [`${id} ${changed}`];
  const notes = units.flatMap((unit) => redlines?.node(unit.id) || []);
  return {
    redlined,
    isRed: (line) => redlined.includes(line) || notes.some((note) => line.includes(note)),
  };
}

/** A unit by its name with its power, and its carriers. */
function unitLines(
  unit: NetworkSource['units'][number],
  { lang, unitPart, carrierLines, redlines, jumperText }: TreeWords,
): string[] {
  const known = unitPart(unit.part);
  const power = electricText(known?.powerW) + jumperText(unit.id);
  const name = `${unit.id} ${known ? partValue(known, lang) : unit.part}`;
  const redline = redlines?.node(unit.id) ?? '';
  return [
    cutText(name, sizeMm, textRoomMm - textWidthMm(power, sizeMm)) + power,
    ...carrierLines(unit).map((line) => `　${line} dBm`),
    ...(redline === '' ? [] : [`　${redline}`]),
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

/** First line of the box with a baseband unit and its fibre, behind that of the level; each has two. */
const fibreLine = 1;
const linesPerFibre = 2;

/** The baseband units that a source hangs on, and the fibres between them. */
function fibreLines(
  { basebands = [] }: FeederNode,
  { basebandText, fibreText, fibrePorts }: TreeWords,
): string[] {
  return basebands.flatMap(({ id, fibre, powerW }) => [
    `${id} ${basebandText(id)}${electricText(powerW)} · ${fibrePorts(fibre)}`,
    `　${fibreText(fibre)}`,
  ]);
}

/** Height that the box needs from the first row down, mm. */
export function sourceHeightMm(
  node: FeederNode,
  { carrierLines, unitPart }: Pick<TreeWords, 'carrierLines' | 'unitPart'>,
  redlines?: DiagramRedlines,
): number {
  const units = (node.source?.units ?? []).slice(0, maxUnits);
  const lines = units.reduce((sum, unit) => sum + 1 + carrierLines(unit).length, 0);
  const more = (node.source?.units.length ?? 0) > maxUnits ? 1 : 0;
  const changed = [node, ...units].filter(({ id }) => redlines?.node(id)).length;
  const others = changed + [node.fedBy, donorCount(node, unitPart) > 0].filter(Boolean).length;
  return 16 + (lines + more + 2 + others + linesPerFibre * (node.basebands?.length ?? 0)) * lineMm;
}

function donorCount({ source }: FeederNode, unitPart: TreeWords['unitPart']): number {
  return (source?.units ?? []).filter(({ part }) => unitPart(part)?.donor !== undefined).length;
}

/** The antennas on the roof that repeaters have their signal from: nobody says where they stand. */
function donorLines(node: FeederNode, { texts, unitPart }: TreeWords): string[] {
  const count = donorCount(node, unitPart);
  return count === 0 ? [] : [texts('construction.donors', { count })];
}

export interface TreeWords {
  texts: DocumentTexts;
  lang: Language;
  /** Powers at both ends of a branch, a line for each group of carriers; empty where none is known. */
  powersOf(branch: FeederBranch): { from: string[]; to: string[] };
  unitPart(part: string): CatalogPart | undefined;
  /** Carriers of a unit with the output of each, a line for each operator. */
  carrierLines(unit: NetworkSource['units'][number]): string[];
  /** Operators of a baseband unit. */
  basebandText(id: string): string;
  /** The optical cable at a source: number, cores, length and what it ends at. */
  fibreText(fibre: NetworkCable): string;
  /** Ports of the baseband unit that it comes from. */
  fibrePorts(fibre: NetworkCable): string;
  /** Ids of the units that it ends at. */
  fibreEnds(fibre: NetworkCable): readonly string[];
  /** ` · J1 → POI` of a radio unit that jumpers lead from to a POI; empty of others. */
  jumperText(unit: string): string;
  /** ` · 3.0dB` of a POI; empty of other parts. */
  combinerLoss(part: CatalogPart): string;
  /** The far end of a section of radiating cable; undefined of other antennas. */
  antennaNote(antenna: string): string | undefined;
  /** Present in a plan with a record of what was built. */
  redlines: DiagramRedlines | undefined;
  /** Label where the tree was cut. */
  cutName(node: FeederNode): string;
}
