import type { Language } from '../../core/index.ts';
import { type Phrase, phraseText } from '../../core/index.ts';
import type { ImportedLevel } from '../../plan/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatFixed } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { reportStyle } from '../encoders/report-style.ts';
import { levelLabel } from '../wording/carrier-label.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import type { ReviewDoubt } from './review-marks.ts';
import { type ReviewedImport, reviewSvg } from './review-svg.ts';

/**
 * The one script of the review page: images zoom and move, a doubt's row leads to its location, and answers
 * are saved as a corrections file. It asks nothing of any address.
 */
const reviewScript = `'use strict';
const data = JSON.parse(document.getElementById('doubts').textContent);
const answers = new Map();
for (const name of ['drawing', 'plan', 'doubts']) {
  const box = document.getElementById('show-' + name);
  box.addEventListener('change', () => document.body.classList.toggle('hide-' + name, !box.checked));
}
const pictures = [...document.querySelectorAll('.picture svg')].map((svg) => {
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...full };
  const show = (next) => {
    const width = Math.min(full.width, Math.max(full.width / 40, next.width));
    const height = width * full.height / full.width;
    view = {
      x: Math.min(full.x + full.width - width, Math.max(full.x, next.x)),
      y: Math.min(full.y + full.height - height, Math.max(full.y, next.y)), width, height };
    svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
    svg.style.setProperty('--shrink', Math.pow(view.width / full.width, 0.8));
  };
  const zoom = (factor, x, y) => {
    const width = view.width * factor;
    const height = view.height * factor;
    show({ x: x - (x - view.x) * factor, y: y - (y - view.y) * factor, width, height });
  };
  const place = (event) => {
    const box = svg.getBoundingClientRect();
    return [view.x + (event.clientX - box.left) / box.width * view.width,
      view.y + (event.clientY - box.top) / box.height * view.height];
  };
  svg.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey && view.width === full.width && event.deltaY > 0) return;
    event.preventDefault();
    zoom(Math.exp(Math.max(-0.5, Math.min(0.5, event.deltaY / 400))), ...place(event));
  }, { passive: false });
  let grip;
  svg.addEventListener('pointerdown', (event) => { grip = place(event); svg.setPointerCapture(event.pointerId); });
  svg.addEventListener('pointermove', (event) => {
    if (!grip) return;
    const [x, y] = place(event);
    show({ ...view, x: view.x + grip[0] - x, y: view.y + grip[1] - y });
  });
  for (const end of ['pointerup', 'pointercancel']) svg.addEventListener(end, () => { grip = undefined; });
  svg.addEventListener('dblclick', (event) => zoom(0.5, ...place(event)));
  return { svg, reset: () => show(full), focus: (x, y) => {
    const width = full.width / 5;
    const height = full.height / 5;
    show({ x: x - width / 2, y: y - height / 2, width, height });
  } };
});
document.getElementById('whole').addEventListener('click', () => pictures.forEach((picture) => picture.reset()));
const find = (number) => {
  for (const mark of document.querySelectorAll('.doubt.found')) mark.classList.remove('found');
  let first;
  for (const mark of document.querySelectorAll('[data-doubt="' + number + '"]')) {
    mark.classList.add('found');
    const circle = mark.querySelector('.mark circle');
    if (!first && circle) first = { svg: mark.ownerSVGElement, circle };
  }
  if (!first) return;
  const picture = pictures.find((each) => each.svg === first.svg);
  picture.focus(Number(first.circle.getAttribute('cx')), Number(first.circle.getAttribute('cy')));
  first.svg.scrollIntoView({ block: 'center' });
};
for (const row of document.querySelectorAll('[data-row]')) {
  row.addEventListener('click', (event) => { if (!event.target.closest('select, input')) find(row.dataset.row); });
  row.addEventListener('keydown', (event) => { if (event.key === 'Enter' && event.target === row) find(row.dataset.row); });
}
const save = document.getElementById('save');
const answer = (row, value) => {
  const doubt = data[Number(row.dataset.row) - 1];
  if (value === undefined) answers.delete(doubt); else answers.set(doubt, value);
  row.classList.toggle('done', value !== undefined);
  save.disabled = answers.size === 0;
};
for (const row of document.querySelectorAll('[data-row]')) {
  const doubt = data[Number(row.dataset.row) - 1];
  const select = row.querySelector('select');
  const typed = row.querySelector('input');
  select.addEventListener('change', () => {
    if (typed) typed.value = '';
    answer(row, select.value === '' ? undefined : doubt.choices[Number(select.value)]);
  });
  typed?.addEventListener('input', () => {
    select.value = '';
    const value = typed.value === '' ? undefined : { [typed.dataset.key]: Number(typed.value) };
    answer(row, value && typed.validity.valid ? (doubt.sourceLevel ? { level: value } : { set: value }) : undefined);
  });
}
save.addEventListener('click', () => {
  const out = { format: 'diku-corrections', version: 1 };
  const merge = (key, name, value) => { out[key] = { ...out[key], [name]: value }; };
  for (const [doubt, answer] of answers) {
    if (answer === 'accept' || answer === 'reject') out[answer] = [...(out[answer] ?? []), doubt.id];
    else if (answer.set) merge('set', doubt.id, answer.set);
    else if (answer.units) out.units = answer.units;
    else if (answer.layer) merge('layers', doubt.layer, answer.layer);
    else merge('levels', doubt.sourceLevel, { ...out.levels?.[doubt.sourceLevel], ...answer.level });
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(out, null, 2) + '\\n'], { type: 'application/json' }));
  link.download = save.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
`;

/** The review page's own rules, on top of the report's style sheet. */
const reviewStyle = `
body{max-width:1500px}
.bar{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;position:sticky;top:0;z-index:1;background:#fff;
padding:10px 0;border-bottom:1px solid #dfe2e5}
.bar label{display:inline-flex;gap:6px;align-items:center;cursor:pointer}
button,select{font:inherit;padding:4px 10px;border:1px solid #8a9199;border-radius:4px;background:#fff;color:inherit}
button{cursor:pointer}
button:hover{background:#f1f3f5}
button.main{background:#1d2126;color:#fff;border-color:#1d2126}
button:focus-visible,select:focus-visible,tr:focus-visible{outline:2px solid #0072b2;outline-offset:1px}
.picture{border:1px solid #dfe2e5;overflow:hidden;touch-action:none;cursor:grab}
.picture:active{cursor:grabbing}
.picture svg{display:block;width:100%;height:auto}
.doubt-table td{vertical-align:middle}
.doubt-table tbody tr{cursor:pointer}
.doubt-table tbody tr:hover{background:#f6f7f8}
.doubt-table tr.done td{color:#4a5057;background:#eef6f1}
.number{display:inline-block;min-width:24px;line-height:24px;border-radius:12px;padding:0 4px;background:#b3261e;color:#fff;
text-align:center;font-weight:600;font-size:12px}
.other{display:block;color:#4a5057;font-size:12px}
.doubt-table select{max-width:190px}
.doubt-table code{font-size:11px;color:#4a5057;overflow-wrap:anywhere}
.hide-drawing .drawing,.hide-plan .plan,.hide-doubts .doubts{display:none}
.doubt.found path{stroke:#b3261e;stroke-opacity:.55}
.mark{transform:scale(var(--shrink,1))}
button:disabled{opacity:.35;cursor:default}
.doubt-table input{font:inherit;width:78px;margin-left:6px;padding:4px 6px;border:1px solid #8a9199;border-radius:4px}
.answer{white-space:nowrap}
.doubt.found circle{stroke:#b3261e;stroke-width:2.5}
@media print{.bar,.doubt-table select{display:none}}
`.replace(/\n/g, '');

/** The part of a doubt that the page asks about. */
export interface AskedDoubt extends ReviewDoubt {
  id: string;
  confidence: number;
  subject: Phrase;
  reason: { said: Phrase };
  layer?: string;
  sourceLevel?: string;
  choices: readonly { value: unknown; label: Phrase }[];
  /** A value that may be typed instead. */
  input?: { key: keyof typeof valueRanges };
}

/** Parts of an import that the page shows. */
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
export function reviewHtml(input: ReviewInput, lang: Language = 'zh'): string {
  const texts = textsIn(lang);
  const words = textsIn(lang);
  const name = input.plan.community.name || texts('report.unnamedCommunity');
  const title = `${name} · ${texts('report.reviewTitle')}`;
  const { format, unit, encoding } = input.source;
  return (
    `<!DOCTYPE html>\n<html lang="${texts('report.htmlLang')}"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(title)}</title><style>${reportStyle}${reviewStyle}</style></head><body>` +
    `<header><p class="kind">${escapeXml(texts('report.reviewTitle'))}</p><h1>${escapeXml(name)}</h1>` +
    `${htmlParagraph(words('review.source', { format: format.toUpperCase(), unit, encoding }), 'place')}</header><main>` +
    totals(input, words) +
    doubtsSection(input.doubts, lang) +
    toolbar(input, words) +
    input.plan.levels.map((level) => overlay(input, level.id, levelLabel(level), lang)).join('') +
    warningsSection(input.warnings, lang) +
    `</main><footer>${escapeXml(words('review.footer'))}</footer>` +
    `<script type="application/json" id="doubts">${embeddedJson(input.doubts)}</script>` +
    `<script>${reviewScript}</script></body></html>\n`
  );
}

function totals({ plan, levels }: ReviewInput, texts: DocumentTexts): string {
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
  return htmlTable({ head: texts.list('review.totals'), rows, figures: [1, 2, 3, 4, 5, 6, 7, 8, 9] });
}

function doubtsSection(doubts: readonly AskedDoubt[], lang: Language): string {
  const texts = textsIn(lang);
  const other = lang === 'zh' ? 'en' : 'zh';
  if (doubts.length === 0)
    return htmlSection(texts('review.doubtsTitle', { count: 0 }), htmlParagraph(texts('review.noDoubts')));
  const both = (said: Phrase) =>
    `${escapeXml(phraseText(said, lang))}<span class="other" lang="${other}">${escapeXml(phraseText(said, other))}</span>`;
  const rows = doubts.map((doubt, index) => {
    const options = doubt.choices.map(
      ({ label }, k) => `<option value="${k}">${escapeXml(phraseText(label, lang))}</option>`,
    );
    return (
      `<tr data-row="${index + 1}" tabindex="0"><td><span class="number">${index + 1}</span></td>` +
      `<td class="w">${escapeXml(doubt.level)}</td><td>${both(doubt.subject)}</td><td>${both(doubt.reason.said)}</td>` +
      `<td class="n">${formatFixed(100 * doubt.confidence, 0)} %</td>` +
      `<td class="answer"><select aria-label="${escapeXml(phraseText(doubt.subject, lang))}">` +
      `<option value="">${escapeXml(texts('review.open'))}</option>${options.join('')}</select>${typedValue(doubt, texts)}</td></tr>`
    );
  });
  const head = texts
    .list('review.doubtColumns')
    .map((text) => `<th scope="col">${escapeXml(text)}</th>`)
    .join('');
  return htmlSection(
    texts('review.doubtsTitle', { count: doubts.length }),
    `<table class="doubt-table"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}

const valueRanges = {
  thicknessM: 'min="0.05" max="2" step="0.01"',
  elevationM: 'min="-200" max="200" step="0.001"',
  clearHeightM: 'min="1.8" max="20" step="0.01"',
};

function typedValue({ input }: AskedDoubt, texts: DocumentTexts): string {
  if (!input) return '';
  const label = escapeXml(texts('review.typed'));
  return `<input type="number" data-key="${input.key}" ${valueRanges[input.key]} placeholder="m" aria-label="${label}">`;
}

function toolbar({ plan }: ReviewInput, texts: DocumentTexts): string {
  const box = (name: string, label: string) =>
    `<label><input type="checkbox" id="show-${name}" checked>${escapeXml(label)}</label>`;
  const file = escapeXml(`${plan.community.id}.corrections.json`);
  return (
    `<div class="bar">${box('drawing', texts('review.showDrawing'))}${box('plan', texts('review.showPlan'))}${box('doubts', texts('review.showDoubts'))}` +
    `<button type="button" id="whole">${escapeXml(texts('review.whole'))}</button>` +
    `<button type="button" class="main" id="save" data-file="${file}" disabled>${escapeXml(texts('review.save'))}</button></div>`
  );
}

function overlay(input: ReviewInput, levelId: string, label: string, lang: Language): string {
  // HTML knows the namespace; without it the file names no address at all.
  const svg = reviewSvg(input, levelId, lang).replace(' xmlns="http://www.w3.org/2000/svg"', '');
  return htmlSection(label, `<div class="picture">${svg}</div>`);
}

function warningsSection(
  warnings: readonly { code: string; said: Phrase; at: string }[],
  lang: Language,
): string {
  const texts = textsIn(lang);
  if (warnings.length === 0) return '';
  const rows = warnings.map((warning) => [phraseText(warning.said, lang), warning.at, warning.code]);
  return htmlSection(
    texts('report.warningsTitle'),
    htmlTable({
      head: [texts('report.warning'), texts('report.warningAt'), texts('report.identifier')],
      rows,
    }),
  );
}

/** Data of each doubt for the script; `<` cannot end the element it stands in. */
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
