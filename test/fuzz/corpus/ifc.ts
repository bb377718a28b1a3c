import { box, createHall } from '../../import/ifc-support/hall.ts';
import { polygonal, wedge } from '../../import/ifc-support/shapes.ts';
import { smallModel } from '../../import/ifc-support/small-model.ts';
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

/** A hall on the earth, with a ramp of tessellated faces, a wall of parts, a beam and a suspended ceiling. */
function placedHall(): Uint8Array {
  const { model, storey, tail } = createHall({ latitude: [31, 13, 49, 2], longitude: [121, 28, 25, 5] });
  const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
  const { item, kind } = polygonal(model, wedge([2, 2], [12, 4], [0, 1.8], 0.2));
  const shape = model.shape(item, kind);
  model.contain(storey, model.addPart('IFCRAMP', { name: 'R', placement, shape, tail: ',$,.NOTDEFINED.' }));
  const wall = model.addPart('IFCWALL', { name: 'Wall', placement, tail });
  model.contain(storey, wall);
  const boards = [8, 8.1].map((y) => {
    const body = model.shape(model.extrusion({ ring: box(5, y, 10, 0.02), heightM: 3 }), 'SweptSolid');
    return model.addPart('IFCPLATE', { name: 'Board', placement, shape: body, tail });
  });
  model.addParts(wall, boards);
  const ring = box(0.3, 12, 19.4, 0.3);
  model.addElement('IFCBEAM', storey, { name: 'Beam', ring, bottomM: 2.4, heightM: 0.6, tail });
  const ceiling = { ring: box(0, 0, 20, 10), bottomM: 2.7, heightM: 0.02, tail: ',$,.CEILING.' };
  model.addElement('IFCCOVERING', storey, { name: 'Ceiling', ...ceiling });
  const system = model.add("IFCPROJECTEDCRS('EPSG:4549',$,$,$,$,$,$)");
  model.add(`IFCMAPCONVERSION(#${model.context},#${system},640412.3,3457455.5,0.,1.,0.,1.)`);
  return model.toBytes();
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
    ratio: 0.4,
    samples: [
      { name: 'IFC4', bytes: smallModel({ schema: 'IFC4', unit: 'mm' }).toBytes() },
      { name: 'IFC2X3', bytes: smallModel({ schema: 'IFC2X3', unit: 'ft', rotationDeg: 12 }).toBytes() },
      { name: 'hall', bytes: placedHall() },
    ],
    mutators,
  },
];
