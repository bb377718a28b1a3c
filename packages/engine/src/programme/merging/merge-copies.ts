import { canonicalJson } from '../../plan/index.ts';
import type { Community } from '../community.ts';
import { communityKey } from '../community-key.ts';
import type { Signature, Step } from '../progress/programme-community.ts';
import type {
  CopiedCommunity,
  ImportRecord,
  MergeRecord,
  ProgrammeCopy,
  StatementRecord,
} from '../progress/programme-document.ts';
import { signatureOf } from '../progress/works.ts';
import { mergeStatements, type Statement } from '../table/merge-statements.ts';
import { type MergeSide, mergeHistories } from './merge-histories.ts';

/** A copy of the programme's file, by the name that it is told apart by. */
export interface NamedCopy {
  name: string;
  sha256: string;
  copy: ProgrammeCopy;
}

/** Steps of a community that exclude each other, or an import that one copy took back and others need. */
export interface MergeConflict {
  kind: 'steps' | 'import';
  /** Id of the community; of an import its file. */
  id: string;
  name: string;
  district: string | null;
  sides: MergeSide[];
  /** Index of the side that was taken; absent where nobody has decided: then none of the contested steps is taken. */
  taken?: number;
}

/** Several copies in one, with what stood in conflict. */
export interface MergedCopies {
  copy: ProgrammeCopy;
  conflicts: MergeConflict[];
  /** Pairs of ids that are one community by district, name and address; both stay. */
  alike: { id: string; other: string; name: string }[];
}

export interface MergeOptions {
  /** The file that all copies began as: imports that a copy took back since are told from those that it never had. */
  base?: ProgrammeCopy;
  /** Which side of a conflict is taken; undefined: none. */
  choose(id: string, sides: readonly MergeSide[]): number | undefined;
  /** Day of the merge. */
  date: string;
  signature?: Signature;
}

/**
 * One programme out of several copies, row by row: imports and what they say, communities, steps. Everything that stands against nothing is
 * taken; each conflict is told with all sides, and what is not taken stays in the record of the merge. The result does not depend on the
 * order of the copies, but for `choose`.
 */
export function mergeCopies(copies: readonly NamedCopy[], options: MergeOptions): MergedCopies {
  const all = copies.map(({ copy }) => copy);
  const ledger = mergeImports(all, options.base);
  const ids = inOneOrder(all.map(({ communities }) => communities.map(({ id }) => id)));
  const byId = copies.map(
    ({ name, copy }) => [name, new Map(copy.communities.map((each) => [each.id, each]))] as const,
  );
  const conflicts: MergeConflict[] = [...ledger.conflicts];
  const keys = new Map<string, string>();
  const alike: MergedCopies['alike'] = [];
  const communities: CopiedCommunity[] = [];
  for (const id of ids) {
    const found = byId.flatMap(([name, known]) => {
      const community = known.get(id);
      return community ? [{ name, community }] : [];
    });
    const merged = mergeCommunity(found, ledger, options);
    if (!merged) continue;
    if (merged.conflict) conflicts.push(merged.conflict);
    const { community } = merged;
    const other = keys.get(community.record.key);
    if (other !== undefined) {
      alike.push({ id, other, name: community.name });
      community.record.key = `${community.record.key}#${id}`;
    }
    keys.set(community.record.key, id);
    communities.push(community);
  }
  const [{ copy: first }] = copies;
  const copy = {
    ...{
      format: first.format,
      version: first.version,
      asOf:
        all
          .map(({ asOf }) => asOf)
          .sort()
          .at(-1) ?? '',
    },
    datum: datumOf(all),
    ...{ imports: ledger.imports, communities },
    merges: [...mergeMerges(all), mergeRecord(copies, conflicts, options)],
  };
  return { copy, conflicts, alike };
}

/** The datum that copies name, where they name no two. */
function datumOf(copies: readonly ProgrammeCopy[]): ProgrammeCopy['datum'] {
  const named = new Set(copies.flatMap(({ datum }) => datum ?? []));
  return named.size === 1 ? [...named][0] : null;
}

function mergeMerges(copies: readonly ProgrammeCopy[]): MergeRecord[] {
  const texts = inOneOrder(copies.map(({ merges }) => merges.map((merge) => JSON.stringify(merge))));
  return texts.map((text) => JSON.parse(text));
}

function mergeRecord(
  copies: readonly NamedCopy[],
  conflicts: readonly MergeConflict[],
  { date, signature = {} }: MergeOptions,
): MergeRecord {
  const merged = copies
    .map(({ name, sha256 }) => ({ file: name, sha256 }))
    .sort((a, b) => (a.file + a.sha256 < b.file + b.sha256 ? -1 : 1));
  return { date, ...signatureOf(signature), copies: merged, conflicts };
}

/** Items of several lists in one, each once; the order of each list stays where lists do not contradict. */
function inOneOrder(lists: readonly (readonly string[])[]): string[] {
  const at = lists.map(() => 0);
  const done = new Set<string>();
  const items: string[] = [];
  for (;;) {
    let next: string | undefined;
    for (const [index, list] of lists.entries()) {
      while (at[index] < list.length && done.has(list[at[index]])) at[index] += 1;
      const head = list[at[index]];
      if (head !== undefined && (next === undefined || head < next)) next = head;
    }
    if (next === undefined) return items;
    items.push(next);
    done.add(next);
  }
}

/** Imports of all copies, and the number of each in the merged programme. */
interface Ledger {
  imports: ImportRecord[];
  /** Numbers by copy and number there; undefined for an import that was taken back. */
  numberOf(copy: ProgrammeCopy, number: number): number | undefined;
  copyOf(name: CopiedCommunity): ProgrammeCopy;
  conflicts: MergeConflict[];
}

/** Names of a copy's imports: what they are, told apart where one table came twice. */
function importNames({ imports }: ProgrammeCopy): string[] {
  const seen = new Map<string, number>();
  return imports.map(({ file, sha256, date, party, author, office, role }) => {
    const text = canonicalJson([date, file, sha256, party, author ?? '', office ?? '', role ?? '']);
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return `${text} ${count}`;
  });
}

function mergeImports(copies: readonly ProgrammeCopy[], base: ProgrammeCopy | undefined): Ledger {
  const names = new Map(copies.map((copy) => [copy, importNames(copy)]));
  const lists = [...names.values()];
  const inBase = new Set(base ? importNames(base) : []);
  const withdrawn = new Set(
    inOneOrder(lists).filter((name) => inBase.has(name) && lists.some((list) => !list.includes(name))),
  );
  const needed = neededImports(copies, names, withdrawn);
  const order = inOneOrder(lists).filter((name) => !withdrawn.has(name) || needed.has(name));
  const numbers = new Map(order.map((name, index) => [name, index + 1]));
  const recordOf = (name: string) => {
    const found = copies.flatMap((copy) => copy.imports[names.get(copy)?.indexOf(name) ?? -1] ?? []);
    return found.reduce((a, b) => (canonicalJson(b) < canonicalJson(a) ? b : a));
  };
  const owner = new Map(copies.flatMap((copy) => copy.communities.map((each) => [each, copy] as const)));
  const imports = order.map(recordOf);
  return {
    imports,
    numberOf: (copy, number) => numbers.get(names.get(copy)?.[number - 1] ?? ''),
    copyOf: (community) => owner.get(community) as ProgrammeCopy,
    conflicts: order.flatMap((name, index): MergeConflict[] => {
      const { file } = imports[index];
      return needed.has(name) ? [{ kind: 'import', id: file, name: file, district: null, sides: [] }] : [];
    }),
  };
}

/** Imports that a copy took back while others took steps in communities that no other table has. */
function neededImports(
  copies: readonly ProgrammeCopy[],
  names: ReadonlyMap<ProgrammeCopy, readonly string[]>,
  withdrawn: ReadonlySet<string>,
): Set<string> {
  const needed = new Set<string>();
  if (withdrawn.size === 0) return needed;
  for (const copy of copies)
    for (const { history, record } of copy.communities) {
      const said = record.statements.map((statement) => names.get(copy)?.[statement.import - 1] ?? '');
      if (history.length > 1 && said.every((name) => withdrawn.has(name)))
        for (const name of said) needed.add(name);
    }
  return needed;
}

interface Found {
  name: string;
  community: CopiedCommunity;
}

/** One community out of those copies that have it; undefined where every table that had it was taken back. */
function mergeCommunity(
  found: readonly Found[],
  ledger: Ledger,
  { choose }: MergeOptions,
): { community: CopiedCommunity; conflict?: MergeConflict } | undefined {
  const [{ community: first }] = found;
  const { id } = first;
  const lists = found.map(({ community }) => renumbered(community, ledger).map(statementText).sort());
  const texts = inOneOrder(lists);
  const statements = texts.map((text) => JSON.parse(text.slice(text.indexOf(' ') + 1)) as Said);
  if (statements.length === 0) return undefined;
  const isOne = found.every(
    (each, index) =>
      plainText(each.community) === plainText(first) && lists[index].join() === lists[0].join(),
  );
  const merged = isOne ? undefined : mergedOf(statements, ledger);
  const steps = found.map(({ name, community: { history } }) => ({ copy: name, history }));
  const { history, sides, taken } = mergeHistories(steps, (each) => choose(id, each));
  const { history: _, record, ...plain } = first;
  const community = merged ? { ...merged, id } : plain;
  const said = statements.map(({ community: each, ...statement }): StatementRecord => {
    const isSame = JSON.stringify(each) === JSON.stringify(withoutId(community));
    return { import: statement.import, ...(isSame ? {} : { community: each }), ...restOf(statement) };
  });
  const surveyor = signatureOf(ledger.imports[said[0].import - 1] ?? {});
  const conflict = { kind: 'steps' as const, id, name: community.name, district: community.district, sides };
  return {
    community: {
      ...community,
      history: [{ ...bare(history[0]), ...surveyor }, ...history.slice(1)],
      record: {
        key: merged ? communityKey(merged) : keyOf(found),
        import: Math.max(...said.map((each) => each.import)),
        judgements: merged ? said[said.length - 1].judgements : record.judgements,
        statements: said,
      },
    },
    ...(sides.length > 0 ? { conflict: { ...conflict, ...(taken === undefined ? {} : { taken }) } } : {}),
  };
}

type Said = StatementRecord & { community: Community };

/** The key of a community that copies have alike, as if no other had it. */
function keyOf(found: readonly Found[]): string {
  const keys = found.map(({ community: { id, record } }) => record.key.replace(`#${id}`, ''));
  return keys.sort()[0];
}

function restOf({ origin, judgements }: StatementRecord): Omit<StatementRecord, 'import' | 'community'> {
  return { ...(origin ? { origin } : {}), judgements };
}

function bare({ stage, date }: Step): Step {
  return { stage, date };
}

function withoutId<Item extends { id: string }>({ id: _, ...rest }: Item): Omit<Item, 'id'> {
  return rest;
}

/** Statements on a community with the numbers of the merged imports, each with what it says. */
function renumbered(community: CopiedCommunity, ledger: Ledger): Said[] {
  const { id: _, history: __, record, ...plain } = community;
  const copy = ledger.copyOf(community);
  return record.statements.flatMap(({ import: number, community: said = plain, ...rest }) => {
    const merged = ledger.numberOf(copy, number);
    return merged === undefined ? [] : [{ import: merged, community: said, ...rest }];
  });
}

/** Sorts by import. */
function statementText(statement: Said): string {
  return `${String(statement.import).padStart(9, '0')} ${JSON.stringify(statement)}`;
}

/** A community as it stands, steps and record aside. */
function plainText({ history: _, record: __, ...plain }: CopiedCommunity): string {
  return JSON.stringify(plain);
}

function mergedOf(statements: readonly Said[], { imports }: Ledger): Community {
  if (statements.length === 1) return statements[0].community;
  const said = statements.map(({ import: order, community, origin }): Statement => {
    const { party, date, file } = imports[order - 1];
    return { party, date, order, file, community, ...(origin ? { origin } : {}) };
  });
  return mergeStatements(said).community;
}
