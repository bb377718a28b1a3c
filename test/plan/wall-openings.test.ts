/**
 * Walls and their openings, 10,000 of them: what every image draws is what is computed, and that is the rule of
 * docs/plan-format.md sampled point by point. `DIKU_OPENINGS=100000` takes more.
 */

import { type Level, planWarnings } from '@diku/engine';
import { levelWalls, placedOpenings } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { ceilingPlan } from '../../packages/engine/src/design/network/design/ceiling-plan.ts';
import type { PlacedOpening } from '../../packages/engine/src/plan/index.ts';
import { buildRayScene } from '../../packages/engine/src/radio/index.ts';
import { levelFacets } from '../../packages/engine/src/radio/scene/level-facets.ts';
import { openingSolids, wallSolids } from '../../packages/viewer/src/layers/level-parts.ts';
import { themeColors } from '../../packages/viewer/src/scene/theme-colors.ts';
import { buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import {
  cadLines,
  documentLines,
  floorPlanLines,
  reviewBars,
  segmentText,
  solidEnds,
} from './wall-support/drawn-walls.ts';
import { randomWalledLevel } from './wall-support/random-walls.ts';
import { sampleWalls } from './wall-support/sampled-walls.ts';

type Pair = readonly number[];

const [wallsEach, openingsEach] = [12, 8];
const levelCount = Math.ceil((isLong ? 100_000 : 600) / (wallsEach + openingsEach));
const frequencyMhz = 1870;
const colors = themeColors.light;
const stray = (placed: PlacedOpening) => placed.seat === 'in-no-wall';

const levels = Array.from({ length: levelCount }, (_, seed) =>
  randomWalledLevel(seed, wallsEach, openingsEach),
);

/** Returns what the kernel computes with: facets of walls or of leaves, in whole millimetres. */
function computed(level: Level, name: 'wall' | 'opening') {
  return levelFacets(level, frequencyMhz, {})
    .filter(({ source, start, end }) => source.name === name && `${start}` !== `${end}`)
    .map(({ source, start, end }) => ({ id: source.id, start, end, text: segmentText(start, end) }));
}

/** A drawn line as the segment it stands for: where a wall itself ends it may be drawn half its thickness further, into a corner. */
function drawnSegment(
  level: Level,
  [a, b]: readonly [Pair, Pair],
  halfMm: number,
  wanted: Map<string, number>,
): string {
  const lengthMm = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const trimmed = (from: Pair, to: Pair, byMm: number) =>
    from.map((value, axis) => value + (byMm * (to[axis] - value)) / lengthMm);
  const isWallEnd = (at: Pair) =>
    (level.walls ?? []).some(({ start, end }) =>
      [start, end].some((endPoint) =>
        endPoint.every((value, axis) => Math.abs(Math.round(1000 * value) - at[axis]) < 0.6),
      ),
    );
  for (const [startMm, endMm] of [
    [0, 0],
    [halfMm, 0],
    [0, halfMm],
    [halfMm, halfMm],
  ]) {
    const [from, to] = [trimmed(a, b, startMm), trimmed(b, a, endMm)];
    if ((startMm > 0 && !isWallEnd(from)) || (endMm > 0 && !isWallEnd(to))) continue;
    const text = segmentText(from, to);
    const left = wanted.get(text) ?? 0;
    if (left === 0) continue;
    wanted.set(text, left - 1);
    return text;
  }
  return `not computed: ${segmentText(a, b)}`;
}

function counted(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

describe(`${levelCount * (wallsEach + openingsEach)} random walls and openings (seeds 0 to ${levelCount - 1})`, () => {
  it('are drawn in 3-D, in images, on paper, in CAD and in the review as they are computed', () => {
    levels.forEach((level, seed) => {
      const facets = computed(level, 'wall');
      const texts = facets.map(({ text }) => text).sort();
      const compare = (what: string, lines: readonly { ends: readonly [Pair, Pair]; halfMm: number }[]) => {
        const wanted = counted(texts);
        const drawn = lines
          .filter(({ ends: [a, b] }) => Math.hypot(b[0] - a[0], b[1] - a[1]) > 0.3)
          .map(({ ends, halfMm }) => drawnSegment(level, ends, halfMm, wanted));
        expect(drawn.sort(), `${what}, seed ${seed}`).toEqual(texts);
      };
      compare(
        '3-D',
        wallSolids(level, colors).map((solid) => ({ ends: solidEnds(solid), halfMm: 500 * solid.widthM })),
      );
      const floorPlan = floorPlanLines(level);
      const drawnWalls = floorPlan.filter(({ stroke }) => stroke === 'wall');
      compare(
        'picture',
        drawnWalls.map(({ ends, widthPx, cap }) => ({ ends, halfMm: cap === 'butt' ? widthPx / 2 : 0 })),
      );
      const document = documentLines(level).filter(
        ({ colour, widthMm }) => colour === '#8b939b' && widthMm > 0.15,
      );
      compare(
        'paper',
        document.map(({ ends }) => ({ ends, halfMm: 0 })),
      );
      expect(reviewBars(level), `review, seed ${seed}`).toEqual(texts);
      if (seed < 50) expect(cadLines(level), `CAD, seed ${seed}`).toEqual(texts);
    });
  });

  it('are the walls of rays and of network courses', () => {
    levels.forEach((level, seed) => {
      const whole = (ids: ReadonlySet<string>) =>
        computed(level, 'wall')
          .filter(({ id }) => ids.has(id))
          .map(({ text }) => text)
          .sort();
      const full = new Set(level.walls?.filter(({ topM }) => topM === undefined).map(({ id }) => id));
      const inMm = (point: Pair) => point.map((value) => 1000 * value);
      const rays = buildRayScene(level, frequencyMhz, {})
        .faces.filter(({ source, reflects }) => source.name === 'wall' && reflects !== 'none')
        .map(({ start, end }) => segmentText(inMm(start), inMm(end)));
      expect(rays.sort(), `rays, seed ${seed}`).toEqual(whole(full));
      const courses = ceilingPlan(level, [], { sleevesAssumed: true })
        .walls.map(({ start, end }) => segmentText(inMm(start), inMm(end)))
        .filter((text) => text.split(' ')[0] !== text.split(' ')[1]);
      expect(courses.sort(), `courses, seed ${seed}`).toEqual(whole(full));
    });
  });

  it('have their leaves drawn where they are computed, a gap for each but those in no wall, and these marked', () => {
    levels.forEach((level, seed) => {
      const placed = placedOpenings(level);
      const closed = computed(level, 'opening');
      const solids = openingSolids(level, colors);
      const drawn = solids.filter(({ heightM, baseM }) => baseM === 0 && heightM > 1);
      const leaves = closed.filter(
        ({ id }) => level.openings?.find((each) => each.id === id)?.kind !== 'passage',
      );
      const texts = leaves.map(({ text }) => text).sort();
      const ofSolids = drawn
        .filter(({ lengthM }) => lengthM > 3e-4)
        .map((solid) => segmentText(...solidEnds(solid)));
      expect(ofSolids.sort(), `3-D, seed ${seed}`).toEqual(texts);
      const isStrayColour = ({ color }: { color: string }) => color === colors.stray;
      expect(solids.filter(isStrayColour)).toHaveLength(placed.filter(stray).length);
      const lines = floorPlanLines(level);
      const gaps = lines.filter(({ stroke }) => stroke === '#fff').map(({ ends }) => segmentText(...ends));
      const wantedGaps = placed
        .filter((each) => !stray(each))
        .map(({ start, end }) => inMillimetres(start, end));
      expect(gaps.sort(), `gaps, seed ${seed}`).toEqual(wantedGaps.sort());
      const whiteLines = documentLines(level).filter(({ colour }) => colour === '#ffffff');
      expect(whiteLines.map(({ ends }) => segmentText(...ends)).sort()).toEqual(gaps);
      const dotted = lines.filter(({ stroke, ends: [a, b] }) => stroke === '#c21807' && `${a}` !== `${b}`);
      const wantedMarks = placed.filter((each) => stray(each) && hasExtent(each));
      const marks = new Set(dotted.map(({ ends }) => segmentText(...ends)));
      for (const { start, end } of wantedMarks) expect(marks.has(inMillimetres(start, end))).toBe(true);
    });
  });

  it('are cut as the rule says, sampled along every wall', () => {
    let asked = 0;
    let open = 0;
    let left = 0;
    levels.forEach((level, seed) => {
      const oracle = sampleWalls(level);
      if (level.openings?.some(oracle.isUnsure)) {
        left += 1;
        return;
      }
      const facets = computed(level, 'wall');
      for (const wall of level.walls ?? []) {
        const lengthM = Math.hypot(wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]);
        if (lengthM < 0.02) continue;
        const [ux, uy] = [(wall.end[0] - wall.start[0]) / lengthM, (wall.end[1] - wall.start[1]) / lengthM];
        const footM = ([x, y]: Pair) => (x - wall.start[0]) * ux + (y - wall.start[1]) * uy;
        // Rounding to millimetres and slivers are nobody's question.
        const edges = (level.openings ?? []).flatMap(({ start, end }) => [footM(start), footM(end)]);
        const openingFacets = facets
          .filter(({ id }) => id === wall.id)
          .map(({ start, end }) => [start, end].map((point) => footM(point.map((value) => value / 1000))));
        for (let atM = 0.0137; atM < lengthM - 0.0137; atM += 0.137) {
          if (edges.some((edgeM) => Math.abs(edgeM - atM) < 0.0075)) continue;
          const isOpen = oracle.isOpen(wall, [wall.start[0] + atM * ux, wall.start[1] + atM * uy]);
          const found = openingFacets.filter(([from, to]) => from < atM && atM < to).length;
          asked += 1;
          open += isOpen ? 1 : 0;
          if (found !== (isOpen ? 0 : 1))
            expect.fail(`seed ${seed}, wall ${wall.id} at ${atM} m: ${found} panels, open ${isOpen}`);
        }
      }
      for (const { opening, seat } of placedOpenings(level)) {
        expect(seat === 'in-wall', `seed ${seed}, ${opening.id}`).toBe(oracle.takesSomething(opening));
      }
    });
    expect(left).toBeLessThanOrEqual(0.1 * levelCount);
    expect(asked).toBeGreaterThan(200 * levelCount);
    expect(open / asked).toBeGreaterThan(0.05);
  });

  it('give a warning with id, level and location for each that lies in no wall, and for no other', () => {
    levels.slice(0, 100).forEach((level) => {
      const warned = planWarnings(buildPlan({ levels: [level] })).filter(({ found }) =>
        found.includes('lies in no wall'),
      );
      const lost = placedOpenings(level).filter(stray);
      expect(warned.map(({ at }) => at)).toEqual(
        lost.map(({ opening }) => `levels[0].openings[${level.openings!.indexOf(opening)}]`),
      );
      lost.forEach(({ opening: { id, start, end } }, index) => {
        const point = [0, 1].map((axis) => ((start[axis] + end[axis]) / 2).toFixed(2)).join(', ');
        expect(warned[index].found).toContain(`opening ${id} at (${point}) m on level B1 `);
      });
    });
  });

  it('take the same segments whatever was cut before: nothing of an edit is left behind', () => {
    levels.slice(0, 200).forEach((level) => {
      const fresh = structuredClone(level);
      const walls = [...(level.walls ?? [])];
      walls[0] = { ...walls[0], end: [walls[0].end[0] + 0.5, walls[0].end[1] + 0.25] };
      levelWalls(level);
      const edited = levelWalls({ ...level, walls });
      expect(edited).toEqual(levelWalls(structuredClone({ ...level, walls })));
      expect(levelWalls(level)).toEqual(levelWalls(fresh));
    });
  });
});

/** Rounded to a tenth first, as images are. */
function inMillimetres(start: Pair, end: Pair): string {
  const rounded = (value: number) => Math.round(10_000 * value) / 10;
  return segmentText(start.map(rounded), end.map(rounded));
}

function hasExtent({ start, end }: PlacedOpening): boolean {
  return inMillimetres(start, start) !== inMillimetres(end, end);
}
