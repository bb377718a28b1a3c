/**
 * A test of whole names against a pattern with `*` for anything; case does not count. Takes time in proportion to the
 * name, whatever the pattern.
 */
export function wildcardMatcher(pattern: string): (name: string) => boolean {
  const [head, ...rest] = pattern.toUpperCase().split('*');
  const tail = rest.pop();
  if (tail === undefined) return (name) => name.toUpperCase() === head;
  return (name) => {
    const text = name.toUpperCase();
    if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail))
      return false;
    const end = text.length - tail.length;
    let from = head.length;
    for (const part of rest) {
      const at = text.indexOf(part, from);
      if (at < 0 || at + part.length > end) return false;
      from = at + part.length;
    }
    return true;
  };
}
