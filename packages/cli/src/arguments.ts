import { availableParallelism } from 'node:os';
import {
  type Carrier,
  carrierProfileIds,
  findCarrierProfile,
  InputError,
  planSchema,
  type ScenarioId,
} from '@diku/engine';
import { say } from '@diku/engine/core';
import { acceptanceRules, isFailure, phonePositions, scenarioIds, schemaProblems } from '@diku/engine/plan';
import { type Command, Option } from 'commander';
import { usageError } from './exit-status.ts';
import { help } from './help.ts';
import { blameFile, readJson } from './read-input.ts';

/** A parser for a numeric option: finite, from `min` to `max`, whole if asked. Status 64 otherwise. */
export function numberOption(option: string, min: number, max: number, whole = false) {
  const expected = say(whole ? 'whole-number-from-to' : 'number-from-to', { least: min, most: max });
  return (text: string): number => {
    const value = Number(text);
    const wrong = text.trim() === '' || !Number.isFinite(value) || (whole && !Number.isInteger(value));
    if (wrong || value < min || value > max) throw usageError(option, `"${text}"`, expected);
    return value;
  };
}

/** An option that may be given again: all that were given. */
export function severalOption(text: string, before: string[] = []): string[] {
  return [...before, text];
}

/** `--confidence`: a probability strictly between 0 and 1. */
export function confidenceOption(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value < 1) return value;
  throw usageError('--confidence', `"${text}"`, say('probability-option'));
}

/** `--ground-rsrp telecom=-91,mobile=-95`: operators or carriers with the level outside. */
function groundRsrpOption(text: string): Record<string, number> {
  const entries = text.split(',').map((part): [string, number] => {
    const [name, level, ...more] = part.split('=').map((word) => word.trim());
    const rsrpDbm = level ? Number(level) : Number.NaN;
    const right = name && more.length === 0 && rsrpDbm >= -150 && rsrpDbm <= -20;
    if (right) return [name, rsrpDbm];
    throw usageError('--ground-rsrp', `"${part}"`, say('ground-level'));
  });
  return Object.fromEntries(entries);
}

/** `--scenarios`: what a prediction calls them. */
function scenariosOption(text: string): 'required' | 'all' | ScenarioId[] {
  if (text === 'none') return 'required';
  return text === 'all' ? 'all' : scenarioList('--scenarios', text);
}

/** `--require-scenarios`: the ids that it stands for. */
function requiredOption(text: string): ScenarioId[] {
  if (text === 'none') return [];
  return scenarioList('--require-scenarios', text);
}

/** `--survive`: what may fail, as the scenarios that have to pass. */
function surviveOption(text: string): ScenarioId[] {
  return text.split(',').map((part) => {
    const id = scenarioIds.find((each) => isFailure(each) && each === `${part.trim()}-failed`);
    if (id) return id;
    const list = scenarioIds.filter(isFailure).map((each) => each.replace('-failed', ''));
    throw usageError('--survive', `"${part}"`, say('one-of', { list: list.join(', ') }));
  });
}

function scenarioList(option: string, text: string): ScenarioId[] {
  const ids = text
    .split(',')
    .map((id) => id.trim())
    .flatMap((id) => (id === 'all' ? scenarioIds.filter((each) => !isFailure(each)) : [id]));
  const known: readonly string[] = scenarioIds;
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return ids as ScenarioId[];
  throw usageError(option, `"${unknown}"`, say('all-none-or-some', { list: scenarioIds.join(', ') }));
}

/** `--resolution`, `--workers`, `--seed` and their like mean the same in every command that has them. */
export const sharedOptions = {
  resolution: () =>
    new Option('--resolution <metres>', help('shared.resolution'))
      .argParser(numberOption('--resolution', 0.1, 5))
      .default(0.5),
  /** Documents on a plan have the figures of its verdict, on the same cells. */
  'verdict-resolution': () =>
    new Option('--resolution <metres>', help('shared.verdict-resolution')).argParser(
      numberOption('--resolution', 0.1, 5),
    ),
  workers: () =>
    new Option('--workers <count>', help('shared.workers'))
      .argParser(numberOption('--workers', 1, 256, true))
      .default(availableParallelism(), ''),
  seed: () =>
    new Option('--seed <number>', help('shared.seed'))
      .argParser(numberOption('--seed', 0, 4_294_967_295, true))
      .default(1),
  effort: () =>
    new Option('--effort <effort>', help('shared.effort'))
      .choices(['low', 'normal', 'high'])
      .default('normal'),
  /** Those of a plan that carries its own. */
  'plan-seed': () =>
    new Option('--seed <number>', help('shared.plan-seed')).argParser(
      numberOption('--seed', 0, 4_294_967_295, true),
    ),
  'plan-effort': () =>
    new Option('--effort <effort>', help('shared.plan-effort')).choices(['low', 'normal', 'high']),
  'time-limit': () =>
    new Option('--time-limit <seconds>', help('shared.time-limit')).argParser(
      numberOption('--time-limit', 0.001, 1_000_000),
    ),
  model: () => new Option('--model <id>', help('shared.model')),
  formula: () => new Option('--formula <expression>', help('shared.formula')),
  profile: () => new Option('--profile <file>', help('shared.profile')),
  'ground-rsrp': () =>
    new Option('--ground-rsrp <levels>', help('shared.ground-rsrp')).argParser(groundRsrpOption),
  scenarios: () =>
    new Option('--scenarios <ids>', help('shared.scenarios', { list: scenarioIds.join(', ') }))
      .argParser(scenariosOption)
      .default('all'),
  'require-scenarios': () =>
    new Option('--require-scenarios <ids>', help('shared.require-scenarios')).argParser(requiredOption),
  survive: () => new Option('--survive <parts>', help('shared.survive')).argParser(surviveOption),
  'antennas-for-states': () => new Option('--antennas-for-states', help('shared.antennas-for-states')),
  rule: () => new Option('--rule <rule>', help('shared.rule')).choices(acceptanceRules),
  phone: () => new Option('--phone <position>', help('shared.phone')).choices(phonePositions),
  'bays-taken': () =>
    new Option('--bays-taken <ratio>', help('shared.bays-taken')).argParser(
      numberOption('--bays-taken', 0, 1),
    ),
  confidence: () =>
    new Option('--confidence <probability>', help('shared.confidence')).argParser(confidenceOption),
};

/** Options that choose the acceptance test where the plan's is not to be it. */
export const acceptanceOptions = ['rule', 'phone', 'bays-taken'] as const;

export function addOptions(command: Command, ...names: (keyof typeof sharedOptions)[]): Command {
  for (const name of names) command.addOption(sharedOptions[name]());
  return command;
}

/** `--carriers`: a built-in set, or a JSON file with an array of carriers (or a plan, whose carriers are taken). */
export function readCarriers(choice: string | undefined): Carrier[] | undefined {
  if (choice === undefined) return undefined;
  if (carrierProfileIds.includes(choice)) return findCarrierProfile(choice);
  return blameFile(choice, () => {
    const document = readJson(choice);
    const carriers = Array.isArray(document)
      ? document
      : (document as { carriers?: unknown } | null)?.carriers;
    const result = planSchema.shape.carriers.safeParse(carriers);
    if (result.success) return result.data;
    throw new InputError(schemaProblems(result.error.issues, carriers, 'carriers'));
  });
}

/** `x,y,z,LEVEL` or an antenna id, as it stands; status 64 when it has commas but is not a position. */
export function checkLocation(option: string, text: string): string {
  const parts = text.split(',');
  if (parts.length === 1) return text;
  const numbers = parts.slice(0, 3);
  const wrong =
    parts.length < 4 || numbers.some((part) => part.trim() === '' || !Number.isFinite(Number(part)));
  if (wrong) throw usageError(option, `"${text}"`, say('antenna-or-place'));
  return text;
}
