import { type NetworkSource, type Plan, sharingGroups } from '../../plan/index.ts';

/** An optical cable from a baseband unit to the radio units of a source, or to a hub. */
export interface OpticalLink {
  cable: string;
  baseband: string;
  source: string;
  /** Ids of what its cores end at: radio units in the order of their chains, or the hub. */
  ends: string[];
  /** Optical ports of the baseband unit, numbered from 1: the first of this cable, and how many. */
  firstPort: number;
  ports: number;
  /** Ends on one port at most, one behind the other; 1: each has a port of the baseband unit. */
  cascade: number;
  cores: number;
}

/** Cores of a link: one each way (assumption; modules for both ways on one core take half). */
export const coresPerLink = 2;

/**
 * The optical cables of a plan's network. Each radio unit has an optical port of its baseband unit; where that has too few, units of a
 * source are cascaded, no deeper than that takes.
 */
export function opticalLinks({ network = {}, carriers }: Pick<Plan, 'network' | 'carriers'>): OpticalLink[] {
  const { sources = [], basebands = [], cables = [], parts = [] } = network;
  const kinds = new Map(parts.map((part) => [part.id, part]));
  const sourceOf = new Map(sources.map((source) => [source.id, source]));
  const operatorsOf = (units: NetworkSource['units']) =>
    carriers
      .filter(({ id }) => units.some(({ outputPowerDbm }) => outputPowerDbm[id] !== undefined))
      .map(({ operator }) => operator);
  const groups = sharingGroups(sources.flatMap(({ units }) => operatorsOf(units)));
  /** Units of the access network whose fibre it is: a source's fibres are numbered in the order of the operators. */
  const endsOf = (source: NetworkSource, port: string): string[] => {
    if (kinds.get(source.part ?? '')?.kind === 'hub') return [source.id];
    const here = operatorsOf(source.units);
    const networks = groups.filter((group) => group.some((operator) => here.includes(operator)));
    const meant = networks[Number(/^fibre(\d+)$/.exec(port)?.[1]) - 1];
    const units = source.units.filter(
      (unit) => !meant || operatorsOf([unit]).some((operator) => meant.includes(operator)),
    );
    return units.map(({ id }) => id);
  };
  const portOf = (port: string) => Number(/\d+$/.exec(port)?.[0] ?? 0);
  return basebands.flatMap(({ id: baseband, part }) => {
    const drawn = cables
      .filter(({ from }) => from.node === baseband)
      .sort((a, b) => portOf(a.from.port) - portOf(b.from.port))
      .flatMap(({ id, to }) => {
        const source = sourceOf.get(to.node);
        return source ? [{ cable: id, source: source.id, ends: endsOf(source, to.port) }] : [];
      });
    const ways = kinds.get(part)?.ways ?? Number.POSITIVE_INFINITY;
    const portsAt = (cascade: number) =>
      drawn.map(({ ends }) => Math.max(1, Math.ceil(ends.length / cascade)));
    const deepest = Math.max(1, ...drawn.map(({ ends }) => ends.length));
    const depths = Array.from({ length: deepest }, (_, index) => index + 1);
    const fits = (cascade: number) => portsAt(cascade).reduce((sum, each) => sum + each, 0) <= ways;
    const cascade = depths.find(fits) ?? deepest;
    let firstPort = 1;
    return portsAt(cascade).map((ports, index): OpticalLink => {
      const link = { baseband, ...drawn[index], firstPort, ports, cascade };
      firstPort += ports;
      return { ...link, cores: coresPerLink * ports };
    });
  });
}
