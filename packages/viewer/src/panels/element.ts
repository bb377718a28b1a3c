type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/** An element with attributes, `on…` listeners and children; `undefined` and `false` attributes are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Rebuilds the children only when `key` changed, so that focus and open lists survive. */
export function rebuild(parent: HTMLElement, key: string, build: () => (Node | undefined)[]): void {
  if (parent.dataset.key === key) return;
  const focused = document.activeElement;
  const focusId = focused && parent.contains(focused) ? focused.getAttribute('data-id') : null;
  parent.dataset.key = key;
  parent.replaceChildren(...build().filter((child) => child !== undefined));
  if (!focusId) return;
  const again = parent.querySelector<HTMLElement>(`[data-id="${CSS.escape(focusId)}"]`);
  again?.focus();
  if (!(again instanceof HTMLInputElement)) return;
  // As after Tab: what is typed next replaces the value. What is searched for is still being typed.
  if (again.type === 'search') again.setSelectionRange(again.value.length, again.value.length);
  else again.select();
}

/** Keys for `rebuild`: another one whenever one of the values is another one. */
export function createKey(): (...values: unknown[]) => string {
  let seen: unknown[] = [];
  let count = 0;
  return (...values) => {
    const isSame = values.length === seen.length && values.every((value, at) => Object.is(value, seen[at]));
    if (!isSame) count++;
    seen = values;
    return String(count);
  };
}

/** A button that says what it does. */
export function textButton(
  id: string,
  label: string,
  onclick: () => void,
  more: Attributes = {},
): HTMLButtonElement {
  return element('button', { type: 'button', 'data-id': id, onclick, ...more }, label);
}

/** A list to choose from; `onChoose` gets the value. */
export function choiceList(
  id: string,
  options: readonly { value: string; label: string; selected?: boolean; disabled?: boolean }[],
  { title, onChoose }: { title: string; onChoose: (value: string) => void },
): HTMLSelectElement {
  const list = element('select', {
    'data-id': id,
    title,
    'aria-label': title,
    onchange() {
      // Keys are commands again.
      list.blur();
      onChoose(list.value);
    },
  });
  for (const { value, label, ...more } of options) list.append(element('option', { value, ...more }, label));
  return list;
}

/** A name and its value. */
export function row(name: string, value: string): HTMLElement {
  return element('div', { class: 'row' }, element('span', { title: name }, name), element('b', {}, value));
}

/** Rows under a heading. */
export function section(title: string, rows: HTMLElement[]): HTMLElement {
  return element('section', {}, element('h3', {}, title), ...rows);
}
