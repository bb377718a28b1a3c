import { z } from 'zod';
import { InputError, say } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';

/** The criteria by which the notice 沪经信基〔2023〕93号 has districts choose, in its order. */
export const criterionIds = [
  'uncovered',
  'complaints',
  'households',
  'bays',
  'chargers',
  'ground',
  'owners',
  'property',
] as const;

/** A criterion of the notice. */
export type CriterionId = (typeof criterionIds)[number];

/** Points that a community gets where a criterion speaks for it altogether. */
export type Weights = Readonly<Record<CriterionId, number>>;

/**
 * The notice gives an order and no numbers: the weights are an assumption. `uncovered` outweighs everything else, as a garage that
 * one operator covers has a third of it left: so those that none covers come first.
 */
export const defaultWeights: Weights = {
  uncovered: 60,
  complaints: 12,
  households: 7,
  bays: 3,
  chargers: 3,
  ground: 4,
  owners: 7,
  property: 4,
};

const weight = z.number().min(0).max(1_000_000).optional();
const weightsSchema = z.strictObject(
  Object.fromEntries(criterionIds.map((id) => [id, weight])) as Record<CriterionId, typeof weight>,
);

/**
 * Weights from parsed JSON, `{ "complaints": 30, … }`; what is not named keeps its default.
 * @throws InputError with the path of every problem, or where all of them are 0
 */
export function parseWeights(document: unknown): Weights {
  const result = weightsSchema.safeParse(document);
  if (!result.success) throw new InputError(schemaProblems(result.error.issues, document, 'weights'));
  const weights = { ...defaultWeights, ...result.data };
  if (criterionIds.some((id) => weights[id] > 0)) return weights;
  throw new InputError([{ at: 'weights', found: say('weights-none'), expected: say('weights-some') }]);
}

/** The same in points of together 100. */
export function weightsInPoints(weights: Weights): Weights {
  const sum = criterionIds.reduce((total, id) => total + weights[id], 0);
  const points = criterionIds.map((id) => [id, (100 * weights[id]) / sum]);
  return Object.fromEntries(points) as Record<CriterionId, number>;
}
