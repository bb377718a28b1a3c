import type { NetworkReport } from '../../design/index.ts';
import type { Plan } from '../../plan/index.ts';
import { formatFixed } from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { capital } from '../wording/capital.ts';
import { carrierLabel } from '../wording/carrier-label.ts';
import { textsIn } from '../wording/document-text.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import { billRows, ruleConclusion, ruleRows } from './network-rows.ts';
import { networkLines } from './network-table.ts';

/** The feeder network of a report: what it is, rules, power at every port, bill; nothing for a plan without one. */
export function networkSection(report: NetworkReport | undefined, plan: Plan, lang: Lang): string {
  if (!report) return '';
  const texts = textsIn(lang);
  const { separator, sentenceEnd } = textsOf(lang);
  const lines = networkLines(report, plan, lang).map((line) =>
    htmlParagraph(`${capital(line)}${sentenceEnd}`),
  );
  const [ruleHead, ...rules] = ruleRows(report.rules, lang);
  const [billHead, ...bill] = billRows(report.bill, lang);
  return (
    htmlSection(texts('network.title'), lines.join('')) +
    htmlSection(
      `${texts('network.rules')}${separator}${ruleConclusion(report.rules, lang)}`,
      htmlTable({
        ...{ head: ruleHead, rows: rules, words: [1], figures: [2, 3] },
        marked: (row) => !report.rules[row].passed && !report.rules[row].isWarning,
      }),
    ) +
    htmlSection(`${texts('network.ports')} (dBm)`, portTable(report, plan, lang)) +
    htmlSection(texts('network.bill'), htmlTable({ head: billHead, rows: bill, figures: [1, 2, 3, 4, 5] }))
  );
}

/** A row per antenna, a column per carrier: power, and in brackets how far it is off its target. */
function portTable({ evaluation }: NetworkReport, plan: Plan, lang: Lang): string {
  const { carriers } = plan;
  const rows = evaluation.antennas.map(({ antenna, level, source, carriers: fed }) => [
    ...[antenna, level, source],
    ...carriers.map(({ id }) => {
      const port = fed.find(({ carrier }) => carrier === id);
      if (!port) return '–';
      const sign = port.deviationDb >= 0.05 ? '+' : '';
      return `${formatFixed(port.powerDbm, 1)} (${sign}${formatFixed(port.deviationDb, 1)})`;
    }),
  ]);
  const head = [
    ...textsIn(lang).list('network.portHead'),
    ...carriers.map((carrier) => carrierLabel(carrier, lang)),
  ];
  return htmlTable({ head, rows, figures: carriers.map((_, index) => index + 3) });
}
