import { degToRad } from '../../core/index.ts';
import {
  type Level,
  openingKindRows,
  type Plan,
  type PlanPoint,
  placedOpenings,
  plainPointKind,
} from '../../plan/index.ts';
import { formatPixel } from '../encoders/format-numbers.ts';
import { estimateTextWidthPx, svgText } from '../encoders/svg-elements.ts';
import type { DocumentTexts } from '../wording/document-text.ts';
import { hatchStroke } from './hatch-floor.ts';
import { antennaSymbol, pointSymbol, strayOpeningSymbol } from './symbols.ts';

/** A bar of 2, 5, 10, 20, 50 or 100 m, about a sixth of the width, with its left end at (x, y). */
export function scaleBar(pixelsPerM: number, x: number, y: number, widthPx: number): string {
  const lengths = [1, 2, 5, 10, 20, 50, 100, 200];
  const lengthM = [...lengths].reverse().find((length) => length * pixelsPerM <= widthPx / 6) ?? lengths[0];
  const endX = x + lengthM * pixelsPerM;
  const halfX = x + (lengthM * pixelsPerM) / 2;
  return (
    `<rect x="${formatPixel(x)}" y="${formatPixel(y - 4)}" width="${formatPixel(halfX - x)}" height="4" fill="#24282d"/>` +
    `<rect x="${formatPixel(x)}" y="${formatPixel(y - 4)}" width="${formatPixel(endX - x)}" height="4" fill="none" stroke="#24282d" stroke-width="0.8"/>` +
    svgText('0', x, y - 8, { sizePx: 11, anchor: 'middle' }) +
    svgText(`${lengthM} m`, endX, y - 8, { sizePx: 11, anchor: 'middle' })
  );
}

/** North arrow centred at (x, y); nothing where the plan is not georeferenced. */
export function northArrow(plan: Plan, x: number, y: number, texts: DocumentTexts): string {
  if (!plan.georeference) return '';
  // The local frame is turned counter-clockwise from east by rotationDeg, so north lies that much clockwise of +y.
  const angleRad = degToRad(plan.georeference.rotationDeg);
  const dx = Math.sin(angleRad);
  const dy = -Math.cos(angleRad);
  const at = (along: number, across: number): string =>
    `${formatPixel(x + dx * along - dy * across)} ${formatPixel(y + dy * along + dx * across)}`;
  return (
    `<path d="M${at(13, 0)}L${at(-9, 6)}L${at(-5, 0)}L${at(-9, -6)}Z" fill="#24282d"/>` +
    svgText(texts('report.north'), x + dx * 21, y + dy * 21 + 4, { sizePx: 11, anchor: 'middle' })
  );
}

interface SymbolItem {
  draw(x: number, y: number): string;
  label: string;
}

export const symbolRowPx = 20;

/** Symbols that occur on the level, in as many rows as they need, the first with its baseline at y. */
export function symbolLegend(
  level: Level,
  options: SymbolOptions & { x: number; y: number; widthPx: number },
): { svg: string; rows: number } {
  let x = options.x;
  let rows = 1;
  const parts: string[] = [];
  for (const item of symbolItems(level, options)) {
    const stepPx = 42 + estimateTextWidthPx(item.label, 11.5);
    if (x > options.x && x + stepPx - 12 > options.x + options.widthPx) {
      x = options.x;
      rows += 1;
    }
    const y = options.y + (rows - 1) * symbolRowPx;
    parts.push(item.draw(x + 12, y - 4), svgText(item.label, x + 27, y, { sizePx: 11.5 }));
    x += stepPx;
  }
  return { svg: parts.join(''), rows };
}

interface SymbolOptions {
  hasAntennas: boolean;
  anyUnserved: boolean;
  texts: DocumentTexts;
}

function symbolItems(level: Level, options: SymbolOptions): SymbolItem[] {
  const { texts } = options;
  const items: SymbolItem[] = [];
  if (options.hasAntennas) {
    items.push({ draw: (x, y) => antennaSymbol(x, y, '1', 6), label: texts('report.antenna') });
  }
  for (const kind of pointKindsOf(level)) {
    items.push({ draw: (x, y) => pointSymbol(kind, x, y), label: texts.name('point', kind) });
  }
  if (options.anyUnserved) {
    items.push({
      draw: (x, y) => pointSymbol(plainPointKind, x, y, { unserved: true }),
      label: texts('report.notServed'),
    });
  }
  for (const { id, isShutter } of openingKindRows) {
    if (!isShutter || !level.openings?.some(({ kind }) => kind === id)) continue;
    items.push({
      draw: (x, y) =>
        `<path d="M${formatPixel(x - 9)} ${formatPixel(y)}h18" stroke="#24282d" stroke-width="1.8" stroke-dasharray="5 3"/>`,
      label: texts.name('opening', id),
    });
  }
  if (placedOpenings(level).some(({ seat }) => seat === 'in-no-wall')) {
    items.push({
      draw: (x, y) => strayOpeningSymbol(x, y, `M${formatPixel(x - 9)} ${formatPixel(y)}h18`),
      label: texts('report.strayOpening'),
    });
  }
  items.push({
    draw: (x, y) =>
      `<rect x="${formatPixel(x - 8)}" y="${formatPixel(y - 5)}" width="16" height="10" fill="#fff" stroke="#8a9199" stroke-width="0.6"/>` +
      `<path d="M${formatPixel(x - 6)} ${formatPixel(y + 4)}l8 -8m0 8l8 -8m-12 8l8 -8" stroke="${hatchStroke}"/>`,
    label: texts('report.notCounted'),
  });
  return items;
}

function pointKindsOf(level: Level): PlanPoint['kind'][] {
  return [...new Set((level.points ?? []).map((point) => point.kind))];
}
