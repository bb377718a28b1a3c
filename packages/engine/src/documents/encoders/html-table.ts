import { escapeXml } from './escape-xml.ts';

export interface HtmlTable {
  head: string[];
  rows: string[][];
  /** Columns of figures, aligned right. */
  figures?: number[];
  /** Columns of short words that never break. */
  words?: number[];
  /** Columns of equal width, for sentences. */
  even?: boolean;
  /** Targets of links in the first cell of each row. */
  links?: string[];
  /** Rows to set apart (not met). */
  marked?: (row: number) => boolean;
}

/** A table with every cell escaped. */
export function htmlTable(table: HtmlTable): string {
  const figures = new Set(table.figures ?? []);
  const words = new Set(table.words ?? []);
  const cell = (tag: 'th' | 'td', text: string, column: number, link?: string): string => {
    const className = figures.has(column) ? ' class="n"' : words.has(column) ? ' class="w"' : '';
    const scope = tag === 'th' ? ' scope="col"' : '';
    const escaped = escapeXml(withUnits(text));
    const content = link && column === 0 ? `<a href="${escapeXml(link)}">${escaped}</a>` : escaped;
    return `<${tag}${scope}${className}>${content}</${tag}>`;
  };
  const head = table.head.map((text, column) => cell('th', text, column)).join('');
  const rows = table.rows.map((row, index) => {
    const mark = table.marked?.(index) ? ' class="bad"' : '';
    const cells = row.map((text, column) => cell('td', text, column, table.links?.[index]));
    return `<tr${mark}>${cells.join('')}</tr>`;
  });
  const layout = table.even ? ' class="even"' : '';
  return `<table${layout}><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** A number and its unit stay on one line. */
function withUnits(text: string): string {
  return text.replace(/(\d) (?=(?:%|m²|m|kHz|MHz|dB[mic]?)(?![\w]))/g, '$1\u00a0');
}

/** A section with an escaped heading; nothing at all where it has no content. */
export function htmlSection(title: string, content: string): string {
  return content === '' ? '' : `<section><h2>${escapeXml(title)}</h2>${content}</section>`;
}

export function htmlParagraph(text: string, className?: string): string {
  const attribute = className === undefined ? '' : ` class="${className}"`;
  return `<p${attribute}>${escapeXml(text)}</p>`;
}
