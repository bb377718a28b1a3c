import {
  type IfcLine,
  type IfcModel,
  lengthUnit,
  numberOf,
  referenceOf,
  referencesOf,
  textOf,
} from './ifc-model.ts';

/** How a model's coordinates lie on a map, as it says. */
export interface MapConversion {
  /** The entity that says so: `#123`. */
  at: string;
  /** Name of the map's coordinate system; empty where there is none. */
  systemName: string;
  eastingM?: number;
  northingM?: number;
  /** From the map's axes to the model's, counter-clockwise. */
  turnRad: number;
}

/** Property sets that are looked at, half of them the first and half the last of the file. */
const mostPropertySets = 30_000;

/** Of `IfcMapConversion`, and of the property sets that stand for it in IFC2X3 (buildingSMART: ePset_MapConversion). */
export function readMapConversions(model: IfcModel): MapConversion[] {
  const stated = model.idsOf('IFCMAPCONVERSION').flatMap((id): MapConversion[] => {
    const line = model.line(id);
    return line ? [conversionOf(model, id, line, model.line(referenceOf(line.TargetCRS) ?? -1))] : [];
  });
  return stated.length > 0 || !/^IFC2X/i.test(model.schema) ? stated : byPropertySets(model);
}

function byPropertySets(model: IfcModel): MapConversion[] {
  const all = model.idsOf('IFCPROPERTYSET');
  const half = mostPropertySets / 2;
  const looked = all.length <= mostPropertySets ? all : [...all.slice(0, half), ...all.slice(-half)];
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
