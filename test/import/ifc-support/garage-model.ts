import { distance } from '../../support/points.ts';
/** An IFC model of a garage with a known answer: what a BIM program would export of it. */
import type { GarageTruth } from '../score-import.ts';
import { IfcText, type IfcTextOptions, type Location } from './ifc-text.ts';

type TruthLevel = GarageTruth['levels'][number];
type Storey = { id: number; placement: number };
interface Stretch {
  a: Location;
  b: Location;
  thickness: number;
  material: string;
  kind: string;
}

const wallNames: Readonly<Record<string, string>> = {
  retaining_wall: '挡土墙',
  shear_wall: '剪力墙',
  civil_wall: '人防墙',
  fire_wall: '防火墙',
  room_wall: '隔墙',
  ramp_wall: '坡道侧墙',
};
const doorNames: Readonly<Record<string, string>> = {
  steel_door: '钢门',
  fire_door: '甲级防火门 FM1221',
  fire_shutter: '特级防火卷帘',
  blast_door: '人防防护密闭门',
  lift_door: '电梯门',
};
const thingNames: Readonly<Record<string, string>> = {
  charger: '充电桩',
  gate: '道闸',
  payment_point: '收费岗亭',
};
const materialNames: Readonly<Record<string, string>> = {
  concrete_rc: '钢筋混凝土 C35',
  concrete_block: '加气混凝土砌块',
};

const doorHeightM = 2.1;
const slabThicknessM = 0.35;

/** The truth's garage as STEP text: every level a storey, in one frame. */
export function garageModel(truth: GarageTruth, options: IfcTextOptions): IfcText {
  const model = new IfcText(options);
  const tail = options.schema === 'IFC2X3' ? ',$' : ',$,$';
  for (const level of truth.levels) {
    const storey = model.addStorey(`地下${'一二三'[Number(level.name.slice(1)) - 1]}层`, level.elevation);
    addSlabs(model, storey, level, { tail: ',$,.FLOOR.' });
    const heightM = level.clear_height;
    const walls = wallsWithDoors(level);
    for (const { wall, doors } of walls) addWall(model, storey, { wall, doors, heightM, tail, options });
    for (const door of level.doors) {
      if (!walls.some((each) => each.doors.includes(door))) addDoor(model, storey, door, options);
    }
    for (const { x, y, w, d, rot } of level.columns) {
      const ring = box([x, y], w, d, rot);
      model.addElement('IFCCOLUMN', storey, { name: '框架柱', ring, bottomM: 0, heightM, tail });
    }
    for (const { x, y, rot } of level.bays) {
      const [lengthM, widthM] = level.bay_size;
      addSpace(model, storey, { name: '停车位', ring: box([x, y], lengthM, widthM, rot) });
    }
    for (const { name, polygon } of level.rooms) addSpace(model, storey, { name, ring: polygon });
    for (const { type, x, y } of level.pois) {
      const name = thingNames[type];
      const body = { ring: box([x, y], 0.3, 0.3, 0), bottomM: 0, heightM: 1.2 };
      if (name) model.addElement('IFCBUILDINGELEMENTPROXY', storey, { name, ...body, tail });
    }
  }
  return model;
}

function addSlabs(model: IfcText, storey: Storey, level: TruthLevel, { tail }: { tail: string }): void {
  for (const { exterior, holes } of level.outline) {
    const body = { name: '楼板', ring: exterior, holes, heightM: slabThicknessM, tail };
    model.addElement('IFCSLAB', storey, { ...body, bottomM: -slabThicknessM });
    model.addElement('IFCSLAB', storey, { ...body, bottomM: level.clear_height });
  }
}

interface WallJob {
  wall: Stretch;
  doors: TruthLevel['doors'];
  heightM: number;
  tail: string;
  options: IfcTextOptions;
}

function addWall(model: IfcText, storey: Storey, { wall, doors, heightM, tail, options }: WallJob): void {
  const name = wallNames[wall.kind];
  const ring = strip(wall.a, wall.b, wall.thickness);
  const id = model.addElement('IFCWALL', storey, { name, ring, bottomM: 0, heightM, tail });
  const material = materialNames[wall.material];
  model.addMaterial(
    [id],
    [
      ['水泥砂浆抹灰', 0.02],
      [material, wall.thickness - 0.04],
      ['水泥砂浆抹灰', 0.02],
    ],
  );
  for (const door of doors) {
    const body = { ring: strip(door.a, door.b, wall.thickness + 0.1), bottomM: 0, heightM: doorHeightM };
    model.addOpening(id, storey, body, addDoor(model, storey, door, options));
  }
}

function addDoor(
  model: IfcText,
  storey: Storey,
  door: TruthLevel['doors'][number],
  { schema }: IfcTextOptions,
): number {
  const ring = strip(door.a, door.b, 0.08);
  const tail = schema === 'IFC2X3' ? ',$,$,$' : ',$,$,$,$,$,$';
  return model.addElement('IFCDOOR', storey, {
    name: doorNames[door.type],
    ring,
    bottomM: 0,
    heightM: doorHeightM,
    tail,
  });
}

function addSpace(
  model: IfcText,
  storey: Storey,
  { name, ring }: { name: string; ring: readonly Location[] },
): void {
  model.addElement('IFCSPACE', storey, {
    name,
    ring,
    bottomM: 0,
    heightM: 2.4,
    tail: ',$,.ELEMENT.,.INTERNAL.,$',
  });
}

/** Two walls in line with a door between them as one wall that the door is cut into. */
function wallsWithDoors(level: TruthLevel): { wall: Stretch; doors: TruthLevel['doors'] }[] {
  let walls = level.walls.map((wall) => ({
    wall: { ...wall, a: wall.a, b: wall.b },
    doors: [] as TruthLevel['doors'],
  }));
  for (const door of level.doors) {
    const ends = [door.a, door.b];
    const [before, after] = ends.map((end) =>
      walls.find(
        ({ wall }) => [wall.a, wall.b].some((tip) => distance(tip, end) < 0.01) && inLine(wall, ends),
      ),
    );
    if (!before || !after || before === after) continue;
    if (before.wall.thickness !== after.wall.thickness || before.wall.kind !== after.wall.kind) continue;
    if (before.wall.material !== after.wall.material) continue;
    const tips = [before.wall.a, before.wall.b, after.wall.a, after.wall.b];
    const [a, b] = farthest(tips);
    const joined = { wall: { ...before.wall, a, b }, doors: [...before.doors, ...after.doors, door] };
    walls = [...walls.filter((each) => each !== before && each !== after), joined];
  }
  return walls;
}

function inLine({ a, b }: Stretch, points: readonly Location[]): boolean {
  const length = distance(a, b);
  return points.every(([x, y]) => {
    const aside = ((x - a[0]) * (b[1] - a[1]) - (y - a[1]) * (b[0] - a[0])) / length;
    return Math.abs(aside) < 0.005;
  });
}

function farthest(points: readonly Location[]): [Location, Location] {
  let best: [Location, Location] = [points[0], points[1]];
  for (const p of points) for (const q of points) if (distance(p, q) > distance(...best)) best = [p, q];
  return best;
}

function strip(a: Location, b: Location, thicknessM: number): Location[] {
  const length = distance(a, b);
  const nx = ((a[1] - b[1]) / length) * (thicknessM / 2);
  const ny = ((b[0] - a[0]) / length) * (thicknessM / 2);
  return [
    [a[0] - nx, a[1] - ny],
    [b[0] - nx, b[1] - ny],
    [b[0] + nx, b[1] + ny],
    [a[0] + nx, a[1] + ny],
  ];
}

function box([x, y]: Location, lengthM: number, widthM: number, angleDeg: number): Location[] {
  const angle = (angleDeg * Math.PI) / 180;
  const u: Location = [(Math.cos(angle) * lengthM) / 2, (Math.sin(angle) * lengthM) / 2];
  return strip([x - u[0], y - u[1]], [x + u[0], y + u[1]], widthM);
}
