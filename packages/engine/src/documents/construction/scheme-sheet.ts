import type { Language } from '../../core/index.ts';
import { derivedStates, type Plan, partStateText } from '../../plan/index.ts';
import { schemeReasons } from '../community/scheme-reasons.ts';
import { schemeTable } from '../community/scheme-table.ts';
import { greyColour, type Mark, textMark } from '../encoders/sheet.ts';
import { wrapText } from '../encoders/text-width.ts';
import { textsIn } from '../wording/document-text.ts';
import { stampColour } from '../wording/stale-stamp.ts';
import { frameBoxes, type SheetDraft, type SheetSize } from './frame-sheet.ts';
import { positionMarks } from './position-marks.ts';
import { layoutBlock, marginMm } from './tables/table-drafts.ts';

/** Zooms that are tried, the largest first: letters of 2.5 mm at 1. */
const zooms = [1.5, 1.4, 1.3, 1.2, 1.1, 1, 0.95, 0.9, 0.85, 0.8];
const reasonMm = 2.6;
const smallMm = 2.2;
const lineRatio = 1.5;

/** The comparison of schemes that a plan keeps, on one page: its table, then what it recommends and why. */
export function schemeDrafts(plan: Plan, { lang, size }: { lang: Language; size: SheetSize }): SheetDraft[] {
  const comparison = plan.derived?.schemes;
  if (!comparison) return [];
  const texts = textsIn(lang);
  const { drawing } = frameBoxes(size);
  const table = schemeTable(comparison, lang);
  const { reasons, assumptions } = schemeReasons(comparison, lang);
  const stale = staleText(plan, lang);
  const roomMm = { width: drawing.widthMm - 2 * marginMm, height: drawing.heightMm - marginMm };
  const layouts = zooms.map((zoom) => {
    const block = layoutBlock(table, 0);
    const widthMm = roomMm.width / zoom;
    const lines = [
      ...(stale ? [{ text: stale, sizeMm: reasonMm, colour: stampColour, bold: true }] : []),
      { text: texts('schemes.reasons'), sizeMm: 3.4, bold: true },
      ...reasons.flatMap((reason, index) =>
        wrapText(`${index + 1}  ${reason}`, reasonMm, widthMm).map((text) => ({ text, sizeMm: reasonMm })),
      ),
      ...assumptions.flatMap((line) =>
        wrapText(line, smallMm, widthMm).map((text) => ({ text, sizeMm: smallMm, colour: greyColour })),
      ),
    ];
    const linesMm = lines.reduce((sum, { sizeMm }) => sum + lineRatio * sizeMm, 0);
    const fits = block.widthMm <= widthMm && block.heightMm + linesMm + 4 <= roomMm.height / zoom;
    return { zoom, block, lines, widthMm, fits };
  });
  const { zoom, block, lines, widthMm } = layouts.find(({ fits }) => fits) ?? layouts[layouts.length - 1];
  let y = block.heightMm;
  const texted = lines.map(({ text, ...style }): Mark => {
    y += lineRatio * style.sizeMm;
    return textMark('FRAME', text, [0, y], style);
  });
  const tableX = Math.max(0, (widthMm - block.widthMm) / 2);
  return [
    {
      ...{ id: 'schemes', title: table.title, scale: '–', size },
      marks: [
        ...positionMarks(block.marks, { x: drawing.x + marginMm + zoom * tableX, y: drawing.y, zoom }),
        ...positionMarks(texted, { x: drawing.x + marginMm, y: drawing.y, zoom }),
      ],
    },
  ];
}

/** The stamp of a comparison of another garage: it says what moved. */
function staleText(plan: Plan, lang: Language): string | undefined {
  const { schemes } = derivedStates(plan);
  return schemes.state === 'stale' ? partStateText('schemes', schemes, lang) : undefined;
}
