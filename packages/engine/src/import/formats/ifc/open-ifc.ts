import type { IfcAPI } from 'web-ifc';
import { DrawingError, loadOptional, type Phrase, say } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import { type IfcLine, type IfcModel, lengthUnit, referenceOf, referencesOf } from './ifc-model.ts';
import { joinMeshes, type MeshPart } from './join-meshes.ts';

const { circleSegments, largestTriangleCount, maxLooks, memoryLimit } = tuning.ifcOpenIfc;

/**
 * Opens a model, hands it to `read` and closes it whatever happens. `locateWasm` says where `web-ifc.wasm` is where the
 * platform does not find it beside the library. What the library throws becomes a `DrawingError`; that it cannot be
 * loaded is an `Error`.
 */
export async function withIfcModel<T>(
  bytes: Uint8Array,
  locateWasm: ((name: string) => string) | undefined,
  read: (model: IfcModel) => T,
): Promise<T> {
  const library = await loadOptional('web-ifc', 'drawings in IFC', loadReader);
  const api = new library.IfcAPI();
  try {
    await api.Init(locateWasm, true);
  } catch (error) {
    // Not the file's fault: what the page or the installation lacks.
    throw new Error(`the reader of IFC (web-ifc) could not be loaded: ${reasonOf(error)}`);
  }
  api.SetLogLevel(library.LogLevel.LOG_LEVEL_OFF);
  try {
    const modelId = openModel(api, bytes);
    return read(createModel(api, modelId));
  } catch (error) {
    if (error instanceof DrawingError) throw error;
    throw unreadable(error);
  } finally {
    dispose(api);
  }
}

/** Names what is used, so that a bundle leaves out the rest. */
async function loadReader() {
  const { IfcAPI, LogLevel } = await import('web-ifc');
  return { IfcAPI, LogLevel };
}

function openModel(api: IfcAPI, bytes: Uint8Array): number {
  let modelId = -1;
  try {
    modelId = api.OpenModel(bytes, {
      COORDINATE_TO_ORIGIN: false,
      CIRCLE_SEGMENTS: circleSegments,
      MEMORY_LIMIT: memoryLimit,
    });
  } catch (error) {
    throw unreadable(error);
  }
  if (modelId < 0) throw unreadable(say('ifc-header'));
  return modelId;
}

function unreadable(error: unknown): DrawingError {
  const reason =
    typeof error === 'object' && error !== null && 'code' in error ? (error as Phrase) : reasonOf(error);
  return new DrawingError(say('ifc-model'), say('ifc-unreadable', { reason }), say('whole-ifc'));
}

function dispose(api: IfcAPI): void {
  try {
    api.Dispose();
  } catch {
    // A library that gave up has nothing left to close.
  }
}

function createModel(api: IfcAPI, modelId: number): IfcModel {
  let triangles = 0;
  let looks = 0;
  const look = (id: number): void => {
    if (++looks <= maxLooks) return;
    const found = say('ifc-looks', { most: maxLooks });
    throw new DrawingError(`#${id}`, found, say('ifc-garage-alone'));
  };
  const line = (id: number): IfcLine | undefined => {
    if (id <= 0) return undefined;
    look(id);
    return quietly(() => api.GetLine(modelId, id) as IfcLine | undefined) ?? undefined;
  };
  const idsOf = (typeName: string): number[] =>
    quietly(() => [...api.GetLineIDsWithType(modelId, api.GetTypeCodeFromName(typeName), true)]) ?? [];
  const units = idsOf('IFCPROJECT').flatMap((id) => {
    const assignment = referenceOf(line(id)?.UnitsInContext);
    return assignment === undefined ? [] : referencesOf(line(assignment)?.Units);
  });
  const metresPerUnit = lengthUnit(line, units) ?? 1;
  return {
    schema: api.GetModelSchema(modelId),
    metresPerUnit,
    idsOf,
    line,
    typeOf: (id) => quietly(() => api.GetNameFromTypeCode(api.GetLineType(modelId, id))) ?? '',
    placementOrigin: (id) => {
      const matrix = quietly(() => api.GetWorldTransformMatrix(modelId, id));
      const [x, y, z] = (matrix?.slice(12, 15) ?? []).map((value) => value * metresPerUnit);
      return Number.isFinite(x + y + z) ? [x, y, z] : undefined;
    },
    mesh: (id) => {
      look(id);
      const mesh = quietly(() => joinMeshes(partsOf(api, modelId, id)), `#${id}`);
      triangles += mesh ? mesh.corners.length / 3 : 0;
      if (triangles > largestTriangleCount) {
        throw new DrawingError(
          `#${id}`,
          say('ifc-triangles', { most: largestTriangleCount }),
          say('ifc-building-walls'),
        );
      }
      return mesh;
    },
  };
}

/** The geometry of one element, read from the library's memory before it is given back. */
function partsOf(api: IfcAPI, modelId: number, id: number): MeshPart[] {
  const flat = api.GetFlatMesh(modelId, id);
  const parts: MeshPart[] = [];
  for (let i = 0; i < flat.geometries.size(); i++) {
    const { geometryExpressID, flatTransformation } = flat.geometries.get(i);
    const geometry = api.GetGeometry(modelId, geometryExpressID);
    parts.push({
      transformation: [...flatTransformation],
      vertices: api.GetVertexArray(geometry.GetVertexData(), geometry.GetVertexDataSize()),
      corners: api.GetIndexArray(geometry.GetIndexData(), geometry.GetIndexDataSize()),
    });
    geometry.delete();
  }
  // The library declares a `delete` of meshes that only the list in them has.
  (flat.geometries as { delete?(): void }).delete?.();
  return parts;
}

/**
 * The result, or undefined where the library throws: one entity that cannot be read leaves the others readable. Where
 * its WebAssembly stopped in the middle of something, nothing that it says afterwards can be trusted: that is refused.
 */
function quietly<T>(work: () => T, at: string | Phrase = say('ifc-model')): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DrawingError) throw error;
    if (!isTrap(error)) return undefined;
    const found = say('ifc-stops-reader', { reason: reasonOf(error) });
    throw new DrawingError(at, found, say('ifc-without-it'));
  }
}

/** WebAssembly ran out of memory or stack, or into something impossible. */
function isTrap(error: unknown): boolean {
  return error instanceof Error && /^(RuntimeError|RangeError|InternalError)$/.test(error.name);
}

function reasonOf(error: unknown): string {
  return String((error as Error)?.message ?? error)
    .split('\n')[0]
    .slice(0, 200);
}
