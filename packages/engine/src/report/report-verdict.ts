import type { Assessment } from '../coverage/assessment.ts';
import { operatorPasses } from '../coverage/operator-passes.ts';
import type { Placement } from '../placement/placement.ts';
import type { Prediction } from '../workflow/predict-plan.ts';
import { escapeXml } from './escape-xml.ts';
import { formatFixed, formatPercent, formatProbability } from './format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from './html-table.ts';
import { limitingSentence } from './limiting-sentence.ts';
import { type Lang, type Texts, textsOf } from './texts.ts';
import { verdictRows } from './verdict-table.ts';

/** The conclusion first: met or not, each operator's chance against the demand, what limits, how many antennas. */
export function verdictSection(prediction: Prediction, placement: Placement | undefined, lang: Lang): string {
  const texts = textsOf(lang);
  const { target, operators, antennas } = prediction.assessment;
  const confidence = formatPercent(target.confidence, 0);
  const chances = operators.map((result) => {
    const passes = operatorPasses(result, target.confidence);
    const points = `${texts.pointsServed} ${result.pointsServed}/${result.pointsRequired}`;
    return (
      `<li><span>${escapeXml(texts.operatorNames[result.operator])} · ${escapeXml(texts.passChance)}</span>` +
      `<b>${escapeXml(`${formatProbability(result.passProbability)} ${passes ? texts.pass : texts.fail}`)}</b>` +
      `<span>${escapeXml(`${texts.required} ≥ ${confidence} · ${points}`)}</span></li>`
    );
  });
  const count = placement
    ? texts.fewerAntennas(placement.antennas, placement.lowerBound)
    : texts.antennaCount(antennas);
  const box =
    `<div class="verdict${target.met ? '' : ' bad'}">` +
    `<strong>${escapeXml(target.met ? texts.met : texts.notMet)}</strong>` +
    `<ul class="chances">${chances.join('')}</ul>` +
    htmlParagraph(
      `${texts.limitingTitle}${texts.separator}${limitingSentence(prediction, lang)}${texts.sentenceEnd}`,
    ) +
    htmlParagraph(`${count}${texts.sentenceEnd}`) +
    '</div>';
  const rule = texts.targetLine(formatPercent(target.coverageRatio, 0), confidence);
  return htmlSection(texts.verdictTitle, box + htmlParagraph(rule, 'note'));
}

export function operatorsSection(prediction: Prediction, lang: Lang): string {
  const texts = textsOf(lang);
  const [head, ...rows] = verdictRows(prediction, lang);
  const { operators, target } = prediction.assessment;
  return htmlSection(
    texts.operatorsTitle,
    htmlTable({
      head,
      rows,
      figures: [1, 2, 3, 4],
      marked: (row) => !operatorPasses(operators[row], target.confidence),
    }),
  );
}

/** How dense the design is against the trade's 1–4 antennas per 1,000 m², and how the placement ended. */
export function densitySection(prediction: Prediction, placement: Placement | undefined, lang: Lang): string {
  const texts = textsOf(lang);
  const { antennasPer1000M2, note } = prediction.assessment.density;
  const density = htmlParagraph(
    `${texts.density(formatFixed(antennasPer1000M2, 2))}${texts.sentenceGap}${densityNote(note, texts)}`,
  );
  if (!placement) return htmlSection(texts.densityTitle, density);
  const status = texts.placementStatus[placement.status];
  const line = texts.placementLine(placement.candidates, `${formatFixed(placement.gapRatio * 100, 1)} %`);
  const summary = htmlParagraph(
    `${texts.placementTitle}${texts.separator}${status}${texts.sentenceEnd}${texts.sentenceGap}${line}`,
  );
  return htmlSection(texts.densityTitle, density + summary + unservedTable(placement, texts));
}

/** At most so many unserved places are listed. */
const largestUnservedCount = 100;

function unservedTable(placement: Placement, texts: Texts): string {
  if (placement.unserved.length === 0) return '';
  const rows = placement.unserved
    .slice(0, largestUnservedCount)
    .map((place) => [
      place.level,
      formatFixed(place.position[0], 1),
      formatFixed(place.position[1], 1),
      texts.translations[place.reason] ?? place.reason,
    ]);
  const table = htmlTable({ head: [texts.level, texts.x, texts.y, texts.reason], rows, figures: [1, 2] });
  return `<h3>${escapeXml(`${texts.unservedTitle} (${placement.unserved.length})`)}</h3>${table}`;
}

function densityNote(note: Assessment['density']['note'], texts: Texts): string {
  if (note === 'below-usual') return texts.densityLow;
  return note === 'above-usual' ? texts.densityHigh : texts.densityUsual;
}
