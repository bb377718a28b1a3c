import { InputError } from '../core/errors.ts';
import type { Monitor } from '../core/progress.ts';
import type { Catalogue } from '../network/catalogue/catalogue.ts';
import { designNetwork } from '../network/design-network.ts';
import { networkBill } from '../network/network-bill.ts';
import type { Plan } from '../plan/schema.ts';

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
