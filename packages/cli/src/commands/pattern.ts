import { type Phrase, type Plan, parsePlan, phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import { formatJson } from '@diku/engine/documents';
import { type AntennaPatternFile, readAntennaPattern } from '@diku/engine/import';
import { type AntennaCuts, antennaTypes } from '@diku/engine/plan';
import { energyDoubts, radiatedOverFedDb } from '@diku/engine/radio';
import type { Command } from 'commander';
import { numberOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, readInput, readPlan } from '../read-input.ts';
import { runAs } from '../session.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface PatternOptions {
  frequencyMhz?: number;
  plan?: string;
  type?: string;
  antennas?: string;
  out?: string;
}

interface ReadPattern extends AntennaPatternFile {
  path: string;
  radiatedOverFedDb: number;
}

/**
 * `diku pattern <files...>`: what antenna pattern files say, and with `--plan` and `-o` the plan with them as an antenna
 * type: one file for each band.
 */
export function addPatternCommand(program: Command): void {
  const command = program
    .command('pattern <files...>')
    .description(help('pattern.about'))
    .option(
      '--frequency-mhz <mhz>',
      help('pattern.frequency-mhz'),
      numberOption('--frequency-mhz', 100, 10_000),
    )
    .option('--plan <plan>', help('pattern.plan'))
    .option('--type <id>', help('pattern.type'))
    .option('--antennas <ids>', help('pattern.antennas'))
    .option('-o, --out <file>', help('pattern.out'));
  runAs<[string[]], PatternOptions>(command, (session, options, paths) => {
    if (options.out !== undefined) checkWritable(options.out);
    checkOptions(options);
    const patterns = paths.map((path) => readPattern(path, options));
    const { language } = session;
    for (const { path, doubts } of patterns) {
      for (const doubt of doubts) {
        session.note(cliText(language, 'note-of', { path, note: phraseText(doubt, language) }));
      }
    }
    const [first] = patterns;
    const id = options.type ?? first.name ?? first.path;
    const type = { name: typeName(first, id), bands: patterns.map(({ band }) => band) };
    if (options.plan !== undefined && options.out !== undefined) {
      const plan = readPlan(options.plan);
      writeOutput(options.out, formatJson(withType(plan, id, type, antennaIds(plan, options))));
      session.note(cliText(language, 'written', { path: options.out }));
    }
    session.print(
      { patterns: patterns.map(describePattern), type: { id, ...type }, written: options.out ?? null },
      patterns.map((pattern) => cliText(language, 'pattern', patternFigures(pattern))).join('\n'),
    );
    return exitStatus.done;
  });
}

function checkOptions({ plan, out, type, antennas }: PatternOptions): void {
  if (plan !== undefined && out === undefined)
    throw usageError('--plan', say('nothing'), say('pattern-needs-out'));
  if (plan === undefined && (out !== undefined || antennas !== undefined)) {
    throw usageError(out === undefined ? '--antennas' : '-o', say('nothing'), say('pattern-needs-plan'));
  }
  if (type !== undefined && antennaTypes.has(type))
    throw usageError('--type', `"${type}"`, say('no-built-in-type'));
}

function readPattern(path: string, { frequencyMhz }: PatternOptions): ReadPattern {
  const read = blameFile(path, () => readAntennaPattern(readInput(path), frequencyMhz));
  const doubts: Phrase[] = [...read.doubts, ...energyDoubts(read.band)];
  return { ...read, path, doubts, radiatedOverFedDb: radiatedOverFedDb(read.band) };
}

function typeName({ make, name }: ReadPattern, id: string): string {
  return [make, name].filter(Boolean).join(' ').slice(0, 200) || id;
}

function antennaIds({ antennas }: Plan, { antennas: asked }: PatternOptions): ReadonlySet<string> {
  const known = new Set(antennas.map(({ id }) => id));
  const ids = (asked ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  for (const id of ids) {
    if (!known.has(id))
      throw usageError('--antennas', `"${id}"`, say('one-of', { list: [...known].join(', ') }));
  }
  return new Set(ids);
}

/** Checked like any plan that is read: what is written can be read again. */
function withType(
  plan: Plan,
  id: string,
  type: { name: string; bands: readonly AntennaCuts[] },
  ids: ReadonlySet<string>,
): Plan {
  return parsePlan({
    ...plan,
    antennaTypes: { ...plan.antennaTypes, [id]: type },
    antennas: plan.antennas.map((antenna) => (ids.has(antenna.id) ? { ...antenna, type: id } : antenna)),
  });
}

function describePattern({ path, format, name, make, band, radiatedOverFedDb, doubts }: ReadPattern): object {
  const { frequencyMhz, gainDbi } = band;
  const message = doubts.map((doubt) => phraseText(doubt, 'en'));
  return { path, format, name, make, frequencyMhz, gainDbi, radiatedOverFedDb, doubts: message };
}

function patternFigures({ path, format, name, band, radiatedOverFedDb }: ReadPattern) {
  const { frequencyMhz, gainDbi, horizontalLossDb, verticalLossDb } = band;
  return {
    path,
    format: { msi: 'MSI/Planet', nsma: 'NSMA WG16.99' }[format],
    name: name ?? '',
    frequencyMhz,
    gainDbi: gainDbi.toFixed(2),
    angles: `${horizontalLossDb.length} + ${verticalLossDb.length}`,
    radiatedDb: radiatedOverFedDb.toFixed(1),
  };
}
