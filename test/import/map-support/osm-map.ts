/** A small garage as OSM XML. */

/** Degrees of a point so many metres east and north of a corner in Shanghai. */
const degrees = ([x, y]: number[]) => [121.47 + x / 95_273.5, 31.23 + y / 110_864.5];

/** An OSM file that grows by nodes, ways and relations with negative ids. */
export class OsmMap {
  readonly nodes: string[] = [];
  readonly rest: string[] = [];

  node(point: number[], tags: Record<string, string> = {}): number {
    const [lon, lat] = degrees(point);
    const id = -1 - this.nodes.length;
    this.nodes.push(`<node id='${id}' lat='${lat}' lon='${lon}'>${tagsXml(tags)}</node>`);
    return id;
  }

  way(points: number[][], tags: Record<string, string> = {}): number {
    const closed = points.length > 2 && points[0].every((value, i) => value === points[points.length - 1][i]);
    const refs = (closed ? points.slice(0, -1) : points).map((point) => this.node(point));
    if (closed) refs.push(refs[0]);
    const id = -10_000 - this.rest.length;
    this.rest.push(
      `<way id='${id}'>${refs.map((ref) => `<nd ref='${ref}'/>`).join('')}${tagsXml(tags)}</way>`,
    );
    return id;
  }

  relation(members: [number, string][], tags: Record<string, string>): void {
    const list = members.map(([ref, role]) => `<member type='way' ref='${ref}' role='${role}'/>`);
    this.rest.push(
      `<relation id='${-90_000 - this.rest.length}'>${list.join('')}${tagsXml(tags)}</relation>`,
    );
  }

  xml(head = "<?xml version='1.0' encoding='UTF-8'?>"): string {
    return `${head}<osm version='0.6' generator='JOSM'>${[...this.nodes, ...this.rest].join('\n')}</osm>`;
  }
}

function tagsXml(tags: Record<string, string>): string {
  return Object.entries(tags)
    .map(([k, v]) => `<tag k='${k}' v='${v}'/>`)
    .join('');
}

/** A closed ring. */
export const box = (x: number, y: number, width: number, height: number) => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
];

/** A garage of 40 × 30 m as Lanelet2 draws it: walls as thin closed ways, bays, a lane between them. */
export function osmGarage(level?: string): OsmMap {
  const map = new OsmMap();
  const on: Record<string, string> = level ? { level } : {};
  for (const wall of [
    box(0, 0, 40, 0.3),
    box(0, 29.7, 40, 0.3),
    box(0, 0.3, 0.3, 29.4),
    box(39.7, 0.3, 0.3, 29.4),
  ]) {
    map.way(wall, { type: 'wall', ...on });
  }
  for (let i = 0; i < 12; i++) map.way(box(4 + 2.4 * i, 2, 2.4, 5.3), { amenity: 'parking_space', ...on });
  return map;
}
