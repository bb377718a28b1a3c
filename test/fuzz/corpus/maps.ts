import { area, collection, feature, geoJsonGarage, line } from '../../import/map-support/geojson-garage.ts';
import { box, type OsmMap, osmGarage } from '../../import/map-support/osm-map.ts';
import { textBytes } from '../../support/bytes.ts';
import type { Corpus } from '../corpus.ts';

/** Lines and areas of every class that maps have one for. */
function richGeoJson(): Uint8Array {
  return collection([
    feature('building_outline', area(0, 0, 40, 30), { level: -1, elevation: -4.2 }),
    feature('wall', line([12, 0], [12, 30]), { level: -1, thickness: '200 mm', material: 'brick' }),
    feature('fire_door', { type: 'Point', coordinates: [12, 10] }, { level: -1, width: 1.2 }),
    feature('window', area(15, 29.7, 4, 0.3), { level: -1 }),
    feature('ramp', area(30, 16, 8, 4), { level: -1, incline: '12%' }),
    feature('floor_opening', area(32, 4, 4, 4), { level: -1 }),
    feature('wall', line([4, 1], [9, 1], [9, 8], [4, 8], [4, 1]), { level: -1 }),
    feature('room', area(0, 20, 12, 10), { level: -1, name: '弱电机房' }),
    ...geoJsonGarage().map((each) => ({ ...each, properties: { ...each.properties, level: 'B1;-2' } })),
  ]);
}

function richOsm(): Uint8Array {
  const map: OsmMap = osmGarage('-1');
  const left = map.way([
    [2, 10],
    [38, 10],
  ]);
  const right = map.way([
    [38, 15],
    [2, 15],
  ]);
  const members: [number, string][] = [
    [left, 'left'],
    [right, 'right'],
  ];
  map.relation(members, { type: 'lanelet' });
  const outer = map.way(box(0, 0, 40, 30));
  map.relation([[outer, 'outer']], { type: 'multipolygon', indoor: 'level', level: '-1' });
  map.node([20, 29.8], { barrier: 'lift_gate', level: '-1' });
  return textBytes(map.xml());
}

export const corpora: readonly Corpus[] = [
  {
    format: 'geojson',
    isText: true,
    samples: [
      { name: 'plain', bytes: collection(geoJsonGarage()) },
      { name: 'rich', bytes: richGeoJson() },
    ],
  },
  {
    format: 'osm',
    isText: true,
    samples: [
      { name: 'plain', bytes: textBytes(osmGarage().xml()) },
      { name: 'rich', bytes: richOsm() },
    ],
  },
];
