import type { Level, Plan, PlanPoint } from '../plan/schema.ts';
import { degToRad } from '../units.ts';
import { formatPixel } from './format-numbers.ts';
import { estimateTextWidthPx, svgText } from './svg-elements.ts';
import { antennaSymbol, pointSymbol } from './symbols.ts';
import type { Texts } from './texts.ts';

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
export function northArrow(plan: Plan, x: number, y: number, texts: Texts): string {
  if (!plan.georeference) return '';
  // The local frame is turned counter-clockwise from east by rotationDeg, so north lies that much clockwise of +y.
  const angleRad = degToRad(plan.georeference.rotationDeg);
  const dx = Math.sin(angleRad);
  const dy = -Math.cos(angleRad);
  const at = (along: number, across: number): string =>
    `${formatPixel(x + dx * along - dy * across)} ${formatPixel(y + dy * along + dx * across)}`;
  return (
    `<path d="M${at(13, 0)}L${at(-9, 6)}L${at(-5, 0)}L${at(-9, -6)}Z" fill="#24282d"/>` +
    svgText(texts.north, x + dx * 21, y + dy * 21 + 4, { sizePx: 11, anchor: 'middle' })
  );
}

/** Symbols that occur on the level, in one row from (x, y). */
export function symbolLegend(
  level: Level,
  options: {
    hasAntennas: boolean;
    anyUnserved: boolean;
    notCountedFill: string;
    texts: Texts;
    x: number;
    y: number;
    widthPx: number;
  },
): string {
  const { texts, y, widthPx } = options;
  const items: { draw: (x: number) => string; label: string }[] = [];
  if (options.hasAntennas) {
    items.push({ draw: (x) => antennaSymbol(x, y - 4, '1', 6), label: texts.antenna });
  }
  for (const kind of pointKindsOf(level)) {
    items.push({ draw: (x) => pointSymbol(kind, x, y - 4), label: texts.pointKindNames[kind] });
  }
  if (options.anyUnserved) {
    items.push({ draw: (x) => pointSymbol('other', x, y - 4, { unserved: true }), label: texts.notServed });
  }
  if (level.openings?.some((opening) => opening.kind === 'fire-shutter')) {
    items.push({
      draw: (x) =>
        `<path d="M${formatPixel(x - 9)} ${formatPixel(y - 4)}h18" stroke="#24282d" stroke-width="1.8" stroke-dasharray="5 3"/>`,
      label: texts.openingKindNames['fire-shutter'],
    });
  }
  items.push({
    draw: (x) =>
      `<rect x="${formatPixel(x - 8)}" y="${formatPixel(y - 9)}" width="16" height="10" fill="${options.notCountedFill}" stroke="#8a9199" stroke-width="0.6"/>`,
    label: texts.notCounted,
  });
  let x = options.x;
  const parts: string[] = [];
  for (const item of items) {
    const widthOfItem = 30 + estimateTextWidthPx(item.label, 11.5) + 12;
    if (x + widthOfItem > options.x + widthPx) break;
    parts.push(item.draw(x + 12), svgText(item.label, x + 27, y, { sizePx: 11.5 }));
    x += widthOfItem;
  }
  return parts.join('');
}

/** Hatching of floor that the acceptance does not count, as a pattern of that id. */
export function notCountedPattern(id: string): string {
  return (
    `<defs><pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
    '<rect width="5" height="5" fill="#fff"/><rect width="1" height="5" fill="#d0d5d9"/></pattern></defs>'
  );
}

function pointKindsOf(level: Level): PlanPoint['kind'][] {
  return [...new Set((level.points ?? []).map((point) => point.kind))];
}
