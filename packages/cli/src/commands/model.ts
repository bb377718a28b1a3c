import { listModels } from '@diku/engine';
import { say } from '@diku/engine/core';
import { evaluateBatch, evaluateModel, loadFormulas } from '@diku/engine/radio';
import type { Command } from 'commander';
import { exitStatus, problemError, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, readJson } from '../read-input.ts';
import { runAs, type Session } from '../session.ts';

/** The model whose formula comes with its inputs. */
const customId = 'custom';

interface ModelOptions {
  list?: boolean;
  batch?: string;
}

/** `diku model <id> [inputs as options]`, `--batch FILE.json`, `--list`: published models outside any plan. */
export function addModelCommand(program: Command): void {
  const command = program
    .command('model [id] [inputs...]')
    .description(help('model.about'))
    .option('--list', help('model.list'))
    .option('--batch <file>', help('model.batch'))
    .allowUnknownOption();
  runAs<[string | undefined, string[]], ModelOptions>(command, async (session, options, id) => {
    if (options.list) return list(session);
    if (options.batch !== undefined) return batch(session, options.batch);
    if (id === undefined || id.startsWith('-')) throw usageError('model', say('no-id'), say('model-choice'));
    const inputs = parseModelInputs(command.args.slice(1));
    if (id === customId) await loadFormulas();
    const result = evaluateModel(id, inputs);
    session.print(result, describeResult(result));
    return exitStatus.done;
  });
}

function list(session: Session): typeof exitStatus.done {
  const models = listModels();
  session.print(models, models.map((model) => describeResult(model)).join('\n\n'));
  return exitStatus.done;
}

async function batch(session: Session, path: string): Promise<typeof exitStatus.done> {
  const items = readJson(path);
  if (!Array.isArray(items)) {
    const expected = '[{ "model", "inputs" }, …]';
    throw problemError(exitStatus.badInput, { at: path, found: say('no-array'), expected });
  }
  // The formula language takes a while to load, so only what uses it waits for it.
  if (items.some((item) => item?.model === customId)) await loadFormulas();
  const results = blameFile(path, () => evaluateBatch(items));
  session.print(results, results.map((result, index) => `[${index}]\n${describeResult(result)}`).join('\n'));
  return exitStatus.done;
}

/** `key: value` lines; nested values as JSON. */
function describeResult(result: object): string {
  return Object.entries(result)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join('\n');
}

/**
 * `--frequencyMhz 3500 --los --walls '[…]'` as an inputs object. Keys are the model's own names; kebab-case is
 * accepted too (`--frequency-mhz`). Values are JSON where they parse as such, else text; a bare option is `true`,
 * `--no-los` is `los: false`. Status 64 for anything else.
 */
function parseModelInputs(words: readonly string[]): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (let index = 0; index < words.length; index += 1) {
    const [, name, attached] = /^--([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(words[index]) ?? [];
    if (name === undefined) throw usageError(say('model-inputs'), `"${words[index]}"`, '--inputName value');
    const next = words[index + 1];
    if (attached !== undefined) inputs[camelCase(name)] = parseValue(attached);
    else if (next === undefined || next.startsWith('--')) {
      const negated = name.startsWith('no-');
      inputs[camelCase(negated ? name.slice(3) : name)] = !negated;
    } else {
      inputs[camelCase(name)] = parseValue(next);
      index += 1;
    }
  }
  return inputs;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
