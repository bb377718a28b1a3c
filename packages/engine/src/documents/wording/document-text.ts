import {
  createMessages,
  type Language,
  type MessageValues,
  phraseText,
  type SayIn,
  type SayMessage,
  type ValuesOf,
} from '../../core/index.ts';
import { type NamedRegistry, rowName } from '../../plan/index.ts';
import { type DocumentSlots, documentMessages } from './documents.generated.ts';

/** Every message of the documents, by name. */
export type DocumentKey = keyof DocumentSlots;
/**
 * Key of a message of several lines: `report.method` is of `report.method.1`, `report.method.2` and so on.
 */
type ListKey = DocumentKey extends infer Key ? (Key extends `${infer List}.1` ? List : never) : never;
type ListSlots<List extends string> = DocumentSlots[Extract<DocumentKey, `${List}.${number}`>];
type SayAny = (key: DocumentKey, values?: MessageValues) => string;

/** Texts of documents in one language: `texts('construction.floorTitle', { level })`. */
export interface DocumentTexts extends SayIn<DocumentSlots> {
  language: Language;
  /** All lines of a list, in their order. */
  list<List extends ListKey>(key: List, ...values: ValuesOf<ListSlots<List>, string | number>): string[];
  /** Name of a registry's row. */
  name(registry: NamedRegistry, id: string): string;
}

/** The texts of documents in a language: `documentText('en', 'construction.total')`. */
export const documentText: SayMessage<DocumentSlots> = createMessages<DocumentSlots>(documentMessages);

/** Texts of documents in a language. */
export function textsIn(language: Language): DocumentTexts {
  const say: SayIn<DocumentSlots> = (key, ...values) => documentText(language, key, ...values);
  const list: DocumentTexts['list'] = (key, ...[values]) =>
    listKeys(key).map((each) => (say as SayAny)(each, values));
  const name: DocumentTexts['name'] = (registry, id) => phraseText(rowName(registry, id), language);
  // A function has a name that cannot be written, but can be defined.
  return Object.defineProperties(say, {
    ...{ language: { value: language }, list: { value: list }, name: { value: name } },
  }) as DocumentTexts;
}

function listKeys(list: string): DocumentKey[] {
  const keys: DocumentKey[] = [];
  for (let line = 1; isDocumentKey(`${list}.${line}`); line++) keys.push(`${list}.${line}` as DocumentKey);
  return keys;
}

/** Returns whether there is a message of that name. */
export function isDocumentKey(key: string): key is DocumentKey {
  return Object.values(documentMessages).some((messages) => Object.hasOwn(messages, key));
}

/** Messages that were gathered before, by language and group: rows of tables ask for the same names again and again. */
const knownGroups = new Map<string, Readonly<Record<string, string>>>();

/** Messages of a group without values in a language, by the names behind the group's. */
export function messagesOf(group: string, language: Language): Readonly<Record<string, string>> {
  const name = `${language} ${group}`;
  let messages = knownGroups.get(name);
  if (!messages) {
    const start = `${group}.`;
    const found = Object.entries(documentMessages[language]).filter(([key]) => key.startsWith(start));
    messages = Object.fromEntries(found.map(([key, text]) => [key.slice(start.length), text]));
    knownGroups.set(name, messages);
  }
  return messages;
}
