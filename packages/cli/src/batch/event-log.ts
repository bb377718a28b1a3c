import { type Phrase, phraseText } from '@diku/engine';
import { type Command, Option } from 'commander';
import { help } from '../help.ts';
import type { Session } from '../session.ts';

type Values = Readonly<Record<string, string | number | boolean | undefined>>;

/** Events of a long run, for people as lines or for programs as one JSON object a line, on stderr. */
export interface EventLog {
  /** Something that a person is told too. */
  tell(event: string, text: string, values?: Values): void;
  /** The same of what has a text of its own. */
  tellPhrase(phrase: Phrase): void;
  /** Something that programs alone are told. */
  record(event: string, values: Values): void;
}

export interface LogArguments {
  log: 'text' | 'json';
}

export function addLogOption(command: Command): void {
  command.addOption(new Option('--log <form>', help('batch.log')).choices(['text', 'json']).default('text'));
}

/** Events as lines for people, or as `{"time": …, "event": …, "message": …}` with the values of each. */
export function openLog({ log }: LogArguments, { note, language }: Session): EventLog {
  const isJson = log === 'json';
  const write = (event: string, values: Values, message?: string) =>
    note(JSON.stringify({ time: new Date().toISOString(), event, ...values, message }));
  const tell = (event: string, text: string, values: Values = {}) =>
    isJson ? write(event, values, text) : note(text);
  return {
    tell,
    tellPhrase: (phrase) => tell(phrase.code, phraseText(phrase, language), plainValues(phrase)),
    record: (event, values) => {
      if (isJson) write(event, values);
    },
  };
}

function plainValues({ values = {} }: Phrase): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
    ),
  );
}
