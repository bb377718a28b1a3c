import { type Phrase, phraseText } from '../../core/index.ts';
import type { ImportedLevel } from '../../plan/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatFixed } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { reportStyle } from '../encoders/report-style.ts';
import { levelLabel } from '../wording/carrier-label.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import type { ReviewDoubt } from './review-marks.ts';
import { reviewScript } from './review-script.ts';
import { reviewStyle } from './review-style.ts';
import { type ReviewedImport, reviewSvg } from './review-svg.ts';

/** As much of a doubt as the page asks about. */
export interface AskedDoubt extends ReviewDoubt {
  id: string;
  confidence: number;
  subject: { zh: string; en: string };
  reason: { zh: string; en: string };
  layer?: string;
  sourceLevel?: string;
  choices: readonly { value: unknown; label: { zh: string; en: string } }[];
  /** A value that may be typed instead. */
  input?: { key: keyof typeof valueRanges };
}

/** What the page shows of an import. */
export interface ReviewInput extends ReviewedImport {
  doubts: readonly AskedDoubt[];
  source: { format: string; unit: string; encoding: string };
  levels: readonly ImportedLevel[];
  warnings: readonly { code: string; said: Phrase; at: string }[];
}

/** Nothing is fetched, sent or embedded; the one script and the one style sheet are in the file. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/**
 * The review of an import as one HTML file that asks nothing of any address: per level the drawing with the plan over it
 * and its doubts numbered, what is asked with reasons in both languages, and totals. Answers can be saved as a corrections
 * file. Everything from outside is escaped. Same input, same bytes.
 */
export function reviewHtml(input: ReviewInput, lang: Lang = 'zh'): string {
  const texts = textsOf(lang);
  const own = textsIn(lang);
  const name = input.plan.community.name || texts.unnamedCommunity;
  const title = `${name} · ${texts.reviewTitle}`;
  const { format, unit, encoding } = input.source;
  return (
    `<!DOCTYPE html>\n<html lang="${texts.htmlLang}"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(title)}</title><style>${reportStyle}${reviewStyle}</style></head><body>` +
    `<header><p class="kind">${escapeXml(texts.reviewTitle)}</p><h1>${escapeXml(name)}</h1>` +
    `${htmlParagraph(own('review.source', { format: format.toUpperCase(), unit, encoding }), 'place')}</header><main>` +
    totals(input, own) +
    doubtsSection(input.doubts, lang) +
    toolbar(input, own) +
    input.plan.levels.map((level) => picture(input, level.id, levelLabel(level), lang)).join('') +
    warningsSection(input.warnings, lang) +
    `</main><footer>${escapeXml(own('review.footer'))}</footer>` +
    `<script type="application/json" id="doubts">${embeddedJson(input.doubts)}</script>` +
    `<script>${reviewScript}</script></body></html>\n`
  );
}

function totals({ plan, levels }: ReviewInput, own: DocumentTexts): string {
  const heights = new Map(plan.levels.map((level) => [level.id, level]));
  const rows = levels.map((level) => {
    const { elevationM, clearHeightM } = heights.get(level.id)!;
    return [
      level.id,
      formatFixed(level.areaM2, 0),
      formatFixed(elevationM, 2),
      formatFixed(clearHeightM, 2),
      `${level.walls} (${formatFixed(level.wallLengthM, 0)} m)`,
      ...[level.columns, level.openings, level.bays, level.points, level.facilities].map(String),
    ];
  });
  return htmlTable({ head: own.list('review.totals'), rows, figures: [1, 2, 3, 4, 5, 6, 7, 8, 9] });
}

function doubtsSection(doubts: readonly AskedDoubt[], lang: Lang): string {
  const own = textsIn(lang);
  const other = lang === 'zh' ? 'en' : 'zh';
  if (doubts.length === 0)
    return htmlSection(own('review.doubtsTitle', { count: 0 }), htmlParagraph(own('review.noDoubts')));
  const both = (text: { zh: string; en: string }) =>
    `${escapeXml(text[lang])}<span class="other" lang="${other}">${escapeXml(text[other])}</span>`;
  const rows = doubts.map((doubt, index) => {
    const options = doubt.choices.map(
      ({ label }, k) => `<option value="${k}">${escapeXml(label[lang])}</option>`,
    );
    return (
      `<tr data-row="${index + 1}" tabindex="0"><td><span class="number">${index + 1}</span></td>` +
      `<td class="w">${escapeXml(doubt.level)}</td><td>${both(doubt.subject)}</td><td>${both(doubt.reason)}</td>` +
      `<td class="n">${formatFixed(100 * doubt.confidence, 0)} %</td>` +
      `<td class="answer"><select aria-label="${escapeXml(doubt.subject[lang])}">` +
      `<option value="">${escapeXml(own('review.open'))}</option>${options.join('')}</select>${typedValue(doubt, own)}</td></tr>`
    );
  });
  const head = own
    .list('review.doubtColumns')
    .map((text) => `<th scope="col">${escapeXml(text)}</th>`)
    .join('');
  return htmlSection(
    own('review.doubtsTitle', { count: doubts.length }),
    `<table class="doubt-table"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}

const valueRanges = {
  thicknessM: 'min="0.05" max="2" step="0.01"',
  elevationM: 'min="-200" max="200" step="0.001"',
  clearHeightM: 'min="1.8" max="20" step="0.01"',
};

function typedValue({ input }: AskedDoubt, own: DocumentTexts): string {
  if (!input) return '';
  const label = escapeXml(own('review.typed'));
  return `<input type="number" data-key="${input.key}" ${valueRanges[input.key]} placeholder="m" aria-label="${label}">`;
}

function toolbar({ plan }: ReviewInput, own: DocumentTexts): string {
  const box = (name: string, label: string) =>
    `<label><input type="checkbox" id="show-${name}" checked>${escapeXml(label)}</label>`;
  const file = escapeXml(`${plan.community.id}.corrections.json`);
  return (
    `<div class="bar">${box('drawing', own('review.showDrawing'))}${box('plan', own('review.showPlan'))}${box('doubts', own('review.showDoubts'))}` +
    `<button type="button" id="whole">${escapeXml(own('review.whole'))}</button>` +
    `<button type="button" class="main" id="save" data-file="${file}" disabled>${escapeXml(own('review.save'))}</button></div>`
  );
}

function picture(input: ReviewInput, levelId: string, label: string, lang: Lang): string {
  // HTML knows the namespace; without it the file names no address at all.
  const svg = reviewSvg(input, levelId, lang).replace(' xmlns="http://www.w3.org/2000/svg"', '');
  return htmlSection(label, `<div class="picture">${svg}</div>`);
}

function warningsSection(
  warnings: readonly { code: string; said: Phrase; at: string }[],
  lang: Lang,
): string {
  const texts = textsOf(lang);
  if (warnings.length === 0) return '';
  const rows = warnings.map((warning) => [phraseText(warning.said, lang), warning.at, warning.code]);
  return htmlSection(
    texts.warningsTitle,
    htmlTable({ head: [texts.warning, texts.warningAt, texts.identifier], rows }),
  );
}

/** What the script needs to know of each doubt; `<` cannot end the element it stands in. */
function embeddedJson(doubts: readonly AskedDoubt[]): string {
  const needed = doubts.map(({ id, layer, sourceLevel, choices }) => ({
    id,
    layer,
    sourceLevel,
    choices: choices.map(({ value }) => value),
  }));
  return JSON.stringify(needed)
    .replace(/</g, '\\u003c')
    .replace(/[\u2028\u2029]/g, ' ');
}
