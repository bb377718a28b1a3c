import {
  isPhraseCode,
  isRecord,
  type LocalizedProblem,
  type Phrase,
  type PhraseValue,
  PlanError,
  requireList,
  say,
} from '../core/index.ts';
import { checkPlanSense } from './check-plan-sense.ts';
import { acceptanceOfProfile } from './plan-acceptance.ts';
import { type Plan, planSchema, planVersion } from './schema.ts';

/** Issue of the schema library at one path of a document. */
interface SchemaIssue {
  path: readonly PropertyKey[];
  message: string;
  code?: string;
  expected?: unknown;
  origin?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  inclusive?: unknown;
  values?: unknown;
  keys?: unknown;
  pattern?: unknown;
  format?: unknown;
  /** Issues of the key of a record. */
  issues?: readonly SchemaIssue[];
  /** Issues of each form that the value may have. */
  errors?: readonly (readonly SchemaIssue[])[];
}

const maxProblems = 200;

/**
 * Schema issues as problems with paths (`levels[0].walls[3].material`), what was found and what was expected.
 * @param name what the document is called where the path is empty, and before it: `carriers[0].id`
 */
export function schemaProblems(
  issues: readonly SchemaIssue[],
  value: unknown,
  name = '',
): LocalizedProblem[] {
  requireList('issues', issues);
  return issues.slice(0, maxProblems).map((issue) => ({
    at: formatPath(issue.path, name) || 'plan',
    found: describeFound(value, issue.path),
    expected: newerVersion(issue, value) ?? describeExpected(issue),
  }));
}

/**
 * A plan from parsed JSON: older versions are migrated, then schema, then sense (ids, materials, outlines, sizes).
 * Unknown keys are preserved. Throws `PlanError` with every problem and its path.
 */
export function parsePlan(value: unknown): Plan {
  const document = migratePlan(value);
  const result = planSchema.safeParse(document);
  if (!result.success) {
    throw new PlanError(schemaProblems(result.error.issues, document));
  }
  const problems = checkPlanSense(result.data);
  if (problems.length > 0) throw new PlanError(problems.slice(0, 200));
  return result.data;
}

/** A document that a newer program wrote is not broken. */
function newerVersion({ path, values }: SchemaIssue, value: unknown): Phrase | undefined {
  const { version } = Object(value) as { version?: unknown };
  const known: unknown = Array.isArray(values) ? values[0] : undefined;
  if (path.join() !== 'version' || typeof version !== 'number' || typeof known !== 'number') return undefined;
  return version > known ? say('newer-version', { known }) : undefined;
}

/** Expectation by the kind of issue: the library's own words are in English. */
function describeExpected(issue: SchemaIssue): Phrase {
  switch (issue.code) {
    case 'invalid_type':
      return say('schema-type', { name: typeName(String(issue.expected)) });
    case 'too_small':
    case 'too_big':
      return say(limitCode(issue), {
        limit: String(issue.code === 'too_small' ? issue.minimum : issue.maximum),
      });
    case 'invalid_value':
      return say(
        Array.isArray(issue.values) && issue.values.length === 1 ? 'schema-value' : 'schema-values',
        { list: listOf(issue.values) },
      );
    case 'unrecognized_keys':
      return say('schema-keys', { list: listOf(issue.keys) });
    case 'invalid_format':
      return knownMessage(issue.message) ?? formOf(issue);
    case 'invalid_key':
      return say('schema-key', { form: describeFirst(issue.issues) ?? say('schema-other') });
    case 'invalid_union':
      return describeUnion(issue);
    default:
      return knownMessage(issue.message) ?? say('schema-other');
  }
}

function formOf({ pattern, format }: SchemaIssue): Phrase {
  return typeof pattern === 'string'
    ? say('schema-pattern', { pattern })
    : say('schema-format', { format: String(format) });
}

/**
 * Expectations of each form of the value; for a form that is right but for its content, the expectation of
 * that.
 */
function describeUnion({ errors = [] }: SchemaIssue): Phrase {
  const forms = errors.flatMap((issues) => describeFirst(issues) ?? []);
  return forms.length === 0
    ? say('schema-other')
    : forms.reduceRight((rest, first) => say('schema-or', { first, rest }));
}

function describeFirst(issues: readonly SchemaIssue[] = []): Phrase | undefined {
  return issues.length === 0 ? undefined : describeExpected(issues[0]);
}

function limitCode({ code, origin, inclusive }: SchemaIssue) {
  const isMin = code === 'too_small';
  if (origin === 'string' || origin === 'array') return isMin ? 'schema-least-length' : 'schema-most-length';
  if (inclusive === false) return isMin ? 'schema-above' : 'schema-below';
  return isMin ? 'schema-least' : 'schema-most';
}

function typeName(expected: string): PhraseValue {
  switch (expected) {
    case 'string':
    case 'number':
    case 'int':
    case 'boolean':
    case 'object':
    case 'array':
    case 'tuple':
    case 'record':
      return say(`type-${expected}`);
    default:
      return expected;
  }
}

/** Messages of our own schemas are codes of phrases. */
function knownMessage(message: string): Phrase | undefined {
  return isPhraseCode(message) ? { code: message } : undefined;
}

function listOf(values: unknown): string {
  return Array.isArray(values) ? values.map((each) => JSON.stringify(each)).join(', ') : '';
}

/** `['levels', 0, 'walls', 3]` → `levels[0].walls[3]`. */
function formatPath(path: readonly PropertyKey[], name: string): string {
  let text = name;
  for (const key of path) text += typeof key === 'number' ? `[${key}]` : `${text ? '.' : ''}${String(key)}`;
  return text;
}

function describeFound(root: unknown, path: readonly PropertyKey[]): string | Phrase {
  let value: unknown = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return say('nothing-there');
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  if (value === undefined) return say('nothing-there');
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/**
 * A plan document of an older format version in the form of this one; anything else comes back as it is, for the
 * parser to refuse. Version 1 told nothing of what its network and port powers were computed from: they count as
 * stale. It chose the acceptance test by values that override the profile: the bays taken, and the phone in a car.
 */
function migratePlan(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const document = value as Record<string, unknown>;
  if (document.format !== 'diku-plan' || document.version !== 1) return value;
  const { requirements } = document;
  return {
    ...document,
    ...(isRecord(requirements) ? { requirements: migrateRequirements(requirements) } : {}),
    version: planVersion,
  };
}

function migrateRequirements(requirements: Tree): Tree {
  const { profileOverrides: overrides, acceptance } = requirements;
  if (!isRecord(overrides) || (acceptance !== undefined && !isRecord(acceptance))) return requirements;
  const chosen = { ...acceptanceOfProfile(overrides), ...acceptance };
  if (Object.keys(chosen).length === 0) return requirements;
  const unparked = without(overrides, ['parkedCars', 'occupancyRatio']);
  const retained = without(unparked, ['phonePlaces', 'bay', 'inVehicle']);
  const { profileOverrides: _, ...others } = requirements;
  return {
    ...others,
    ...(Object.keys(retained).length > 0 ? { profileOverrides: retained } : {}),
    acceptance: chosen,
  };
}

type Tree = Record<string, unknown>;

/** The tree without the value at a path, and without branches that are empty then. */
function without(tree: Tree, [key, ...deeper]: readonly string[]): Tree {
  const { [key]: value, ...others } = tree;
  if (deeper.length === 0 || !isRecord(value)) return deeper.length === 0 ? others : tree;
  const rest = without(value, deeper);
  return Object.keys(rest).length > 0 ? { ...tree, [key]: rest } : others;
}
