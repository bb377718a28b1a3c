import type { Facility, Opening, PlanPoint, Point, Zone } from '@diku/engine';
import type { RecordRef } from './plan-records.ts';

/** Every tool: what a click or a drag on the plan does. `point` places an antenna. */
export const toolNames = [
  'select',
  'place',
  'wall',
  'opening',
  'column',
  'zone',
  'ramp',
  'bay',
  'point',
  'room',
  'tray',
  'outline',
  'measure',
] as const;
export type ToolName = (typeof toolNames)[number];

export type SnapKind = 'end' | 'middle' | 'crossing' | 'square' | 'line' | 'straight' | 'grid' | 'free';

/** A gesture under way, as it is drawn over the plan. */
export interface Draft {
  levelId: string;
  points: readonly Point[];
  closed: boolean;
  /** The pointer's location as taken, after snapping; `snap` says to what. */
  at?: Point;
  snap?: SnapKind;
  line?: readonly [Point, Point];
  /** The last stretch: length, metres, and direction, degrees counter-clockwise from east. */
  lengthM?: number;
  angleDeg?: number;
  /** Area of what is enclosed. */
  areaM2?: number;
}

/** A rectangle on the canvas, CSS pixels; `crossing` takes what it only touches. */
export interface Marquee {
  left: number;
  top: number;
  right: number;
  bottom: number;
  crossing: boolean;
}

/** Defaults of new things; the last choice stays. */
export interface DrawDefaults {
  wallMaterial: string;
  wallThicknessM: number;
  columnSizeM: [number, number];
  openingKind: Opening['kind'];
  openingState: Opening['state'];
  zoneKind: Zone['kind'];
  pointKind: PlanPoint['kind'];
  facilityKind: Facility['kind'];
}

/** A spot of a selected thing that can be dragged by itself. */
export interface Handle {
  ref: RecordRef | { kind: 'outline'; id: string; ring: number };
  /** A corner, or the middle of an edge where a new corner can be pulled out, or the tip of a direction. */
  kind: 'corner' | 'edge' | 'aim';
  index: number;
  point: Point;
}

/** State of editing; nothing here is part of the plan. */
export interface EditState {
  /** A placing tool stays after it placed one. */
  locked: boolean;
  hovered: RecordRef | undefined;
  handles: readonly Handle[];
  heldHandle: Handle | undefined;
  draft: Draft | undefined;
  marquee: Marquee | undefined;
  /** Typed while drawing. */
  typed: string;
  /** True when the typed text has none of the forms. */
  mistyped: boolean;
  defaults: DrawDefaults;
  /** Something was copied that could be put elsewhere. */
  hasCopies: boolean;
}

export const idleEdit: EditState = {
  locked: false,
  hovered: undefined,
  handles: [],
  heldHandle: undefined,
  draft: undefined,
  marquee: undefined,
  typed: '',
  mistyped: false,
  hasCopies: false,
  defaults: {
    wallMaterial: 'concrete-block',
    wallThicknessM: 0.2,
    columnSizeM: [0.6, 0.6],
    openingKind: 'fire-shutter',
    openingState: 'closed',
    zoneKind: 'parking',
    pointKind: 'charger',
    facilityKind: 'equipment-room',
  },
};
