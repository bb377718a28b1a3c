import { dxfText, smallGarage } from '../../import/drawing-support.ts';
import { mendChecksum, objectsIn, writeDwg } from '../../import/dwg-support/write-dwg.ts';
import { textBytes } from '../../support/bytes.ts';
import type { Corpus } from '../corpus.ts';
import type { Mutator } from '../mutators.ts';

const dxf = textBytes(dxfText(smallGarage()));

/** Changes a byte of one object and makes its checksum right: a lie that only the reader of objects can notice. */
const lyingObject: Mutator = {
  name: 'an object that lies',
  mutate(bytes, random) {
    const changed = Uint8Array.from(bytes);
    const objects = objectsIn(changed);
    if (objects.length === 0) return changed;
    const object = objects[random(objects.length)];
    changed[object[0] + 2 + random(object[1] - object[0] - 2)] = random(256);
    mendChecksum(changed, object);
    return changed;
  },
};

export const corpora: readonly Corpus[] = [
  {
    format: 'dwg',
    isText: false,
    ratio: 0.3,
    samples: (['AC1014', 'AC1015', 'AC1018', 'AC1032'] as const).map((version) => ({
      name: version,
      bytes: writeDwg(dxf, version),
    })),
    mutators: [lyingObject],
  },
];
