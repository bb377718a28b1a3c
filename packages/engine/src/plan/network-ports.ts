import type { CatalogPart, NetworkSource } from './network-schema.ts';

/** Ports that power leaves from: of a splitter `out1`…, of a coupler `through` and `coupled`, of an attenuator `out`. */
export function outputPorts(part: CatalogPart): string[] {
  if (part.kind === 'splitter') return numberedPorts(part.ways ?? 2);
  if (part.kind === 'coupler') return ['through', 'coupled'];
  return part.kind === 'attenuator' ? ['out'] : [];
}

/** Outputs of a source: of a hub one per small cell, of a POI as many as it has ways, else the unit's own. */
export function sourcePorts(source: NetworkSource, part: CatalogPart | undefined): string[] {
  if (part?.kind === 'hub') return numberedPorts(source.units.length);
  return numberedPorts(part?.ways ?? 1);
}

/** The only port of a device or antenna that power enters, and of a hub that a fibre ends at. */
export const inputPort = 'in';

function numberedPorts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `out${index + 1}`);
}

/** Outputs of a baseband unit, one per hub. */
export function basebandPorts(part: CatalogPart | undefined): string[] {
  return numberedPorts(part?.ways ?? 1);
}
