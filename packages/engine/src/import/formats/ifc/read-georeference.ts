import { createTangentPlane, distance, type Point, radToDeg, say } from '../../../core/index.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import type { DrawingOrigin } from '../../drawing/read-drawing.ts';
import { tuning } from '../../tuning.ts';
import {
  type IfcLine,
  type IfcModel,
  lengthUnit,
  numberOf,
  referenceOf,
  referencesOf,
  textOf,
} from './ifc-model.ts';

const { maxPropertySets, semiMajorM, flattening, farthestSiteM, stepM } = tuning.ifcReadGeoreference;

/** Describes how a model's coordinates lie on a map, as it says. */
interface MapConversion {
  /** The entity that says so: `#123`. */
  at: string;
  /** Name of the map's coordinate system; empty where there is none. */
  systemName: string;
  eastingM?: number;
  northingM?: number;
  /** Turn from the map's axes to the model's, counter-clockwise. */
  turnRad: number;
}

/** A zone of a transverse Mercator projection. */
interface MercatorZone {
  centralLonDeg: number;
  /** Scale on the central meridian. */
  scaleRatio: number;
  falseEastingM: number;
  falseNorthingM: number;
}

const n = flattening / (2 - flattening);
/** Radius of the circle as long as a meridian, metres. */
const meridianRadiusM = (semiMajorM / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
/** h1′ … h4′ of the guidance note. */
const series = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - n ** 4 / 360,
  n ** 2 / 48 + n ** 3 / 15 - (437 / 1440) * n ** 4,
  (17 / 480) * n ** 3 - (37 / 840) * n ** 4,
  (4397 / 161_280) * n ** 4,
] as const;
const eccentricity = Math.sqrt(flattening * (2 - flattening));

const utm = { scaleRatio: 0.9996, falseEastingM: 500_000 } as const;
const gauss = { scaleRatio: 1, falseNorthingM: 0 } as const;

/** A range of codes of the EPSG registry, one zone after the other. */
interface CodeRange {
  first: number;
  last: number;
  /** The zone whose code is that many after the first. */
  zone: (index: number) => MercatorZone;
}

const ranges: readonly CodeRange[] = [
  // UTM on WGS 84, north and south, and on ETRS89.
  { first: 32_601, last: 32_660, zone: (i) => utmZone(1 + i, 0) },
  { first: 32_701, last: 32_760, zone: (i) => utmZone(1 + i, 10_000_000) },
  { first: 25_828, last: 25_838, zone: (i) => utmZone(28 + i, 0) },
  // CGCS2000 Gauss-Krüger, 6° and 3° wide, eastings with and without the zone's number before them.
  { first: 4491, last: 4501, zone: (i) => gaussZone(75 + 6 * i, 13 + i) },
  { first: 4502, last: 4512, zone: (i) => gaussZone(75 + 6 * i, 0) },
  { first: 4513, last: 4533, zone: (i) => gaussZone(75 + 3 * i, 25 + i) },
  { first: 4534, last: 4554, zone: (i) => gaussZone(75 + 3 * i, 0) },
];

/**
 * Returns where the model stands: by its map conversion where its system is known, else by the longitude and latitude
 * of the site. `near` is a point in the model, in metres, close to what is read.
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
      const system = systemName.slice(0, 60) || say('nameless-system');
      warnings.push(importWarning('georeference-unread', at, say('warning-georeference-unread', { system })));
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
      const phrase = say('warning-georeference-nowhere', {
        easting: eastingM,
        northing: northingM,
        system: systemName,
      });
      warnings.push(importWarning('georeference-unread', at, phrase));
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
    const phrase = say('warning-georeference-site', { lon: lonDeg.toFixed(5), lat: latDeg.toFixed(5) });
    warnings.push(importWarning('georeference-site', `#${id}`, phrase));
    return { lonDeg, latDeg, at: [x, y], rotationDeg: northTurnDeg(model) };
  }
  return undefined;
}

/** Returns the turn from the model's axes to east and north, by the true north of its contexts. */
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

/** Reads `IfcMapConversion`, and the property sets that stand for it in IFC2X3 (buildingSMART: ePset_MapConversion). */
function readMapConversions(model: IfcModel): MapConversion[] {
  const stated = model.idsOf('IFCMAPCONVERSION').flatMap((id): MapConversion[] => {
    const line = model.line(id);
    return line ? [conversionOf(model, id, line, model.line(referenceOf(line.TargetCRS) ?? -1))] : [];
  });
  return stated.length > 0 || !/^IFC2X/i.test(model.schema) ? stated : byPropertySets(model);
}

function byPropertySets(model: IfcModel): MapConversion[] {
  const all = model.idsOf('IFCPROPERTYSET');
  const half = maxPropertySets / 2;
  const looked = all.length <= maxPropertySets ? all : [...all.slice(0, half), ...all.slice(-half)];
  const found: { id: number; line: IfcLine }[] = [];
  let system: IfcLine | undefined;
  for (const id of looked) {
    const set = model.line(id);
    const name = textOf(set?.Name);
    if (/^e?pset_mapconversion$/i.test(name)) found.push({ id, line: propertiesOf(model, set) });
    else if (/^e?pset_projectedcrs$/i.test(name)) system = propertiesOf(model, set);
  }
  return found.map(({ id, line }) => {
    const systemOfSet = { Name: line.TargetCRS, ...system };
    return conversionOf(model, id, line, systemOfSet);
  });
}

/** The single values of a property set by their names. */
function propertiesOf(model: IfcModel, set: IfcLine | undefined): IfcLine {
  const values: [string, IfcLine[string]][] = referencesOf(set?.HasProperties).flatMap((id) => {
    const property = model.line(id);
    return property ? [[textOf(property.Name), property.NominalValue]] : [];
  });
  return Object.fromEntries(values);
}

function conversionOf(
  model: IfcModel,
  id: number,
  line: IfcLine,
  system: IfcLine | undefined,
): MapConversion {
  const metres = mapUnitM(model, system) ?? model.metresPerUnit;
  const eastings = numberOf(line.Eastings);
  const northings = numberOf(line.Northings);
  return {
    at: `#${id}`,
    systemName: textOf(system?.Name),
    ...(eastings === undefined ? {} : { eastingM: eastings * metres }),
    ...(northings === undefined ? {} : { northingM: northings * metres }),
    turnRad: Math.atan2(numberOf(line.XAxisOrdinate) ?? 0, numberOf(line.XAxisAbscissa) ?? 1),
  };
}

/** Metres per unit of the map: a unit, or in property sets its name. */
function mapUnitM(model: IfcModel, system: IfcLine | undefined): number | undefined {
  const unit = referenceOf(system?.MapUnit);
  if (unit !== undefined) return lengthUnit(model.line, [unit]);
  const name = textOf(system?.MapUnit);
  if (/^milli/i.test(name)) return 0.001;
  if (/^(foot|feet|ft)$/i.test(name)) return 0.3048;
  return /^(met(re|er)|m$)/i.test(name) ? 1 : undefined;
}

/**
 * Longitude and latitude in degrees of a point given by easting and northing in metres; good to a millimetre within 40°
 * of the central meridian. CGCS2000 and ETRS89 differ from WGS 84 by less than the points of buildings are known.
 */
function lonLatOfGrid([eastingM, northingM]: Readonly<Point>, zone: MercatorZone): Point {
  const eta = (eastingM - zone.falseEastingM) / (meridianRadiusM * zone.scaleRatio);
  const xi = (northingM - zone.falseNorthingM) / (meridianRadiusM * zone.scaleRatio);
  let eta0 = eta;
  let xi0 = xi;
  series.forEach((h, i) => {
    const k = 2 * (i + 1);
    xi0 -= h * Math.sin(k * xi) * Math.cosh(k * eta);
    eta0 -= h * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const beta = Math.asin(Math.sin(xi0) / Math.cosh(eta0));
  const q = Math.asinh(Math.tan(beta));
  let isometric = q;
  for (let step = 0; step < 6; step++) {
    isometric = q + eccentricity * Math.atanh(eccentricity * Math.tanh(isometric));
  }
  const lonDeg = zone.centralLonDeg + radToDeg(Math.asin(Math.tanh(eta0) / Math.cos(beta)));
  return [lonDeg, radToDeg(Math.atan(Math.sinh(isometric)))];
}

/** The zone that a name such as `EPSG:4549` stands for; undefined for systems that are not known. */
function zoneOfSystem(name: string): MercatorZone | undefined {
  const code = Number(/(?:^|EPSG\D{0,4})(\d{4,5})$/i.exec(name.trim())?.[1]);
  const range = ranges.find(({ first, last }) => code >= first && code <= last);
  return range?.zone(code - range.first);
}

function utmZone(number: number, falseNorthingM: number): MercatorZone {
  return { ...utm, centralLonDeg: 6 * number - 183, falseNorthingM };
}

function gaussZone(centralLonDeg: number, prefix: number): MercatorZone {
  return { ...gauss, centralLonDeg, falseEastingM: 500_000 + prefix * 1_000_000 };
}
