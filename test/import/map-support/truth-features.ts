/** Garages with a known answer, written as a map: features in the garage's own metres. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GarageTruth } from '../score-import.ts';

export const garageFolder = fileURLToPath(new URL('../../../../shared/data/garages/', import.meta.url));
export const hasGarages = existsSync(garageFolder);

export interface TruthFeature {
  /** `B1`. */
  level: string;
  shape: 'point' | 'line' | 'area';
  points: [number, number][];
  holes?: [number, number][][];
  kind: string;
  tags: Record<string, string | number>;
}

type Truth = GarageTruth & {
  levels: {
    clear_height: number;
    bay_size: [number, number];
    columns: { x: number; y: number; w: number; d: number; rot: number }[];
    bays: { x: number; y: number; rot: number }[];
    pois: { type: string; name?: string; x: number; y: number }[];
    doors: { type: string; a: [number, number]; b: [number, number] }[];
  }[];
};

export function loadTruth(name: string): Truth {
  const truth = JSON.parse(readFileSync(`${garageFolder}${name}.truth.json`, 'utf8')) as Truth;
  // A map is drawn in the garage's own frame, levels over each other.
  const levelOffset = Object.fromEntries(truth.levels.map((level) => [level.name, [0, 0] as const]));
  truth.dxf.transform = { rotation_deg: 0, units_per_metre: 1, offset: [0, 0], level_offset: levelOffset };
  return truth;
}

/** `areas`: walls with their ground; `lines`: centre lines with a thickness. */
export function truthFeatures(truth: Truth, walls: 'areas' | 'lines', outline: boolean): TruthFeature[] {
  const features: TruthFeature[] = [];
  for (const level of truth.levels) {
    const add = (
      kind: string,
      shape: TruthFeature['shape'],
      points: readonly (readonly number[])[],
      tags: TruthFeature['tags'] = {},
    ) => {
      features.push({ level: level.name, shape, points: points.map(([x, y]) => [x, y]), kind, tags });
    };
    for (const wall of level.walls) {
      const tags = { material: wall.material };
      if (walls === 'areas') add(wall.kind, 'area', boxAlong(wall.a, wall.b, wall.thickness), tags);
      else add(wall.kind, 'line', [wall.a, wall.b], { ...tags, thickness: wall.thickness });
    }
    for (const { x, y, w, d, rot } of level.columns) add('column', 'area', box(x, y, w, d, rot));
    for (const { x, y, rot } of level.bays) {
      const [length, width] = level.bay_size;
      add('parking_space', 'area', box(x, y, length, width, rot));
    }
    for (const { type, a, b } of level.doors) add(type, 'line', [a, b]);
    for (const { name, kind, polygon } of level.rooms) add('room', 'area', polygon, { name, category: kind });
    for (const { type, name, x, y } of level.pois) add(type, 'point', [[x, y]], name ? { name } : {});
    const { exterior, holes } = level.outline[0];
    const heights = { elevation: level.elevation, clear_height: level.clear_height };
    if (!outline) continue;
    add('building_outline', 'area', exterior, heights);
    features[features.length - 1].holes = holes.map((hole) => hole.map(([x, y]) => [x, y]));
  }
  return features;
}

function box(x: number, y: number, length: number, width: number, rotDeg: number): [number, number][] {
  const cos = Math.cos((rotDeg * Math.PI) / 180);
  const sin = Math.sin((rotDeg * Math.PI) / 180);
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([u, v]) => [
    x + (u * length * cos - v * width * sin) / 2,
    y + (u * length * sin + v * width * cos) / 2,
  ]);
}

function boxAlong(a: readonly number[], b: readonly number[], thickness: number): [number, number][] {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const angleDeg = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  return box((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, length, thickness, angleDeg);
}
