import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files of a checkout. Everything that is asked for and is not there throws, with the path of the file and of the
 * checkout.
 */
export function openCheckout(folder) {
  const find = (path) => {
    const full = join(folder, path);
    if (!existsSync(full)) throw new Error(`${path}: no such file in ${folder}`);
    return full;
  };
  const text = (path, encoding = 'utf8') => readFileSync(find(path), encoding).replace(/^\uFEFF/, '');
  return {
    bytes: (path) => readFileSync(find(path)),
    text,
    /** Lines with something in them, whatever ends them. */
    lines: (path, encoding) =>
      text(path, encoding)
        .split(/\r\n|\r|\n/)
        .filter((line) => line.trim() !== ''),
    table: (path) => parseTable(text(path)),
    /** Names in a folder, in order. */
    names: (path) => readdirSync(find(path)).sort(),
  };
}

/** A comma-separated text without quoted commas as `{ head, rows }`: names of the columns, texts of the fields. */
export function parseTable(text) {
  const [head, ...rows] = text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => splitFields(line));
  return { head, rows };
}

/** Fields of one line; a field in quotation marks may hold commas. */
function splitFields(line) {
  if (!line.includes('"')) return line.split(',').map((field) => field.trim());
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted ?? plain).trim(),
  );
}

/** Position of a named column; throws where the table has none. */
export function columnOf(head, name, path) {
  const index = head.indexOf(name);
  if (index < 0) throw new Error(`${path}: no column ${name}; it has ${head.slice(0, 20).join(', ')}`);
  return index;
}
