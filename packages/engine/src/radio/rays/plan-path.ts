import type { Point } from '../../core/index.ts';

/** A reflection at a face, or a diffraction at an edge, seen from above. */
export type Interaction =
  | { kind: 'reflection'; face: number }
  | {
      kind: 'diffraction';
      /** Index of an edge, or of a body: then an edge of the black strip it is taken for. */
      edge?: number;
      body?: number;
      /** Angle of the air, and of the ray's two ways from the 0-face. */
      exteriorRad: number;
      incidenceRad: number;
      diffractionRad: number;
    };

/** One path from above: the transmitter, each interaction, the receiver. */
export interface PlanPath {
  /** [interactions + 2] metres. */
  points: readonly Point[];
  interactions: readonly Interaction[];
}
