/** So long a finger rests before it asks for the value under it. */
const holdMs = 450;
/** A finger that moves farther drags, CSS pixels. */
const restPixels = 10;

/** Tells of a finger that rests at a place, and of the next touch elsewhere. */
export function holdWithFinger(
  element: HTMLElement,
  { onHold, onElsewhere }: { onHold(event: PointerEvent): void; onElsewhere(): void },
): void {
  let pressed: PointerEvent | undefined;
  let timer = 0;
  const stop = () => clearTimeout(timer);
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType !== 'touch') return;
      stop();
      onElsewhere();
      // A second finger zooms.
      pressed = event.isPrimary ? event : undefined;
      if (pressed) timer = window.setTimeout(() => onHold(event), holdMs);
    },
    { capture: true },
  );
  element.addEventListener('pointermove', (event) => {
    if (!pressed || event.pointerId !== pressed.pointerId) return;
    const [dx, dy] = [event.clientX - pressed.clientX, event.clientY - pressed.clientY];
    if (Math.hypot(dx, dy) > restPixels) stop();
  });
  for (const name of ['pointerup', 'pointercancel'] as const) element.addEventListener(name, stop);
}
