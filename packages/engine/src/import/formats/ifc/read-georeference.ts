import { createTangentPlane, distance, type Point, radToDeg } from '../../../core/index.ts';
import type { ImportWarning } from '../../drawing/level-drawing.ts';
import type { DrawingOrigin } from '../../drawing/read-drawing.ts';
import { type IfcLine, type IfcModel, numberOf, referenceOf } from './ifc-model.ts';
import { zoneOfSystem } from './projected-systems.ts';
import { readMapConversions } from './read-map-conversions.ts';
import { lonLatOfGrid } from './transverse-mercator.ts';

/** A site farther than this from its walls is not where they are, m. */
const farthestSiteM = 20_000;
/** Far enough to tell a direction by, m. */
const stepM = 100;

/**
 * Where the model stands: by its map conversion where its system is known, else by the longitude and latitude of
 * the site. `near` is a place in the model, in metres, close to what is read.
 */
export function readGeoreference(
  model: IfcModel,
  near: Point,
  warnings: ImportWarning[],
): DrawingOrigin | undefined {
  return byMapConversion(model, near, warnings) ?? bySite(model, near, warnings);
}

function byMapConversion(model: IfcModel, near: Point, warnings: ImportWarning[]): DrawingOrigin | undefined {
  for (const { at, systemName, eastingM, northingM, turnRad } of readMapConversions(model)) {
    const zone = zoneOfSystem(systemName);
    if (!zone || eastingM === undefined || northingM === undefined) {
      const named = systemName.slice(0, 60) || 'a system without a name';
      const message = `the model is placed in ${named}, which is not read`;
      warnings.push({ code: 'georeference-unread', message, at });
      continue;
    }
    const toGrid = ([x, y]: Point): Point => [
      eastingM + x * Math.cos(turnRad) - y * Math.sin(turnRad),
      northingM + x * Math.sin(turnRad) + y * Math.cos(turnRad),
    ];
    const [lonDeg, latDeg] = lonLatOfGrid(toGrid(near), zone);
    const [east, north] = createTangentPlane(lonDeg, latDeg).toPlane(
      lonLatOfGrid(toGrid([near[0] + stepM, near[1]]), zone),
    );
    if (!isOnEarth(lonDeg, latDeg)) {
      const message = `the model is placed at ${eastingM}, ${northingM} m of ${systemName}, where nothing is`;
      warnings.push({ code: 'georeference-unread', message, at });
      continue;
    }
    return { lonDeg, latDeg, at: near, rotationDeg: radToDeg(Math.atan2(north, east)) };
  }
  return undefined;
}

function bySite(model: IfcModel, near: Point, warnings: ImportWarning[]): DrawingOrigin | undefined {
  for (const id of model.idsOf('IFCSITE')) {
    const line = model.line(id);
    const lonDeg = degreesOf(line?.RefLongitude);
    const latDeg = degreesOf(line?.RefLatitude);
    if (lonDeg === undefined || latDeg === undefined || !isOnEarth(lonDeg, latDeg)) continue;
    if (lonDeg === 0 && latDeg === 0) continue;
    const placement = referenceOf(line?.ObjectPlacement);
    const [x, y] = (placement === undefined ? undefined : model.placementOrigin(placement)) ?? [0, 0, 0];
    if (distance([x, y], near) > farthestSiteM) continue;
    const message = `the place is that of IfcSite, ${lonDeg.toFixed(5)}, ${latDeg.toFixed(5)}; programs put a city there when nobody gives one`;
    warnings.push({ code: 'georeference-site', message, at: `#${id}` });
    return { lonDeg, latDeg, at: [x, y], rotationDeg: northTurnDeg(model) };
  }
  return undefined;
}

/** From the model's axes to east and north, by the true north of its contexts. */
function northTurnDeg(model: IfcModel): number {
  for (const id of model.idsOf('IFCGEOMETRICREPRESENTATIONCONTEXT')) {
    const north = model.line(referenceOf(model.line(id)?.TrueNorth) ?? -1);
    const [x, y] = numbersOf(north?.DirectionRatios);
    if (Math.hypot(x, y) > 1e-6) return radToDeg(Math.PI / 2 - Math.atan2(y, x));
  }
  return 0;
}

/** Degrees, minutes, seconds and millionths of a second. */
function degreesOf(value: IfcLine[string]): number | undefined {
  const [deg, minutes = 0, seconds = 0, millionths = 0] = numbersOf(value);
  const found = deg + minutes / 60 + (seconds + millionths / 1e6) / 3600;
  return Number.isFinite(found) ? found : undefined;
}

/** A list of numbers, or of values that hold numbers; NaN for what is none. */
function numbersOf(value: IfcLine[string]): number[] {
  const list = value && 'value' in value && Array.isArray(value.value) ? value.value : value;
  if (!Array.isArray(list)) return [];
  return list.map((entry) => (typeof entry === 'number' ? entry : (numberOf(entry) ?? Number.NaN)));
}

function isOnEarth(lonDeg: number, latDeg: number): boolean {
  return Math.abs(lonDeg) <= 180 && Math.abs(latDeg) < 89;
}
