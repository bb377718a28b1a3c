/** What each line of a drawing was taken for, beside what it was drawn as: precision and recall by class. */
import type { ImportResult, readDrawing } from '@diku/engine';
import { layerRows } from '@diku/engine/import';
import { planToDrawing } from '@diku/engine/plan';
import type { GarageTruth } from '../garage-truth.ts';
import { countThings, type ThingCounts } from '../score-import.ts';
import { addedLayers } from './mess-drawing.ts';

type ReadDrawing = Awaited<ReturnType<typeof readDrawing>>;
type Drawing = ImportResult['drawings'][number]['drawing'];
type DrawingPath = Drawing['paths'][number];
type Point = readonly [number, number];

/** Lines are the same where their ends are no farther apart, m. */
const sameM = 0.01;
/** A line farther from the walls of every level is of a detail, a legend or the sheet. */
const outsideM = 3;

/** Counted twice: as lines and by their length, m. */
interface Amount {
  lines: number;
  lengthM: number;
}

export interface LineTally {
  /** Lines drawn as one class and taken for another, by `drawn\ntaken`; `unknown` was taken for nothing. */
  pairs: Map<string, Amount>;
  /** Lines beside the plan that no level has, by what they were drawn as. */
  outside: Map<string, Amount>;
  /** Things found and true by kind. */
  things: Map<string, ThingCounts>;
}

export function emptyTally(): LineTally {
  return { pairs: new Map(), outside: new Map(), things: new Map() };
}

/** What things of the truth are, as lines. */
const drawnClasses: readonly [RegExp, string][] = [
  [/_wall$/, 'wall'],
  [/_(door|shutter)$/, 'opening'],
  [/^dim$/, 'dimension'],
  [/^(text|room)$/, 'text'],
  [/^(fc|zone)$/, 'zone'],
];

/** The same for what the reader takes a line for. */
const takenClasses: readonly [RegExp, string][] = [
  [/(^|-)wall$/, 'wall'],
  [/door$|^shutter$/, 'opening'],
  [/^payment$/, 'gate'],
];

function classIn(table: readonly [RegExp, string][], name: string): string {
  return table.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}

/**
 * Adds what an import made of a drawing to a tally. `drawn` is the same drawing with every line on the layer that says
 * what it is; lines whose layer says nothing, or names two kinds of things, are not counted.
 */
export function tallyImport(
  tally: LineTally,
  { plan, levels, drawings }: Pick<ImportResult, 'plan' | 'levels' | 'drawings'>,
  { truth, drawn }: { truth: GarageTruth; drawn: Drawing },
): void {
  const drawnAs = drawnClassifier(truth, drawn);
  const { units_per_metre: unit } = truth.dxf.transform;
  const index = new LineIndex(sameM * unit);
  const isOfPlan = planTest(truth);
  for (const path of drawn.paths) {
    const known = drawnAs(path);
    for (const line of linesOf(path)) index.add({ ...line, source: path.source, is: known });
  }
  for (const { levelId, drawing, classes } of drawings) {
    const { transform } = levels.find(({ id }) => id === levelId)!;
    drawing.paths.forEach((path, i) => {
      const taken = classIn(takenClasses, classes[i]);
      for (const { a, b } of linesOf(path)) {
        const known = index.take(planToDrawing(a, transform), planToDrawing(b, transform), path.source);
        if (known?.is) add(tally.pairs, `${known.is}\n${taken}`, known.lengthInUnits / unit);
      }
    });
  }
  for (const { is, a, b, lengthInUnits } of index.left()) {
    if (!is) continue;
    if (isOfPlan([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]))
      add(tally.pairs, `${is}\nunknown`, lengthInUnits / unit);
    else add(tally.outside, is, lengthInUnits / unit);
  }
  for (const [kind, counts] of Object.entries(countThings(plan, levels, truth))) {
    addThings(tally, kind, counts);
  }
}

/** Says what a path was drawn as; undefined where its layer does not tell. */
function drawnClassifier(
  truth: GarageTruth,
  { paths, symbols }: Drawing,
): (path: DrawingPath) => string | undefined {
  const { layers } = truth.dxf as unknown as { layers: Record<string, string> };
  const byLayer = new Map<string, Set<string>>();
  const named = [...Object.entries(layers), ...Object.entries(addedLayers).map(([is, layer]) => [is, layer])];
  for (const [thing, layer] of named) {
    // A filling is of what it fills.
    if (thing === 'hatch') continue;
    byLayer.set(layer, (byLayer.get(layer) ?? new Set()).add(classIn(drawnClasses, thing)));
  }
  const ofLayer = (layer: string) => {
    const classes = [...(byLayer.get(layer) ?? [])];
    if (classes.length === 1) return classes[0];
    return /消火栓/.test(layer) ? 'equipment' : undefined;
  };
  // A bay that was put on another layer is a bay by its block.
  const byBlock = new Map<string, string>();
  for (const { layer, symbol } of paths) {
    const is = ofLayer(layer);
    if (symbol >= 0 && is) byBlock.set(symbols[symbol].names[0], is);
  }
  return ({ layer, symbol, closed, points }) => {
    const is = ofLayer(layer) ?? (symbol >= 0 ? byBlock.get(symbols[symbol].names[0]) : undefined);
    // The round shape in a bay is the car that stands there.
    return is === 'bay' && closed && points.length > 8 ? 'car' : is;
  };
}

/** Tells whether a point of the file is on a level or close beside it. */
function planTest({ dxf, levels }: GarageTruth): (point: Point) => boolean {
  const { rotation_deg, units_per_metre: unit, offset, level_offset } = dxf.transform;
  const angle = (-rotation_deg * Math.PI) / 180;
  const boxes = levels.map(({ name, walls }) => {
    const [ox, oy] = level_offset[name];
    const xs = walls.flatMap(({ a, b }) => [a[0] + ox, b[0] + ox]);
    const ys = walls.flatMap(({ a, b }) => [a[1] + oy, b[1] + oy]);
    return {
      minX: Math.min(...xs) - outsideM,
      maxX: Math.max(...xs) + outsideM,
      minY: Math.min(...ys) - outsideM,
      maxY: Math.max(...ys) + outsideM,
    };
  });
  return ([fileX, fileY]) => {
    const [u, v] = [(fileX - offset[0]) / unit, (fileY - offset[1]) / unit];
    const [x, y] = [Math.cos(angle) * u - Math.sin(angle) * v, Math.sin(angle) * u + Math.cos(angle) * v];
    return boxes.some(({ minX, maxX, minY, maxY }) => x > minX && x < maxX && y > minY && y < maxY);
  };
}

/** A circle or an arc is one line, from its first point to its middle one. */
function* linesOf({
  points,
  closed,
  arc,
}: DrawingPath): Generator<{ a: Point; b: Point; lengthInUnits: number }> {
  const count = closed ? points.length : points.length - 1;
  let lengthInUnits = 0;
  for (let i = 0; i < count; i++) {
    const a = points[i];
    const b = points[(i + 1) % points.length];
    const sideInUnits = Math.hypot(b[0] - a[0], b[1] - a[1]);
    lengthInUnits += sideInUnits;
    if (!arc && sideInUnits > 0) yield { a, b, lengthInUnits: sideInUnits };
  }
  if (arc && lengthInUnits > 0) yield { a: points[0], b: points[points.length >> 1], lengthInUnits };
}

interface KnownLine {
  a: Point;
  b: Point;
  lengthInUnits: number;
  source: DrawingPath['source'];
  is: string | undefined;
}

/** Lines by their middles; each is taken once. */
class LineIndex {
  private readonly cells = new Map<string, Set<KnownLine>>();

  constructor(private readonly same: number) {}

  add(line: KnownLine): void {
    const [key] = this.keysAt(line.a, line.b);
    this.cells.set(key, (this.cells.get(key) ?? new Set()).add(line));
  }

  take(a: Point, b: Point, source: string): KnownLine | undefined {
    const isAt = (p: Point, q: Point) => Math.hypot(p[0] - q[0], p[1] - q[1]) < this.same;
    for (const key of this.keysAt(a, b)) {
      for (const line of this.cells.get(key) ?? []) {
        const isSame = (isAt(line.a, a) && isAt(line.b, b)) || (isAt(line.a, b) && isAt(line.b, a));
        if (line.source !== source || !isSame) continue;
        this.cells.get(key)!.delete(line);
        return line;
      }
    }
    return undefined;
  }

  *left(): Generator<KnownLine> {
    for (const cell of this.cells.values()) yield* cell;
  }

  /** The cell of the middle of a line, and those around it. */
  private keysAt(a: Point, b: Point): string[] {
    const cell = 4 * this.same;
    const [x, y] = [Math.round((a[0] + b[0]) / 2 / cell), Math.round((a[1] + b[1]) / 2 / cell)];
    const around = [0, -1, 1];
    return around.flatMap((i) => around.map((j) => `${x + i},${y + j}`));
  }
}

function add(amounts: Map<string, Amount>, key: string, lengthM: number): void {
  const amount = amounts.get(key) ?? { lines: 0, lengthM: 0 };
  amounts.set(key, { lines: amount.lines + 1, lengthM: amount.lengthM + lengthM });
}

/** The sum of some tallies. */
export function sumOf(tallies: readonly LineTally[]): LineTally {
  const sum = emptyTally();
  for (const { pairs, outside, things } of tallies) {
    for (const [amounts, into] of [
      [pairs, sum.pairs],
      [outside, sum.outside],
    ] as const) {
      for (const [key, { lines, lengthM }] of amounts) {
        const amount = into.get(key) ?? { lines: 0, lengthM: 0 };
        into.set(key, { lines: amount.lines + lines, lengthM: amount.lengthM + lengthM });
      }
    }
    for (const [kind, counts] of things) addThings(sum, kind, counts);
  }
  return sum;
}

function addThings({ things }: LineTally, kind: string, { truth, found, matched }: ThingCounts): void {
  const sum = things.get(kind) ?? { truth: 0, found: 0, matched: 0 };
  things.set(kind, { truth: sum.truth + truth, found: sum.found + found, matched: sum.matched + matched });
}

/** Classes that the reader has one word for. */
const together: ReadonlySet<string> = new Set(['junk', 'lane', 'zone', 'equipment', 'car', 'dimension']);

/** Precision and recall of one class; undefined where nothing of it was drawn, or nothing taken for it. */
export interface ClassScore {
  name: string;
  drawn: Amount;
  taken: Amount;
  outside: Amount;
  precision: { byLength?: number; byCount?: number };
  recall: { byLength?: number; byCount?: number };
  things?: ThingCounts;
  /** What most of the length that it was not taken for was taken for. */
  missedAs?: { name: string; lengthM: number };
}

/** One score for each class that was drawn or taken, the longest drawn first. */
export function scoreClasses({ pairs, outside, things }: LineTally): ClassScore[] {
  const merged = (is: string) => (together.has(is) ? 'other' : is);
  const entries = [...pairs].map(([key, amount]) => {
    const [drawn, taken] = key.split('\n').map(merged);
    return { drawn, taken, amount };
  });
  const total = (list: typeof entries): Amount => ({
    lines: list.reduce((sum, { amount }) => sum + amount.lines, 0),
    lengthM: list.reduce((sum, { amount }) => sum + amount.lengthM, 0),
  });
  const names = new Set([...entries.flatMap(({ drawn, taken }) => [drawn, taken]), ...things.keys()]);
  names.delete('unknown');
  return [...names]
    .map((name): ClassScore => {
      const drawn = total(entries.filter((each) => each.drawn === name));
      const taken = total(entries.filter((each) => each.taken === name));
      const right = total(entries.filter((each) => each.drawn === name && each.taken === name));
      const left = [...outside].filter(([is]) => merged(is) === name);
      const ratio = (of: Amount) => ({
        ...(of.lengthM > 0 ? { byLength: right.lengthM / of.lengthM, byCount: right.lines / of.lines } : {}),
      });
      return {
        ...{ name, drawn, taken },
        outside: {
          lines: left.reduce((sum, [, { lines }]) => sum + lines, 0),
          lengthM: left.reduce((sum, [, { lengthM }]) => sum + lengthM, 0),
        },
        precision: ratio(taken),
        recall: ratio(drawn),
        ...(things.has(name) ? { things: things.get(name) } : {}),
        missedAs: [...new Set(entries.map((each) => each.taken))]
          .filter((other) => other !== name)
          .map((other) => {
            const { lengthM } = total(entries.filter((each) => each.drawn === name && each.taken === other));
            return { name: other, lengthM };
          })
          .sort((p, q) => q.lengthM - p.lengthM)[0],
      };
    })
    .sort((p, q) => q.drawn.lengthM - p.drawn.lengthM || (p.name < q.name ? -1 : 1));
}

/** The table as Markdown; what cannot be told is a dash. */
export function tableOf(scores: readonly ClassScore[]): string[] {
  const figure = (value?: number) => (value === undefined ? '–' : value.toFixed(3));
  const ratio = (part: number, of: number) => figure(of > 0 ? part / of : undefined);
  const rows = scores.map(({ name, drawn, outside, precision, recall, things, missedAs }) => {
    const cells = [
      name,
      drawn.lengthM.toFixed(0),
      figure(precision.byLength),
      figure(recall.byLength),
      drawn.lines,
      figure(precision.byCount),
      figure(recall.byCount),
      ...(things
        ? [things.truth, ratio(things.matched, things.found), ratio(things.matched, things.truth)]
        : ['–', '–', '–']),
      missedAs && missedAs.lengthM >= 0.5 ? `${missedAs.name} ${missedAs.lengthM.toFixed(0)} m` : '',
      outside.lengthM >= 0.5 ? `${outside.lengthM.toFixed(0)} m` : '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| class | m drawn | precision | recall | lines | precision | recall | things | precision | recall | mostly missed as | left out beside the plan |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|',
    ...rows,
  ];
}

/** How the reader takes the names of an office's layers. */
export interface NameScore {
  right: string[];
  /** Names that say nothing to it: what is drawn on them has to tell. */
  unknown: string[];
  /** Names taken for something else, with what. */
  wrong: string[];
}

export function scoreNames(office: Readonly<Record<string, string>>): NameScore {
  const score: NameScore = { right: [], unknown: [], wrong: [] };
  const paths = Object.values(office).map((layer) => ({ layer }));
  const read = { sheets: [{ drawing: { paths, texts: [] } }] } as unknown as ReadDrawing;
  const taken = new Map(
    layerRows(read, { sources: {}, evidence: [] }).map(({ layer, layerClass }) => [layer, layerClass]),
  );
  for (const [thing, name] of Object.entries(office)) {
    const is = classIn(takenClasses, taken.get(name)!);
    const drawn = classIn(drawnClasses, thing);
    if (is === 'unknown') score.unknown.push(name);
    else if (is === (together.has(drawn) ? 'other' : drawn)) score.right.push(name);
    else score.wrong.push(`${name} as ${taken.get(name)}`);
  }
  return score;
}
