import type { FieldJob, FieldSolver } from '../kernel/field-kernel.ts';
import type { Antenna, Level, Plan } from '../plan/schema.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { buildScene } from '../scene/build-scene.ts';
import type { Scene } from '../scene/scene.ts';
import { metresToMm } from '../units.ts';

/** Bytes of fields kept before the oldest go. */
const mostCachedBytes = 256 * 1024 * 1024;
const noObstacles = { segmentsMm: new Int32Array(0), lossUnits: new Int32Array(0) };

/**
 * Path loss per antenna, level and band, kept by what it depends on: a moved antenna costs one field, a changed
 * port power none. Levels are compared by identity: an edited level is a new object.
 */
export class FieldStack {
  readonly #solver: FieldSolver;
  readonly #scenes = new WeakMap<Level, Map<string, Scene>>();
  readonly #fields = new Map<string, Float32Array>();
  readonly #sceneKeys = new WeakMap<Scene, number>();
  #sceneCount = 0;
  #cachedBytes = 0;

  constructor(solver: FieldSolver) {
    this.#solver = solver;
  }

  /** The scene of a level and band, built once. */
  scene(level: Level, frequencyMhz: number, resolutionM: number, materials: Plan['materials']): Scene {
    let scenes = this.#scenes.get(level);
    if (!scenes) {
      scenes = new Map();
      this.#scenes.set(level, scenes);
    }
    const key = `${frequencyMhz}|${resolutionM}|${materials ? JSON.stringify(materials) : ''}`;
    let scene = scenes.get(key);
    if (!scene) {
      scene = buildScene(level, frequencyMhz, { resolutionM, materials });
      scenes.set(key, scene);
    }
    return scene;
  }

  /** Path loss of each antenna on the scene's grid, dB. [antenna count] of [rows, columns] */
  async fields(
    scene: Scene,
    antennas: readonly Antenna[],
    model: PropagationModel,
    phoneHeightM: number,
  ): Promise<Float32Array[]> {
    const keys = antennas.map((antenna) => this.#fieldKey(scene, antenna, model, phoneHeightM));
    const missing = new Map<string, FieldJob>();
    keys.forEach((key, index) => {
      if (!this.#fields.has(key)) missing.set(key, fieldJob(scene, antennas[index], model, phoneHeightM));
    });
    const solved = await this.#solver.solve([...missing.values()]);
    const fresh = new Map([...missing.keys()].map((key, index) => [key, solved[index]]));
    const result = keys.map((key) => (fresh.get(key) ?? this.#fields.get(key)) as Float32Array);
    for (const [key, field] of fresh) this.#keep(key, field);
    return result;
  }

  #keep(key: string, field: Float32Array): void {
    this.#fields.set(key, field);
    this.#cachedBytes += field.byteLength;
    for (const [oldKey, oldField] of this.#fields) {
      if (this.#cachedBytes <= mostCachedBytes || oldKey === key) break;
      this.#fields.delete(oldKey);
      this.#cachedBytes -= oldField.byteLength;
    }
  }

  #fieldKey(scene: Scene, antenna: Antenna, model: PropagationModel, phoneHeightM: number): string {
    let sceneKey = this.#sceneKeys.get(scene);
    if (sceneKey === undefined) {
      sceneKey = this.#sceneCount;
      this.#sceneCount += 1;
      this.#sceneKeys.set(scene, sceneKey);
    }
    const place = `${antenna.position[0]},${antenna.position[1]},${antenna.heightM},${phoneHeightM}`;
    const law = model.distanceLaw(scene.frequencyMhz);
    return `${sceneKey}|${place}|${model.id}|${law.slopeDbPerDecade}|${model.capDb}`;
  }
}

/** The kernel's job for one antenna in one scene. */
export function fieldJob(
  scene: Scene,
  antenna: { position: readonly [number, number]; heightM: number },
  model: PropagationModel,
  phoneHeightM: number,
): FieldJob {
  return {
    grid: scene.grid,
    obstacles: model.usesObstacles ? scene.obstacles : noObstacles,
    transmitterXMm: metresToMm(antenna.position[0]),
    transmitterYMm: metresToMm(antenna.position[1]),
    transmitterZMm: metresToMm(antenna.heightM),
    receiverZMm: metresToMm(phoneHeightM),
    law: model.distanceLaw(scene.frequencyMhz),
    capDb: model.capDb,
  };
}
