import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InputError } from '@diku/engine';
import { type Datum, datums, languages, say, tableBytes } from '@diku/engine/core';
import { assignmentDocument, rankingDocument } from '@diku/engine/documents';
import {
  isDay,
  isMonth,
  parseColumnAnswers,
  parseColumnMap,
  parseQuotas,
  parseWeights,
  type Quarter,
  type Quotas,
  rankCommunities,
  type Signature,
  type StatusIssueDocument,
  type StatusSummary,
  type StoredCommunity,
  stages,
  statusIssueDocument,
} from '@diku/engine/programme';
import { CommandError, exitStatus, problemError } from '../exit-status.ts';
import { AttachmentFolder } from '../store/attachments.ts';
import { readStore, writeStore } from '../store/open-store.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import type { ImportCounts } from '../store/status-import.ts';
import { today } from '../store/today.ts';
import { type ChoiceRules, prepareChoice, takeChoice } from './choice.ts';
import { type DeskFile, type DeskForm, holdFiles } from './desk-form.ts';
import { monthOfStore } from './month-options.ts';
import { monthRenderer } from './report.ts';
import { readSignature } from './signature-options.ts';
import { monthDocument } from './status.ts';
import { storeTable, takeBackImport } from './table-import.ts';
import { addCheckedStep, findCommunity, readEvidence } from './take-steps.ts';

/** A clerk waits no longer for another process. */
const waitS = 3;
const maxTables = 64;
/** More than a person looks through; counts are whole. */
const maxListed = { issues: 300, changes: 1000, conflicts: 500, suspected: 500, ranked: 2000 };

/** Result of an act: JSON, or a file to be stored by the browser. */
export type DeskAnswer = { json: unknown } | { bytes: string | Uint8Array; fileName: string };

/**
 * A status table on the desk. Names that the page shows come from the browser: nothing is read or written by them.
 */
interface ReadTable {
  file: string;
  /** Why it cannot be read, by language. */
  refusal?: Record<string, string>;
  summary?: Omit<StatusSummary, 'map'>;
  /** The first of the judgements. */
  issues: StatusIssueDocument[];
  counts?: ImportCounts;
}

/** Acts of a clerk on the programme's file: those of `diku programme`, one at a time, each in one transaction. */
export class Desk {
  readonly #path: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Opens a file for writing, and makes it where there is none. Statuses as `writeStore`. */
  static async open(path: string): Promise<Desk> {
    await writeStore(path, { command: 'diku serve --programme', waitS, create: true }, () => {});
    return new Desk(path);
  }

  /** Does an act after those before it. @returns undefined where there is none of that name */
  act(name: string, form: DeskForm): Promise<DeskAnswer> | undefined {
    const acts: Record<string, (form: DeskForm) => Promise<DeskAnswer>> = {
      state: () => this.#state(),
      community: (given) => this.#community(given),
      import: (given) => this.#import(given),
      undo: (given) => this.#undo(given),
      rank: (given) => this.#rank(given),
      assign: (given) => this.#assign(given),
      advance: (given) => this.#advance(given),
      month: (given) => this.#month(given),
      report: (given) => this.#report(given),
    };
    if (!Object.hasOwn(acts, name)) return undefined;
    const done = this.#last.then(() => acts[name](form));
    this.#last = done.catch(() => {});
    return done;
  }

  #read<Result>(work: (store: ProgrammeStore) => Promise<Result> | Result): Promise<Result> {
    return readStore(this.#path, waitS, work);
  }

  /**
   * Writes what is asked for in one transaction, as long as the file is as the page has seen it.
   * @param isDryRun everything is done but nothing is stored
   */
  #write<Result>(
    form: DeskForm,
    work: (store: ProgrammeStore) => Promise<Result> | Result,
    isDryRun = false,
  ): Promise<Result> {
    const seen = form.text('revision');
    const access = { command: 'diku serve --programme', waitS, isDryRun };
    return writeStore(this.#path, access, (store) => {
      if (seen !== store.revision()) {
        const problem = { at: this.#name, found: say('desk-changed'), expected: say('desk-as-seen') };
        throw problemError(exitStatus.badInput, problem);
      }
      return work(store);
    });
  }

  get #name(): string {
    return basename(this.#path);
  }

  async #state(): Promise<DeskAnswer> {
    const json = await this.#read((store) => ({
      ...{ name: this.#name, today: today(), revision: store.revision() },
      imports: [...store.imports()],
      communities: [...store.communities()],
    }));
    return { json };
  }

  /** Everything that is known of one community: what was assumed, who says what, in which cell. */
  async #community(form: DeskForm): Promise<DeskAnswer> {
    const id = form.text('id');
    return { json: await this.#read((store) => findCommunity(store, id)) };
  }

  /**
   * Status tables into the file, all of them or none. In a dry run each is read after those before it, what cannot be read says so, and
   * nothing is stored.
   */
  async #import(form: DeskForm): Promise<DeskAnswer> {
    const date = form.optionalText('date') ?? today();
    if (!isDay(date) || date > today()) throw form.refusal('date', date, say('day-until', { day: today() }));
    const isDryRun = form.flag('isDryRun');
    const signature = signatureIn(form);
    const given = form.list('tables');
    if (given.length !== form.files.length || given.length < 1 || given.length > maxTables)
      throw form.refusal('tables', String(form.files.length), say('at-most', { most: maxTables }));
    const work = async (store: ProgrammeStore) => {
      const tables: ReadTable[] = [];
      for (const [index, file] of form.files.entries()) {
        const read = () => takeTable(store, file, { date, signature, ...decisionsOf(given[index]) });
        tables.push(isDryRun ? await orRefusal(store, file, read) : await read());
      }
      return tables;
    };
    const tables = await this.#write(form, work, isDryRun);
    return { json: { isDryRun, tables } };
  }

  async #undo(form: DeskForm): Promise<DeskAnswer> {
    const undone = await this.#write(form, (store) => takeBackImport(store, this.#name));
    return { json: undone };
  }

  async #rank(form: DeskForm): Promise<DeskAnswer> {
    const rules = rulesOf(form);
    const district = form.optionalText('district');
    const ranking = await this.#read((store) => rankCommunities([...store.communities()], rules));
    const { communities, optimise, ...head } = rankingDocument(ranking);
    const named = communities
      .map((row, index) => ({ id: (ranking.communities[index].community as StoredCommunity).id, ...row }))
      .filter((row) => district === undefined || row.district === district);
    const shown = { communities: named.slice(0, maxListed.ranked), count: named.length };
    return { json: { ...head, ...shown, optimise: optimise.length } };
  }

  /** The choice against the quotas; with `take` everyone newly chosen takes the step, if they are those that the page has shown. */
  async #assign(form: DeskForm): Promise<DeskAnswer> {
    const choose = await prepareChoice({ ...rulesOf(form), ...quotaRulesOf(form) });
    const choice = form.flag('take')
      ? await this.#write(form, (store) => takeChoice(store, choose, signatureIn(form)))
      : { ...(await this.#read((store) => choose({ stored: [...store.communities()] }))), steps: undefined };
    const document = assignmentDocument(choice.assignment, choice.ranking);
    const chosen = choice.assignment.districts.flatMap(({ assigned }) => assigned);
    const assigned = document.assigned.map((row, index) => ({
      ...{ id: (chosen[index].ranked.community as StoredCommunity).id, ...row },
    }));
    return { json: { ...document, assigned, taken: choice.steps?.length } };
  }

  /** One step of a community, with the files that it rests on or the reason why there are none. */
  async #advance(form: DeskForm): Promise<DeskAnswer> {
    const stage = form.oneOf('stage', stages);
    const said = {
      ...{ stage, date: form.text('date'), note: form.optionalText('note'), due: form.optionalText('due') },
      ...signatureIn(form),
    };
    const withoutEvidence = form.optionalText('withoutEvidence');
    const folder = new AttachmentFolder(this.#path);
    const evidence = holdFiles(form.files);
    try {
      const given = { ...evidence.of(stage), ...(withoutEvidence === undefined ? {} : { withoutEvidence }) };
      const taken = await this.#write(form, async (store) => {
        const community = findCommunity(store, form.text('id'));
        const rests = await readEvidence(store, folder, { community, stage, ...given });
        return addCheckedStep(store, community, { ...said, ...rests });
      });
      return { json: taken };
    } catch (error) {
      folder.takeBack();
      throw error;
    } finally {
      evidence.remove();
    }
  }

  async #month(form: DeskForm): Promise<DeskAnswer> {
    const asked = monthOf(form);
    return { json: await this.#read((store) => monthDocument(monthOfStore(store, asked))) };
  }

  async #report(form: DeskForm): Promise<DeskAnswer> {
    const asked = monthOf(form);
    const kind = form.oneOf('kind', ['xlsx', 'pdf', 'html']);
    const language = form.oneOf('language', languages);
    const render = await monthRenderer(`.${kind}`, { language, note: () => {} });
    const bytes = await this.#read((store) => render(monthOfStore(store, asked)));
    return { bytes, fileName: `${asked.month ?? today()}.${kind}` };
  }
}

/** Somebody's decisions on the columns of one table. */
function decisionsOf(given: unknown) {
  const { map, answers, party } = Object(given) as Record<string, unknown>;
  if (party !== undefined && (typeof party !== 'string' || party.length > 40)) {
    throw new InputError([
      { at: 'party', found: JSON.stringify(party).slice(0, 60), expected: say('a-text') },
    ]);
  }
  return {
    ...(map === undefined ? {} : { map: parseColumnMap(map) }),
    ...(answers === undefined ? {} : { answers: parseColumnAnswers(answers) }),
    ...(party === undefined || party === '' ? {} : { party }),
  };
}

async function takeTable(
  store: ProgrammeStore,
  { name, bytes }: DeskFile,
  { party, signature, ...options }: { date: string; signature: Signature } & ReturnType<typeof decisionsOf>,
): Promise<ReadTable> {
  const issues: StatusIssueDocument[] = [];
  const sink = {
    issue: (issue: Parameters<typeof statusIssueDocument>[0]) => {
      if (issues.length < maxListed.issues) issues.push(statusIssueDocument(issue));
    },
  };
  const table = { file: name, bytes: tableBytes(bytes), ...options, pause: () => setImmediate() };
  const { summary, counts } = await storeTable(store, table, { party, sinks: [sink] });
  const { map: _, ...shown } = summary;
  const cut = {
    ...counts,
    changeCount: counts.changes.length,
    changes: counts.changes.slice(0, maxListed.changes),
    conflicts: counts.conflicts.slice(0, maxListed.conflicts),
    suspected: counts.suspected.slice(0, maxListed.suspected),
  };
  return { file: name, summary: shown, issues, counts: cut };
}

/** Content of a table, or why it cannot be read; everything that it had stored by then is taken back. */
function orRefusal(
  store: ProgrammeStore,
  { name }: DeskFile,
  read: () => Promise<ReadTable>,
): Promise<ReadTable> {
  return store.attempt(read, (error) => {
    if (!(error instanceof CommandError) || error.status !== exitStatus.badInput) throw error;
    const refusal = Object.fromEntries(languages.map((each) => [each, error.messageIn(each)]));
    return { file: name, refusal, issues: [] };
  });
}

/** Who acts: as the page says, else as this machine is set up. */
function signatureIn(form: DeskForm): Signature {
  const [author, office, role] = ['author', 'office', 'role'].map((name) => form.optionalText(name));
  return readSignature({ author, office, role });
}

function rulesOf(form: DeskForm): Pick<ChoiceRules, 'weights' | 'weakGroundDbm'> {
  const weights = form.optional('weights');
  const weakGroundDbm = form.optionalNumber('weakGroundDbm', { min: -140, max: -40 });
  return { weights: weights === undefined ? undefined : parseWeights(weights), weakGroundDbm };
}

function quotaRulesOf(form: DeskForm): Pick<ChoiceRules, 'quotas' | 'fromQuarter' | 'owners'> {
  const fromQuarter = form.optionalNumber('fromQuarter', { min: 1, max: 4, isWhole: true });
  const owners = form.optionalText('owners') === 'agreed' ? 'agreed' : 'not-refused';
  return { quotas: quotasOf(form), fromQuarter: fromQuarter as Quarter | undefined, owners };
}

function quotasOf(form: DeskForm): Quotas | undefined {
  const quotas = form.optional('quotas');
  return quotas === undefined ? undefined : parseQuotas(quotas);
}

function monthOf(form: DeskForm): { month?: string; quotas?: Quotas; datum?: Datum } {
  const month = form.optionalText('month');
  if (month !== undefined && !isMonth(month)) throw form.refusal('month', month, say('a-month'));
  const datum = form.optional('datum') === undefined ? undefined : form.oneOf('datum', datums);
  return { month, quotas: quotasOf(form), datum };
}
