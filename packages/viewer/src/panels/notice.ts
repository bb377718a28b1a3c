import { text } from '../texts/language.ts';
import type { App, Notice } from './app.ts';
import { element, textButton } from './element.ts';

/** Lines of problems shown before the rest is only counted. */
const mostLines = 6;

/** One message beside the place where it happened; work under way can be cancelled from it. */
export function createNotice(app: App): { element: HTMLElement; render(): void } {
  const box = element('div', { class: 'notice', role: 'alert', hidden: true });
  let shown: Notice | undefined;
  return {
    element: box,
    render() {
      const notice = app.page.value.notice;
      box.hidden = notice === undefined;
      if (!notice || notice === shown) return;
      shown = notice;
      box.dataset.kind = notice.kind;
      const width = Math.min(400, window.innerWidth - 24);
      const x = notice.x ?? 64;
      const y = notice.y ?? 52;
      box.style.width = `${width}px`;
      box.style.left = `${Math.max(12, Math.min(x, window.innerWidth - width - 12))}px`;
      box.style.top = `${Math.max(12, Math.min(y, window.innerHeight - 200))}px`;
      box.replaceChildren(...describeNotice(app, notice));
    },
  };
}

function describeNotice(app: App, notice: Notice): HTMLElement[] {
  const lines = notice.lines.slice(0, mostLines).map((line) => element('p', {}, line));
  const more = notice.lines.length - lines.length;
  if (more > 0) lines.push(element('p', { class: 'quiet' }, text('moreProblems', { count: more })));
  const busy = notice.kind === 'progress';
  const onclick = busy ? app.actions.cancelWork : () => app.page.patch({ notice: undefined });
  const button = element('button', { type: 'button', onclick }, text(busy ? 'cancel' : 'close'));
  const parts: HTMLElement[] = [element('strong', {}, notice.title), ...lines];
  const { details, action } = notice;
  if (details && details.lines.length > 0) {
    const list = details.lines.map((line) => element('p', {}, line));
    parts.push(element('details', {}, element('summary', {}, details.title), ...list));
  }
  if (busy) parts.push(element('progress', { max: 1, value: notice.doneRatio }));
  if (!action) return [...parts, button];
  const act = () => {
    app.page.patch({ notice: undefined });
    action.run();
  };
  return [...parts, element('div', { class: 'choices' }, textButton(action.id, action.label, act), button)];
}
