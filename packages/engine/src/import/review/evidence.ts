import { type Phrase, type Point, say } from '../../core/index.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import { type EvidenceCode, evidenceTable } from './evidence-table.ts';

/** Describes what a conclusion of recognition is about. */
export type EvidenceKind =
  | 'drawing'
  | 'layer'
  | 'level'
  | 'wall'
  | 'column'
  | 'opening'
  | 'bay'
  | 'point'
  | 'zone'
  | 'facility';

/** Describes what a doubt can be about. */
export type Topic =
  | 'unit'
  | 'layer'
  | 'level-name'
  | 'elevation'
  | 'clear-height'
  | 'outline'
  | 'use'
  | 'registration'
  | 'passages'
  | 'wall'
  | 'wall-thickness'
  | 'wall-material'
  | 'column'
  | 'opening'
  | 'opening-kind'
  | 'bay'
  | 'point'
  | 'zone'
  | 'facility';

export interface Reason {
  code: EvidenceCode;
  said: Phrase;
}

/** One thing that was concluded about an object, and why. */
export interface Facet {
  topic: Topic;
  /** Names everything that was concluded in this way from the same layer: what is asked once. */
  group: string;
  /** 0 to 1. */
  confidence: number;
  reason: Reason;
}

/** Everything that speaks for one recognised object. */
export interface Evidence {
  kind: EvidenceKind;
  /** Level of the plan; empty for what belongs to the whole drawing. */
  level: string;
  /** Id in the plan. */
  id: string;
  /**
   * The object by its location in the drawing's own coordinates, which no choice of unit, direction or layer changes:
   * `wall:12345,67890`.
   */
  reference: string;
  /** Its middle in the plan, m. */
  at: Point;
  /** Layer it is drawn on, where that is known. */
  layer?: string;
  /** Class that a layer was given by the things drawn on it. */
  layerClass?: LayerClass;
  /** Centre line of a wall in the plan. */
  segment?: [Point, Point];
  lengthM?: number;
  thicknessM?: number;
  /** Metres of paper per unit, of a sheet at a scale. */
  sheetMetresPerUnit?: number;
  /** The weakest of its facets. */
  confidence: number;
  facets: Facet[];
}

function reasonOf(code: EvidenceCode): Reason {
  return { code, said: say(`evidence-${code}`) };
}

/** A facet by the table; `about` tells apart what is asked separately (layer, thickness, level). */
export function facet(topic: Topic, code: EvidenceCode, ...about: (string | number)[]): Facet {
  const group = [topic, code, ...about].join(':');
  return { topic, group, confidence: evidenceTable[code], reason: reasonOf(code) };
}

/** The evidence with its weakest facet's confidence. */
export function withConfidence(evidence: Omit<Evidence, 'confidence'>): Evidence {
  return { ...evidence, confidence: Math.min(...evidence.facets.map((each) => each.confidence)) };
}

/** The facet again, settled by the planner. */
export function settled(given: Facet): Facet {
  return { ...given, confidence: evidenceTable['by-planner'], reason: reasonOf('by-planner') };
}
