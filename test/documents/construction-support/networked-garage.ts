import type { Plan } from '@diku/engine';
import type { CatalogPart, Network } from '@diku/engine/plan';
import { withNetworkBasis } from '../../../packages/engine/src/plan/index.ts';
import { parts } from '../../design/network-support/networked-plan.ts';

type Point = [number, number];
const half = parts.find(({ id }) => id === 'half-inch') as CatalogPart;
/** More of the catalogue: what a trunk needs. */
const allParts: CatalogPart[] = [
  ...parts,
  { id: 'poi', kind: 'poi', name: 'POI', priceCny: 9000, source: 'test', lossDb: { '800': 3 }, ways: 2 },
  {
    ...half,
    id: 'seven-eighths',
    name: '7/8"馈线（含接头）',
    priceCny: 25,
    lossDbPer100M: { '900': 3.9, '2600': 6.8 },
  },
];

/**
 * A network over a plan's antennas, no good one but a complete one: a POI on the first level, a splitter for every further
 * level, and along each level a trunk of couplers, an antenna at each, cables with one bend.
 */
export function addNetwork(plan: Plan): Plan {
  const [first] = plan.levels;
  const shaft: Point = [...first.outline[0]];
  const network = { parts: allParts, devices: [], cables: [] } as unknown as Required<Network>;
  const outputPowerDbm = Object.fromEntries(plan.carriers.map(({ id }) => [id, 43]));
  network.sources = [
    {
      ...{ id: 'S1', level: first.id, position: shaft, part: 'poi', cell: 'S1' },
      units: [{ id: 'RRU1', part: 'rru', outputPowerDbm }],
    },
  ];
  const cable = (
    part: string,
    from: { node: string; port: string },
    to: string,
    course: { level: string; path: Point[] }[],
  ) => {
    const lengthM = course.reduce((sum, { path }) => sum + lengthOf(path), 2 + 4 * (course.length - 1));
    network.cables.push({
      id: `C${network.cables.length + 1}`,
      ...{ part, from, to: { node: to, port: 'in' }, course, lengthM: Math.round(lengthM * 10) / 10 },
    });
  };
  plan.levels.forEach((level, index) => {
    const antennas = plan.antennas.filter((antenna) => antenna.level === level.id);
    let open = { node: 'S1', port: `out${index + 1}` };
    let point = shaft;
    let crossing = index > 0;
    antennas.forEach((antenna, at) => {
      const course = (path: Point[]) =>
        crossing
          ? [
              { level: first.id, path: [shaft] },
              { level: level.id, path },
            ]
          : [{ level: level.id, path }];
      if (at === antennas.length - 1) {
        cable('half-inch', open, antenna.id, course(bent(point, antenna.position)));
        return;
      }
      const last = at === antennas.length - 2;
      const id = `${last ? 'PS2' : 'T10'}-${at + 1}-${level.id}`;
      const stand: Point = [antenna.position[0], antenna.position[1] + 2];
      network.devices.push({ id, part: last ? 'split-2' : 'coupler-10', level: level.id, position: stand });
      cable('seven-eighths', open, id, course(bent(point, stand)));
      crossing = false;
      cable('half-inch', { node: id, port: last ? 'out1' : 'coupled' }, antenna.id, [
        { level: level.id, path: [stand, antenna.position] },
      ]);
      open = { node: id, port: last ? 'out2' : 'through' };
      point = stand;
    });
  });
  return withNetworkBasis({ ...plan, network });
}

function bent(from: Point, to: Point): Point[] {
  return [from, [to[0], from[1]], to];
}

function lengthOf(path: readonly Point[]): number {
  return path
    .slice(1)
    .reduce((sum, [x, y], index) => sum + Math.hypot(x - path[index][0], y - path[index][1]), 0);
}
