import type { Link } from '../compute/worker-contract.ts';
import type { TextKey } from '../texts/language.ts';
import { formatNumber, text } from '../texts/language.ts';

const termTexts: Record<string, TextKey> = {
  distance: 'termDistance',
  wall: 'termWall',
  column: 'termColumn',
  opening: 'termOpening',
  slab: 'termSlab',
  body: 'termBody',
  vehicle: 'termVehicle',
  'leakage-cap': 'termLeakage',
  corner: 'termCorner',
  'corner-bound': 'termBound',
  combination: 'termCombination',
};

/**
 * `ANT3 alone −112.0 dBm: port −18.8 dBm per subcarrier, gain 2.1 dBi, − distance 74.3 − wall ×2 18.0 − body 3.0 dB`.
 * The field adds the other antennas of the same cell to it. Of a radiating cable the terms are of its strongest part.
 */
export function describeLink(antennaId: string, link: Link): string {
  const { rsrpDbm, strongestPart, powerDbm, gainDbi, losses } = link;
  const groups = new Map<string, { count: number; lossDb: number }>();
  for (const { name, lossDb } of losses) {
    if (Math.abs(lossDb) < 0.05) continue;
    const group = groups.get(name) ?? { count: 0, lossDb: 0 };
    groups.set(name, { count: group.count + 1, lossDb: group.lossDb + lossDb });
  }
  const parts = [...groups].map(([name, { count, lossDb }]) => {
    const label = name in termTexts ? text(termTexts[name]) : name;
    const sign = lossDb < 0 ? '+' : '−';
    return `${sign} ${label}${count > 1 ? ` ×${count}` : ''} ${formatNumber(Math.abs(lossDb), 1)}`;
  });
  const corners = link.points.length - 2;
  const around = corners > 0 ? text(corners === 1 ? 'probeCorner' : 'probeCorners', { count: corners }) : '';
  const line = text(strongestPart ? 'probeLinkCable' : 'probeLink', {
    antenna: antennaId,
    rsrp: formatNumber(rsrpDbm, 1),
    along: formatNumber(strongestPart?.alongM ?? 0, 1),
    part: formatNumber(strongestPart?.rsrpDbm ?? rsrpDbm, 1),
    power: formatNumber(powerDbm, 1),
    gain: formatNumber(gainDbi, 1),
    losses: parts.join(' '),
  });
  return around ? `${around} · ${line}` : line;
}
