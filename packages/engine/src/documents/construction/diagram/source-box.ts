import type { Language } from '../../../core/index.ts';
import type { CatalogPart } from '../../../plan/index.ts';
import { formatFixed } from '../../encoders/format-numbers.ts';
import { type Mark, pens, rectangleMark, type SheetPoint, textMark } from '../../encoders/sheet.ts';
import { cutText, textWidthMm } from '../../encoders/text-width.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import { partName } from '../../wording/part-name.ts';
import type { FeederNode } from './feeder-tree.ts';

export const sourceWidthMm = 50;
const sizeMm = 2;
const lineMm = 3;
const textRoomMm = sourceWidthMm - 5;

/** Units listed by name; of more, how many there are. */
const maxUnits = 14;

/** The source's combiner or hub and its radio units, in a box whose right edge the tree begins at. */
export function sourceBox(
  node: FeederNode,
  [right, y]: SheetPoint,
  { texts, lang, unitPart }: TreeWords,
): Mark[] {
  const { source } = node;
  if (!source) return [];
  const units = source.units.slice(0, maxUnits).map(({ id, part, outputPowerDbm }) => {
    const powers = Object.values(outputPowerDbm);
    const power = powers.length === 0 ? '' : ` ${formatFixed(Math.max(...powers), 1)} dBm`;
    const known = unitPart(part);
    const name = `${id} ${known ? partName(known, lang) : part}`;
    return cutText(name, sizeMm, textRoomMm - textWidthMm(power, sizeMm)) + power;
  });
  const more = source.units.length - units.length;
  const lines = [
    `${texts('construction.level')} ${source.level} · ${source.cell}`,
    ...fibreLines(node, texts),
    ...(node.part ? [partName(node.part, lang)] : []),
    ...units,
    ...(more > 0 ? [`… +${more}`] : []),
  ];
  const box = {
    x: right - sourceWidthMm + 2,
    y: y - 4.5,
    widthMm: sourceWidthMm - 2,
    heightMm: 6.5 + lines.length * lineMm,
  };
  return [
    rectangleMark('DEVICE', box, { pen: pens.medium, fill: '#ffffff' }),
    // A hub sums up small cells; what it passes on comes from a baseband unit.
    textMark(
      'LABEL',
      `${node.part?.kind === 'hub' ? texts('construction.kinds.hub') : texts('construction.source')} ${source.id}`,
      [box.x + 1.5, box.y + 4],
      { sizeMm: 2.6, bold: true },
    ),
    ...lines.map((line, index) =>
      textMark('LABEL', cutText(line, sizeMm, textRoomMm), [box.x + 1.5, box.y + 7.4 + index * lineMm], {
        sizeMm,
      }),
    ),
  ];
}

/** The baseband unit that a hub hangs on, and the fibre between them. */
function fibreLines({ baseband }: FeederNode, texts: TreeWords['texts']): string[] {
  return baseband
    ? [
        `${texts('construction.kinds.baseband')} ${baseband.id} · ${texts('construction.kinds.fibre')} ${formatFixed(baseband.fibreM, 0)} m`,
      ]
    : [];
}

/** Height that the box needs from the first row down, mm. */
export function sourceHeightMm(node: FeederNode): number {
  const units = Math.min(node.source?.units.length ?? 0, maxUnits + 1);
  return 12 + (units + (node.baseband ? 3 : 2)) * lineMm;
}

export interface TreeWords {
  texts: DocumentTexts;
  lang: Language;
  /** Power at a device's input, dBm. */
  powerDbm(device: string): number | undefined;
  unitPart(part: string): CatalogPart | undefined;
  /** Label where the tree was cut. */
  cutName(node: FeederNode): string;
}
