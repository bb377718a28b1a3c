import { type Choice, choicesFor, type ValueInput } from './choices.ts';
import type { EvidenceKind, Topic } from './evidence.ts';

/** A question that can be put about one object, whatever is known of it. */
export interface ObjectQuestion {
  topic: Topic;
  choices: Choice[];
  input?: ValueInput;
}

const topicsOf: Readonly<Partial<Record<EvidenceKind, readonly Topic[]>>> = {
  wall: ['wall-material', 'wall-thickness'],
  opening: ['opening-kind'],
  zone: ['zone'],
  point: ['point'],
  column: ['column'],
  bay: ['bay'],
  facility: ['facility'],
};

/**
 * Returns what can be answered about objects of each kind: `answerDoubt` takes the object's reference as the doubt's
 * id.
 */
export function objectQuestions(): Partial<Record<EvidenceKind, ObjectQuestion[]>> {
  return Object.fromEntries(
    Object.entries(topicsOf).map(([kind, topics]) => [
      kind,
      topics.map((topic) => ({ topic, ...choicesFor(topic, {}) })),
    ]),
  );
}
