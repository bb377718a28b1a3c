import type { Language } from '../../core/index.ts';
import { languages, type Phrase, phraseText, requireObject, requireOneOfIfGiven } from '../../core/index.ts';
import { type AsBuilt, type Placement, reportNetwork } from '../../design/index.ts';
import { type Prediction, requirePrediction } from '../../radio/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatFixed } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { inlineSvg } from '../encoders/inline-svg.ts';
import { reportStyle } from '../encoders/report-style.ts';
import { statisticName } from '../maps/heatmap-svg.ts';
import { carrierLabel, levelLabel } from '../wording/carrier-label.ts';
import { doubtSentence } from '../wording/describe-reasons.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { locationParts } from '../wording/location-parts.ts';
import { type StaleOptions, staleStamp, stampHtml } from '../wording/stale-stamp.ts';
import { builtSection } from './as-built-rows.ts';
import { networkSection } from './network-section.ts';
import { assumptionsSection } from './report-assumptions.ts';
import {
  carriersSection,
  devicesSection,
  levelsSection,
  pointsSection,
  scheduleSection,
} from './report-tables.ts';
import {
  densitySection,
  kindsSection,
  operatorsSection,
  verdictSection,
  weakLocationsSection,
  weightsSection,
} from './report-verdict.ts';

/** Parts of an import that a report needs. */
interface ReportImport {
  source: { format: string; unit: string; encoding?: string };
  warnings: { code: string; said: Phrase; at?: unknown }[];
}

/** A coverage map of one level and carrier: an SVG made here, or a PNG as a data URI. */
interface ReportImage {
  levelId: string;
  carrierId: string;
  svg?: string;
  pngDataUri?: string;
}

export interface ReportOptions extends StaleOptions {
  prediction: Prediction;
  placement?: Placement;
  /** The built plan beside the designed one. */
  asBuilt?: AsBuilt;
  imported?: ReportImport;
  lang?: Language;
  images?: readonly ReportImage[];
  /** Seconds per stage; `totalS`, or else their sum, is printed. */
  timing?: Readonly<Record<string, number>>;
}

/**
 * The community's coverage plan as one HTML file: no script, no request to anywhere, prints on A4. Everything from
 * outside is escaped. Same input, same bytes (the timing apart, where it is given).
 */
export function reportHtml(options: ReportOptions): string {
  requireObject('options', options, ['prediction']);
  requirePrediction(options.prediction);
  requireOneOfIfGiven('lang', options.lang, languages);
  const { prediction, placement, imported, lang = 'zh', images = [], timing, allowStale } = options;
  const stamp = staleStamp(prediction.plan, { lang, allowStale });
  const texts = textsIn(lang);
  const { community } = prediction.plan;
  const name = community.name || texts('report.unnamedCommunity');
  const sections = [
    verdictSection(prediction, placement, lang),
    builtSection(options.asBuilt, prediction, lang),
    operatorsSection(prediction, lang),
    weakLocationsSection(prediction, lang),
    kindsSection(prediction, lang),
    weightsSection(prediction, lang),
    levelsSection(prediction, lang),
    carriersSection(prediction, lang),
    pointsSection(prediction, lang),
    devicesSection(prediction, lang),
    densitySection(prediction, placement, lang),
    assumptionsSection(prediction, lang),
    htmlSection(
      texts('report.methodTitle'),
      `<ol>${texts
        .list('report.method')
        .map((line) => `<li>${escapeXml(line)}</li>`)
        .join('')}</ol>`,
    ),
    warningsSection(imported, lang),
    networkSection(reportNetwork(prediction.plan), prediction.plan, lang),
    scheduleSection(prediction, lang),
    imagesSection(prediction, images, lang),
  ];
  const title = `${name} · ${texts('report.reportTitle')}`;
  return (
    `<!DOCTYPE html>\n<html lang="${texts('report.htmlLang')}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(title)}</title><style>${reportStyle}</style></head><body>${stamp ? stampHtml(stamp) : ''}` +
    `<header><p class="kind">${escapeXml(texts('report.reportTitle'))}</p><h1>${escapeXml(name)}</h1>` +
    `${locationLine(prediction, lang)}${doubtLine(prediction, lang)}</header>` +
    `<main>${sections.join('')}</main>` +
    `<footer>${escapeXml(footerLine(texts, timing))}</footer></body></html>\n`
  );
}

function locationLine({ plan }: Prediction, lang: Language): string {
  const parts = locationParts(plan.community, lang);
  return parts.length === 0 ? '' : htmlParagraph(parts.join(' · '), 'place');
}

/** Line on doubts about how the plan was read, on top of everything. */
function doubtLine({ plan }: Prediction, lang: Language): string {
  const doubts = doubtSentence(plan, lang);
  return doubts === undefined ? '' : htmlParagraph(doubts, 'doubts');
}

function footerLine(texts: DocumentTexts, timing: ReportOptions['timing']): string {
  const totalS = timing?.totalS;
  return totalS === undefined
    ? texts('report.footer')
    : `${texts('report.footer')}${texts('report.sentenceGap')}${texts('report.timing', { seconds: formatFixed(totalS, 1) })}`;
}

function warningsSection(imported: ReportImport | undefined, lang: Language): string {
  const texts = textsIn(lang);
  if (!imported) return '';
  const { source, warnings } = imported;
  const line = htmlParagraph(
    texts('report.warningsSource', { format: source.format.toUpperCase(), unit: source.unit }),
  );
  if (warnings.length === 0)
    return htmlSection(texts('report.warningsTitle'), line + htmlParagraph(texts('report.noWarnings')));
  const rows = warnings.map((warning) => [
    phraseText(warning.said, lang),
    describeLocation(warning.at),
    warning.code,
  ]);
  const table = htmlTable({
    head: [texts('report.warning'), texts('report.warningAt'), texts('report.identifier')],
    rows,
  });
  return htmlSection(texts('report.warningsTitle'), line + table);
}

function describeLocation(at: unknown): string {
  if (at === undefined || at === null) return '';
  if (Array.isArray(at))
    return at.map((value) => (typeof value === 'number' ? formatFixed(value, 1) : value)).join(', ');
  return typeof at === 'object' ? JSON.stringify(at) : String(at);
}

function imagesSection(prediction: Prediction, images: readonly ReportImage[], lang: Language): string {
  if (images.length === 0) return '';
  const texts = textsIn(lang);
  const figures = images.map((image) => {
    if (image.svg !== undefined) return `<figure>${inlineSvg(image.svg)}</figure>`;
    const level = prediction.plan.levels.find((candidate) => candidate.id === image.levelId);
    const carrier = prediction.plan.carriers.find((candidate) => candidate.id === image.carrierId);
    const alt = texts('report.pictureAlt', {
      level: level ? levelLabel(level) : image.levelId,
      carrier: carrier ? carrierLabel(carrier, lang) : image.carrierId,
      quantity: carrier ? statisticName('rsrp', carrier, texts) : texts.name('statistic', 'rsrp'),
    });
    return `<figure><img alt="${escapeXml(alt)}" src="${escapeXml(image.pngDataUri ?? '')}"></figure>`;
  });
  return `<div class="pictures">${htmlSection(texts('report.picturesTitle'), figures.join(''))}</div>`;
}
