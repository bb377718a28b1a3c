/** What an import takes each line for, whatever the layers are called, and the measure of it. */
import { describe, expect, it } from 'vitest';
import { drawingBeforeLayers, messUp, truthInMess } from './doubt-support/mess-drawing.ts';
import { inventedGarage } from './doubt-support/mess-garages.ts';
import { officeHalves } from './doubt-support/office-layers.ts';
import { scoreDoubts } from './doubt-support/score-doubts.ts';
import {
  emptyTally,
  scoreClasses,
  scoreNames,
  sumOf,
  tableOf,
  tallyImport,
} from './doubt-support/score-lines.ts';
import { line, rectangle, type Tag, text } from './drawing-support.ts';
import { importParts } from './recognition-support/small-garage.ts';

/** Lines and metres of each class on a layer. */
async function classesOn(layer: string, entities: readonly Tag[]): Promise<Record<string, number>> {
  const { drawings } = await importParts(entities);
  const counts: Record<string, number> = {};
  for (const { drawing, classes } of drawings) {
    expect(classes).toHaveLength(drawing.paths.length);
    drawing.paths.forEach((path, i) => {
      if (path.layer === layer) counts[classes[i]] = (counts[classes[i]] ?? 0) + 1;
    });
  }
  return counts;
}

function circle(layer: string, x: number, y: number, radiusMm: number): Tag[] {
  return [
    [0, 'CIRCLE'],
    [8, layer],
    [10, x],
    [20, y],
    [40, radiusMm],
  ] as Tag[];
}

describe('an import tells what each line was taken for', () => {
  it('axes by their bubbles, on a layer that says nothing and holds other things', async () => {
    const axes = [1, 2, 3, 4, 5, 6].flatMap((k) => [
      ...line('X', 6000 * k, -1950, 6000 * k, 32_000),
      ...circle('X', 6000 * k, -2400, 400),
      ...text('X', `${k}`, 6000 * k, -2400, 200),
    ]);
    const others = [1, 2, 3, 4].flatMap((k) => rectangle('X', 6000 * k, 40_000, 600, 600));
    expect(await classesOn('X', [...axes, ...others])).toEqual({ axis: 12, unknown: 4 });
  });

  it('boards between walls are no flight of stairs, and the walls around them remain walls', async () => {
    // A room of 3.6 × 3.6 m, its walls of two faces 0.1 m apart and posts at its corners, boards every 0.1 m.
    const [x, y, side] = [14_000, 12_000, 3600];
    const walls = [
      ...rectangle('A-WALL', x, y, side, side),
      ...rectangle('A-WALL', x - 100, y - 100, side + 200, side + 200),
    ];
    const boards = Array.from({ length: 35 }, (_, k) =>
      line('A-WALL', x, y + 100 * (k + 1), x + side, y + 100 * (k + 1)),
    ).flat();
    const { drawings, plan } = await importParts([...walls, ...boards]);
    expect(drawings[0].classes).not.toContain('stair');
    const aroundRoom = plan.levels[0].walls!.filter(({ start, end }) =>
      [start, end].every(([px, py]) => px > 14.1 && px < 18.1 && py > 12.1 && py < 16.1),
    );
    const lengthM = aroundRoom.reduce(
      (sum, { start, end }) => sum + Math.hypot(end[0] - start[0], end[1] - start[1]),
      0,
    );
    expect(lengthM).toBeGreaterThan(0.95 * 4 * 3.7);
    expect(lengthM).toBeLessThan(1.05 * 4 * 3.7);
  });

  it('the round body of a car in a bay is no bay', async () => {
    const { drawings, plan } = await importParts([]);
    const [{ polygon }] = plan.levels[0].bays!;
    expect(drawings[0].classes.filter((each) => each === 'bay').length).toBeGreaterThan(0);
    const { source } = plan.levels[0];
    const [mx, my] = [0, 1].map((k) => polygon.reduce((sum, point) => sum + point[k], 0) / polygon.length);
    const middle = [mx - source!.translation![0], my - source!.translation![1]].map((m) => 1000 * m);
    const isUpright = Math.abs(polygon[0][1] - polygon[2][1]) > 4;
    const body = Array.from({ length: 24 }, (_, k): Tag[] => {
      const angle = (2 * Math.PI * k) / 24;
      const [along, aside] = [2200 * Math.cos(angle), 850 * Math.sin(angle)];
      const [x, y] = isUpright ? [aside, along] : [along, aside];
      return [
        [10, middle[0] + x],
        [20, middle[1] + y],
      ] as Tag[];
    }).flat();
    const car = [[0, 'LWPOLYLINE'], [8, 'A-PRKG'], [90, 24], [70, 1], ...body] as Tag[];
    const { drawings: withCar, plan: same } = await importParts(car);
    const at = withCar[0].drawing.paths.findIndex(({ points }) => points.length === 24);
    expect(withCar[0].classes[at]).toBe('other');
    expect(same.levels[0].bays).toHaveLength(plan.levels[0].bays!.length);
  });
});

describe('layers that offices call as they like', () => {
  it('names of the offices that the words were made by are taken for nothing else', () => {
    const scores = officeHalves.known.map(scoreNames);
    expect(scores.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(scores.flatMap(({ right }) => right).length).toBeGreaterThanOrEqual(93);
  });

  it('names of the other offices: recorded, to be beaten', () => {
    const scores = officeHalves.held.map(scoreNames);
    expect(scores.flatMap(({ right }) => right).length).toBeGreaterThanOrEqual(71);
    expect(scores.flatMap(({ wrong }) => wrong).length).toBeLessThanOrEqual(3);
  });

  it('names in Russian, walls that share a layer with their doors among them', () => {
    const { right, unknown, wrong } = scoreNames({
      ...{ room_wall: 'стены двери окна', fire_wall: 'Перегородки', column: 'АР-Колонны', axis: 'Оси' },
      ...{ dim: 'размеры', stair: 'Лестницы', bay: 'Машиноместа', ramp: 'Пандус', steel_door: 'Двери' },
      ...{ frame: 'Рамка и штамп', hatch: 'Штриховка', text: 'Тексты', car: 'Машины' },
    });
    expect([unknown, wrong]).toEqual([[], []]);
    expect(right).toHaveLength(13);
  });

  it('names of electrical work, be its lines side by side as faces of walls are', () => {
    const names = {
      dim: '电气设备',
      car: '电气连接线',
      lane: '强电插座',
      zone: '综合布线',
      tray: '强电桥架',
    };
    expect(scoreNames(names)).toEqual({ right: Object.values(names), unknown: [], wrong: [] });
  });

  it.each(['Chinese names of office 2, blocks exploded', 'Chinese names of office 5'])(
    'made-up garage 9124, %s: some walls and doors are named and the others found beside them',
    async (mess) => {
      const { bytes, truth } = inventedGarage(9124);
      const score = await scoreDoubts(await messUp(bytes, truth, mess), { truth: truthInMess(truth, mess) });
      expect(score).toMatchObject({ outcome: 'decidable', under: [] });
    },
  );
});

it.each(['Ladesäule 3', 'WALLBOX', '전기차 충전기', '완속충전기', 'Charging station'])(
  'a bay in which "%s" is written has a charger',
  async (name) => {
    const { plan } = await importParts([]);
    const [level] = plan.levels;
    const middles = level.bays!.map(({ polygon }) =>
      [0, 1].map((k) => polygon.reduce((sum, point) => sum + point[k], 0) / polygon.length),
    );
    // Away from the charger that is drawn.
    const [{ position }] = level.points!.filter(({ kind }) => kind === 'charger');
    const far = middles.find(([x, y]) => Math.hypot(x - position[0], y - position[1]) > 8)!;
    const at = [0, 1].map((k) => 1000 * (far[k] - level.source!.translation![k]));
    const written = await importParts(text('A-NAMES', name, at[0], at[1]));
    const chargers = (points = level.points) =>
      (points ?? []).filter(({ kind }) => kind === 'charger').length;
    expect(chargers(written.plan.levels[0].points)).toBe(chargers() + 1);
  },
);

it.each(['E-LADESÄULE', '주차장-충전기', 'Wallbox'])(
  'what is drawn on layer %s are chargers',
  async (layer) => {
    const boxes = [1, 2, 3].flatMap((k) => rectangle(layer, 8000 + 2400 * k, 12_000, 300, 300));
    expect(await classesOn(layer, boxes)).toEqual({ charger: 3 });
  },
);

describe('precision and recall by class', () => {
  it('made-up garage 9124: every line is compared with what it was drawn as, in a mess too', async () => {
    const { bytes, truth } = inventedGarage(9124);
    const tallies = await Promise.all(
      ['as drawn', 'axes on the wall layer'].map(async (mess) => {
        const tally = emptyTally();
        const { imported } = await scoreDoubts(await messUp(bytes, truth, mess));
        const drawn = await drawingBeforeLayers(bytes, truth, mess);
        tallyImport(tally, imported!, { truth: truthInMess(truth, mess), drawn });
        return tally;
      }),
    );
    const [asDrawn, withAxes] = tallies.map(
      (tally) => new Map(scoreClasses(tally).map((score) => [score.name, score])),
    );
    for (const name of ['wall', 'bay', 'column', 'opening']) {
      const { precision, recall } = asDrawn.get(name)!;
      expect(Math.min(precision.byLength!, recall.byLength!), name).toBeGreaterThan(0.99);
    }
    const [both] = scoreClasses(sumOf(tallies)).filter(({ name }) => name === 'axis');
    expect(both.drawn.lines).toBe(asDrawn.get('axis')!.drawn.lines + withAxes.get('axis')!.drawn.lines);
    // No axis on the layer of the walls is taken for a wall, or for an axis: it has no bubble.
    expect(withAxes.get('axis')!.missedAs?.name).toBe('other');
  });

  it('are counted by length and by lines; what was not drawn has no recall', () => {
    const tally = emptyTally();
    tally.pairs.set('wall\nwall', { lines: 3, lengthM: 30 });
    tally.pairs.set('wall\nunknown', { lines: 1, lengthM: 30 });
    tally.pairs.set('axis\nwall', { lines: 2, lengthM: 10 });
    tally.pairs.set('car\nother', { lines: 4, lengthM: 12 });
    tally.things.set('bay', { truth: 8, found: 5, matched: 4 });
    const scores = new Map(scoreClasses(tally).map((score) => [score.name, score]));
    expect(scores.get('wall')).toMatchObject({
      precision: { byLength: 0.75, byCount: 0.6 },
      recall: { byLength: 0.5, byCount: 0.75 },
      missedAs: { name: 'unknown', lengthM: 30 },
    });
    expect(scores.get('axis')).toMatchObject({ precision: {}, recall: { byLength: 0 } });
    expect(scores.get('other')!.recall.byLength).toBe(1);
    const [bay] = tableOf(scoreClasses(tally)).filter((row) => row.startsWith('| bay'));
    expect(bay.split('|').map((cell) => cell.trim())).toEqual([
      '',
      'bay',
      '0',
      '–',
      '–',
      '0',
      '–',
      '–',
      '8',
      '0.800',
      '0.500',
      '',
      '',
      '',
    ]);
  });
});
