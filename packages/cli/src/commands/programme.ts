import type { Command } from 'commander';
import { help } from '../help.ts';
import { addAdvancePart } from '../programme/advance.ts';
import { addAssignPart } from '../programme/assign.ts';
import { addExportPart } from '../programme/export.ts';
import { addImportPart } from '../programme/import.ts';
import { addLearnPart } from '../programme/learn.ts';
import { addMergePart } from '../programme/merge.ts';
import { addRankPart } from '../programme/rank.ts';
import { addReportPart } from '../programme/report.ts';
import { addStatusPart } from '../programme/status.ts';

/** Parts of the group, in the order of its help: one file each in `../programme/`. */
const parts: readonly ((group: Command) => void)[] = [
  addImportPart,
  addRankPart,
  addAssignPart,
  addAdvancePart,
  addExportPart,
  addMergePart,
  addStatusPart,
  addReportPart,
  addLearnPart,
];

/** `diku programme <part>`: the city's thousand garages, from the status table to the month's statistics. */
export function addProgrammeCommand(program: Command): void {
  const group = program.command('programme').description(help('programme.about'));
  for (const addPart of parts) addPart(group);
}
