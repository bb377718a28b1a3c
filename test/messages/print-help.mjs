/** Prints the help of every command in one process, each after a line with its name: `node print-help.mjs MAIN LANG`, names as JSON on stdin. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [main, lang] = process.argv.slice(2);
const commands = JSON.parse(readFileSync(0, 'utf8'));
process.setMaxListeners(0);
for (const [index, command] of commands.entries()) {
  process.stdout.write(`\f${command.join(' ')}\n`);
  process.argv = [process.execPath, 'diku', ...command, '--help', '--lang', lang];
  // The start of the program runs anew, what it is made of is loaded once.
  await import(`${pathToFileURL(main).href}?${index}`);
}
