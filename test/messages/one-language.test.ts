import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { repositoryPath } from '../viewer/browser.ts';

/** Names of the program, of districts and of what tables hold, which every language writes as they are. */
const chineseNames = /地库 Diku|[\u4e00-\u9fff]{2,3}(?:新区|区)(?=")/g;
/** Runs of English words: names, units, codes and formats stand alone or in capitals. */
const englishSentence = /(?<![\w./<-])[a-z]{2,}(?: (?:[a-z]{2,}|a))+/g;
/** What a person types: usage lines, paths of values in files, examples of commands. */
const typed =
  /^\S+: diku .*|diku [a-z]+\b(?! free)|diku model free-space\s+--frequencyMhz 3500 --distanceM 10/gm;

const commands = readdirSync(join(repositoryPath, 'packages/cli/src/commands')).map((file) =>
  file.replace(/\.ts$/, ''),
);
const stages = ['import', 'advance', 'status', 'export', 'report', 'rank', 'assign'].map((each) => [
  'programme',
  each,
]);

async function helpOf(command: readonly string[], lang: string): Promise<string> {
  const { folder, remove } = createWorkFolder();
  const { stdout } = await runCli(folder, [...command, '--help', '--lang', lang]);
  remove();
  expect(stdout.length).toBeGreaterThan(50);
  return stdout;
}

describe('help', () => {
  test.each(
    [[], ...commands.map((each) => [each]), ...stages].map((each) => [each.join(' '), each] as const),
  )('of "diku %s" is in one language', async (_, command) => {
    const chinese = (await helpOf(command, 'zh')).replace(typed, '');
    expect(chinese.match(englishSentence) ?? []).toEqual([]);
    const english = (await helpOf(command, 'en')).replace(chineseNames, '');
    expect(english.match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([]);
  });
});
