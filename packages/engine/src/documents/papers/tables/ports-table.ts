import type { Plan } from '../../../plan/index.ts';
import { type NetworkEvaluation, preparePattern } from '../../../radio/index.ts';
import { formatFixed } from '../../encoders/format-numbers.ts';
import type { Cell, PaperTable } from '../../encoders/paper-table.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';
import type { Lang } from '../../wording/texts.ts';
import { carrierName } from '../carrier-names.ts';

/** Powers at the ports: a row per antenna and carrier, antennas that nothing feeds last. */
export function portsTable(plan: Plan, network: NetworkEvaluation, lang: Lang): PaperTable {
  const texts = textsIn(lang);
  const antennas = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const carriers = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
  const nameOf = (id: string) => {
    const carrier = carriers.get(id);
    return carrier ? carrierName(carrier, lang) : id;
  };
  const rows = network.antennas.flatMap((feed) => {
    const antenna = antennas.get(feed.antenna);
    const peakDbi = (id: string) =>
      antenna ? preparePattern(antenna, carriers.get(id)?.frequencyMhz ?? 0, plan.antennaTypes).peakDbi : 0;
    return feed.carriers.map((fed): Cell[] => [
      feed.level,
      feed.antenna,
      feed.source,
      nameOf(fed.carrier),
      fed.targetDbm,
      fed.powerDbm,
      fed.deviationDb,
      fed.powerDbm + peakDbi(fed.carrier),
      fed.lossDb,
    ]);
  });
  const unfed = network.unfed.map((id): Cell[] => [antennas.get(id)?.level ?? '', id, texts('tables.unfed')]);
  const { worst } = network;
  return {
    id: 'ports',
    title: documentText(lang, 'papers.portsTitle'),
    columns: [
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('tables.antenna'), format: 'text', characters: 14 },
      { head: texts('tables.source'), format: 'text', characters: 10 },
      { head: texts('tables.carrier'), format: 'text', characters: 20 },
      { head: texts('tables.target'), format: 'db', characters: 11 },
      { head: texts('tables.achieved'), format: 'db', characters: 11 },
      { head: texts('tables.deviation'), format: 'db', characters: 11 },
      { head: texts('tables.eirp'), format: 'db', characters: 11 },
      { head: texts('tables.pathLoss'), format: 'db', characters: 20 },
    ],
    rows: [...rows, ...unfed],
    notes: [
      ...(worst
        ? [
            texts('tables.worst', {
              text: `${worst.antenna} ${nameOf(worst.carrier)} ${formatFixed(worst.deviationDb, 1)} dB`,
            }),
          ]
        : []),
      ...texts.list('tables.portsNotes'),
    ],
  };
}
