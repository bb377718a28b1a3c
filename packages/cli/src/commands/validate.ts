import { describeProblem, InputError, type Plan, parsePlan, planWarnings } from '@diku/engine';
import { loadPlanModel, planModel } from '@diku/engine/radio';
import type { Command } from 'commander';
import { cliText } from '../cli-text.ts';
import { derivedFields, describeDerived, describeDoubts, noteStalePowers } from '../derived-parts.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { errorLanguage } from '../language.ts';
import { notePlanWarnings } from '../note-plan-warnings.ts';
import { readJson } from '../read-input.ts';
import { runAs } from '../session.ts';

/** `diku validate <plan.json>`: every problem with its path, status 65 when there is one; warnings besides. */
export function addValidateCommand(program: Command): void {
  const command = program.command('validate <plan>').description(help('validate.about'));
  runAs<[string], object>(command, async (session, _options, path) => {
    const document = readJson(path);
    let plan: Plan;
    try {
      plan = parsePlan(document);
      await checkFormula(plan);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const language = errorLanguage(process.argv, process.env);
      for (const problem of error.said) {
        session.note(cliText(language, 'of-file', { path, refusal: describeProblem(problem, language) }));
      }
      if (session.json) session.print({ valid: false, problems: error.problems }, '');
      return exitStatus.badInput;
    }
    notePlanWarnings(plan, path, session);
    const warnings = planWarnings(plan);
    noteStalePowers(path, plan, session);
    const { language } = session;
    session.print(
      { valid: true, problems: [], warnings, ...derivedFields(plan) },
      [
        cliText(language, 'valid', { path }),
        ...describeDerived(plan, language),
        ...describeDoubts(path, plan, language),
      ].join('\n'),
    );
    return exitStatus.done;
  });
}

/** A formula of the plan's own, over its distances and at the frequency of every carrier. */
async function checkFormula(plan: Plan): Promise<void> {
  if (plan.propagation?.formula === undefined) return;
  await loadPlanModel(plan, 'custom');
  const model = planModel(plan, 'custom');
  for (const carrier of plan.carriers) model.distanceLaw(carrier.frequencyMhz);
}
