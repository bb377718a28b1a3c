import { type Language, phraseText } from '../../core/index.ts';
import type { AsBuilt, OperatorComparison } from '../../design/index.ts';
import type { Prediction } from '../../radio/index.ts';
import { formatFixed, formatGrouped, formatPercent, formatProbability } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { limitingSentence } from './limiting-sentence.ts';

/** The built plan with its verdict. */
export type BuiltVerdict = Pick<Prediction, 'plan' | 'assessment'>;

/** How much of a plan was confirmed, in a sentence. */
export function confirmedSentence({ confirmed }: AsBuilt, lang: Language): string {
  const { antennas, cables } = confirmed;
  return textsIn(lang)('built.counts', {
    ...antennas,
    ...{ cables: cables.confirmed, allCables: cables.designed },
  });
}

/** A sentence on whether the built plan can be accepted, and how much is confirmed. */
export function builtConclusion(found: AsBuilt, lang: Language): string {
  const texts = textsIn(lang);
  const status = texts(`built.status.${found.status}`);
  return `${status}${texts('report.separator')}${confirmedSentence(found, lang)}`;
}

/** Everything that speaks against accepting the built plan: what kind it is of, and the finding. */
export function findingRows(found: AsBuilt, built: BuiltVerdict, lang: Language): [string, string][] {
  const texts = textsIn(lang);
  const fails = texts('built.failures');
  const why = (code: string) =>
    code === 'built-target-missed' ? `${texts('report.separator')}${limitingSentence(built, lang)}` : '';
  return [
    ...found.failures.map((phrase): [string, string] => [
      fails,
      `${phraseText(phrase, lang)}${why(phrase.code)}`,
    ]),
    ...found.brokenRules.map(({ name }): [string, string] => [
      fails,
      texts('built.brokenRule', { rule: name[lang] }),
    ]),
    ...found.gaps.map((phrase): [string, string] => [texts('built.gaps'), phraseText(phrase, lang)]),
  ];
}

/** Both verdicts operator by operator, the first row the heading. */
export function builtVerdictRows(found: AsBuilt, lang: Language): string[][] {
  const texts = textsIn(lang);
  const heads = ['operator', 'designedCoverage', 'builtCoverage', 'designedChance', 'builtChance'] as const;
  const more = ['weakened', 'worst', 'lostPoints', 'result'] as const;
  return [
    [...heads, ...more].map((head) => texts(`built.${head}`)),
    ...found.operators.map((each) => operatorRow(each, texts)),
    totalRow(found, texts),
  ];
}

/** Kinds of floor that something is demanded of, as designed and as built; the first row the heading. */
export function builtKindRows({ kinds }: AsBuilt, lang: Language): string[][] {
  const texts = textsIn(lang);
  const changed = (before: string, after: string) => texts('built.changed', { before, after });
  const shown = (met: boolean) => texts(met ? 'report.pass' : 'report.fail');
  return [
    [
      texts('report.kindColumns.kind'),
      texts('report.kindColumns.required'),
      texts('report.kindColumns.coverage'),
      texts('report.kindColumns.rooms'),
      texts('report.kindColumns.weakest'),
      texts('built.result'),
    ],
    ...kinds.map(({ kind, requiredRatio, designed, built }) => [
      texts.name('floor', kind),
      formatPercent(requiredRatio, 0),
      changed(formatPercent(designed.expectedCoverageRatio), formatPercent(built.expectedCoverageRatio)),
      changed(`${designed.roomsMet}/${designed.rooms}`, `${built.roomsMet}/${built.rooms}`),
      `${built.weakest.join(' ')} ${formatPercent(built.weakestRatio)}`,
      changed(shown(designed.met), shown(built.met)),
    ]),
  ];
}

function operatorRow(each: OperatorComparison, texts: DocumentTexts): string[] {
  const { operator, designed, built, weakenedM2, worst, lostPoints } = each;
  const shown = (passed: boolean) => texts(passed ? 'report.pass' : 'report.fail');
  return [
    texts.name('operator', operator),
    formatPercent(designed.expectedCoverageRatio),
    formatPercent(built.expectedCoverageRatio),
    formatProbability(designed.passProbability),
    formatProbability(built.passProbability),
    formatGrouped(weakenedM2),
    worst && worst.lossDb >= shownFromDb
      ? texts('built.worstAt', {
          loss: formatFixed(worst.lossDb, 1),
          x: formatFixed(worst.position[0], 1),
          y: formatFixed(worst.position[1], 1),
          level: worst.level,
        })
      : '–',
    lostPoints.length > 0 ? lostPoints.join(', ') : '–',
    texts('built.changed', { before: shown(designed.passed), after: shown(built.passed) }),
  ];
}

/** Less is not shown as a loss, dB. */
export const shownFromDb = 0.05;

function totalRow({ target }: AsBuilt, texts: DocumentTexts): string[] {
  const shown = ({ met, decidable }: { met: boolean; decidable: boolean }) =>
    decidable ? texts(met ? 'report.pass' : 'report.fail') : texts('report.undecidedShort');
  const { designed, built } = target;
  return [
    ...[texts('built.all'), '', ''],
    ...[formatProbability(designed.passProbability), formatProbability(built.passProbability)],
    ...['', '', ''],
    texts('built.changed', { before: shown(designed), after: shown(built) }),
  ];
}

/** Section of a report on the built plan; nothing where none is compared. */
export function builtSection(found: AsBuilt | undefined, built: BuiltVerdict, lang: Language): string {
  if (!found) return '';
  const texts = textsIn(lang);
  const [head, ...rows] = builtVerdictRows(found, lang);
  const findings = findingRows(found, built, lang);
  const list =
    findings.length === 0
      ? ''
      : htmlTable({ head: [texts('built.findingKind'), texts('built.finding')], rows: findings });
  return htmlSection(
    texts('built.title'),
    htmlParagraph(builtConclusion(found, lang)) + htmlTable({ head, rows }) + list,
  );
}
