import { InputError, type Monitor } from '../core/index.ts';
import { type Catalogue, designNetwork, networkBill } from '../design/index.ts';
import type { Plan } from '../plan/index.ts';

/**
 * What the whole network of a plan costs, CNY, designed with a small budget: good enough to compare plans. Undefined where
 * none can be designed: no equipment room, antennas that no cable reaches, parts that the catalogue lacks.
 */
export function priceNetwork(
  plan: Plan,
  options: { catalogue?: Catalogue; seed?: number; monitor?: Monitor },
): number | undefined {
  try {
    return networkBill(designNetwork(plan, { ...options, effort: 'low' }).plan).costCny;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
