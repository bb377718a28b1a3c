import { language, text } from '../texts/language.ts';
import type { App } from './app.ts';
import { element, rebuild } from './element.ts';

/** The page without a plan: one large drop target and four quiet steps. */
export function createEmptyState(app: App): { element: HTMLElement; render(): void } {
  const page = element('section', { class: 'empty' });
  return {
    element: page,
    render() {
      page.hidden = app.store.plan !== undefined;
      rebuild(page, language(), () => [
        element(
          'ol',
          { class: 'steps' },
          ...(['stepDrawing', 'stepReview', 'stepPlace', 'stepVerdict'] as const).map((key) =>
            element('li', {}, text(key)),
          ),
        ),
        element(
          'div',
          { class: 'drop-target' },
          element('h1', {}, text('emptyTitle')),
          element('p', {}, text('emptyText')),
          element(
            'div',
            { class: 'choices' },
            button('choose', text('emptyOpen'), app.actions.chooseFile, 'primary'),
            button('example', text('emptyExample'), app.actions.openExample),
          ),
        ),
      ]);
    },
  };
}

function button(id: string, label: string, onclick: () => void, className?: string): HTMLElement {
  return element('button', { type: 'button', 'data-id': id, class: className, onclick }, label);
}
