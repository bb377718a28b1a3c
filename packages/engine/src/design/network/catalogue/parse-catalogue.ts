import {
  dbToRatio,
  InputError,
  type LocalizedProblem,
  type Phrase,
  ratioToDb,
  say,
} from '../../../core/index.ts';
import { type CatalogPart, schemaProblems } from '../../../plan/index.ts';
import { type Catalogue, catalogueSchema } from './catalogue.ts';
import { defaultLaying } from './default-laying.ts';

/** Figures that a part of each kind must have. */
const needed: Partial<Record<CatalogPart['kind'], readonly (keyof CatalogPart)[]>> = {
  'radio-unit': ['sourcePowerDbm'],
  repeater: ['sourcePowerDbm', 'donor'],
  'small-cell': ['sourcePowerDbm'],
  poi: ['lossDb'],
  splitter: ['ways', 'lossDb'],
  coupler: ['couplingDb', 'lossDb'],
  attenuator: ['lossDb'],
  cable: ['lossDbPer100M'],
  'data-cable': ['longestM'],
  hub: ['ways'],
  baseband: ['ways'],
  fibre: ['longestM'],
  'shift-unit': ['shift', 'bands'],
};

/** Losses are printed to a tenth: so much may be missing. */
const roundingDb = 0.05;

/**
 * A catalogue from parsed JSON: schema first, then sense. Unknown keys are preserved.
 * @throws InputError with every problem and its path
 */
export function parseCatalogue(value: unknown): Catalogue {
  const result = catalogueSchema.safeParse(value);
  if (!result.success) throw new InputError(schemaProblems(result.error.issues, value, 'catalogue'));
  const problems = checkCatalogue(result.data.parts);
  if (problems.length > 0) throw new InputError(problems.slice(0, 200));
  return { ...result.data, laying: result.data.laying ?? { ...defaultLaying } };
}

/** Checks that the schema cannot make: ids used twice, missing figures, parts that would create energy. */
function checkCatalogue(parts: readonly CatalogPart[]): LocalizedProblem[] {
  const problems: LocalizedProblem[] = [];
  const seen = new Map<string, number>();
  parts.forEach((part, index) => {
    const at = `catalogue.parts[${index}]`;
    const first = seen.get(part.id);
    if (first === undefined) seen.set(part.id, index);
    else {
      const found = say('id-used', { id: part.id, other: `catalogue.parts[${first}]` });
      problems.push({ at: `${at}.id`, found, expected: say('id-once') });
    }
    for (const key of needed[part.kind] ?? []) {
      if (part[key] === undefined) {
        const expected = say('part-needs', { kind: part.kind });
        problems.push({ at: `${at}.${key}`, found: say('nothing-there'), expected });
      }
    }
    if (part.lowestMhz !== undefined && part.highestMhz !== undefined && part.lowestMhz >= part.highestMhz) {
      const expected = say('part-band', { low: part.lowestMhz });
      problems.push({ at: `${at}.highestMhz`, found: String(part.highestMhz), expected });
    }
    part.bands?.forEach(({ lowestMhz, highestMhz }, band) => {
      if (lowestMhz < highestMhz) return;
      const expected = say('part-band', { low: lowestMhz });
      problems.push({ at: `${at}.bands[${band}].highestMhz`, found: String(highestMhz), expected });
    });
    problems.push(...energyProblems(part, at));
  });
  return problems;
}

/** Outputs together hold no more than the input: of a splitter 10·lg(ways), of a coupler −10·lg(1 − 10^(−c/10)). */
function energyProblems(part: CatalogPart, at: string): LocalizedProblem[] {
  const problems: LocalizedProblem[] = [];
  const check = (key: string, table: Readonly<Record<string, number>>, minDb: number, why: Phrase) => {
    for (const [frequency, lossDb] of Object.entries(table)) {
      if (lossDb >= minDb - roundingDb) continue;
      const expected = say('part-energy', { least: minDb.toFixed(2), why });
      problems.push({ at: `${at}.${key}.${frequency}`, found: `${lossDb} dB`, expected });
    }
  };
  const { kind, lossDb, coupledLossDb, couplingDb, ways } = part;
  if ((kind === 'splitter' || kind === 'poi') && ways !== undefined && lossDb) {
    check('lossDb', lossDb, ratioToDb(ways), say('part-energy-ways', { ways }));
  }
  if (kind === 'coupler' && couplingDb !== undefined && lossDb) {
    const minCoupledDb = coupledLossDb ? Math.min(couplingDb, ...Object.values(coupledLossDb)) : couplingDb;
    const idealDb = -ratioToDb(1 - dbToRatio(-minCoupledDb));
    check('lossDb', lossDb, idealDb, say('part-energy-coupled', { coupled: minCoupledDb }));
  }
  return problems;
}
