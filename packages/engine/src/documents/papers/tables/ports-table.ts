import type { Plan } from '../../../plan/index.ts';
import { type NetworkEvaluation, preparePattern } from '../../../radio/index.ts';
import { formatFixed } from '../../encoders/format-numbers.ts';
import type { Cell, PaperTable } from '../../encoders/paper-table.ts';
import type { Lang } from '../../wording/texts.ts';
import { carrierName } from '../carrier-names.ts';
import { paperTexts } from '../paper-texts.ts';
import { tableTexts } from './table-texts.ts';

/** Powers at the ports: a row per antenna and carrier, antennas that nothing feeds last. */
export function portsTable(plan: Plan, network: NetworkEvaluation, lang: Lang): PaperTable {
  const texts = tableTexts[lang];
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
  const unfed = network.unfed.map((id): Cell[] => [antennas.get(id)?.level ?? '', id, texts.unfed]);
  const { worst } = network;
  return {
    id: 'ports',
    title: paperTexts[lang].portsTitle,
    columns: [
      { head: texts.level, format: 'text', characters: 8 },
      { head: texts.antenna, format: 'text', characters: 14 },
      { head: texts.source, format: 'text', characters: 10 },
      { head: texts.carrier, format: 'text', characters: 20 },
      { head: texts.target, format: 'db', characters: 11 },
      { head: texts.achieved, format: 'db', characters: 11 },
      { head: texts.deviation, format: 'db', characters: 11 },
      { head: texts.eirp, format: 'db', characters: 11 },
      { head: texts.pathLoss, format: 'db', characters: 20 },
    ],
    rows: [...rows, ...unfed],
    notes: [
      ...(worst
        ? [texts.worst(`${worst.antenna} ${nameOf(worst.carrier)} ${formatFixed(worst.deviationDb, 1)} dB`)]
        : []),
      ...texts.portsNotes,
    ],
  };
}
