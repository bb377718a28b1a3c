import { InputError } from '../../../core/index.ts';
import { schemaProblems } from '../../../plan/index.ts';
import { type Catalogue, catalogueSchema } from './catalogue.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { defaultLaying } from './default-laying.ts';

/**
 * A catalogue from parsed JSON: schema first, then sense. Unknown keys are kept.
 * @throws InputError with every problem and its path
 */
export function parseCatalogue(value: unknown): Catalogue {
  const result = catalogueSchema.safeParse(value);
  if (!result.success) throw new InputError(schemaProblems(result.error.issues, value, 'catalogue'));
  const problems = checkCatalogue(result.data.parts);
  if (problems.length > 0) throw new InputError(problems.slice(0, 200));
  return { ...result.data, laying: result.data.laying ?? { ...defaultLaying } };
}
