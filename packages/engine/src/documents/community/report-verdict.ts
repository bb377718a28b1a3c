import type { Language } from '../../core/index.ts';
import type { Placement } from '../../design/index.ts';
import { radiatesAlongPath } from '../../plan/index.ts';
import { type Assessment, operatorPasses, type Prediction } from '../../radio/index.ts';
import { escapeXml } from '../encoders/escape-xml.ts';
import { formatFixed, formatGrouped, formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { densityText } from '../wording/counted-things.ts';
import { acceptedLines } from '../wording/describe-reasons.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { sourceText } from '../wording/source-text.ts';
import { assumptionWeightRows } from './assumption-weights.ts';
import { kindRows, liftSentence } from './kind-rows.ts';
import { limitingSentence } from './limiting-sentence.ts';
import { scenarioRows } from './scenario-rows.ts';
import { chanceLines, conclusionText, operatorConclusion, verdictRows } from './verdict-table.ts';
import { bindingText, locationLines, weakLocationRows } from './weak-location-rows.ts';

/** The conclusion first: met or not, each operator's chance against the demand, what limits, how many antennas. */
export function verdictSection(
  prediction: Prediction,
  placement: Placement | undefined,
  lang: Language,
): string {
  const texts = textsIn(lang);
  const { target, operators, antennas } = prediction.assessment;
  const confidence = formatPercent(target.confidence, 0);
  const chances = operators.map((result) => {
    const points = `${texts('report.pointsServed')} ${result.pointsServed}/${result.pointsRequired}`;
    return (
      `<li><span>${escapeXml(texts.name('operator', result.operator))} · ${escapeXml(texts('report.passChance'))}</span>` +
      `<b>${escapeXml(`${formatProbability(result.passProbability)} ${operatorConclusion(result, prediction.assessment, lang)}`)}</b>` +
      `<span>${escapeXml(`${texts('report.required')} ≥ ${confidence} · ${points}`)}</span></li>`
    );
  });
  const count = placement
    ? texts('report.fewerAntennas', { antennas: placement.antennas, bound: placement.lowerBound })
    : texts('report.antennaCount', { antennas });
  const box =
    `<div class="verdict${lookOf(prediction.assessment)}">` +
    `<strong>${escapeXml(conclusionText(prediction.assessment, lang))}</strong>` +
    `<ul class="chances">${chances.join('')}</ul>` +
    htmlParagraph(
      `${texts('report.limitingTitle')}${texts('report.separator')}${limitingSentence(prediction, lang)}${texts('report.sentenceEnd')}`,
    ) +
    chanceLines(prediction, lang)
      .map((line) => htmlParagraph(`${line}${texts('report.sentenceEnd')}`))
      .join('') +
    htmlParagraph(`${count}${texts('report.sentenceEnd')}`) +
    acceptedLines(prediction.assessment.accepted, lang)
      .map((line) =>
        htmlParagraph(
          `${texts('report.acceptedTitle')}${texts('report.separator')}${line}${texts('report.sentenceEnd')}`,
        ),
      )
      .join('') +
    '</div>';
  const rule = texts('report.targetLine', { coverage: formatPercent(target.coverageRatio, 0), confidence });
  const notes = [
    rule,
    ...locationLines(prediction, lang).map((line) => `${line}${texts('report.sentenceEnd')}`),
  ];
  const states = scenarioTable(prediction, lang);
  return htmlSection(
    texts('report.verdictTitle'),
    box + notes.map((line) => htmlParagraph(line, 'note')).join('') + states,
  );
}

/** Neither green nor red where nobody can say yet. */
function lookOf({ target, decidable }: Assessment): string {
  if (!decidable) return ' open';
  return target.met ? '' : ' bad';
}

export function operatorsSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const [head, ...rows] = verdictRows(prediction, lang);
  const { operators, target } = prediction.assessment;
  return htmlSection(
    texts('report.operatorsTitle'),
    htmlTable({
      head,
      rows,
      figures: [1, 2, 3, 4],
      marked: (row) => !operatorPasses(operators[row], target.confidence),
    }),
  );
}

/** Section on the locations where the operator that decides misses most. */
export function weakLocationsSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const [head, ...rows] = weakLocationRows(prediction, lang);
  const binding = htmlParagraph(`${bindingText(prediction, lang)}${texts('report.sentenceEnd')}`);
  if (rows.length === 0)
    return htmlSection(texts('report.bindingTitle'), binding + htmlParagraph(texts('report.noWeakPlaces')));
  return htmlSection(
    texts('report.bindingTitle'),
    binding +
      htmlTable({ head, rows, figures: [1, 2, 3] }) +
      htmlParagraph(texts('report.weakPlacesNote'), 'note'),
  );
}

/** Every kind of floor against its demand; empty where none was looked at. */
export function kindsSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const [head, ...rows] = kindRows(prediction, lang) ?? [];
  if (!head) return '';
  const lifts = liftSentence(prediction, lang);
  return htmlSection(
    texts('report.kindsTitle'),
    htmlTable({
      head,
      rows,
      figures: [1, 2, 3, 4, 5],
      marked: (row) => !prediction.assessment.kinds[row].met,
    }) +
      (lifts ? htmlParagraph(lifts, 'note') : '') +
      htmlParagraph(texts('report.kindNote'), 'note'),
  );
}

/** Weights of the assumptions that the chance rests on; empty where none has a spread. */
export function weightsSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const [head, ...rows] = assumptionWeightRows(prediction, lang) ?? [];
  if (!head) return '';
  return htmlSection(
    texts('report.weightsTitle'),
    htmlTable({ head, rows, figures: [1, 2, 3] }) + htmlParagraph(texts('report.weightsNote'), 'note'),
  );
}

/** The verdict in every state of the garage that was looked at; empty where none was. */
function scenarioTable(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const [head, ...rows] = scenarioRows(prediction, lang) ?? [];
  if (!head) return '';
  const { scenarios = [] } = prediction.assessment;
  return (
    `<h3>${escapeXml(texts('report.scenariosTitle'))}</h3>` +
    htmlTable({
      head,
      rows,
      figures: head.slice(1).map((_, column) => column + 1),
      marked: (row) => scenarios[row].required && !scenarios[row].met,
    }) +
    htmlParagraph(texts('report.scenarioNote'), 'note')
  );
}

/**
 * Section on the density of antennas, against the trade's 1–4 per 1,000 m², and on how the placement ended.
 */
export function densitySection(
  prediction: Prediction,
  placement: Placement | undefined,
  lang: Language,
): string {
  const texts = textsIn(lang);
  const { areaM2, note } = prediction.assessment.density;
  // What is usual is known of antennas, and not of metres of cable.
  const hasCables = prediction.plan.antennas.some(radiatesAlongPath);
  const density = htmlParagraph(
    `${texts('report.density', { value: densityText(prediction.plan, areaM2, texts), areaM2: formatGrouped(areaM2) })}${hasCables ? '' : `${texts('report.sentenceGap')}${densityNote(note, texts)}`}`,
  );
  if (!placement) return htmlSection(texts('report.densityTitle'), density);
  const status = texts(`report.placementStatus.${placement.status}`);
  const line = texts('report.placementLine', {
    candidates: placement.candidates,
    gap: `${formatFixed(placement.gapRatio * 100, 1)} %`,
  });
  const summary = htmlParagraph(
    `${texts('report.placementTitle')}${texts('report.separator')}${status}${texts('report.sentenceEnd')}${texts('report.sentenceGap')}${line}`,
  );
  return htmlSection(texts('report.densityTitle'), density + summary + unservedTable(placement, texts));
}

/** No more unserved locations are listed. */
const largestUnservedCount = 100;

function unservedTable(placement: Placement, texts: DocumentTexts): string {
  if (placement.unserved.length === 0) return '';
  const rows = placement.unserved
    .slice(0, largestUnservedCount)
    .map((location) => [
      location.level,
      formatFixed(location.position[0], 1),
      formatFixed(location.position[1], 1),
      sourceText(location.reason, texts.language),
    ]);
  const table = htmlTable({
    head: [texts('report.level'), texts('report.x'), texts('report.y'), texts('report.reason')],
    rows,
    figures: [1, 2],
  });
  return `<h3>${escapeXml(`${texts('report.unservedTitle')} (${placement.unserved.length})`)}</h3>${table}`;
}

function densityNote(note: Assessment['density']['note'], texts: DocumentTexts): string {
  if (note === 'below-usual') return texts('report.densityLow');
  return note === 'above-usual' ? texts('report.densityHigh') : texts('report.densityUsual');
}
