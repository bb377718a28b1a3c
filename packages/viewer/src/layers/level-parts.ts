import type { Level } from '@diku/engine';
import { placedOpenings } from '@diku/engine/plan';
import type { Object3D } from 'three';
import type { ThemeColors } from '../scene/theme-colors.ts';
import { drawCars } from './cars-layer.ts';
import { drawFacilities, drawPoints } from './facilities-layer.ts';
import { drawBays, drawFloor, drawRamps, drawSlabOpenings } from './floor-layer.ts';
import { drawColumns, drawOpenings, drawWalls } from './solids-layer.ts';

/** What is drawn besides the plan's own things. */
export interface LevelLook {
  colors: ThemeColors;
  /** Share of the bays with a car; 0 shows none. */
  carRatio: number;
}

/** One part of a level's picture: drawn anew only when what it is drawn from is another object. */
export interface LevelPart {
  name: string;
  /** Stands on the floor: cut low in the stacked view. */
  stands: boolean;
  from(level: Level, look: LevelLook): readonly unknown[];
  draw(level: Level, look: LevelLook): Object3D | undefined;
}

export const levelParts: readonly LevelPart[] = [
  {
    name: 'floor',
    stands: false,
    from: ({ outline, holes, slabThicknessM }) => [outline, holes, slabThicknessM],
    draw: (level, { colors }) => drawFloor(level, colors),
  },
  {
    name: 'bays',
    stands: false,
    from: ({ bays }) => [bays],
    draw: ({ bays = [] }, { colors }) => drawBays(bays, colors),
  },
  {
    name: 'ramps',
    stands: false,
    from: ({ zones }) => [zones],
    draw: ({ zones = [] }, { colors }) => drawRamps(zones, colors),
  },
  {
    name: 'slab openings',
    stands: false,
    from: ({ slabOpenings }) => [slabOpenings],
    draw: ({ slabOpenings = [] }, { colors }) => drawSlabOpenings(slabOpenings, colors),
  },
  {
    name: 'walls',
    stands: true,
    from: ({ walls, openings, clearHeightM }) => [walls, openings, clearHeightM],
    draw: (level, { colors }) => drawWalls(level, colors),
  },
  {
    name: 'columns',
    stands: true,
    from: ({ columns, clearHeightM }) => [columns, clearHeightM],
    draw: (level, { colors }) => drawColumns(level, colors),
  },
  {
    name: 'openings',
    stands: true,
    // A wall that is dragged draws only those anew that it holds.
    from: (level) => [
      level.clearHeightM,
      ...placedOpenings(level).flatMap(({ opening, start, end, seat }) => [opening, ...start, ...end, seat]),
    ],
    draw: (level, { colors }) => drawOpenings(level, colors),
  },
  {
    name: 'points',
    stands: false,
    from: ({ points }) => [points],
    draw: ({ points = [] }, { colors }) => drawPoints(points, colors),
  },
  {
    name: 'facilities',
    stands: false,
    from: ({ facilities, clearHeightM }) => [facilities, clearHeightM],
    draw: (level, { colors }) => drawFacilities(level, colors),
  },
  {
    name: 'cars',
    stands: true,
    from: ({ bays }, { carRatio }) => [carRatio === 0 ? undefined : bays, carRatio],
    draw: ({ bays = [] }, { colors, carRatio }) => drawCars(bays, carRatio, colors),
  },
];
