import { isAssumed, type Language, phraseText } from '../../core/index.ts';
import {
  countEquipment,
  type NetworkDesign,
  type NetworkReport,
  networkDocument,
} from '../../design/index.ts';
import { type Plan, partStateText } from '../../plan/index.ts';
import { alignColumns } from '../encoders/align-columns.ts';
import {
  formatFixed,
  formatGrouped,
  formatPercent,
  formatSigned,
  shownDifference,
} from '../encoders/format-numbers.ts';
import { htmlParagraph, htmlSection, htmlTable } from '../encoders/html-table.ts';
import { terminalColumns, wrapTerminal } from '../encoders/terminal-text.ts';
import { capital } from '../wording/capital.ts';
import { carrierLabel, carrierName } from '../wording/carrier-label.ts';
import { antennaCounts, unitCostText } from '../wording/counted-things.ts';
import { type DocumentTexts, documentText, textsIn } from '../wording/document-text.ts';
import { namedFeeds } from '../wording/named-feeds.ts';
import { civilUnitSentences } from '../wording/sleeve-text.ts';
import { equipmentText } from './equipment-text.ts';
import { billRows, ruleConclusion, ruleRows } from './network-rows.ts';

interface NetworkTableOptions {
  design?: NetworkDesign;
  /** Columns of the terminal; what is wider goes on below. */
  columns?: number;
}

/** The feeder network of a report: what it is, rules, power at every port, bill; nothing for a plan without one. */
export function networkSection(report: NetworkReport | undefined, plan: Plan, lang: Language): string {
  if (!report) return '';
  const texts = textsIn(lang);
  const lines = networkLines(report, plan, lang).map((line) =>
    htmlParagraph(`${capital(line)}${texts('report.sentenceEnd')}`),
  );
  lines.push(...civilUnitSentences(plan, lang).map((line) => htmlParagraph(line)));
  const [ruleHead, ...rules] = ruleRows(report.rules, plan, lang);
  const [billHead, ...bill] = billRows(report.bill, lang);
  return (
    htmlSection(texts('network.title'), lines.join('')) +
    htmlSection(
      `${texts('network.rules')}${texts('report.separator')}${ruleConclusion(report.rules, lang)}`,
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
function portTable({ evaluation }: NetworkReport, plan: Plan, lang: Language): string {
  const { carriers } = plan;
  const rows = namedFeeds(evaluation, lang).map(({ name, level, source, carriers: arriving }) => [
    ...[name, level, source],
    ...carriers.map(({ id }) => {
      const port = arriving.find(({ carrier }) => carrier === id);
      if (!port) return '–';
      return `${formatFixed(port.powerDbm, 1)} (${formatSigned(shownDifference(port.powerDbm, port.targetDbm, 1), 1)})`;
    }),
  ]);
  const head = [
    ...textsIn(lang).list('network.portHead'),
    ...carriers.map((carrier) => carrierLabel(carrier, lang)),
  ];
  return htmlTable({ head, rows, figures: carriers.map((_, index) => index + 3) });
}

/** A feeder network for a terminal: what it is, how far ports are off, rules, bill, notes of its design. */
export function networkTable(
  report: NetworkReport,
  plan: Plan,
  lang: Language,
  { design, columns }: NetworkTableOptions = {},
): string {
  const texts = textsIn(lang);
  const notes = (design?.notes ?? []).map((note) => `  ${phraseText(note, lang)}`);
  return [
    ...networkLines(report, plan, lang, design),
    '',
    `${texts('network.rules')}${documentText(lang, 'report.separator')}${ruleConclusion(report.rules, lang)}`,
    ...alignWords(ruleRows(report.rules, plan, lang), columns),
    ...assumedLimits(report, lang),
    '',
    texts('network.bill'),
    ...alignWords(billRows(report.bill, lang), columns),
    ...(notes.length > 0 ? ['', texts('network.notes'), ...notes] : []),
  ].join('\n');
}

/** The same without bill and without the rules that pass. */
export function networkSummary(
  report: NetworkReport,
  plan: Plan,
  lang: Language,
  { design, columns }: NetworkTableOptions = {},
): string {
  const texts = textsIn(lang);
  const failed = report.rules.filter(({ passed }) => !passed);
  const notes = (design?.notes ?? []).map((note) => `  ${phraseText(note, lang)}`);
  return [
    `${texts('network.title')}${documentText(lang, 'report.separator').trimEnd()}`,
    ...networkLines(report, plan, lang, design).map((line) => `  ${line}`),
    ...notes,
    `${texts('network.rules')}${documentText(lang, 'report.separator')}${ruleConclusion(report.rules, lang)}`,
    ...(failed.length > 0 ? alignWords(ruleRows(failed, plan, lang), columns) : []),
  ].join('\n');
}

/** Rules whose limits no source was read for; where they come from stands in the profile. */
function assumedLimits({ rules }: NetworkReport, lang: Language): string[] {
  const assumed = rules.filter(({ sources }) => sources.some(isAssumed));
  const list = assumed.map(({ name }) => name[lang]).join(documentText(lang, 'report.clauseSeparator'));
  return assumed.length > 0 ? [`  ${documentText(lang, 'network.assumedLimits', { list })}`] : [];
}

/** The network in a few sentences. */
function networkLines(report: NetworkReport, plan: Plan, lang: Language, design?: NetworkDesign): string[] {
  const texts = textsIn(lang);
  const { evaluation, bill } = report;
  const { portPowerDb } = networkDocument(report, plan);
  const { worst } = evaluation;
  const { hubs } = countEquipment(plan);
  const weightCny = design ? choiceWeightCny(plan, design) : 0;
  const sum = (value: (tree: NetworkDesign['trees'][number]) => number) =>
    formatGrouped(design ? total(design, value) : 0);
  return [
    ...staleLines(report, lang),
    texts('network.summary', {
      ...{ equipment: equipmentText(countEquipment(plan), lang), devices: bill.devices },
      antennas: antennaCounts(fedAntennas(report, plan), texts),
      cable: formatGrouped(bill.cableM),
    }),
    texts('network.cost', {
      total: formatGrouped(bill.costCny),
      each: costSentence(plan, bill, texts),
      assumed: formatPercent(bill.assumedRatio, 0),
    }),
    ...(bill.unpriced.length > 0 ? [texts('network.unpriced', { list: bill.unpriced.join(', ') })] : []),
    ...(evaluation.unfed.length > 0 ? [texts('network.unfed', { list: evaluation.unfed.join(', ') })] : []),
    ...(design && design.trees.length > 0
      ? [
          texts(design.trees.every(({ isLeast }) => isLeast) ? 'network.boundProven' : 'network.bound', {
            course: sum(({ lengthM }) => lengthM),
            least: sum(({ leastLengthM }) => leastLengthM),
          }),
          design.trees.every(({ isPartsExact }) => isPartsExact)
            ? texts('network.partsProven', { cost: sum(({ partsCny }) => partsCny) })
            : texts('network.parts', {
                cost: sum(({ partsCny }) => partsCny),
                least: sum(({ leastPartsCny }) => leastPartsCny),
              }),
          ...(weightCny >= 1 ? [texts('network.partsWeight', { weight: formatGrouped(weightCny) })] : []),
          design.sources === design.leastSources
            ? texts('network.sourcesProven', { count: design.sources - hubs })
            : texts('network.sources', { count: design.sources - hubs, least: design.leastSources - hubs }),
        ]
      : []),
    ...(worst
      ? [
          texts('network.deviation', {
            worst: formatSigned(worst.deviationDb, 1),
            strongest: formatSigned(worst.deviationDb + evaluation.spreadDb, 1),
            at: `${worst.antenna} ${nameOfCarrier(plan, worst.carrier, lang)}`,
            ...{ below: portPowerDb.below, ports: portPowerDb.ports },
          }),
        ]
      : []),
  ];
}

/** The plan's antennas that the network feeds. */
function fedAntennas({ evaluation }: NetworkReport, { antennas }: Plan): Plan['antennas'] {
  const fed = new Set(evaluation.antennas.map(({ antenna }) => antenna));
  return antennas.filter(({ id }) => fed.has(id));
}

/** Cost of an antenna, a small cell or a metre of radiating cable, where there is one kind of them, and of a square metre. */
function costSentence(
  plan: Plan,
  { costCny, costPerM2Cny }: NetworkReport['bill'],
  texts: DocumentTexts,
): string {
  const each = unitCostText(plan, costCny, { texts, format: (cny) => formatGrouped(cny) });
  return [
    ...(each === undefined ? [] : [each]),
    texts('network.costOf.area', { cost: formatFixed(costPerM2Cny, 2) }),
  ].join(texts('network.joint'));
}

function nameOfCarrier({ carriers }: Plan, id: string, lang: Language): string {
  const carrier = carriers.find((each) => each.id === id);
  return carrier ? carrierName(carrier, lang) : id;
}

/**
 * Weight in the cost that parts were chosen by, over what they cost, CNY: attenuators and long feeders of one antenna count
 * for more in the choice. None is stated where parts stay from before.
 */
function choiceWeightCny({ network = {} }: Plan, design: NetworkDesign): number {
  const { devices = [], cables = [], parts = [], existing } = network;
  const stays = [...devices, ...cables].some(({ locked }) => locked);
  if (existing || stays) return 0;
  const known = new Map(parts.map((part) => [part.id, part]));
  const costOf = (id: string) => (known.get(id)?.priceCny ?? 0) + (known.get(id)?.labourCny ?? 0);
  const feeders = cables.filter(({ part }) => known.get(part)?.kind === 'cable');
  const actualCny =
    devices.reduce((sum, { part }) => sum + costOf(part), 0) +
    feeders.reduce((sum, { part, lengthM }) => sum + lengthM * costOf(part), 0);
  return Math.round(total(design, ({ partsCny }) => partsCny) - actualCny);
}

/** That the network is not of this plan, before any figure of it. */
function staleLines({ states }: NetworkReport, lang: Language): string[] {
  return (['network', 'portPowers'] as const)
    .filter((part) => states[part].state === 'stale')
    .slice(0, 1)
    .map((part) => partStateText(part, states[part], lang));
}

function total({ trees }: NetworkDesign, value: (tree: NetworkDesign['trees'][number]) => number): number {
  return trees.reduce((sum, tree) => sum + value(tree), 0);
}

/**
 * Aligns as `alignColumns` does, the words of the last column to the left, and where there is no room for them on a
 * line of their own.
 */
function alignWords(rows: readonly string[][], columns = Number.POSITIVE_INFINITY): string[] {
  const figures = alignColumns(rows.map((row) => row.slice(0, -1)));
  return figures.flatMap((line, index) => {
    const words = rows[index][rows[index].length - 1];
    const whole = `  ${line}  ${words}`.trimEnd();
    if (terminalColumns(whole) <= columns) return [whole];
    return [`  ${line}`, ...wrapTerminal(words, columns - 6).map((part) => `      ${part}`)];
  });
}
