import type { Catalogue } from './catalogue.ts';
import { defaultActives } from './default-actives.ts';
import { defaultCables } from './default-cables.ts';
import { defaultLaying } from './default-laying.ts';
import { defaultPassives } from './default-passives.ts';
import { defaultRadiatingCables } from './default-radiating-cables.ts';
import { defaultSmallCells } from './default-small-cells.ts';

/** A fresh copy of the built-in catalogue: every figure with its source, what nobody printed marked as assumed. */
export function defaultCatalogue(): Catalogue {
  const parts = [
    ...defaultActives,
    ...defaultSmallCells,
    ...defaultRadiatingCables,
    ...defaultPassives,
    ...defaultCables,
  ];
  return {
    format: 'diku-catalogue',
    version: 1,
    name: 'Diku',
    laying: { ...defaultLaying },
    parts: parts.map((part) => ({ ...part })),
  };
}
