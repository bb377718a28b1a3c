import {
  type Bounds,
  boundsOf,
  distance,
  foldTraditional,
  type Point,
  PointGrid,
  ringContains,
} from '../../core/index.ts';
import type { PlanPoint } from '../../plan/index.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import type { NamedLocation } from './rooms/recognise-rooms.ts';

const { gridM } = tuning.recognisePoints;

export interface FoundPoint {
  kind: PlanPoint['kind'];
  position: Point;
  heightM: number;
  name?: string;
}

/** Heights at which a phone is held or a code is scanned at each location. */
const heightsM: Record<PlanPoint['kind'], number> = {
  charger: 1.2,
  gate: 1.3,
  payment: 1.3,
  'lift-lobby': 1.5,
  other: 1.5,
};

/** What is written at a bay with a charger that is not drawn. */
const chargerText =
  /^((交流|直流|快速?|慢速?|新能源|电动汽?车)?充电(桩|站|位|车位|设备|设施)?|快充|慢充|EV|EVSE|EV ?CHARGER)[\d\s#-]*$/;
/** A word within this of a charger that is drawn, or written, is about that one, m; one word of a bay is enough. */
const chargerReachM = { drawn: 3, written: 0.5 } as const;

/** Chargers, gates, payment points and lift lobbies: where the acceptance test looks closely. */
export function recognisePoints(
  { drawing, classOf }: LevelDrawing,
  locations: readonly NamedLocation[],
  bays: readonly (readonly Point[])[] = [],
): FoundPoint[] {
  const found: FoundPoint[] = [];
  const grid = new PointGrid(gridM);
  const isNear = (kind: PlanPoint['kind'], [x, y]: Point, reachM: number): boolean =>
    grid.near(x - reachM, y - reachM, x + reachM, y + reachM).some((i) => {
      const other = found[i];
      return other.kind === kind && distance(other.position, [x, y]) < reachM;
    });
  const add = (kind: PlanPoint['kind'], position: Point, reachM: number, name?: string): void => {
    if (isNear(kind, position, reachM)) return;
    grid.add(found.length, position[0], position[1]);
    found.push(
      name ? { kind, position, heightM: heightsM[kind], name } : { kind, position, heightM: heightsM[kind] },
    );
  };
  for (const symbol of drawing.symbols) {
    const layerClass = classOf(symbol);
    if (layerClass === 'charger') add('charger', symbol.position, 0.3);
    else if (layerClass === 'gate') add('gate', symbol.position, 1.5);
    else if (layerClass === 'payment') add('payment', symbol.position, 1.5);
  }
  const drawnCount = found.length;
  const bayAt = ringFinder(bays);
  for (const { text, position, symbol } of drawing.texts) {
    if (symbol >= 0) continue;
    const label = foldTraditional(text).trim().toUpperCase();
    if (/收费|岗亭|缴费|PAYMENT|PAY STATION|TOLL BOOTH|CASHIER/.test(label) && label.length < 20) {
      add('payment', position, 3, text.trim());
    } else if (chargerText.test(label)) {
      const bay = bayAt(position);
      const { minX, minY, maxX, maxY } = boundsAround(position, bay, chargerReachM.drawn);
      const isDrawn = grid.near(minX, minY, maxX, maxY).some((i) => {
        const other = found[i];
        if (other.kind !== 'charger') return false;
        if (bay) return ringContains(bay, other.position);
        return i < drawnCount && distance(other.position, position) < chargerReachM.drawn;
      });
      if (!isDrawn) add('charger', position, chargerReachM.written, text.trim());
    } else if (/道闸|闸机|BARRIER GATE|GATE ARM/.test(label) && label.length < 12) {
      add('gate', position, 4);
    }
  }
  const towers = drawing.texts.filter(({ text }) =>
    /^\s*[\dA-Z一二三四五六七八九十]+\s*(号楼|#楼|栋|幢|#)\s*$/.test(foldTraditional(text)),
  );
  for (const location of locations) {
    if (!location.meaning.liftLobby) continue;
    const tower = towers
      .map((text) => ({ name: text.text.trim(), gap: distance(text.position, location.position) }))
      .filter(({ gap }) => gap < 12)
      .sort((p, q) => p.gap - q.gap)[0];
    add('lift-lobby', location.position, 2, tower ? `${tower.name}${location.name}` : location.name);
  }
  return found;
}

/** The first of the rings that a location lies in. */
function ringFinder(rings: readonly (readonly Point[])[]): (point: Point) => readonly Point[] | undefined {
  const grid = new PointGrid(gridM);
  rings.forEach((ring, i) => {
    const { minX, minY, maxX, maxY } = boundsOf(ring);
    grid.add(i, minX, minY, maxX, maxY);
  });
  return (point) => {
    const at = grid.near(point[0], point[1], point[0], point[1]).find((i) => ringContains(rings[i], point));
    return at === undefined ? undefined : rings[at];
  };
}

/** Bounds of the bay that a word stands in, else around the word. */
function boundsAround([x, y]: Point, bay: readonly Point[] | undefined, reachM: number): Bounds {
  return bay ? boundsOf(bay) : { minX: x - reachM, minY: y - reachM, maxX: x + reachM, maxY: y + reachM };
}
