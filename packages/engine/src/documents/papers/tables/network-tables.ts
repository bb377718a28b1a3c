import type { Plan } from '../../../plan/index.ts';
import type { NetworkEvaluation } from '../../../radio/index.ts';
import type { PaperTable } from '../../encoders/paper-table.ts';
import { documentText, textsIn } from '../../wording/document-text.ts';
import type { Lang } from '../../wording/texts.ts';
import { partName } from '../part-names.ts';

/** Every cable: what it is, from where to where, how long. */
export function cablesTable(plan: Plan, lang: Lang): PaperTable {
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const rows = (plan.network?.cables ?? []).map(({ id, part, from, to, lengthM, course }) => {
    const known = parts.get(part);
    const levels = [...new Set(course.map(({ level }) => level))];
    return [
      id,
      known ? partName(known, lang) : part,
      `${from.node} ${from.port}`,
      `${to.node} ${to.port}`,
      lengthM,
      levels.join(' → '),
    ];
  });
  return {
    id: 'cables',
    title: documentText(lang, 'papers.cablesTitle'),
    columns: [
      { head: texts('tables.cable'), format: 'text', characters: 12 },
      { head: texts('tables.part'), format: 'text', characters: 28 },
      { head: texts('tables.from'), format: 'text', characters: 22 },
      { head: texts('tables.to'), format: 'text', characters: 22 },
      { head: texts('tables.length'), format: 'metres', characters: 11, total: true },
      { head: texts('tables.levels'), format: 'text', characters: 14 },
    ],
    rows,
    totalLabel: documentText(lang, 'papers.total'),
    notes: [],
  };
}

/** Every source and device: what it is, where it is, what arrives there. */
export function devicesTable(plan: Plan, network: NetworkEvaluation, lang: Lang): PaperTable {
  const texts = textsIn(lang);
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const powers = new Map(network.devices.map((power) => [power.device, power]));
  const name = (part: string | undefined) => {
    const known = parts.get(part ?? '');
    return known ? partName(known, lang) : (part ?? texts('tables.source'));
  };
  const sources = (plan.network?.sources ?? []).map(({ id, part, level, position }) => [
    ...[id, name(part), level, position[0], position[1]],
  ]);
  const basebands = (plan.network?.basebands ?? []).map(({ id, part, level, position }) => [
    ...[id, name(part), level, position[0], position[1]],
  ]);
  const devices = (plan.network?.devices ?? []).map(({ id, part, level, position }) => {
    const power = powers.get(id);
    const totalDbm = power && Number.isFinite(power.totalDbm) ? power.totalDbm : undefined;
    return [...[id, name(part), level, position[0], position[1]], totalDbm, power?.antennas];
  });
  return {
    id: 'devices',
    title: texts('tables.device'),
    columns: [
      { head: texts('tables.device'), format: 'text', characters: 16 },
      { head: texts('tables.part'), format: 'text', characters: 30 },
      { head: texts('tables.level'), format: 'text', characters: 8 },
      { head: texts('tables.x'), format: 'metres', characters: 10 },
      { head: texts('tables.y'), format: 'metres', characters: 10 },
      { head: texts('tables.input'), format: 'db', characters: 16 },
      { head: texts('tables.antennas'), format: 'integer', characters: 10 },
    ],
    rows: [...basebands, ...sources, ...devices],
    notes: [],
  };
}
