import type { IncomingMessage } from 'node:http';
import { describeProblem, InputError, type Language } from '@diku/engine';
import { languages, say, verbatim } from '@diku/engine/core';
import { CommandError, exitStatus, exitStatusOf, machineFault, problemError } from '../exit-status.ts';
import { parseJsonText } from '../read-input.ts';
import type { Desk, DeskAnswer } from './desk-acts.ts';
import { DeskForm } from './desk-form.ts';

/** Sixteen districts' workbooks several times over, and small enough for memory. */
const maxBodyBytes = 256 * 1024 * 1024;
const maxRequestCharacters = 2 * 1024 * 1024;
const maxNameCharacters = 200;

/** The page's own requests carry it; other pages cannot send it without asking first, which is refused. */
const deskHeader = 'x-diku-desk';

const httpStatuses: Partial<Record<number, number>> = {
  [exitStatus.usage]: 400,
  [exitStatus.badInput]: 422,
  [exitStatus.inputNotFound]: 404,
  [exitStatus.cannotWrite]: 503,
};

/** An answer of the desk, ready to be sent. */
export interface DeskResponse {
  status: number;
  type: string;
  body: string | Uint8Array;
  headers?: Record<string, string>;
}

/**
 * Answers a request for an act of the desk, `POST /programme/<act>` with a form: `request` is JSON, `file` the files. Only pages that this
 * server itself has served may ask.
 * @param act name of the act
 * @param origin of this server, as the browser names it
 */
export async function answerDesk(
  desk: Desk,
  request: IncomingMessage,
  { act, origin }: { act: string; origin: string },
): Promise<DeskResponse> {
  if (!isPageOfServer(request, origin)) return refused(403, say('desk-foreign'));
  if (request.method !== 'POST') return { ...refused(405, say('desk-post')), headers: { Allow: 'POST' } };
  try {
    const form = await readForm(request);
    const answer = desk.act(act, form);
    return answer === undefined ? refused(404, say('desk-no-act')) : responseOf(await answer);
  } catch (error) {
    return errorResponse(error);
  }
}

/** Returns whether a page of this server asks and no other: by origin, by what the browser says of the site, and by a header. */
function isPageOfServer({ headers }: IncomingMessage, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return (
    headers[deskHeader] !== undefined &&
    headers.origin === origin &&
    (site === undefined || site === 'same-origin')
  );
}

function responseOf(answer: DeskAnswer): DeskResponse {
  if ('json' in answer) return json(200, answer.json);
  const headers = { 'Content-Disposition': `attachment; filename="${answer.fileName}"` };
  return { status: 200, type: 'application/octet-stream', body: answer.bytes, headers };
}

function json(status: number, value: unknown): DeskResponse {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function refused(status: number, expected: Parameters<typeof problemError>[1]['expected']): DeskResponse {
  const error = problemError(exitStatus.usage, { at: say('desk'), found: verbatim(status), expected });
  return json(status, { error: inAll((language) => error.messageIn(language)) });
}

/** An error in every language of the page, and nothing of how the program is made. */
function errorResponse(error: unknown): DeskResponse {
  const httpStatus = error instanceof TooLarge ? 413 : (httpStatuses[exitStatusOf(error)] ?? 500);
  if (httpStatus === 500) process.stderr.write(`diku: ${(error as Error).stack ?? error}\n`);
  return json(httpStatus, { error: inAll((language) => messageOf(error, language)) });
}

function messageOf(error: unknown, language: Language): string {
  if (error instanceof CommandError) return error.messageIn(language);
  if (error instanceof InputError)
    return error.said.map((each) => describeProblem(each, language)).join('; ');
  const found = machineFault(error) ?? say('desk-fault');
  return describeProblem({ at: say('desk'), found, expected: say('desk-again') }, language);
}

function inAll(sayIn: (language: Language) => string): Record<string, string> {
  return Object.fromEntries(languages.map((language) => [language, sayIn(language)]));
}

/** A body above the limit. */
class TooLarge extends CommandError {
  constructor() {
    const expected = say('at-most-bytes', { most: maxBodyBytes });
    const { message, messageIn } = problemError(exitStatus.badInput, {
      at: say('size'),
      found: say('desk-more'),
      expected,
    });
    super(exitStatus.badInput, message, messageIn);
  }
}

async function readForm(request: IncomingMessage): Promise<DeskForm> {
  const type = request.headers['content-type'] ?? '';
  const bytes = await readBody(request);
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw problemError(exitStatus.usage, {
      at: say('desk'),
      found: verbatim(JSON.stringify(type.slice(0, 100))),
      expected: verbatim('multipart/form-data'),
    });
  }
  const given = form.get('request');
  if (typeof given !== 'string' || given.length > maxRequestCharacters) {
    throw problemError(exitStatus.usage, {
      at: verbatim('request'),
      found: say('nothing'),
      expected: verbatim('JSON'),
    });
  }
  const files = [];
  for (const each of form.getAll('file')) {
    if (typeof each === 'string') continue;
    const name = plainName(each.name);
    files.push({ name, bytes: new Uint8Array(await each.arrayBuffer()) });
  }
  return new DeskForm(parseJsonText('request', given), files);
}

/** The last part of a name without what could be taken for a path or an order to a terminal. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/\p{C}/gu, '').slice(-maxNameCharacters);
  return plain === '' || /^\.+$/.test(plain) ? 'table' : plain;
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw new TooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > maxBodyBytes) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
