import type { Link } from '../compute/worker-contract.ts';
import { formatNumber, text } from '../texts/language.ts';
import type { TextKey } from '../texts/texts.ts';

const termTexts: Record<string, TextKey> = {
  distance: 'termDistance',
  wall: 'termWall',
  column: 'termColumn',
  opening: 'termOpening',
  slab: 'termSlab',
  'leakage-cap': 'termLeakage',
};

/** `ANT3 · path loss 92.3 dB = distance 74.3 + wall ×2 18.0`, terms of one kind together. */
export function describeLink(antennaId: string, { pathLossDb, terms }: Link): string {
  const groups = new Map<string, { count: number; lossDb: number }>();
  for (const term of terms) {
    if (Math.abs(term.lossDb) < 0.05) continue;
    const group = groups.get(term.name) ?? { count: 0, lossDb: 0 };
    groups.set(term.name, { count: group.count + 1, lossDb: group.lossDb + term.lossDb });
  }
  const parts = [...groups].map(([name, { count, lossDb }]) => {
    const label = name in termTexts ? text(termTexts[name]) : name;
    return `${label}${count > 1 ? ` ×${count}` : ''} ${formatNumber(lossDb, 1)}`;
  });
  const values = { antenna: antennaId, loss: formatNumber(pathLossDb, 1), terms: parts.join(' + ') };
  return text('probeLink', values);
}
