import { InputError, type LocalizedProblem, say } from '../../core/index.ts';
import { schemaProblems } from '../../plan/index.ts';
import { type PriceBook, priceBookSchema } from './price-book.ts';

/**
 * A price book from parsed JSON: schema first, then sense. Unknown keys are preserved.
 * @throws InputError with every problem and its path
 */
export function parsePriceBook(value: unknown): PriceBook {
  const result = priceBookSchema.safeParse(value);
  if (!result.success) throw new InputError(schemaProblems(result.error.issues, value, 'price-book'));
  const problems = checkBook(result.data);
  if (problems.length > 0) throw new InputError(problems.slice(0, 200));
  return result.data;
}

/** Checks that the schema cannot make: ids used twice, rates that say both or nothing, quotas of lengths without a length. */
function checkBook(book: PriceBook): LocalizedProblem[] {
  const problems: LocalizedProblem[] = [];
  const add = (at: string, found: LocalizedProblem['found'], expected: LocalizedProblem['expected']) => {
    problems.push({ at: `price-book.${at}`, found, expected });
  };
  for (const list of ['quotas', 'measures', 'statutory', 'otherFees'] as const) {
    const seen = new Map<string, number>();
    book[list].forEach(({ id }, index) => {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, index);
      else {
        const other = `price-book.${list}[${first}]`;
        add(`${list}[${index}].id`, say('id-used', { id, other }), say('id-once'));
      }
    });
  }
  for (const list of ['measures', 'statutory'] as const) {
    book[list].forEach(({ percent, amountCny }, index) => {
      if ((percent === undefined) !== (amountCny === undefined)) return;
      add(`${list}[${index}]`, say('estimate-percent-and-amount'), say('estimate-percent-or-amount'));
    });
  }
  book.otherFees.forEach(({ percent, of, amountCny }, index) => {
    const at = `otherFees[${index}]`;
    if (percent !== undefined && amountCny !== undefined) {
      add(at, say('estimate-percent-and-amount'), say('estimate-percent-or-amount'));
    } else if (percent !== undefined && of === undefined) {
      add(`${at}.of`, say('nothing-there'), say('estimate-base'));
    }
  });
  book.quotas.forEach(({ per, lengthM }, index) => {
    const isLength = per === 'length' || per === 'further-length' || per === 'first-length';
    if (isLength && lengthM === undefined) {
      add(`quotas[${index}].lengthM`, say('nothing-there'), say('estimate-length'));
    }
  });
  return problems;
}
