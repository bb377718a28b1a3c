import type { Carrier, Plan } from '@diku/engine';
import { levelName, levelQuantity } from '@diku/engine/radio';
import { operatorId, operatorOf, planOperators, worstId } from '../store/combined-map.ts';
import { formatNumber, rowText, text } from '../texts/language.ts';

/** `电信 LTE 1870 MHz`. */
export function carrierName({ operator, technology, frequencyMhz }: Carrier): string {
  return `${text(operator)} ${rowText('technology', technology)} ${formatNumber(frequencyMhz)} MHz`;
}

/** Everything that a field can be of: carriers, operators with more than one, the worst of several operators. */
export function fieldSources(plan: Pick<Plan, 'carriers'>): string[] {
  const operators = planOperators(plan);
  const several = operators.filter(
    (operator) => plan.carriers.filter((carrier) => carrier.operator === operator).length > 1,
  );
  return [
    ...plan.carriers.map(({ id }) => id),
    ...several.map(operatorId),
    ...(operators.length > 1 ? [worstId] : []),
  ];
}

/** Name of a quantity of a field: of a carrier's level the symbol that its technology has for it. */
export function quantityName(plan: Pick<Plan, 'carriers'> | undefined, id: string, quantity: string): string {
  const carrier = plan?.carriers.find((each) => each.id === id);
  return carrier && quantity === levelQuantity ? levelName(carrier) : rowText('quantity', quantity);
}

export function fieldSourceName(plan: Pick<Plan, 'carriers'>, id: string): string {
  if (id === worstId) return text('worstOperator');
  const operator = operatorOf(id);
  if (operator) return text('wholeOperator', { operator: text(operator) });
  const carrier = plan.carriers.find((each) => each.id === id);
  return carrier ? carrierName(carrier) : id;
}
