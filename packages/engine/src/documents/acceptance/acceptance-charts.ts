import { formatPixel } from '../encoders/format-numbers.ts';
import { svgDocument, svgText } from '../encoders/svg-elements.ts';
import type { DocumentTexts } from '../wording/document-text.ts';

const measuredColour = '#0072b2';
const predictedColour = '#d55e00';
/** Points of a cloud that anybody can tell apart. */
const maxDots = 2000;
const widthPx = 420;
const heightPx = 360;
const box = { left: 46, top: 46, right: 16, bottom: 42 };

interface Axis {
  from: number;
  to: number;
  step: number;
}

/** Measured over predicted, dBm, with the line where both agree. */
export function scatterSvg(
  measuredDbm: readonly number[],
  predictedDbm: readonly number[],
  texts: DocumentTexts,
): string {
  const title = texts('acceptance.scatter.title');
  const axis = levelAxis([...measuredDbm, ...predictedDbm]);
  const step = Math.max(1, measuredDbm.length / maxDots);
  const dots: string[] = [];
  for (let index = 0; index < measuredDbm.length; index += step) {
    const at = Math.floor(index);
    dots.push(
      `<circle cx="${formatPixel(xOf(predictedDbm[at], axis))}" cy="${formatPixel(yOf(measuredDbm[at], axis))}" r="1.8"/>`,
    );
  }
  const line = `M${formatPixel(xOf(axis.from, axis))} ${formatPixel(yOf(axis.from, axis))}L${formatPixel(xOf(axis.to, axis))} ${formatPixel(yOf(axis.to, axis))}`;
  return svgDocument(
    widthPx,
    heightPx,
    title,
    frame(axis, axis, { title, x: texts('acceptance.scatter.x'), y: texts('acceptance.scatter.y') }) +
      `<path d="${line}" stroke="#16191d" stroke-width="0.9" fill="none"/>` +
      `<g fill="${measuredColour}" fill-opacity="0.45">${dots.join('')}</g>`,
  );
}

/** Fractions of locations below each level, measured and predicted, and the threshold. */
export function cdfSvg(
  measuredDbm: readonly number[],
  predictedDbm: readonly number[],
  thresholdDbm: number,
  texts: DocumentTexts,
): string {
  const title = texts('acceptance.cdf.title');
  const levels = levelAxis([...measuredDbm, ...predictedDbm, thresholdDbm]);
  const fractions: Axis = { from: 0, to: 100, step: 20 };
  const curve = (values: readonly number[], colour: string) => {
    const sorted = [...values].sort((a, b) => a - b);
    const step = Math.max(1, sorted.length / 400);
    const parts: string[] = [];
    for (let index = 0; index < sorted.length; index += step) {
      const at = Math.floor(index);
      const fraction = (100 * (at + 1)) / sorted.length;
      parts.push(
        `${parts.length === 0 ? 'M' : 'L'}${formatPixel(xOf(sorted[at], levels))} ${formatPixel(yOf(fraction, fractions))}`,
      );
    }
    return `<path d="${parts.join('')}" stroke="${colour}" stroke-width="1.8" fill="none"/>`;
  };
  const at = formatPixel(xOf(thresholdDbm, levels));
  const legend = (text: string, colour: string, row: number) =>
    `<path d="M${widthPx - 120} ${heightPx - box.bottom - 44 + 16 * row}h20" stroke="${colour}" stroke-width="1.8"/>` +
    svgText(text, widthPx - 94, heightPx - box.bottom - 40 + 16 * row, { sizePx: 11.5 });
  return svgDocument(
    widthPx,
    heightPx,
    title,
    frame(levels, fractions, { title, x: texts('acceptance.cdf.x'), y: '%' }) +
      `<path d="M${at} ${box.top}V${heightPx - box.bottom}" stroke="#16191d" stroke-width="0.9" stroke-dasharray="4 3"/>` +
      curve(measuredDbm, measuredColour) +
      curve(predictedDbm, predictedColour) +
      legend(texts('acceptance.cdf.measured'), measuredColour, 0) +
      legend(texts('acceptance.cdf.predicted'), predictedColour, 1) +
      svgText(
        `${texts('acceptance.cdf.threshold')} ${thresholdDbm}`.replace('-', '−'),
        xOf(thresholdDbm, levels) + 4,
        box.top + 14,
        { sizePx: 11 },
      ),
  );
}

function levelAxis(values: readonly number[]): Axis {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const step = high - low > 60 ? 20 : 10;
  return {
    from: Math.floor(low / step) * step,
    to: Math.max(Math.ceil(high / step) * step, Math.floor(low / step) * step + step),
    step,
  };
}

function xOf(value: number, { from, to }: Axis): number {
  return box.left + ((value - from) / (to - from)) * (widthPx - box.left - box.right);
}

function yOf(value: number, { from, to }: Axis): number {
  return heightPx - box.bottom - ((value - from) / (to - from)) * (heightPx - box.top - box.bottom);
}

function frame(x: Axis, y: Axis, labels: { title: string; x: string; y: string }): string {
  const parts = [
    svgText(labels.title, 8, 16, { sizePx: 13, weight: 600 }),
    svgText(labels.x, widthPx - box.right, heightPx - 10, { sizePx: 11.5, anchor: 'end', fill: '#4a5057' }),
    svgText(labels.y, 8, box.top - 12, { sizePx: 11.5, fill: '#4a5057' }),
  ];
  for (let value = x.from; value <= x.to + 1e-9; value += x.step) {
    const at = formatPixel(xOf(value, x));
    parts.push(
      `<path d="M${at} ${box.top}V${heightPx - box.bottom}" stroke="#dfe2e5" stroke-width="0.8"/>`,
      svgText(String(value).replace('-', '−'), xOf(value, x), heightPx - box.bottom + 16, {
        sizePx: 11,
        anchor: 'middle',
      }),
    );
  }
  for (let value = y.from; value <= y.to + 1e-9; value += y.step) {
    const at = formatPixel(yOf(value, y));
    parts.push(
      `<path d="M${box.left} ${at}H${widthPx - box.right}" stroke="#dfe2e5" stroke-width="0.8"/>`,
      svgText(String(value).replace('-', '−'), box.left - 6, yOf(value, y) + 4, {
        sizePx: 11,
        anchor: 'end',
      }),
    );
  }
  return parts.join('');
}
