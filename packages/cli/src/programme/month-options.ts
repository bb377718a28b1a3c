import { type Datum, say } from '@diku/engine/core';
import {
  isMonth,
  lastDayOfMonth,
  type MonthReport,
  monthOf,
  parseQuotas,
  type Quotas,
  reportMonth,
  shanghai2023Quotas,
} from '@diku/engine/programme';
import type { Command } from 'commander';
import { addOptions } from '../arguments.ts';
import { usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, readJson } from '../read-input.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';

export interface MonthOptions extends WaitOption {
  month?: string;
  quotas?: string;
  seed: number;
  /** Only the report takes it, which has a map. */
  datum?: Datum;
}

/** Adds the options of what is stated of a month. */
export function addMonthOptions(command: Command): void {
  command
    .option('--month <month>', help('programme-month.month'))
    .option('--quotas <file>', help('programme-month.quotas'));
  addOptions(command, 'seed');
  addWaitOption(command);
}

/** Reads what the options name; the report itself is made of a store. Statuses 64–66. */
export function prepareMonth({
  month,
  quotas,
  seed,
  datum,
}: MonthOptions): (store: ProgrammeStore) => MonthReport {
  if (month !== undefined && !isMonth(month)) throw usageError('--month', `"${month}"`, say('a-month'));
  const given = quotas === undefined ? undefined : blameFile(quotas, () => parseQuotas(readJson(quotas)));
  return (store) => monthOfStore(store, { month, quotas: given, seed, datum });
}

/** The report of a month, or of today, as the store has it; the quotas of the notice where none are given. */
export function monthOfStore(
  store: ProgrammeStore,
  { month, quotas, seed, datum = 'gcj02' }: { month?: string; quotas?: Quotas; seed?: number; datum?: Datum },
): MonthReport {
  const asOf = month === undefined ? today() : lastDayOfMonth(month);
  return reportMonth(store.communities(), {
    quotas: quotas ?? { ...shanghai2023Quotas, year: Number(monthOf(asOf).slice(0, 4)) },
    ...{ isNoticeQuota: quotas === undefined, asOf, seed, datum },
  });
}
