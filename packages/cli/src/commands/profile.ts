import { defaultRequirements, planProfile, type RequirementProfile } from '@diku/engine';
import { sourceText, textsIn } from '@diku/engine/documents';
import { profileNames, profileValues } from '@diku/engine/plan';
import type { Command } from 'commander';
import { addOptions } from '../arguments.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { type RequirementOptions, readPlanFor, readRequirements } from '../read-requirements.ts';
import { runAs, type Session } from '../session.ts';

/** `diku profile [plan.json]`: the numbers behind the verdict; with `--json` a file for `--profile`, to be edited. */
export function addProfileCommand(program: Command): void {
  const command = program.command('profile [plan]').description(help('profile.about'));
  addOptions(command, 'profile');
  runAs<[string | undefined], RequirementOptions>(command, async (session, options, path) => {
    const plan = path === undefined ? undefined : await readPlanFor(path, options);
    const requirements = plan?.requirements ?? { ...defaultRequirements, ...readRequirements(options) };
    const profile = planProfile({ requirements });
    const { id, ...values } = profile;
    const document = { id, name: profileNames(profile), ...values };
    session.print(document, describeProfile(profile, session));
    return exitStatus.done;
  });
}

/** A line a value: path, value with unit, source. */
function describeProfile(profile: RequirementProfile, { language }: Session): string {
  const rows = profileValues(profile).map(({ path, value, unit, source }) => ({
    path,
    value: `${value} ${unit}`.trimEnd(),
    source: source === '' ? textsIn(language)('report.sourceAssumption') : sourceText(source, language),
  }));
  const [pathWidth, valueWidth] = (['path', 'value'] as const).map((key) =>
    Math.max(...rows.map((row) => row[key].length)),
  );
  return [
    `${profileNames(profile)[language]} (${profile.id})`,
    ...rows.map(
      ({ path, value, source }) => `${path.padEnd(pathWidth)}  ${value.padEnd(valueWidth)}  ${source}`,
    ),
  ].join('\n');
}
