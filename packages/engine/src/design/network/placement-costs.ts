import type { CatalogPart } from '../../plan/index.ts';
import { defaultCosts, type PlacementCosts } from '../placement/candidates/costs.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { installedCny } from './design/design-parts.ts';

/**
 * Costs of placing antennas before a network is designed, from a catalogue: the cheapest part of each kind
 * with its labour. One antenna more is one two-way splitter more, a small cell takes its fraction of a hub.
 * Parts that the catalogue lacks cost as in the built-in one.
 */
export function placementCosts({ parts, laying }: Catalogue): PlacementCosts {
  const cheapest = (belongs: (part: CatalogPart) => boolean): number =>
    parts.filter(belongs).reduce((min, part) => Math.min(min, installedCny(part)), Number.POSITIVE_INFINITY);
  const orElse = (costCny: number, elseCny: number) => (Number.isFinite(costCny) ? costCny : elseCny);
  const antennaCny = (type: string) =>
    cheapest((part) => part.kind === 'antenna' && part.antennaType === type);
  const splitterCny = cheapest(({ kind, ways }) => kind === 'splitter' && ways === 2);
  const hubCny = parts
    .filter(({ kind }) => kind === 'hub')
    .reduce((min, part) => Math.min(min, installedCny(part) / (part.ways ?? 1)), Number.POSITIVE_INFINITY);
  const { headCny } = defaultCosts;
  const named = parts.flatMap((part): [string, number][] => {
    if (part.kind === 'small-cell')
      return [[part.id, installedCny(part) + (Number.isFinite(hubCny) ? hubCny : 0)]];
    return part.antennaType === 'radiating-cable' ? [[part.id, installedCny(part)]] : [];
  });
  return {
    partCny: Object.fromEntries(named),
    headCny: {
      omni: orElse(antennaCny('ceiling-omni') + splitterCny, headCny.omni),
      directional: orElse(antennaCny('directional') + splitterCny, headCny.directional),
      cable: orElse(splitterCny, headCny.cable),
      'small-cell': orElse(cheapest(({ kind }) => kind === 'small-cell') + hubCny, headCny['small-cell']),
    },
    radiatingCableCnyPerM: orElse(antennaCny('radiating-cable'), defaultCosts.radiatingCableCnyPerM),
    feederCnyPerM: orElse(
      laying.offTrayRatio * cheapest(({ kind }) => kind === 'cable'),
      defaultCosts.feederCnyPerM,
    ),
    dataCableCnyPerM: orElse(
      laying.offTrayRatio * cheapest(({ kind }) => kind === 'data-cable'),
      defaultCosts.dataCableCnyPerM,
    ),
  };
}
