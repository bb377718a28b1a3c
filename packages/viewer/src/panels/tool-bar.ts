import { language, text } from '../texts/language.ts';
import type { App } from './app.ts';
import { element, rebuild } from './element.ts';

/** The tools at the left edge. */
export function createToolBar(app: App): { element: HTMLElement; render(): void } {
  const bar = element('nav', { class: 'tool-bar' });
  return {
    element: bar,
    render() {
      const { tool } = app.page.value;
      bar.hidden =
        app.store.plan === undefined || (app.review.value.active && app.store.imported !== undefined);
      rebuild(bar, `${language()} ${tool}`, () => [
        button(app, 'select', 'V', text('toolSelect')),
        button(app, 'place', 'A', text('toolPlace')),
      ]);
    },
  };
}

function button(app: App, tool: 'select' | 'place', letter: string, title: string): HTMLElement {
  const pressed = String(app.page.value.tool === tool);
  const onclick = () => app.page.patch({ tool });
  const attributes = { type: 'button', 'data-id': `tool-${tool}`, title, 'aria-label': title };
  return element('button', { ...attributes, 'aria-pressed': pressed, onclick }, letter);
}
