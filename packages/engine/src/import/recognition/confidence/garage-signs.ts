import {
  distance,
  distanceToSegment,
  foldTraditional,
  meanPoint,
  type Point,
  PointGrid,
} from '../../../core/index.ts';
import {
  type GarageSign,
  type LevelSummary,
  levelIdOf,
  type OtherUseSign,
  titlesOtherSheet,
} from '../../../plan/index.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import { parkedCars } from '../parked-cars.ts';

const {
  maxFloorPerBayM2,
  fewestBays,
  minAdjacentRatio,
  maxFloorPerColumnM2,
  columnReachM,
  wallReachM,
  minNearColumnRatio,
  minNearWallRatio,
  spannedM2,
  maxWindowsRatio,
  maxRoomsRatio,
  fewestWords,
  fewestFurniture,
} = tuning.confidenceGarageSigns;

/** Bays stand side by side, or one behind the other: of so many of them another one is this near. */
const neighbourRangeM = { min: 2, max: 6.8 } as const;
const garageWords =
  /车库|停车|车位|泊车|地库|车道|坡道|充电|机动车|人防|PARKING|GARAGE|CAR ?PARK|CAR SPACE|\bRAMP\b|STELLPL|\bEV\b/;
/** Rooms of dwellings, offices, schools, shops, wards, stations: what garages have of them are a few. */
const roomWords =
  /卧室|客厅|起居|厨房|餐厅|书房|阳台|儿童房|主卧|次卧|衣帽|教室|实验室|阅览|宿舍|病房|诊室|护士|手术|候诊|会议|办公|商铺|店铺|营业|超市|包间|客房|展厅|展览|舞台|观众|看台|站台|站厅|候车|车间|仓间|货架|食堂|健身|泳池|酒吧|\bBED ?ROOM|\bBED\b|LIVING|KITCHEN|\bDINING|\bBATH|CLOSET|PANTRY|BALCONY|PORCH|\bSTUDY\b|CLASS ?ROOM|LABORATOR|LIBRARY|DORM|\bWARD\b|CLINIC|NURSE|SURGERY|OFFICE|MEETING|CONFERENCE|\bSHOP\b|RETAIL|\bSTORE FRONT|RESTAURANT|\bCAFE|\bBAR\b|GUEST ?ROOM|EXHIBIT|STAGE|AUDITORIUM|PLATFORM|CONCOURSE|WORKSHOP|WAREHOUSE|\bRACK|LOADING DOCK|\bGYM\b|\bPOOL\b|SCHLAFZIMMER|WOHNZIMMER|K(Ü|UE)CHE|\bBAD\b/;
const openAirWords =
  /绿化|草坪|草地|乔木|灌木|行道树|人行道|广场|总平面|总图|\bTREE|\bLAWN|\bGRASS|SIDEWALK|LANDSCAP|SITE ?PLAN|PLANTER|PLAZA|\bCURB|FOOTPATH/;
const furnitureWords =
  /家具|洁具|马桶|坐便|蹲便|小便|洗手盆|洗脸|浴缸|沙发|餐桌|办公桌|椅|双人床|单人床|衣柜|货架|\bSOFA|\bBED\b|DESK|CHAIR|\bTABLE|TOILET|\bW\.?C\b|BATHTUB|\bSINK\b|LAVATORY|URINAL|STOVE|FRIDGE|\bSHELF|FURN|SANI|LAVTRY|LATRINE/;

export interface FloorFindings {
  id: string;
  /** The level's name was assumed: no title says it. */
  isNameAssumed: boolean;
  floorM2: number;
  edgeM: number;
  bays: readonly (readonly Point[])[];
  columns: readonly Readonly<Point>[];
  /** Walls off the edge that can carry a slab. */
  bearingWalls: readonly { a: Point; b: Point }[];
  windowsM: number;
  roomsM2: number;
  hasEntrance: boolean;
  elevationM?: number;
}

/**
 * Returns what speaks for a level being a garage's, and what against it: each by the trade's figures, none by a name
 * alone.
 */
export function garageSigns(level: LevelDrawing, found: FloorFindings): LevelSummary['use'] {
  const { drawing } = level;
  const texts = drawing.texts.map(({ text }) => foldTraditional(text).trim().toUpperCase());
  const count = (words: RegExp) => texts.filter((text) => text.length <= 60 && words.test(text)).length;
  const bays = found.bays.length;
  const isDense = bays >= fewestBays && found.floorM2 / bays <= maxFloorPerBayM2;
  const bayNames = drawing.paths.some((path) => level.classOf(path) === 'bay' && isNamedBay(path.layer));
  const isTitledBelow =
    !found.isNameAssumed && /^B\d/.test(found.id) && texts.some((text) => levelIdOf(text) !== undefined);
  const isBelow = isTitledBelow || (found.elevationM ?? 0) < -1;
  const garageCount = count(garageWords);
  const roomCount = count(roomWords);
  const hasColumns =
    found.columns.length * maxFloorPerColumnM2 >= found.floorM2 &&
    (bays === 0 || nearColumnsRatio(found) >= minNearColumnRatio);
  const isCarried = hasColumns || (bays > 0 && nearWallsRatio(found) >= minNearWallRatio);
  const signs: LevelSummary['use'] = { for: [], against: [] };
  const speaks = (sign: GarageSign, isSo: boolean) => isSo && signs.for.push(sign);
  const denies = (sign: OtherUseSign, isSo: boolean) => isSo && signs.against.push(sign);
  speaks('bays', isDense);
  speaks('bay-names', bayNames);
  speaks('garage-words', garageCount > 0);
  speaks('below-ground', isBelow);
  speaks('way-in', found.hasEntrance);
  speaks('columns', hasColumns);
  speaks('cars', parkedCars(drawing).length >= fewestBays);
  denies('no-bays', bays === 0);
  denies('few-bays', bays > 0 && !isDense);
  denies('loose-bays', bays > 0 && adjacentRatio(found.bays) < minAdjacentRatio);
  denies('no-structure', found.floorM2 > spannedM2 && !isCarried);
  denies('windows', found.windowsM > maxWindowsRatio * found.edgeM);
  denies('rooms', found.roomsM2 > maxRoomsRatio * found.floorM2);
  denies('furniture', furnitureCount(level) >= Math.max(fewestFurniture, 0.1 * bays));
  denies('room-words', roomCount >= fewestWords && roomCount > garageCount);
  denies('other-title', !isTitledBelow && drawing.texts.some(({ text }) => titlesOtherSheet(text)));
  denies('open-air', count(openAirWords) >= fewestWords);
  denies('above-ground', (found.elevationM ?? -1) > 0.5 && !isTitledBelow);
  return signs;
}

function isNamedBay(layer: string): boolean {
  return /车位|停车|泊|CHEWEI|TINGCHE|PRKG|PARK|STALL|BAY|CAR|diku:bay/i.test(foldTraditional(layer));
}

/** Fraction of the bays that have another one beside them. */
function adjacentRatio(bays: readonly (readonly Point[])[]): number {
  const grid = new PointGrid(4);
  const middles = bays.map((bay) => meanPoint(bay));
  middles.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  const adjacent = middles.filter(([x, y], i) =>
    grid
      .near(
        x - neighbourRangeM.max,
        y - neighbourRangeM.max,
        x + neighbourRangeM.max,
        y + neighbourRangeM.max,
      )
      .some((j) => {
        const apartM = distance([x, y], middles[j]);
        return j !== i && apartM >= neighbourRangeM.min && apartM <= neighbourRangeM.max;
      }),
  );
  return adjacent.length / Math.max(1, bays.length);
}

function nearColumnsRatio({ bays, columns }: FloorFindings): number {
  const grid = new PointGrid(columnReachM);
  columns.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  const isNear = (middle: Point, near: readonly number[]) =>
    near.some((i) => distance(middle, columns[i]) <= columnReachM);
  return fractionOfBays(bays, { grid, reachM: columnReachM, isNear });
}

function nearWallsRatio({ bays, bearingWalls }: FloorFindings): number {
  const grid = new PointGrid(wallReachM);
  bearingWalls.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b);
  });
  const isNear = (middle: Point, near: readonly number[]) =>
    near.some((i) => distanceToSegment(middle, bearingWalls[i].a, bearingWalls[i].b) <= wallReachM);
  return fractionOfBays(bays, { grid, reachM: wallReachM, isNear });
}

/** Fraction of the bays that have something near their middle. */
function fractionOfBays(
  bays: FloorFindings['bays'],
  {
    grid,
    reachM,
    isNear,
  }: { grid: PointGrid; reachM: number; isNear: (middle: Point, near: readonly number[]) => boolean },
): number {
  const held = bays.filter((bay) => {
    const [x, y] = meanPoint(bay);
    return isNear([x, y], grid.near(x - reachM, y - reachM, x + reachM, y + reachM));
  });
  return held.length / Math.max(1, bays.length);
}

function furnitureCount({ drawing }: LevelDrawing): number {
  const isFurniture = (name: string) => furnitureWords.test(foldTraditional(name).toUpperCase());
  const layers = new Map<string, boolean>();
  const onLayer = (layer: string) => {
    const known = layers.get(layer) ?? isFurniture(layer);
    layers.set(layer, known);
    return known;
  };
  const symbols = drawing.symbols.filter(({ names, layer }) => onLayer(layer) || names.some(isFurniture));
  // Exploded blocks are some lines each.
  const loose = drawing.paths.filter(({ symbol, layer }) => symbol < 0 && onLayer(layer)).length;
  return symbols.length + loose / 10;
}
