import type { Phrase } from '../../../core/index.ts';

/** Weight of a tree, and a lower bound on it. */
export interface TreeBound {
  cell: string;
  sources: number;
  antennas: number;
  /** Length of all courses, metres, without drops and slack. */
  lengthM: number;
  /** No tree of courses that connects these antennas with an equipment room, or its own remote site, is shorter, metres. */
  leastLengthM: number;
  /** The courses with the cheapest cable, hangers and holes, CNY: what the tree was chosen for. */
  courseCny: number;
  /** No tree of courses from there costs less, CNY. */
  leastCourseCny: number;
  /** True when the tree is proven to have minimum cost. */
  isLeast: boolean;
  /** Parts and cables on the tree, CNY. */
  partsCny: number;
  /** No parts on this tree within the tolerance reached cost less, CNY. */
  leastPartsCny: number;
  /** True where the parts are the cheapest for the tree: no option was left out. */
  isPartsExact: boolean;
}

/** Report of a design: its trees, their bounds, notes and antennas that nothing reaches. */
export interface NetworkDesign {
  trees: TreeBound[];
  /** Ports may be outside their windows by so much: what was asked for, dB. */
  toleranceDb: number;
  /** The same that was needed, dB. */
  reachedToleranceDb: number;
  /** The port and carrier that is least over its target, or farthest below; absent without antennas on feeders. */
  worst?: { antenna: string; carrier: string; deviationDb: number };
  sources: number;
  /** No fewer can feed the antennas: by what one may feed and by its power. Of hubs their number. */
  leastSources: number;
  smallCells: number;
  /** Trees that were tried. */
  treesTried: number;
  /** Antennas that nothing feeds, and why. */
  unreached: { antenna: string; level: string; reason: Phrase }[];
  notes: Phrase[];
  /** Present where the emergency time limit ended the search. */
  timeLimitStruck?: true;
}
