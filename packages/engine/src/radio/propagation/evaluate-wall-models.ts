import { cost231Defaults, cost231LossDb, cost231Source } from './cost231-multi-wall.ts';
import { freeSpaceLossDb } from './free-space.ts';
import type { ModelDefinition } from './model-definition.ts';
import { motleyKeenanLossDb, motleyKeenanSource } from './motley-keenan.ts';
import type { InputReader } from './read-inputs.ts';
import { checkedLossDb, readLink } from './read-link.ts';

const lossRange = { atLeast: 0, atMost: 1000 };
const wallCountRange = { atLeast: 0, atMost: 100_000, integer: true };
const floorCountRange = { atLeast: 0, atMost: 100, integer: true };

function readWalls(read: InputReader): { lossDb: number; count: number }[] {
  return read.list('walls', ['lossDb', 'count']).map((wall) => ({
    lossDb: wall.number('lossDb', lossRange),
    count: wall.number('count', wallCountRange),
  }));
}

const cost231: ModelDefinition = {
  id: 'cost231-multi-wall',
  title: 'COST 231 multi-wall model',
  source: cost231Source,
  inputs: ['frequencyMhz', 'distanceM', 'walls', 'floors', 'floorLossDb', 'b', 'constantDb'],
  evaluate(read) {
    const { frequencyMhz, distanceM } = readLink(read);
    const walls = readWalls(read);
    const floors = read.number('floors', floorCountRange, 0);
    const lossDb = cost231LossDb({
      frequencyMhz,
      distanceM,
      walls,
      floors,
      floorLossDb: read.number('floorLossDb', lossRange, cost231Defaults.floorLossDb),
      b: read.number('b', { atLeast: 0, atMost: 1 }, cost231Defaults.b),
      constantDb: read.number('constantDb', { atLeast: -200, atMost: 200 }, cost231Defaults.constantDb),
    });
    return { lossDb: checkedLossDb(read, lossDb, distanceM), source: this.source };
  },
};

const motleyKeenan: ModelDefinition = {
  id: 'motley-keenan',
  title: 'Motley–Keenan: a loss per wall and per floor, linear',
  source: motleyKeenanSource,
  inputs: [
    ...['frequencyMhz', 'distanceM', 'exponent', 'referenceLossDb'],
    ...['walls', 'wallCount', 'wallLossDb', 'floors', 'floorLossDb'],
  ],
  evaluate(read) {
    const { frequencyMhz, distanceM } = readLink(read);
    const isSingle = read.has('wallCount') || read.has('wallLossDb');
    if (isSingle && read.has('walls')) {
      read.fail(
        'walls',
        'walls and wallCount or wallLossDb',
        'either a loss per type of wall or a single one',
      );
    }
    const walls = isSingle
      ? [{ lossDb: read.number('wallLossDb', lossRange), count: read.number('wallCount', wallCountRange) }]
      : readWalls(read);
    const floors = read.number('floors', floorCountRange, 0);
    const lossDb = motleyKeenanLossDb({
      distanceM,
      referenceLossDb: read.number(
        'referenceLossDb',
        { atLeast: 0, atMost: 200 },
        freeSpaceLossDb(frequencyMhz, 1),
      ),
      exponent: read.number('exponent', { above: 0, atMost: 10 }, 2),
      walls,
      floors,
      // No value is published with the model: floors that are crossed need one.
      floorLossDb:
        floors === 0 ? read.number('floorLossDb', lossRange, 0) : read.number('floorLossDb', lossRange),
    });
    return { lossDb: checkedLossDb(read, lossDb, distanceM), source: this.source };
  },
};

export const wallModels: readonly ModelDefinition[] = [cost231, motleyKeenan];
