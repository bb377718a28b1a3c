import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { say } from '@diku/engine/core';
import { type Signature, signatureOf } from '@diku/engine/programme';
import type { Command } from 'commander';
import { exitStatus, problemError } from '../exit-status.ts';
import { help } from '../help.ts';
import { readJson } from '../read-input.ts';

/** `--author`, `--office`, `--role`: who takes the steps of a command. */
export function addSignatureOptions(command: Command): void {
  command
    .option('--author <name>', help('signature.author'))
    .option('--office <name>', help('signature.office'))
    .option('--role <name>', help('signature.role'));
}

/**
 * Who takes the steps: each of the three by its option, else by the environment (`DIKU_AUTHOR`, `DIKU_OFFICE`, `DIKU_ROLE`), else by
 * `diku/signature.json` in the folder of configurations. Status 65 where that file is no such thing.
 */
export function readSignature(
  options: Signature,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Signature {
  const { DIKU_AUTHOR: author, DIKU_OFFICE: office, DIKU_ROLE: role } = environment;
  return {
    ...readConfigured(environment),
    ...signatureOf({ author, office, role }),
    ...signatureOf(options),
  };
}

function readConfigured(environment: Readonly<Record<string, string | undefined>>): Signature {
  const folder = environment.XDG_CONFIG_HOME || join(homedir(), '.config');
  const path = join(folder, 'diku', 'signature.json');
  if (!existsSync(path)) return {};
  const document = readJson(path) as Record<string, unknown> | null;
  const names = ['author', 'office', 'role'] as const;
  const isText = (value: unknown) => value === undefined || typeof value === 'string';
  if (typeof document !== 'object' || document === null || !names.every((name) => isText(document[name]))) {
    const found = JSON.stringify(document).slice(0, 100);
    throw problemError(exitStatus.badInput, { at: path, found, expected: say('signature-file') });
  }
  return signatureOf(document as Signature);
}
