import { closeSync, createReadStream, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, phraseText } from '@diku/engine';
import { languages } from '@diku/engine/core';
import {
  type Community,
  type IssueKind,
  issueReason,
  type StatusIssueDocument,
  type StatusSink,
  type StatusSummary,
  statusIssueDocument,
} from '@diku/engine/programme';
import { makeTemporaryFolder } from '../file-owner.ts';
import { writeStandardPart } from '../standard-output.ts';
import type { ImportCounts } from '../store/status-import.ts';
import { beginUnfinished, endUnfinished, type OutputFile, openOutputFile } from '../write-output.ts';

/** Takes what is read of a status table to files, so that a million rows need little memory. */
export interface StatusDocument {
  sink: StatusSink;
  /** The whole document, which is to be placed yet. */
  write(summary: StatusSummary, stored?: ImportCounts): OutputFile;
  /** Prints what was placed. */
  print(): Promise<void>;
  /** Removes what was kept on the way. */
  close(): void;
}

const readLength = 1 << 20;

/**
 * The document of `diku programme import`, one community and one assumption a line. `out` is its location; without one
 * it is only printed. A later row may belong to an earlier community, so that communities are kept aside until the
 * last row is read.
 */
export function openStatusDocument(out: string | undefined): StatusDocument {
  const folder = makeTemporaryFolder('programme');
  beginUnfinished(folder);
  const path = out ?? join(folder, 'document.json');
  const paths = { communities: join(folder, 'communities'), issues: join(folder, 'issues') };
  const communities = openOutputFile(paths.communities);
  const issues = openOutputFile(paths.issues);
  const writeIssue = writeItemsTo<StatusIssueDocument>(issues);
  const later = new Map<number, number[]>();
  return {
    sink: {
      community: writeItemsTo<Community>(communities),
      issue: (issue) => writeIssue(statusIssueDocument(issue)),
      duplicate(index, record) {
        const records = later.get(index);
        if (records) records.push(record);
        else later.set(index, [record]);
      },
    },
    write(summary, stored) {
      communities.finish();
      issues.finish();
      const file = openOutputFile(path);
      file.write(
        `${JSON.stringify({ ...headOf(summary), ...(stored ? { stored } : {}) }, null, 2).slice(0, -2)},\n  "communities": [`,
      );
      copyItems(file, paths.communities, later);
      file.write('],\n  "issues": [');
      copyItems(file, paths.issues);
      file.write(']\n}\n');
      return file;
    },
    print: () => printFile(path),
    close() {
      rmSync(folder, { recursive: true, force: true });
      endUnfinished(folder);
    },
  };
}

async function printFile(path: string): Promise<void> {
  for await (const part of createReadStream(path, { highWaterMark: readLength })) {
    if (!(await writeStandardPart(part as Buffer))) return;
  }
}

/** Everything but the lists. */
function headOf(summary: StatusSummary) {
  const { source, columns, ignored, dropped, counts, notes } = summary;
  const kinds = Object.entries(summary.issueKinds) as [IssueKind, number][];
  return {
    source,
    columns,
    ignored,
    dropped,
    counts,
    issueKinds: Object.fromEntries(
      kinds
        .sort(([, a], [, b]) => b - a)
        .map(([kind, count]) => [
          kind,
          { count, ...inAllLanguages((language) => issueReason(language, kind)) },
        ]),
    ),
    notes: notes.map((note) => inAllLanguages((language) => phraseText(note, language))),
  };
}

/** A text in every language. */
function inAllLanguages(sayIn: (language: Language) => string): Record<string, string> {
  return Object.fromEntries(languages.map((language) => [language, sayIn(language)]));
}

/** Takes items of an array, each on a line of its own, as they stand in the document. */
function writeItemsTo<Item>(file: OutputFile): (item: Item) => void {
  let isFirst = true;
  return (item) => {
    file.write(`${isFirst ? '' : ','}\n    ${JSON.stringify(item)}`);
    isFirst = false;
  };
}

const [lineEnd, listEnd] = [...'\n]'].map((character) => character.charCodeAt(0));

/** The items of a file; where later rows are an item too, they are added to its records, which stand first in its line. */
function copyItems(
  file: OutputFile,
  path: string,
  later: ReadonlyMap<number, readonly number[]> = new Map(),
) {
  const source = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(readLength);
  let index = -1;
  let added: readonly number[] | undefined;
  for (let length = 1; length > 0; ) {
    length = readSync(source, buffer, 0, readLength, null);
    const bytes = buffer.subarray(0, length);
    let copied = 0;
    for (let at = 0; later.size > 0 && at < length; ) {
      at = bytes.indexOf(added ? listEnd : lineEnd, at);
      if (at < 0) break;
      if (added) {
        file.writeBytes(bytes.subarray(copied, at));
        file.write(`,${added.join(',')}`);
        copied = at;
        added = undefined;
      } else {
        added = later.get(++index);
      }
      at += 1;
    }
    file.writeBytes(bytes.subarray(copied));
  }
  closeSync(source);
  if (statSync(path).size > 0) file.write('\n  ');
}
