import { isFeed } from './tree-names.ts';
import { likeRow } from './tree-vocabulary.ts';

/** A path as it stands in one cell: parts in the order of the text, and the cable between each and the next. */
export interface Chain {
  names: string[];
  feeds: (string | undefined)[];
  /** A path that goes on from that of another antenna, which it shares up to a part. */
  like?: { antenna: string; upTo: string };
  /** True where arrows point from the antenna to the source. */
  isBackward: boolean;
}

const heads = '>→➔➜►⇒▶➡⟶»';
const dashes = '–—─=\\-';
const bracketed = new RegExp(
  `\\s?[${dashes}]{1,8}[${heads}]?\\s?[([{【]([^()[\\]{}【】]{1,100})[)\\]}】]\\s?[${dashes}]{0,8}\\s?[${heads}]?\\s?`,
  'g',
);
const onArrow = new RegExp(
  `[${dashes}]{1,8}\\s?([^${heads}${dashes}⟦⟧]{1,100}?)\\s?[${dashes}]{0,8}[${heads}]`,
  'g',
);
const onLine = new RegExp(`[–—─]{1,8}\\s?([^${heads}–—─⟦⟧]{1,100}?)\\s?[–—─]{1,8}`, 'g');
const separator = new RegExp(`[${dashes}~]{0,8}[${heads}]+|[–—─]+|-{2,}|={2,}|\\s-\\s`);
const longestChain = 4000;
/** No part or cable of a path has a longer text. */
const longestName = 200;

/** Splits a path at its arrows; undefined where a text is none. */
export function splitChain(cell: string): Chain | undefined {
  if (cell.length > longestChain) return undefined;
  const text = cell
    .normalize('NFKC')
    .replaceAll('⁄', '/')
    .replace(/\s+/g, ' ')
    .replace(/1 ?- ?(?=1\/4|5\/8)/g, '1 ');
  const isBackward = /[←⇐«]|<[-=]/.test(text) && !new RegExp(`[${heads}]`).test(text);
  const forward = isBackward ? text.replace(/[←⇐«]|<[-=]+/g, '→') : text;
  const asFeed = (whole: string, content: string) => (isFeed(content) ? ` →⟦${content}⟧→ ` : whole);
  const marked = forward.replace(bracketed, asFeed).replace(onArrow, asFeed).replace(onLine, asFeed);
  const segments = marked
    .split(separator)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (segments.some(({ length }) => length > longestName)) return undefined;
  const isDrawn = new RegExp(`[${heads}⟦]`).test(marked);
  if (segments.length < (isDrawn ? 2 : 3)) return undefined;
  const names: string[] = [];
  const feeds: (string | undefined)[] = [];
  for (const segment of segments) {
    const feed = /^⟦(.*)⟧$/.exec(segment)?.[1] ?? (isFeed(segment) ? segment : undefined);
    if (feed === undefined) names.push(segment);
    else if (names.length === 0) return undefined;
    else
      feeds[names.length - 1] =
        feeds[names.length - 1] === undefined ? feed : `${feeds[names.length - 1]} ${feed}`;
  }
  if (names.length < 2) return undefined;
  // `(同上至G1)/2`: what is like another row may stand in brackets, with its port behind.
  const unwrapped = /^[([{【]\s*((?:同|same|as|like|wie).*?)\s*[)\]}】]\s*(.*)$/i.exec(names[0]);
  const found = likeRow.exec(unwrapped ? unwrapped[1] : names[0]);
  const [, antenna = '', upTo = ''] = found ?? [];
  return {
    ...{ names, feeds, isBackward },
    ...(found && !isBackward ? { like: { antenna, upTo: `${upTo}${unwrapped?.[2] ?? ''}` } } : {}),
  };
}
