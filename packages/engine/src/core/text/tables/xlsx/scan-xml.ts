// XML 1.0, fifth edition: 2.4 character data and markup, 3.1 tags, 4.1 references; without a document type there are no other entities.

/** Listener for a part's XML; names come without their prefix. `text` may arrive in several pieces. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
  /**
   * Reads an element that begins at a position by itself; returns where it ends, or the position where it leaves it to
   * the scanner.
   */
  take?(text: string, at: number): number;
}

/** Why a text is no XML that is read here. */
export class XmlError extends Error {
  constructor(
    readonly kind: 'broken' | 'doctype' | 'deep',
    message: string,
  ) {
    super(message);
  }
}

const deepest = 64;
/** Longest tag or comment: more than any cell of a sheet. */
const longestMarkup = 1 << 20;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const noAttributes: Readonly<Record<string, string>> = Object.freeze({});
const [space, bang, slash, equals, greater, question, less] = [...' !/=>?<'].map((each) =>
  each.charCodeAt(0),
);

/**
 * Reads XML that comes in pieces and tells of its tags and texts; nothing of it is kept. Sheets have tens of millions of tags, of which
 * this takes a fraction of the time of a general parser.
 * @throws XmlError where it is not well-formed, has a document type or is nested deeper than 64
 */
export class XmlScanner {
  /** Line of the piece that is read, from 1. */
  line = 1;
  private readonly openNames: string[] = [];
  /** The beginning of what does not end in its piece. */
  private rest = '';
  private hasRoot = false;

  constructor(private readonly listener: XmlListener) {}

  write(chunk: string): void {
    const text = this.rest + chunk;
    let at = 0;
    while (at < text.length) {
      const next = text.charCodeAt(at) === less ? this.readElement(text, at) : this.readText(text, at);
      if (next < 0) break;
      at = next;
    }
    for (let line = text.indexOf('\n'); line >= 0 && line < at; line = text.indexOf('\n', line + 1))
      this.line += 1;
    this.rest = text.slice(at);
    if (this.rest.length > longestMarkup) throw broken('a tag that does not end');
  }

  close(): void {
    const open = this.openNames.at(-1);
    if (this.rest !== '' || open !== undefined || !this.hasRoot) {
      throw broken(open === undefined ? 'no end' : `<${open}> that does not end`);
    }
  }

  /** End of the text that begins at a position; −1 where none of it can be decided yet. */
  private readText(text: string, at: number): number {
    let end = text.indexOf('<', at);
    if (end < 0) {
      const reference = text.lastIndexOf('&');
      end = reference >= at && text.indexOf(';', reference) < 0 ? reference : text.length;
      if (end === at) return -1;
    }
    const markup = text.slice(at, end);
    if (this.openNames.length > 0) this.listener.text?.(withoutReferences(markup));
    else if (markup.trim() !== '') throw broken('a text beside the root');
    return end;
  }

  private readElement(text: string, at: number): number {
    const depth = this.openNames.length;
    const end = depth > 0 && depth < deepest / 2 ? this.listener.take?.(text, at) : at;
    return end === undefined || end === at ? this.readMarkup(text, at) : end;
  }

  /** End of a tag, comment or the like that begins at a position; −1 where the piece ends before it. */
  private readMarkup(text: string, at: number): number {
    const kind = text.charCodeAt(at + 1);
    if (kind === slash) return this.closeTag(text, at);
    if (kind === question) return endOf('?>', text, at);
    if (kind !== bang) return this.openTag(text, at);
    if (text.startsWith('<!--', at)) return endOf('-->', text, at + 2);
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end >= 0) this.listener.text?.(text.slice(at + 9, end));
      return end < 0 ? -1 : end + 3;
    }
    if (text.length - at < 9) return -1;
    throw new XmlError('doctype', '');
  }

  private openTag(text: string, at: number): number {
    let end = nameEnd(text, at + 1);
    const whole = text.slice(at + 1, end);
    let attributes: Record<string, string> | undefined;
    for (;;) {
      end = pastSpaces(text, end);
      const code = text.charCodeAt(end);
      // A stroke may be the first of two.
      if (end >= text.length || (code === slash && end + 1 === text.length)) return -1;
      if (code === greater || code === slash) {
        const isEmpty = code === slash;
        if (isEmpty && text.charCodeAt(end + 1) !== greater) throw broken(`a stroke in <${whole}>`);
        this.openElement(whole, attributes ?? noAttributes, isEmpty);
        return end + (isEmpty ? 2 : 1);
      }
      const from = end;
      end = nameEnd(text, from);
      const key = text.slice(from, end);
      end = pastSpaces(text, end);
      if (end === text.length) return -1;
      if (key === '' || text.charCodeAt(end) !== equals)
        throw broken(`an attribute without value in <${whole}>`);
      end = pastSpaces(text, end + 1);
      if (end === text.length) return -1;
      const quote = text[end];
      if (quote !== '"' && quote !== "'") throw broken(`a value without quotes in <${whole}>`);
      const last = text.indexOf(quote, end + 1);
      if (last < 0) return -1;
      attributes ??= {};
      attributes[key] = withoutReferences(text.slice(end + 1, last));
      end = last + 1;
    }
  }

  private openElement(whole: string, attributes: Readonly<Record<string, string>>, isEmpty: boolean): void {
    if (whole === '' || (this.hasRoot && this.openNames.length === 0))
      throw broken(`<${whole}> where none belongs`);
    if (this.openNames.length >= deepest) throw new XmlError('deep', String(deepest));
    this.hasRoot = true;
    const name = localName(whole);
    this.listener.open?.(name, attributes);
    if (isEmpty) this.listener.close?.(name);
    else this.openNames.push(whole);
  }

  private closeTag(text: string, at: number): number {
    const end = text.indexOf('>', at);
    if (end < 0) return -1;
    const open = this.openNames.pop();
    // Nearly always nothing stands behind the name.
    const isOpen =
      open !== undefined &&
      text.startsWith(open, at + 2) &&
      (end === at + 2 + open.length || text.slice(at + 2, end).trimEnd() === open);
    if (!isOpen) throw broken(`</${text.slice(at + 2, end)}> where none belongs`);
    this.listener.close?.(localName(open));
    return end + 1;
  }
}

function broken(reason: string): XmlError {
  return new XmlError('broken', reason);
}

function endOf(mark: string, text: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end < 0 ? -1 : end + mark.length;
}

function pastSpaces(text: string, at: number): number {
  let end = at;
  // Below the space are tabs and ends of lines.
  while (text.charCodeAt(end) <= space) end += 1;
  return end;
}

/** A name ends at a space, an equals sign or the end of its tag. */
function nameEnd(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code <= space || code === equals || code === greater || code === slash || code === less) break;
  }
  return end;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** `&lt;`, `&#10;`, `&#xA;` as what they stand for. */
function withoutReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+)?;?/gi, (whole, reference: string | undefined) => {
    const character = whole.endsWith(';') && reference ? characterOf(reference) : undefined;
    if (character === undefined) throw broken(`the reference ${whole}`);
    return character;
  });
}

function characterOf(reference: string): string | undefined {
  if (!reference.startsWith('#')) return named[reference];
  const code = /^#x/i.test(reference) ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
