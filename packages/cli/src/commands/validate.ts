import { describeProblem, PlanError, parsePlan } from '@diku/engine';
import type { Command } from 'commander';
import { exitStatus } from '../exit-status.ts';
import { readJson } from '../read-input.ts';
import { runAs } from '../session.ts';
import { texts } from '../texts.ts';

/** `diku validate <plan.json>`: every problem with its path; status 65 when there is one. */
export function addValidateCommand(program: Command): void {
  const command = program.command('validate <plan>').description('check a plan file: schema and sense');
  runAs<[string], object>(command, (session, _options, path) => {
    const document = readJson(path);
    try {
      parsePlan(document);
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      for (const problem of error.problems) session.note(`${path}: ${describeProblem(problem)}`);
      if (session.json) session.print({ valid: false, problems: error.problems }, '');
      return exitStatus.badInput;
    }
    session.print({ valid: true, problems: [] }, texts[session.language].valid(path));
    return exitStatus.done;
  });
}
