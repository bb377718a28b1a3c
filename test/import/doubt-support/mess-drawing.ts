/**
 * What offices do to drawings: each mess made of a garage whose answer is known, in the same point of the file's frame.
 */
import type { Drawing } from '@diku/engine/import';
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import type { GarageTruth, TruthLevel, TruthPoint } from '../garage-truth.ts';
import {
  type DxfEntity,
  type DxfFile,
  drawingOf,
  entitiesOf,
  escaped,
  layerOf,
  lineOf,
  readDxfFile,
  writeDxfFile,
} from './dxf-records.ts';
import { officeLayerOf, officeLayers } from './office-layers.ts';

interface Garage {
  file: DxfFile;
  truth: GarageTruth;
  /** Layer of the outer wall, as the file has it. */
  outerLayer: string;
}

/** How a drawing is spoiled: what is drawn, and then the layers it is put on. */
interface Mess {
  /** What it adds lies on the layers of `addedLayers`. */
  draw?: (garage: Garage) => DxfFile | Promise<DxfFile>;
  layers?: (entities: readonly DxfEntity[], garage: Garage) => DxfEntity[];
}

/** Layers of what a mess adds, by what it is, until all of it is put on the layer of the outer wall. */
export const addedLayers = { junk: 'added:junk', frame: 'added:frame', axis: 'added:axis', car: 'added:car' };

const plotScales = { 'drawn at 1:100': 0.01, 'drawn at 1:50': 0.02 } as const;

/** Every mess by its name, the milder first. */
export const messes: Readonly<Record<string, Mess>> = {
  'as drawn': {},
  'blocks exploded': { draw: explodeAll },
  'layer names meaningless': { layers: renamed },
  'blocks exploded, names meaningless': { draw: explodeAll, layers: renamed },
  ...officeMesses(),
  'all on layer 0': { layers: onLayer0 },
  'all on layer 0, exploded': { draw: explodeAll, layers: onLayer0 },
  'junk lines on the wall layer': { draw: (garage) => added(garage, junkLines(garage)) },
  'sheet frame on the wall layer': { draw: (garage) => added(garage, sheetFrame(garage)) },
  'axes on the wall layer': { draw: (garage) => added(garage, axesAcross(garage)) },
  'cars on the wall layer': { draw: (garage) => added(garage, carsInBays(garage)) },
  'lines drawn twice 5 mm apart': { draw: (garage) => doubled(garage, 0.005) },
  'drawn at 1:100': { draw: ({ file }) => scaled(file, plotScales['drawn at 1:100']) },
  'drawn at 1:50': { draw: ({ file }) => scaled(file, plotScales['drawn at 1:50']) },
  'in paper space': { layers: (entities) => entities.map(inLayoutSpace) },
  'outer wall open 1 × 20 m': { draw: (garage) => opened(garage, [[0.3, 20]]) },
  'outer wall open 2 × 20 m': {
    draw: (garage) =>
      opened(garage, [
        [0.1, 20],
        [0.6, 20],
      ]),
  },
  'outer wall open 8 × 6 m': {
    draw: (garage) =>
      opened(
        garage,
        Array.from({ length: 8 }, (_, k) => [k / 8 + 0.05, 6]),
      ),
  },
  'a side of the outer wall missing': { draw: (garage) => opened(garage, [[0, 70]]) },
  'outer wall missing': { draw: (garage) => opened(garage, [[0, 1e6]]) },
  'bays and columns missing': {
    draw: ({ file, truth }) => withoutClasses(file, truth, ['bay', 'column']),
  },
};

export async function messUp(bytes: Uint8Array, truth: GarageTruth, name: string): Promise<Uint8Array> {
  const garage = await drawnMess(bytes, truth, name);
  const put = messes[name].layers?.(garage.file.entities, garage) ?? garage.file.entities;
  const { outerLayer } = garage;
  const onWalls = put.map((each) =>
    onLayer(each, (layer) => (layer.startsWith('added:') ? outerLayer : layer)),
  );
  return writeDxfFile(withEntities(garage.file, onWalls));
}

/** The drawing of a mess while everything still lies on the layer that says what it is. */
export async function drawingBeforeLayers(
  bytes: Uint8Array,
  truth: GarageTruth,
  name: string,
): Promise<Drawing> {
  const { file } = await drawnMess(bytes, truth, name);
  return drawingOf(file, file.entities);
}

async function drawnMess(bytes: Uint8Array, truth: GarageTruth, name: string): Promise<Garage> {
  const file = readDxfFile(bytes);
  const garage = { file, truth, outerLayer: outerLayerOf(file, truth) };
  return { ...garage, file: (await messes[name].draw?.(garage)) ?? file };
}

/** The answer of a garage as it stands in the file that a mess made of it. */
export function truthInMess(truth: GarageTruth, name: string): GarageTruth {
  const factor = plotScales[name as keyof typeof plotScales];
  if (factor === undefined) return truth;
  const scaledTruth = structuredClone(truth);
  const { transform } = scaledTruth.dxf as unknown as {
    transform: { units_per_metre: number; offset: number[] };
  };
  transform.units_per_metre *= factor;
  transform.offset = transform.offset.map((value) => value * factor);
  return scaledTruth;
}

function withEntities(file: DxfFile, entities: DxfEntity[]): DxfFile {
  return { ...file, entities };
}

/** The layers of the truth are as the file's encoding has them, or escaped. */
function outerLayerOf(file: DxfFile, truth: GarageTruth): string {
  const name = layersOf(truth).retaining_wall;
  const found = fileLayer(file, name);
  if (found === undefined) throw new Error(`no entity lies on layer ${name}`);
  return found;
}

function layersOf(truth: GarageTruth): Record<string, string> {
  return (truth.dxf as unknown as { layers: Record<string, string> }).layers;
}

function fileLayer(file: DxfFile, name: string): string | undefined {
  return fileLayers(file, name)[0];
}

/** Every spelling of a layer in a file: as its encoding has it, and escaped. */
function fileLayers({ entities }: DxfFile, name: string): string[] {
  const used = [...new Set(entities.map(layerOf))];
  const spelled = (spelling: (layer: string) => string) => used.filter((each) => spelling(each) === name);
  const decoded = (label: string) =>
    spelled((each) => new TextDecoder(label).decode(Buffer.from(each, 'latin1')));
  const found = [spelled((each) => each), decoded('utf-8'), decoded('gbk'), spelled(unescaped)];
  return [...new Set(found.flat())];
}

function unescaped(text: string): string {
  return text.replace(/\\U\+([0-9A-F]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

async function explodeAll({ file }: Garage): Promise<DxfFile> {
  return withEntities(file, await exploded(file));
}

async function exploded(file: DxfFile): Promise<DxfEntity[]> {
  const isInsert = ({ type }: DxfEntity) => ['INSERT', 'ATTRIB', 'SEQEND'].includes(type);
  const plain = file.entities.filter((each) => !isInsert(each));
  return [...plain, ...entitiesOf(await drawingOf(file, file.entities.filter(isInsert)))];
}

function onLayer({ type, tags }: DxfEntity, nameOf: (layer: string) => string): DxfEntity {
  return { type, tags: tags.map(([code, value]) => [code, code === 8 ? nameOf(value) : value]) };
}

/** Layers as each office calls them; every other one explodes its blocks. */
function officeMesses(): Record<string, Mess> {
  return Object.fromEntries(
    officeLayers.map((office, i) => {
      const isExploded = i % 2 === 1;
      const name = `Chinese names of office ${i + 1}${isExploded ? ', blocks exploded' : ''}`;
      return [name, { ...(isExploded ? { draw: explodeAll } : {}), layers: renamedBy(office) }];
    }),
  );
}

function renamedBy(office: Readonly<Record<string, string>>): NonNullable<Mess['layers']> {
  return (entities, { file, truth }) => {
    const byLayer = new Map<string, string[]>();
    for (const [thing, name] of Object.entries(layersOf(truth))) {
      for (const layer of fileLayers(file, name)) {
        byLayer.set(layer, [...(byLayer.get(layer) ?? []), thing]);
      }
    }
    const names = new Map<string, string>();
    for (const [layer, things] of byLayer) {
      const name = officeLayerOf(office, things);
      if (name !== undefined) names.set(layer, escaped(name));
    }
    return entities.map((each) => onLayer(each, (layer) => names.get(layer) ?? layer));
  };
}

function onLayer0(entities: readonly DxfEntity[]): DxfEntity[] {
  return entities.map((each) => onLayer(each, () => '0'));
}

/** `L1`, `L2`, … in the order they come. What blocks hold keeps its names: often that is layer 0. */
function renamed(entities: readonly DxfEntity[]): DxfEntity[] {
  const names = new Map<string, string>();
  const nameOf = (layer: string) => {
    const known = names.get(layer) ?? `L${names.size + 1}`;
    names.set(layer, known);
    return known;
  };
  return entities.map((each) => onLayer(each, nameOf));
}

function inLayoutSpace({ type, tags }: DxfEntity): DxfEntity {
  return { type, tags: [[67, '1'], ...tags] };
}

async function scaled(file: DxfFile, factor: number): Promise<DxfFile> {
  const drawing = await drawingOf(file, file.entities);
  const by = ([x, y]: readonly number[]): [number, number] => [x * factor, y * factor];
  return withEntities(
    file,
    entitiesOf({
      ...drawing,
      paths: drawing.paths.map((path) => ({
        ...path,
        points: path.points.map(by),
        widthInUnits: path.widthInUnits * factor,
        ...(path.arc
          ? { arc: { center: by(path.arc.center), radiusInUnits: path.arc.radiusInUnits * factor } }
          : {}),
      })),
      texts: drawing.texts.map((text) => ({
        ...text,
        position: by(text.position),
        heightInUnits: text.heightInUnits * factor,
      })),
    }),
  );
}

/** A point of a level in the file's units. */
function locationIn(truth: GarageTruth, level: TruthLevel): (point: readonly number[]) => [number, number] {
  const { rotation_deg, units_per_metre: unit, offset, level_offset } = truth.dxf.transform;
  const angle = (rotation_deg * Math.PI) / 180;
  const [ox, oy] = level_offset[level.name];
  return ([x, y]) => [
    (Math.cos(angle) * (x + ox) - Math.sin(angle) * (y + oy)) * unit + offset[0],
    (Math.sin(angle) * (x + ox) + Math.cos(angle) * (y + oy)) * unit + offset[1],
  ];
}

function boundsOf(level: TruthLevel): [number, number, number, number] {
  const points = level.outline.flatMap(({ exterior }) => exterior);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function added({ file }: Garage, more: DxfEntity[]): DxfFile {
  return withEntities(file, [...file.entities, ...more]);
}

/** Draws every wall line once more, `asideM` beside itself. */
async function doubled({ file, truth }: Garage, asideM: number): Promise<DxfFile> {
  const layers = layersOf(truth);
  const wallLayers = new Set(
    Object.entries(layers)
      .filter(([name]) => /wall/.test(name))
      .map(([, layer]) => fileLayer(file, layer)),
  );
  const walls = await drawingOf(
    file,
    file.entities.filter((each) => wallLayers.has(layerOf(each)) && each.type !== 'INSERT'),
  );
  const aside = asideM * truth.dxf.transform.units_per_metre;
  const again = walls.paths.flatMap(({ layer, points, closed }) => {
    const count = closed ? points.length : points.length - 1;
    return points.slice(0, count).map((a, i) => {
      const b = points[(i + 1) % points.length];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      const [dx, dy] = [(-(b[1] - a[1]) / length) * aside, ((b[0] - a[0]) / length) * aside];
      return lineOf(layer, [a[0] + dx, a[1] + dy], [b[0] + dx, b[1] + dy]);
    });
  });
  return withEntities(file, [...file.entities, ...again]);
}

/** Draws on every level lines of 2 to 15 m at any point: leaders, pipes, what was forgotten there. */
function junkLines({ truth }: Garage): DxfEntity[] {
  const random = createRandom(17);
  return truth.levels.flatMap((level) => {
    const at = locationIn(truth, level);
    const [x0, y0, x1, y1] = boundsOf(level);
    return Array.from({ length: 250 }, () => {
      const x = x0 - 5 + random() * (x1 - x0 + 10);
      const y = y0 - 5 + random() * (y1 - y0 + 10);
      const angle = (Math.floor(random() * 8) * Math.PI) / 4;
      const lengthM = 2 + 13 * random();
      return lineOf(
        addedLayers.junk,
        at([x, y]),
        at([x + lengthM * Math.cos(angle), y + lengthM * Math.sin(angle)]),
      );
    });
  });
}

/** Two rings around each level, 9 m off, as sheets have them. */
function sheetFrame({ truth }: Garage): DxfEntity[] {
  return truth.levels.flatMap((level) => {
    const at = locationIn(truth, level);
    const [x0, y0, x1, y1] = boundsOf(level);
    return [9, 8.7].flatMap((m) =>
      ringLines(
        [
          [x0 - m, y0 - m],
          [x1 + m, y0 - m],
          [x1 + m, y1 + m],
          [x0 - m, y1 + m],
        ],
        at,
        addedLayers.frame,
      ),
    );
  });
}

function ringLines(
  ring: readonly TruthPoint[],
  at: (point: readonly number[]) => [number, number],
  layer: string,
): DxfEntity[] {
  return ring.map((a, i) => lineOf(layer, at(a), at(ring[(i + 1) % ring.length])));
}

function axesAcross({ truth }: Garage): DxfEntity[] {
  return truth.levels.flatMap((level) => {
    const at = locationIn(truth, level);
    const [x0, y0, x1, y1] = boundsOf(level);
    const lines: DxfEntity[] = [];
    for (let x = x0 + 4; x < x1; x += 8.1)
      lines.push(lineOf(addedLayers.axis, at([x, y0 - 6]), at([x, y1 + 6])));
    for (let y = y0 + 4; y < y1; y += 8.1)
      lines.push(lineOf(addedLayers.axis, at([x0 - 6, y]), at([x1 + 6, y])));
    return lines;
  });
}

function carsInBays({ truth }: Garage): DxfEntity[] {
  return truth.levels.flatMap((level) => {
    const at = locationIn(truth, level);
    return level.bays
      .filter((_, i) => i % 2 === 0)
      .flatMap(({ x, y, rot }) => {
        const angle = (rot * Math.PI) / 180;
        const corner = (u: number, v: number): [number, number] => [
          x + u * Math.cos(angle) - v * Math.sin(angle),
          y + u * Math.sin(angle) + v * Math.cos(angle),
        ];
        return ringLines(
          [corner(-2.3, -0.9), corner(2.3, -0.9), corner(2.3, 0.9), corner(-2.3, 0.9)],
          at,
          addedLayers.car,
        );
      });
  });
}

/**
 * The outer wall without some stretches: each begins at a fraction of the outline's length and is so long, in metres.
 * Only what runs along the outline is cut: walls that end there stay.
 */
async function opened(garage: Garage, gaps: readonly (readonly number[])[]): Promise<DxfFile> {
  const { file, truth, outerLayer } = garage;
  const isOuter = (each: DxfEntity) => layerOf(each) === outerLayer && each.type !== 'INSERT';
  const drawing = await drawingOf(file, file.entities.filter(isOuter));
  const unit = truth.dxf.transform.units_per_metre;
  const missing = truth.levels.flatMap((level) => {
    const at = locationIn(truth, level);
    const [{ exterior }] = level.outline;
    return gaps.flatMap(([fraction, lengthM]) =>
      stretchOf(exterior, fraction, lengthM).map((line) => line.map(at)),
    );
  });
  const retained = drawing.paths.flatMap((path) => {
    const count = path.closed ? path.points.length : path.points.length - 1;
    return path.points.slice(0, count).flatMap((a, i) => {
      const b = path.points[(i + 1) % path.points.length];
      return withoutStretches(a, b, missing, 0.7 * unit).map(([p, q]) => lineOf(path.layer, p, q));
    });
  });
  return withEntities(file, [...file.entities.filter((each) => !isOuter(each)), ...retained]);
}

/** Segments of a ring from a fraction of its length on. */
function stretchOf(ring: readonly TruthPoint[], fraction: number, lengthM: number): number[][][] {
  const sides = ring.map((a, i) => {
    const b = ring[(i + 1) % ring.length];
    return { a, b, lengthM: Math.hypot(b[0] - a[0], b[1] - a[1]) };
  });
  const totalM = sides.reduce((sum, side) => sum + side.lengthM, 0);
  const wantedM = Math.min(lengthM, totalM);
  const segments: number[][][] = [];
  let atM = 0;
  for (const { a, b, lengthM: sideM } of [...sides, ...sides]) {
    const from = Math.max(0, fraction * totalM - atM);
    const to = Math.min(sideM, fraction * totalM + wantedM - atM);
    const point = (s: number) => [a[0] + ((b[0] - a[0]) * s) / sideM, a[1] + ((b[1] - a[1]) * s) / sideM];
    if (to > from) segments.push([point(from), point(to)]);
    atM += sideM;
  }
  return segments;
}

/** What is left of a line once the parts that run along a stretch, no farther off than `reach`, are gone. */
function withoutStretches(
  a: readonly number[],
  b: readonly number[],
  stretches: readonly number[][][],
  reach: number,
): [number[], number[]][] {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length === 0) return [];
  const steps = Math.max(1, Math.round(length / (reach / 3)));
  const point = (k: number) => [a[0] + ((b[0] - a[0]) * k) / steps, a[1] + ((b[1] - a[1]) * k) / steps];
  const isGone = (k: number) => {
    const [x, y] = [(point(k)[0] + point(k + 1)[0]) / 2, (point(k)[1] + point(k + 1)[1]) / 2];
    return stretches.some(([p, q]) => {
      const stretch = Math.hypot(q[0] - p[0], q[1] - p[1]);
      if (stretch === 0) return false;
      const along = ((x - p[0]) * (q[0] - p[0]) + (y - p[1]) * (q[1] - p[1])) / stretch;
      const aside = ((x - p[0]) * (q[1] - p[1]) - (y - p[1]) * (q[0] - p[0])) / stretch;
      const turn = ((b[0] - a[0]) * (q[1] - p[1]) - (b[1] - a[1]) * (q[0] - p[0])) / (length * stretch);
      return along > 0 && along < stretch && Math.abs(aside) < reach && Math.abs(turn) < 0.2;
    });
  };
  const segments: [number[], number[]][] = [];
  let from = -1;
  for (let k = 0; k <= steps; k++) {
    const isRetained = k < steps && !isGone(k);
    if (isRetained && from < 0) from = k;
    if (!isRetained && from >= 0) {
      segments.push([point(from), point(k)]);
      from = -1;
    }
  }
  return segments;
}

function withoutClasses(file: DxfFile, truth: GarageTruth, classes: readonly string[]): DxfFile {
  const layers = new Set(classes.map((each) => fileLayer(file, layersOf(truth)[each])));
  return withEntities(
    file,
    file.entities.filter((each) => !layers.has(layerOf(each))),
  );
}
