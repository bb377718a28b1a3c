import type { Command } from 'commander';
import { addAssignPart } from '../programme/assign.ts';
import { addImportPart } from '../programme/import.ts';
import { addRankPart } from '../programme/rank.ts';

/** What the group consists of, in the order of its help: one file each in `../programme/`. */
const parts: readonly ((group: Command) => void)[] = [addImportPart, addRankPart, addAssignPart];

/** `diku programme <part>`: the city's thousand garages, from the status table to the month's statistics. */
export function addProgrammeCommand(program: Command): void {
  const group = program
    .command('programme')
    .description("the city's garages: from the districts' status tables to the month's statistics");
  for (const addPart of parts) addPart(group);
}
