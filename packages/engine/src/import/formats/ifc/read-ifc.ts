import { DrawingError, median, say } from '../../../core/index.ts';
import type { LeftOut } from '../../../plan/index.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import type { ReadDrawing } from '../../drawing/read-drawing.ts';
import { tuning } from '../../tuning.ts';
import { chooseStoreys, unusedBasements } from './choose-storeys.ts';
import { type Bodies, type Body, collectBodies } from './collect-bodies.ts';
import { readBeams } from './draw-beams.ts';
import { readRamps } from './draw-ramps.ts';
import { readSpaces } from './draw-spaces.ts';
import { readStairs } from './draw-stairs.ts';
import { cutHeightM, drawStorey, isCutBy } from './draw-storey.ts';
import { readThings } from './draw-things.ts';
import { type IfcModel, referenceOf } from './ifc-model.ts';
import { withIfcModel } from './open-ifc.ts';
import { readGeoreference } from './read-georeference.ts';
import { distinctFloors, readStoreys, type Storey } from './read-storeys.ts';
import { type Relations, readRelations } from './relations.ts';
import { type StepScan, scanStep } from './scan-step.ts';
import { readSlabs } from './storey-floors.ts';
import { createVoidReader } from './wall-voids.ts';

const {
  longestChain,
  partBytes,
  smallCutParts,
  largestPartCount,
  maxParts,
  maxCuts,
  manyOpenings,
  largestCutCost,
  maxCutCost,
} = tuning.ifcReadIfc;

interface References {
  /** References to entities that are not in the file. */
  missing: {
    count: number;
    /** One of them. */
    example?: { from: number; to: number };
  };
  /**
   * Entities that an entity expands to, itself included, each as often as it is referred to (what is placed in things
   * that are placed again multiplies) and once more for every 128 bytes of it.
   */
  partsOf(id: number): number;
  /** Returns what the cuts behind an entity cost: see `costOfCut`. */
  cutCostOf(id: number): number;
}

/** How far an entity was followed. */
const unseen = 0;
const open = 1;
const done = 2;

export interface IfcOptions {
  /** Path or URL of `web-ifc.wasm`. Needed where it is not beside the library. */
  locateWasm?: (name: string) => string;
}

/** Elements that a plan has no use for or that are not read, by their types in the schema. */
const ignoredTypes = {
  IfcTransportElement: 'IFCTRANSPORTELEMENT',
  IfcFlowSegment: 'IFCFLOWSEGMENT',
} as const;

/** An IFC model (2x3, 4, 4.3) as one drawing per storey of the garage, in metres. Throws `DrawingError`. */
export async function readIfc(bytes: Uint8Array, { locateWasm }: IfcOptions = {}): Promise<ReadDrawing> {
  const references = checkReferences(scanStep(bytes));
  const { missing } = references;
  const warnings: ImportWarning[] = [];
  if (missing.example) {
    const { from, to } = missing.example;
    const phrase = say('warning-references-missing', { count: missing.count, from, to });
    warnings.push(importWarning('references-missing', `#${from}`, phrase));
  }
  return withIfcModel(bytes, locateWasm, (model) => {
    const relations = readRelations(model);
    return readModel(limitMeshes(model, relations, references), relations, warnings);
  });
}

function readModel(model: IfcModel, relations: Relations, warnings: ImportWarning[]): ReadDrawing {
  const found = collectBodies(model, relations);
  const walls = found.bodies.filter(({ kind }) => kind === 'wall');
  if (walls.length === 0 || found.withoutGeometry > found.bodies.length) throw noWalls(found);
  const { storeys, leftOut } = storeysOf(model, found.bodies, warnings);
  const chosen = chooseStoreys([...storeys].reverse(), warnings);
  const { things, ignored } = readThings(model);
  const { ramps, unread: unreadRamps } = readRamps(model, relations, found.slabs);
  const { stairs, unread: unreadStairs } = readStairs(model, relations);
  const { beams, unread: unreadBeams } = readBeams(model, relations);
  const parts = {
    bodies: found.bodies,
    slabs: readSlabs(found.slabs),
    ceilings: readSlabs(found.ceilings),
    beams,
    spaces: readSpaces(model),
    ramps,
    stairs,
    things,
    voids: createVoidReader(model, relations),
  };
  const drawn = chosen.map((storey) => drawStorey(storey, parts));
  const unread = drawn.reduce((sum, { unreadWalls }) => sum + unreadWalls, found.withoutGeometry);
  drawn.forEach(({ floorParts }, i) => {
    if (floorParts === 1) return;
    const phrase = say('warning-floors-joined', { count: floorParts, width: 0.1 });
    warnings.push(importWarning('floors-joined', chosen[i].levelId, phrase));
  });
  const counts = { IfcRamp: unreadRamps, IfcStair: unreadStairs, IfcBeam: unreadBeams };
  warnAboutIgnored({ ...counts, ...countIgnored(model), ...ignored }, warnings);
  warnAboutBodies({ ...found, withoutGeometry: unread }, storeys, warnings);
  return {
    format: 'ifc',
    encoding: model.schema,
    unit: { unit: 'm', metresPerUnit: 1 },
    origin: readGeoreference(model, [walls[0].mesh.vertices[0], walls[0].mesh.vertices[1]], warnings),
    sheets: drawn.map(({ sheet }) => sheet),
    warnings,
    leftOut,
  };
}

/**
 * Storeys with walls that the cut meets, and basements without. A model that states none is one storey on the level of
 * most walls.
 */
function storeysOf(
  model: IfcModel,
  bodies: readonly Body[],
  warnings: ImportWarning[],
): { storeys: Storey[]; leftOut: LeftOut[] } {
  const stated = readStoreys(model);
  const contained = new Map<number, number>();
  for (const { storey } of bodies)
    if (storey !== undefined) contained.set(storey, (contained.get(storey) ?? 0) + 1);
  const floors = distinctFloors(stated, ({ id }) => contained.get(id) ?? 0);
  const walls = bodies.filter(({ kind }) => kind === 'wall');
  const used = floors.filter(({ floorM }) => walls.some((wall) => isCutBy(wall, floorM + cutHeightM)));
  if (used.length > 0) {
    const leftOut = unusedBasements(stated, used).map(({ name }): LeftOut => ({ name, why: 'storey' }));
    return { storeys: used, leftOut };
  }
  const floorM = median(walls.map(({ mesh }) => mesh.bottomM));
  const phrase = say('warning-storey-assumed', { elevation: floorM.toFixed(2) });
  warnings.push(importWarning('storey-assumed', 'IfcBuildingStorey', phrase));
  return { storeys: [{ id: -1, name: 'L1', elevationM: floorM, floorM }], leftOut: [] };
}

function countIgnored(model: IfcModel): Record<string, number> {
  return Object.fromEntries(
    Object.entries(ignoredTypes).map(([name, typeName]) => [name, model.idsOf(typeName).length]),
  );
}

function warnAboutIgnored(counts: Readonly<Record<string, number>>, warnings: ImportWarning[]): void {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  if (found.length === 0) return;
  const total = found.reduce((sum, [, count]) => sum + count, 0);
  const list = found.map(([name, count]) => `${name} × ${count}`).join(', ');
  const phrase = say('warning-elements-ignored', { count: total, list });
  warnings.push(importWarning('elements-ignored', 'IFC model', phrase));
}

function warnAboutBodies(
  { bodies, withoutGeometry }: Bodies,
  storeys: readonly Storey[],
  warnings: ImportWarning[],
): void {
  const uncut = bodies.filter((body) => !storeys.some(({ floorM }) => isCutBy(body, floorM + cutHeightM)));
  if (uncut.length > 0) {
    const phrase = say('warning-elements-uncut', { count: uncut.length, height: cutHeightM });
    warnings.push(importWarning('elements-uncut', 'IFC model', phrase));
  }
  if (withoutGeometry > 0) {
    const phrase = say('warning-elements-without-geometry', { count: withoutGeometry });
    warnings.push(importWarning('elements-without-geometry', 'IFC model', phrase));
  }
}

function noWalls({ bodies, withoutGeometry }: Bodies): DrawingError {
  const walls = bodies.filter(({ kind }) => kind === 'wall').length;
  const found = say('ifc-no-walls', { walls, without: withoutGeometry });
  return new DrawingError(say('ifc-model'), found, say('ifc-walls-wanted'));
}

/** The work of one cut, of bodies of so many parts: it grows with their square. */
function costOfCut(parts: number): number {
  return parts > smallCutParts ? parts ** 2 : 0;
}

/**
 * Follows every reference once. Refuses entities that refer to themselves in the end, chains without end, and numbers
 * given twice: the library may never come back from them.
 */
function checkReferences({ ids, offsets, starts, references, cuts }: StepScan): References {
  const indexOf = createIndex(ids);
  const missing: References['missing'] = { count: 0 };
  const states = new Uint8Array(ids.length);
  const expansions = new Float64Array(ids.length);
  const cutCosts = new Float64Array(ids.length);
  const isCut = flagged(cuts, ids.length);
  const depths = new Uint16Array(ids.length);
  const cursors = Uint32Array.from(starts);
  const chain = new Uint32Array(longestChain + 1);
  for (let first = 0; first < ids.length; first++) {
    if (states[first] !== unseen) continue;
    let length = 1;
    chain[0] = first;
    states[first] = open;
    while (length > 0) {
      const entity = chain[length - 1];
      if (cursors[entity] === starts[entity + 1]) {
        finish(entity);
        length--;
        continue;
      }
      const to = references[cursors[entity]++];
      const next = indexOf(to);
      if (next < 0) {
        missing.count++;
        missing.example ??= { from: ids[entity], to };
      } else if (states[next] === open) {
        throw new DrawingError(`#${to}`, say('ifc-circle', { over: `#${ids[entity]}` }), say('nothing'));
      } else if (states[next] === unseen) {
        if (length >= longestChain) throw tooDeep(ids[first]);
        states[next] = open;
        chain[length++] = next;
      }
    }
  }
  return {
    missing,
    partsOf: (id) => expansions[indexOf(id)] ?? 0,
    cutCostOf: (id) => cutCosts[indexOf(id)] ?? 0,
  };

  function finish(entity: number): void {
    states[entity] = done;
    let expansion = 1 + Math.floor((offsets[entity + 1] - offsets[entity]) / partBytes);
    let cutCost = 0;
    let depth = 0;
    for (let k = starts[entity]; k < starts[entity + 1]; k++) {
      const next = indexOf(references[k]);
      if (next < 0) continue;
      expansion += expansions[next];
      cutCost += cutCosts[next];
      depth = Math.max(depth, depths[next]);
    }
    expansions[entity] = expansion;
    cutCosts[entity] = cutCost + (isCut[entity] ? costOfCut(expansion) : 0);
    depths[entity] = depth + 1;
    if (depth + 1 > longestChain) throw tooDeep(ids[entity]);
  }
}

/** [length] 1 at the indices, else 0. */
function flagged(indices: Uint32Array, length: number): Uint8Array {
  const flags = new Uint8Array(length);
  for (const index of indices) flags[index] = 1;
  return flags;
}

function tooDeep(id: number): DrawingError {
  return new DrawingError(`#${id}`, say('ifc-chain', { most: longestChain }), say('ifc-shorter-chain'));
}

/**
 * Returns a lookup from an entity's number to its offset in the file; −1 for numbers that are not there. Refuses a
 * number given twice.
 */
function createIndex(ids: Uint32Array): (id: number) => number {
  let ascending = true;
  for (let i = 1; i < ids.length && ascending; i++) ascending = ids[i - 1] < ids[i];
  const order = ascending
    ? undefined
    : Uint32Array.from(ids, (_, i) => i).sort((p, q) => ids[p] - ids[q] || p - q);
  const sorted = order ? order.map((i) => ids[i]) : ids;
  const repeated = sorted.find((id, i) => id === sorted[i + 1]);
  if (repeated !== undefined) throw new DrawingError(`#${repeated}`, say('ifc-two-of-number'), say('one'));
  return (id) => {
    // Numbers mostly run without gaps.
    const guess = id - sorted[0];
    let low = guess < sorted.length && sorted[guess] === id ? guess : 0;
    let high = low === guess ? guess : sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] < id) low = middle + 1;
      else high = middle;
    }
    if (sorted[low] !== id) return -1;
    return order ? order[low] : low;
  };
}

/**
 * The model with bounds on what its geometry may cost: an element whose shape or openings are too many has no mesh,
 * and neither has any once the budget of the whole model is spent.
 */
function limitMeshes(
  model: IfcModel,
  { openingsOf }: Pick<Relations, 'openingsOf'>,
  { partsOf, cutCostOf }: Pick<References, 'partsOf' | 'cutCostOf'>,
): IfcModel {
  let parts = 0;
  let cuts = 0;
  let cutCost = 0;
  return {
    ...model,
    mesh: (id) => {
      const openings = openingsOf.get(id) ?? [];
      const openingCuts = openings.length > manyOpenings ? openings.length ** 2 : 0;
      if (openingCuts > maxCuts) return undefined;
      const shapes = [id, ...openings].map((each) => referenceOf(model.line(each)?.Representation) ?? -1);
      const shapeParts = shapes.map(partsOf);
      if (Math.max(...shapeParts) > largestPartCount) return undefined;
      const modelCutCost =
        shapes.reduce((sum, shape) => sum + cutCostOf(shape), 0) +
        shapeParts.slice(1).reduce((sum, count) => sum + costOfCut(shapeParts[0] + count), 0);
      if (modelCutCost > largestCutCost) return undefined;
      cutCost += modelCutCost;
      parts += shapeParts.reduce((sum, count) => sum + count, 0);
      cuts += openingCuts;
      return parts > maxParts || cuts > maxCuts || cutCost > maxCutCost ? undefined : model.mesh(id);
    },
  };
}
