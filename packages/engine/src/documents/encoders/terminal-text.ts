/** Terminal columns: a hanzi or full-width character takes two. */
export function terminalColumns(text: string): number {
  let columns = 0;
  for (const character of text) columns += character > '\u2e7f' ? 2 : 1;
  return columns;
}

/** No line ends with the first of these, or begins with the others. */
const opening = '（《“‘【〔';
const closing = '）》”’】〕，。、；：？！…';
const parts = new RegExp(
  `[${opening}]*[\\u2e80-\\uffff][${closing}]*|[^\\s\\u2e80-\\uffff]+[${closing}]*\\s*|\\s+`,
  'gu',
);

/** A space between a figure and its unit, and what stands for it while lines are broken. */
const unitSpace = /(?<=\d) (?=(?:%|m²|m|dB|dBm|MHz)(?![A-Za-z]))/g;
const bound = '\u001f';

/**
 * Segments that stay in one line: a word with the spaces after it, a figure with its unit, a hanzi with its
 * marks.
 */
export function terminalSegments(text: string): string[] {
  const found = text.replace(unitSpace, bound).match(parts) ?? [];
  return found.map((part) => part.replaceAll(bound, ' '));
}

/** A text in lines of so many columns, broken between words and between hanzi; a longer word stays whole. */
export function wrapTerminal(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of terminalSegments(text)) {
    if (line.trim() && terminalColumns((line + part).trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
  }
  if (line.trim() || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** A line of a table has wide gaps inside. */
const tableLine = /\S {2,}\S/;

/** A text of sentences and tables for a terminal: sentences are folded, further lines as far in as the first; tables stay. */
export function foldSentences(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      if (terminalColumns(line) <= columns || tableLine.test(line)) return [line];
      const indent = /^ */.exec(line)?.[0] ?? '';
      return wrapTerminal(line.trim(), columns - indent.length).map((part) => indent + part);
    })
    .join('\n');
}
