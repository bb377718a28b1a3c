/**
 * Pass and fail by shape, not by colour alone.
 * @param isWarning what fails only warns
 * @param isOpen nobody can say whether it passes
 * @param isStale it is of another plan than this one
 */
export function Mark({
  met,
  isWarning,
  isOpen,
  isStale,
}: {
  met: boolean;
  isWarning?: boolean;
  isOpen?: boolean;
  isStale?: boolean;
}) {
  const passed = met ? 'met' : isWarning ? 'warned' : 'missed';
  const look = isStale ? 'stale' : isOpen ? 'open' : passed;
  return (
    <i className={`mark ${look}`} aria-hidden="true">
      {{ met: '✓', warned: '!', missed: '✕', open: '?', stale: '≠' }[look]}
    </i>
  );
}
