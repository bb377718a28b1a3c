import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const folder = fileURLToPath(new URL('../../packages/cli/dist/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.js'));

describe('the bundled command line', () => {
  it('loads what a command needs and no more', () => {
    const heavy =
      /node_modules\/(mathjs|saxes|@resvg|web-ifc|@node-projects)|engine\/src\/(import\/formats\/(dwg|dxf|ifc|raster)|radio\/rays)\//;
    const command = (name: string) => sourcesFrom('main.js', only(new RegExp(`^${name}-[\\w-]{8}\\.js$`)));
    for (const name of ['check', 'validate', 'predict']) expect(command(name)).not.toEqual([]);
    expect(command('check').filter((source) => heavy.test(source))).toEqual([]);
    expect(command('model').filter((source) => /mathjs|src\/import\/|rays/.test(source))).toEqual([]);
    // Channels between threads, and what says the messages of errors.
    const packages = sourcesFrom('worker.js').filter((source) => /node_modules/.test(source));
    expect(packages.filter((source) => !/comlink|i18next/.test(source))).toEqual([]);
  });

  it('names every command in the help and tells a mistyped one', async () => {
    const help = await runCli(folder, ['--help']);
    const names = [...help.stdout.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, name]) => name);
    const commandFiles = readdirSync(new URL('../../packages/cli/src/commands', import.meta.url));
    expect(names.sort()).toEqual([...commandFiles.map((file) => file.replace('.ts', '')), 'help'].sort());
    const mistyped = await runCli(folder, ['chekc', 'x.json']);
    expect(mistyped.status).toBe(64);
    expect(mistyped.stderr).toMatch(/Did you mean check/);
  });

  it('says its help in one language', async () => {
    const help = await runCli(folder, ['place', '--help', '--lang', 'zh']);
    expect(help.stdout).toMatch(/用法：.*布放天线.*选项：.*被拒绝的天线/s);
    expect(help.stdout).toMatch(/默认为方案自带的，否则 normal（可选：low、normal、high）/);
    expect(help.stdout).not.toMatch(/Options|choices|default/);
  });

  it('tells of a bug where it is in the sources', async () => {
    const { href } = new URL('../../packages/cli/src/readable-stack.ts', import.meta.url);
    const { readableStack } = (await import(href)) as { readableStack(error: Error): string };
    const error = new Error('struck');
    const lines = readFileSync(join(folder, 'main.js'), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('createProgram('));
    const column = lines[line].indexOf('createProgram(');
    const url = pathToFileURL(join(folder, 'main.js')).href;
    error.stack = `Error: struck\n    at main (${url}:${line + 1}:${column + 1})\n    at node:internal/x:1:1`;
    const stack = readableStack(error);
    const [, source, row] = /at main \((file:.*main\.ts):(\d+):\d+\)/.exec(stack) ?? [];
    expect(source).toMatch(/packages\/cli\/src\/main\.ts$/);
    expect(readFileSync(new URL(source), 'utf8').split('\n')[Number(row) - 1]).toContain('createProgram(');
    expect(stack).toContain('at node:internal/x:1:1');
    error.stack = 'at f (file:///nowhere/no-such.js:1:2)';
    expect(readableStack(error)).toBe(error.stack);
  });
});

/** Sources of all files that these load before their first line runs. */
function sourcesFrom(...names: string[]): string[] {
  const reached = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, other] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) waiting.push(other);
  }
  return [...reached].filter((name) => !name.startsWith('rolldown-runtime')).flatMap(readSources);
}

function readSources(name: string): string[] {
  return (JSON.parse(readFileSync(join(folder, `${name}.map`), 'utf8')) as { sources: string[] }).sources;
}

/** The one file of that name. */
function only(pattern: RegExp): string {
  const found = files.filter((name) => pattern.test(name));
  expect(found, String(pattern)).toHaveLength(1);
  return found[0];
}
