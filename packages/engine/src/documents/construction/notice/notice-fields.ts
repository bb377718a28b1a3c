import type { Language } from '../../../core/index.ts';
import { type Mark, pathMark, pens, textMark } from '../../encoders/sheet.ts';
import { wrapText } from '../../encoders/text-width.ts';
import { textsIn } from '../../wording/document-text.ts';
import { left, lines, roomMm, textMm } from './notice-lines.ts';

/** Fields of a notice to residents that an office fills in. */
export interface NoticeFields {
  /** Contacts as they stand; blank lines to write on where nobody says. */
  contact?: string;
  schedule?: string;
  date?: string;
}

/** Lines that a field of the notice has. */
const fieldLines = 2;

/** Returns whether a text fits a field of the notice. */
export function fitsNoticeField(text: string): boolean {
  return wrapText(text, textMm, fieldRoomMm).length <= fieldLines;
}

const fieldLabelMm = 26;
const fieldRoomMm = roomMm / 2 - fieldLabelMm - 4;

/** Label and line of each field, two beside each other. */
export function fieldMarks(
  { schedule = '', contact = '' }: NoticeFields,
  lang: Language,
  { top, stepMm }: { top: number; stepMm: number },
): Mark[] {
  const texts = textsIn(lang);
  const cells = [
    [texts('notice.fields.contractor'), ''],
    [texts('notice.fields.schedule'), schedule],
    [texts('notice.fields.contact'), contact],
    [texts('notice.fields.until'), ''],
  ];
  return cells.flatMap(([label, value], index) => {
    const x = left + (index % 2) * (roomMm / 2);
    const y = top + Math.floor(index / 2) * stepMm;
    const from = x + fieldLabelMm;
    return [
      textMark('FRAME', label, [x, y], { sizeMm: textMm }),
      ...lines(wrapText(value, textMm, fieldRoomMm), from, y, { sizeMm: textMm, stepMm: 4 }),
      pathMark(
        'FRAME',
        [
          [from, y + stepMm - 5.8],
          [from + fieldRoomMm, y + stepMm - 5.8],
        ],
        { pen: pens.hair },
      ),
    ];
  });
}

/** Stamps in their boxes. */
export function stampMarks(stamps: readonly string[], top: number): Mark[] {
  return stamps.map((stamp, index) =>
    textMark('FRAME', `${stamp} ______________`, [left + (index * roomMm) / stamps.length, top + 4], {
      sizeMm: textMm,
    }),
  );
}

/** Height of a row of fields, mm. */
export function fieldStepMm({ schedule = '', contact = '' }: NoticeFields): number {
  const rows = [schedule, contact].map((value) => wrapText(value, textMm, fieldRoomMm).length);
  return 7 + (Math.max(...rows) - 1) * 4;
}
