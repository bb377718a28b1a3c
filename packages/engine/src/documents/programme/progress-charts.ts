import type { MonthReport } from '../../programme/index.ts';
import { formatGrouped } from '../encoders/format-numbers.ts';
import {
  greyColour,
  inkColour,
  type Mark,
  type PaperPoint,
  pathMark,
  pens,
  rectangleMark,
  textMark,
} from '../encoders/sheet.ts';
import { textWidthMm } from '../encoders/text-width.ts';
import type { Lang } from '../wording/texts.ts';
import { districtLabel } from './labels.ts';
import { yearQuota } from './month-tables.ts';
import { monthTexts } from './month-texts.ts';

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
export function districtBars({ statistics }: MonthReport, lang: Lang, widthMm: number): Chart {
  const texts = monthTexts[lang];
  const shown = statistics.districts.filter((own) => own.communities > 0 || yearQuota(own) > 0);
  const rowMm = 7.6;
  const top = 20;
  const left =
    2 + Math.max(...shown.map((own) => textWidthMm(districtLabel(own.district, lang), sizeMm)), 10) + 3;
  const room = widthMm - left - 38;
  const most = Math.max(1, ...shown.map((own) => Math.max(yearQuota(own), own.accepted)));
  const widthOf = (count: number) => (room * count) / most;
  const bars = shown.flatMap((own, index): Mark[] => {
    const y = top + index * rowMm;
    const bar = (count: number, fill: string, insetMm: number) =>
      rectangleMark(
        'FRAME',
        { x: left, y: y + insetMm, widthMm: widthOf(count), heightMm: 5 - 2 * insetMm },
        { fill },
      );
    const x = left + widthOf(own.due);
    const isBehind = own.accepted < own.due;
    const end = left + widthOf(Math.max(yearQuota(own), own.accepted)) + 2;
    const figures = `${formatGrouped(own.accepted)} / ${formatGrouped(own.due)} / ${formatGrouped(yearQuota(own))}`;
    return [
      textMark('FRAME', districtLabel(own.district, lang), [left - 3, y + 3.6], { sizeMm, anchor: 'end' }),
      bar(yearQuota(own), quotaColour, 0),
      bar(own.accepted, acceptedColour, 1),
      line([x, y - 0.6], [x, y + 5.6], { widthMm: 0.6, colour: inkColour }),
      textMark('FRAME', figures, [end, y + 3.6], {
        sizeMm,
        bold: isBehind,
        colour: isBehind ? '#a3271c' : inkColour,
      }),
    ];
  });
  const { accepted, due, quota } = texts.legend;
  return {
    widthMm,
    heightMm: top + shown.length * rowMm + 2,
    marks: [
      title(texts.barsTitle),
      ...legend(
        [
          {
            text: accepted,
            draw: (x, y) =>
              rectangleMark('FRAME', { x, y: y - 2.4, widthMm: 6, heightMm: 2.6 }, { fill: acceptedColour }),
          },
          {
            text: due,
            draw: (x, y) => line([x + 3, y - 3], [x + 3, y + 0.8], { widthMm: 0.6, colour: inkColour }),
          },
          {
            text: quota,
            draw: (x, y) =>
              rectangleMark('FRAME', { x, y: y - 2.4, widthMm: 6, heightMm: 2.6 }, { fill: quotaColour }),
          },
        ],
        13,
      ),
      ...bars,
    ],
  };
}

/** The city's acceptances over the months of the year against the quotas, with the forecast and its spread. */
export function burnUp({ statistics, forecast }: MonthReport, lang: Lang, widthMm: number): Chart {
  const texts = monthTexts[lang];
  const { city, year, acceptedByMonth } = statistics;
  const targets = city.quota.map((_, quarter) =>
    city.quota.slice(0, quarter + 1).reduce((sum, each) => sum + each, 0),
  );
  const box = { left: 16, top: 20, widthMm: widthMm - 32, heightMm: 108 };
  const highest = Math.max(1, targets[3], city.accepted, ...(forecast?.months.map(({ high }) => high) ?? []));
  const step = niceStep(highest / 5);
  const most = Math.ceil(highest / step) * step;
  const bottom = box.top + box.heightMm;
  /** Of the end of a month, 0 is the beginning of the year. */
  const place = (month: number, count: number): PaperPoint => [
    box.left + (box.widthMm * month) / 12,
    bottom - (box.heightMm * count) / most,
  ];
  const monthNumber = (month: string) => Number(month.slice(5));
  const grid: Mark[] = [];
  for (let count = 0; count <= most; count += step) {
    const [, y] = place(0, count);
    grid.push(
      line([box.left, y], [box.left + box.widthMm, y], { widthMm: 0.15, colour: gridColour }),
      textMark('FRAME', formatGrouped(count), [box.left - 2, y + 1], {
        sizeMm,
        anchor: 'end',
        colour: greyColour,
      }),
    );
  }
  for (let month = 1; month <= 12; month++) {
    const at: PaperPoint = [place(month - 0.5, 0)[0], bottom + 5];
    grid.push(textMark('FRAME', String(month), at, { sizeMm, anchor: 'middle', colour: greyColour }));
  }
  const actual: PaperPoint[] = [
    [0, 0] as const,
    ...acceptedByMonth.map((own) => [monthNumber(own.month), own.accepted] as const),
  ].map(([month, count]) => place(month, count));
  const last = actual[actual.length - 1];
  const lastMonth = acceptedByMonth.at(-1);
  const ahead = forecast?.months ?? [];
  // The month that is not over yet ends where its forecast does.
  const isPart = ahead.length > 0 && lastMonth?.month === ahead[0].month;
  const start = isPart ? place(monthNumber(ahead[0].month) - 0.5, lastMonth.accepted) : last;
  if (isPart) actual[actual.length - 1] = start;
  const at = (value: 'low' | 'median' | 'high') =>
    ahead.map((own) => place(monthNumber(own.month), own[value]));
  const end = ahead.at(-1);
  const label = (text: string, [x, y]: PaperPoint, colour: string, anchor: 'start' | 'end') =>
    textMark('FRAME', text, anchor === 'start' ? [x + 1.5, y + 1] : [x - 1, y - 2], {
      sizeMm,
      colour,
      anchor,
      bold: true,
    });
  return {
    widthMm,
    heightMm: bottom + 8,
    marks: [
      title(`${texts.burnUpTitle} · ${year}`),
      ...legend(
        [
          {
            text: texts.legend.actual,
            draw: (x, y) => line([x, y - 1], [x + 6, y - 1], { widthMm: 0.8, colour: acceptedColour }),
          },
          {
            text: texts.legend.target,
            draw: (x, y) => line([x, y - 1], [x + 6, y - 1], { ...pens.medium, dashMm: [1.5, 1] }),
          },
          ...(end
            ? [
                {
                  text: texts.legend.forecast,
                  draw: (x: number, y: number) =>
                    rectangleMark(
                      'FRAME',
                      { x, y: y - 2.4, widthMm: 6, heightMm: 2.6 },
                      { fill: spreadColour },
                    ),
                },
              ]
            : []),
        ],
        13,
      ),
      ...grid,
      ...(end
        ? [
            pathMark('FRAME', [start, ...at('high'), ...at('low').reverse()], {
              closed: true,
              fill: spreadColour,
            }),
            pathMark('FRAME', [start, ...at('median')], {
              pen: { widthMm: 0.5, colour: forecastColour, dashMm: [2, 1] },
            }),
            label(formatGrouped(end.median), place(12, end.median), forecastColour, 'start'),
          ]
        : []),
      pathMark('FRAME', [place(0, 0), ...targets.map((count, quarter) => place(3 * quarter + 3, count))], {
        pen: { ...pens.medium, dashMm: [1.5, 1] },
      }),
      ...targets.map((count, quarter) => {
        const [x, y] = place(3 * quarter + 3, count);
        return textMark('FRAME', formatGrouped(count), [x - 1, y - 1.5], { sizeMm, anchor: 'end' });
      }),
      pathMark('FRAME', actual, { pen: { widthMm: 0.8, colour: acceptedColour } }),
      label(formatGrouped(city.accepted), actual[actual.length - 1], acceptedColour, end ? 'end' : 'start'),
    ],
  };
}

function title(text: string): Mark {
  return textMark('FRAME', text, [2, 6], { sizeMm: 4, bold: true });
}

function line(
  from: PaperPoint,
  to: PaperPoint,
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

/** 1, 2 or 5 times a power of ten, at least `least`. */
function niceStep(least: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return decade * [1, 2, 5, 10].find((factor) => factor * decade >= least)!;
}
