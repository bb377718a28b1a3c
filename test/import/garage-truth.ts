/** The answers that come with the shared garages, schema garage-truth/1: metres, x east, y north. */
export interface GarageTruth {
  dxf: {
    transform: {
      rotation_deg: number;
      units_per_metre: number;
      offset: readonly number[];
      level_offset: Record<string, readonly number[]>;
    };
  };
  levels: TruthLevel[];
}

export interface TruthLevel {
  name: string;
  elevation: number;
  clear_height: number;
  areas: { gross: number; rooms: number };
  outline: { exterior: TruthPoint[]; holes: TruthPoint[][] }[];
  inner_outline: { exterior: TruthPoint[]; holes: TruthPoint[][] }[];
  walls: {
    kind: string;
    a: TruthPoint;
    b: TruthPoint;
    thickness: number;
    material: string;
    /** A chord of one of `curves`. */
    curved?: boolean;
  }[];
  /** Walls along arcs, beside their chords in `walls`; made-up garages only. */
  curves?: {
    kind: string;
    centre: TruthPoint;
    radius: number;
    start_deg: number;
    end_deg: number;
    thickness: number;
  }[];
  fire_compartments?: { area: number; civil_defence: boolean; label: TruthPoint }[];
  columns: { x: number; y: number; w: number; d: number; rot: number }[];
  doors: { type: string; tag: string; a: TruthPoint; b: TruthPoint; wall_thickness: number }[];
  bays: { n: number; x: number; y: number; rot: number }[];
  bay_size: [number, number];
  rooms: { name: string; kind: string; polygon: TruthPoint[] }[];
  ramps: TruthRamp[];
  /** Passages between basements; not in made-up garages. */
  corridors?: { polygon: TruthPoint[] }[];
  pois: { type: string; x: number; y: number; name: string }[];
  infrastructure: { trays: { kind: string; a: TruthPoint; b: TruthPoint }[] };
}

export type TruthPoint = readonly [number, number];

interface TruthRamp {
  type: string;
  polygon: TruthPoint[];
  centreline: TruthPoint[];
  slope: number;
  arcs?: { centre: TruthPoint; radius: number; start_deg: number; end_deg: number; wall: boolean }[];
}
