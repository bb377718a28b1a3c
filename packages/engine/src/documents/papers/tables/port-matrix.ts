import type { Plan } from '../../../plan/index.ts';
import type { NetworkEvaluation } from '../../../radio/index.ts';
import { formatFixed } from '../../encoders/format-numbers.ts';
import type { Cell, PaperTable } from '../../encoders/paper-table.ts';
import type { Lang } from '../../wording/texts.ts';
import { carrierHead } from '../carrier-names.ts';
import { portsTable } from './ports-table.ts';
import { tableTexts } from './table-texts.ts';

/** More carriers than these do not fit beside each other. */
const mostCarriers = 14;

/** The port powers for paper: a row per antenna, power and deviation of each carrier beside each other. */
export function portMatrix(plan: Plan, network: NetworkEvaluation, lang: Lang): PaperTable {
  const fed = new Set(network.antennas.flatMap(({ carriers }) => carriers.map(({ carrier }) => carrier)));
  const carriers = plan.carriers.filter(({ id }) => fed.has(id));
  const long = portsTable(plan, network, lang);
  if (carriers.length > mostCarriers) return long;
  const texts = tableTexts[lang];
  const levels = new Map(plan.antennas.map(({ id, level }) => [id, level]));
  const rows = network.antennas.map((feed): Cell[] => [
    ...[feed.level, feed.antenna, feed.source],
    ...carriers.map(({ id }) => {
      const port = feed.carriers.find(({ carrier }) => carrier === id);
      if (!port) return '–';
      const sign = port.deviationDb < 0 ? '' : '+';
      return `${formatFixed(port.powerDbm, 1)} (${sign}${formatFixed(port.deviationDb, 1)})`;
    }),
  ]);
  return {
    ...long,
    columns: [
      ...long.columns.slice(0, 3),
      ...carriers.map(
        (carrier) =>
          ({ head: carrierHead(carrier, lang).join(' '), format: 'text', characters: 14 }) as const,
      ),
    ],
    rows: [...rows, ...network.unfed.map((id) => [levels.get(id) ?? '', id, texts.unfed])],
    notes: [texts.matrixNote, ...long.notes],
  };
}
