import type { Language } from '../../../core/index.ts';
import type { Exposure } from '../../../design/index.ts';
import { type Level, type Plan, radiatesAlongPath } from '../../../plan/index.ts';
import {
  circleMark,
  greyColour,
  type Mark,
  pathMark,
  pens,
  rectangleMark,
  type Sheet,
  type SheetPoint,
  textMark,
} from '../../encoders/sheet.ts';
import { cutText, wrapText } from '../../encoders/text-width.ts';
import { levelLabel } from '../../wording/carrier-label.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';
import { locationParts } from '../../wording/location-parts.ts';
import { clipMarks } from '../clip-marks.ts';
import { antennaMarks, partSymbol } from '../device-symbols.ts';
import { buildingMarks } from '../floor-plan/building-marks.ts';
import { fitFloor } from '../floor-plan/floor-placement.ts';
import { radiatingCourse, radiatingPen } from '../floor-plan/network-marks.ts';
import type { Box } from '../frame-sheet.ts';
import { type Comparison, type ExposureSomewhere, noticeContent } from './notice-content.ts';
import { fieldMarks, fieldStepMm, type NoticeFields, stampMarks } from './notice-fields.ts';
import { heading, heightMm, left, lines, roomMm, textMm, widthMm } from './notice-lines.ts';

interface SmallTable {
  /** The first row is the head. */
  rows: readonly (readonly string[])[];
  /** Width of each column, mm; all but those in `texts` are figures at the right edge. */
  widthsMm: readonly number[];
  texts: readonly number[];
  /** Rows set in bold. */
  bold?: (row: number) => boolean;
}

const smallRowMm = 4.1;
const sizeMm = 2.6;
const padMm = 0.8;

const antennaHalfMm = 0.9;
const sourceHalfMm = 1.2;
const labelMm = 2.4;
const gapMm = 2;
const worstRadiusMm = 1.8;

/** The notice as one sheet: the maps take what the text leaves. */
export function noticeSheet(
  plan: Plan,
  exposure: ExposureSomewhere,
  { lang, ...fields }: NoticeFields & { lang: Language },
): Sheet {
  const texts = textsIn(lang);
  const { install, below, mapsTop, mapsMm } = fit(maxTerms);
  const maps = { x: left, y: mapsTop, widthMm: roomMm, heightMm: mapsMm };
  const legend = (['antenna', 'source', 'worst'] as const)
    .filter((symbol) => symbol !== 'source' || plan.network?.sources?.length)
    .map((symbol) => ({ symbol, label: texts(`notice.legend.${symbol}`) }));
  return {
    ...{ id: 'notice', title: texts('notice.title'), widthMm, heightMm },
    marks: [
      ...headMarks(plan, fields, lang),
      heading(texts('notice.installTitle'), 40),
      ...install.marks,
      ...noticeMaps(plan, exposure, maps),
      ...noticeLegend(legend, [left, mapsTop + mapsMm + 4.5]),
      ...below.at(mapsTop + mapsMm + legendMm),
    ],
  };

  function fit(terms: number): Fit {
    const content = noticeContent(plan, exposure, { lang, maxTerms: terms });
    const install = paragraphs(content.install, 45.5);
    const below = lowerPart(content, fields, lang);
    const mapsTop = install.endY - 1;
    const mapsMm = heightMm - footMm - below.heightMm - legendMm - mapsTop;
    const isTight = mapsMm < minMapsMm && terms > minTerms;
    return isTight ? fit(terms - 1) : { install, below, mapsTop, mapsMm };
  }
}

/**
 * Small plans of the levels with antennas or equipment, side by side in a box: building, antennas, sources, the worst
 * location.
 */
function noticeMaps(plan: Plan, { worst }: Exposure, box: Box): Mark[] {
  const sources = plan.network?.sources ?? [];
  const levels = plan.levels.filter(({ id }) =>
    [...plan.antennas, ...sources].some(({ level }) => level === id),
  );
  const columns = Math.ceil(Math.sqrt(levels.length));
  const rows = Math.ceil(levels.length / columns);
  const widthMm = (box.widthMm - (columns - 1) * gapMm) / columns;
  const heightMm = (box.heightMm - (rows - 1) * gapMm) / rows;
  return levels.flatMap((level, index) => {
    const x = box.x + (index % columns) * (widthMm + gapMm);
    const y = box.y + Math.floor(index / columns) * (heightMm + gapMm);
    const at = worst?.level === level.id ? worst.position : undefined;
    return levelMap(plan, level, { x, y, widthMm, heightMm }, at);
  });
}

function levelMap(plan: Plan, level: Level, box: Box, worst: SheetPoint | undefined): Mark[] {
  const nameMm = labelMm + 2;
  const placement = fitFloor(level, { ...box, y: box.y + nameMm, heightMm: box.heightMm - nameMm });
  const { toSheet, within, angleDeg } = placement;
  const antennas = plan.antennas.filter((antenna) => antenna.level === level.id);
  const courses = antennas.flatMap(({ type, path }) =>
    radiatesAlongPath({ type }) && path
      ? [pathMark('ANTENNA', radiatingCourse(path, toSheet), { pen: radiatingPen })]
      : [],
  );
  const sources = (plan.network?.sources ?? []).filter((source) => source.level === level.id);
  const name = cutText(levelLabel(level), labelMm, box.widthMm - 4);
  return [
    ...clipMarks(
      [
        ...buildingMarks(level, placement),
        ...courses,
        ...sources.flatMap(({ position }) => partSymbol('poi', toSheet(position), sourceHalfMm)),
        ...antennas.flatMap((antenna) =>
          antennaMarks(
            antenna,
            toSheet(antenna.position),
            (antenna.azimuthDeg ?? 0) + angleDeg,
            antennaHalfMm,
          ),
        ),
        ...(worst ? [worstMark(toSheet(worst))] : []),
      ],
      within,
    ),
    rectangleMark('FRAME', box, { pen: pens.hair }),
    textMark('FRAME', name, [box.x + 1.5, box.y + 3.4], { sizeMm: labelMm, bold: true }),
  ];
}

/** A ring around the location with the highest value. */
function worstMark(at: SheetPoint): Mark {
  return circleMark('LABEL', at, worstRadiusMm, { pen: { widthMm: 0.4, colour: '#c21807' } });
}

/** Legend of the symbols, in one line from the left. */
function noticeLegend(
  items: readonly { label: string; symbol: 'antenna' | 'source' | 'worst' }[],
  [x, y]: SheetPoint,
): Mark[] {
  const draw = {
    antenna: (at: SheetPoint) => antennaMarks({ type: 'ceiling-omni' }, at, 0, antennaHalfMm),
    source: (at: SheetPoint) => partSymbol('poi', at, sourceHalfMm),
    worst: (at: SheetPoint) => [worstMark(at)],
  };
  return items.flatMap(({ label, symbol }, index) => {
    const left = x + index * 36;
    return [
      ...draw[symbol]([left + 2.5, y - 0.9]),
      textMark('FRAME', label, [left + 6.5, y], { sizeMm: labelMm }),
    ];
  });
}

const lineMm = 4.6;
/** Columns of the sum's table beside the comparisons. */
const sumWidthsMm = [31, 20, 21, 16, 17];
const sideX = left + 111;

/** Carriers of the sum that have a row of their own: as many as leave the maps so much room, mm. */
const maxTerms = 12;
const minTerms = 2;
const minMapsMm = 34;
const footMm = 12;
const legendMm = 8;

interface Fit {
  install: ReturnType<typeof paragraphs>;
  below: ReturnType<typeof lowerPart>;
  mapsTop: number;
  mapsMm: number;
}

function headMarks(plan: Plan, { date }: NoticeFields, lang: Language): Mark[] {
  const texts = textsIn(lang);
  const { name } = plan.community;
  const middle = widthMm / 2;
  const project = `${name || documentText(lang, 'report.unnamedCommunity')} · ${texts('notice.subject')}`;
  const location = locationParts(plan.community, lang).join(' ');
  return [
    textMark('FRAME', texts('notice.title'), [middle, 19], { sizeMm: 7, anchor: 'middle', bold: true }),
    textMark('FRAME', cutText(project, 4, roomMm), [middle, 26.5], { sizeMm: 4, anchor: 'middle' }),
    textMark('FRAME', cutText(location, textMm, roomMm - 50), [left, 32], { sizeMm: textMm }),
    textMark(
      'FRAME',
      cutText(`${texts('notice.date')} ${date ?? '____________'}`, textMm, 48),
      [widthMm - left, 32],
      {
        ...{ sizeMm: textMm, anchor: 'end' },
      },
    ),
    rule(34),
  ];
}

/** Everything under the maps, from the top that it is given. */
function lowerPart(content: ReturnType<typeof noticeContent>, fields: NoticeFields, lang: Language) {
  const texts = textsIn(lang);
  const verdictTexts = [content.verdict, content.readFloor ?? ''].filter((text) => text !== '');
  const verdict = verdictTexts.flatMap((text) => wrapText(text, 3.4, roomMm));
  const tableMm = content.locations.length * smallRowMm;
  const half = wrapText(content.half, textMm, roomMm);
  const sumLines = wrapText(content.terms, 2.6, sideX - left - 6);
  const noteLines = wrapText(content.sumNote, 2.4, sideX - left - 6);
  const side = sideMarks(content.comparisons);
  const sumMm = 9.5 + sumLines.length * 3.9 + content.sum.length * smallRowMm + noteLines.length * 3.5 + 2;
  const verdictTop = 10;
  const tableTop = verdictTop + verdict.length * 5 - 2;
  const sumTop = tableTop + tableMm + half.length * lineMm + 7;
  const worksTop = sumTop + Math.max(sumMm, side.heightMm) + 5;
  const fieldMm = fieldStepMm(fields);
  const stampsTop = worksTop + 5 + 2 * fieldMm;
  return {
    heightMm: stampsTop + 11,
    at(top: number): Mark[] {
      const sumTableY = top + sumTop + 7 + sumLines.length * 3.9;
      return [
        heading(texts('notice.exposureTitle'), top + 4),
        ...lines(verdict, left, top + verdictTop, { sizeMm: 3.4, stepMm: 5, bold: true }),
        ...smallTable(
          {
            rows: content.locations,
            widthsMm: [68, 20, 32, 34, 26],
            texts: [0, 1],
            bold: (row) => row === 1,
          },
          left,
          top + tableTop,
        ),
        ...lines(half, left, top + tableTop + tableMm + 4.2, { sizeMm: textMm, stepMm: lineMm }),
        heading(texts('notice.sumTitle'), top + sumTop),
        textMark('FRAME', texts('notice.formula'), [left, top + sumTop + 5], { sizeMm: 2.8, bold: true }),
        ...lines(sumLines, left, top + sumTop + 9.2, { sizeMm: 2.6, stepMm: 3.9 }),
        ...smallTable(
          {
            ...{ rows: content.sum, widthsMm: sumWidthsMm, texts: [0] },
            bold: (row) => row === content.sum.length - 1,
          },
          left,
          sumTableY,
        ),
        ...lines(noteLines, left, sumTableY + content.sum.length * smallRowMm + 3.4, {
          ...{ sizeMm: 2.4, stepMm: 3.5, colour: greyColour },
        }),
        heading(texts('notice.compareTitle'), top + sumTop, sideX),
        ...side.at(top + sumTop + 5),
        heading(texts('notice.worksTitle'), top + worksTop),
        ...fieldMarks(fields, lang, { top: top + worksTop + 6, stepMm: fieldMm }),
        ...stampMarks(texts.list('notice.stamps'), top + stampsTop),
        ...lines(wrapText(content.foot, 2.4, roomMm), left, top + stampsTop + 10, {
          ...{ sizeMm: 2.4, stepMm: 3.4, colour: greyColour },
        }),
      ];
    },
  };
}

/** Each comparison with its source under it. */
function sideMarks(comparisons: readonly Comparison[]): { heightMm: number; at(top: number): Mark[] } {
  const sideMm = widthMm - left - sideX;
  const rows = comparisons.flatMap(({ text, source }) => [
    ...wrapText(text, 2.6, sideMm).map((row, index) => ({ row, sizeMm: 2.6, stepMm: index === 0 ? 5 : 3.7 })),
    ...(source ? wrapText(source, 2.3, sideMm) : []).map((row) => ({ row, sizeMm: 2.3, stepMm: 3.4 })),
  ]);
  return {
    heightMm: 5 + rows.reduce((sum, { stepMm }) => sum + stepMm, 0),
    at(top) {
      let y = top - 5;
      return rows.map(({ row, sizeMm, stepMm }) => {
        y += stepMm;
        const style = sizeMm === 2.6 ? { sizeMm } : { sizeMm, colour: greyColour };
        return textMark('FRAME', row, [sideX, y], style);
      });
    },
  };
}

function paragraphs(sentences: readonly string[], top: number): { marks: Mark[]; endY: number } {
  const rows = sentences.flatMap((sentence) => wrapText(sentence, textMm, roomMm));
  return {
    marks: lines(rows, left, top, { sizeMm: textMm, stepMm: lineMm }),
    endY: top + rows.length * lineMm - 1,
  };
}

function rule(y: number): Mark {
  return pathMark(
    'FRAME',
    [
      [left, y],
      [widthMm - left, y],
    ],
    { pen: pens.medium },
  );
}

/** A table of single lines at its upper left corner; what is too long for its column ends in an ellipsis. */
function smallTable({ rows, widthsMm, texts, bold }: SmallTable, x: number, y: number): Mark[] {
  const widthMm = widthsMm.reduce((sum, each) => sum + each, 0);
  const line = (at: number, pen: keyof typeof pens) =>
    pathMark(
      'FRAME',
      [
        [x, at],
        [x + widthMm, at],
      ],
      { pen: pens[pen] },
    );
  const marks: Mark[] = [
    rectangleMark('FRAME', { x, y, widthMm, heightMm: smallRowMm }, { fill: '#eef1f4' }),
  ];
  rows.forEach((row, index) => {
    const top = y + index * smallRowMm;
    let left = x;
    row.forEach((cell, column) => {
      const roomMm = widthsMm[column];
      const isText = texts.includes(column);
      const text = cutText(cell, sizeMm, roomMm - 2 * padMm);
      const at: [number, number] = [isText ? left + padMm : left + roomMm - padMm, top + 0.72 * smallRowMm];
      const style = { sizeMm, anchor: isText ? 'start' : 'end', bold: index === 0 || bold?.(index) } as const;
      if (text) marks.push(textMark('FRAME', text, at, style));
      left += roomMm;
    });
    marks.push(line(top + smallRowMm, index === 0 ? 'thin' : 'hair'));
  });
  return [line(y, 'thin'), ...marks];
}
