/** What drawings have beyond the plan's own style: how it is placed, what stands around it, what is written how. */
import type { TruthLevel } from '../score-import.ts';
import type { DxfPen, Point } from './dxf-pen.ts';

export interface SpoilExtras {
  /** The whole plan as one block, drawn as it is or mirrored and mirrored back. */
  whole: 'none' | 'block' | 'mirrored';
  /** Coordinates of some 10⁷–10⁸ units. */
  far: boolean;
  titles: 'chinese' | 'english' | 'missing';
  /** Areas of fire compartments are written in them. */
  compartments: boolean;
  /** The floor above ground is drawn beside the garage. */
  groundFloor: boolean;
  /** A bay and a ramp at a larger scale beside the plan. */
  details: boolean;
  chargers: 'symbols' | 'texts';
  /** Room names in single characters. */
  fragments: boolean;
  /** Columns on a layer of their own, on that of the structure's walls, or left out. */
  columnLayer: 'own' | 'wall' | 'none';
  /** Every third row of bays has car lifts: frames within the bays and a word. */
  stackers: boolean;
}

export function chooseExtras(random: () => number, only: Partial<SpoilExtras> = {}): SpoilExtras {
  const chance = (ratio: number) => random() < ratio;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  return {
    whole: pick(['none', 'none', 'none', 'block', 'mirrored'] as const),
    far: chance(0.2),
    titles: pick(['chinese', 'chinese', 'chinese', 'english', 'missing'] as const),
    compartments: chance(0.6),
    groundFloor: chance(0.15),
    details: chance(0.3),
    chargers: pick(['symbols', 'symbols', 'symbols', 'texts'] as const),
    fragments: chance(0.12),
    columnLayer: pick(['own', 'own', 'own', 'own', 'own', 'own', 'wall', 'none'] as const),
    stackers: chance(0.15),
    ...only,
  };
}

export function drawCompartments(pen: DxfPen, level: TruthLevel): void {
  (level.fire_compartments ?? []).forEach(({ area, civil_defence, label }, i) => {
    const name = `${civil_defence ? '人防' : ''}防火分区${i + 1}`;
    pen.text('zone', `${name} 面积:${Math.round(area)}㎡`, label, 0.6);
  });
}

/** Frames of car lifts inside the bays, and what they are. */
export function drawStackers(pen: DxfPen, level: TruthLevel): void {
  const [depth, width] = level.bay_size;
  level.bays.forEach(({ x, y, rot }, i) => {
    if (i % 9 > 2) return;
    const angleRad = (rot * Math.PI) / 180;
    const at = (u: number, v: number): Point => [
      x + u * Math.cos(angleRad) - v * Math.sin(angleRad),
      y + u * Math.sin(angleRad) + v * Math.cos(angleRad),
    ];
    const [p, q] = [depth / 2 - 0.08, width / 2 - 0.08];
    pen.polyline('bay', [at(-p, -q), at(p, -q), at(p, q), at(-p, q)]);
    if (i % 9 === 1) pen.text('bay', '机械车位', at(0, 0), 0.35, rot);
  });
}

/** The floor above ground: rooms, columns and doors, on the layers of the garage. */
export function drawGroundFloor(pen: DxfPen, level: TruthLevel): void {
  const ring = level.outline[0].exterior;
  const top = Math.max(...ring.map((point) => point[1]), ...level.walls.map(({ a }) => a[1])) + 60;
  const left = Math.min(...ring.map((point) => point[0]));
  const box = (thing: string, x: number, y: number, w: number, h: number) =>
    pen.polyline(thing, [
      [left + x, top + y],
      [left + x + w, top + y],
      [left + x + w, top + y + h],
      [left + x, top + y + h],
    ]);
  box('shear_wall', 0, 0, 36, 14);
  box('shear_wall', 0.2, 0.2, 35.6, 13.6);
  for (let x = 6; x < 36; x += 6) {
    pen.line('room_wall', [left + x, top + 0.2], [left + x, top + 13.8]);
    pen.line('room_wall', [left + x + 0.2, top + 0.2], [left + x + 0.2, top + 13.8]);
    for (const y of [0.5, 7, 13]) box('column', x - 0.2, y, 0.6, 0.6);
    pen.text('room', '客厅', [left + x - 3, top + 4], 0.4);
  }
  pen.text('text', '一层平面图 1:100', [left + 12, top - 5], 2);
}

/** A bay with its measures and a piece of wall with a column, drawn large. */
export function drawDetails(pen: DxfPen, level: TruthLevel): void {
  const ring = level.outline[0].exterior;
  const bottom = Math.min(...ring.map((point) => point[1]), ...level.walls.map(({ a }) => a[1])) - 70;
  const left = Math.min(...ring.map((point) => point[0]));
  const at = (x: number, y: number): Point => [left + x, bottom + y];
  for (let k = 0; k < 3; k++) {
    pen.polyline('bay', [at(2.4 * k, 0), at(2.4 * k + 2.4, 0), at(2.4 * k + 2.4, 5.3), at(2.4 * k, 5.3)]);
  }
  pen.text('text', '标准车位大样 1:50', at(1, -2), 0.8);
  // At 1:20 a wall of 0.3 m looks as wide as a corridor.
  pen.line('retaining_wall', at(20, 0), at(34, 0));
  pen.line('retaining_wall', at(20, 2.25), at(34, 2.25));
  pen.polyline('column', [at(26, 0), at(30.5, 0), at(30.5, 4.5), at(26, 4.5)]);
  pen.text('text', '挡土墙节点详图 1:20', at(22, -2), 0.8);
}

/** Writes a text whole or, where names are in pieces, character by character. */
export function writeName(
  pen: DxfPen,
  { fragments }: SpoilExtras,
  thing: string,
  value: string,
  at: Point,
  heightM: number,
): void {
  if (!fragments) pen.text(thing, value, at, heightM);
  else
    [...value].forEach((letter, i) => {
      pen.text(thing, letter, [at[0] + i * heightM * 1.1, at[1]], heightM);
    });
}
