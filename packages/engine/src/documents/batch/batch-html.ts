import type { Language } from '../../core/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatGrouped, formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { reportStyle } from '../encoders/report-style.ts';
import { textsIn } from '../wording/document-text.ts';
import { type BatchStatus, batchStatus, statusText } from './batch-columns.ts';
import type { BatchRow } from './batch-row.ts';

/** Counts of the verdicts of communities. */
export interface BatchCounts {
  communities: number;
  met: number;
  notMet: number;
  /** Garages of which nobody can say yet whether they meet it. */
  undecidable: number;
  failed: number;
  /** Met ÷ communities, 0–1; 1 of none. */
  metRatio: number;
  areaM2: number;
  antennas: number;
  /** Cost of the networks there are. */
  costCny: number;
}

/** A page of more rows is no summary. */
const maxListed = 1000;
const statusOrder: readonly BatchStatus[] = ['failed', 'undecidable', 'not-met', 'met'];
const batchStyle =
  '.share{display:flex;height:14px;margin:10px 0}.share i{display:block}.met{background:#2c6e49}.not{background:#d9a441}.undecidable{background:#6b4e9b}' +
  '.failed{background:#a3271c}.key{display:inline-block;width:10px;height:10px;margin-right:6px}a{color:inherit}';

/**
 * A batch as one page to print: how many meet the target, by district, what failed and why, and the communities with links to
 * their reports. No script, no request to anywhere. Everything from outside is escaped.
 */
export function batchHtml(rows: readonly BatchRow[], lang: Language): string {
  const texts = textsIn(lang);
  const counts = countBatch(rows);
  const sections = [
    fractionsSection(counts, lang),
    districtsSection(rows, lang),
    undecidableSection(rows, lang),
    failuresSection(rows, lang),
    listSection(rows, lang),
    htmlParagraph(texts('batch.note'), 'note'),
  ];
  return (
    `<!DOCTYPE html>\n<html lang="${texts('report.htmlLang')}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(texts('batch.title'))}</title><style>${reportStyle}${batchStyle}</style></head><body>` +
    `<header><p class="kind">${escapeXml(texts('batch.title'))}</p><h1>${escapeXml(texts('batch.communities', { count: rows.length }))}</h1></header>` +
    `<main>${sections.join('')}</main></body></html>\n`
  );
}

function fractionsSection(counts: BatchCounts, lang: Language): string {
  const texts = textsIn(lang);
  const fractions = [
    { className: 'met', name: texts('batch.met'), count: counts.met },
    { className: 'not', name: texts('batch.notMet'), count: counts.notMet },
    { className: 'undecidable', name: texts('batch.undecidable'), count: counts.undecidable },
    { className: 'failed', name: texts('batch.failed'), count: counts.failed },
  ];
  const total = Math.max(1, counts.communities);
  const bars = fractions.map(
    ({ className, count }) => `<i class="${className}" style="flex:${count} 0 0"></i>`,
  );
  const figures = fractions.map(
    ({ className, name, count }) =>
      `<li><b>${count}</b><span><i class="key ${className}"></i>${escapeXml(name)} ${formatPercent(count / total)}</span></li>`,
  );
  const { areaM2, antennas, costCny } = counts;
  const totals = texts('batch.totals', {
    areaM2: formatGrouped(areaM2),
    antennas: formatGrouped(antennas),
    costCny: formatGrouped(costCny),
  });
  return `<ul class="chances">${figures.join('')}</ul><div class="share">${bars.join('')}</div>${htmlParagraph(totals)}`;
}

function districtsSection(rows: readonly BatchRow[], lang: Language): string {
  const districts = countDistricts(rows);
  if (districts.length < 2) return '';
  const texts = textsIn(lang);
  const table = htmlTable({
    head: texts.list('batch.districtColumns'),
    rows: districts.map(({ district, counts }) => [
      district || texts('batch.noDistrict'),
      ...[counts.communities, counts.met, counts.notMet, counts.undecidable].map(String),
      ...[counts.failed, counts.antennas].map(String),
      formatGrouped(counts.costCny),
    ]),
    figures: [1, 2, 3, 4, 5, 6, 7],
  });
  return htmlSection(texts('batch.districtsTitle'), table);
}

/** Section on what a person has to look at before a verdict counts, and what somebody has accepted. */
function undecidableSection(rows: readonly BatchRow[], lang: Language): string {
  const texts = textsIn(lang);
  const doubted = rows.filter(({ figures }) => figures?.reasons || figures?.accepted);
  if (doubted.length === 0) return '';
  const table = htmlTable({
    head: texts.list('batch.undecidableColumns'),
    rows: doubted
      .slice(0, maxListed)
      .map(({ id, name, input, figures }) => [
        name ?? id,
        input,
        figures?.gravestDoubts ?? '',
        figures?.reasons ?? '',
        figures?.accepted ?? '',
      ]),
    words: [0],
  });
  return htmlSection(
    texts('batch.undecidableTitle'),
    table + htmlParagraph(texts('batch.undecidableNote'), 'note'),
  );
}

function failuresSection(rows: readonly BatchRow[], lang: Language): string {
  const texts = textsIn(lang);
  const failed = rows.filter(({ failure }) => failure);
  if (failed.length === 0) return '';
  const table = htmlTable({
    head: texts.list('batch.failureColumns'),
    rows: failed
      .slice(0, maxListed)
      .map(({ id, name, input, failure }) => [
        name ?? id,
        input,
        failure ? texts(`batch.failures.${failure.kind}`) : '',
        failure?.reason ?? '',
      ]),
    words: [0, 2],
  });
  return htmlSection(texts('batch.failuresTitle'), table);
}

function listSection(rows: readonly BatchRow[], lang: Language): string {
  const texts = textsIn(lang);
  const planned = rows.filter(({ figures }) => figures);
  if (planned.length === 0) return '';
  const rank = (row: BatchRow) => statusOrder.indexOf(batchStatus(row));
  const listed = [...planned].sort((a, b) => rank(a) - rank(b)).slice(0, maxListed);
  const table = htmlTable({
    head: texts.list('batch.listColumns'),
    rows: listed.map((row) => {
      const { id, name, district, figures } = row;
      if (!figures) return [name ?? id];
      return [
        name ?? id,
        district ?? '',
        statusText(batchStatus(row), lang),
        formatProbability(figures.passProbability),
        formatPercent(figures.expectedCoverageRatio),
        formatGrouped(figures.areaM2),
        String(figures.antennas),
        String(figures.lowerBound),
        String(figures.openDoubts ?? ''),
        String(figures.planWarnings),
        String(figures.brokenRules ?? ''),
        figures.costCny === undefined ? '' : formatGrouped(figures.costCny),
      ];
    }),
    links: listed.map(({ folder }) => `${folder.split('/').map(encodeURIComponent).join('/')}/report.html`),
    figures: [3, 4, 5, 6, 7, 8, 9, 10, 11],
    words: [0, 1, 2],
    marked: (row) => batchStatus(listed[row]) !== 'met',
  });
  const note =
    listed.length < planned.length
      ? htmlParagraph(texts('batch.more', { shown: listed.length, count: rows.length }), 'note')
      : '';
  return htmlSection(texts('batch.listTitle'), table + note);
}

/** Returns how many communities of a batch met their target, missed it, are undecided or failed. */
export function countBatch(rows: readonly BatchRow[]): BatchCounts {
  const counts: BatchCounts = {
    ...{ communities: rows.length, met: 0, notMet: 0, undecidable: 0, failed: 0, metRatio: 1 },
    ...{ areaM2: 0, antennas: 0, costCny: 0 },
  };
  for (const row of rows) {
    const status = batchStatus(row);
    if (status === 'met') counts.met += 1;
    else if (status === 'not-met') counts.notMet += 1;
    else if (status === 'undecidable') counts.undecidable += 1;
    else counts.failed += 1;
    counts.areaM2 += row.figures?.areaM2 ?? 0;
    counts.antennas += row.figures?.antennas ?? 0;
    counts.costCny += row.figures?.costCny ?? 0;
  }
  if (rows.length > 0) counts.metRatio = counts.met / rows.length;
  return counts;
}

/** The same by district, in the order in which districts first come. */
function countDistricts(rows: readonly BatchRow[]): { district: string; counts: BatchCounts }[] {
  const districts = new Map<string, BatchRow[]>();
  for (const row of rows) {
    const district = row.district ?? '';
    const found = districts.get(district);
    if (found) found.push(row);
    else districts.set(district, [row]);
  }
  return [...districts].map(([district, communities]) => ({ district, counts: countBatch(communities) }));
}
