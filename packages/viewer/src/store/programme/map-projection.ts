/** The map of the city: kilometres east and north of its middle, and how they lie on the screen. */
import { degToRad, radToDeg } from '@diku/engine/core';

/** Kilometres east and north of the middle of the map. */
export type MapLocation = readonly [eastKm: number, northKm: number];
/** Longitude and latitude, WGS 84 degrees. */
type GeoLocation = readonly [lonDeg: number, latDeg: number];
type Pixel = readonly [left: number, top: number];

export interface MapSize {
  widthPx: number;
  heightPx: number;
}

/** The point in the middle of the screen, and how large the map is there. */
export interface MapCamera {
  eastKm: number;
  northKm: number;
  pixelsPerKm: number;
}

const middleLonDeg = 121.44;
const middleLatDeg = 31.25;
/** Radius of a sphere as large as the earth. */
const earthRadiusKm = 6371;
const shrink = Math.cos(degToRad(middleLatDeg));

/** The city with its islands, degrees. What lies outside is a mistake in a table. */
const bounds = { westDeg: 120.83, southDeg: 30.66, eastDeg: 122, northDeg: 31.88 };
const minPixelsPerKm = 1;
const maxPixelsPerKm = 4000;
const marginPx = 16;

/** Returns whether a point is within Shanghai's bounds. */
export function isOnMap([lonDeg, latDeg]: GeoLocation): boolean {
  return (
    lonDeg > bounds.westDeg && lonDeg < bounds.eastDeg && latDeg > bounds.southDeg && latDeg < bounds.northDeg
  );
}

/** A degree of longitude is as long everywhere as in the middle: within the city that is off by less than 1 %. */
export function projectLocation([lonDeg, latDeg]: GeoLocation): MapLocation {
  return [
    earthRadiusKm * shrink * degToRad(lonDeg - middleLonDeg),
    earthRadiusKm * degToRad(latDeg - middleLatDeg),
  ];
}

export function unprojectLocation([eastKm, northKm]: MapLocation): GeoLocation {
  return [
    middleLonDeg + radToDeg(eastKm / (earthRadiusKm * shrink)),
    middleLatDeg + radToDeg(northKm / earthRadiusKm),
  ];
}

const southWest = projectLocation([bounds.westDeg, bounds.southDeg]);
const northEast = projectLocation([bounds.eastDeg, bounds.northDeg]);

/** All of some points on the screen; the whole city where there are none. */
export function fitCamera(points: readonly MapLocation[], { widthPx, heightPx }: MapSize): MapCamera {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [eastKm, northKm] of points.length > 0 ? points : [southWest, northEast]) {
    box.west = Math.min(box.west, eastKm);
    box.east = Math.max(box.east, eastKm);
    box.south = Math.min(box.south, northKm);
    box.north = Math.max(box.north, northKm);
  }
  // One point, or some that lie close together, with some streets around them.
  const widthKm = Math.max(box.east - box.west, 2);
  const heightKm = Math.max(box.north - box.south, 2);
  return within({
    eastKm: (box.west + box.east) / 2,
    northKm: (box.south + box.north) / 2,
    pixelsPerKm: Math.min(
      Math.max(1, widthPx - 2 * marginPx) / widthKm,
      Math.max(1, heightPx - 2 * marginPx) / heightKm,
    ),
  });
}

export function toPixel(
  { eastKm, northKm, pixelsPerKm }: MapCamera,
  { widthPx, heightPx }: MapSize,
  [pointEastKm, pointNorthKm]: MapLocation,
): Pixel {
  return [
    widthPx / 2 + (pointEastKm - eastKm) * pixelsPerKm,
    heightPx / 2 - (pointNorthKm - northKm) * pixelsPerKm,
  ];
}

export function toLocation(
  { eastKm, northKm, pixelsPerKm }: MapCamera,
  { widthPx, heightPx }: MapSize,
  [left, top]: Pixel,
): MapLocation {
  return [eastKm + (left - widthPx / 2) / pixelsPerKm, northKm - (top - heightPx / 2) / pixelsPerKm];
}

/** Larger by a factor around a point of the screen, which stays. */
export function zoomCamera(camera: MapCamera, size: MapSize, pixel: Pixel, factor: number): MapCamera {
  const pixelsPerKm = limit(camera.pixelsPerKm * factor, minPixelsPerKm, maxPixelsPerKm);
  const [eastKm, northKm] = toLocation(camera, size, pixel);
  const ratio = camera.pixelsPerKm / pixelsPerKm;
  return within({
    eastKm: eastKm + (camera.eastKm - eastKm) * ratio,
    northKm: northKm + (camera.northKm - northKm) * ratio,
    pixelsPerKm,
  });
}

/** Moves the view so that its content goes right and down by this many pixels. */
export function panCamera(camera: MapCamera, rightPx: number, downPx: number): MapCamera {
  const { eastKm, northKm, pixelsPerKm } = camera;
  return within({
    eastKm: eastKm - rightPx / pixelsPerKm,
    northKm: northKm + downPx / pixelsPerKm,
    pixelsPerKm,
  });
}

/** The middle of the screen stays in the city. */
function within({ eastKm, northKm, pixelsPerKm }: MapCamera): MapCamera {
  return {
    eastKm: limit(eastKm, southWest[0], northEast[0]),
    northKm: limit(northKm, southWest[1], northEast[1]),
    pixelsPerKm: limit(pixelsPerKm, minPixelsPerKm, maxPixelsPerKm),
  };
}

function limit(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
