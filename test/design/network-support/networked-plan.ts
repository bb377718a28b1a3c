import { readFileSync } from 'node:fs';
import { type Plan, parsePlan } from '@diku/engine';
import type { CatalogPart, Network } from '@diku/engine/plan';
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import { withNetworkBasis } from '../../../packages/engine/src/plan/index.ts';
import { fixturePlan } from '../../support/run-cli.ts';

/** Round figures, so that a reader can add them up. */
export const parts: CatalogPart[] = [
  {
    id: 'rru',
    kind: 'radio-unit',
    name: 'RRU',
    priceCny: 8000,
    labourCny: 500,
    source: 'test',
    assumed: true,
  },
  {
    ...{ id: 'split-2', kind: 'splitter', name: '二功分器', nameEn: '2-way splitter', ways: 2 },
    ...{ priceCny: 50, labourCny: 10, source: 'test', ratedPowerW: 100 },
    lossDb: { '800': 3.5, '3600': 3.8 },
  },
  {
    ...{ id: 'split-3', kind: 'splitter', name: '三功分器', ways: 3, priceCny: 60, source: 'test' },
    lossDb: { '800': 5.3 },
  },
  {
    ...{ id: 'coupler-10', kind: 'coupler', name: '10 dB 耦合器', couplingDb: 10 },
    ...{ priceCny: 45, source: 'test' },
    lossDb: { '800': 0.6, '3600': 0.8 },
  },
  {
    ...{ id: 'coupler-15', kind: 'coupler', name: '15 dB 耦合器', couplingDb: 15 },
    ...{ priceCny: 45, source: 'test' },
    lossDb: { '800': 0.4 },
    coupledLossDb: { '800': 15.2, '2600': 14.9, '3600': 14.6 },
  },
  {
    ...{ id: 'pad-3', kind: 'attenuator', name: '3 dB 衰减器', priceCny: 20, source: 'test' },
    lossDb: { '800': 3 },
  },
  { id: 'load', kind: 'load', name: '负载', priceCny: 15, source: 'test' },
  {
    ...{ id: 'half-inch', kind: 'cable', name: '1/2″ 馈线', priceCny: 10, labourCny: 8, source: 'test' },
    lossDbPer100M: { '900': 6.87, '1800': 9.85, '2600': 12, '3500': 14.5 },
  },
  { id: 'omni', kind: 'antenna', name: '吸顶天线', priceCny: 60, labourCny: 40, source: 'test' },
];

/** The fixture garage with other antennas and a network of theirs; refused where it makes no sense. */
export function networkedPlan(change: (plan: NetworkedPlan) => void): Plan {
  const plan = JSON.parse(readFileSync(fixturePlan, 'utf8'));
  change(plan);
  const parsed = parsePlan(plan);
  return parsed.network ? withNetworkBasis(parsed) : parsed;
}

export type NetworkedPlan = Plan & { network: Network };

/** A random tree of all kinds of devices down to the antennas, on one level. */
export function randomNetwork(seed: number, antennaCount: number): Plan {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  return networkedPlan((plan) => {
    const [level] = plan.levels;
    const point = (): [number, number] => [1 + random() * 10, 1 + random() * 10];
    const [model] = plan.antennas;
    plan.antennas = [];
    const network = {
      parts,
      sources: [],
      devices: [],
      cables: [],
      unfed: [],
      basebands: [],
    } as Network & Required<Pick<Network, 'parts' | 'sources' | 'devices' | 'cables'>>;
    plan.network = network;
    const outputPowerDbm = Object.fromEntries(plan.carriers.map(({ id }) => [id, 30 + 13 * random()]));
    network.sources.push({
      ...{ id: 'S1', level: level.id, position: point(), cell: 'C1' },
      units: [{ id: 'U1', part: 'rru', outputPowerDbm }],
    });
    const open: { node: string; port: string }[] = [{ node: 'S1', port: 'out1' }];
    const ports: Record<string, string[]> = {
      'split-2': ['out1', 'out2'],
      'split-3': ['out1', 'out2', 'out3'],
      ...{ 'coupler-10': ['through', 'coupled'], 'coupler-15': ['through', 'coupled'], 'pad-3': ['out'] },
    };
    const connect = (id: string) => {
      const [from] = open.splice(Math.floor(random() * open.length), 1);
      const lengthM = Math.round(random() * 400) / 10;
      const course = [{ level: level.id, path: [point(), point()] }];
      network.cables.push({
        ...{ id: `C${network.cables.length}`, part: 'half-inch', from, to: { node: id, port: 'in' } },
        ...{ course, lengthM },
      });
    };
    while (open.length < antennaCount) {
      const id = `D${network.devices.length}`;
      const part = pick(Object.keys(ports));
      connect(id);
      network.devices.push({ id, part, level: level.id, position: point() });
      open.push(...ports[part].map((port) => ({ node: id, port })));
    }
    for (let index = 0; index < antennaCount; index += 1) {
      const id = `ANT${index}`;
      plan.antennas.push({ ...model, id, level: level.id, position: point(), carriers: ['*'] });
      connect(id);
    }
  });
}
