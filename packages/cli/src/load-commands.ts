import type { Command } from 'commander';

/** Adds a command to the program. */
type AddCommand = (program: Command) => void;

/** Every command in the order of the help, each in a file of its own that is loaded when it is asked for. */
const commands: Record<string, () => Promise<AddCommand>> = {
  plan: async () => (await import('./commands/plan.ts')).addPlanCommand,
  import: async () => (await import('./commands/import.ts')).addImportCommand,
  validate: async () => (await import('./commands/validate.ts')).addValidateCommand,
  predict: async () => (await import('./commands/predict.ts')).addPredictCommand,
  link: async () => (await import('./commands/link.ts')).addLinkCommand,
  model: async () => (await import('./commands/model.ts')).addModelCommand,
  place: async () => (await import('./commands/place.ts')).addPlaceCommand,
  network: async () => (await import('./commands/network.ts')).addNetworkCommand,
  check: async () => (await import('./commands/check.ts')).addCheckCommand,
  exposure: async () => (await import('./commands/exposure.ts')).addExposureCommand,
  pattern: async () => (await import('./commands/pattern.ts')).addPatternCommand,
  profile: async () => (await import('./commands/profile.ts')).addProfileCommand,
  survey: async () => (await import('./commands/survey.ts')).addSurveyCommand,
  calibrate: async () => (await import('./commands/calibrate.ts')).addCalibrateCommand,
  accept: async () => (await import('./commands/accept.ts')).addAcceptCommand,
  report: async () => (await import('./commands/report.ts')).addReportCommand,
  programme: async () => (await import('./commands/programme.ts')).addProgrammeCommand,
  batch: async () => (await import('./commands/batch.ts')).addBatchCommand,
  worker: async () => (await import('./commands/worker.ts')).addWorkerCommand,
  serve: async () => (await import('./commands/serve.ts')).addServeCommand,
};

/** The command of that name; all of them where it is none: help, options of the program, a name mistyped. */
export function loadCommands(name: string): Promise<AddCommand[]> {
  const asked = Object.hasOwn(commands, name) ? [commands[name]] : Object.values(commands);
  return Promise.all(asked.map((load) => load()));
}
