import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  parseColumnMap,
  readStatusTable,
  type StatusIssue,
  statusIssueHead,
  statusIssueLine,
} from '@diku/engine';
import type { Command } from 'commander';
import { exitStatus } from '../exit-status.ts';
import { formatJson } from '../format-json.ts';
import { blameFile, blameFileAsync, readInput, readJson } from '../read-input.ts';
import { runAs } from '../session.ts';
import { texts } from '../texts.ts';
import { checkWritable, openOutputFile, writeOutput } from '../write-output.ts';
import { describeStatus } from './describe-status.ts';
import { openStatusDocument } from './status-document.ts';

interface ImportOptions {
  out?: string;
  columns?: string;
  saveColumns?: string;
  issues?: string;
}

/** `diku programme import <table> -o FILE.json`: a status table → clean communities and every judgement on the way. */
export function addImportPart(group: Command): void {
  const command = group
    .command('import <table>')
    .description("a district's status table (CSV, XLSX) → clean communities, with every judgement made")
    .option('-o, --out <file>', 'the communities and the judgements as .json')
    .option('--issues <file>', 'the judgements as .csv: record, column, as written, read as, reason')
    .option('--columns <file>', 'JSON: sheet, header rows, column → field; wins over what is recognised')
    .option('--save-columns <file>', 'what was recognised, as JSON for --columns of the next table');
  runAs<[string], ImportOptions>(command, async (session, options, path) => {
    const { out, issues, saveColumns } = options;
    for (const each of [out, issues, saveColumns]) if (each !== undefined) checkWritable(each);
    const map = options.columns === undefined ? undefined : readColumnMap(options.columns);
    const bytes = readInput(path);
    const document = openStatusDocument(out);
    try {
      const list = issues === undefined ? undefined : openOutputFile(issues);
      list?.write(statusIssueHead(session.language));
      const sink = {
        ...document.sink,
        issue(issue: StatusIssue) {
          document.sink.issue(issue);
          list?.write(statusIssueLine(issue, session.language));
        },
      };
      const summary = await blameFileAsync(path, () =>
        readStatusTable(bytes, { fileName: basename(path), map, pause: () => setImmediate() }, sink),
      );
      list?.finish();
      if (saveColumns !== undefined) writeOutput(saveColumns, formatJson(summary.map));
      if (out !== undefined || session.json) await document.finish(summary, session.json);
      if (!session.json) session.print(undefined, describeStatus(summary, session.language));
      for (const each of [out, issues, saveColumns]) {
        if (each !== undefined) session.note(texts[session.language].written(each));
      }
    } finally {
      document.close();
    }
    return exitStatus.done;
  });
}

function readColumnMap(path: string) {
  return blameFile(path, () => parseColumnMap(readJson(path)));
}
