import { language, text } from '../texts/language.ts';
import type { App } from './app.ts';
import { element, rebuild } from './element.ts';

/** How the drawing and what was recognised are laid over each other: faded, or cut by a divider. */
export function createReviewView(app: App): { element: HTMLElement; render(): void } {
  const line = element('div', { class: 'review-view' });
  const slider = element('input', {
    type: 'range',
    'data-id': 'blend',
    min: 0,
    max: 1,
    step: 0.05,
    oninput: () => app.review.patch({ blendRatio: slider.valueAsNumber }),
    // Keys belong to the doubts again.
    onchange: () => slider.blur(),
  });
  return {
    element: line,
    render() {
      const { blendRatio, swipeRatio } = app.review.value;
      const isCut = swipeRatio !== undefined;
      rebuild(line, `${language()} ${isCut}`, () => [
        element('span', {}, text('blendDrawing')),
        slider,
        element('span', {}, text('blendRecognised')),
        element(
          'button',
          {
            type: 'button',
            'data-id': 'swipe',
            'aria-pressed': String(isCut),
            title: text('swipeTip'),
            onclick: () => app.review.patch({ swipeRatio: isCut ? undefined : 0.5 }),
          },
          text('swipe'),
        ),
      ]);
      slider.title = text('blendTip');
      slider.setAttribute('aria-label', text('blendTip'));
      if (slider.valueAsNumber !== blendRatio) slider.value = String(blendRatio);
    },
  };
}

/** The divider over the plan: dragged, or moved by arrow keys. */
export function createSwipeDivider(app: App): { element: HTMLElement; render(): void } {
  const divider: HTMLElement = element('div', {
    class: 'swipe-divider',
    role: 'slider',
    tabindex: 0,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    onpointerdown: (event) => divider.setPointerCapture((event as PointerEvent).pointerId),
    onpointermove(event) {
      const { pointerId, clientX } = event as PointerEvent;
      const box = divider.parentElement?.getBoundingClientRect();
      if (box && divider.hasPointerCapture(pointerId)) move((clientX - box.left) / box.width);
    },
    onkeydown(event) {
      const step = { ArrowLeft: -0.02, ArrowRight: 0.02 }[(event as KeyboardEvent).key];
      if (step === undefined) return;
      event.stopPropagation();
      event.preventDefault();
      move((app.review.value.swipeRatio ?? 0.5) + step);
    },
  });
  function move(ratio: number): void {
    app.review.patch({ swipeRatio: Math.min(0.98, Math.max(0.02, ratio)) });
  }
  return {
    element: divider,
    render() {
      const { active, swipeRatio } = app.review.value;
      const isFlat = app.view.value.projection === '2d';
      divider.hidden = !active || !isFlat || swipeRatio === undefined || app.store.imported === undefined;
      if (swipeRatio === undefined) return;
      divider.style.left = `${(100 * swipeRatio).toFixed(2)}%`;
      divider.setAttribute('aria-label', text('swipeDivider'));
      divider.setAttribute('aria-valuenow', (100 * swipeRatio).toFixed(0));
    },
  };
}
