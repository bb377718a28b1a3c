import { say } from '../core/index.ts';
import type { AddProblem } from './network-problems.ts';
import type { CatalogPart } from './network-schema.ts';

/** What parts of a kind cannot do without. */
const needs: Partial<Record<CatalogPart['kind'], readonly (keyof CatalogPart)[]>> = {
  splitter: ['ways', 'lossDb'],
  coupler: ['couplingDb', 'lossDb'],
  attenuator: ['lossDb'],
  cable: ['lossDbPer100M'],
};
/** Data sheets round: 3.0 dB stands for half of the power. */
const roundedDb = 0.05;

/** A part lacks what its kind is about, or gives more than it gets. */
export function checkNetworkParts(parts: readonly CatalogPart[], add: AddProblem): void {
  parts.forEach((part, index) => {
    const at = `network.parts[${index}]`;
    for (const key of needs[part.kind] ?? []) {
      if (part[key] !== undefined) continue;
      add(`${at}.${key}`, say('nothing-there'), say('key-needed', { kind: part.kind, key: String(key) }));
    }
    if (part.kind !== 'splitter' || part.ways === undefined) return;
    const leastDb = 10 * Math.log10(part.ways);
    for (const [frequency, lossDb] of Object.entries(part.lossDb ?? {})) {
      if (lossDb >= leastDb - roundedDb) continue;
      add(
        `${at}.lossDb.${frequency}`,
        say('gives-more', { loss: lossDb }),
        say('loss-of-split', { ways: part.ways, loss: leastDb.toFixed(2) }),
      );
    }
  });
}
