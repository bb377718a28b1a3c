/** A small garage as GeoJSON. */

export type Geometry = { type: string; coordinates?: unknown; geometries?: unknown };

export function feature<Shape extends Geometry | null>(
  type: string,
  geometry: Shape,
  more: Record<string, unknown> = {},
) {
  return { type: 'Feature', properties: { type, ...more }, geometry };
}

export function area(x: number, y: number, width: number, height: number): Geometry {
  return {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
        [x, y],
      ],
    ],
  };
}

export const line = (...coordinates: number[][]): Geometry => ({ type: 'LineString', coordinates });
export const point = (x: number, y: number): Geometry => ({ type: 'Point', coordinates: [x, y] });

/** A garage of 40 × 30 m: walls as areas, 12 bays, 4 columns. */
export function geoJsonGarage() {
  const bays = Array.from({ length: 12 }, (_, i) => feature('parking_space', area(4 + 2.4 * i, 2, 2.4, 5.3)));
  const columns = [10, 20, 30, 35].map((x) => feature('column', area(x, 15, 0.6, 0.6)));
  return [
    feature('wall', area(0, 0, 40, 0.3)),
    feature('wall', area(0, 29.7, 40, 0.3)),
    feature('wall', area(0, 0.3, 0.3, 29.4)),
    feature('wall', area(39.7, 0.3, 0.3, 29.4)),
    ...bays,
    ...columns,
  ];
}

/** The bytes of a collection. */
export const collection = (features: unknown[], more: Record<string, unknown> = {}) =>
  new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features, ...more }));
