import { smallModel } from '../../ifc-support/small-model.ts';
import type { Corpus } from '../corpus.ts';
import type { Mutator } from '../mutators.ts';

const latin1 = new TextDecoder('latin1');

/** Replaces some of what matches; all of it is ASCII. */
function replacing(
  name: string,
  pattern: RegExp,
  replace: (match: string, random: (below: number) => number) => string,
) {
  return {
    name,
    mutate(bytes, random) {
      const rare = 1 + random(300);
      const text = latin1.decode(bytes);
      return Uint8Array.from(
        Buffer.from(
          text.replace(pattern, (match) => (random(rare) === 0 ? replace(match, random) : match)),
          'latin1',
        ),
      );
    },
  } satisfies Mutator;
}

const mutators: readonly Mutator[] = [
  replacing('references to nothing', /#\d+(?=[,)])/g, () => '#999999'),
  replacing('references to others', /#\d+(?=[,)])/g, (_, random) => `#${1 + random(900)}`),
  replacing(
    'numbers that are none',
    /-?\d+\.\d*/g,
    (_, random) => ['1.E308', 'NAN', '-1.E308', '$', "''"][random(5)],
  ),
  replacing(
    'other types',
    /IFC[A-Z0-9]+(?=\()/g,
    (_, random) => ['IFCWALL', 'IFCSLAB', 'IFCDIRECTION', 'IFCX'][random(4)],
  ),
  replacing('attributes left out', /\$/g, () => '*'),
];

export const corpora: readonly Corpus[] = [
  {
    format: 'ifc',
    isText: true,
    // The library starts anew for every file.
    share: 0.4,
    samples: [
      { name: 'IFC4', bytes: smallModel({ schema: 'IFC4', unit: 'mm' }).toBytes() },
      { name: 'IFC2X3', bytes: smallModel({ schema: 'IFC2X3', unit: 'ft', rotationDeg: 12 }).toBytes() },
    ],
    mutators,
  },
];
