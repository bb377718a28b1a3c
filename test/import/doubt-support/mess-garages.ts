/** Garages of a known answer to be messed up: the shared ones where they are, and made-up ones. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GarageTruth } from '../garage-truth.ts';
import { inventGarage } from '../recognition-support/invent-garage.ts';
import { spoilGarage } from '../recognition-support/spoil-garage.ts';
import { layersOf, things } from '../recognition-support/spoil-styles.ts';

export interface KnownGarage {
  name: string;
  bytes: Uint8Array;
  truth: GarageTruth;
}

const folder = fileURLToPath(new URL('../../../../shared/data/garages/', import.meta.url));

/** The ten garages; none where they are not. */
export function sharedGarages(): KnownGarage[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.dxf'))
    .sort()
    .map((file) => ({
      name: file.replace('.dxf', ''),
      bytes: new Uint8Array(readFileSync(folder + file)),
      truth: JSON.parse(readFileSync(folder + file.replace('.dxf', '.truth.json'), 'utf8')) as GarageTruth,
    }));
}

/** A made-up garage on layers of plain names, drawn without noise: the mess is to be the only one. */
export function inventedGarage(seed: number): KnownGarage {
  const { bytes, truth } = spoilGarage(inventGarage(seed).truth, seed, {
    style: { layers: 'english', header: 'right', noise: false, gapRatio: 0, duplicateRatio: 0 },
    extras: { whole: 'none', columnLayer: 'own', details: false, groundFloor: false, titles: 'chinese' },
  });
  const layerOf = layersOf('english');
  const layers = Object.fromEntries(things.map((thing) => [thing, layerOf(thing).name]));
  return {
    name: `made-up-${seed}`,
    bytes,
    truth: { ...truth, dxf: { ...truth.dxf, layers } } as GarageTruth,
  };
}
