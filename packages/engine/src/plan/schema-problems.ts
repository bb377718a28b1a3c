import type { Problem } from '../errors.ts';

/** What the schema library says of one place of a document. */
interface SchemaIssue {
  path: readonly PropertyKey[];
  message: string;
}

const mostProblems = 200;

/**
 * Schema issues as problems with paths (`levels[0].walls[3].material`), what was found and what was expected.
 * @param name what the document is called where the path is empty, and before it: `carriers[0].id`
 */
export function schemaProblems(issues: readonly SchemaIssue[], value: unknown, name = ''): Problem[] {
  return issues.slice(0, mostProblems).map((issue) => ({
    at: formatPath(issue.path, name) || 'plan',
    found: describeFound(value, issue.path),
    expected: issue.message.replace(/^Invalid input: expected /, '').replace(/, received.*$/, ''),
  }));
}

/** `['levels', 0, 'walls', 3]` → `levels[0].walls[3]`. */
function formatPath(path: readonly PropertyKey[], name: string): string {
  let text = name;
  for (const key of path) text += typeof key === 'number' ? `[${key}]` : `${text ? '.' : ''}${String(key)}`;
  return text;
}

function describeFound(root: unknown, path: readonly PropertyKey[]): string {
  let value: unknown = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return 'nothing';
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
