import type { App } from '../app/app.ts';

/** A tap on something that explains itself to a resting pointer, and does nothing else, says the same. */
export function showTipsOnTouch(app: App, root: HTMLElement): void {
  root.addEventListener('click', (event) => {
    if ((event as PointerEvent).pointerType !== 'touch' || !(event.target instanceof Element)) return;
    const told = event.target.closest<HTMLElement>('[title]');
    if (!told?.title || event.target.closest('button, a, input, select, label, summary, [role="slider"]'))
      return;
    const { clientX: x, clientY: y } = event;
    app.page.patch({ notice: { kind: 'info', title: told.title, lines: [], x, y } });
  });
}
