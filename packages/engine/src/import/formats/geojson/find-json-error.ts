/** A whole number or word of JSON (RFC 8259), a colon, white space at a place. */
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const colon = /[ \t\r\n]*:[ \t\r\n]*/y;
const space = /[ \t\r\n]*/y;
const escapes = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/**
 * Where text stops being JSON; its length where it only ends too early. Parsers of the hosts say so in words of their
 * own, or not at all.
 */
function findJsonError(text: string): number {
  const closers: string[] = [];
  let at = after(space, text, 0);
  while (at < text.length) {
    if (closers[closers.length - 1] === '}') {
      const end = afterString(text, at);
      const value = after(colon, text, end);
      if (end === at || value === end) return end;
      at = value;
    }
    if (text[at] === '{' || text[at] === '[') {
      closers.push(text[at] === '{' ? '}' : ']');
      at = after(space, text, at + 1);
      if (text[at] !== closers[closers.length - 1]) continue;
    } else {
      const end = text[at] === '"' ? afterString(text, at) : after(plain, text, at);
      if (end === at) return at;
      at = after(space, text, end);
    }
    while (closers.length > 0 && text[at] === closers[closers.length - 1]) {
      closers.pop();
      at = after(space, text, at + 1);
    }
    if (text[at] !== ',' || closers.length === 0) return at;
    at = after(space, text, at + 1);
  }
  return text.length;
}

/** The line where text stops being JSON, and what stands there; nothing where it only ends too early. */
export function describeJsonError(text: string): { line: number; rest: string } {
  const position = findJsonError(text);
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) line++;
  const rest = text.slice(position, position + 20).replace(/\s+/g, ' ');
  return { line, rest: rest.trim() };
}

/** The end of what the pattern matches at a place; the place itself where it matches nothing. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** The end of the string at a place; where it breaks, or the place itself where there is none. */
function afterString(text: string, from: number): number {
  if (text[from] !== '"') return from;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '"') return at + 1;
    if (text.charCodeAt(at) < 0x20) return at;
    if (text[at] !== '\\') continue;
    const end = after(escapes, text, at);
    if (end === at) return at;
    at = end - 1;
  }
  return text.length;
}
