import { type SeenColumn, type StatusIssue, shanghai2023Quotas } from '@diku/engine/programme';
import type { App } from '../app/app.ts';
import type { DeskActions, DeskStep } from '../app/desk-actions.ts';
import { saveFile } from '../review/save-file.ts';
import {
  type AssignmentAnswer,
  type DeskSignature,
  type DeskState,
  type DeskTable,
  noDesk,
  type ReadTable,
  type ServedProgramme,
} from '../store/programme/desk-state.ts';
import { language, loadDeskTexts, text } from '../texts/language.ts';
import type { ProgrammePersistence } from './programme-persistence.ts';

const signatureKey = 'diku.signature';

/** The server refused an act, with its reason in words. */
class DeskRefusal extends Error {}

/** Opens the programme's file that the server may write to. */
export async function openDesk(app: App, keeper: ProgrammePersistence, isPlanServed: boolean): Promise<void> {
  await loadDeskTexts();
  const session = new DeskSession(app);
  app.actions.desk = session;
  const served = await session.refresh();
  if (!served) return;
  await keeper.openServed(contentOf(served), isPlanServed);
  if (served.communities.length === 0) app.programme.patch({ side: 'import' });
}

/** The acts of the page, one after the other as the server does them. */
class DeskSession implements DeskActions {
  readonly #app: App;
  /** Readings of tables; only the last one that was asked for counts. */
  #reading = 0;
  /** Acts under way. */
  #busy = 0;

  constructor(app: App) {
    this.#app = app;
    app.desk.patch({ signature: rememberedSignature() });
  }

  get #state(): DeskState {
    return this.#app.desk.value;
  }

  /** Reads the file again, and shows what is there now. */
  async refresh(): Promise<ServedProgramme | undefined> {
    const served = await this.ask<ServedProgramme>('state', {});
    if (!served) return undefined;
    const { communities: _, ...head } = served;
    this.#app.desk.patch({ served: head, date: this.#state.date ?? served.today });
    const { open } = this.#app.programme.value;
    if (open?.name === served.name)
      this.#app.programme.patch({ open: contentOf(served), asOf: served.today });
    return served;
  }

  async ask<Answer>(act: string, request: object): Promise<Answer | undefined> {
    return this.#attempt(async () => (await send(act, request)).json() as Promise<Answer>);
  }

  async addTables(files: readonly File[]): Promise<void> {
    const names = new Set(files.map(({ name }) => name));
    const added = files.map((file): DeskTable => {
      return { file, meanings: new Map(), seen: [], questions: new Map() };
    });
    const others = this.#state.tables.filter(({ file }) => !names.has(file.name));
    this.#app.programme.patch({ isShown: true, side: 'import' });
    await this.decide({ tables: [...others, ...added] });
  }

  async decide({ tables, answer, date }: Parameters<DeskActions['decide']>[0]): Promise<void> {
    this.#app.desk.patch({ result: '' });
    const answers = new Map(this.#state.answers);
    if (answer?.[1] !== undefined) answers.set(answer[0], answer[1]);
    else if (answer) answers.delete(answer[0]);
    this.#app.desk.patch({ answers, ...(tables ? { tables } : {}), ...(date ? { date } : {}) });
    await this.#readTables();
  }

  async takeTables(): Promise<void> {
    const count = this.#state.tables.length;
    const taken = await this.#write('import', { ...this.#importRequest(), isDryRun: false }, this.#files());
    if (!taken) return;
    this.#app.desk.patch({ tables: [], answers: new Map() });
    this.#say(text('deskImported', { count }));
  }

  async undoImport(): Promise<void> {
    const undone = await this.#write<{ file: string; removed: number; restored: number }>('undo', {});
    if (!undone) return;
    const { file, removed, restored } = undone;
    this.#say(text('deskUndone', { file, removed, restored }));
    if (this.#state.tables.length > 0) await this.#readTables();
  }

  async takeChoice(): Promise<void> {
    const request = { ...this.#state.rules, ...this.#quotasRequest(), take: true };
    const answer = await this.#write<AssignmentAnswer>('assign', request);
    if (answer) this.#say(text('deskTaken', { count: answer.taken ?? 0 }));
  }

  sign(signature: DeskSignature): void {
    this.#app.desk.patch({ signature });
    try {
      localStorage.setItem(signatureKey, JSON.stringify(signature));
    } catch {
      // It is typed again another time.
    }
  }

  async takeStep({ files, ...request }: DeskStep): Promise<boolean> {
    this.#app.desk.patch({ result: '' });
    return (await this.#write('advance', request, files)) !== undefined;
  }

  async saveReport(kind: 'xlsx' | 'pdf' | 'html'): Promise<void> {
    const { month, served } = this.#state;
    const { datum } = this.#app.programme.value;
    const request = { month, datum, kind, language: language(), ...this.#quotasRequest() };
    const blob = await this.#attempt(async () => (await send('report', request)).blob());
    const stem = served?.name.replace(/\.[^.]*$/, '') ?? 'programme';
    if (blob) saveFile(blob, `${stem}-${month ?? served?.today}.${kind}`);
  }

  /** Quotas that somebody gave in the place of the notice's. */
  #quotasRequest() {
    const { quotas } = this.#app.programme.value;
    return quotas ? { quotas } : {};
  }

  async #readTables(): Promise<void> {
    this.#reading += 1;
    const reading = this.#reading;
    const { tables } = this.#state;
    if (tables.length === 0) return;
    const request = { ...this.#importRequest(), isDryRun: true };
    const answer = await this.#attempt(async () => {
      const response = await send('import', this.#withRevision(request), this.#files());
      return response.json() as Promise<{ tables: ReadTable[] }>;
    }, true);
    if (!answer || reading !== this.#reading) return;
    this.#app.desk.patch({ tables: tables.map((table, index) => withReading(table, answer.tables[index])) });
  }

  #importRequest() {
    const { tables, answers, date } = this.#state;
    return { date, tables: tables.map((table) => decisionsOf(table, answers)) };
  }

  #files(): File[] {
    return this.#state.tables.map(({ file }) => file);
  }

  /** Signs a request, and says of which state of the file it is meant. */
  #withRevision(request: object): object {
    const { signature, served } = this.#state;
    return { ...request, ...signature, revision: served?.revision };
  }

  /** Asks for an act that writes, and shows the file as it is afterwards. */
  async #write<Answer>(
    act: string,
    request: object,
    files: readonly File[] = [],
  ): Promise<Answer | undefined> {
    return this.#attempt(async () => {
      const answer = (await (await send(act, this.#withRevision(request), files)).json()) as Answer;
      await this.refresh();
      return answer;
    }, true);
  }

  /**
   * Does an act; what the server refuses is said on the page.
   * @param isWriting the page may show an older file: it is read again
   */
  async #attempt<Result>(work: () => Promise<Result>, isWriting = false): Promise<Result | undefined> {
    this.#busy += 1;
    this.#app.desk.patch({ isBusy: true });
    try {
      return await work();
    } catch (error) {
      const isRefused = error instanceof DeskRefusal;
      const lines = [isRefused ? error.message : text('deskGone')];
      this.#app.page.patch({ notice: { kind: 'error', title: text('deskRefused'), lines } });
      if (isRefused && isWriting) await this.refresh();
      return undefined;
    } finally {
      this.#busy -= 1;
      this.#app.desk.patch({ isBusy: this.#busy > 0 });
    }
  }

  #say(title: string): void {
    this.#app.page.patch({ notice: undefined });
    this.#app.desk.patch({ result: title });
  }
}

/** Asks the server that the page is from. @throws DeskRefusal with the reason */
async function send(act: string, request: object, files: readonly File[] = []): Promise<Response> {
  const body = new FormData();
  body.set('request', JSON.stringify(request));
  for (const file of files) body.append('file', file, file.name);
  const response = await fetch(`./programme/${act}`, {
    method: 'POST',
    headers: { 'X-Diku-Desk': '1' },
    body,
  });
  if (response.ok) return response;
  const { error } = (await response.json()) as { error: Record<string, string> };
  throw new DeskRefusal(error[language()]);
}

function rememberedSignature(): DeskSignature {
  try {
    const { author, office, role } = JSON.parse(localStorage.getItem(signatureKey) ?? '{}') as Record<
      string,
      unknown
    >;
    const [name, house, duty] = [author, office, role].map((each) => (typeof each === 'string' ? each : ''));
    return { author: name, office: house, role: duty };
  } catch {
    return noDesk.signature;
  }
}

function contentOf({ name, today, communities }: ServedProgramme) {
  const content = { communities, asOf: today, datum: null, noticeQuotas: shanghai2023Quotas, judgements: 0 };
  return { name, content };
}

/** Decisions on a table as `--columns` and `--answers` take them. */
function decisionsOf({ meanings, seen, questions }: DeskTable, answers: DeskState['answers']) {
  const answered = [...answers].filter(([column]) => questions.has(column));
  return {
    ...(meanings.size > 0 ? { map: mapOf([...meanings.values()], seen) } : {}),
    ...(answered.length > 0 ? { answers: { columns: Object.fromEntries(answered) } } : {}),
  };
}

/** A map of the columns that somebody decided on: of several sheets all are named, so that all of them are read. */
function mapOf(meanings: { column: SeenColumn; field: string | null }[], seen: readonly SeenColumn[]) {
  const sheets = [...new Set(seen.map(({ sheet }) => sheet))];
  const maps = sheets.map((sheet) => {
    const ofSheet = meanings.filter(({ column }) => column.sheet === sheet);
    const columns = Object.fromEntries(ofSheet.map(({ column, field }) => [column.key, field]));
    return { ...(sheet === undefined ? {} : { sheet }), columns };
  });
  return maps.length === 1 ? maps[0] : { sheets: maps };
}

function withReading(table: DeskTable, read: ReadTable): DeskTable {
  const questions = new Map(table.questions);
  const asked = (read.summary?.questions ?? []) as readonly StatusIssue[];
  for (const question of asked) questions.set(question.column, question);
  return { ...table, read, questions, seen: read.summary?.seen ?? table.seen };
}
