import { requireNumberIfGiven, requireObject, requireText } from '../core/index.ts';
import { radiatesAlongPath } from './antenna-types.ts';
import type { CatalogPart, NetworkSource } from './network-schema.ts';
import type { Antenna, Plan } from './schema.ts';

/** Ports that power leaves from: of a splitter `out1`…, of a coupler `through` and `coupled`, of an attenuator `out`. */
export function outputPorts(part: CatalogPart): string[] {
  if (part.kind === 'splitter') return numberedPorts(part.ways ?? 2);
  if (part.kind === 'coupler') return ['through', 'coupled'];
  return part.kind === 'attenuator' ? ['out'] : [];
}

/** Outputs of a source on one path: of a hub one per small cell, of a POI as many as it has ways, else the unit's own. */
export function sourcePorts(source: NetworkSource, part: CatalogPart | undefined, path = 1): string[] {
  if (part?.kind === 'hub') return path === 1 ? numberedPorts(source.units.length) : [];
  return numberedPorts(part?.ways ?? 1).map((port) => pathPort(port, path));
}

/** Outputs of a source on all of its paths, those of the first path first. */
export function allSourcePorts(source: NetworkSource, part: CatalogPart | undefined): string[] {
  return pathNumbers(source).flatMap((path) => sourcePorts(source, part, path));
}

/** Outputs of a baseband unit, one per hub. */
export function basebandPorts(part: CatalogPart | undefined): string[] {
  return numberedPorts(part?.ways ?? 1);
}

/** Ends of fibres at a source: no more than it has radio units. */
export function fibrePorts({ units }: NetworkSource): string[] {
  return units.map((_, index) => `fibre${index + 1}`);
}

/**
 * The only port of a device that power enters, of a hub that a fibre ends at, and on the first path of an antenna and of the POI
 * of a source that passes on what another source sends.
 */
export const inputPort = 'in';

/** Inputs of an antenna, or of the POI of a joined source, on all of their paths. */
export function inputPorts(node: { paths?: number }): string[] {
  return pathNumbers(node).map((path) => pathPort(inputPort, path));
}

type AntennaPaths = Pick<Antenna, 'feed' | 'type' | 'paths' | 'pathsBy'>;

/**
 * Paths whose feeders an antenna of the network takes: a small cell has its own, a radiating cable is one path, and a path that is
 * shifted in frequency comes over the feeder of the first.
 */
export function feederPaths(antenna: AntennaPaths): number {
  return isShifted(antenna) ? 1 : networkPaths(antenna);
}

/** Paths that an antenna radiates of what the network brings. */
export function networkPaths({ feed, type, paths = 1 }: AntennaPaths): number {
  return feed === 'small-cell' || radiatesAlongPath({ type }) ? 1 : paths;
}

/** Returns whether the second path of an antenna runs over the feeder of the first, shifted in frequency. */
export function isShifted(antenna: AntennaPaths): boolean {
  return antenna.pathsBy === 'shift' && networkPaths(antenna) > 1;
}

/** Numbers of the paths of a source or antenna, from 1 on. */
export function pathNumbers({ paths = 1 }: { paths?: number }): number[] {
  return Array.from({ length: paths }, (_, index) => index + 1);
}

/** Name of a port on a path: those of further paths are `path2-out1`, `path2-in`. */
export function pathPort(port: string, path: number): string {
  return path === 1 ? port : `path${path}-${port}`;
}

/** The path of a port and its name there. */
export function portOnPath(name: string): { path: number; port: string } {
  requireText('port', name);
  const [, path, port] = /^path(\d+)-(.+)$/.exec(name) ?? [];
  return port === undefined ? { path: 1, port: name } : { path: Number(path), port };
}

function numberedPorts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `out${index + 1}`);
}

/** Paths that feeders may lead to an antenna. */
export const maxFeederPaths = 4;

/** So many paths to each antenna, a feeder each; `shift`: two over one feeder, the second shifted in frequency. */
export type PathsChoice = number | 'shift';

/** @throws InputError where it is neither a number of paths nor `shift` */
export function requirePathsIfGiven(paths: unknown): void {
  if (paths !== 'shift') requireNumberIfGiven('paths', paths, { atLeast: 1, atMost: maxFeederPaths });
}

/**
 * The plan with so many paths to every antenna that a feeder network leads several to: small cells and radiating cables stay as
 * they are. Two paths are two feeders and a dual-polarised antenna, or one feeder and an antenna that shifts the second back.
 * @param paths 1 to 4, or `shift`
 * @throws InputError where it is neither
 */
export function withFeederPaths<Placed extends Pick<Plan, 'antennas'>>(
  plan: Placed,
  paths: PathsChoice,
): Placed {
  requireObject('plan', plan, ['antennas']);
  requirePathsIfGiven(paths);
  const count = paths === 'shift' ? 2 : paths;
  return {
    ...plan,
    antennas: plan.antennas.map((antenna): Antenna => {
      const { paths: before, pathsBy, ...single } = antenna;
      if (networkPaths({ ...antenna, paths: count }) !== count) return antenna;
      if ((before ?? 1) === count && isShifted(antenna) === (paths === 'shift')) return antenna;
      if (count === 1) return single;
      return { ...single, paths: count, ...(paths === 'shift' ? { pathsBy: paths } : {}) };
    }),
  };
}
