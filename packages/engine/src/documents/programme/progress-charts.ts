import type { Language } from '../../core/index.ts';
import type { MonthReport } from '../../programme/index.ts';
import { formatGrouped } from '../encoders/format-numbers.ts';
import {
  greyColour,
  inkColour,
  type Mark,
  pathMark,
  pens,
  rectangleMark,
  type SheetPoint,
  textMark,
} from '../encoders/sheet.ts';
import { textWidthMm } from '../encoders/text-width.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { districtLabel } from './labels.ts';
import { yearQuota } from './month-tables.ts';

const acceptedColour = '#0072b2';
const quotaColour = '#d7e3ee';
const spreadColour = '#f6d9c4';
const forecastColour = '#b04a00';
const gridColour = '#dfe2e5';
const sizeMm = 3;

export interface Chart {
  widthMm: number;
  heightMm: number;
  marks: Mark[];
}

/** A bar per district: accepted over the quota of the year, with a mark at what is due; figures at its end. */
export function districtBars({ statistics }: MonthReport, lang: Language, widthMm: number): Chart {
  const texts = textsIn(lang);
  const shown = statistics.districts.filter(
    (district) => district.communities > 0 || yearQuota(district) > 0,
  );
  const left =
    2 +
    Math.max(...shown.map((district) => textWidthMm(districtLabel(district.district, lang), sizeMm)), 10) +
    3;
  const room = widthMm - left - 38;
  const max = Math.max(1, ...shown.map((district) => Math.max(yearQuota(district), district.accepted)));
  const widthOf = (count: number) => (room * count) / max;
  return {
    widthMm,
    heightMm: barsTop + shown.length * barRowMm + 2,
    marks: [
      title(texts('month.barsTitle')),
      ...legend(
        [
          { text: texts('month.legend.accepted'), draw: (x, y) => swatch(x, y, acceptedColour) },
          {
            text: texts('month.legend.due'),
            draw: (x, y) => line([x + 3, y - 3], [x + 3, y + 0.8], { widthMm: 0.6, colour: inkColour }),
          },
          { text: texts('month.legend.quota'), draw: (x, y) => swatch(x, y, quotaColour) },
        ],
        13,
      ),
      ...shown.flatMap((district, index) =>
        districtBar(district, { lang, left, y: barsTop + index * barRowMm, widthOf }),
      ),
    ],
  };
}

const barsTop = 20;
const barRowMm = 7.6;

/** One district's row: its name, the bars, the mark and the figures. */
function districtBar(
  district: MonthReport['statistics']['districts'][number],
  { lang, left, y, widthOf }: { lang: Language; left: number; y: number; widthOf(count: number): number },
): Mark[] {
  const bar = (count: number, fill: string, insetMm: number) =>
    rectangleMark(
      'FRAME',
      { x: left, y: y + insetMm, widthMm: widthOf(count), heightMm: 5 - 2 * insetMm },
      { fill },
    );
  const x = left + widthOf(district.due);
  const isBehind = district.accepted < district.due;
  const end = left + widthOf(Math.max(yearQuota(district), district.accepted)) + 2;
  const figures = `${formatGrouped(district.accepted)} / ${formatGrouped(district.due)} / ${formatGrouped(yearQuota(district))}`;
  return [
    textMark('FRAME', districtLabel(district.district, lang), [left - 3, y + 3.6], { sizeMm, anchor: 'end' }),
    bar(yearQuota(district), quotaColour, 0),
    bar(district.accepted, acceptedColour, 1),
    line([x, y - 0.6], [x, y + 5.6], { widthMm: 0.6, colour: inkColour }),
    textMark('FRAME', figures, [end, y + 3.6], {
      sizeMm,
      bold: isBehind,
      colour: isBehind ? '#a3271c' : inkColour,
    }),
  ];
}

/** A colour of the legend. */
function swatch(x: number, y: number, fill: string): Mark {
  return rectangleMark('FRAME', { x, y: y - 2.4, widthMm: 6, heightMm: 2.6 }, { fill });
}

/** The city's acceptances over the months of the year against the quotas, with the forecast and its spread. */
export function burnUp({ statistics, forecast }: MonthReport, lang: Language, widthMm: number): Chart {
  const texts = textsIn(lang);
  const { city, year } = statistics;
  const targets = city.quota.map((_, quarter) =>
    city.quota.slice(0, quarter + 1).reduce((sum, each) => sum + each, 0),
  );
  const ahead = forecast?.months ?? [];
  const highest = Math.max(1, targets[3], city.accepted, ...ahead.map(({ high }) => high));
  const step = niceStep(highest / 5);
  const frame = yearFrame(widthMm, Math.ceil(highest / step) * step);
  const { actual, start } = acceptedSoFar(statistics, ahead, frame);
  const isForecast = ahead.length > 0;
  return {
    widthMm,
    heightMm: frame.bottom + 8,
    marks: [
      title(`${texts('month.burnUpTitle')} · ${year}`),
      ...burnUpLegend(texts, isForecast),
      ...yearGrid(frame, step),
      ...forecastMarks(ahead, start, frame),
      ...targetMarks(targets, frame),
      pathMark('FRAME', actual, { pen: { widthMm: 0.8, colour: acceptedColour } }),
      curveLabel(
        formatGrouped(city.accepted),
        actual[actual.length - 1],
        acceptedColour,
        isForecast ? 'end' : 'start',
      ),
    ],
  };
}

type ForecastMonths = NonNullable<MonthReport['forecast']>['months'];

/** A year of months over counts up to a most. */
interface YearFrame {
  left: number;
  bottom: number;
  widthMm: number;
  max: number;
  /** The point for the end of a month, where 0 is the beginning of the year. */
  pointAt(month: number, count: number): SheetPoint;
}

function yearFrame(widthMm: number, max: number): YearFrame {
  const box = { left: 16, top: 20, widthMm: widthMm - 32, heightMm: 108 };
  const bottom = box.top + box.heightMm;
  const location = (month: number, count: number): SheetPoint => [
    box.left + (box.widthMm * month) / 12,
    bottom - (box.heightMm * count) / max,
  ];
  return { left: box.left, bottom, widthMm: box.widthMm, max: max, pointAt: location };
}

function monthNumber(month: string): number {
  return Number(month.slice(5));
}

/** Lines of counts with their numbers, and the months. */
function yearGrid({ left, bottom, widthMm, max, pointAt: location }: YearFrame, step: number): Mark[] {
  const grid: Mark[] = [];
  for (let count = 0; count <= max; count += step) {
    const [, y] = location(0, count);
    grid.push(
      line([left, y], [left + widthMm, y], { widthMm: 0.15, colour: gridColour }),
      textMark('FRAME', formatGrouped(count), [left - 2, y + 1], {
        sizeMm,
        anchor: 'end',
        colour: greyColour,
      }),
    );
  }
  for (let month = 1; month <= 12; month++) {
    const at: SheetPoint = [location(month - 0.5, 0)[0], bottom + 5];
    grid.push(textMark('FRAME', String(month), at, { sizeMm, anchor: 'middle', colour: greyColour }));
  }
  return grid;
}

/** The curve of what is accepted, and where the forecast starts. */
function acceptedSoFar(
  { acceptedByMonth }: MonthReport['statistics'],
  ahead: ForecastMonths,
  { pointAt: location }: YearFrame,
): { actual: SheetPoint[]; start: SheetPoint } {
  const actual: SheetPoint[] = [
    [0, 0] as const,
    ...acceptedByMonth.map((month) => [monthNumber(month.month), month.accepted] as const),
  ].map(([month, count]) => location(month, count));
  const last = actual[actual.length - 1];
  const lastMonth = acceptedByMonth.at(-1);
  // The month that is not over yet ends where its forecast does.
  if (!lastMonth || ahead.length === 0 || lastMonth.month !== ahead[0].month) return { actual, start: last };
  const start = location(monthNumber(ahead[0].month) - 0.5, lastMonth.accepted);
  actual[actual.length - 1] = start;
  return { actual, start };
}

/** The spread of the forecast, its median and the count that it ends at. */
function forecastMarks(ahead: ForecastMonths, start: SheetPoint, { pointAt: location }: YearFrame): Mark[] {
  const end = ahead.at(-1);
  if (!end) return [];
  const at = (value: 'low' | 'median' | 'high') =>
    ahead.map((month) => location(monthNumber(month.month), month[value]));
  return [
    pathMark('FRAME', [start, ...at('high'), ...at('low').reverse()], { closed: true, fill: spreadColour }),
    pathMark('FRAME', [start, ...at('median')], {
      pen: { widthMm: 0.5, colour: forecastColour, dashMm: [2, 1] },
    }),
    curveLabel(formatGrouped(end.median), location(12, end.median), forecastColour, 'start'),
  ];
}

function targetMarks(targets: readonly number[], { pointAt: location }: YearFrame): Mark[] {
  return [
    pathMark(
      'FRAME',
      [location(0, 0), ...targets.map((count, quarter) => location(3 * quarter + 3, count))],
      {
        pen: { ...pens.medium, dashMm: [1.5, 1] },
      },
    ),
    ...targets.map((count, quarter) => {
      const [x, y] = location(3 * quarter + 3, count);
      return textMark('FRAME', formatGrouped(count), [x - 1, y - 1.5], { sizeMm, anchor: 'end' });
    }),
  ];
}

function burnUpLegend(texts: DocumentTexts, isForecast: boolean): Mark[] {
  return legend(
    [
      {
        text: texts('month.legend.actual'),
        draw: (x, y) => line([x, y - 1], [x + 6, y - 1], { widthMm: 0.8, colour: acceptedColour }),
      },
      {
        text: texts('month.legend.target'),
        draw: (x, y) => line([x, y - 1], [x + 6, y - 1], { ...pens.medium, dashMm: [1.5, 1] }),
      },
      ...(isForecast
        ? [
            {
              text: texts('month.legend.forecast'),
              draw: (x: number, y: number) => swatch(x, y, spreadColour),
            },
          ]
        : []),
    ],
    13,
  );
}

function curveLabel(text: string, [x, y]: SheetPoint, colour: string, anchor: 'start' | 'end'): Mark {
  return textMark('FRAME', text, anchor === 'start' ? [x + 1.5, y + 1] : [x - 1, y - 2], {
    sizeMm,
    colour,
    anchor,
    bold: true,
  });
}

function title(text: string): Mark {
  return textMark('FRAME', text, [2, 6], { sizeMm: 4, bold: true });
}

function line(
  from: SheetPoint,
  to: SheetPoint,
  pen: { widthMm: number; colour: string; dashMm?: readonly number[] },
): Mark {
  return pathMark('FRAME', [from, to], { pen });
}

function legend(items: readonly { text: string; draw(x: number, y: number): Mark }[], y: number): Mark[] {
  let x = 2;
  return items.flatMap(({ text, draw }) => {
    const from = x;
    x += 8 + textWidthMm(text, sizeMm) + 6;
    return [draw(from, y), textMark('FRAME', text, [from + 8, y], { sizeMm })];
  });
}

/** 1, 2 or 5 times a power of ten, at least `min`. */
function niceStep(min: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(min, 1)));
  return decade * [1, 2, 5, 10].find((factor) => factor * decade >= min)!;
}
