import { languages, requireObject, requireOneOf } from '../../core/index.ts';
import type { Survey } from '../../measurement/index.ts';
import { type Plan, requirePlan } from '../../plan/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatFixed } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { inlineSvg } from '../encoders/inline-svg.ts';
import { reportStyle } from '../encoders/report-style.ts';
import { doubtSentence } from '../wording/describe-reasons.ts';
import { textsIn } from '../wording/document-text.ts';
import { staleStamp, stampHtml } from '../wording/stale-stamp.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import { surveySvg } from './survey-svg.ts';
import { surveyCurveRows, surveyLevelRows, surveySentences } from './survey-table.ts';

/** The acceptance test as one page to print: rule, sheets, and a table to fill in. No script, no request to anywhere. */
export function surveyHtml(survey: Survey, plan: Plan, lang: Lang): string {
  requireObject('survey', survey, ['points', 'levels', 'routes']);
  requirePlan(plan);
  requireOneOf('lang', lang, languages);
  const texts = textsIn(lang);
  const { htmlLang, unnamedCommunity } = textsOf(lang);
  const name = plan.community.name || unnamedCommunity;
  const stamp = staleStamp(plan, { lang, allowStale: true });
  const { summary, rule, notes } = surveySentences(survey, plan, lang);
  const [head, ...rows] = surveyLevelRows(survey, lang);
  const [curveHead, ...curve] = surveyCurveRows(survey, lang);
  const doubts = doubtSentence(plan, lang);
  const levels = plan.levels.filter(({ id }) => survey.points.some(({ level }) => level === id));
  const sections = [
    `<div class="verdict"><strong>${escapeXml(summary)}</strong>${htmlParagraph(rule[0])}${htmlParagraph(rule[1])}${doubts ? htmlParagraph(doubts) : ''}</div>`,
    htmlSection(
      texts('survey.ruleTitle'),
      [...rule.slice(2), ...notes].map((line) => htmlParagraph(line)).join('') +
        htmlTable({ head: curveHead, rows: curve, figures: curveHead.map((_, index) => index).slice(1) }),
    ),
    htmlSection(
      texts('survey.levelsTitle'),
      htmlTable({ head, rows, figures: head.map((_, index) => index).slice(1) }),
    ),
    htmlSection(
      texts('survey.howTitle'),
      `<ol>${texts
        .list('survey.how')
        .map((line) => `<li>${escapeXml(line)}</li>`)
        .join('')}</ol>`,
    ),
    htmlSection(
      texts('survey.sheetsTitle'),
      levels.map(({ id }) => `<figure>${inlineSvg(surveySvg(survey, plan, id, lang))}</figure>`).join(''),
    ),
    htmlSection(texts('survey.pointsTitle'), tableToFill(survey, plan, lang)),
  ];
  const title = `${name} · ${texts('survey.title')}`;
  return (
    `<!DOCTYPE html>\n<html lang="${htmlLang}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(title)}</title><style>${reportStyle}</style></head><body>${stamp ? stampHtml(stamp) : ''}` +
    `<header><p class="kind">${escapeXml(texts('survey.title'))}</p><h1>${escapeXml(name)}</h1></header>` +
    `<main>${sections.join('')}</main></body></html>\n`
  );
}

/** Every location, with room for what each operator gives there. */
function tableToFill({ points }: Survey, plan: Plan, lang: Lang): string {
  const texts = textsIn(lang);
  const { operatorNames } = textsOf(lang);
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  return htmlTable({
    head: [...texts.list('survey.columns'), ...operators.map((operator) => operatorNames[operator])],
    rows: points.map(({ number, level, x, y, kind, required, name, pointId }) => {
      const kindName = texts(`survey.kinds.${kind}`);
      return [
        ...[String(number), level, formatFixed(x, 1), formatFixed(y, 1)],
        required ? `${kindName} (${texts('survey.required')})` : kindName,
        name ?? pointId ?? '',
        ...operators.map(() => ''),
      ];
    }),
    figures: [0, 2, 3],
    words: [1, 4],
  });
}
