import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { runAs } from '../session.ts';

/** Code and fonts of others that this program contains. */
interface Notice {
  name: string;
  licence: string;
  /** Address of its source code; absent where its package names none. */
  source?: string;
  text: string;
}

/** `diku licences`: what of others is in the program, each with its licence and its text. */
export function addLicencesCommand(program: Command): void {
  const command = program.command('licences').description(help('licences.about'));
  runAs<[], object>(command, (session) => {
    const text = readFileSync(new URL('../assets/third-party-notices.txt', import.meta.url), 'utf8');
    session.print({ notices: noticesIn(text) }, text);
    return exitStatus.done;
  });
}

/** The notices of a text in which a line of dashes stands between them; the first part is its head. */
function noticesIn(text: string): Notice[] {
  return text
    .split(/\n\n-{80}\n\n/)
    .slice(1)
    .map((part) => {
      const [name, licence, ...rest] = part.split('\n');
      const [, source] = /^Source: (.+)$/.exec(rest[0]) ?? [];
      return {
        ...{ name, licence: licence.replace(/^Licence: /, '') },
        ...(source ? { source } : {}),
        text: rest
          .slice(source ? 1 : 0)
          .join('\n')
          .trim(),
      };
    });
}
