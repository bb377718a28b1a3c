/**
 * Pass and fail by shape, not by colour alone.
 * @param isWarning what fails only warns
 * @param isOpen nobody can say whether it passes
 */
export function Mark({ met, isWarning, isOpen }: { met: boolean; isWarning?: boolean; isOpen?: boolean }) {
  const look = isOpen ? 'open' : met ? 'met' : isWarning ? 'warned' : 'missed';
  return (
    <i className={`mark ${look}`} aria-hidden="true">
      {{ met: '✓', warned: '!', missed: '✕', open: '?' }[look]}
    </i>
  );
}
