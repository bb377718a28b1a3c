import { CancelledError, InputError, phraseText } from '@diku/engine';
import { Command, CommanderError } from 'commander';
import { cliText, describeRefusal } from './cli-text.ts';
import { CommandError, type ExitStatus, exitStatus, exitStatusOf, machineFault } from './exit-status.ts';
import { help, speakHelp } from './help.ts';
import { endingSignals, stopEarly } from './interrupts.ts';
import { errorLanguage } from './language.ts';
import { programVersion } from './program-version.ts';
import { readableStack } from './readable-stack.ts';
import { guardStandardStreams, writeStandardOutput } from './standard-output.ts';
import { removeUnfinished } from './write-output.ts';

/** Adds a command to the program. */
type AddCommand = (program: Command) => void;

/** Every command in the order of the help, each in a file of its own that is loaded when it is asked for. */
const commands: Record<string, () => Promise<AddCommand>> = {
  plan: async () => (await import('./commands/plan.ts')).addPlanCommand,
  import: async () => (await import('./commands/import.ts')).addImportCommand,
  validate: async () => (await import('./commands/validate.ts')).addValidateCommand,
  predict: async () => (await import('./commands/predict.ts')).addPredictCommand,
  link: async () => (await import('./commands/link.ts')).addLinkCommand,
  rays: async () => (await import('./commands/rays.ts')).addRaysCommand,
  model: async () => (await import('./commands/model.ts')).addModelCommand,
  place: async () => (await import('./commands/place.ts')).addPlaceCommand,
  schemes: async () => (await import('./commands/schemes.ts')).addSchemesCommand,
  network: async () => (await import('./commands/network.ts')).addNetworkCommand,
  check: async () => (await import('./commands/check.ts')).addCheckCommand,
  exposure: async () => (await import('./commands/exposure.ts')).addExposureCommand,
  pattern: async () => (await import('./commands/pattern.ts')).addPatternCommand,
  profile: async () => (await import('./commands/profile.ts')).addProfileCommand,
  survey: async () => (await import('./commands/survey.ts')).addSurveyCommand,
  calibrate: async () => (await import('./commands/calibrate.ts')).addCalibrateCommand,
  accept: async () => (await import('./commands/accept.ts')).addAcceptCommand,
  'as-built': async () => (await import('./commands/as-built.ts')).addAsBuiltCommand,
  report: async () => (await import('./commands/report.ts')).addReportCommand,
  programme: async () => (await import('./commands/programme.ts')).addProgrammeCommand,
  batch: async () => (await import('./commands/batch.ts')).addBatchCommand,
  worker: async () => (await import('./commands/worker.ts')).addWorkerCommand,
  licences: async () => (await import('./commands/licences.ts')).addLicencesCommand,
  serve: async () => (await import('./commands/serve.ts')).addServeCommand,
};

/** The command of that name, none for the version; all of them for help, other options of the program, a name mistyped. */
function loadCommands(name: string): Promise<AddCommand[]> {
  if (name === '--version' || name === '-V') return Promise.resolve([]);
  const asked = Object.hasOwn(commands, name) ? [commands[name]] : Object.values(commands);
  return Promise.all(asked.map((load) => load()));
}

/** The program with the command of that name, or with all. */
async function createProgram(name: string): Promise<Command> {
  const program = new Command('diku');
  program
    .description(help('main.about'))
    .version(programVersion, undefined, help('help.version'))
    .exitOverride()
    .configureOutput({ writeOut: writeStandardOutput, outputError: () => {} });
  speakHelp(program);
  for (const addCommand of await loadCommands(name)) addCommand(program);
  return program;
}

async function main(): Promise<void> {
  const [first] = process.argv.slice(2);
  const program = await createProgram(first ?? '');
  if (first === undefined) {
    program.outputHelp({ error: true });
    process.exitCode = exitStatus.usage;
    return;
  }
  try {
    await program.parseAsync();
  } catch (error) {
    removeUnfinished();
    process.exitCode = reportError(error);
  }
}

/** One line on stderr, with `--json` also one document on stdout; returns the exit status. */
function reportError(error: unknown): ExitStatus {
  if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.done;
  const status = error instanceof CommanderError ? exitStatus.usage : exitStatusOf(error);
  const message = messageOf(error, status);
  process.stderr.write(`diku: ${message}\n`);
  if (status === exitStatus.internal) {
    process.stderr.write(`${error instanceof Error ? readableStack(error) : String(error)}\n`);
  }
  if (process.argv.includes('--json')) {
    writeStandardOutput(`${JSON.stringify({ error: { status, message } }, null, 2)}\n`);
  }
  return status;
}

function messageOf(error: unknown, status: ExitStatus): string {
  if (status === exitStatus.internal) {
    return cliText(errorLanguage(process.argv, process.env), 'internal-error', { version: programVersion });
  }
  // The help of a group of commands is on stderr already.
  if (error instanceof CommanderError && error.code === 'commander.help') {
    return cliText(errorLanguage(process.argv, process.env), 'command-missing');
  }
  if (error instanceof CommanderError)
    return error.message
      .replace(/^error: /, '')
      .replace(/\s+/g, ' ')
      .trim();
  const language = errorLanguage(process.argv, process.env);
  if (error instanceof InputError) return describeRefusal(error.said[0], language);
  if (error instanceof CommandError) return error.messageIn(language);
  if (error instanceof CancelledError) return cliText(language, 'nothing-yet');
  const fault = machineFault(error);
  if (fault) return cliText(language, 'machine-fault', { reason: phraseText(fault, language) });
  return (error as Error).message;
}

for (const signal of endingSignals) {
  process.on(signal, () => {
    if (signal !== 'SIGHUP' && stopEarly()) return;
    removeUnfinished();
    process.stderr.write(`diku: ${cliText(errorLanguage(process.argv, process.env), 'stopped')}\n`);
    process.exit(exitStatus.interrupted);
  });
}
// Node's own status for what nobody caught is 1, which here means that a target is not met.
process.on('uncaughtException', (error) => {
  removeUnfinished();
  process.exit(reportError(error));
});
guardStandardStreams();
await main();
