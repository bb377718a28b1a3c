import type { Antenna, CatalogPart } from '../../plan/index.ts';

/** Id of the part that an antenna names, else of the listed one for its type, else its type. */
export function antennaPartId(antenna: Antenna, parts: readonly CatalogPart[]): string {
  const { part } = antenna;
  if (typeof part === 'string') return part;
  const ofType = parts.find(
    ({ kind, antennaType }) => kind === 'antenna' && (antennaType ?? antenna.type) === antenna.type,
  );
  return ofType?.id ?? antenna.type;
}
