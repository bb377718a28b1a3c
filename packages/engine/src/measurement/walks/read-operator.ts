import { type Operator, operatorRows } from '../../plan/index.ts';

const byCode = new Map(
  operatorRows.flatMap(({ id, networkCodes }) => networkCodes.map((code) => [code, id])),
);
/** Two letters are too short to trust in the name of a file or column. */
const short = /^(ct|dx|cu|lt|cm|yd)$/;

/** The operator that a value, a column's name or a file's name names; undefined where none or several. */
export function operatorOf(text: string, where: 'value' | 'column' | 'file'): Operator | undefined {
  const folded = text.normalize('NFKC').trim().toLowerCase();
  const code = /^460[-_ ]?(\d\d)$/.exec(folded)?.[1];
  if (code) return byCode.get(code);
  if (where !== 'value' && short.test(folded)) return undefined;
  // "mobile" alone is an operator as a value; in a name it may be anything.
  const found = operatorRows.filter(({ written }) => written.walk.test(folded));
  return found.length === 1 ? found[0].id : undefined;
}
