import { formatPercent, formatPixel, formatShort } from '../encoders/format-numbers.ts';
import { svgText } from '../encoders/svg-elements.ts';
import type { Texts } from '../wording/texts-zh.ts';
import { type ColourClass, firstClassBelowLimit, hexColour, type Quantity } from './colour-scale.ts';

export const legendHeightPx = 78;

/**
 * The classes from best to worst in one row: swatch, range, share of counted floor; the limit is marked at its
 * class boundary.
 */
export function legendSvg(options: {
  classes: readonly ColourClass[];
  /** Percent per class. */
  shares: readonly number[];
  quantity: Quantity;
  limit: number;
  texts: Texts;
  x: number;
  y: number;
  widthPx: number;
}): string {
  const { classes, shares, quantity, limit, texts, x, y, widthPx } = options;
  const stepPx = widthPx / classes.length;
  const swatchTop = y + 24;
  const parts = [
    svgText(texts.legendTitle(texts.quantityNames[quantity], texts.units[quantity]), x, y + 8, {
      sizePx: 11.5,
      fill: '#4a5057',
    }),
  ];
  classes.forEach((item, index) => {
    const left = x + index * stepPx;
    parts.push(
      `<rect x="${formatPixel(left)}" y="${formatPixel(swatchTop)}" width="${formatPixel(stepPx)}" height="14" fill="${hexColour(item.rgb)}" stroke="#24282d" stroke-width="0.6"/>`,
      svgText(classRange(classes, index, quantity, texts), left + stepPx / 2, swatchTop + 29, {
        sizePx: 12,
        anchor: 'middle',
      }),
      svgText(`${shares[index].toFixed(1)} %`, left + stepPx / 2, swatchTop + 45, {
        sizePx: 12,
        anchor: 'middle',
        fill: '#4a5057',
      }),
    );
  });
  const limitX = x + firstClassBelowLimit * stepPx;
  parts.push(
    `<path d="M${formatPixel(limitX)} ${formatPixel(swatchTop - 5)}V${formatPixel(swatchTop + 19)}" stroke="#16191d" stroke-width="2.2"/>`,
    svgText(`${texts.threshold} ${formatValue(limit, quantity, texts)}`, limitX, swatchTop - 8, {
      sizePx: 12,
      anchor: 'middle',
      weight: 600,
    }),
  );
  return parts.join('');
}

function classRange(
  classes: readonly ColourClass[],
  index: number,
  quantity: Quantity,
  texts: Texts,
): string {
  const bound = (value: number): string =>
    quantity === 'probability' ? formatShort(value * 100, 1) : formatShort(value, 1);
  const unit = quantity === 'probability' ? ' %' : '';
  if (index === 0) return `≥ ${bound(classes[0].min)}${unit}`;
  const upper = bound(classes[index - 1].min);
  if (index === classes.length - 1) return `< ${upper}${unit}`;
  return `${bound(classes[index].min)} ${texts.rangeTo} ${upper}${unit}`;
}

function formatValue(value: number, quantity: Quantity, texts: Texts): string {
  return quantity === 'probability'
    ? formatPercent(value, 0)
    : `${formatShort(value)} ${texts.units[quantity]}`;
}
