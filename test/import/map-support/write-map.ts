/** Writes features as GeoJSON and as OSM XML. */
import type { TruthFeature } from './truth-features.ts';

type Location = (point: readonly [number, number]) => readonly [number, number];

/** A collection with Chinese or English keys' values as they are; `location` gives the coordinates. */
export function writeGeoJson(features: readonly TruthFeature[], point: Location, crs?: string): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    ...(crs ? { crs: { type: 'name', properties: { name: crs } } } : {}),
    features: features.map(({ level, shape, points, holes = [], kind, tags }) => {
      const placed = points.map(point);
      const rings = [points, ...holes].map((ring) => [...ring, ring[0]].map(point));
      const geometry =
        shape === 'point'
          ? { type: 'Point', coordinates: placed[0] }
          : shape === 'line'
            ? { type: 'LineString', coordinates: placed }
            : { type: 'Polygon', coordinates: rings };
      return { type: 'Feature', properties: { type: kind, level, ...tags }, geometry };
    }),
  });
}

const osmTags: Record<string, Record<string, string>> = {
  column: { indoor: 'column' },
  parking_space: { amenity: 'parking_space' },
  charger: { amenity: 'charging_station' },
  gate: { barrier: 'lift_gate' },
  payment_point: { amenity: 'payment_terminal' },
  building_outline: { indoor: 'level' },
  room: { indoor: 'room' },
  lift_lobby: { room: 'lift_lobby' },
  telecom_room: { room: 'telecom_room' },
};

/** OSM XML as an editor writes it: negative ids, shared nodes, coordinates to so many digits. */
export function writeOsm(features: readonly TruthFeature[], location: Location, digits: number): string {
  const nodes = new Map<string, { id: number; tags: string }>();
  const ways: string[] = [];
  const relations: string[] = [];
  const tagsOf = ({ level, kind, shape, tags }: TruthFeature): string => {
    const isWall = /_wall$/.test(kind);
    const wallTags = isWall
      ? { ...(shape === 'area' ? { indoor: 'wall' } : { barrier: 'wall' }), wall: kind }
      : (osmTags[kind] ?? { indoor: 'door', door: kind });
    const all = { ...wallTags, level: String(-Number(level.slice(1))), ...tags };
    return Object.entries(all)
      .map(([k, v]) => `<tag k="${escapeXml(k)}" v="${escapeXml(String(v))}"/>`)
      .join('');
  };
  const nodeOf = (point: readonly [number, number], tags = ''): number => {
    const [lon, lat] = location(point);
    const key = `lat="${lat.toFixed(digits)}" lon="${lon.toFixed(digits)}"`;
    const known = tags === '' ? nodes.get(key) : undefined;
    if (known) return known.id;
    const id = -1 - nodes.size;
    // A tagged node is a thing of its own, wherever others stand.
    nodes.set(tags === '' ? key : `${key} version="${nodes.size}"`, { id, tags });
    return id;
  };
  for (const feature of features) {
    const { shape, points } = feature;
    if (shape === 'point') {
      nodeOf(points[0], tagsOf(feature));
      continue;
    }
    const wayOf = (ring: [number, number][], tagged: string): number => {
      const refs = ring.map((point) => nodeOf(point));
      if (shape === 'area') refs.push(refs[0]);
      const list = refs.map((ref) => `<nd ref="${ref}"/>`).join('');
      ways.push(`<way id="${-1_000_000 - ways.length}">${list}${tagged}</way>`);
      return -1_000_000 - ways.length + 1;
    };
    const rings = feature.holes?.length ? [points, ...feature.holes] : undefined;
    if (!rings) wayOf(points, tagsOf(feature));
    else {
      const members = rings.map(
        (ring, i) => `<member type="way" ref="${wayOf(ring, '')}" role="${i === 0 ? 'outer' : 'inner'}"/>`,
      );
      relations.push(
        `<relation id="${-1 - relations.length}"><tag k="type" v="multipolygon"/>${members.join('')}${tagsOf(feature)}</relation>`,
      );
    }
  }
  const points = [...nodes].map(([key, { id, tags }]) => `<node id="${id}" ${key}>${tags}</node>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${[...points, ...ways, ...relations].join('\n')}\n</osm>\n`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
