import type { Carrier, CatalogPart, Plan } from '../../../plan/index.ts';
import { type Mark, type PaperPoint, textMark } from '../../encoders/sheet.ts';
import { wrapText } from '../../encoders/text-width.ts';
import type { Lang } from '../../wording/texts.ts';
import { carrierName } from '../carrier-names.ts';
import { partSymbol } from '../device-symbols.ts';
import { antennaLegend } from '../floor-plan/floor-furniture.ts';
import type { Box } from '../frame-sheet.ts';
import { legendMarks } from '../legend-marks.ts';
import type { PaperTexts } from '../paper-texts.ts';

/** Legend of the parts that the network has, and how to read the diagram. */
export function diagramFurniture(
  plan: Plan,
  options: { box: Box; texts: PaperTexts; carrier: Carrier | undefined; lang: Lang },
): Mark[] {
  const { box, texts, carrier, lang } = options;
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const kinds = new Set<CatalogPart['kind']>();
  for (const { part } of plan.network?.devices ?? []) {
    const kind = parts.get(part)?.kind;
    if (kind) kinds.add(kind);
  }
  const items = [
    ...antennaLegend(plan.antennas, texts),
    ...[...kinds].sort().map((kind) => ({
      label: texts.kinds[kind],
      draw: (at: PaperPoint) => partSymbol(kind, at),
    })),
  ];
  const legendMm = 0.5 * box.widthMm;
  const sizeMm = 2.2;
  const notes = texts
    .diagramNotes(carrier ? carrierName(carrier, lang) : '–')
    .flatMap((note) => wrapText(note, sizeMm, box.widthMm - legendMm - 5));
  return [
    ...legendMarks(items, { ...box, widthMm: legendMm }, texts.legend),
    ...notes.map((line, index) =>
      textMark('FRAME', line, [box.x + legendMm + 2, box.y + 4.2 + index * 1.5 * sizeMm], { sizeMm }),
    ),
  ];
}
