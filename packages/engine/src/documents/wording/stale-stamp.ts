import type { Language } from '../../core/index.ts';
import { InputError, phraseText, say } from '../../core/index.ts';
import { derivedStates, isEditedSinceRecord, movedPhrase, type Plan } from '../../plan/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { type Mark, pathMark, rectangleMark, textMark } from '../encoders/sheet.ts';
import { textWidthMm, wrapText } from '../encoders/text-width.ts';

export interface StaleOptions {
  /** True: a document is made of stale parts too, and every page of it says so; default: it is refused. */
  allowStale?: boolean;
}

/**
 * Stamp on every page of a document of a plan whose network is stale, or that was edited after its works were recorded: it says what
 * moved. Undefined where nothing is stale.
 * @throws InputError for a stale network where documents of it were not asked for
 */
export function staleStamp(
  plan: Plan,
  { lang, allowStale }: StaleOptions & { lang: Language },
): string | undefined {
  if (isEditedSinceRecord(plan)) {
    if (allowStale === true) return phraseText(say('edited-stamp'), lang);
    throw new InputError([{ at: 'asBuilt', found: say('edited-record'), expected: say('current-record') }]);
  }
  const { network, portPowers } = derivedStates(plan);
  const stale = network.state === 'stale' ? network : portPowers;
  if (stale.state !== 'stale') return undefined;
  const moved = movedPhrase(stale.moved);
  const part = say(stale === network ? 'derived-network' : 'derived-portPowers');
  if (allowStale === true) return phraseText(say('stale-stamp', { part, moved }), lang);
  throw new InputError([
    { at: 'derived.network', found: say('stale-part', { part, moved }), expected: say('current-part') },
  ]);
}

/** Returns the stamp on top of the page and over every sheet that is printed. */
export function stampHtml(stamp: string): string {
  return `<p class="stale">${escapeXml(stamp)}</p><div class="stale-sheet" aria-hidden="true">${escapeXml(stamp)}</div>`;
}

export const stampColour = '#a3271c';
/** Colour of doubts nobody has looked at yet, unlike that of stale documents. */
export const doubtColour = '#4b3678';

/** A stamp in lines as large as they fit a box, centred, framed, in red unless another colour is stated. */
export function stampMarks(
  stamp: string,
  box: { x: number; y: number; widthMm: number; heightMm: number },
  colour = stampColour,
): Mark[] {
  const { sizeMm, lines } = fittingLines(stamp, box.widthMm - 4, box.heightMm - 1);
  const stepMm = 1.4 * sizeMm;
  const top = box.y + (box.heightMm - lines.length * stepMm) / 2 + sizeMm;
  const middle = box.x + box.widthMm / 2;
  return [
    rectangleMark('FRAME', box, { pen: { widthMm: 0.5, colour } }),
    ...lines.map((line, index) =>
      textMark('FRAME', line, [middle, top + index * stepMm], {
        ...{ sizeMm, anchor: 'middle', bold: true, colour },
      }),
    ),
  ];
}

/** The same upright along a sheet's left edge, read from the right. */
export function uprightStampMarks(
  stamp: string,
  box: { x: number; y: number; widthMm: number; heightMm: number },
  colour = stampColour,
): Mark[] {
  // As if the box lay on its side, then turned a quarter to the left around its middle.
  const lying = { x: 0, y: 0, widthMm: box.heightMm, heightMm: box.widthMm };
  return stampMarks(stamp, lying, colour).map((mark): Mark => {
    const turned = ([x, y]: readonly [number, number]) => [box.x + y, box.y + box.heightMm - x] as const;
    if (mark.kind === 'text') return { ...mark, at: turned(mark.at), angleDeg: 90 };
    if (mark.kind === 'path')
      return pathMark(mark.layer, mark.points.map(turned), { closed: true, pen: mark.pen });
    return mark;
  });
}

const largestMm = 6;
const smallestMm = 2;

function fittingLines(text: string, widthMm: number, heightMm: number): { sizeMm: number; lines: string[] } {
  for (let sizeMm = largestMm; ; sizeMm -= 0.5) {
    const lines = wrapText(text, sizeMm, widthMm);
    const isWithin =
      lines.length * 1.4 * sizeMm <= heightMm && lines.every((line) => textWidthMm(line, sizeMm) <= widthMm);
    if (isWithin || sizeMm <= smallestMm) return { sizeMm, lines };
  }
}
