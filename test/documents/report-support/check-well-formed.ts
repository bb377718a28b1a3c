/** HTML elements that are never closed. */
const voidElements = new Set(['meta', 'img', 'br', 'hr', 'link', 'input']);

/**
 * Returns what is wrong with the nesting or quoting of an XML or HTML text, or nothing. Small and strict: every tag
 * closed in order, every attribute quoted, every `&` an entity.
 */
export function checkWellFormed(text: string): string | undefined {
  const open: string[] = [];
  const token =
    /<!DOCTYPE html>|<\/([a-z][\w-]*)>|<([a-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/gi;
  for (const match of text.matchAll(token)) {
    const [whole, closing, opening, attributes, selfClosing, content, stray] = match;
    if (stray) return `stray "<" at ${match.index}: ${text.slice(match.index, match.index + 60)}`;
    const words = `${attributes ?? ''}${open.at(-1) === 'style' ? '' : (content ?? '')}`;
    const entity = /&(?!(?:amp|lt|gt|quot|#39);)/.exec(words);
    if (entity) return `bare "&" in ${whole.slice(0, 60)}`;
    if (closing && open.pop() !== closing) return `</${closing}> closes something else at ${match.index}`;
    if (opening && !selfClosing && !voidElements.has(opening)) open.push(opening);
  }
  return open.length === 0 ? undefined : `never closed: ${open.join(', ')}`;
}
